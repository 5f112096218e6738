"""Reads several heading rows as one: groups above the names, names below the groups, merged cells over both."""

from bisect import bisect_right

from curriculum.contract.columns import ModuleColumn
from imports.findings import has_digit
from imports.sheets import Row, Sheet
from imports.structure.columns import HeaderReader
from imports.values.marks import is_mark

MOST_HEADER_ROWS = 3
_LONGEST_SUB_HEADER = 40
_WIDEST_GROUP = 200
_COMPARED_ROWS = 5


class HeaderStack:
    """Tells which rows of one sheet are headings together, and what stands above a column in them."""

    def __init__(self, sheet: Sheet, reader: HeaderReader) -> None:
        self._sheet = sheet
        self._reader = reader
        # Row number -> what merged cells add: (first column, last column) of every range that starts or lies there.
        self._across: dict[int, list[tuple[int, int]]] = {}
        self._down: dict[int, list[tuple[int, int, int]]] = {}
        for first_row, first, last_row, last in sheet.merges:
            if last > first:
                self._across.setdefault(first_row, []).append((first, last))
            if last_row > first_row:
                self._down.setdefault(first_row, []).append((last_row, first, last))

    def is_group_row(self, above: Row, header: Row) -> bool:
        """Tell a row of groups (core tasks, "Uren") from a title row above the table."""
        filled = above.filled()
        if not filled:
            return False
        width = len(header.filled())
        spans = [last - first + 1 for first, last in self._across.get(above.number, ()) if above.text(first)]
        narrow = [span for span in spans if span < max(width * 0.7, 2)]
        if len(filled) == 1 and filled[0] <= min(header.filled(), default=0) and not narrow:
            return False  # One text that begins where the table does is its title, also when it names a year.
        if any(self._reader.is_group(above.texts[column]) for column in filled):
            return True
        return bool(narrow) and (len(filled) > 1 or min(first for first, _ in self._across[above.number]) > 0)

    def below(self, end: int, header_rows: list[Row]) -> list[Row]:
        """Return the header rows that follow; names of core tasks may stand between their codes and the processes."""
        rows = self._sheet.rows
        taken: list[Row] = []
        for size in range(1, MOST_HEADER_ROWS - len(header_rows) + 1):
            following = rows[end : end + size]
            last_number = header_rows[-1].number
            if len(following) < size or following[-1].number != last_number + size:
                break
            if any(self._is_section(row, header_rows[0]) for row in following):
                break
            if self._is_sub_header(following[-1], [*header_rows, *following[:-1]]):
                taken = following
        return taken

    @staticmethod
    def _is_section(below: Row, header: Row) -> bool:
        """Return whether a row holds one text that begins where the headings do: it opens a part of the table."""
        filled = below.filled()
        return len(filled) == 1 and filled[0] <= min(header.filled(), default=0)

    def _is_sub_header(self, below: Row, header_rows: list[Row]) -> bool:
        """Tell a second header row (work processes under a core task, BOT under Uren) from the first data row."""
        filled = below.filled()
        if not filled:
            return False
        top = header_rows[0]
        deeper = {
            column
            for row in header_rows
            for last_row, first, last in self._down.get(row.number, ())
            if last_row >= below.number
            for column in range(first, last + 1)
        }
        if any(column in deeper for column in filled):
            return False
        named = [
            column for row in header_rows for column in row.filled() if self._reader.read((row.texts[column],)).is_name
        ]
        if self._divides(below, header_rows[-1], sure=bool(deeper), known=bool(named)):
            return True
        if any(below.text(column) for column in named):
            return False
        recognised = sum(self._names_more(below, top, column) for column in filled)
        return recognised * 2 > len(filled)

    def _names_more(self, below: Row, top: Row, column: int) -> bool:
        """Tell whether a text names the column further than the heading on top of it does.

        Below a period "BPV" is a name only where hours or crosses stand below it; else it is a module of that period.
        """
        text = below.texts[column]
        own, above = self._reader.read((text,)), self._reader.read((self._text_across(top, column),))
        joined = self._reader.read(self.stack(top, below, column))
        if joined.target:
            return True
        is_name = own.is_sure or (joined.is_sure and not above.is_sure)
        if is_name and above.target_column in (ModuleColumn.PERIOD, ModuleColumn.YEAR):
            after = [row.text(column) for row in self._after(below)]
            is_name = any(is_mark(text) or is_amount(text) for text in after if text)
        return is_name and len(text) <= _LONGEST_SUB_HEADER

    def _after(self, row: Row) -> list[Row]:
        """Return the first rows below a row."""
        rows = self._sheet.rows
        start = bisect_right(rows, row.number, key=lambda other: other.number)
        return rows[start : start + _COMPARED_ROWS]

    def _divides(self, below: Row, above: Row, *, sure: bool, known: bool) -> bool:
        """Tell whether a row names the columns below merged headings, also by names that nobody knows.

        ``sure``: another heading is merged down over this row. Otherwise the rows below must differ from it (numbers
        below words), unless all headings above are merged and none of them is ``known`` as the name of the module.
        """
        spans = [(first, last) for first, last in self._across.get(above.number, ()) if above.text(first)]
        covered = {column for first, last in spans if last - first < _WIDEST_GROUP for column in range(first, last + 1)}
        filled = below.filled()
        texts = [below.texts[column] for column in filled]
        if not any(sum(first <= column <= last for column in filled) > 1 for first, last in spans):
            return False
        if any(above.text(column) and column not in covered for column in filled):
            return False
        if any(len(text) > _LONGEST_SUB_HEADER or is_mark(text) or is_amount(text) for text in texts):
            return False
        after = self._after(below)
        if any(row.text(column) == below.texts[column] for row in after for column in filled):
            return False
        if sure or (not known and covered.issuperset(above.filled())):
            return True
        return any(
            not has_digit(below.texts[column])
            and after
            and sum(has_digit(row.text(column)) for row in after) * 2 > len(after)
            for column in filled
        )

    def covered(self, row: Row) -> list[int]:
        """Return the columns that a header row fills, with those under its merged cells."""
        columns = set(row.filled())
        for first, last in self._across.get(row.number, ()):
            if row.text(first) and last - first < _WIDEST_GROUP:
                columns.update(range(first, last + 1))
        return sorted(columns)

    def text_above(self, row: Row, column: int, lowest: Row) -> str:
        """Return what a header row says of a column, also by a group that begins left of it; ``lowest`` names them."""
        text = self._text_across(row, column)
        if text or row is lowest:
            return text
        # A core task above the first of its work processes also belongs to the next ones, merged or not.
        for left in range(column - 1, -1, -1):
            left_text = row.text(left)
            if left_text:
                return left_text if self._reader.is_group(left_text) and lowest.text(column) else ""
        return ""

    def stack(self, above: Row, below: Row, column: int) -> tuple[str, ...]:
        """Return the texts of two rows above a column, the upper one first, as :meth:`HeaderReader.read` takes them."""
        return tuple(text for text in (self._text_across(above, column), below.text(column)) if text)

    def _text_across(self, row: Row, column: int) -> str:
        """Return the text above a column, also when the cell is merged over several columns."""
        text = row.text(column)
        if text:
            return text
        for first, last in self._across.get(row.number, ()):
            if first <= column <= last:
                return row.text(first)
        return ""


def is_amount(text: str) -> bool:
    """Return whether a text is a short number.

    >>> is_amount("37,5"), is_amount("P1")
    (True, False)
    """
    return len(text) <= 6 and text.replace(",", "").replace(".", "").isdecimal()
