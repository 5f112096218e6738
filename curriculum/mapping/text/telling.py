"""Which words say something to a reader, and how many of them two texts have in common."""

from collections.abc import Iterable
from dataclasses import dataclass

from curriculum.mapping.text.analysis import DutchAnalyzer
from curriculum.mapping.text.split_verbs import split_verbs
from curriculum.mapping.text.stopwords import VAGUE_WORDS

# On the Zipf scale (log10 of the frequency per thousand million words). A word that is said so often fits any text,
# also as a part ("reistijd" by "tijd").
EVERYDAY = 5.4


@dataclass(frozen=True, slots=True)
class TellingWords:
    """The distinct telling words of a text, each as the terms by which it is found, and all their terms."""

    words: tuple[frozenset[str], ...]
    terms: frozenset[str]


def is_vague(form: str, analyzer: DutchAnalyzer) -> bool:
    """Return whether a word says nothing, however rare it is."""
    return form in VAGUE_WORDS or analyzer.lemma(form) in VAGUE_WORDS


def read_telling_words(texts: Iterable[str], analyzer: DutchAnalyzer, *, with_synonyms: bool) -> TellingWords:
    """Return the telling words of some texts; forms of one word ("plant", "plannen") count once.

    A verb that stands apart is its infinitive: "verbindt ... door" is "doorverbinden" and not "verbinden". An everyday
    part of a compound ("werkdag" by "werk") finds nothing.
    """
    found: dict[str, frozenset[str]] = {}
    for text in texts:
        apart = {verb.form: verb.infinitive for verb in split_verbs(text, analyzer)}
        for read in analyzer.words(text):
            word = analyzer.analyse(apart[read.form]) if read.form in apart else read
            if analyzer.commonness(word.form) < EVERYDAY and not is_vague(word.form, analyzer):
                parts = (part for part in word.parts if analyzer.commonness(part) < EVERYDAY)
                found[word.stem] = frozenset((word.stem, *parts, *(word.synonyms if with_synonyms else ())))
    return TellingWords(tuple(found.values()), frozenset().union(*found.values()))


def count_shared(ours: TellingWords, theirs: TellingWords) -> int:
    """Return how many telling words two texts share: of either the words that meet the other, the smaller number.

    One word that meets two ("receptie" meets "receptie" and, as a synonym, "ontvangst") is one thing in common.

    >>> desk = TellingWords((frozenset({"receptie", "ontvangst"}),), frozenset({"receptie", "ontvangst"}))
    >>> guests = frozenset({"receptie"}), frozenset({"ontvangst"})
    >>> count_shared(desk, TellingWords(guests, frozenset({"receptie", "ontvangst"})))
    1
    """
    return min(
        sum(not word.isdisjoint(theirs.terms) for word in ours.words),
        sum(not word.isdisjoint(ours.terms) for word in theirs.words),
    )
