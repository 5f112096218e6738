"""The list of abbreviations and synonyms of the field; a school can give a longer one."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("synonyms_nl.csv")


def read_synonyms(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read a synonym list: per line a word, then the words that mean (nearly) the same, separated by commas.

    A word that stands on several lines gets all their synonyms.

    >>> read_synonyms(["avg,privacy,gegevensbescherming"])
    {'avg': ('privacy', 'gegevensbescherming')}
    """
    synonyms: dict[str, tuple[str, ...]] = {}
    for row in csv.reader(lines):
        words = [word.strip().lower() for word in row if word.strip()]
        if len(words) > 1:
            known = synonyms.get(words[0], ())
            synonyms[words[0]] = tuple(dict.fromkeys((*known, *words[1:])))
    return synonyms


@cache
def load_synonyms() -> dict[str, tuple[str, ...]]:
    """Return the list that ships with the tool."""
    with SHIPPED.open(encoding="utf-8") as file:
        return read_synonyms(file)
