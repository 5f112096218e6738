"""How near texts lie by the meaning of their single words, from a table that ships with the tool.

The table holds one short vector per Dutch lemma. ``benchmarks/make_word_vectors.py`` makes it from what sentence
encoders say of each word alone, so that the engine knows related words ("vergadering", "meeting") without running an
encoder.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from curriculum.mapping.text.sides import Sides
from curriculum.mapping.text.sparse import Floats, SparseRows

SHIPPED = Path(__file__).with_name("word_vectors_nl.npz")

# More decimals than the vectors mean; equal on every processor.
_DECIMALS = 5


class WordVectors:
    """Unit vectors of words, found by stem; words with one stem ("plannen", "planning") share the mean of theirs.

    Parameters
    ----------
    stems : Sequence[str]
        One per word.
    vectors : ndarray, shape (words, dimensions)
        Of any length and number type; they are kept as they are, so that a large table stays small in memory.

    Examples
    --------
    >>> table = WordVectors(["meeting", "verf"], np.array([[1, 0], [0, 2]]))
    >>> table.rows(["verf", "onbekend"]).tolist()
    [[0.0, 1.0], [0.0, 0.0]]
    """

    def __init__(self, stems: Sequence[str], vectors: npt.NDArray[np.generic]) -> None:
        self._vectors = vectors
        self._places: dict[str, list[int]] = {}
        for place, stem in enumerate(stems):
            self._places.setdefault(stem, []).append(place)

    def rows(self, stems: Sequence[str]) -> Floats:
        """Return the vectors of some stems, shape (stems, dimensions); zeros for a stem that the table lacks."""
        found = np.zeros((len(stems), self._vectors.shape[1]))
        places = [self._places.get(stem, ()) for stem in stems]
        owners = np.repeat(np.arange(len(stems)), [len(group) for group in places])
        words = np.fromiter((place for group in places for place in group), dtype=np.int64, count=len(owners))
        np.add.at(found, owners, _unit(self._vectors[words].astype(np.float64)))
        return _unit(found)


def read_word_vectors(path: Path, to_stems: Callable[[list[str]], list[str]]) -> WordVectors:
    """Read a table: ``words``, one per line in UTF-8, and their ``vectors`` as small integers, shape (words, d)."""
    with np.load(path) as content:
        words = content["words"].tobytes().decode().split("\n")
        return WordVectors(to_stems(words), content["vectors"])


@cache
def load_word_vectors() -> WordVectors:
    """Return the table that ships with the tool, by the stems of :class:`DutchAnalyzer`."""
    import Stemmer

    return read_word_vectors(SHIPPED, Stemmer.Stemmer("dutch_porter").stemWords)


def score_word_vectors(sides: Sides, vectors: Floats) -> Floats:
    """Return the cosines of the mean word vectors of both sides, shape (modules, competencies).

    A word weighs log(1 + tf) times its inverse document frequency, as in :func:`score_terms`; a compound also speaks
    through its parts. A text of which the table knows no word has cosine 0 with everything.

    Parameters
    ----------
    vectors : ndarray, shape (terms, dimensions)
        The vector of every term, :meth:`WordVectors.rows`.
    """
    if not sides.terms or not sides.modules.height or not sides.competencies.height:
        return np.zeros((sides.modules.height, sides.competencies.height))
    weighed = vectors * sides.idf[:, None]
    ours, theirs = (unit_sums(side, weighed) for side in (sides.modules, sides.competencies))
    return np.asarray(np.round(ours @ theirs.T, _DECIMALS), dtype=np.float64)


def unit_sums(rows: SparseRows, vectors: Floats) -> Floats:
    """Return per row the unit sum of the vectors of its terms, weighed by log(1 + tf)."""
    sums = np.zeros((rows.height, vectors.shape[1]))
    weights = np.log1p(rows.values)
    for row in range(rows.height):
        entries = slice(rows.starts[row], rows.starts[row + 1])
        sums[row] = weights[entries] @ vectors[rows.columns[entries]]
    return _unit(sums)


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)
