"""Reads .xlsb and the .xls of Excel 95 through python-calamine; what it hides of them is said aloud."""

import io
import struct

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from imports.formats.containers import Package
from imports.formats.mojibake import repair_texts
from imports.formats.number_formats import show_general
from imports.sheets import Fault, FaultKind, FileKind, Limits, RefusalError, Row, Sheet, Workbook, clean_text


def read_legacy(data: bytes, kind: FileKind, limits: Limits) -> Workbook:
    """Read an .xlsb file or an .xls of Excel 95.

    Number formats, hidden rows and formulas without a value cannot be seen in these formats; the file is read all the
    same and the docent is told that .xlsx shows more.

    Raises
    ------
    RefusalError
        When the file is damaged, protected, or asks for more than ``limits``.
    """
    if kind is FileKind.XLSB:
        _check_package(data, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise RefusalError("file-password") from error
    except (CalamineError, OSError, ValueError) as error:
        # calamine has no word of its own for an .xls that is locked with a password.
        code = "file-password" if "password" in str(error).lower() or _has_file_pass(data) else "file-damaged"
        raise RefusalError(code) from error
    if len(book.sheets_metadata) > limits.sheets:
        raise RefusalError("file-too-many-sheets", sheets=str(len(book.sheets_metadata)), limit=str(limits.sheets))
    workbook = Workbook(kind, [], [("format-shows-less", kind.value)])
    cells = 0
    for metadata in book.sheets_metadata:
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = _read_sheet(book, metadata.name, limits)
        sheet.hidden = metadata.visible is not SheetVisibleEnum.Visible
        cells += sum(len(row.texts) for row in sheet.rows)
        if cells > limits.cells:
            raise RefusalError("file-too-many-cells", rows=str(limits.rows))
        workbook.sheets.append(sheet)
    return workbook


def _check_package(data: bytes, limits: Limits) -> None:
    """Inflate every part once, counted, before a reader that aborts the process on too large a one sees it."""
    package = Package(data, limits)
    for name in package.names():
        if name.endswith(".bin"):
            for _ in package.chunks(name):
                pass


def _has_file_pass(data: bytes) -> bool:
    """Return whether a BIFF stream begins with the record that says it is encrypted (FILEPASS, 0x002F)."""
    start = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    position = start
    for _ in range(8):
        if position < 0 or position + 4 > len(data):
            return False
        record, size = struct.unpack_from("<HH", data, position)
        if record == 0x002F:
            return True
        position += 4 + size
    return False


def _read_sheet(book: CalamineWorkbook, name: str, limits: Limits) -> Sheet:
    sheet = Sheet(clean_text(name))
    try:
        table = book.get_sheet_by_name(name)
        if table.total_height > limits.rows or table.height * max(table.width, 1) > limits.cells * 4:
            raise RefusalError("file-too-many-cells", rows=str(limits.rows))
        merges = table.merged_cell_ranges or ()
        rows = table.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise RefusalError("file-damaged", value=name) from error
    sheet.merges = tuple((first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in merges)
    for number, values in enumerate(rows, start=1):
        if len(values) > limits.columns and any(value not in ("", None) for value in values[limits.columns :]):
            sheet.far_cells.append(f"R{number}")
        texts = [_text(sheet, value, number, column) for column, value in enumerate(values[: limits.columns])]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            texts, _ = repair_texts(texts)
            sheet.rows.append(Row(number, texts))
    return sheet


def _text(sheet: Sheet, value: object, row: int, column: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, (int, float)):
        if value != int(value):
            sheet.numbers[row, column] = float(value)
        return show_general(float(value))
    text = str(value)
    sheet.faults[row, column] = Fault(FaultKind.DATE, text)
    return text
