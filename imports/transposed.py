"""Reads a matrix that lies on its side: work processes or competencies down, modules across, as many exam plans do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import RawCell, Statement, WorkProcessMention
from curriculum.contract.vocabulary import Severity
from imports.columns import AssignedColumn
from imports.competency_codes import CompetencyIndex
from imports.marks import is_mark, parse_mark
from imports.modules import ModuleCollector, ModuleDraft
from imports.reading import Basis, GridLine, RowRole
from imports.sheets import cell_address
from imports.tables import FoundTable
from imports.work_processes import parse_work_processes

_KEYS = (ModuleColumn.WORK_PROCESS, ModuleColumn.COMPETENCY)


@dataclass(frozen=True, slots=True)
class Transposed:
    """The column that names the targets, and the columns that are modules."""

    key: int
    modules: tuple[int, ...]


def find_transposed(table: FoundTable, columns: dict[int, AssignedColumn]) -> Transposed | None:
    """Return how the table lies when its columns are modules: no name column, one with codes, and marks elsewhere."""
    keys = [column for column, item in columns.items() if item.column in _KEYS and item.basis is not Basis.TARGET]
    if len(keys) != 1 or not table.rows:
        return None
    modules = []
    for column, item in columns.items():
        if column == keys[0] or item.column is not None or not item.header.text:
            continue
        texts = [row.text(column) for row in table.rows if row.text(column)]
        if texts and sum(map(is_mark, texts)) * 5 >= len(texts) * 4:
            modules.append(column)
    return Transposed(keys[0], tuple(modules)) if len(modules) > 1 else None


def read_transposed(
    table: FoundTable,
    layout: Transposed,
    columns: dict[int, AssignedColumn],
    collector: ModuleCollector,
    competencies: CompetencyIndex,
    file: str,
    problems: list[Problem],
) -> Iterator[GridLine]:
    """Read the modules from the columns; yield each row with what it was taken for."""
    sheet, header_row = table.sheet.name, table.header_rows[-1]
    drafts: dict[int, ModuleDraft] = {}
    for column in layout.modules:
        title = " ".join(columns[column].header.text.split())
        opened = collector.open(title, "", sheet, header_row, cell_address(header_row, column))
        if isinstance(opened, ModuleDraft):
            drafts[column] = opened
    is_process = columns[layout.key].column is ModuleColumn.WORK_PROCESS
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
            for code in codes:
                problem = _take_mark(text, cell, sheet, is_process, code, drafts[column])
                if problem is not None:
                    problems.append(replace(problem, file=file))
            drafts[column].raw_cells.append(RawCell(key, cell, text))
        role = RowRole.MODULE if codes else RowRole.NOTE
        yield row.number, role, "", row.texts


def _take_mark(text: str, cell: str, sheet: str, is_process: bool, code: str, module: ModuleDraft) -> Problem | None:
    mark = parse_mark(text)
    if mark.verdict is not None and is_process:
        module.work_processes.setdefault(code, WorkProcessMention(code, text, sheet, cell))
    elif mark.verdict is not None:
        module.add_statement(Statement(code, mark.verdict, mark.mastery, text, sheet, cell))
    elif not mark.known:
        return Problem("mark-unclear", Severity.WARNING, "", sheet, cell, text, (("target", code),))
    return None
