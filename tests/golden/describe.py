"""The words in which a golden case is described: sheets as a docent made them, and what a fair reader reads in them.

Nothing here knows how the tool reads a file. A description holds the cells, and next to them the expected reading that
was written down first; ``python -m tests.golden.build`` turns both into a workbook and a JSON file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string, coordinate_to_tuple

from curriculum.demo.fixed_workbook import save_fixed

Value = str | int | float | bool | date | CellRichText | None
Reading = dict[str, Any]
Fields = dict[str, Any]
Found = dict[str, str]

_HOURS = ("sbu", "bot", "bpv")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from ``start`` on, and what the docent did to it besides typing.

    ``chart`` is the cell at which a picture (an empty chart) hangs.
    """

    rows: Sequence[Sequence[Value]]
    name: str = "Blad1"
    start: str = "A1"
    merged: Sequence[str] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    chart: str = ""
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    hidden: bool = False
    filter_range: str = ""


@dataclass(frozen=True)
class Case:
    """One odd file with its story and its expected reading.

    ``data`` is None for a file that LibreOffice saves from the workbook in ``source``, locked
    with ``password`` if there is one.
    """

    name: str
    meaning: str
    data: bytes | None
    expected: Reading
    extension: str = "xlsx"
    filename: str = ""
    source: bytes | None = None
    password: str = ""

    @property
    def stored_as(self) -> str:
        """The name of the file in the folder ``workbooks``."""
        return f"{self.name}.{self.extension}"

    @property
    def uploaded_as(self) -> str:
        """The name under which the docent uploads it."""
        return self.filename or self.stored_as


def xlsx(*sheets: Sheet) -> bytes:
    """Build a workbook from its sheets, without a clock in it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for described in sheets:
        sheet = book.create_sheet(described.name)
        top, left = coordinate_to_tuple(described.start)
        for row, values in enumerate(described.rows, start=top):
            for column, value in enumerate(values, start=left):
                if value is not None:
                    sheet.cell(row, column, value)
        for area in described.merged:
            sheet.merge_cells(area)
        for address, number_format in described.formats.items():
            sheet[address].number_format = number_format
        for area, colour in described.fills.items():
            cells = sheet[area]
            for cell in [cell for line in cells for cell in line] if isinstance(cells, tuple) else [cells]:
                cell.fill = PatternFill("solid", fgColor=colour)
        for address, text in described.comments.items():
            sheet[address].comment = Comment(text, "collega")
        for address, font in described.fonts.items():
            sheet[address].font = Font(name=font)
        if described.chart:
            sheet.add_chart(BarChart(), described.chart)
        for hidden_row in described.hidden_rows:
            sheet.row_dimensions[hidden_row].hidden = True
        for letter in described.hidden_columns:
            assert column_index_from_string(letter)
            sheet.column_dimensions[letter].hidden = True
        if described.filter_range:
            sheet.auto_filter.ref = described.filter_range
        if described.hidden:
            sheet.sheet_state = "hidden"
    return save_fixed(book)


def module(title: str, **fields: Any) -> Fields:
    """One expected module; only what is named here is compared. ``sbu``, ``bot`` and ``bpv`` go under ``hours``."""
    expected: Fields = {"title": title}
    hours = {key: fields.pop(key) for key in _HOURS if key in fields}
    expected |= fields
    if hours:
        expected["hours"] = hours
    return expected


def states(competency: str, verdict: str = "full", mastery: str | None = None) -> Fields:
    """The docent's own word on one competency."""
    return {"competency": competency, "verdict": verdict} | ({"mastery": mastery} if mastery else {})


def error(kind: str, sheet: str = "", cell: str = "") -> Found:
    """A problem that keeps a row or the file out."""
    return _problem("error", kind, sheet, cell)


def warning(kind: str, sheet: str = "", cell: str = "") -> Found:
    """A problem that the docent must see while the row is taken."""
    return _problem("warning", kind, sheet, cell)


def _problem(severity: str, kind: str, sheet: str, cell: str) -> Found:
    found = {"severity": severity, "kind": kind, "sheet": sheet, "cell": cell}
    return {key: value for key, value in found.items() if value}


def reading(modules: Sequence[Fields], problems: Sequence[Found] = (), *, quiet: bool = False) -> Reading:
    """The expected reading of a file; ``quiet`` says that the tool has nothing to say besides these problems."""
    return {"modules": list(modules), "problems": list(problems), "quiet": quiet}
