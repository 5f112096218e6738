"""Writes a small .xlsb by hand, record by record as [MS-XLSB] describes them: no office program at hand can."""

import io
import struct
import zipfile
from collections.abc import Sequence

_CONTENT = "application/vnd.ms-excel"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Record types of [MS-XLSB] 2.3.2.
_ROW, _CELL_REAL, _CELL_SHARED, _CELL_TEXT = 0, 5, 7, 6
_SHARED_ITEM, _BEGIN_SHEET, _END_SHEET, _BEGIN_BOOK, _END_BOOK = 19, 129, 130, 131, 132
_BEGIN_BUNDLES, _END_BUNDLES, _BEGIN_DATA, _END_DATA, _DIMENSION = 143, 144, 145, 146, 148
_BUNDLE, _BEGIN_SHARED, _END_SHARED = 156, 159, 160


def write_xlsb(name: str, rows: Sequence[Sequence[str | float | None]]) -> bytes:
    """Return a workbook of one sheet: texts as shared strings, the last text of a row in the cell itself."""
    strings: dict[str, int] = {}
    sheet = _record(_BEGIN_SHEET) + _record(_DIMENSION, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    sheet += _record(_BEGIN_DATA)
    for number, row in enumerate(rows):
        # Row number, style, height, flags, and the span of columns that it uses.
        sheet += _record(_ROW, struct.pack("<IIHHBIII", number, 0, 300, 0, 0, 1, 0, len(row) - 1))
        last_text = max((column for column, value in enumerate(row) if isinstance(value, str)), default=-1)
        for column, value in enumerate(row):
            start = struct.pack("<II", column, 0)
            if isinstance(value, str) and column == last_text and number:
                sheet += _record(_CELL_TEXT, start + _text(value))
            elif isinstance(value, str):
                sheet += _record(_CELL_SHARED, start + struct.pack("<I", strings.setdefault(value, len(strings))))
            elif value is not None:
                sheet += _record(_CELL_REAL, start + struct.pack("<d", value))
    sheet += _record(_END_DATA) + _record(_END_SHEET)
    shared = _record(_BEGIN_SHARED, struct.pack("<II", len(strings), len(strings)))
    shared += b"".join(_record(_SHARED_ITEM, b"\x00" + _text(text)) for text in strings) + _record(_END_SHARED)
    bundle = struct.pack("<II", 0, 1) + _text("rId1") + _text(name)
    book = _record(_BEGIN_BOOK) + _record(_BEGIN_BUNDLES) + _record(_BUNDLE, bundle)
    book += _record(_END_BUNDLES) + _record(_END_BOOK)
    return _pack(book, sheet, shared)


def _record(kind: int, content: bytes = b"") -> bytes:
    """Return one record: its type and its length, both in groups of seven bits, and its content."""
    return _number(kind) + _number(len(content)) + content


def _number(value: int) -> bytes:
    groups = []
    while value > 127:
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])


def _text(text: str) -> bytes:
    """Return an XLWideString: the number of signs and the signs in UTF-16."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _pack(book: bytes, sheet: bytes, shared: bytes) -> bytes:
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" ContentType="{_CONTENT}.sheet.binary.'
        'macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Override PartName="/xl/worksheets/sheet1.bin" ContentType="{_CONTENT}.worksheet"/>'
        f'<Override PartName="/xl/sharedStrings.bin" ContentType="{_CONTENT}.sharedStrings"/></Types>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", _relations(("rId1", "officeDocument", "xl/workbook.bin")))
        package.writestr("xl/workbook.bin", book)
        parts = (("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "sharedStrings", "sharedStrings.bin"))
        package.writestr("xl/_rels/workbook.bin.rels", _relations(*parts))
        package.writestr("xl/worksheets/sheet1.bin", sheet)
        package.writestr("xl/sharedStrings.bin", shared)
    return target.getvalue()


def _relations(*parts: tuple[str, str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in parts
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
