"""The letter n-grams of texts, by which spelling variants, typing errors and unknown compounds are found."""

from collections.abc import Sequence

from curriculum.mapping.text.documents import Document
from curriculum.mapping.text.sides import Bag, Vocabulary
from curriculum.mapping.text.sparse import SparseRows

_GRAM_SIZES = (3, 4, 5)


class LetterGrams:
    """The letter n-grams of texts: 3 to 5 letters within word borders, each word cut once."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._grams: dict[str, list[str]] = {}

    def bag(self, document: Document) -> Bag:
        """Return how much each letter n-gram of a text weighs."""
        weights: dict[str, float] = {}
        for form, weight in document.words.items():
            grams = self._grams.get(form)
            if grams is None:
                grams = self._grams[form] = letter_grams(form)
            for gram in grams:
                weights[gram] = weights.get(gram, 0.0) + weight
        return self._vocabulary.bag(weights)

    def stack(self, bags: Sequence[Bag]) -> SparseRows:
        """Return one row per text; rows of one numbering, as long as no other text is read in between."""
        return self._vocabulary.stack(bags)


def letter_grams(form: str) -> list[str]:
    """Return the letter n-grams of a word within its borders.

    >>> letter_grams("ict")
    [' ic', 'ict', 'ct ', ' ict', 'ict ', ' ict ']
    """
    padded = f" {form} "
    return [padded[start : start + size] for size in _GRAM_SIZES for start in range(len(padded) - size + 1)] or [padded]
