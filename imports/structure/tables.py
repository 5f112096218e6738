"""Finds the tables of a sheet: where their headers stand, how many rows those take, and where the next table begins."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from curriculum.contract.columns import ModuleColumn
from imports.sheets import Row, Sheet
from imports.structure.columns import Header, HeaderReader
from imports.structure.header_stack import MOST_HEADER_ROWS, HeaderStack, is_amount
from imports.structure.headers import find_known_name, find_known_names
from imports.values.marks import is_mark

_TITLE_ROWS = 30  # How far down the first header may stand below titles and logos.
_LONGEST_HEADER = 120
_ROWS_ABOVE = 40  # A letterhead takes no more rows than this.


@dataclass(slots=True)
class FoundTable:
    """One table as found: its header rows, what stands above each column, and its data rows.

    ``known`` says what columns are without a look at their headers; ``chosen`` that a person pointed at the headers.
    ``sheet_is_module`` that its rows tell of the module that the sheet is named after.
    ``above`` are the rows that belong to no table and stand between the one before and this one.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    headers: dict[int, Header]
    rows: list[Row] = field(default_factory=list)
    guessed: bool = False
    known: dict[int, ModuleColumn] = field(default_factory=dict)
    chosen: bool = False
    above: list[Row] = field(default_factory=list)
    sheet_is_module: bool = False


class TableFinder:
    """Looks through one sheet from top to bottom; ``chosen`` are headings as :func:`find_chosen` gives them."""

    def __init__(self, sheet: Sheet, reader: HeaderReader, chosen: Mapping[int, int] | None = None) -> None:
        self._sheet = sheet
        self._reader = reader
        self._chosen = chosen or {}
        self._headings = HeaderStack(sheet, reader)

    def find(self) -> list[FoundTable]:
        """Return the tables of the sheet, each with the rows up to the next one."""
        rows = self._sheet.rows
        tables: list[FoundTable] = []
        # What stands above the headings that a person pointed at is no table.
        index = min(self._chosen, default=0)
        names: frozenset[str] | None = None
        while index < len(rows):
            table_end = None
            if index in self._chosen:
                table = self._make_table(rows[index : self._chosen[index]])
                table.chosen = True
                index = self._chosen[index]
                if tables and _same_headers(tables[-1], table):
                    continue
                if tables:
                    self._drop_group_row(tables[-1], table)
                    if not tables[-1].rows:
                        tables.pop()  # Only headings that were found right above those that the person means.
                tables.append(table)
                continue
            if tables:
                # Below a table a header holds at least one sure name; a row of data hardly ever does.
                names = self._names_below(index) if names is None else names
                if not names or names.isdisjoint(rows[index].texts):
                    tables[-1].rows.append(rows[index])
                    index += 1
                    continue
            if self._is_header(index, inside=bool(tables)):
                table, table_end = self._begin_table(index)
                same = tables[-1] if tables else None
                if same is not None and _same_headers(same, table):
                    index = table_end  # A header that is repeated on every page begins no new table.
                    continue
                if tables:
                    self._drop_group_row(tables[-1], table)
                tables.append(table)
                index = table_end
                continue
            if tables:
                tables[-1].rows.append(rows[index])
            index += 1
        for table in tables:
            self._settle_columns(table)
        self._find_above(tables)
        return tables

    def _find_above(self, tables: Sequence[FoundTable]) -> None:
        """Give each table the rows above it that no other table has, its own headings left out."""
        rows, last = self._sheet.rows, 0
        for table in tables:
            first = table.header_rows[0]
            start = bisect_right(rows, last, key=lambda row: row.number)
            end = bisect_left(rows, first, key=lambda row: row.number)
            table.above = rows[max(start, end - _ROWS_ABOVE) : end]
            last = table.rows[-1].number if table.rows else table.header_rows[-1]

    def _names_below(self, index: int) -> frozenset[str]:
        """Return the texts from this row on that are sure names, in rows that are short enough for a header."""
        rows = self._sheet.rows[index:]
        short = [row.texts for row in rows if max(map(len, row.texts), default=0) <= _LONGEST_HEADER]
        return find_known_names(set(chain.from_iterable(short)))

    def _settle_columns(self, table: FoundTable) -> None:
        """Give the table every column that holds something, so that no text beside it stays unseen, and no other.

        A heading that is merged for its width only covers columns in which nothing stands.
        """
        width = max((len(row.texts) for row in table.rows), default=0)
        for column in set(range(width)) - table.headers.keys():
            if any(row.text(column) for row in table.rows):
                table.headers[column] = self._reader.read(())
        numbers = set(table.header_rows)
        named = {column for row in self._sheet.rows if row.number in numbers for column in row.filled()}
        for column in table.headers.keys() - named:
            if not any(row.text(column) for row in table.rows):
                del table.headers[column]
        table.headers = dict(sorted(table.headers.items()))

    def guess(self) -> FoundTable | None:
        """Return the table that may stand here although no header was recognised, for a person to name its columns.

        The header is taken to be the first row with at least two texts that the rows below it fill as well, with the
        rows of groups above it and the rows of names below it.
        """
        rows = self._sheet.rows
        # A row with several known names comes first; "Leerjaar:" beside its year is no heading but a letterhead.
        places = sorted(range(min(len(rows), _TITLE_ROWS)), key=lambda place: -min(self._count_names(rows[place]), 2))
        for index in places:
            row = rows[index]
            filled = row.filled()
            below = rows[index + 1 : index + 6]
            if any(row.texts[column].endswith(":") for column in filled):
                continue
            if len(filled) < 2 or not below or any(len(row.texts[column]) > _LONGEST_HEADER for column in filled):
                continue
            if sum(bool(other.text(column)) for other in below for column in filled) < len(below):
                continue
            table, end = self._begin_table(index)
            table.rows, table.guessed = rows[end:], True
            self._settle_columns(table)
            self._find_above([table])
            return table
        return None

    def _count_names(self, row: Row) -> int:
        filled = row.filled()
        if any(len(row.texts[column]) > _LONGEST_HEADER for column in filled):
            return 0
        count = sum(self._reader.read((row.texts[column],)).is_sure for column in filled)
        return count if count > 1 else 0

    def _is_header(self, index: int, *, inside: bool) -> bool:
        row = self._sheet.rows[index]
        filled = row.filled()
        if not inside and index > _TITLE_ROWS and row.number > _TITLE_ROWS * 2:
            return False
        if inside:
            # Below a table a header names the module by a sure name, or three other columns.
            known = {find_known_name(text) for text in row.texts if text}
            if not self._reader.names_a_module(known) and len(known - {None}) < 3:
                return False
        if not filled or any(len(row.texts[column]) > _LONGEST_HEADER for column in filled):
            return False
        found = [self._reader.read((row.texts[column],)) for column in filled]
        names = {header.column for header in found if header.column is not None}
        sure = {header.column for header in found if header.column is not None and header.is_sure}
        targets = self._count_targets(found, filled, index)
        recognised = sum(header.column is not None or bool(header.target) or header.unknown_code for header in found)
        has_name = self._reader.names_a_module(sure) or (self._reader.names_a_module(names) and not inside)
        if inside:
            loosely_named = self._reader.names_a_module(names) and len(sure) >= 3
            enough = (has_name and len(sure) >= 2) or (has_name and targets >= 2) or loosely_named
            return enough and recognised * 5 >= len(filled) * 3
        if has_name and (len(names) >= 2 or targets >= 2):
            return True
        if targets >= 2 and targets * 2 >= len(filled):
            return True
        return self._is_name_with_numbered_rows(index, found)

    def _count_targets(self, found: list[Header], filled: list[int], index: int) -> int:
        """Count the headers that marks may point at, of the kind that occurs most, if marks do stand below them.

        A row of data may also hold a period and a work process, but never above a column of crosses.
        """
        kinds = [ModuleColumn.COMPETENCY if header.unknown_code else header.target_column for header in found]
        known = [kind for kind in kinds if kind is not None]
        if not known:
            return 0
        most = max(set(known), key=known.count)
        columns = [column for column, kind in zip(filled, kinds, strict=True) if kind is most]
        # A core task stands above the first of its work processes, so marks may also stand right of it.
        below = [text for row in self._sheet.rows[index + 1 : index + 12] for text in row.texts[columns[0] :]]
        takes_hours = most is not ModuleColumn.COMPETENCY  # A table of lessons has hours where a matrix has crosses.
        marks = sum(is_mark(text) or (takes_hours and is_amount(text)) for text in below if text)
        return len(columns) if marks or not any(below) else 0

    def _is_name_with_numbered_rows(self, index: int, found: list[Header]) -> bool:
        """Accept "Module | P1 | P2" and "Kerntaak B1-K1 above W1, W2": the name alone, with targets in the next row."""
        rows = self._sheet.rows
        row = rows[index]
        if not self._reader.names_a_module({header.column for header in found if header.is_sure and header.column}):
            return False
        if index + 1 < len(rows) and rows[index + 1].number == row.number + 1:
            below = rows[index + 1]
            targets = sum(
                bool(self._reader.read(self._headings.stack(row, below, column)).target) for column in below.filled()
            )
            return targets >= 2
        return False

    def _begin_table(self, index: int) -> tuple[FoundTable, int]:
        """Build the table whose header was recognised in row ``index``; return it and the index of its first row."""
        rows = self._sheet.rows
        header_rows = [rows[index]]
        while len(header_rows) < MOST_HEADER_ROWS:
            above_index = index - 1
            above = rows[above_index] if above_index >= 0 else None
            if (
                above is None
                or above.number != header_rows[0].number - 1
                or not self._headings.is_group_row(above, rows[index])
            ):
                break
            header_rows.insert(0, above)
            index = above_index
        end = index + len(header_rows)
        below = self._headings.below(end, header_rows)
        header_rows.extend(below)
        return self._make_table(header_rows), end + len(below)

    def _make_table(self, header_rows: Sequence[Row]) -> FoundTable:
        """Build the table with these header rows, still without its data."""
        columns = sorted({column for row in header_rows for column in self._headings.covered(row)})
        headers = {}
        for column in columns:
            stack = tuple(
                text for row in header_rows if (text := self._headings.text_above(row, column, header_rows[-1]))
            )
            if stack:
                headers[column] = self._reader.read(stack)
        return FoundTable(self._sheet, tuple(row.number for row in header_rows), dict(sorted(headers.items())))

    def _drop_group_row(self, before: FoundTable, table: FoundTable) -> None:
        """Take what belongs to the new table out of the one above: its header rows, and the title right above them."""
        before.rows = [row for row in before.rows if row.number < table.header_rows[0]]
        next_number = table.header_rows[0]
        while before.rows and before.rows[-1].number == next_number - 1 and len(before.rows[-1].filled()) == 1:
            above = before.rows[-2].number if len(before.rows) > 1 else before.header_rows[-1]
            title = before.rows[-1].texts[before.rows[-1].filled()[0]]
            if before.rows[-1].number == above + 1 and not self._reader.is_group(title):
                break  # Right under a row of the table above it still belongs to that table.
            next_number = before.rows.pop().number


def _same_headers(one: FoundTable, other: FoundTable) -> bool:
    return {column: header.text for column, header in one.headers.items() if header.text} == {
        column: header.text for column, header in other.headers.items() if header.text
    }
