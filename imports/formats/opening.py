"""Opens bytes of any kind as one normalised :class:`~imports.sheets.Workbook`, or refuses with a problem code."""

from pathlib import PurePath

from imports.formats.containers import recognise
from imports.formats.delimited import read_delimited
from imports.formats.legacy import read_legacy
from imports.formats.ods import read_ods
from imports.formats.xls import OlderFormatError, read_xls
from imports.formats.xlsx import read_xlsx
from imports.sheets import FileKind, Limits, Workbook


def open_workbook(data: bytes, filename: str, limits: Limits | None = None) -> Workbook:
    """Return the workbook behind ``data``; the name only serves as the sheet name of a .csv.

    Raises
    ------
    RefusalError
        When the bytes are no table, are damaged or protected, or ask for more than ``limits``.
    """
    limits = limits or Limits()
    kind = recognise(data, limits)
    if kind in (FileKind.XLSX, FileKind.XLSM):
        return read_xlsx(data, kind, limits)
    if kind is FileKind.ODS:
        return read_ods(data, limits)
    if kind is FileKind.CSV:
        return read_delimited(data, PurePath(filename.replace("\\", "/")).stem or "csv", limits)
    if kind is FileKind.XLS:
        try:
            return read_xls(data, limits)
        except OlderFormatError:
            return read_legacy(data, kind, limits)
    return read_legacy(data, kind, limits)
