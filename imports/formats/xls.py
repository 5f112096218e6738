"""Reads .xls of Excel 97 and later (BIFF8), with the number formats, hidden parts and errors that a person sees."""

import struct
from collections.abc import Iterator

from imports.formats.mojibake import repair_texts
from imports.formats.number_formats import BUILT_IN_FORMATS, show_number
from imports.formats.ole_container import read_stream
from imports.sheets import Fault, FaultKind, FileKind, Limits, RefusalError, Row, Sheet, Workbook, clean_text

_BOF, _EOF, _CONTINUE, _FILEPASS, _DATEMODE = 0x0809, 0x000A, 0x003C, 0x002F, 0x0022
_BOUNDSHEET, _SST, _FORMAT, _XF = 0x0085, 0x00FC, 0x041E, 0x00E0
_ROW, _COLINFO, _MERGED = 0x0208, 0x007D, 0x00E5
_LABELSST, _LABEL, _NUMBER, _RK, _MULRK = 0x00FD, 0x0204, 0x0203, 0x027E, 0x00BD
_BOOLERR, _FORMULA, _STRING = 0x0205, 0x0006, 0x0207
_BIFF8 = 0x0600
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


class OlderFormatError(Exception):
    """The workbook was written by Excel 95 or earlier; this module does not know that format."""


def read_xls(data: bytes, limits: Limits) -> Workbook:
    """Read a BIFF8 workbook.

    Raises
    ------
    OlderFormatError
        When the workbook is of an earlier format.
    RefusalError
        When the file is damaged, protected, or asks for more than ``limits``.
    """
    stream = read_stream(data, ("Workbook", "Book"))
    try:
        return _Reader(stream, limits).read()
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise RefusalError("file-damaged") from error


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, content) of the records up to the end of the substream, without those of charts inside it."""
    depth = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        content = stream[position + 4 : position + 4 + size]
        position += 4 + size
        if len(content) < size:
            raise RefusalError("file-damaged")
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1 and not (kind == _EOF and depth == 1):
            yield kind, content
        if depth <= 0:
            return
    raise RefusalError("file-damaged")


class _Reader:
    """The workbook's shared parts, and its sheets one by one."""

    def __init__(self, stream: bytes, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._strings: list[str] = []
        self._formats: dict[int, str] = dict(BUILT_IN_FORMATS)
        self._styles: list[int] = []
        self._date1904 = False
        self._cells = 0

    def read(self) -> Workbook:
        """Read the shared parts, then every worksheet."""
        sheets: list[tuple[int, bool, str]] = []
        shared: list[bytes] = []
        in_strings = False
        for number, (kind, content) in enumerate(_records(self._stream, 0)):
            if number == 0 and (kind != _BOF or struct.unpack_from("<H", content)[0] != _BIFF8):
                raise OlderFormatError
            if kind == _FILEPASS:
                raise RefusalError("file-password")
            in_strings = kind == _SST or (in_strings and kind == _CONTINUE)
            if in_strings:
                shared.append(content)
            elif kind == _DATEMODE:
                self._date1904 = content[:1] == b"\x01"
            elif kind == _FORMAT:
                text, _ = _read_text(content, 2, 2)
                self._formats[struct.unpack_from("<H", content)[0]] = text
            elif kind == _XF:
                self._styles.append(struct.unpack_from("<H", content, 2)[0])
            elif kind == _BOUNDSHEET and content[5] == 0:
                name, _ = _read_text(content, 6, 1)
                sheets.append((struct.unpack_from("<I", content)[0], bool(content[4] & 3), clean_text(name)))
        if len(sheets) > self._limits.sheets:
            raise RefusalError("file-too-many-sheets", sheets=str(len(sheets)), limit=str(self._limits.sheets))
        self._strings, repaired = repair_texts(_SharedStrings(shared).read() if shared else [])
        workbook = Workbook(FileKind.XLS, [])
        if repaired:
            workbook.remarks.append(("text-repaired", repaired))
        workbook.sheets.extend(self._read_sheet(*sheet) for sheet in sheets)
        return workbook

    def _read_sheet(self, position: int, hidden: bool, name: str) -> Sheet:
        sheet = Sheet(name, hidden=hidden)
        cells: dict[int, dict[int, str]] = {}
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        merges: list[tuple[int, int, int, int]] = []
        waiting: tuple[int, int] | None = None  # The formula whose text follows in a record of its own.
        for kind, content in _records(self._stream, position):
            if kind == _STRING and waiting is not None:
                text, _ = _read_text(content, 0, 2)
                cells.setdefault(waiting[0], {})[waiting[1]] = clean_text(text)
                waiting = None
            elif kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 0:
                row, column = struct.unpack_from("<HH", content)
                waiting = (row + 1, column)
            elif kind == _ROW:
                if struct.unpack_from("<H", content, 12)[0] & 0x20:
                    hidden_rows.add(struct.unpack_from("<H", content)[0] + 1)
            elif kind == _COLINFO:
                if struct.unpack_from("<H", content, 8)[0] & 1:
                    first, last = struct.unpack_from("<HH", content)
                    hidden_columns.update(range(first, min(last + 1, 256)))
            elif kind == _MERGED:
                for index in range(struct.unpack_from("<H", content)[0]):
                    top, bottom, left, right = struct.unpack_from("<4H", content, 2 + 8 * index)
                    merges.append((top + 1, left, bottom + 1, right))
            else:
                for row, column, text in self._cell_texts(kind, content, sheet):
                    cells.setdefault(row, {})[column] = text
        for number in sorted(cells):
            filled = {column: text for column, text in cells[number].items() if text}
            if filled:
                texts = [filled.get(column, "") for column in range(max(filled) + 1)]
                sheet.rows.append(Row(number, texts, number in hidden_rows))
                self._cells += len(texts)
        if len(sheet.rows) > self._limits.rows or self._cells > self._limits.cells:
            raise RefusalError("file-too-many-cells", rows=str(self._limits.rows))
        sheet.hidden_columns = frozenset(hidden_columns)
        sheet.merges = tuple(merges)
        return sheet

    def _cell_texts(self, kind: int, content: bytes, sheet: Sheet) -> Iterator[tuple[int, int, str]]:
        """Yield (row, column, text) of a record with cells; other records give nothing."""
        if kind not in (_LABELSST, _LABEL, _NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA):
            return
        row, column, style = struct.unpack_from("<HHH", content)
        row += 1
        if kind == _LABELSST:
            yield row, column, self._strings[struct.unpack_from("<I", content, 6)[0]]
        elif kind == _LABEL:
            yield row, column, clean_text(_read_text(content, 6, 2)[0])
        elif kind == _NUMBER:
            yield row, column, self._show(sheet, row, column, style, struct.unpack_from("<d", content, 6)[0])
        elif kind == _RK:
            yield row, column, self._show(sheet, row, column, style, _unpack_rk(content, 6))
        elif kind == _MULRK:
            for index in range((len(content) - 6) // 6):
                each = struct.unpack_from("<H", content, 4 + 6 * index)[0]
                value = _unpack_rk(content, 6 + 6 * index)
                yield row, column + index, self._show(sheet, row, column + index, each, value)
        elif kind == _BOOLERR:
            yield row, column, self._show_special(sheet, row, column, content[6], bool(content[7]))
        elif content[12:14] != b"\xff\xff":
            yield row, column, self._show(sheet, row, column, style, struct.unpack_from("<d", content, 6)[0])
        elif content[6] in (1, 2):
            yield row, column, self._show_special(sheet, row, column, content[8], content[6] == 2)

    def _show(self, sheet: Sheet, row: int, column: int, style: int, value: float) -> str:
        if value != value or value in (float("inf"), float("-inf")):
            raise RefusalError("file-damaged")
        code = self._formats.get(self._styles[style], "") if style < len(self._styles) else ""
        text, is_date = show_number(value, code, date1904=self._date1904)
        if is_date:
            sheet.faults[row, column] = Fault(FaultKind.DATE, text)
        elif not text.isdecimal() or code:
            sheet.numbers[row, column] = value
        return text

    def _show_special(self, sheet: Sheet, row: int, column: int, value: int, is_error: bool) -> str:
        if is_error:
            sheet.faults[row, column] = Fault(FaultKind.ERROR_VALUE, _ERRORS.get(value, "#?"))
            return ""
        return "WAAR" if value else "ONWAAR"


def _unpack_rk(content: bytes, position: int) -> float:
    """Return the number in an RK value: 30 bits of a whole number or the top of a float, maybe in hundredths."""
    raw = struct.unpack_from("<I", content, position)[0]
    if raw & 2:
        value = float(struct.unpack("<i", struct.pack("<I", raw))[0] >> 2)
    else:
        value = struct.unpack("<d", b"\x00\x00\x00\x00" + struct.pack("<I", raw & 0xFFFFFFFC))[0]
    return value / 100 if raw & 1 else value


def _read_text(content: bytes, position: int, length_size: int) -> tuple[str, int]:
    """Return a text within one record, and the position behind it."""
    length = struct.unpack_from("<H" if length_size == 2 else "<B", content, position)[0]
    position += length_size
    wide = content[position] & 1
    position += 1
    end = position + length * (2 if wide else 1)
    return content[position:end].decode("utf-16-le" if wide else "latin-1", errors="replace"), end


class _SharedStrings:
    """The shared strings, which run on over several records; within a text each new record says anew how wide it is."""

    def __init__(self, segments: list[bytes]) -> None:
        self._segments = segments
        self._segment = 0
        self._position = 8

    def read(self) -> list[str]:
        """Return all strings."""
        count = struct.unpack_from("<I", self._segments[0], 4)[0]
        if count > sum(map(len, self._segments)):
            raise RefusalError("file-damaged")
        return [clean_text(self._read_string()) for _ in range(count)]

    def _read_string(self) -> str:
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        text = self._read_signs(length, bool(flags & 1))
        self._take(4 * runs + extra)
        return text

    def _read_signs(self, length: int, wide: bool) -> str:
        pieces: list[str] = []
        while length:
            if self._position >= len(self._segments[self._segment]):
                self._next_segment()
                wide = bool(self._take(1)[0] & 1)
            size = 2 if wide else 1
            here = min(length, (len(self._segments[self._segment]) - self._position) // size)
            if here == 0:
                raise RefusalError("file-damaged")
            pieces.append(self._take(here * size).decode("utf-16-le" if wide else "latin-1", errors="replace"))
            length -= here
        return "".join(pieces)

    def _take(self, size: int) -> bytes:
        """Return the next bytes, over the end of a record when they run on."""
        taken = b""
        while len(taken) < size:
            if self._position >= len(self._segments[self._segment]):
                self._next_segment()
            piece = self._segments[self._segment][self._position : self._position + size - len(taken)]
            self._position += len(piece)
            taken += piece
        return taken

    def _next_segment(self) -> None:
        self._segment += 1
        self._position = 0
        if self._segment >= len(self._segments) or not self._segments[self._segment]:
            raise RefusalError("file-damaged")
