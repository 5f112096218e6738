"""Scores module texts against competency texts by shared terms (BM25) and by shared letter groups (n-gram cosine)."""

from collections.abc import Callable, Sequence

import numpy as np

from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sides import Sides
from curriculum.mapping.text.sparse import Floats, SparseRows

# No more search terms than this count for one pair.
MOST_SEARCH_TERMS = 3.0
# Sentences are compared for so many modules in one go.
_MODULES_AT_ONCE = 32


def score_terms(sides: Sides, settings: MatchSettings) -> Floats:
    """Return BM25 scores of every competency for every module, shape (modules, competencies).

    The module is the query, the competency the document. Query term frequencies are damped by log(1 + tf); the inverse
    document frequency counts over modules and framework together, so that a word that is common in this programme
    weighs little even when only one competency has it.

    Notes
    -----
    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), formula 3.15, with the
    never-negative idf of Lucene, log(1 + (N - n + 0.5) / (n + 0.5)).
    """
    if not sides.terms or not sides.modules.height or not sides.competencies.height:
        return np.zeros((sides.modules.height, sides.competencies.height))
    query, weighted = weigh_sides(sides, settings)
    return query.dot(weighted.transposed())


def weigh_sides(sides: Sides, settings: MatchSettings) -> tuple[SparseRows, SparseRows]:
    """Return both sides with the weights of :func:`score_terms`: the product of a row of each is their BM25 score."""
    targets = sides.competencies
    lengths = targets.row_sums(targets.values)
    mean_length = float(lengths.mean()) or 1.0
    k1, b = settings.bm25_k1, settings.bm25_b
    norm = k1 * (1 - b + b * lengths / mean_length)
    saturated = targets.values * (k1 + 1) / (targets.values + norm[targets.row_numbers()])
    return _by_rarity(sides), targets.with_values(saturated)


def share_weights(sides: Sides) -> SparseRows:
    """Return what each term of a competency is of the whole, weighed by rarity; each row adds up to 1."""
    targets = sides.competencies
    weights = sides.idf[targets.columns]
    totals = targets.row_sums(weights)
    totals[totals == 0] = 1.0
    return targets.with_values(weights / totals[targets.row_numbers()])


def score_overlap(sides: Sides) -> Floats:
    """Return the share of each competency's terms, weighed by rarity, that each module has; 0 to 1.

    Unlike the other scores this one says something about a single pair without comparing it with others.
    """
    return _presence(sides).dot(share_weights(sides).transposed())


def score_search_terms(
    sides: Sides, search_terms: Sequence[Sequence[Sequence[str]]], most: float = MOST_SEARCH_TERMS
) -> Floats:
    """Return how many search terms of each competency each module has in full, shape (modules, competencies).

    A term counts for its rarest word's idf, as a share of the highest idf there can be: 1 for a word that stands
    nowhere else, little for one that stands everywhere. No more than ``most`` is counted.

    Parameters
    ----------
    search_terms : sequence
        Per competency its search terms, each as the stems of its words.
    """
    found = np.zeros((sides.modules.height, sides.competencies.height))
    owners = np.array([column for column, terms in enumerate(search_terms) for _term in terms], dtype=np.int64)
    if not len(owners):
        return found
    stems = [tuple(dict.fromkeys(term)) for terms in search_terms for term in terms]
    wanted = SparseRows.from_mappings([{sides.number[stem]: 1.0 for stem in term} for term in stems], len(sides.terms))
    needed = np.array([len(term) for term in stems])
    value = np.array([max(sides.idf[sides.number[stem]] for stem in term) for term in stems]) / sides.highest_idf
    inverted = wanted.transposed()
    present = _presence(sides)
    for row in range(present.height):
        hits = present.slice_rows(row, row + 1).dot(inverted)[0] == needed
        found[row] = np.bincount(owners[hits], weights=value[hits], minlength=found.shape[1])
    return np.minimum(found, most)


def term_vectors(sides: Sides) -> SparseRows:
    """Return the unit term vectors of the modules; the product of two is their cosine."""
    return _by_rarity(sides).to_unit()


def score_sentences(
    sentences: SparseRows,
    sizes: Sequence[int],
    competencies: SparseRows,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Floats, Floats]:
    """Return the cosines of letter n-gram tf-idf vectors of each module's sentences with each competency.

    N-grams of 3 to 5 letters within word borders catch what lemma and stem miss: spelling variants, typing errors,
    foreign words, compounds that the splitter does not know. How rare one is counts over both sides (smoothed, as
    scikit-learn does).

    Parameters
    ----------
    sentences : SparseRows
        The letter n-grams of all sentences, module after module.
    sizes : sequence of int
        How many sentences each module has.
    competencies : SparseRows
        The letter n-grams of each competency, over the same numbering.
    progress : Callable[[int, int], None], optional
        Called with (modules done, modules in all).

    Returns
    -------
    best, mean : ndarray, shape (modules, competencies)
        The best sentence of each module, and the mean over its sentences; 0 for a module without any.
    """
    best, mean = (np.zeros((len(sizes), competencies.height)) for _side in range(2))
    count = sentences.height + competencies.height
    frequencies = sentences.document_frequencies() + competencies.document_frequencies()
    idf = np.log((1 + count) / (1 + frequencies)) + 1
    left, right = (
        side.with_values(np.log1p(side.values) * idf[side.columns]).to_unit() for side in (sentences, competencies)
    )
    inverted = right.transposed()
    ends = np.cumsum(sizes, dtype=np.int64)
    for first in range(0, len(sizes), _MODULES_AT_ONCE):
        if progress is not None:
            progress(first, len(sizes))
        rows = np.arange(first, min(first + _MODULES_AT_ONCE, len(sizes)))
        rows = rows[np.asarray(sizes)[rows] > 0]
        if not len(rows):
            continue
        starts = ends[rows] - np.asarray(sizes)[rows]
        cosines = left.slice_rows(int(starts[0]), int(ends[rows[-1]])).dot(inverted)
        best[rows] = np.maximum.reduceat(cosines, starts - starts[0])
        mean[rows] = np.add.reduceat(cosines, starts - starts[0]) / np.asarray(sizes)[rows][:, None]
    return best, mean


def _by_rarity(sides: Sides) -> SparseRows:
    """Return the terms of the modules, weighed by log(1 + tf) and their inverse document frequency."""
    rows = sides.modules
    return rows.with_values(np.log1p(rows.values) * sides.idf[rows.columns])


def _presence(sides: Sides) -> SparseRows:
    """Return the terms of the modules, each counted once."""
    return sides.modules.with_values(np.ones_like(sides.modules.values))
