"""Reads an exported workbook back by its hidden English keys, as a later round trip will."""

from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell

Export = Callable[..., Workbook]
"""Writes a report, with a locale and a cover when they matter, and opens the workbook."""


def sheet_of(workbook: Workbook, key: str) -> Any:
    """Return the sheet that the defined name ``keys_<key>`` points at.

    Untyped, because the type information of openpyxl calls nearly every attribute of a sheet optional.
    """
    title = workbook.defined_names[f"keys_{key}"].attr_text.rpartition("!")[0].strip("'")
    return workbook[title]


def columns_of(workbook: Workbook, key: str) -> dict[str, int]:
    """Return the column number of each English key of a sheet."""
    row = next(sheet_of(workbook, key).iter_rows(min_row=3, max_row=3))
    return {str(cell.value): number for number, cell in enumerate(row, 1) if cell.value is not None}


def rows_of(workbook: Workbook, key: str) -> list[dict[str, Any]]:
    """Return the rows of a list sheet as dictionaries by English key."""
    sheet = sheet_of(workbook, key)
    columns = columns_of(workbook, key)
    return [
        {name: sheet.cell(row, column).value for name, column in columns.items()} for row in range(5, sheet.max_row + 1)
    ]


def matrix_rows(workbook: Workbook) -> dict[str, dict[str, Cell]]:
    """Return the rows of the gap matrix by competency code, cells by English key."""
    sheet = sheet_of(workbook, "matrix")
    columns = columns_of(workbook, "matrix")
    rows = {}
    for row in range(5, sheet.max_row + 1):
        code = sheet.cell(row, columns["competency"]).value
        if code and sheet.cell(row, columns["coverage"]).value:
            rows[str(code)] = {name: sheet.cell(row, column) for name, column in columns.items()}
    return rows


def cover_facts(workbook: Workbook) -> dict[str, Any]:
    """Return value (or number) by key of the cover sheet."""
    sheet = sheet_of(workbook, "cover")
    columns = columns_of(workbook, "cover")
    facts = {}
    for row in range(4, sheet.max_row + 1):
        if key := sheet.cell(row, columns["key"]).value:
            number = sheet.cell(row, columns["all"]).value
            facts[str(key)] = sheet.cell(row, columns["value"]).value if number is None else number
    return facts
