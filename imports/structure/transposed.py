"""Reads a matrix that lies on its side: work processes, competencies or periods down, modules across."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import RawCell
from curriculum.contract.vocabulary import Severity
from imports.drafts import CrossedCell, ModuleDraft, StatedMoments
from imports.reading import Basis, GridLine, RowRole
from imports.sheets import cell_address
from imports.structure.columns import AssignedColumn
from imports.structure.sideways import SideReader
from imports.structure.tables import FoundTable
from imports.values.marks import is_mark, parse_mark
from imports.values.moments import parse_periods, parse_years
from imports.values.work_processes import parse_work_processes

_KEYS = (ModuleColumn.WORK_PROCESS, ModuleColumn.COMPETENCY, ModuleColumn.PERIOD, ModuleColumn.YEAR)
_MOMENTS = {ModuleColumn.PERIOD: parse_periods, ModuleColumn.YEAR: parse_years}
_LIKELY = 0.9


class Transposed(NamedTuple):
    """The column that names the targets, those that are modules, and what each column of the table was taken for."""

    key: int
    modules: tuple[int, ...]
    columns: dict[int, AssignedColumn]


def find_transposed(table: FoundTable, columns: Mapping[int, AssignedColumn]) -> Transposed | None:
    """Return how the table lies when its columns are modules: no name column, one with codes, and marks elsewhere.

    A column of marks that a person leaves out still tells what kind of table this is.
    """
    keys = [column for column, item in columns.items() if item.column in _KEYS and item.basis is not Basis.TARGET]
    if len(keys) != 1 or not table.rows:
        return None
    marked = [
        column
        for column, item in columns.items()
        if column != keys[0] and item.column is None and item.header.text and _holds_marks(table, column)
    ]
    if len(marked) < 2:
        return None
    modules = tuple(column for column in marked if columns[column].basis is not Basis.CHOICE)
    settled = {column: _settle(item, column in modules) for column, item in columns.items()}
    return Transposed(keys[0], modules, {**settled, keys[0]: columns[keys[0]]})


def _holds_marks(table: FoundTable, column: int) -> bool:
    texts = [row.text(column) for row in table.rows if row.text(column)]
    return bool(texts) and sum(map(is_mark, texts)) * 5 >= len(texts) * 4


def _settle(item: AssignedColumn, is_module: bool) -> AssignedColumn:
    """Return what a column beside the targets is: a module, or about the targets and not read."""
    if is_module:
        return replace(item, confidence=_LIKELY, basis=Basis.GUESS, is_module=True)
    if item.basis is Basis.CHOICE or item.column is None or SPECS[item.column].kind is ColumnKind.PERSONAL:
        return item
    return replace(item, column=None, confidence=0.0, basis=Basis.UNKNOWN)


def read_transposed(table: FoundTable, layout: Transposed, side: SideReader) -> Iterator[GridLine]:
    """Read the modules from the columns; yield each row with what it was taken for."""
    sheet, header_row = table.sheet.name, table.header_rows[-1]
    columns, competencies, file, problems = layout.columns, side.competencies, side.file, side.problems
    drafts: dict[int, ModuleDraft] = {}
    for column in layout.modules:
        title = " ".join(columns[column].header.text.split())
        opened = side.open(title, "", header_row, cell_address(header_row, column))
        if opened is not None:
            drafts[column] = opened
    kind = columns[layout.key].column
    if kind in _MOMENTS:
        yield from _read_moments(table, layout, kind, drafts, file, problems)
        return
    is_process = kind is ModuleColumn.WORK_PROCESS
    for row in table.rows:
        key = row.text(layout.key)
        place = cell_address(row.number, layout.key)
        if is_process:
            parsed = parse_work_processes(key, columns[layout.key].header.task)
            codes = parsed.codes
            findings = parsed.problems
        else:
            found = competencies.parse(key)
            codes = tuple(statement.code for statement in found.statements)
            findings = found.problems
        marked = [column for column in drafts if row.text(column)]
        if findings and marked:
            problems.extend(
                Problem(item.code, item.severity, file, sheet, place, item.value, item.params) for item in findings
            )
        for column in marked if codes else ():
            text, cell = row.text(column), cell_address(row.number, column)
            mark = parse_mark(text)
            stands = mark.verdict is not None
            drafts[column].parts.append(
                CrossedCell(
                    RawCell(key, cell, text),
                    tuple((code, text, sheet, cell) for code in codes if stands and is_process),
                    tuple(
                        (code, mark.verdict, mark.mastery, text, sheet, cell)
                        for code in codes
                        if mark.verdict is not None and not is_process
                    ),
                )
            )
            if not mark.known:
                problems.extend(
                    Problem("mark-unclear", Severity.WARNING, file, sheet, cell, text, (("target", code),))
                    for code in codes
                )
        role = RowRole.MODULE if codes else RowRole.NOTE
        yield row.number, role, "", row.texts


def _read_moments(
    table: FoundTable,
    layout: Transposed,
    kind: ModuleColumn,
    drafts: dict[int, ModuleDraft],
    file: str,
    problems: list[Problem],
) -> Iterator[GridLine]:
    """Read when each module is taught: periods or years stand down the key column."""
    sheet = table.sheet.name
    for row in table.rows:
        said = _MOMENTS[kind](row.text(layout.key))
        marked = [column for column in drafts if row.text(column)]
        place = cell_address(row.number, layout.key)
        problems.extend(
            Problem(item.code, item.severity, file, sheet, place, item.value, item.params)
            for item in said.problems
            if marked
        )
        for column in marked:
            mark = parse_mark(row.text(column))
            if mark.verdict is not None:
                drafts[column].parts.append(StatedMoments(said.years, said.periods))
            elif not mark.known:
                params = (("target", row.text(layout.key)),)
                cell = cell_address(row.number, column)
                problems.append(Problem("mark-unclear", Severity.WARNING, file, sheet, cell, row.text(column), params))
        yield row.number, RowRole.MODULE if said.years or said.periods else RowRole.NOTE, "", row.texts
