"""A sheet means the same when somebody left notes around it, typed numbers as text or moved the table down."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from imports import Reading, read_modules
from imports.frameworks import load_framework
from tests.golden.cases import GoldenCase, iter_cases

FAMILIES = ("plan-", "cell-", "mark-", "code-", "around-", "neighbour-")
CASES = [case for case in iter_cases() if case.filename.endswith(".xlsx") and case.name.startswith(FAMILIES)]


def leave_notes(book: Workbook) -> None:
    """Notes beside and below each table, and a sheet of notes at the end."""
    for sheet in book.worksheets:
        if sheet.max_row > 2:
            sheet.cell(3, sheet.max_column + 3, "nog nakijken!")
            sheet.cell(sheet.max_row + 3, 1, "* onder voorbehoud, vastgesteld in het team")
    notes = book.create_sheet("Aantekeningen")
    notes["A1"], notes["A2"], notes["B2"] = "nog doen", "overleg 12 mei", "Petra"


def type_as_text(book: Workbook) -> None:
    """Whole numbers as text, and odd spaces around every text."""
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            value: Any = cell.value
            if type(value) is int and cell.number_format == "General":
                cell.value = str(value)
            elif type(value) is str:
                cell.value = f" {value}\t "


def move(book: Workbook) -> None:
    """A title above the tables and empty columns left of them, where nothing is merged or hidden."""
    for sheet in book.worksheets:
        hidden = any(part.hidden for part in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
        if sheet.max_row > 1 and not sheet.merged_cells.ranges and not hidden:
            sheet.insert_rows(1, 2)
            sheet.insert_cols(1, 2)
            sheet["A1"] = "Onderwijsplan Office, versie 0.3"


def told(reading: Reading) -> list[Any]:
    """What was read of the modules, without the places where it stands."""
    return [
        (
            module.title,
            module.code,
            module.sheet,
            module.years,
            module.periods,
            module.hours,
            module.description,
            module.outcomes,
            module.assessments,
            [mention.code for mention in module.work_processes],
            [(statement.competency, statement.verdict) for statement in module.statements],
        )
        for module in reading.modules
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_sheet_means_the_same_with_things_around_it(case: GoldenCase) -> None:
    framework = load_framework()
    book, changed = load_workbook(io.BytesIO(case.data)), io.BytesIO()
    for change in (leave_notes, type_as_text, move):
        change(book)
    book.save(changed)
    before = read_modules(case.data, case.filename, framework=framework)
    assert told(read_modules(changed.getvalue(), case.filename, framework=framework)) == told(before)
