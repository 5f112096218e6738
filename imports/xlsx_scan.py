"""The quick tokenizer for sheet parts that are written as Excel, LibreOffice and the usual libraries write them.

A regular expression cuts rows and cells at several times the speed of an element tree. It is only believed when its
pieces cover every character of a row; anything else (prefixes, comments, other attributes) is left to the careful
reader through :class:`IrregularPartError`. The XML parser still sees every byte, so that broken XML is refused on both
ways.
"""

import codecs
import re
from collections.abc import Iterator
from xml.parsers import expat

from imports.containers import Package
from imports.sheets import RefusalError
from imports.xlsx_sheet import CellParts, SheetBuilder

_CELL = re.compile(
    r'(<c(?: r="([A-Z]{1,3})[0-9]{1,7}")?(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    r"(?: ?/>|>(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    r'(?:<v>([^<]*)</v>|<v ?/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>))'
)
_CLOSED_ROW = re.compile(r"\s*<row( [^<>]*)?/>")
_OPEN_ROW = re.compile(r"\s*<row( [^<>]*)?>")
_ROW_NUMBER = re.compile(r' r="([0-9]+)"')
_COLUMN = re.compile(r"<col ([^<>]*)/>")
_ATTRIBUTE = re.compile(r'([a-zA-Z]+)="([^"]*)"')
_MERGE = re.compile(r'<mergeCell ref="([^"]*)" ?/>')
_STRING = re.compile(r'<si><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</si>')
_ENTITY = re.compile(r"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([a-z]+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_LONGEST_PIECE = 4_000_000


class IrregularPartError(Exception):
    """The part is written in a way that only the careful reader understands."""


def scan_sheet(package: Package, part: str, builder: SheetBuilder) -> None:
    """Read a sheet part into a builder.

    Raises
    ------
    IrregularPartError
        When a row is written in another way than usual; the builder is of no use then.
    RefusalError
        When the part is broken.
    """
    pieces = _texts(package, part)
    buffer = ""
    while "<sheetData" not in buffer:
        piece = next(pieces, None)
        if piece is None or len(buffer) > _LONGEST_PIECE:
            raise IrregularPartError
        buffer += piece
    # The tag itself may be cut in two by the end of a piece.
    while ">" not in buffer.partition("<sheetData")[2]:
        buffer += _next_piece(pieces)
    before, _, buffer = buffer.partition("<sheetData")
    if "<!--" in before or "<![CDATA[" in before:
        raise IrregularPartError
    for column in _COLUMN.findall(before):
        attributes = dict(_ATTRIBUTE.findall(column))
        if attributes.get("hidden") in ("1", "true"):
            builder.hide_columns(attributes.get("min", "1"), attributes.get("max", "0"))
    if buffer.startswith("/>"):
        after = buffer[2:]
    else:
        if not buffer.startswith(">"):
            raise IrregularPartError
        after = _scan_rows(buffer[1:], pieces, builder)
    _scan_after(after, pieces, builder)


def scan_strings(package: Package, part: str) -> list[str]:
    """Return the shared strings of a part that holds plain texts only.

    Raises
    ------
    IrregularPartError
        When a string has runs, hints or anything else than one text.
    RefusalError
        When the part is broken.
    """
    text = "".join(_texts(package, part))
    begin = text.find("<si>")
    if begin < 0:
        raise IrregularPartError
    body = text[begin : text.rfind("</sst>")]
    found = _STRING.findall(body)
    # Each plain string has four tags, or three when its text is empty; any other tag means another way of writing.
    if body.count("<") != 4 * len(found) - body.count("/></si>") or "<!" in body:
        raise IrregularPartError
    return [_unescape(value) if "&" in value else value for value in found]


def _texts(package: Package, part: str) -> Iterator[str]:
    """Yield a part as text, while the XML parser checks every byte of it."""
    check = expat.ParserCreate()
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for number, chunk in enumerate(package.xml_chunks(part)):
            check.Parse(chunk, False)
            text = decoder.decode(chunk)
            if number == 0 and "encoding=" in text[:100] and "utf-8" not in text[:100].lower():
                raise IrregularPartError
            yield text
        check.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise RefusalError("file-damaged", value=part) from error
    except UnicodeDecodeError as error:
        raise IrregularPartError from error


def _next_piece(pieces: Iterator[str]) -> str:
    piece = next(pieces, None)
    if piece is None:
        raise IrregularPartError
    return piece


def _scan_rows(buffer: str, pieces: Iterator[str], builder: SheetBuilder) -> str:
    """Read all rows; return what follows the end of the table."""
    while True:
        rows = buffer.split("</row>")
        rest = rows.pop()
        for row in rows:
            _scan_row(row, builder)
        end = rest.find("</sheetData>")
        if end >= 0:
            position = 0
            while match := _CLOSED_ROW.match(rest, position, end):
                _take_attributes(match[1] or "", [], builder)
                position = match.end()
            if rest[position:end].strip():
                raise IrregularPartError
            return rest[end + len("</sheetData>") :]
        if len(rest) > _LONGEST_PIECE:
            raise IrregularPartError
        buffer = rest + _next_piece(pieces)


def _scan_row(row: str, builder: SheetBuilder) -> None:
    """Read the source of one row, up to its end tag; rows without cells may stand before it."""
    position = 0
    while closed := _CLOSED_ROW.match(row, position):
        _take_attributes(closed[1] or "", [], builder)
        position = closed.end()
    opened = _OPEN_ROW.match(row, position)
    if opened is None:
        raise IrregularPartError
    cells: list[CellParts] = _CELL.findall(row, opened.end())
    if sum([len(cell[0]) for cell in cells]) != len(row) - opened.end():
        raise IrregularPartError
    if "&" in row:
        cells = [
            (source, letters, style, kind, formula, _unescape(value), _unescape(inline))
            for source, letters, style, kind, formula, value, inline in cells
        ]
    _take_attributes(opened[1] or "", cells, builder)


def _take_attributes(attributes: str, cells: list[CellParts], builder: SheetBuilder) -> None:
    number = _ROW_NUMBER.search(attributes)
    if number is None and " r=" in attributes:
        raise IrregularPartError
    hidden = ' hidden="1"' in attributes or ' hidden="true"' in attributes
    builder.take_row(number[1] if number else "", hidden, cells)


def _scan_after(buffer: str, pieces: Iterator[str], builder: SheetBuilder) -> None:
    """Read what follows the table: merged cells, which may be many, and much that does not matter."""
    for piece in pieces:
        buffer += piece
        if len(buffer) > _LONGEST_PIECE * 4:
            raise IrregularPartError
    if "<!--" in buffer or "<![CDATA[" in buffer:
        raise IrregularPartError
    references = _MERGE.findall(buffer)
    if len(references) != buffer.count("<mergeCell "):
        raise IrregularPartError
    for reference in references:
        builder.merge(reference)


def _unescape(text: str) -> str:
    if "&" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        if match[3]:
            return _NAMED.get(match[3], match[0])
        return chr(int(match[1]) if match[1] else int(match[2], 16))

    return _ENTITY.sub(plain, text)
