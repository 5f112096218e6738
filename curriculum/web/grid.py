"""The person's own sheet as it is shown on the check page: their rows and columns, each message inside its cell."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from curriculum.contract.messages import render_advice, render_matter, render_problem
from curriculum.contract.problems import Problem
from curriculum.services.uploads import Preview, PreviewRow, RowStatus

Translate = Callable[[str], str]
_LETTERS = re.compile(r"[A-Z]+")


class Note(NamedTuple):
    """A problem as shown in a cell or in the list: place, what is the matter, what to do."""

    is_error: bool
    sheet: str
    cell: str
    matter: str
    advice: str
    whole: str


class GridCell(NamedTuple):
    """One cell as it stood in the sheet, with what is the matter with it."""

    address: str
    text: str
    notes: tuple[Note, ...]


class GridRow(NamedTuple):
    """One module of the file, with the row number that Excel shows."""

    number: int
    status: RowStatus
    title: str
    cells: tuple[GridCell, ...]
    has_error: bool


class Grid(NamedTuple):
    """One sheet: column letters with their headers, and its rows."""

    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[GridRow, ...]


def build_grids(preview: Preview, translate: Translate) -> tuple[Grid, ...]:
    """Return one grid per sheet, in the order of the file."""
    notes: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for problem in preview.problems:
        notes[problem.sheet, problem.cell].append(_note(problem, translate))
    by_sheet: dict[str, list[PreviewRow]] = defaultdict(list)
    for row in preview.rows:
        if row.record is not None:
            by_sheet[row.sheet].append(row)
    return tuple(_build_grid(sheet, rows, notes) for sheet, rows in by_sheet.items())


def list_problems(preview: Preview, translate: Translate, severity: str = "") -> tuple[Note, ...]:
    """Return the problems, errors first, of one severity when asked."""
    chosen = [problem for problem in preview.problems if severity in ("", problem.severity)]
    return tuple(_note(problem, translate) for problem in sorted(chosen, key=lambda problem: not problem.is_error))


def _build_grid(sheet: str, rows: list[PreviewRow], notes: dict[tuple[str, str], list[Note]]) -> Grid:
    headers: dict[str, str] = {}
    for row in rows:
        for raw in row.record.raw_cells if row.record else ():
            headers.setdefault(_column_of(raw.cell), raw.header)
    letters = sorted(headers, key=lambda letter: (len(letter), letter))
    return Grid(
        sheet,
        tuple((letter, headers[letter]) for letter in letters),
        tuple(_build_row(sheet, row, letters, notes) for row in rows),
    )


def _build_row(sheet: str, row: PreviewRow, letters: list[str], notes: dict[tuple[str, str], list[Note]]) -> GridRow:
    texts = {_column_of(raw.cell): raw for raw in (row.record.raw_cells if row.record else ())}
    cells = []
    for letter in letters:
        raw = texts.get(letter)
        address = raw.cell if raw else f"{letter}{row.row}"
        cells.append(GridCell(address, raw.text if raw else "", tuple(notes.get((sheet, address), ()))))
    return GridRow(row.row, row.status, row.title, tuple(cells), any(problem.is_error for problem in row.problems))


def _column_of(address: str) -> str:
    found = _LETTERS.match(address)
    return found.group() if found else ""


def _note(problem: Problem, translate: Translate) -> Note:
    return Note(
        problem.is_error,
        problem.sheet,
        problem.cell,
        render_matter(problem, translate),
        render_advice(problem, translate),
        render_problem(problem, translate),
    )
