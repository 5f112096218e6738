"""Builds one sheet of an .xlsx from its rows of cells: shared strings, number formats, formulas, error values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from imports.number_formats import parse_format, show_number
from imports.sheets import Fault, FaultKind, Limits, RefusalError, Row, Sheet, clean_text, column_index, column_letters

# One cell as both tokenizers give it: source text, column letters, style, type, formula, value, inline text; "" where
# the file says nothing.
CellParts = tuple[str, str, str, str, str, str, str]

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_LAST_ROW = 1_048_576
_NUMBER = frozenset(("", "n"))
_LONGEST_PLAIN_NUMBER = 14
_MOST_FAR_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class BookContext:
    """What every sheet of a workbook shares; ``plain`` are the styles that show a number as General does."""

    strings: list[str]
    formats: list[str]
    plain: frozenset[str]
    date1904: bool
    limits: Limits


def make_context(strings: list[str], formats: list[str], date1904: bool, limits: Limits) -> BookContext:
    """Return the shared context of a workbook's sheets."""
    special = {str(index) for index, code in enumerate(formats) if parse_format(code) is not None}
    plain = frozenset(str(index) for index in range(len(formats)) if str(index) not in special) | {""}
    return BookContext(strings, formats, plain, date1904, limits)


def clean_cell_text(text: str) -> str:
    """Return a text of the file as people see it: escapes such as _x000D_ undone, odd spaces made plain."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        text = text.encode("utf-8", errors="replace").decode("utf-8")  # A lone surrogate cannot be stored.
    return clean_text(text)


class SheetBuilder:
    """Takes the rows of one sheet in the order of the file and gives the :class:`Sheet`."""

    def __init__(self, name: str, hidden: bool, context: BookContext) -> None:
        self._sheet = Sheet(name, hidden=hidden)
        self._context = context
        self._hidden_columns: set[int] = set()
        self._merges: list[tuple[int, int, int, int]] = []
        self._columns: dict[str, int] = {}
        self._rows: dict[int, Row] = {}
        self._last_row = 0
        self._row_elements = 0

    def take_row(self, number: str, hidden: bool, cells: Iterable[CellParts]) -> None:
        """Take one row; ``number`` is empty when the file leaves it out.

        A large file spends its time here, so the common kinds of cell are handled in the loop itself.
        """
        row = self._row_number(number)
        strings, plain, columns = self._context.strings, self._context.plain, self._columns
        longest, most = self._context.limits.text_length, self._context.limits.columns
        texts: list[str] = []
        column = -1
        for _, letters, style, kind, formula, value, inline in cells:
            if not letters:
                column += 1
            elif letters in columns:
                column = columns[letters]
            else:
                column = self._new_column(letters)
            if kind == "s":
                if not value:
                    continue
                if not value.isdecimal() or (index := int(value)) >= len(strings):
                    raise RefusalError("file-damaged", value=self._sheet.name)
                text = strings[index]
            elif kind == "inlineStr":
                text = clean_cell_text(inline)
            elif kind in _NUMBER and value.isdecimal() and len(value) <= _LONGEST_PLAIN_NUMBER and style in plain:
                text = value if value[0] != "0" else str(int(value))
            else:
                text = self._other_text(row, column, style, kind, formula, value)
            if not text:
                continue
            if len(text) > longest:
                self._sheet.faults[row, column] = Fault(FaultKind.TOO_LONG, text[:80])
                text = text[:longest]
            if column >= most:
                self._note_far(row, column)
            elif column == len(texts):
                texts.append(text)
            elif column > len(texts):
                texts.extend([""] * (column - len(texts)))
                texts.append(text)
            else:
                texts[column] = text
        if texts:
            self._store(row, hidden, texts)

    def hide_columns(self, first: str, last: str) -> None:
        """Take the 1-based bounds of columns that are hidden."""
        if first.isdecimal() and last.isdecimal():
            self._hidden_columns.update(range(int(first) - 1, min(int(last), self._context.limits.columns)))

    def merge(self, reference: str) -> None:
        """Take the range of a merged cell."""
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start is not None and end is not None:
            self._merges.append((int(start[2]), column_index(start[1]), int(end[2]), column_index(end[1])))

    def finish(self) -> Sheet:
        """Return the sheet."""
        self._sheet.rows = [self._rows[number] for number in sorted(self._rows)]
        self._sheet.hidden_columns = frozenset(self._hidden_columns)
        self._sheet.merges = tuple(self._merges)
        return self._sheet

    def _row_number(self, number: str) -> int:
        row = self._last_row + 1
        if number:
            if not number.isdecimal() or not 1 <= int(number) <= _LAST_ROW:
                raise RefusalError("file-damaged", value=self._sheet.name)
            row = int(number)
        self._last_row = row
        self._row_elements += 1
        if self._row_elements > _LAST_ROW or row > _LAST_ROW:
            raise RefusalError("file-inflates")
        return row

    def _new_column(self, letters: str) -> int:
        if len(letters) > 3 or not letters.isascii() or not letters.isalpha() or not letters.isupper():
            raise RefusalError("file-damaged", value=self._sheet.name)
        column = self._columns[letters] = column_index(letters)
        return column

    def _note_far(self, row: int, column: int) -> None:
        if len(self._sheet.far_cells) >= _MOST_FAR_CELLS:
            raise RefusalError("file-too-many-cells", rows=str(self._context.limits.rows))
        self._sheet.far_cells.append(f"{column_letters(column)}{row}")
        self._sheet.numbers.pop((row, column), None)
        self._sheet.faults.pop((row, column), None)

    def _store(self, number: int, hidden: bool, texts: list[str]) -> None:
        known = self._rows.get(number)
        if known is None:
            if len(self._rows) >= self._context.limits.rows:
                raise RefusalError("file-too-many-cells", rows=str(self._context.limits.rows))
            self._rows[number] = Row(number, texts, hidden)
            return
        # Two row elements with one number: the later cells win where both hold something.
        known.texts.extend([""] * (len(texts) - len(known.texts)))
        for column, text in enumerate(texts):
            if text:
                known.texts[column] = text

    def _other_text(self, row: int, column: int, style: str, kind: str, formula: str, value: str) -> str:
        """Return the text of a cell that is no shared string and no plain whole number."""
        if kind == "str":
            return clean_cell_text(value)
        if not value:
            if formula:
                self._sheet.faults[row, column] = Fault(FaultKind.FORMULA_WITHOUT_VALUE, "")
            return ""
        if kind in ("", "n"):
            return self._number_text(row, column, style, value)
        if kind == "b":
            return "WAAR" if value == "1" else "ONWAAR"
        if kind == "e":
            self._sheet.faults[row, column] = Fault(FaultKind.ERROR_VALUE, value)
            return ""
        if kind == "d":
            self._sheet.faults[row, column] = Fault(FaultKind.DATE, value)
            return value
        return clean_cell_text(value)

    def _number_text(self, row: int, column: int, style: str, value: str) -> str:
        try:
            number = float(value)
        except ValueError as error:
            raise RefusalError("file-damaged", value=self._sheet.name) from error
        if number != number or number in (float("inf"), float("-inf")):
            raise RefusalError("file-damaged", value=self._sheet.name)
        formats = self._context.formats
        code = formats[int(style)] if style.isdecimal() and int(style) < len(formats) else ""
        text, is_date = show_number(number, code, date1904=self._context.date1904)
        if is_date:
            self._sheet.faults[row, column] = Fault(FaultKind.DATE, text)
        elif text != value or not value.isdecimal():
            self._sheet.numbers[row, column] = number
        return text
