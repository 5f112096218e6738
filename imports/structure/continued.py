"""Finds the sheet that goes on with the table of the sheet before it: the same columns, no headings of its own."""

import re
from dataclasses import dataclass
from itertools import islice

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from imports.reading import Basis
from imports.sheets import Row, Sheet
from imports.structure.columns import AssignedColumn
from imports.structure.tables import FoundTable
from imports.values.hours import parse_hours
from imports.values.marks import is_mark
from imports.values.moments import ParsedMoments, parse_periods, parse_years
from imports.values.work_processes import parse_work_processes

_COMPARED_ROWS = 20
_TITLE_ROWS = 3
_LEAST_COLUMNS = 2  # So many columns besides the names must hold what stands below the same heading before.
_LONGEST_CODE = 20


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table that was read: what its columns are, and the years and periods of all its rows."""

    table: FoundTable
    columns: dict[int, AssignedColumn]
    place: ParsedMoments


def find_rest(before: ReadTable, sheet: Sheet) -> FoundTable | None:
    """Return the rows of a sheet as the rest of a table, or ``None`` when they may be something else.

    Nothing may stand in another column than those of the table, every row of the first ones names a module in the same
    column, and at least two columns hold what their heading on the other sheet says: years, periods, hours, codes.

    Parameters
    ----------
    before
        The last table of the sheet before.
    sheet
        A sheet on which no headings were found.

    Returns
    -------
    FoundTable or None
        With the headings of the table before; its own heading row is 0, for it has none.
    """
    columns = before.columns
    names = [column for column, item in columns.items() if item.column is ModuleColumn.TITLE and not item.target]
    if not names:
        return None
    start = next((place for place, row in enumerate(sheet.rows[:_TITLE_ROWS]) if len(row.filled()) > 1), None)
    if start is None:
        return None
    rows = sheet.rows[start:]
    fitting: set[int] = set()
    rows_before = before.table.rows[:_COMPARED_ROWS]
    for row in islice((row for row in rows if not row.hidden), _COMPARED_ROWS):
        filled = row.filled()
        if not _is_name(row.text(names[0])) or any(column not in columns for column in filled):
            return None
        for column in filled:
            fits = _fits(rows_before, column, columns[column], row.texts[column])
            if fits is False:
                return None
            if fits:
                fitting.add(column)
    if len(fitting) < _LEAST_COLUMNS:
        return None
    return FoundTable(sheet, (0,), dict(before.table.headers), rows, above=sheet.rows[:start])


def _is_name(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 2


def _shape(code: str) -> str:
    """Return what a code looks like, so that the number of a student is none of a module.

    >>> _shape("OM-21") == _shape("BPV-3"), _shape("OM-21") == _shape("204512")
    (True, False)
    """
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", code))


def _fits(rows: list[Row], column: int, item: AssignedColumn, text: str) -> bool | None:
    """Return whether a text is what its column holds; ``None`` when any text would do."""
    if item.target:
        return is_mark(text)
    if item.column is ModuleColumn.CODE:
        return len(text) <= _LONGEST_CODE and _shape(text) in {_shape(other.text(column)) for other in rows}
    if item.column is None or item.basis is Basis.UNKNOWN:
        return None
    if SPECS[item.column].kind is ColumnKind.HOURS:
        return not parse_hours(text).problems
    if item.column is ModuleColumn.YEAR:
        return not parse_years(text).problems
    if item.column is ModuleColumn.PERIOD:
        return not parse_periods(text).problems
    if item.column in (ModuleColumn.WORK_PROCESS, ModuleColumn.CORE_TASK):
        return not parse_work_processes(text, item.header.task or "B1-K1").problems
    return None
