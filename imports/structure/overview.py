"""Reads an overview of a programme: periods or years across, and in every cell the name of a module."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import RawCell
from curriculum.contract.vocabulary import Severity
from imports.cells import CellReader
from imports.drafts import ModuleDraft, NamedCell
from imports.reading import Basis, GridLine, RowRole
from imports.sheets import Row, cell_address
from imports.structure.columns import AssignedColumn
from imports.structure.headers import normalise_header
from imports.structure.letterhead import split_name
from imports.structure.sideways import SideReader
from imports.structure.tables import FoundTable
from imports.values.marks import is_mark
from imports.values.moments import ParsedMoments, parse_periods, parse_place, parse_years

_MOMENTS = (ModuleColumn.PERIOD, ModuleColumn.YEAR)
# What the texts left of the names tell of every module in the row; anything else tells of the row as a whole, unless a
# person says otherwise.
_SHARED = (*_MOMENTS, ModuleColumn.CORE_TASK, ModuleColumn.WORK_PROCESS, ModuleColumn.COMPETENCY)
_CARRIED = (*_MOMENTS, ModuleColumn.CORE_TASK)  # An empty cell means "as above".
_LINES = frozenset(["leerlijn", "leerlijnen", "thema", "themas", "theme", "themes"])
_LONGEST_NAME = 80
_LEAST_NAMES = 3
_MOST_ROWS = 2_000


class Overview(NamedTuple):
    """The columns in which names of modules stand, and what each column of the table was taken for."""

    moments: tuple[int, ...]
    columns: dict[int, AssignedColumn]


def find_overview(table: FoundTable, columns: Mapping[int, AssignedColumn]) -> Overview | None:
    """Return how the names of modules stand below periods, or ``None`` when it is another kind of table.

    What stands left of them may be a leerlijn or a theme, but no module: then the texts would be about that module.
    A period that a person leaves out still tells what kind of table this is.
    """
    for item in columns.values():
        is_name = item.column in (ModuleColumn.TITLE, ModuleColumn.CODE) and item.basis is not Basis.TARGET
        if is_name and (item.basis is Basis.CHOICE or normalise_header(item.header.text) not in _LINES):
            return None
    if len(table.rows) > _MOST_ROWS:
        return None  # No programme has so many lines; looking at every cell would only cost time.
    moments = [column for column, item in columns.items() if _is_moment(item)]
    texts = [text for row in table.rows for column in moments if (text := row.text(column))]
    names = [text for text in texts if not is_mark(text) and len(text) <= _LONGEST_NAME and _is_name(text)]
    if len(moments) < 2 or len(names) < _LEAST_NAMES or len(names) * 3 < len(texts) * 2:
        return None
    read = tuple(column for column in moments if columns[column].basis is Basis.TARGET)
    return Overview(read, {column: _settle(item) for column, item in columns.items()})


def read_overview(table: FoundTable, overview: Overview, side: SideReader) -> Iterator[GridLine]:
    """Read a module from every name below a period; yield each row with what it was taken for.

    A cell that is merged over several periods counts for each of them. What stands left of the names counts for every
    module in the row.
    """
    sheet, columns = table.sheet, overview.columns
    across = {(row, first): last for row, first, _, last in sheet.merges if last > first}
    left = _Left(table, overview, side)
    for row in table.rows:
        shared = left.read(row)
        read: dict[str, None] = {}
        for column in overview.moments:
            text = row.text(column)
            if not text or is_mark(text) or not _is_name(text):
                continue
            last = across.get((row.number, column), column)
            covered = [columns[other] for other in overview.moments if column <= other <= last]
            years = dict.fromkeys(year for item in covered for year in _years_of(item))
            periods = dict.fromkeys(item.target for item in covered if item.column is ModuleColumn.PERIOD)
            cell = cell_address(row.number, column)
            raw = RawCell(columns[column].header.text, cell, text)
            for name in filter(None, map(split_name, text.split("\n"))):
                # A row holds several modules, so none of them has a row of its own; as in a matrix on its side.
                draft = side.open(*name, table.header_rows[-1], cell)
                if draft is None:
                    continue
                stated = (tuple(years) or shared.said.years, tuple(periods) or shared.said.periods)
                draft.parts.append(NamedCell(raw, *stated))
                if draft.id not in read:
                    left.tell(shared, draft)
                read[draft.id] = None
        role = RowRole.MODULE if read else RowRole.NOTE
        yield row.number, role, "", row.texts
    side.problems.extend(left.finish())


class _Shared(NamedTuple):
    """What stands left of the names in one row."""

    row: Row
    texts: list[str]
    said: ParsedMoments


class _Left:
    """Reads the columns beside the names: what they say of a row counts for each of its modules."""

    def __init__(self, table: FoundTable, overview: Overview, side: SideReader) -> None:
        self._side, self._sheet = side, table.sheet.name
        self._columns = {
            column: item
            for column, item in overview.columns.items()
            if item.column is not None and item.basis is not Basis.TARGET
        }
        told = {column: item for column, item in self._columns.items() if item.column not in _MOMENTS}
        # The name of a line may tell a year, also when its column is not known as that of years.
        self._first = [
            column
            for column, item in overview.columns.items()
            if item.basis is Basis.UNKNOWN or item.column in _MOMENTS
        ]
        self._cells = CellReader(
            side.file,
            side.sheet,
            told,
            side.competencies,
            ParsedMoments(),
            qualification=side.qualification,
            numbered_marks=False,
        )
        self._tells = bool(told)
        self._width = max(overview.columns, default=-1) + 1
        self._above: dict[int, str] = {}
        self._carried: dict[int, int] = {}
        self._below = _merged_down(table, self._columns)

    def read(self, row: Row) -> _Shared:
        """Return what a row says of its modules; an empty cell of a year, a period or a core task means "as above"."""
        texts = [*row.texts, *[""] * (self._width - len(row.texts))]
        for column, item in self._columns.items():
            if not texts[column]:
                texts[column] = self._below.get((row.number, column), "")
            if item.column not in _CARRIED:
                continue
            if texts[column]:
                self._above[column] = texts[column]
            elif column in self._above:
                texts[column] = self._above[column]
                self._carried.setdefault(column, row.number)
        return _Shared(row, texts, self._moments(texts))

    def tell(self, shared: _Shared, draft: ModuleDraft) -> None:
        """Add to a module what its row says of it."""
        if self._tells:
            self._cells.read_row(shared.row, shared.texts, draft, ParsedMoments(), continued=True)

    def finish(self) -> list[Problem]:
        """Return the problems of the cells, and which empty ones were read as the cell above."""
        place = (Severity.WARNING, self._side.file, self._sheet)
        carried = [
            Problem("cells-carried-down", *place, cell_address(row, column), self._columns[column].header.text)
            for column, row in self._carried.items()
        ]
        return [*carried, *self._cells.finish()]

    def _moments(self, texts: list[str]) -> ParsedMoments:
        years: dict[int, None] = {}
        periods: dict[str, None] = {}
        for column, item in self._columns.items():
            if item.column in _MOMENTS and texts[column]:
                said = (parse_years if item.column is ModuleColumn.YEAR else parse_periods)(texts[column])
                years.update(dict.fromkeys(said.years))
                periods.update(dict.fromkeys(said.periods))
        first = next((texts[column] for column in self._first if texts[column]), "")
        named, place = parse_place(first), self._side.place
        return ParsedMoments(
            tuple(years) or named.years or place.years, tuple(periods) or named.periods or place.periods
        )


def _merged_down(table: FoundTable, columns: Mapping[int, AssignedColumn]) -> dict[tuple[int, int], str]:
    """Return the texts of cells beside the names that are merged down, for each row below the first."""
    rows = {row.number: row for row in table.rows}
    filled: dict[tuple[int, int], str] = {}
    covered: dict[int, int] = {}
    for first_row, first, last_row, _ in sorted(table.sheet.merges):
        if first not in columns or first_row not in rows or first_row <= covered.get(first, 0):
            continue  # Merged cells of one column never overlap, except in a file that wants to cost time.
        last = covered[first] = min(last_row, table.rows[-1].number)
        text = rows[first_row].text(first)
        filled.update({(number, first): text for number in range(first_row + 1, last + 1) if text})
    return filled


def _is_moment(item: AssignedColumn) -> bool:
    if item.basis is Basis.TARGET:
        return item.column in _MOMENTS
    return item.basis is Basis.CHOICE and item.column is None and item.header.target_column in _MOMENTS


def _settle(item: AssignedColumn) -> AssignedColumn:
    """Return what a column is in an overview: names of lines are no modules, numbers of rows no codes."""
    if item.basis in (Basis.CHOICE, Basis.TARGET) or item.column is None:
        return item
    if item.column in _SHARED or SPECS[item.column].kind is ColumnKind.PERSONAL:
        return item
    return replace(item, column=None, confidence=0.0, basis=Basis.UNKNOWN)


def _years_of(item: AssignedColumn) -> tuple[int, ...]:
    if item.column is ModuleColumn.YEAR and item.target.isdecimal():
        return (int(item.target),)
    return item.years


def _is_name(text: str) -> bool:
    return sum(map(str.isalpha, text)) * 2 >= len(text.replace(" ", "")) and len(text) > 2
