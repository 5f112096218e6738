"""The word and letter scores against plain reference computations."""

from collections.abc import Sequence
from math import log, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.mapping import MatchSettings
from curriculum.mapping.text.documents import Document
from curriculum.mapping.text.letter_grams import LetterGrams
from curriculum.mapping.text.lexical import (
    score_overlap,
    score_search_terms,
    score_sentences,
    score_terms,
    term_vectors,
)
from curriculum.mapping.text.sides import Bag, Sides, Vocabulary
from curriculum.mapping.text.sparse import Floats, SparseRows

MODULES = (Document({"a": 2.0, "b": 1.0}, {"a": 2.0, "b": 1.0}), Document({"c": 1.0}, {"c": 1.0}))
TARGETS = (Document({"a": 1.0, "d": 1.0}, {"a": 1.0, "d": 1.0}), Document({"b": 3.0}, {"b": 3.0}))
SIDES = Sides.of(MODULES, TARGETS)


def idf(frequency: int) -> float:
    return log(1 + (4 - frequency + 0.5) / (frequency + 0.5))


def test_bm25_is_the_textbook_formula() -> None:
    settings = MatchSettings(bm25_k1=1.2, bm25_b=0.7)
    scores = score_terms(SIDES, settings)
    mean = (2 + 3) / 2
    first = log1p(2) * idf(2) * 1 * 2.2 / (1 + 1.2 * (0.3 + 0.7 * 2 / mean))
    second = log1p(1) * idf(2) * 3 * 2.2 / (3 + 1.2 * (0.3 + 0.7 * 3 / mean))
    assert scores == pytest.approx(np.array([[first, second], [0, 0]]))


def test_overlap_is_the_share_of_the_competency() -> None:
    shares = score_overlap(SIDES)
    assert shares == pytest.approx(np.array([[idf(2) / (idf(2) + idf(1)), 1.0], [0, 0]]))


def test_a_search_term_counts_only_in_full_and_by_rarity() -> None:
    highest = log1p(3.5 / 1.5)
    hits = score_search_terms(SIDES, [[["a"], ["a", "d"]], [["b"]] * 9])
    assert hits == pytest.approx(np.array([[idf(2) / highest, min(3, 9 * idf(2) / highest)], [0, 0]]))
    assert score_search_terms(SIDES, [[], []]).tolist() == [[0, 0], [0, 0]]


def test_a_module_is_most_like_itself() -> None:
    vectors = term_vectors(SIDES)
    assert vectors.dot(vectors.transposed()) == pytest.approx(np.eye(2))


def score_letters(sentences: Sequence[Sequence[Document]], competencies: Sequence[Document]) -> tuple[Floats, Floats]:
    grams = LetterGrams()
    ours = [grams.bag(document) for found in sentences for document in found]
    theirs = [grams.bag(document) for document in competencies]
    return score_sentences(grams.stack(ours), [len(found) for found in sentences], grams.stack(theirs))


def test_letter_groups_find_words_that_the_stem_misses() -> None:
    one, other, third = (Document({word: 1.0}, {word: 1.0}) for word in ("notuleren", "notulist", "zwemmen"))
    best, mean = score_letters([[one], [one, third], []], [other, third, one])
    assert 0.2 < best[0, 0] < 1
    assert best[0, 1] < 0.1
    assert best[0, 2] == pytest.approx(1.0)
    assert best[1, 0] == pytest.approx(best[0, 0])
    assert mean[1, 0] < best[1, 0]
    assert best[2].tolist() == mean[2].tolist() == [0, 0, 0]


def test_no_documents_give_no_scores() -> None:
    assert score_terms(Sides.of([], TARGETS), MatchSettings()).shape == (0, 2)
    assert score_letters([MODULES], [])[0].shape == (1, 0)
    assert score_letters([[], []], TARGETS)[1].tolist() == [[0, 0], [0, 0]]
    assert score_overlap(Sides.of((Document({}, {}),), (Document({}, {}),))).tolist() == [[0.0]]


def dense(rows: list[dict[int, float]], width: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    array = np.zeros((len(rows), width))
    for number, row in enumerate(rows):
        for column, value in row.items():
            array[number, column] = value
    return array


@given(st.lists(st.dictionaries(st.text("abc", max_size=3), st.floats(0.5, 3), max_size=5), max_size=6), st.data())
def test_terms_of_texts_that_are_gone_change_no_figure(texts: list[dict[str, float]], data: st.DataObject) -> None:
    known = Vocabulary()
    kept: list[tuple[dict[str, float], Bag]] = []
    for text in texts:
        bag = known.bag(text)
        if data.draw(st.booleans()):
            kept.append((text, bag))
    rows = known.stack([bag for _text, bag in kept])
    fresh = Sides.of([Document({}, text) for text, _bag in kept], []).modules
    assert [known.names()[column] for column in rows.columns] == [name for text, _bag in kept for name in sorted(text)]
    assert rows.values.tolist() == fresh.values.tolist()
    assert rows.dot(rows.transposed()).tolist() == fresh.dot(fresh.transposed()).tolist()


def test_a_product_of_many_rows_is_that_of_each_row_alone() -> None:
    numbers = np.random.default_rng(1)
    rows = SparseRows.from_mappings(
        [{int(column): 1 / 3 for column in numbers.choice(200, size=80, replace=False)} for _row in range(120)], 200
    )
    index = rows.transposed()
    alone = [rows.slice_rows(row, row + 1).dot(index)[0].tolist() for row in range(rows.height)]
    assert int(np.diff(index.starts)[rows.columns].sum()) > 5 * 65_536, "all rows would fit in one block"
    assert rows.dot(index).tolist() == alone


ROWS = st.lists(st.dictionaries(st.integers(0, 8), st.floats(-4, 4), max_size=9), max_size=5)


@given(ROWS, ROWS)
def test_the_sparse_product_is_the_dense_product(left: list[dict[int, float]], right: list[dict[int, float]]) -> None:
    one, other = SparseRows.from_mappings(left, 9), SparseRows.from_mappings(right, 9)
    assert one.dot(other.transposed()) == pytest.approx(dense(left, 9) @ dense(right, 9).T, abs=1e-9)
    assert one.row_sums(one.values) == pytest.approx(dense(left, 9).sum(axis=1))
    assert one.document_frequencies().sum() == sum(map(len, left))


@given(ROWS, ROWS)
def test_a_sum_depends_on_its_own_two_rows_only(left: list[dict[int, float]], right: list[dict[int, float]]) -> None:
    whole = SparseRows.from_mappings(left, 9).dot(SparseRows.from_mappings(right, 9).transposed())
    for row, one in enumerate(left):
        for column, other in enumerate(right):
            alone = SparseRows.from_mappings([one], 9).dot(SparseRows.from_mappings([other], 9).transposed())
            assert alone[0, 0] == whole[row, column]


@given(ROWS, st.integers(0, 5), st.integers(0, 5))
def test_a_slice_holds_the_rows_asked_for(rows: list[dict[int, float]], one: int, other: int) -> None:
    start, stop = sorted((min(one, len(rows)), min(other, len(rows))))
    part = SparseRows.from_mappings(rows, 9).slice_rows(start, stop)
    whole = SparseRows.from_mappings(rows[start:stop], 9)
    assert part.starts.tolist() == whole.starts.tolist()
    assert (part.columns.tolist(), part.values.tolist()) == (whole.columns.tolist(), whole.values.tolist())
