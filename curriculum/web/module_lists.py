"""Where the check page shows each module of a file: in its row, or in a list when it has none.

A heading may name it, a cell below a period, or a cell beside the label of a form.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import ModuleField
from curriculum.services.uploading.previews import Preview, PreviewRow, row_of
from curriculum.web.labels import column_word, word
from imports.reading import RowRole

_MOST_CELLS = 6


class Home(NamedTuple):
    """A module of the file and the row that describes it."""

    module: PreviewRow
    sheet: str
    row: int


class ListedModule(NamedTuple):
    """One module with what becomes of it, the cells that name it, and when it was read to be taught."""

    module: PreviewRow
    state: str
    cells: str
    taught: str


class Named(NamedTuple):
    """A module and the cells of one table that name it; ``rows`` are those of the table that tell of it.

    ``is_own`` unless it has a row of its own, or an earlier table names it.
    """

    module: PreviewRow
    cells: tuple[str, ...]
    rows: frozenset[int]
    is_own: bool


class NamedModules(NamedTuple):
    """Per table, by its place in the file, what it names; and the ``others``, which no table shows in any way."""

    tables: Mapping[int, tuple[Named, ...]]
    by_row: Mapping[tuple[int, int], tuple[PreviewRow, ...]]
    by_heading: Mapping[int, tuple[PreviewRow, ...]]
    others: tuple[PreviewRow, ...]

    def in_row(self, table: int, row: int) -> tuple[PreviewRow, ...]:
        """Return the modules that a row of a table tells of; below headings that name modules that is all of them."""
        return self.by_heading.get(table, ()) + self.by_row.get((table, row), ())

    def on_page(self, table: int, shown: Collection[int]) -> tuple[ListedModule, ...]:
        """Return the modules of a table to list beside the rows of it that are ``shown``."""
        return tuple(
            describe_module(named.module, named.cells)
            for named in self.tables.get(table, ())
            if named.is_own and not named.rows.isdisjoint(shown)
        )


def find_homes(preview: Preview) -> dict[str, Home]:
    """Return per module of the file the row that describes it; its other rows only join it.

    That is the row that the reader names, unless it only holds marks and another row says more.
    """
    marked: dict[str, list[tuple[str, int]]] = defaultdict(list)
    described: dict[str, list[tuple[str, int]]] = defaultdict(list)
    earlier: dict[tuple[str, int], str] = {}
    for table in preview.tables:
        rows = marked if any(column.target for column in table.columns) else described
        for line in table.rows:
            if line.role == RowRole.MODULE and line.module:
                rows[line.module].append((table.sheet, line.row))
                earlier[table.sheet, line.row] = line.module
    homes: dict[str, Home] = {}
    for row in preview.rows:
        # A module that was met without its code is called otherwise in the rows before the one that gives the code.
        key = earlier.get((row.sheet, row.row), row.key)
        places = described[row.key] + described[key] or marked[row.key] + marked[key]
        if places:
            home = Home(row, *((row.sheet, row.row) if (row.sheet, row.row) in places else places[0]))
            homes |= {row.key: home, key: home}
    return homes


def find_named(preview: Preview, homes: Mapping[str, Home]) -> NamedModules:
    """Return the modules that tables name without giving them a row; each is listed with the first table that does."""
    rows = {row.key: row for row in preview.rows if row.record is not None}
    # A module that was met without its code is called otherwise by the tables before the one that gives the code.
    by_cell = {(row.sheet, _title_cell(row.record)): row for row in rows.values() if row.record is not None}
    with_row = {home.module.key for home in homes.values()}
    listed: set[str] = set()
    tables: dict[int, list[Named]] = defaultdict(list)
    by_row: dict[tuple[int, int], list[PreviewRow]] = defaultdict(list)
    by_heading: dict[int, list[PreviewRow]] = defaultdict(list)
    for number, table in enumerate(preview.tables):
        all_rows = frozenset(line.row for line in table.rows) if table.modules else frozenset()
        for place in table.modules:
            row = rows.get(place.module) or by_cell.get((table.sheet, place.cells[0]))
            if row is not None:
                is_own = row.key not in with_row and row.key not in listed
                rows_of = frozenset(int(row_of(cell)) for cell in place.cells) & all_rows
                # What stands in a heading counts for all rows below it.
                tables[number].append(Named(row, place.cells, rows_of or all_rows, is_own))
                listed.add(row.key)
                for line in rows_of:
                    by_row[number, line].append(row)
                if not rows_of:
                    by_heading[number].append(row)
    others = tuple(row for row in rows.values() if row.key not in with_row and row.key not in listed)
    return NamedModules(
        {number: tuple(found) for number, found in tables.items()},
        {place: tuple(found) for place, found in by_row.items()},
        {number: tuple(found) for number, found in by_heading.items()},
        others,
    )


def describe_module(module: PreviewRow, cells: tuple[str, ...] = ()) -> ListedModule:
    """Return a module as it is listed."""
    record = module.record
    taught = []
    if record is not None and record.years:
        taught.append(f"{column_word('year').lower()} {', '.join(map(str, record.years))}")
    if record is not None and record.periods:
        taught.append(f"{column_word('period').lower()} {', '.join(record.periods)}")
    shown = ", ".join(cells[:_MOST_CELLS]) + (" …" if len(cells) > _MOST_CELLS else "")
    return ListedModule(module, word(module.status), shown, ", ".join(taught))


def _title_cell(record: ModuleRecord | None) -> str:
    passages = record.passages if record is not None else ()
    return next((item.cell for item in passages if item.field is ModuleField.TITLE), "")
