"""Reads a whole file into modules: opens it, finds its tables, reads their rows, and gathers every problem."""

import hashlib
from collections.abc import Iterable
from pathlib import PurePath

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import Framework
from curriculum.contract.vocabulary import Severity
from imports.cells import CellReader
from imports.columns import AssignedColumn, ColumnContent, HeaderReader, assign_columns
from imports.competency_codes import CompetencyIndex
from imports.filenames import suggest_from_filename
from imports.marks import is_mark
from imports.modules import ModuleCollector
from imports.moments import parse_place
from imports.opening import open_workbook
from imports.reading import (
    Basis,
    ColumnReading,
    GridRow,
    Reading,
    ReadingChoices,
    RowRole,
    TableKind,
    TableReading,
    header_signature,
)
from imports.rows import TableRows
from imports.sheets import FaultKind, Limits, RefusalError, Sheet, cell_address, column_letters
from imports.tables import FoundTable, TableFinder

_SAMPLE_ROWS = 200
_SAMPLES = 3
_SAMPLE_LENGTH = 80
_FAULTS_SHOWN = 100


def read_modules(
    data: bytes,
    filename: str,
    *,
    framework: Framework | None = None,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Read the modules from a school's workbook or .csv file.

    Parameters
    ----------
    data
        The bytes of the file; its kind is recognised by its content.
    filename
        The name that the person gave it; used in messages, for the sheet name of a .csv and for suggestions.
    framework
        The competency list whose codes and titles are recognised in the sheet; without it no statements are read.
    choices
        A person's corrections: what a column is, which tables to leave out, whether to read hidden parts.
    limits
        What the file may ask of this machine; the default suits sheets up to some 50,000 rows.

    Returns
    -------
    Reading
        Never raises, whatever the bytes: what is the matter stands in ``problems``, good rows are in ``modules``.

    Examples
    --------
    >>> reading = read_modules("Modulenaam;Werkproces\\nAgenda;B1-K2-W1\\n;W2\\n".encode(), "modules.csv")
    >>> [(module.title, [item.code for item in module.work_processes]) for module in reading.modules]
    [('Agenda', ['B1-K2-W1'])]
    >>> [(problem.code, problem.cell) for problem in reading.problems]
    [('work-process-without-core-task', 'B3')]
    """
    name = PurePath(filename.replace("\\", "/")).name or "bestand"
    sha256 = hashlib.sha256(data).hexdigest()
    suggestions = suggest_from_filename(name)
    try:
        workbook = open_workbook(data, name, limits)
    except RefusalError as refusal:
        problem = Problem(refusal.code, Severity.ERROR, name, value=refusal.value, params=refusal.params)
        return Reading(name, sha256, problems=(problem,), suggestions=suggestions)
    reader = _FileReader(name, CompetencyIndex(framework), choices or ReadingChoices())
    for code, value in workbook.remarks:
        reader.problems.append(Problem(code, Severity.WARNING, name, value=value))
    for sheet in workbook.sheets:
        reader.read_sheet(sheet)
    modules = reader.collector.records()
    if not modules and not any(problem.is_error for problem in reader.problems):
        reader.problems.append(Problem("no-modules", Severity.ERROR, name))
    return Reading(
        name,
        sha256,
        workbook.kind.value,
        modules,
        tuple(dict.fromkeys(reader.problems)),
        tuple(reader.tables),
        suggestions,
    )


class _FileReader:
    """Goes through the sheets of one file."""

    def __init__(self, file: str, competencies: CompetencyIndex, choices: ReadingChoices) -> None:
        self.problems: list[Problem] = []
        self.tables: list[TableReading] = []
        self.collector = ModuleCollector()
        self._file = file
        self._competencies = competencies
        self._choices = choices
        self._headers = HeaderReader(competencies)

    def read_sheet(self, sheet: Sheet) -> None:
        """Read one sheet."""
        if not sheet.rows:
            return
        if sheet.hidden and not self._choices.include_hidden:
            self._warn("sheet-hidden", sheet, rows=str(len(sheet.rows)))
            return
        finder = TableFinder(sheet, self._headers)
        found = finder.find()
        if not found:
            guess = finder.guess()
            found = [guess] if guess is not None else []
            if guess is None:
                self._warn("sheet-without-table", sheet)
        for table in found:
            self._read_table(table)
        if found:
            self._report_faults(sheet, found)

    def _read_table(self, table: FoundTable) -> None:
        sheet = table.sheet
        key = f"{sheet.name}!{cell_address(table.header_rows[0], min(table.headers, default=0))}"
        signature = header_signature([header.text for header in table.headers.values()])
        chosen = {choice.letter: choice.column for choice in self._choices.columns if choice.signature == signature}
        choices = {
            column: chosen[column_letters(column)] for column in table.headers if column_letters(column) in chosen
        }
        columns = assign_columns(table.headers, choices, _look_at_content(table))
        hidden = frozenset() if self._choices.include_hidden else sheet.hidden_columns & columns.keys()
        visible = {column: item for column, item in columns.items() if column not in hidden}
        place = parse_place(sheet.name)
        has_name = any(
            item.column in (ModuleColumn.TITLE, ModuleColumn.CODE) and item.basis is not Basis.TARGET
            for item in visible.values()
        )
        included = has_name and key not in self._choices.excluded_tables
        rows: list[GridRow] = []
        if included:
            rows = self._read_rows(
                table,
                visible,
                CellReader(
                    self._file,
                    sheet,
                    visible,
                    self._competencies,
                    place,
                    numbered_marks=_has_numbered_marks(table, visible),
                ),
            )
            self._report_columns(table, columns, hidden)
        elif not has_name:
            self._warn("table-without-title", sheet, cell_address(table.header_rows[-1], min(table.headers, default=0)))
            rows = [
                GridRow(row.number, RowRole.NOTE, "", tuple(map(row.text, visible)))
                for row in table.rows[:_SAMPLE_ROWS]
            ]
        self.tables.append(
            TableReading(
                key=key,
                sheet=sheet.name,
                header_row=table.header_rows[0],
                last_header_row=table.header_rows[-1],
                kind=TableKind.CROSSES if any(item.target for item in visible.values()) else TableKind.LIST,
                columns=tuple(
                    _column_reading(table, column, item, column in hidden) for column, item in columns.items()
                ),
                rows=tuple(_with_hidden(row, columns, visible) for row in rows) if hidden else tuple(rows),
                included=included,
                hidden=sheet.hidden,
                years=place.years,
                periods=place.periods,
            )
        )

    def _read_rows(self, table: FoundTable, columns: dict[int, AssignedColumn], cells: CellReader) -> list[GridRow]:
        reader = TableRows(table, columns, self.collector, cells, include_hidden=self._choices.include_hidden)
        rows = list(reader.read())
        self.problems.extend(sorted((*reader.problems, *cells.finish()), key=_reading_order))
        if reader.hidden_rows:
            first = f"A{reader.hidden_rows[0]}"
            shown = _ranges(reader.hidden_rows)
            self._warn("rows-hidden", table.sheet, first, value=shown, count=str(len(reader.hidden_rows)))
        return rows

    def _report_columns(self, table: FoundTable, columns: dict[int, AssignedColumn], hidden: frozenset[int]) -> None:
        for column, item in columns.items():
            cell = cell_address(table.header_rows[-1], column)
            header = item.header.text
            if column in hidden:
                if item.column is not ModuleColumn.ID:
                    self._warn("column-hidden", table.sheet, cell, header)
            elif item.rival:
                self._warn("column-twice", table.sheet, cell, header, other=item.rival)
            elif item.basis is Basis.GUESS:
                taken = SPECS[item.column or ModuleColumn.TITLE].label
                self._warn("header-guessed", table.sheet, cell, header, column=taken)
            elif item.column is not None and SPECS[item.column].kind is ColumnKind.PERSONAL:
                self._warn("column-personal", table.sheet, cell, header)
            elif item.basis is Basis.UNKNOWN and any(row.text(column) for row in table.rows):
                self._warn("column-not-read", table.sheet, cell, header)

    def _report_faults(self, sheet: Sheet, tables: Iterable[FoundTable]) -> None:
        columns = {column for table in tables for column in table.headers}
        uncalculated: dict[int, list[int]] = {}
        for (row, column), fault in sorted(sheet.faults.items())[: _FAULTS_SHOWN * 10]:
            if column not in columns:
                continue
            if fault.kind is FaultKind.FORMULA_WITHOUT_VALUE:
                uncalculated.setdefault(column, []).append(row)
            elif fault.kind is FaultKind.ERROR_VALUE:
                self._warn("error-value", sheet, cell_address(row, column), fault.value)
            elif fault.kind is FaultKind.TOO_LONG:
                self._warn("text-too-long", sheet, cell_address(row, column), fault.value)
        for column, rows in uncalculated.items():
            self._warn("formula-without-value", sheet, cell_address(rows[0], column), count=str(len(rows)))
        if sheet.far_cells:
            self._warn("cells-far-away", sheet, value=", ".join(sheet.far_cells[:3]), count=str(len(sheet.far_cells)))

    def _warn(self, code: str, sheet: Sheet, cell: str = "", value: str = "", **params: str) -> None:
        self.problems.append(
            Problem(code, Severity.WARNING, self._file, sheet.name, cell, value, tuple(sorted(params.items())))
        )


def _look_at_content(table: FoundTable) -> dict[int, ColumnContent]:
    """Count what the first rows hold, so that a header such as "Stage" can be told from its other meaning."""
    filled: dict[int, int] = {}
    words: dict[int, int] = {}
    for row in table.rows[:50]:
        for column in row.filled():
            text = row.texts[column]
            filled[column] = filled.get(column, 0) + 1
            if not is_mark(text) and not any(sign.isdigit() for sign in text[:1]) and len(text) > 2:
                words[column] = words.get(column, 0) + 1
    return {column: ColumnContent(count, words.get(column, 0)) for column, count in filled.items()}


def _has_numbered_marks(table: FoundTable, columns: dict[int, AssignedColumn]) -> bool:
    targets = [column for column, item in columns.items() if item.target and item.column is ModuleColumn.COMPETENCY]
    return any(row.text(column) in ("2", "3") for row in table.rows for column in targets)


def _column_reading(table: FoundTable, column: int, item: AssignedColumn, hidden: bool) -> ColumnReading:
    personal = item.column is not None and SPECS[item.column].kind is ColumnKind.PERSONAL
    samples: dict[str, None] = {}
    if not personal:
        for row in table.rows[:_SAMPLE_ROWS]:
            text = row.text(column)
            if text and len(samples) < _SAMPLES:
                samples[text[:_SAMPLE_LENGTH]] = None
    return ColumnReading(
        letter=column_letters(column),
        cell=cell_address(table.header_rows[-1], column),
        header=item.header.text,
        column=item.column,
        confidence=item.confidence,
        basis=item.basis,
        target=item.target,
        samples=tuple(samples),
        hidden=hidden,
    )


def _with_hidden(row: GridRow, columns: dict[int, AssignedColumn], visible: dict[int, AssignedColumn]) -> GridRow:
    """Give a grid row its empty places for hidden columns, so that it runs along all columns of the table."""
    texts = dict(zip(visible, row.texts, strict=True))
    return GridRow(row.row, row.role, row.module, tuple(texts.get(column, "") for column in columns))


def _reading_order(problem: Problem) -> tuple[int, int, str]:
    digits = "".join(sign for sign in problem.cell if sign.isdigit())
    return int(digits or 0), len(problem.cell), problem.cell


def _ranges(numbers: list[int]) -> str:
    """Return row numbers as people write them.

    >>> _ranges([3, 4, 5, 9])
    '3-5, 9'
    """
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    shown = [f"{part[0]}-{part[-1]}" if len(part) > 1 else f"{part[0]}" for part in parts]
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "")
