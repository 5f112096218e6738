"""Gives a person's own file back with every problem in its cell, and a sheet that lists them all."""

import io
import zipfile
from collections.abc import Iterable
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from curriculum.contract.i18n import get_translator
from curriculum.contract.messages import N_, Translate
from curriculum.contract.problems import Problem
from curriculum.contract.rendering import render_advice, render_matter
from imports.formats.opening import open_workbook
from imports.reading import Reading
from imports.sheets import FileKind, cell_address

_ERROR_FILL = PatternFill("solid", start_color="F8D0C8")
_WARNING_FILL = PatternFill("solid", start_color="FCEBB6")
_HEAD_FILL = PatternFill("solid", start_color="1F5C7A")
# Dutch: Fout and Let op; English: Error and Warning. A colour alone would say nothing to part of the readers.
_LETTERS = {"nl": ("F", "L"), "en": ("E", "W")}
_WIDTHS = (6, 10, 18, 9, 34, 60, 60)
_BREAKS = "[]:*?/\\"
_CANNOT_LOAD = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
)


def write_error_workbook(data: bytes, reading: Reading, *, locale: str = "nl") -> bytes:
    """Return the person's file as an .xlsx with the problems in it.

    Each cell with a problem keeps its value and gets a comment with the whole message, a colour, and a letter in front
    of what it shows (F for an error, L for a warning; E and W in English). The letter is part of the number format, so
    nothing that was typed changes and the file can be repaired and uploaded again as it is. A sheet with all problems
    comes first; it is not read back.

    Parameters
    ----------
    data
        The bytes that ``reading`` was read from, of any kind that can be read. What is no .xlsx comes back as one, with
        texts only.
    reading
        The reading of these bytes.
    locale
        "nl" or "en".

    Raises
    ------
    ValueError
        When the file as a whole could not be read, so that there is nothing to mark.

    Examples
    --------
    >>> from imports import read_modules
    >>> data = "Module;Werkproces\\nAgenda;Wp 3.1\\n".encode()
    >>> book = load_workbook(io.BytesIO(write_error_workbook(data, read_modules(data, "lijst.csv"))))
    >>> book["lijst"]["B2"].value, book["lijst"]["B2"].number_format
    ('Wp 3.1', '"[L] "@')
    """
    if not reading.tables and reading.has_errors and not reading.kind:
        raise ValueError("nothing of this file could be read")
    translate = get_translator(locale)
    letters = _LETTERS[locale]
    book = _load(data, reading)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    by_cell: dict[tuple[str, str], list[Problem]] = {}
    for problem in reading.problems:
        if problem.cell and problem.sheet in sheets:
            by_cell.setdefault((problem.sheet, problem.cell), []).append(problem)
    for (sheet_name, address), problems in by_cell.items():
        _mark(_own_cell(sheets[sheet_name], address), problems, letters, translate)
    _list_problems(book, reading.problems, set(sheets), letters, translate)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _load(data: bytes, reading: Reading) -> Workbook:
    """Open the file itself when it is an .xlsx, else write its texts into a new workbook."""
    if reading.kind in (FileKind.XLSX.value, FileKind.XLSM.value):
        try:
            return load_workbook(io.BytesIO(data))
        except _CANNOT_LOAD:
            # Our reader is more patient than openpyxl with what other programs write; the texts are still there.
            return _rebuild(data, reading)
    return _rebuild(data, reading)


def _rebuild(data: bytes, reading: Reading) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for source in open_workbook(data, reading.filename).sheets:
        title = "".join("-" if sign in _BREAKS else sign for sign in source.name)[:31] or "Blad"
        sheet = book.create_sheet(title)
        if source.hidden:
            sheet.sheet_state = "hidden"
        for row in source.rows:
            for column, text in enumerate(row.texts):
                if text:
                    _put_text(sheet[cell_address(row.number, column)], text)
    return book


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    if isinstance(cell, Cell):
        cell.value = text
        cell.data_type = "s"  # A text that begins with = is no formula.


def _own_cell(sheet: Worksheet, address: str) -> Cell:
    """Return the cell, or the first one of the merged cells that it lies in."""
    cell = sheet[address]
    if isinstance(cell, Cell):
        return cell
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            first = sheet.cell(merged.min_row, merged.min_col)
            if isinstance(first, Cell):
                return first
    raise KeyError(address)


def _mark(cell: Cell, problems: list[Problem], letters: tuple[str, str], translate: Translate) -> None:
    is_error = any(problem.is_error for problem in problems)
    letter = letters[0] if is_error else letters[1]
    messages = [f"{render_matter(problem, translate)} {render_advice(problem, translate)}" for problem in problems]
    before = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    cell.comment = Comment(f"{before}[{letter}] " + "\n\n".join(messages), "curriculum", height=150, width=320)
    cell.fill = _ERROR_FILL if is_error else _WARNING_FILL
    shown = "@" if cell.number_format == "General" and cell.data_type == "s" else cell.number_format
    cell.number_format = ";".join(f'"[{letter}] "{section}' for section in shown.split(";"))


def _list_problems(
    book: Workbook, problems: Iterable[Problem], titles: set[str], letters: tuple[str, str], translate: Translate
) -> None:
    title = translate(N_("Problems"))
    while title in titles:
        title += "_"
    sheet = book.create_sheet(title, 0)
    sheet["A1"] = translate(N_("This sheet is not read when you upload the file."))
    sheet["A1"].font = Font(bold=True)
    head = (
        N_("Mark"),
        N_("Kind"),
        N_("Sheet"),
        N_("Cell"),
        N_("Found"),
        N_("What is the matter"),
        N_("What you can do"),
    )
    for column, name in enumerate(head, start=1):
        cell = sheet.cell(3, column, translate(name))
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD_FILL
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS[column - 1]
    row = 3
    for row, problem in enumerate(problems, start=4):
        kind = translate(N_("Error")) if problem.is_error else translate(N_("Warning"))
        values = (letters[0] if problem.is_error else letters[1], kind, problem.sheet, problem.cell, problem.value,
                  render_matter(problem, translate), render_advice(problem, translate))  # fmt: skip
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            _put_text(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if problem.cell and problem.sheet in titles:
            quoted = problem.sheet.replace("'", "''")
            sheet.cell(row, 4).hyperlink = f"#'{quoted}'!{problem.cell}"
            sheet.cell(row, 4).font = Font(underline="single", color="1F5C7A")
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:G{max(row, 4)}"
    book.active = 0
