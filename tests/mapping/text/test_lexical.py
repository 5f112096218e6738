"""The word and letter scores against plain reference computations."""

from math import log, log1p, sqrt

import numpy as np
import pytest

from curriculum.mapping import MatchSettings
from curriculum.mapping.text.documents import Document
from curriculum.mapping.text.lexical import score_grams, score_overlap, score_terms, term_similarities
from curriculum.mapping.text.sparse import SparseRows

MODULES = (Document({"a": 2.0, "b": 1.0}, {"a": 2.0, "b": 1.0}), Document({"c": 1.0}, {"c": 1.0}))
TARGETS = (Document({"a": 1.0, "d": 1.0}, {"a": 1.0, "d": 1.0}), Document({"b": 3.0}, {"b": 3.0}))


def idf(frequency: int) -> float:
    return log(1 + (4 - frequency + 0.5) / (frequency + 0.5))


def test_bm25_is_the_textbook_formula() -> None:
    settings = MatchSettings(bm25_k1=1.2, bm25_b=0.7)
    scores = score_terms(MODULES, TARGETS, settings)
    mean = (2 + 3) / 2
    first = log1p(2) * idf(2) * 1 * 2.2 / (1 + 1.2 * (0.3 + 0.7 * 2 / mean))
    second = log1p(1) * idf(2) * 3 * 2.2 / (3 + 1.2 * (0.3 + 0.7 * 3 / mean))
    assert scores == pytest.approx(np.array([[first, second], [0, 0]]))


def test_overlap_is_the_share_of_the_competency() -> None:
    shares = score_overlap(MODULES, TARGETS)
    assert shares == pytest.approx(np.array([[idf(2) / (idf(2) + idf(1)), 1.0], [0, 0]]))


def test_a_module_is_most_like_itself() -> None:
    likeness = term_similarities(MODULES, TARGETS)
    assert likeness == pytest.approx(np.eye(2))


def test_letter_groups_find_words_that_the_stem_misses() -> None:
    one, other, third = (Document({word: 1.0}, {word: 1.0}) for word in ("notuleren", "notulist", "zwemmen"))
    scores = score_grams([one], [other, third])[0]
    assert 0.2 < scores[0] < 1
    assert scores[1] < 0.1
    assert score_grams([one], [one])[0, 0] == pytest.approx(1.0)


def test_no_documents_give_no_scores() -> None:
    assert score_terms([], TARGETS, MatchSettings()).shape == (0, 2)
    assert score_grams(MODULES, []).shape == (2, 0)
    assert score_overlap((Document({}, {}),), (Document({}, {}),)).tolist() == [[0.0]]


def test_the_sparse_product_is_the_dense_product() -> None:
    numbers = np.random.default_rng(1)
    rows = [
        {int(column): float(numbers.random()) for column in numbers.choice(9, size=count, replace=False)}
        for count in (0, 3, 9, 1)
    ]
    sparse = SparseRows.from_mappings(rows, 9)
    right = numbers.random((9, 5))
    assert sparse.dot_dense(right) == pytest.approx(sparse.dense_transposed().T @ right)
    assert sparse.document_frequencies().sum() == 13
    assert sqrt(sparse.row_sums(sparse.values**2)[0]) == 0
