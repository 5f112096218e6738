"""Makes workbooks part by part, also such as no office program would ever write."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
HEADER = ("Modulecode", "Modulenaam", "Omschrijving", "Leerjaar", "Periode", "SBU", "Werkprocessen")
SHEET = "xl/worksheets/sheet1.xml"

Part = str | bytes | Iterable[bytes]


def write_package(parts: dict[str, Part]) -> bytes:
    """Return a zip package of these parts; a part may come in pieces, so that it never stands in memory whole."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            with package.open(name, "w", force_zip64=True) as part:
                pieces = [content.encode()] if isinstance(content, str) else content
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    part.write(piece)
    return target.getvalue()


def make_workbook(rows: Sequence[Sequence[str]] = (), *, name: str = "Blad1", sheets: int = 1, **parts: Part) -> bytes:
    """Return a workbook with one sheet of text cells.

    ``parts`` replaces or adds parts under the names ``workbook``, ``relations``, ``sheet``, ``strings`` and ``styles``.
    """
    entries = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="sheet{number}"/>' for number in range(1, sheets + 1)
    )
    relations = "".join(
        relate(f"sheet{number}", "worksheet", "worksheets/sheet1.xml") for number in range(1, sheets + 1)
    )
    for kind in ("sharedStrings", "styles"):
        relations += relate(kind, kind, f"{kind}.xml")
    content: dict[str, Part] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": make_relations(relate("book", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": parts.get(
            "workbook", f'<workbook {SPREADSHEET} xmlns:r="{_OFFICE}"><sheets>{entries}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": parts.get("relations", make_relations(relations)),
        SHEET: parts.get("sheet", make_sheet(rows)),
        "xl/sharedStrings.xml": parts.get("strings", f"<sst {SPREADSHEET}/>"),
        "xl/styles.xml": parts.get("styles", f"<styleSheet {SPREADSHEET}/>"),
    }
    return write_package(content)


def relate(name: str, kind: str, target: str, mode: str = "") -> str:
    """Return one relationship."""
    extra = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}{extra}/>'


def make_relations(entries: str) -> str:
    """Return a part of relationships."""
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def make_sheet(rows: Sequence[Sequence[str]], more: str = "") -> str:
    """Return the XML of a sheet of text cells, with ``more`` rows in XML behind them."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for column, text in enumerate(row)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet {SPREADSHEET}><sheetData>{''.join(lines)}{more}</sheetData></worksheet>"


def make_rows(number: int = 10) -> list[tuple[str, ...]]:
    """Return a header and this many sound modules."""
    return [
        HEADER,
        *(
            (f"M{index:02}", f"Agenda {index}", f"Je plant afspraak {index}", "1", "2", "40", "B1-K1-W1")
            for index in range(number)
        ),
    ]


def repeat(piece: bytes, megabytes: int, before: str = "", after: str = "") -> Iterable[bytes]:
    """Yield a part of about this size, all of it the same piece."""
    block = piece * (1024 * 1024 // len(piece))
    yield before.encode()
    for _ in range(megabytes):
        yield block
    yield after.encode()


def lie_about_size(data: bytes, part: str, size: int) -> bytes:
    """Return the package with a central directory that claims another size for a part."""
    changed = bytearray(data)
    entry = data.rindex(part.encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<L", changed, entry + 24, size)
    return bytes(changed)
