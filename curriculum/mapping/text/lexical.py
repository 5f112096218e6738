"""Scores module texts against competency texts by shared terms (BM25) and by shared letter groups (n-gram cosine)."""

from collections.abc import Callable, Sequence

import numpy as np

from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.documents import Document
from curriculum.mapping.text.sparse import Floats, SparseRows, index_terms

_GRAM_SIZES = (3, 4, 5)


def score_terms(modules: Sequence[Document], competencies: Sequence[Document], settings: MatchSettings) -> Floats:
    """Return BM25 scores of every competency for every module, shape (modules, competencies).

    The module is the query, the competency the document. Query term frequencies are damped by log(1 + tf); the inverse
    document frequency counts over modules and framework together, so that a word that is common in this programme
    weighs little even when only one competency has it.

    Notes
    -----
    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), formula 3.15, with the
    never-negative idf of Lucene, log(1 + (N - n + 0.5) / (n + 0.5)).
    """
    index = index_terms(document.terms for document in (*modules, *competencies))
    queries = _rows(modules, index)
    targets = _rows(competencies, index)
    if not index or not modules or not competencies:
        return np.zeros((len(modules), len(competencies)))
    query, weighted = weigh_sides(queries, targets, settings)
    return query.dot(weighted.transposed())


def weigh_sides(queries: SparseRows, targets: SparseRows, settings: MatchSettings) -> tuple[SparseRows, SparseRows]:
    """Return both sides with the weights of :func:`score_terms`: the product of a row of each is their BM25 score."""
    idf = inverse_frequencies(queries, targets)
    lengths = targets.row_sums(targets.values)
    mean_length = float(lengths.mean()) or 1.0
    k1, b = settings.bm25_k1, settings.bm25_b
    norm = k1 * (1 - b + b * lengths / mean_length)
    saturated = targets.values * (k1 + 1) / (targets.values + norm[targets.row_numbers()])
    return queries.with_values(np.log1p(queries.values) * idf[queries.columns]), targets.with_values(saturated)


def inverse_frequencies(queries: SparseRows, targets: SparseRows) -> Floats:
    """Return Lucene's inverse document frequency of every term over both sides, shape (terms,)."""
    count = queries.height + targets.height
    frequencies = queries.document_frequencies() + targets.document_frequencies()
    return np.asarray(np.log1p((count - frequencies + 0.5) / (frequencies + 0.5)), dtype=np.float64)


def term_weights(modules: Sequence[Document], competencies: Sequence[Document]) -> dict[str, float]:
    """Return the inverse document frequency of every term over both sides, for explaining."""
    index = index_terms(document.terms for document in (*modules, *competencies))
    weights = inverse_frequencies(_rows(modules, index), _rows(competencies, index))
    return {term: float(weights[number]) for term, number in index.items()}


def score_overlap(modules: Sequence[Document], competencies: Sequence[Document]) -> Floats:
    """Return the share of each competency's terms, weighed by rarity, that each module has; 0 to 1.

    Unlike the other scores this one says something about a single pair without comparing it with others.
    """
    index = index_terms(document.terms for document in (*modules, *competencies))
    if not index or not modules or not competencies:
        return np.zeros((len(modules), len(competencies)))
    queries, targets = _rows(modules, index), _rows(competencies, index)
    weights = inverse_frequencies(queries, targets)[targets.columns]
    totals = targets.row_sums(weights)
    totals[totals == 0] = 1.0
    shares = targets.with_values(weights / totals[targets.row_numbers()])
    return queries.with_values(np.ones_like(queries.values)).dot(shares.transposed())


def score_search_terms(
    modules: Sequence[Document],
    competencies: Sequence[Document],
    search_terms: Sequence[Sequence[Sequence[str]]],
    most: float = 3.0,
) -> Floats:
    """Return how many search terms of each competency each module has in full, shape (modules, competencies).

    A term counts for its rarest word's idf, as a share of the highest idf there can be: 1 for a word that stands
    nowhere else, little for one that stands everywhere. No more than ``most`` is counted.

    Parameters
    ----------
    search_terms : sequence
        Per competency its search terms, each as the stems of its words.
    """
    found = np.zeros((len(modules), len(competencies)))
    owners = np.array([column for column, terms in enumerate(search_terms) for _term in terms], dtype=np.int64)
    if not len(owners) or not modules:
        return found
    index = index_terms(document.terms for document in (*modules, *competencies))
    queries, targets = _rows(modules, index), _rows(competencies, index)
    idf = inverse_frequencies(queries, targets)
    stems = [tuple(dict.fromkeys(term)) for terms in search_terms for term in terms]
    wanted = SparseRows.from_mappings([{index[stem]: 1.0 for stem in term} for term in stems], len(index))
    needed = np.array([len(term) for term in stems])
    rarest = np.array([max(idf[index[stem]] for stem in term) for term in stems])
    value = rarest / np.log1p((queries.height + targets.height - 0.5) / 1.5)
    inverted = wanted.transposed()
    present = queries.with_values(np.ones_like(queries.values))
    for row in range(queries.height):
        hits = present.slice_rows(row, row + 1).dot(inverted)[0] == needed
        found[row] = np.bincount(owners[hits], weights=value[hits], minlength=len(competencies))
    return np.minimum(found, most)


def count_words(modules: Sequence[Document], words: Sequence[Sequence[Sequence[str]]]) -> Floats:
    """Return how many words of each competency each module has, shape (modules, competencies).

    A word counts once, whether the module has the word itself, a part of it or a synonym.

    Parameters
    ----------
    words : sequence
        Per competency its words, each as the terms by which it can be found.
    """
    found = np.zeros((len(modules), len(words)))
    owners = np.array([column for column, group in enumerate(words) for _word in group], dtype=np.int64)
    if not len(owners) or not modules:
        return found
    terms = [terms for group in words for terms in group]
    index = index_terms([*terms, *(document.terms for document in modules)])
    wanted = SparseRows.from_mappings([{index[term]: 1.0 for term in group} for group in terms], len(index))
    present = SparseRows.from_mappings([{index[term]: 1.0 for term in item.terms} for item in modules], len(index))
    inverted = wanted.transposed()
    for row in range(present.height):
        hits = present.slice_rows(row, row + 1).dot(inverted)[0] > 0
        found[row] = np.bincount(owners[hits], minlength=len(words))
    return found


def term_vectors(modules: Sequence[Document], competencies: Sequence[Document]) -> SparseRows:
    """Return the unit term vectors of the modules; the product of two is their cosine."""
    index = index_terms(document.terms for document in (*modules, *competencies))
    queries = _rows(modules, index)
    idf = inverse_frequencies(queries, _rows(competencies, index))
    return queries.with_values(np.log1p(queries.values) * idf[queries.columns]).to_unit()


def score_sentences(
    sentences: Sequence[Sequence[Document]],
    competencies: Sequence[Document],
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Floats, Floats]:
    """Return the cosines of letter n-gram tf-idf vectors of each module's sentences with each competency.

    N-grams of 3 to 5 letters within word borders catch what lemma and stem miss: spelling variants, typing errors,
    foreign words, compounds that the splitter does not know.

    Parameters
    ----------
    sentences : sequence of sequences of Document
        The sentences of each module.
    progress : Callable[[int, int], None], optional
        Called with (modules done, modules in all).

    Returns
    -------
    best, mean : ndarray, shape (modules, competencies)
        The best sentence of each module, and the mean over its sentences; 0 for a module without any.
    """
    flat = [sentence for found in sentences for sentence in found]
    shape = (len(sentences), len(competencies))
    best, mean = np.zeros(shape), np.zeros(shape)
    forms = sorted({form for document in (*flat, *competencies) for form in document.words})
    if not forms or not flat or not competencies:
        return best, mean
    grams_of = {form: letter_grams(form) for form in forms}
    index = index_terms(grams_of.values())
    numbered = {form: [index[gram] for gram in grams] for form, grams in grams_of.items()}
    left, right = _gram_vectors(flat, competencies, numbered, len(index))
    inverted = right.transposed()
    stop = 0
    for row, found in enumerate(sentences):
        start, stop = stop, stop + len(found)
        if progress is not None:
            progress(row, len(sentences))
        if found:
            cosines = left.slice_rows(start, stop).dot(inverted)
            best[row], mean[row] = cosines.max(axis=0), cosines.mean(axis=0)
    return best, mean


def _gram_vectors(
    sentences: Sequence[Document], competencies: Sequence[Document], numbered: dict[str, list[int]], width: int
) -> tuple[SparseRows, SparseRows]:
    """Return the unit n-gram vectors of both sides; rarity counts over both (smoothed, as scikit-learn does)."""
    sides = [_gram_rows(side, numbered, width) for side in (sentences, competencies)]
    count = len(sentences) + len(competencies)
    frequencies = sides[0].document_frequencies() + sides[1].document_frequencies()
    idf = np.log((1 + count) / (1 + frequencies)) + 1
    left, right = (side.with_values(np.log1p(side.values) * idf[side.columns]).to_unit() for side in sides)
    return left, right


def _rows(documents: Sequence[Document], index: dict[str, int]) -> SparseRows:
    return SparseRows.from_mappings(
        [{index[term]: weight for term, weight in document.terms.items()} for document in documents], len(index)
    )


def _gram_rows(documents: Sequence[Document], numbered: dict[str, list[int]], width: int) -> SparseRows:
    rows: list[dict[int, float]] = []
    for document in documents:
        row: dict[int, float] = {}
        for form, weight in document.words.items():
            for gram in numbered[form]:
                row[gram] = row.get(gram, 0.0) + weight
        rows.append(row)
    return SparseRows.from_mappings(rows, width)


def letter_grams(form: str) -> list[str]:
    """Return the letter n-grams of a word within its borders.

    >>> letter_grams("ict")
    [' ic', 'ict', 'ct ', ' ict', 'ict ', ' ict ']
    """
    padded = f" {form} "
    return [padded[start : start + size] for size in _GRAM_SIZES for start in range(len(padded) - size + 1)] or [padded]
