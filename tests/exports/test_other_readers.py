"""A reader that shares no code with the writer finds the same text in every cell."""

import io
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from curriculum.contract.i18n import get_translator
from exports import Cover, write_workbook
from tests.exports.reports import small_report


def plain(value: Any) -> Any:
    """Return the value of a cell: nothing as an empty text, a day as the moment that it begins."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return "" if value is None else unescape(value) if isinstance(value, str) else value


def filled(rows: list[list[Any]]) -> list[list[Any]]:
    """Return rows of values, empty cells alike, without what trails empty."""
    told = []
    for row in rows:
        values = [plain(value) for value in row]
        while values and values[-1] == "":
            values.pop()
        told.append(values)
    while told and not told[-1]:
        told.pop()
    return told


def test_calamine_reads_the_same_in_every_cell() -> None:
    data = write_workbook(small_report(), Cover("Office"), translate=get_translator("nl"), made_on=date(2026, 11, 21))
    ours = load_workbook(io.BytesIO(data))
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert theirs.sheet_names == ours.sheetnames
    for sheet in ours.worksheets:
        read = theirs.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        expected = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert filled(read) == filled(expected), sheet.title
