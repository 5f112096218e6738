"""The template: generated from the column contract, filled by anybody, and read back without loss."""

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from curriculum.contract.columns import COLUMNS, ModuleColumn
from curriculum.contract.i18n import get_translator
from curriculum.contract.rendering import render_problem
from imports import Reading, build_template, read_modules
from imports.frameworks import load_framework

TEMPLATE = build_template()
SPECS = [spec for spec in COLUMNS if spec.in_template]


def fill(rows: list[dict[ModuleColumn, Any]], template: bytes = TEMPLATE) -> Reading:
    """Type rows over the example row, as a docent does, and read the file."""
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    for column in range(1, len(SPECS) + 1):
        sheet.cell(2, column).value = None
    for number, row in enumerate(rows, start=2):
        for column, spec in enumerate(SPECS, start=1):
            sheet.cell(number, column).value = row.get(spec.column)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_modules(buffer.getvalue(), "sjabloon.xlsx", framework=load_framework())


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_the_headers_are_the_labels_of_the_contract_in_the_language_asked_for(locale: str) -> None:
    sheet = load_workbook(io.BytesIO(build_template(locale=locale))).worksheets[0]
    translate = get_translator(locale)
    assert [cell.value for cell in sheet[1]] == [translate(spec.label) for spec in SPECS]
    assert all(cell.comment is not None and cell.comment.text for cell in sheet[1])


def test_the_template_offers_choices_but_forbids_nothing() -> None:
    sheet = load_workbook(io.BytesIO(TEMPLATE)).worksheets[0]
    lists = [item for item in sheet.data_validations.dataValidation if item.type == "list"]
    assert len(lists) == 4
    assert not any(item.showErrorMessage for item in lists)


def test_the_example_row_and_the_example_sheet_are_not_read() -> None:
    reading = read_modules(TEMPLATE, "sjabloon.xlsx")
    assert reading.modules == ()
    assert [(problem.code, problem.sheet, problem.cell) for problem in reading.problems] == [
        ("table-still-empty", "Modules", "B3")
    ]
    sentence = render_problem(reading.problems[0], get_translator("nl"))
    assert "staat nog geen module" in sentence
    assert "vanaf rij 3" in sentence


def test_the_filled_example_reads_without_a_word_when_copied_to_the_first_sheet() -> None:
    book = load_workbook(io.BytesIO(TEMPLATE))
    rows = [
        {spec.column: cell.value for spec, cell in zip(SPECS, row, strict=True)}
        for row in book.worksheets[1].iter_rows(min_row=4, max_col=len(SPECS))
    ]
    reading = fill(rows)
    assert reading.problems == ()
    assert [(module.code, len(module.outcomes), len(module.work_processes)) for module in reading.modules] == [
        ("OM-07", 2, 2),
        ("OM-08", 2, 1),
    ]
    assert [statement.competency for statement in reading.modules[0].statements] == ["M16-02"]


def test_equal_arguments_give_equal_bytes() -> None:
    assert build_template() == TEMPLATE


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéë", min_size=4, max_size=10).map(lambda word: f"z{word}")
PHRASE = st.lists(WORD, min_size=2, max_size=4).map(" ".join)
ROW = st.fixed_dictionaries(
    {
        ModuleColumn.CODE: st.integers(1, 999).map(lambda number: f"OM-{number:03}"),
        ModuleColumn.TITLE: PHRASE,
        ModuleColumn.YEAR: st.integers(1, 4),
        ModuleColumn.PERIOD: st.integers(1, 16),
        ModuleColumn.SBU: st.integers(0, 400),
        ModuleColumn.WORK_PROCESS: st.sampled_from(["B1-K1-W1", "B1-K2-W4", "B1-K1-W5"]),
        ModuleColumn.COMPETENCY: st.sampled_from([item.code for item in load_framework().competencies]),
        ModuleColumn.OUTCOME: st.lists(PHRASE, min_size=1, max_size=3, unique=True),
        ModuleColumn.DESCRIPTION: PHRASE,
        ModuleColumn.ASSESSMENT: st.sampled_from(["toets", "portfolio"]),
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(ROW, min_size=1, max_size=5, unique_by=(lambda row: row[ModuleColumn.CODE])))
def test_whatever_is_typed_in_the_template_reads_back(rows: list[dict[ModuleColumn, Any]]) -> None:
    reading = fill([{**row, ModuleColumn.OUTCOME: "\n".join(row[ModuleColumn.OUTCOME])} for row in rows])
    assert reading.problems == ()
    for module, row in zip(reading.modules, rows, strict=True):
        assert (module.code, module.title, module.description) == (
            row[ModuleColumn.CODE],
            row[ModuleColumn.TITLE],
            row[ModuleColumn.DESCRIPTION],
        )
        assert (module.years, module.periods) == ((row[ModuleColumn.YEAR],), (str(row[ModuleColumn.PERIOD]),))
        assert module.hours.sbu == row[ModuleColumn.SBU]
        assert module.outcomes == tuple(row[ModuleColumn.OUTCOME])
        assert [item.code for item in module.work_processes] == [row[ModuleColumn.WORK_PROCESS]]
        assert [item.competency for item in module.statements] == [row[ModuleColumn.COMPETENCY]]
        assert module.assessments == (row[ModuleColumn.ASSESSMENT],)
