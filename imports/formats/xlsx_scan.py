"""The quick tokenizer for sheet parts that are written as Excel, LibreOffice and the usual libraries write them.

Nearly all rows of a sheet have the same shape: the same cells, styles and types, only with other values. So a row is
cut into its tags and its values, the tags are looked up among the shapes that were seen before, and only a new shape is
taken apart by a regular expression. A shape, and a row that is written in a rare way, is only believed when the pieces
cover every character; anything else (prefixes, comments, other attributes) is left to the careful reader through
:class:`IrregularPartError`.

The XML parser sees all that is not a row, every shape once and every row of a rare shape; the texts of the other rows
are checked here. So broken XML is refused on both ways.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from xml.parsers import expat

from imports.formats.containers import Package
from imports.formats.xlsx_sheet import CellParts, CellPlan, RowShape, SheetBuilder
from imports.sheets import RefusalError

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
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_LONGEST_PIECE = 4_000_000
_OTHER_TAGS = 12  # Those around the strings, and those of a string that the end of a piece cuts in two.

# Signs that XML forbids stand for a value and for the row's own number in a shape, so that no source can hold them.
_VALUE, _NUMBER = "\x00", "\x01"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|]]>")
_CONTROLS = bytes((*range(32), 127))
_CUT_VALUES = re.compile(r">([^<]+)<").split
_SHAPE_START = re.compile(r"<row(| [^<>]*[^<>/])>")
_SHAPE_CELL = re.compile(
    rf'<c(?: r="([A-Z]{{1,3}}){_NUMBER}")?(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    rf"(?: ?/>|>(<f(?: [^<>]*)?(?:/>|>{_VALUE}?</f>))?"
    rf'(?:<v>({_VALUE}?)</v>|<v ?/>|<is><t(?: xml:space="preserve")?>({_VALUE}?)</t></is>)?</c>)'
)
_MOST_SHAPES = 2_000


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
    check = _XmlCheck(part)
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
    check.feed(before)
    for column in _COLUMN.findall(before):
        attributes = dict(_ATTRIBUTE.findall(column))
        if attributes.get("hidden") in ("1", "true"):
            builder.hide_columns(attributes.get("min", "1"), attributes.get("max", "0"))
    if buffer.startswith("/>"):
        after = buffer[2:]
    else:
        if not buffer.startswith(">"):
            raise IrregularPartError
        check.feed("<sheetData>")
        after = _RowScanner(builder, check).scan(buffer[1:], pieces)
        check.feed("</sheetData>")
    check.feed(_scan_after(after, pieces, builder))
    check.finish()


def scan_strings(package: Package, part: str, most: int) -> list[str]:
    """Return the shared strings of a part that holds plain texts only.

    Raises
    ------
    IrregularPartError
        When a string has runs, hints or anything else than one text.
    RefusalError
        When the part is broken or holds more than ``most`` strings.
    """
    check = _XmlCheck(part)
    pieces: list[str] = []
    strings = 0
    for piece in _texts(package, part):
        check.feed(piece)
        here = piece.count("<si")
        strings += here
        if piece.count("<") > 4 * here + _OTHER_TAGS:
            raise IrregularPartError
        if strings > most:
            raise RefusalError("file-too-many-texts", limit=str(most))
        pieces.append(piece)
    check.finish()
    text = _plain_line_ends("".join(pieces))
    begin = text.find("<si>")
    if begin < 0:
        raise IrregularPartError
    body = text[begin : text.rfind("</sst>")]
    found = _STRING.findall(body)
    # Each plain string has four tags, or three when its text is empty; any other tag means another way of writing.
    if body.count("<") != 4 * len(found) - body.count("/></si>") or "<!" in body:
        raise IrregularPartError
    return [_unescape(value) if "&" in value else value for value in found]


class _XmlCheck:
    """Lets the XML parser judge the pieces that it is fed, in their order; it keeps nothing of them."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._parser = expat.ParserCreate()

    def feed(self, text: str, last: bool = False) -> None:
        """Check the next piece.

        Raises
        ------
        RefusalError
            ``file-damaged`` when the XML is broken.
        """
        try:
            self._parser.Parse(text, last)
        except expat.ExpatError as error:
            if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
                raise MemoryError from error
            raise RefusalError("file-damaged", value=self._part) from error

    def finish(self) -> None:
        """Check that nothing is left open."""
        self.feed("", last=True)


def _texts(package: Package, part: str) -> Iterator[str]:
    """Yield a part as text."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for number, chunk in enumerate(package.xml_chunks(part)):
            text = decoder.decode(chunk)
            if number == 0 and "encoding=" in text[:100] and "utf-8" not in text[:100].lower():
                raise IrregularPartError
            yield text
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        raise IrregularPartError from error


def _next_piece(pieces: Iterator[str]) -> str:
    piece = next(pieces, None)
    if piece is None:
        raise IrregularPartError
    return piece


class _RowScanner:
    """Reads the rows of one sheet, most of them by a shape that is known already."""

    def __init__(self, builder: SheetBuilder, check: _XmlCheck) -> None:
        self._builder = builder
        self._check = check
        self._shapes: dict[str, RowShape | None] = {}

    def scan(self, buffer: str, pieces: Iterator[str]) -> str:
        """Read all rows; return what follows the end of the table."""
        while True:
            rows = buffer.split("</row>")
            rest = rows.pop()
            if "\r" in buffer:
                rows = [_plain_line_ends(row) for row in rows]
            if rows:
                self._take_rows(rows, is_clean(buffer))
            end = rest.find("</sheetData>")
            if end >= 0:
                position = 0
                while match := _CLOSED_ROW.match(rest, position, end):
                    self._check.feed(match[0])
                    _take_attributes(match[1] or "", [], self._builder)
                    position = match.end()
                if rest[position:end].strip():
                    raise IrregularPartError
                return rest[end + len("</sheetData>") :]
            if len(rest) > _LONGEST_PIECE:
                raise IrregularPartError
            buffer = rest + _next_piece(pieces)

    def _take_rows(self, rows: list[str], clean: bool) -> None:
        """Read the sources of rows, each up to its end tag; of clean ones every text is as people see it."""
        shapes, take_shaped = self._shapes, self._builder.take_shaped_row
        for row in rows:
            number = ""
            if row.startswith('<row r="'):
                number = row[8 : row.find('"', 8)]
            pieces = _CUT_VALUES(row)
            key = ">\x00<".join(pieces[::2])
            if number:
                # Every cell repeats the number of its row.
                key = key.replace(f'{number}"', '\x01"')
            shape = shapes.get(key)
            if shape is None and key not in shapes and len(shapes) < _MOST_SHAPES:
                shape = shapes[key] = self._learn(key, bool(number))
            if shape is None:
                self._scan_row(row)
            elif clean:
                take_shaped(number, shape, pieces[1::2], True, len(row))
            else:
                if not (row_is_clean := is_clean(row)):
                    if _NOT_XML.search(row):
                        raise IrregularPartError
                    if "&" in row:
                        pieces = [_unescape(piece) for piece in pieces]
                take_shaped(number, shape, pieces[1::2], row_is_clean, len(row))

    def _learn(self, key: str, numbered: bool) -> RowShape | None:
        """Return the shape of a row, or nothing when it is written in a rare way."""
        opened = _SHAPE_START.match(key)
        if opened is None or (' r="\x01"' in opened[1]) is not numbered or (not numbered and " r=" in opened[1]):
            return None
        cells: list[CellPlan] = []
        position, slot = opened.end(), 0
        while match := _SHAPE_CELL.match(key, position):
            position = match.end()
            letters, style, kind, formula, value, inline = match.groups(default="")
            # A formula has a value of its own in the source, which nobody reads.
            slot += formula.count(_VALUE)
            filled = value or inline
            is_inline = match[6] is not None
            cells.append(CellPlan(letters, style, kind, bool(formula), is_inline, slot if filled else None))
            slot += bool(filled)
        if position != len(key):
            return None
        # In the first row the sign of the row's own number also stands for other ones.
        attributes = opened[1].replace(_NUMBER, "1")
        hidden = ' hidden="1"' in attributes or ' hidden="true"' in attributes
        shape = self._builder.make_shape(hidden, cells)
        if shape is not None:
            self._check.feed(key.replace(_VALUE, "x").replace(_NUMBER, "1") + "</row>")
        return shape

    def _scan_row(self, row: str) -> None:
        """Read the source of one row that has no usual shape; rows without cells may stand before it."""
        self._check.feed(f"{row}</row>")
        position = 0
        while closed := _CLOSED_ROW.match(row, position):
            _take_attributes(closed[1] or "", [], self._builder)
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
        _take_attributes(opened[1] or "", cells, self._builder)


def is_clean(source: str) -> bool:
    """Return whether every text between the tags of a source is sound XML and, stripped of spaces, as people see it.

    What is printable holds no control sign, no line end and no space but the ordinary one; a part of a text in the
    composed form of Unicode is in that form as well.

    >>> is_clean("<v>Agenda één </v>"), is_clean("<v>Agenda  plannen</v>"), is_clean("<v>a&amp;b</v>")
    (True, False, False)
    """
    if "&" in source or ("_" in source and "_x" in source) or ("]" in source and "]]>" in source) or "  " in source:
        return False
    if source.isascii():
        plain = source.encode("ascii")
        return len(plain.translate(None, _CONTROLS)) == len(plain)
    return source.isprintable() and unicodedata.is_normalized("NFC", source)


def _take_attributes(attributes: str, cells: list[CellParts], builder: SheetBuilder) -> None:
    number = _ROW_NUMBER.search(attributes)
    if number is None and " r=" in attributes:
        raise IrregularPartError
    hidden = ' hidden="1"' in attributes or ' hidden="true"' in attributes
    builder.take_row(number[1] if number else "", hidden, cells)


def _scan_after(buffer: str, pieces: Iterator[str], builder: SheetBuilder) -> str:
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
    return buffer


def _plain_line_ends(text: str) -> str:
    """Return a text with the line ends that an XML parser makes of all kinds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unescape(text: str) -> str:
    """Return a text with its entities as signs; one that XML does not know makes the part irregular."""
    if "&" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        if match[3]:
            return _NAMED[match[3]]
        number = int(match[1]) if match[1] else int(match[2], 16)
        if number > 0x10FFFF or 0xD800 <= number < 0xE000 or _NOT_XML.match(chr(number)):
            raise IrregularPartError
        return chr(number)

    replaced, count = _ENTITY.subn(plain, text)
    if count != text.count("&"):
        raise IrregularPartError
    return replaced
