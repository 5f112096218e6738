"""The parts that pages are made of: marking words, the matrix as text, the looks."""

import doctest
import time
from dataclasses import replace

import pytest
from flask import Flask
from markupsafe import Markup

from curriculum.contract.records import CompetencyRecord, DecisionRecord, ModuleRecord
from curriculum.contract.vocabulary import Coverage, Verdict
from curriculum.mapping.matrix import Cell, CellState, Matrix
from curriculum.mapping.matrix import MatrixRow as EngineRow
from curriculum.services.coverage.matrix import MatrixModule, MatrixRow, MatrixView
from curriculum.web import highlight, labels, language, navigation
from curriculum.web.matrix_table import build_body, build_head


@pytest.mark.parametrize("module", [highlight, language, navigation])
def test_the_examples_in_the_texts_hold(module: object, app: Flask) -> None:
    with app.test_request_context():
        assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # parametrize hides the type


def test_marking_words_never_lets_html_through() -> None:
    marked = highlight.mark_words("<script>agenda</script>", ["agenda", "script", "<"])
    assert "<script>" not in marked
    assert "<mark>agenda</mark>" in marked


def test_the_longest_phrase_is_marked_as_a_whole() -> None:
    assert highlight.mark_words("agenda beheren", ["agenda", "agenda beheren"]) == Markup("<mark>agenda beheren</mark>")


def make_view(modules: int, competencies: int, cell: Cell) -> MatrixView:
    """Return a matrix of which every cell is the same."""
    records = [
        CompetencyRecord(f"C{i}", f"Competentie <{i}>", theme="T", theme_title="Thema") for i in range(competencies)
    ]
    matrix = Matrix(
        tuple(ModuleRecord(f"M{i}", f"Module {i}") for i in range(modules)),
        tuple(EngineRow(record, Coverage.FULL, (cell,) * modules) for record in records),
    )
    return MatrixView(
        matrix=matrix,
        modules=tuple(MatrixModule(i, f"M{i}", f"M&{i}", f'Module "{i}"') for i in range(modules)),
        rows=tuple(MatrixRow(record, Coverage.FULL, False) for record in records),
        counts={},
        candidate_count=0,
        rule=None,
        run=None,
    )


def test_everything_in_the_matrix_is_escaped(app: Flask) -> None:
    view = make_view(1, 1, Cell(CellState.PROPOSED))
    with app.test_request_context():
        text = build_head(view, "/versions/1/") + build_body(view, [True], "/versions/1/")
    assert "Competentie &lt;0&gt;" in text
    assert "M&amp;0" in text
    assert 'Module "' not in text


def test_what_has_no_theme_does_not_stand_under_the_theme_above_it(app: Flask) -> None:
    view = make_view(1, 2, Cell(CellState.EMPTY))
    first, last = view.rows
    bare = replace(last, competency=replace(last.competency, theme="", theme_title=""))
    with app.test_request_context():
        text = build_body(replace(view, rows=(first, bare)), [True, True], "/")
        plain = build_body(replace(view, rows=(bare, bare)), [True, True], "/")
    assert text.index("Thema<") < text.index("C0") < text.index("Zonder thema") < text.index("C1")
    assert "Zonder thema" not in plain


def test_an_outdated_decision_carries_its_own_sign(app: Flask) -> None:
    decision = DecisionRecord("M0", "C0", Verdict.FULL)
    with app.test_request_context():
        fresh = build_body(make_view(1, 1, Cell(CellState.FULL, None, decision)), [True], "/")
        old = build_body(make_view(1, 1, Cell(CellState.FULL, None, replace(decision, outdated=True))), [True], "/")
    assert "sign-outdated" not in fresh
    assert "sign-outdated" in old
    assert ">V!<" in old


def test_a_matrix_of_twenty_thousand_signs_is_written_in_less_than_a_second(app: Flask) -> None:
    view = make_view(200, 100, Cell(CellState.PROPOSED))
    with app.test_request_context():
        start = time.process_time()
        text = build_body(view, [True] * 100, "/versions/1/")
        spent = time.process_time() - start
    assert text.count("<td") == 200 * 100 + 100
    assert spent < 1


def test_every_state_has_a_letter_a_look_and_a_word(app: Flask) -> None:
    with app.test_request_context():
        looks = [labels.look(state) for state in ("full", "partial", "proposed", "rejected", "missing", "outdated")]
    assert [look.letter for look in looks] == ["V", "G", "?", "×", "–", "!"]
    assert len({look.word for look in looks}) == len(looks)


def test_equal_codes_of_different_kinds_have_their_own_words(app: Flask) -> None:
    from curriculum.contract.vocabulary import VersionStatus
    from curriculum.services.uploading.uploads import ImportState

    with app.test_request_context():
        assert labels.word(VersionStatus.DRAFT) == "concept"
        assert labels.word(ImportState.DRAFT) == "wacht op je besluit"
