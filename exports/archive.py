"""The zip file that a workbook is, without anything of the moment in it: the same report gives the same bytes."""

import io
import os
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.writer.excel import ExcelWriter

from exports.cells import SheetData
from exports.text import clean_text

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip entry can carry; it says nothing, and always the same."""


_CELLS = re.compile(rb"<sheetData>.*</sheetData>|<sheetData\s*/>", re.DOTALL)
_SIZE = re.compile(rb"<dimension [^>]*>(?:</dimension>)?")

_END = b"</worksheet>"
# A crebo code is text on purpose; without this, Excel puts a green triangle of doubt on every such cell.
_NO_TRIANGLES = b'<ignoredErrors><ignoredError sqref="%s" numberStoredAsText="1"/></ignoredErrors>'


class _TimelessZip(ZipFile):
    """A zip file whose entries carry no clock, no user and no file mode, and that fills in the cells of the sheets."""

    def __init__(self, buffer: io.BytesIO, cells: Sequence[SheetData]) -> None:
        super().__init__(buffer, "w", ZIP_DEFLATED)
        self._cells = {f"xl/worksheets/sheet{number}.xml": data for number, data in enumerate(cells, 1)}

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Store ``data`` under a name, with the fixed time."""
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else str(zinfo_or_arcname)
        entry = ZipInfo(name, ZIP_TIME)
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = 0
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Store a file under a name, with the fixed time; a worksheet gets its cells and its size."""
        with open(os.fspath(filename), "rb") as stream:
            around = stream.read()
        data = self._cells[arcname]
        before, after = _CELLS.split(around, maxsplit=1)
        before = _SIZE.sub(f'<dimension ref="{data.reference}"/>'.encode(), before, count=1)
        place = after.find(b"<tableParts")
        after, tables = (after[:place], after[place:]) if place >= 0 else (after.removesuffix(_END), _END)
        quiet = _NO_TRIANGLES % data.reference.encode()
        self.writestr(arcname, b"".join((before, data.to_xml(), after, quiet, tables)))


def save_workbook(
    workbook: Workbook,
    cells: Sequence[SheetData],
    *,
    made_on: date,
    title: str,
    author: str,
    language: str,
    properties: dict[str, str],
) -> bytes:
    """Return the bytes of ``workbook``; the document's dates are ``made_on``, and nothing else tells the time.

    ``cells`` holds what stands in each sheet, in their order; the worksheets of ``workbook`` itself are without cells.
    ``properties`` become custom document properties: what a program needs to know before it reads the sheets.
    """
    moment = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001 (openpyxl stores naive times as UTC)
    workbook.properties.created = moment
    workbook.properties.modified = moment
    workbook.properties.language = language
    workbook.properties.title = clean_text(title)
    workbook.properties.creator = clean_text(author)
    known: Any = workbook  # types-openpyxl does not know custom_doc_props, nor that there may be no calculation
    # There is nothing to calculate: without this Excel asks to save a workbook that nobody changed.
    known.calculation = None
    for name, value in properties.items():
        known.custom_doc_props.append(StringProperty(name=name, value=clean_text(value)))
    buffer = io.BytesIO()
    # ExcelWriter itself, not Workbook.save: the latter stamps the present moment into the document's properties.
    ExcelWriter(workbook, _TimelessZip(buffer, cells)).save()
    return buffer.getvalue()
