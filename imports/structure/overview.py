"""Reads an overview of a programme: periods or years across, and in every cell the name of a module."""

from collections.abc import Iterator

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.problems import Problem
from imports.drafts import ModuleDraft, StatedMoments
from imports.modules import Clash, ModuleCollector, clash_problem
from imports.reading import Basis, GridLine, RowRole
from imports.sheets import Row, cell_address
from imports.structure.columns import AssignedColumn
from imports.structure.headers import normalise_header
from imports.structure.letterhead import split_name
from imports.structure.tables import FoundTable
from imports.values.marks import is_mark
from imports.values.moments import ParsedMoments, parse_place

_MOMENTS = (ModuleColumn.PERIOD, ModuleColumn.YEAR)
_LINES = frozenset(["leerlijn", "leerlijnen", "thema", "themas", "theme", "themes"])
_LONGEST_NAME = 80
_LEAST_NAMES = 3
_MOST_ROWS = 2_000


def find_overview(table: FoundTable, columns: dict[int, AssignedColumn]) -> tuple[int, ...]:
    """Return the columns of periods in which names of modules stand, or nothing when it is another kind of table.

    What stands left of them may be a leerlijn or a theme, but no module: then the texts would be about that module.
    """
    for item in columns.values():
        is_name = item.column in (ModuleColumn.TITLE, ModuleColumn.CODE) and item.basis is not Basis.TARGET
        if is_name and (item.basis is Basis.CHOICE or normalise_header(item.header.text) not in _LINES):
            return ()
    if len(table.rows) > _MOST_ROWS:
        return ()  # No programme has so many lines; looking at every cell would only cost time.
    moments = [column for column, item in columns.items() if item.basis is Basis.TARGET and item.column in _MOMENTS]
    texts = [text for row in table.rows for column in moments if (text := row.text(column))]
    names = [text for text in texts if not is_mark(text) and len(text) <= _LONGEST_NAME and _is_name(text)]
    enough = len(names) >= _LEAST_NAMES and len(names) * 3 >= len(texts) * 2
    return tuple(moments) if len(moments) > 1 and enough else ()


def read_overview(
    table: FoundTable,
    moments: tuple[int, ...],
    columns: dict[int, AssignedColumn],
    collector: ModuleCollector,
    place: ParsedMoments,
    file: str,
    problems: list[Problem],
) -> Iterator[GridLine]:
    """Read a module from every name below a period; yield each row with what it was taken for.

    A cell that is merged over several periods counts for each of them.
    """
    sheet = table.sheet
    across = {(row, first): last for row, first, _, last in sheet.merges if last > first}
    for row in table.rows:
        said = _of_row(row, columns)
        read = False
        for column in moments:
            text = row.text(column)
            if not text or is_mark(text) or not _is_name(text):
                continue
            last = across.get((row.number, column), column)
            covered = [columns[other] for other in moments if column <= other <= last]
            place_of_cell = ParsedMoments(
                tuple(dict.fromkeys(year for item in covered for year in _years_of(item))) or said.years or place.years,
                tuple(dict.fromkeys(item.target for item in covered if item.column is ModuleColumn.PERIOD))
                or said.periods
                or place.periods,
            )
            for name in filter(None, map(split_name, text.split("\n"))):
                cell = cell_address(row.number, column)
                # A row holds several modules, so none of them has a row of its own; as in a matrix on its side.
                opened = collector.open(*name, sheet.name, table.header_rows[-1], cell)
                if isinstance(opened, Clash):
                    problems.append(clash_problem(opened, file, sheet.name, cell, name[0]))
                else:
                    _add_moments(opened, place_of_cell)
                    read = True
        yield row.number, RowRole.MODULE if read else RowRole.NOTE, "", row.texts


def _add_moments(module: ModuleDraft, place: ParsedMoments) -> None:
    module.parts.append(StatedMoments(place.years, place.periods))


def _of_row(row: Row, columns: dict[int, AssignedColumn]) -> ParsedMoments:
    """Return the year or period that the row names left of the modules."""
    first = next((row.text(column) for column in columns if row.text(column)), "")
    return parse_place(first)


def _years_of(item: AssignedColumn) -> tuple[int, ...]:
    if item.column is ModuleColumn.YEAR and item.target.isdecimal():
        return (int(item.target),)
    return item.years


def _is_name(text: str) -> bool:
    return sum(map(str.isalpha, text)) * 2 >= len(text.replace(" ", "")) and len(text) > 2
