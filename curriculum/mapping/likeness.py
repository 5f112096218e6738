"""How alike modules are, and what the most similar ones lend to each other."""

from collections.abc import Callable, Iterator

import numpy as np

from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sparse import Floats, Ints, SparseRows

_DECIMALS = 5
_BLOCK = 256


class ModuleLikeness:
    """The likeness of all pairs of modules, a block of rows at a time, so that it never stands in memory as a whole.

    Parameters
    ----------
    terms : SparseRows
        The unit term vectors of the modules (:func:`~curriculum.mapping.text.lexical.term_vectors`).
    vectors : ndarray, shape (modules, dimensions), optional
        What the sentence encoder makes of the modules; likeness in meaning is added to likeness in words.
    settings : MatchSettings
        For the shrinkage of what all modules have in common.
    """

    def __init__(self, terms: SparseRows, vectors: Floats | None, settings: MatchSettings) -> None:
        self._terms = terms
        self._vectors = None if vectors is None else centre_vectors(vectors, settings)

    @property
    def count(self) -> int:
        """Number of modules."""
        return self._terms.height

    def blocks(self, among: Ints) -> Iterator[tuple[int, Floats]]:
        """Yield (first row, likeness of these rows with the modules asked for); 0 to 1 in words, to 2 with meaning."""
        index = self._terms.take_rows(among).transposed()
        theirs = None if self._vectors is None else self._vectors[among]
        for start in range(0, self.count, _BLOCK):
            stop = min(start + _BLOCK, self.count)
            block = self._terms.slice_rows(start, stop).dot(index)
            if self._vectors is not None and theirs is not None:
                block += np.maximum(self._vectors[start:stop] @ theirs.T, 0.0)
            yield start, np.asarray(np.round(block, _DECIMALS), dtype=np.float64)

    def nearest(self, count: int, among: Ints | None = None) -> Iterator[tuple[int, Ints, Floats]]:
        """Yield per module (row, rows of the most similar other modules, their likeness), the most similar first.

        ``among`` limits who can be similar. Equal likeness falls to the module that comes first.
        """
        candidates = np.arange(self.count) if among is None else among
        for start, block in self.blocks(candidates):
            for row, likeness in enumerate(block, start):
                likeness[candidates == row] = -1.0
                best = _find_largest(likeness, min(count, len(candidates)))
                best = best[likeness[best] >= 0]
                yield row, candidates[best], likeness[best]


def _find_largest(values: Floats, count: int) -> Ints:
    """Return the places of the largest values, the largest first and of equal ones the first.

    >>> _find_largest(np.array([1.0, 3.0, 2.0, 3.0, 2.0]), 3).tolist()
    [1, 3, 2]
    """
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    places = np.flatnonzero(values >= np.partition(values, -count)[-count])
    return places[np.argsort(-values[places], kind="stable")][:count]


def lend_scores(
    own: Floats, likeness: ModuleLikeness, neighbours: int, progress: Callable[[int, int], None] | None = None
) -> Floats:
    """Return per module the mean score of its most similar modules, weighed by likeness; shape as ``own``.

    Modules that resemble each other tend to serve the same competencies, also where one of them says it in words that
    the competency does not use.
    """
    lent = np.zeros_like(own)
    for row, rows, alike in likeness.nearest(neighbours):
        if progress is not None:
            progress(row, likeness.count)
        total = alike.sum()
        if total > 0:
            lent[row] = (alike / total) @ own[rows]
    return lent


def centre_vectors(vectors: Floats, settings: MatchSettings) -> Floats:
    """Return unit vectors after taking out what all modules have in common."""
    count = len(vectors)
    if count == 0:
        return vectors
    centred = vectors - vectors.mean(axis=0) * count / (count + settings.shrink_modules)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)
