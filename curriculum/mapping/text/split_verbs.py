"""Finds verbs that stand apart in a sentence: "vraagt door" is "doorvragen"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from curriculum.mapping.text.analysis import DutchAnalyzer, split_sentences

# What may stand apart from its verb ("vraagt door"), and what may follow it there: before any other word it is a
# preposition ("werkt in een team").
_PARTICLES = frozenset("aan achter af bij binnen door in klaar mee na om op over samen terug toe uit voor weg".split())  # noqa: SIM905 (a line of words reads better than a list of strings)
_AFTER_PARTICLE = frozenset("aan als bij dat en in maar met naar of om omdat op te tot van voor wat wie zodat".split())  # noqa: SIM905 (a line of words reads better than a list of strings)
_LONGEST_PIECE = 4
_CLAUSE_END = re.compile(r"[,;:()]")
_BORDER = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class SplitVerb:
    """A verb that stands apart: its form there ("vraagt"), its infinitive ("doorvragen") and the piece of text."""

    form: str
    infinitive: str
    text: str


def split_verbs(text: str, analyzer: DutchAnalyzer) -> Iterator[SplitVerb]:
    """Yield the verbs that stand apart in a text.

    >>> from curriculum.mapping.text.analysis import get_analyzer
    >>> text = "De student vraagt door en vat dat samen in een notitie."
    >>> [(verb.infinitive, verb.text) for verb in split_verbs(text, get_analyzer())]
    [('doorvragen', 'vraagt door'), ('samenvatten', 'vat dat samen')]
    >>> list(split_verbs("De student werkt in een team.", get_analyzer()))
    []
    """
    for clause in chain.from_iterable(map(_CLAUSE_END.split, split_sentences(text))):
        words = [word for word in _BORDER.split(clause) if word]
        for place, particle in enumerate(words):
            follows = words[place + 1].lower() if place + 1 < len(words) else ""
            if particle not in _PARTICLES or (particle != "samen" and follows and follows not in _AFTER_PARTICLE):
                continue
            for start in range(place - 1, -1, -1):
                form = words[start].lower()
                infinitive = particle + analyzer.lemma(form)
                if infinitive != particle + form and infinitive.endswith("n") and analyzer.knows(infinitive):
                    short = place - start < _LONGEST_PIECE
                    yield SplitVerb(form, infinitive, " ".join(words[start : place + 1]) if short else words[start])
                    break
