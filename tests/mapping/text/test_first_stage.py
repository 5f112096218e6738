"""The first stage: the same terms, the same sums and the same order as a full table of all pairs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping import MatchSettings, find_candidates
from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.documents import (
    read_competency,
    read_module,
    weighed_competency_texts,
    weighed_module_texts,
)
from curriculum.mapping.text.lexical import score_terms
from curriculum.mapping.text.sides import Sides
from curriculum.mapping.text.sparse import SparseRows
from curriculum.mapping.text.term_table import TermTable, expand_terms
from curriculum.mapping.text.top_products import find_top_products

WORDS = st.sampled_from(
    ["agendabeheer", "agenda", "notuleren", "verslag", "vergaderverslag", "privacy", "AVG", "de", "e-mail", "klanten"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
MODULES = st.lists(st.lists(st.tuples(st.sampled_from([*ModuleField]), TEXTS), max_size=3), min_size=1, max_size=6).map(
    lambda found: [
        ModuleRecord(f"M{number}", "notulen", passages=tuple(Passage(field, text) for field, text in passages))
        for number, passages in enumerate(found)
    ]
)
COMPETENCIES = st.lists(st.tuples(TEXTS, TEXTS, st.lists(WORDS, max_size=2)), min_size=1, max_size=6).map(
    lambda found: [
        CompetencyRecord(f"C{number}", title, description, search_terms=tuple(terms))
        for number, (title, description, terms) in enumerate(found)
    ]
)


@settings(deadline=None)
@given(MODULES, COMPETENCIES)
def test_the_table_counts_as_the_documents_do_to_the_last_bit(
    modules: list[ModuleRecord], competencies: list[CompetencyRecord]
) -> None:
    setting, analyzer = MatchSettings(), get_analyzer()
    table = TermTable(expand_terms(analyzer, setting))
    ours = table.read((weighed_module_texts(module, setting) for module in modules), with_synonyms=True)
    theirs = table.read((weighed_competency_texts(item, setting) for item in competencies), with_synonyms=False)
    documents = [
        *(read_module(module, analyzer, setting) for module in modules),
        *(read_competency(competency, analyzer, setting) for competency in competencies),
    ]
    read = [_row(rows, number, table.terms) for rows in (ours, theirs) for number in range(rows.height)]
    assert read == [document.terms for document in documents]


@settings(deadline=None)
@given(MODULES, COMPETENCIES, st.integers(1, 4))
def test_the_candidates_are_the_best_of_the_full_table(
    modules: list[ModuleRecord], competencies: list[CompetencyRecord], count: int
) -> None:
    setting, analyzer = MatchSettings(), get_analyzer()
    sides = Sides.of(
        [read_module(module, analyzer, setting) for module in modules],
        [read_competency(competency, analyzer, setting) for competency in competencies],
    )
    scores = score_terms(sides, setting)
    expected = {
        module.id: tuple(
            f"C{column}" for column in np.argsort(-np.round(row, 9), kind="stable")[:count] if row[column] > 0
        )
        for module, row in zip(modules, scores, strict=True)
    }
    assert find_candidates(modules, competencies, count) == expected


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.sampled_from([0, 3, 20, 10**9]))
def test_bounds_miss_nothing_and_change_no_bit(seed: int, count: int, many: int) -> None:
    numbers = np.random.default_rng(seed)
    left, right = (_random_rows(numbers, height) for height in (5, 700))
    top = find_top_products(left, right, count, many=many)
    full = left.dot(right.transposed())
    best = np.argsort(-np.round(full, 9), axis=1, kind="stable")[:, :count]
    values = np.take_along_axis(full, best, axis=1)
    assert np.array_equal(top.columns, np.where(values > 0, best, -1))
    assert np.array_equal(top.values, values)


def test_the_first_stage_reports_and_can_be_cancelled() -> None:
    modules = [ModuleRecord(f"M{number}", "Agenda beheren") for number in range(600)]
    reports: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        reports.append((done, total))
        if len(reports) == 12:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        find_candidates(modules, [CompetencyRecord("C1", "Agenda")], 5, progress=report)
    assert reports == sorted(reports)
    assert {total for _done, total in reports} == {1201}


def _row(rows: SparseRows, number: int, terms: list[str]) -> dict[str, float]:
    start, end = rows.starts[number], rows.starts[number + 1]
    columns, values = rows.columns[start:end].tolist(), rows.values[start:end].tolist()
    return {terms[column]: value for column, value in zip(columns, values, strict=True)}


def _random_rows(numbers: np.random.Generator, height: int) -> SparseRows:
    """Return rows over 40 terms, some in nearly every row and some in nearly none; equal weights make ties."""
    return SparseRows.from_mappings(
        [
            {
                int(term): float(numbers.choice([0.5, 1.0, 1.5]) / (1 + 40 / (1 + term)))
                for term in np.unique((numbers.zipf(1.2, size=8) - 1).clip(0, 39))
            }
            for _row in range(height)
        ],
        40,
    )
