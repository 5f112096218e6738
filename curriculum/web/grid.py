"""The person's own sheet as it is shown on the check page: their rows and columns, each message inside its cell."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext, ngettext

from curriculum.contract.messages import N_
from curriculum.contract.problems import Problem
from curriculum.contract.rendering import render_advice, render_matter
from curriculum.services.uploading.previews import (
    Preview,
    PreviewColumn,
    PreviewGridRow,
    PreviewRow,
    PreviewTable,
)
from curriculum.web.columns import tell_meaning
from curriculum.web.labels import column_word, word
from curriculum.web.module_lists import Home, ListedModule, NamedModules
from curriculum.web.readings import tell_reading
from imports.reading import RowRole, TableKind

Translate = Callable[[str], str]
SURE = 1.0

ROLES: dict[RowRole, str] = {
    RowRole.CONTINUED: N_("belongs to the row above"),
    RowRole.SECTION: N_("heading in between"),
    RowRole.TOTAL: N_("total"),
    RowRole.NOTE: N_("remark"),
    RowRole.HEADER: N_("headings"),
    RowRole.HIDDEN: N_("hidden, skipped"),
    RowRole.REFUSED: N_("left out"),
}


class Note(NamedTuple):
    """A problem as shown in a cell or in the list: place, what is the matter, what to do."""

    is_error: bool
    sheet: str
    cell: str
    matter: str
    advice: str


class GridColumn(NamedTuple):
    """One column: its letter, its heading and what it was taken for; ``is_sure`` is False for a guess."""

    letter: str
    header: str
    meaning: str
    is_used: bool
    is_sure: bool
    notes: tuple[Note, ...]


class GridCell(NamedTuple):
    """One cell as it stands in the sheet, with what is the matter and what was read where that is something else."""

    text: str
    notes: tuple[Note, ...]
    reading: str = ""


class GridRow(NamedTuple):
    """One row of the sheet with the number that Excel shows, and what becomes of it, in a word.

    ``module`` is the module that the row describes; a row that only joins one has none.
    """

    number: int
    state: str
    css: str
    cells: tuple[GridCell, ...]
    module: PreviewRow | None = None


class Grid(NamedTuple):
    """One table of a sheet, with those of its modules that have no row of their own."""

    sheet: str
    header_row: int
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    modules: tuple[ListedModule, ...]


def build_grids(
    preview: Preview,
    homes: Mapping[str, Home],
    named: NamedModules,
    lines: Sequence[Sequence[PreviewGridRow]],
    translate: Translate,
) -> tuple[Grid, ...]:
    """Return one grid per table, in the order of the file; ``lines`` holds the rows to show of each table."""
    notes: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for problem in preview.problems:
        notes[problem.sheet, problem.cell].append(_note(problem, translate))
    return tuple(
        _build_grid(number, preview.tables[number], shown, homes, named, notes) for number, shown in enumerate(lines)
    )


def list_problems(preview: Preview, translate: Translate, *, errors_only: bool = False) -> tuple[Note, ...]:
    """Return the problems, errors first."""
    return sort_notes([problem for problem in preview.problems if problem.is_error or not errors_only], translate)


def sort_notes(problems: Sequence[Problem], translate: Translate) -> tuple[Note, ...]:
    """Return problems as they are shown, errors first."""
    return tuple(_note(problem, translate) for problem in sorted(problems, key=lambda problem: not problem.is_error))


def _build_grid(
    number: int,
    table: PreviewTable,
    lines: Sequence[PreviewGridRow],
    homes: Mapping[str, Home],
    named: NamedModules,
    notes: Mapping[tuple[str, str], list[Note]],
) -> Grid:
    columns = tuple(
        GridColumn(
            column.letter,
            column.header,
            _tell_column(table, column),
            column.is_module or column.meaning is not None or (table.kind == TableKind.FORM and table.included),
            column.confidence >= SURE,
            tuple(notes.get((table.sheet, column.cell), ())),
        )
        for column in table.columns
    )
    labels = label_rows(table)
    rows = tuple(
        _label_row(_build_row(table, row, homes, len(named.in_row(number, row.row)), notes), row, labels, homes, table)
        for row in lines
    )
    return Grid(table.sheet, table.header_row, columns, rows, named.on_page(number, {row.number for row in rows}))


def _tell_column(table: PreviewTable, column: PreviewColumn) -> str:
    if column.is_module:
        return str(gettext("module"))
    if table.kind == TableKind.FORM and table.included:
        return str(gettext("names of the fields"))
    return tell_meaning(table.kind, column)


def _build_row(
    table: PreviewTable,
    row: PreviewGridRow,
    homes: Mapping[str, Home],
    named: int,
    notes: Mapping[tuple[str, str], list[Note]],
) -> GridRow:
    role = RowRole(row.role)
    home = homes.get(row.module) if role is RowRole.MODULE else None
    joins = home is not None and (home.sheet, home.row) != (table.sheet, row.row)
    # A row that joins another may repeat what stands there already, so what was read is told at the module's own row.
    record = home.module.record if home is not None and not joins else None
    cells = tuple(
        GridCell(
            text,
            tuple(notes.get((table.sheet, place), ())),
            tell_reading(column, text, record, (table.sheet, place)) if record else "",
        )
        for column, text in zip(table.columns, row.texts, strict=True)
        for place in (f"{column.letter}{row.row}",)
    )
    if role is not RowRole.MODULE:
        css = "left-out" if role is RowRole.REFUSED else "aside"
        return GridRow(row.row, str(gettext(ROLES[role])), css, cells)
    if home is None and table.kind == TableKind.ACROSS:
        return GridRow(row.row, gettext("belongs to the modules in the headings"), "joins", cells)
    if home is None and named:
        return GridRow(row.row, ngettext("%(num)d module", "%(num)d modules", named), "", cells)
    if home is None:
        return GridRow(row.row, gettext(ROLES[RowRole.REFUSED]), "", cells)
    if joins:
        name = home.module.code or home.module.title
        told = gettext("belongs to %(module)s (%(sheet)s, row %(row)d)", module=name, sheet=home.sheet, row=home.row)
        return GridRow(row.row, told, "joins", cells)
    return GridRow(row.row, word(home.module.status), "", cells, home.module)


def label_rows(table: PreviewTable) -> dict[int, tuple[PreviewColumn, bool]]:
    """Return for each row of a form what its label was taken for, or the label above it, and whether it has one."""
    labels = {column.header: column for column in table.lines}
    found: dict[int, tuple[PreviewColumn, bool]] = {}
    above: PreviewColumn | None = None
    for row in table.rows if labels else ():
        text = row.texts[0].rstrip(": ") if row.texts else ""
        above = labels.get(text) if text else above
        if above is not None:
            found[row.row] = above, bool(text)
    return found


def _label_row(
    shown: GridRow,
    row: PreviewGridRow,
    labels: Mapping[int, tuple[PreviewColumn, bool]],
    homes: Mapping[str, Home],
    table: PreviewTable,
) -> GridRow:
    """Return a row of a form with what its label was taken for, and what was read beside it."""
    if row.row not in labels:
        return shown
    line, has_label = labels[row.row]
    label, *values = shown.cells
    if has_label:
        label = label._replace(reading=column_word(line.meaning))
    home = homes.get(row.module)
    if home is not None and home.module.record is not None:
        record = home.module.record
        values = [
            cell._replace(reading=tell_reading(line, cell.text, record, (table.sheet, f"{column.letter}{row.row}")))
            for column, cell in zip(table.columns[1:], values, strict=True)
        ]
    return shown._replace(cells=(label, *values))


def _note(problem: Problem, translate: Translate) -> Note:
    return Note(
        problem.is_error,
        problem.sheet,
        problem.cell,
        render_matter(problem, translate),
        render_advice(problem, translate),
    )
