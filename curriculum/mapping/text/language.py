"""Tells Dutch from English by function words, since words of another language say nothing about what a module is on."""

import re
from collections.abc import Iterable

from curriculum.mapping.text.stopwords import DUTCH_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS

_LETTERS = re.compile(r"[^\W\d_]+")
_ONLY_DUTCH = DUTCH_FUNCTION_WORDS - ENGLISH_FUNCTION_WORDS
_ONLY_ENGLISH = ENGLISH_FUNCTION_WORDS - DUTCH_FUNCTION_WORDS


def count_function_words(text: str) -> tuple[int, int]:
    """Return how many Dutch and how many English function words a text has; those of both languages count for neither.

    >>> [count_function_words(text) for text in ("Hij kan een agenda beheren.", "Manages the agenda of a team.")]
    [(3, 0), (0, 2)]
    """
    words = _LETTERS.findall(text.lower())
    return sum(map(_ONLY_DUTCH.__contains__, words)), sum(map(_ONLY_ENGLISH.__contains__, words))


def is_english(counts: Iterable[tuple[int, int]]) -> bool:
    """Return whether texts with these counts are in English; what does not show it counts as Dutch.

    >>> is_english([(0, 3), (1, 0)]), is_english([(0, 0)])
    (True, False)
    """
    pairs = list(counts)
    return sum(english for _dutch, english in pairs) > sum(dutch for dutch, _english in pairs)
