"""What there is to say about whole columns, sheets and files: guessed headers, hidden parts, colours, formulas."""

import re
from collections.abc import Iterable
from dataclasses import replace

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.vocabulary import Severity
from imports.reading import Basis, ColumnReading, GridLine, RowRole
from imports.sheets import FaultKind, Sheet, cell_address, column_letters
from imports.structure.between import lack_marks
from imports.structure.columns import AssignedColumn
from imports.structure.tables import FoundTable

_COLOUR_LEGEND = re.compile(
    r"\b(?:geel|rood|groen|blauw|oranje|grijs|paars|roze|kleur(?:en)?|yellow|red|green|blue|orange|grey|gray|purple|pink)\w*"
    r"\b\s*(?:=|:|is\b|betekent|means|gemarkeerd|gearceerd)",
    re.IGNORECASE,
)
_MOST_FAULTS = 1_000
_MODULE_ROLES = (RowRole.MODULE, RowRole.CONTINUED, RowRole.REFUSED)
_TITLE_MISSING = ("table-without-title", "form-without-title")


class Remarks:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._empty_table: Problem | None = None
        self._labels: set[str] = set()
        self._forms: set[str] = set()

    def warn(self, code: str, sheet: Sheet | None, cell: str = "", value: str = "", **params: str) -> None:
        """Add a warning."""
        name = sheet.name if sheet is not None else ""
        self.problems.append(
            Problem(code, Severity.WARNING, self._file, name, cell, value, tuple(sorted(params.items())))
        )

    def note_empty_table(self, sheet: Sheet, cell: str, row: int) -> None:
        """Remember a table that has its header and no modules yet, for a file in which there are none at all."""
        if self._empty_table is None:
            place = (Severity.ERROR, self._file, sheet.name, cell)
            self._empty_table = Problem("table-still-empty", *place, params=(("row", str(row)),))

    def sort_from(self, start: int) -> None:
        """Put the problems of one sheet in the order in which a person meets their cells."""
        self.problems[start:] = sorted(self.problems[start:], key=_reading_order)

    def finish(self, has_modules: bool, has_cells: bool) -> tuple[Problem, ...]:
        """Return all problems; a file that gave no modules has at least one error that says why."""
        problems = list(dict.fromkeys(self.problems))
        if has_modules or any(problem.is_error for problem in problems):
            return tuple(problems)
        if not has_cells:
            return (*problems, Problem("file-empty", Severity.ERROR, self._file))
        if self._empty_table is not None:
            return (*problems, self._empty_table)
        if any(problem.code in _TITLE_MISSING for problem in problems):
            return tuple(
                replace(problem, severity=Severity.ERROR) if problem.code in _TITLE_MISSING else problem
                for problem in problems
            )
        return (*problems, Problem("no-modules", Severity.ERROR, self._file))

    def report_form(
        self, sheet: Sheet, cell: str, labels: Iterable[tuple[AssignedColumn, ColumnReading]], *, read: bool
    ) -> None:
        """Say that a sheet was read as a form, and which labels were guessed or not understood, each once in a file.

        A file with a form per module would otherwise say everything as often as it has modules.
        """
        said = "form-read" if read else "form-without-title"
        if said not in self._forms:
            self.warn(said, sheet, cell)
            self._forms.add(said)
        for item, view in labels:
            if view.header.casefold() in self._labels:
                continue
            if item.rival:
                self.warn("label-twice", sheet, view.cell, view.header, other=item.rival)
            elif item.basis is Basis.UNKNOWN:
                self.warn("label-not-read", sheet, view.cell, view.header)
            elif item.column is not None and (
                item.basis is Basis.GUESS or (item.basis is Basis.NAME and item.header.is_longer_name)
            ):
                self.warn("label-guessed", sheet, view.cell, view.header, column=SPECS[item.column].label)
            else:
                continue
            self._labels.add(view.header.casefold())

    def report_unread(self, table: FoundTable, columns: dict[int, AssignedColumn]) -> None:
        """Say which columns of a matrix on its side are neither a module nor what the marks point at."""
        for column, item in columns.items():
            filled = item.basis is Basis.UNKNOWN and any(row.text(column) for row in table.rows)
            if filled:
                code = "column-not-read" if item.header.text else "column-without-header"
                self.warn(code, table.sheet, cell_address(table.header_rows[-1], column), item.header.text)

    def report_columns(self, table: FoundTable, columns: dict[int, AssignedColumn], hidden: frozenset[int]) -> None:
        """Say which columns were guessed, left out or not understood."""
        targets = [place for place, item in columns.items() if item.basis is Basis.TARGET and place not in hidden]
        for column, item in columns.items():
            cell = cell_address(table.header_rows[-1], column)
            header = item.header.text
            if column in hidden:
                self.warn("column-hidden", table.sheet, cell, header)
            elif item.rival:
                self.warn("column-twice", table.sheet, cell, header, other=item.rival)
            elif item.header.unknown_code and item.column is None:
                self.warn("competency-unknown", table.sheet, cell, header)
            elif item.basis is Basis.GUESS and not header and not targets:
                taken = SPECS[item.column or ModuleColumn.TITLE].label
                self.warn("header-guessed", table.sheet, cell, column_letters(column), column=taken)
            elif header and (item.basis is Basis.GUESS or (item.basis is Basis.NAME and item.header.is_longer_name)):
                taken = SPECS[item.column or ModuleColumn.TITLE].label
                self.warn("header-guessed", table.sheet, cell, header, column=taken)
            elif item.column is not None and SPECS[item.column].kind is ColumnKind.PERSONAL:
                self.warn("column-personal", table.sheet, cell, header)
            elif item.basis is Basis.UNKNOWN and any(row.text(column) for row in table.rows):
                code = "column-not-read" if header else "column-without-header"
                self.warn(code, table.sheet, cell, header)

        if lack_marks(table.rows, targets):
            names = f"{columns[targets[0]].header.text} … {columns[targets[-1]].header.text}"
            self.warn("marks-missing", table.sheet, cell_address(table.header_rows[-1], targets[0]), names)

    def report_faults(self, sheet: Sheet, tables: Iterable[FoundTable], grid: Iterable[GridLine]) -> None:
        """Say which cells of the tables could not be read: formulas without a value, errors, far cells."""
        aside = {number for number, role, _, _ in grid if role not in _MODULE_ROLES} if sheet.faults else set()
        columns = {column for table in tables for column in table.headers}
        uncalculated: dict[int, list[int]] = {}
        for (row, column), fault in sorted(sheet.faults.items())[:_MOST_FAULTS]:
            if column not in columns or row in aside:
                continue
            if fault.kind is FaultKind.FORMULA_WITHOUT_VALUE:
                uncalculated.setdefault(column, []).append(row)
            elif fault.kind is FaultKind.ERROR_VALUE:
                self.warn("error-value", sheet, cell_address(row, column), fault.value)
            elif fault.kind is FaultKind.TOO_LONG:
                self.warn("text-too-long", sheet, cell_address(row, column), fault.value)
        for column, rows in uncalculated.items():
            self.warn("formula-without-value", sheet, cell_address(rows[0], column), count=str(len(rows)))
        if sheet.far_cells:
            shown = ", ".join(sheet.far_cells[:3])
            self.warn("cells-far-away", sheet, value=shown, count=str(len(sheet.far_cells)))

    def report_colours(self, sheet: Sheet, tables: Iterable[FoundTable], grid: Iterable[GridLine]) -> None:
        """Say that colours are not read where the sheet explains what its colours mean."""
        beside = {number for number, role, _, _ in grid if role is RowRole.NOTE or role is RowRole.SECTION}
        data = {row.number for table in tables for row in table.rows} - beside
        for row in [row for row in sheet.rows if row.number not in data]:
            for column in row.filled():
                if _COLOUR_LEGEND.search(row.texts[column][:200]):
                    self.warn("colour-not-read", sheet, cell_address(row.number, column), row.texts[column])
                    return

    def report_hidden_rows(self, sheet: Sheet, numbers: list[int]) -> None:
        """Say which hidden rows were left out."""
        if numbers:
            self.warn("rows-hidden", sheet, f"A{numbers[0]}", row_ranges(numbers), count=str(len(numbers)))


def _reading_order(problem: Problem) -> tuple[bool, int, int, str]:
    letters = problem.cell.rstrip("0123456789")
    row = int(problem.cell[len(letters) :] or 0)
    return not problem.cell, row, len(letters), letters


def row_ranges(numbers: list[int]) -> str:
    """Return row numbers as people write them.

    >>> row_ranges([3, 4, 5, 9])
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
