"""The person's own sheet as it is shown on the check page: their rows and columns, each message inside its cell."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext

from curriculum.contract.messages import N_
from curriculum.contract.problems import Problem
from curriculum.contract.rendering import render_advice, render_matter
from curriculum.services.uploading.previews import Preview, PreviewGridRow, PreviewRow, PreviewTable
from curriculum.web.labels import column_word, word
from curriculum.web.readings import tell_reading
from imports.reading import RowRole

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


class Home(NamedTuple):
    """A module of the file and the row that describes it."""

    module: PreviewRow
    sheet: str
    row: int


class Grid(NamedTuple):
    """One table of a sheet."""

    sheet: str
    header_row: int
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


def build_grids(
    preview: Preview, homes: Mapping[str, Home], lines: Sequence[Sequence[PreviewGridRow]], translate: Translate
) -> tuple[Grid, ...]:
    """Return one grid per table, in the order of the file; ``lines`` holds the rows to show of each table."""
    notes: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for problem in preview.problems:
        notes[problem.sheet, problem.cell].append(_note(problem, translate))
    return tuple(_build_grid(table, shown, homes, notes) for table, shown in zip(preview.tables, lines, strict=True))


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
            if line.role == RowRole.MODULE:
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


def list_problems(preview: Preview, translate: Translate, *, errors_only: bool = False) -> tuple[Note, ...]:
    """Return the problems, errors first."""
    return sort_notes([problem for problem in preview.problems if problem.is_error or not errors_only], translate)


def sort_notes(problems: Sequence[Problem], translate: Translate) -> tuple[Note, ...]:
    """Return problems as they are shown, errors first."""
    return tuple(_note(problem, translate) for problem in sorted(problems, key=lambda problem: not problem.is_error))


def _build_grid(
    table: PreviewTable,
    lines: Sequence[PreviewGridRow],
    homes: Mapping[str, Home],
    notes: Mapping[tuple[str, str], list[Note]],
) -> Grid:
    columns = tuple(
        GridColumn(
            column.letter,
            column.header,
            column_word(column.meaning),
            column.meaning is not None,
            column.confidence >= SURE,
            tuple(notes.get((table.sheet, column.cell), ())),
        )
        for column in table.columns
    )
    return Grid(table.sheet, table.header_row, columns, tuple(_build_row(table, row, homes, notes) for row in lines))


def _build_row(
    table: PreviewTable,
    row: PreviewGridRow,
    homes: Mapping[str, Home],
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
    if home is None:
        return GridRow(row.row, gettext(ROLES[RowRole.REFUSED]), "", cells)
    if joins:
        name = home.module.code or home.module.title
        told = gettext("belongs to %(module)s (%(sheet)s, row %(row)d)", module=name, sheet=home.sheet, row=home.row)
        return GridRow(row.row, told, "joins", cells)
    return GridRow(row.row, word(home.module.status), "", cells, home.module)


def _note(problem: Problem, translate: Translate) -> Note:
    return Note(
        problem.is_error,
        problem.sheet,
        problem.cell,
        render_matter(problem, translate),
        render_advice(problem, translate),
    )
