"""The person's own sheet as it is shown on the check page: their rows and columns, each message inside its cell."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from flask_babel import gettext

from curriculum.contract.messages import N_, render_advice, render_matter
from curriculum.contract.problems import Problem
from curriculum.services.previews import Preview, PreviewGridRow, PreviewTable, RowStatus
from curriculum.web.labels import column_word, word
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
    """One cell as it stands in the sheet, with what is the matter with it."""

    text: str
    notes: tuple[Note, ...]


class GridRow(NamedTuple):
    """One row of the sheet with the number that Excel shows, and what becomes of it, in a word."""

    number: int
    state: str
    css: str
    cells: tuple[GridCell, ...]


class Grid(NamedTuple):
    """One table of a sheet."""

    sheet: str
    header_row: int
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


def build_grids(preview: Preview, translate: Translate) -> tuple[Grid, ...]:
    """Return one grid per table, in the order of the file."""
    notes: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for problem in preview.problems:
        notes[problem.sheet, problem.cell].append(_note(problem, translate))
    statuses = {row.key: row.status for row in preview.rows}
    return tuple(_build_grid(table, statuses, notes) for table in preview.tables)


def list_problems(preview: Preview, translate: Translate, severity: str = "") -> tuple[Note, ...]:
    """Return the problems, errors first, of one severity when asked."""
    chosen = [problem for problem in preview.problems if severity in ("", problem.severity)]
    return tuple(_note(problem, translate) for problem in sorted(chosen, key=lambda problem: not problem.is_error))


def _build_grid(table: PreviewTable, statuses: dict[str, RowStatus], notes: dict[tuple[str, str], list[Note]]) -> Grid:
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
    return Grid(
        table.sheet, table.header_row, columns, tuple(_build_row(table, row, statuses, notes) for row in table.rows)
    )


def _build_row(
    table: PreviewTable,
    row: PreviewGridRow,
    statuses: dict[str, RowStatus],
    notes: dict[tuple[str, str], list[Note]],
) -> GridRow:
    cells = tuple(
        GridCell(text, tuple(notes.get((table.sheet, f"{column.letter}{row.row}"), ())))
        for column, text in zip(table.columns, row.texts, strict=True)
    )
    role = RowRole(row.role)
    if role is RowRole.MODULE:
        status = statuses.get(row.module)
        return GridRow(row.row, word(status) if status else gettext(ROLES[RowRole.REFUSED]), "", cells)
    css = "left-out" if role is RowRole.REFUSED else "aside"
    return GridRow(row.row, str(gettext(ROLES[role])), css, cells)


def _note(problem: Problem, translate: Translate) -> Note:
    return Note(
        problem.is_error,
        problem.sheet,
        problem.cell,
        render_matter(problem, translate),
        render_advice(problem, translate),
    )
