"""Small workbooks for the import tests, written by openpyxl as a docent's program would write them."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from imports import Reading, ReadingChoices, read_modules
from imports.frameworks import load_framework

Rows = Sequence[Sequence[Any]]
MakeBook = Callable[..., bytes]
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def make_book() -> MakeBook:
    """Return a function that turns {sheet name: rows} (or only rows) into the bytes of an .xlsx file."""

    def make(sheets: Rows | Mapping[str, Rows], change: Callable[[Workbook], None] | None = None) -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in (sheets if isinstance(sheets, Mapping) else {"Blad1": sheets}).items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        if change is not None:
            change(book)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def read(make_book: MakeBook) -> Read:
    """Return a function that reads rows (or bytes) with the shipped competency list."""

    def read_source(
        source: Any,
        *,
        filename: str = "modules.xlsx",
        choices: ReadingChoices | None = None,
        change: Callable[[Workbook], None] | None = None,
    ) -> Reading:
        data = source if isinstance(source, bytes) else make_book(source, change)
        return read_modules(data, filename, framework=load_framework(), choices=choices)

    return read_source


def problems_of(reading: Reading) -> list[tuple[str, str, str]]:
    """Return the problems as a flat list of (code, cell, value)."""
    return [(problem.code, problem.cell, problem.value) for problem in reading.problems]
