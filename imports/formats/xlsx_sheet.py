"""Builds one sheet of an .xlsx from its rows of cells: shared strings, number formats, formulas, error values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from imports.formats.number_formats import parse_format, show_number
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
_LAST_COLUMN = 16_384
# So many elements without any text may stand in a sheet, and this many more for each cell that holds something.
_EMPTY_ELEMENTS = 4_000_000
_ELEMENTS_PER_CELL = 8
_MOST_MERGES = 20_000


class CellPlan(NamedTuple):
    """One cell of a row's shape: what the source says of it, and which of the row's values is its own."""

    letters: str
    style: str
    kind: str
    formula: bool
    is_inline: bool
    slot: int | None


@dataclass(frozen=True, slots=True)
class RowShape:
    """What rows of one shape have in common: (column, place among the row's values) by the kind of the cell."""

    hidden: bool
    width: int
    shared: tuple[tuple[int, int], ...]
    numbers: tuple[tuple[int, int], ...]
    texts: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int, CellPlan], ...]
    elements: int


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


@lru_cache(maxsize=4096)
def _show_number(number: float, code: str, date1904: bool) -> tuple[str, bool]:
    """Show a number; the same ones come back in many rows."""
    return show_number(number, code, date1904=date1904)


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
        self._merges: dict[tuple[int, int], tuple[int, int]] = {}
        self._column_elements = 0
        self._columns: dict[str, int] = {}
        self._rows: dict[int, Row] = {}
        self._last_row = 0
        self._row_elements = 0
        self._elements = 0
        self._filled = 0
        self._longest_text = max(map(len, context.strings), default=0)

    def take_row(self, number: str, hidden: bool, cells: Iterable[CellParts]) -> int:
        """Take one row; ``number`` is empty when the file leaves it out. Return how many cells hold text.

        A file of many different rows spends its time here, so the common kinds of cell are handled in the loop itself.
        """
        row = self._row_number(number)
        strings, plain, columns = self._context.strings, self._context.plain, self._columns
        longest, most = self._context.limits.text_length, self._context.limits.columns
        texts: list[str] = []
        column, elements, filled = -1, 1, 0
        for _, letters, style, kind, formula, value, inline in cells:
            elements += 1
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
            filled += 1
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
        self._count(elements, filled)
        if texts:
            self._store(row, hidden, texts)
        return filled

    def make_shape(self, hidden: bool, cells: Sequence[CellPlan]) -> RowShape | None:
        """Return the shape of rows with these cells, or nothing when such rows need a look at each of them."""
        shared: list[tuple[int, int]] = []
        numbers: list[tuple[int, int]] = []
        texts: list[tuple[int, int]] = []
        others: list[tuple[int, int, CellPlan]] = []
        column = -1
        for cell in cells:
            before = column
            column = column_index(cell.letters) if cell.letters else column + 1
            if column <= before or column >= self._context.limits.columns:
                return None  # Out of order, or far away.
            if cell.slot is None:
                if cell.formula:
                    return None  # Each of these is told.
            elif cell.is_inline != (cell.kind == "inlineStr"):
                return None
            elif cell.is_inline or cell.kind == "str":
                texts.append((column, cell.slot))
            elif cell.kind == "s":
                shared.append((column, cell.slot))
            elif cell.kind in _NUMBER and cell.style in self._context.plain:
                numbers.append((column, cell.slot))
            else:
                others.append((column, cell.slot, cell))
        width = max((item[0] + 1 for group in (shared, numbers, texts, others) for item in group), default=0)
        return RowShape(hidden, width, tuple(shared), tuple(numbers), tuple(texts), tuple(others), 1 + len(cells))

    def take_shaped_row(self, number: str, shape: RowShape, values: list[str], clean: bool, length: int) -> None:
        """Take a row by its shape; ``clean`` says that its own texts need no more than stripping.

        ``length`` is that of the row's source, so that texts are only measured one by one where one may be too long.
        A large file spends its time here.
        """
        row = self._row_number(number)
        width = shape.width
        if not width:
            self._count(shape.elements, 0)
            return
        texts = [""] * width
        if shape.shared:
            strings = self._context.strings
            try:
                for column, slot in shape.shared:
                    texts[column] = strings[int(values[slot])]
            except (ValueError, IndexError) as error:
                raise RefusalError("file-damaged", value=self._sheet.name) from error
            if not "".join([values[slot] for _, slot in shape.shared]).isdecimal():
                raise RefusalError("file-damaged", value=self._sheet.name)
        for column, slot in shape.numbers:
            value = values[slot]
            if value.isdecimal() and len(value) <= _LONGEST_PLAIN_NUMBER:
                texts[column] = value if value[0] != "0" else str(int(value))
            else:
                texts[column] = self._number_text(row, column, "", value)
        if clean:
            for column, slot in shape.texts:
                texts[column] = values[slot].strip()
        else:
            for column, slot in shape.texts:
                texts[column] = clean_cell_text(values[slot])
        for column, slot, cell in shape.others:
            texts[column] = self._other_text(row, column, cell.style, cell.kind, "", values[slot])
        longest = self._context.limits.text_length
        if length > longest or self._longest_text > longest:
            self._cut_long(row, texts)
        while texts and not texts[-1]:
            texts.pop()
        self._count(shape.elements, len(values))
        if texts:
            self._store(row, shape.hidden, texts)

    def hide_columns(self, first: str, last: str) -> None:
        """Take the 1-based bounds of columns that are hidden."""
        self._column_elements += 1
        if self._column_elements > _LAST_COLUMN:
            raise RefusalError("sheet-too-many-settings", value=self._sheet.name)
        if first.isdecimal() and last.isdecimal() and len(self._hidden_columns) < self._context.limits.columns:
            self._hidden_columns.update(range(int(first) - 1, min(int(last), self._context.limits.columns)))

    def merge(self, reference: str) -> None:
        """Take the range of a merged cell; a cell begins one merged range at most, as in every workbook."""
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start is not None and end is not None:
            place = int(start[2]), column_index(start[1])
            self._merges.setdefault(place, (int(end[2]), column_index(end[1])))

    def finish(self) -> Sheet:
        """Return the sheet."""
        self._sheet.rows = [self._rows[number] for number in sorted(self._rows)]
        self._sheet.hidden_columns = frozenset(self._hidden_columns)
        self._sheet.merges = self._merges_that_matter()
        return self._sheet

    def _merges_that_matter(self) -> tuple[tuple[int, int, int, int], ...]:
        """Return the merged ranges cut down to the rows and columns that hold something."""
        last_row = self._sheet.rows[-1].number if self._sheet.rows else 0
        last_column = max((len(row.texts) for row in self._sheet.rows), default=0) - 1
        kept = [
            (row, column, min(end_row, last_row), min(end_column, last_column))
            for (row, column), (end_row, end_column) in self._merges.items()
            if row <= last_row and column <= last_column
        ]
        if len(kept) > _MOST_MERGES:
            raise RefusalError("sheet-too-many-settings", value=self._sheet.name)
        return tuple(kept)

    def _cut_long(self, row: int, texts: list[str]) -> None:
        """Cut the texts that are longer than a workbook allows."""
        longest = self._context.limits.text_length
        for column, text in enumerate(texts):
            if len(text) > longest:
                self._sheet.faults[row, column] = Fault(FaultKind.TOO_LONG, text[:80])
                texts[column] = text[:longest]

    def _count(self, elements: int, filled: int) -> None:
        """Count what the file spends on a row; what is nearly all empty is no module sheet."""
        self._elements += elements
        self._filled += filled
        if self._elements > _EMPTY_ELEMENTS + _ELEMENTS_PER_CELL * self._filled:
            raise RefusalError("sheet-nearly-empty", value=self._sheet.name)

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
        text, is_date = _show_number(number, code, self._context.date1904)
        if is_date:
            self._sheet.faults[row, column] = Fault(FaultKind.DATE, text)
        elif text != value or not value.isdecimal():
            self._sheet.numbers[row, column] = number
        return text
