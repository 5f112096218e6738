"""Reads the cells of a module row: asks what each text says in its column, and gives every problem its place.

Nearly all rows have nothing to tell: their texts are known or parsed without a problem, and their hours agree. Those
cost one look per cell. Only for a row with something to tell every cell is gone through.
"""

from collections.abc import Sequence
from dataclasses import replace
from operator import getitem

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import QualificationFile
from imports.cell_texts import (
    HOURS,
    SILENT,
    CellParsers,
    CellSays,
    ColumnTexts,
    Faulty,
    FreeTexts,
    Known,
)
from imports.drafts import ModuleDraft, ReadRow, RowPlan
from imports.findings import Finding
from imports.modules import hours_problem
from imports.reading import Basis
from imports.sheets import FaultKind, Row, Sheet, cell_address, column_letters, picker
from imports.structure.columns import AssignedColumn
from imports.values.competency_codes import CompetencyIndex
from imports.values.hours import parse_hours
from imports.values.moments import ParsedMoments

_MANY = 8
_ORDER = {
    ModuleColumn.CORE_TASK: 0,
    ModuleColumn.DESCRIPTION: 2,
    ModuleColumn.OUTCOME: 3,
    ModuleColumn.ASSESSMENT: 4,
}
_MOMENTS = (ModuleColumn.PERIOD, ModuleColumn.YEAR)
# Text in which a date is a slip of Excel ("1-2" became 1 February), not something that was meant.
_NO_DATES = (ModuleColumn.CODE, ModuleColumn.WORK_PROCESS, *_MOMENTS)
Cells = tuple[CellSays, ...]


class CellReader:
    """Reads the cells of one table; one instance per table, called once per module row."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        columns: dict[int, AssignedColumn],
        competencies: CompetencyIndex,
        place: ParsedMoments,
        *,
        qualification: QualificationFile | None,
        numbered_marks: bool,
    ) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.task = ""  # The core task that a row above a part of the table names.
        self._sheet = sheet
        self._columns = columns
        self._qualification = qualification.code if qualification else ""
        self._parsers = CellParsers(competencies, qualification, numbered_marks=numbered_marks)
        self._carried: dict[int, int] = {}
        self._dates = self._slips_of_excel()
        # The core task comes first, because it gives bare work processes of the same row their place; the texts last,
        # in the order in which a module keeps them.
        ordered = sorted(columns, key=lambda column: _ORDER.get(columns[column].column or ModuleColumn.TITLE, 1))
        self._read = [column for column in ordered if self._is_read(column)]
        self._pick = picker(self._read)
        self._texts = [self._texts_in(column) for column in self._read]
        self._texts_below: Known[str, list[ColumnTexts | FreeTexts]] = Known(self._texts_of_task)
        self._tasks = self._places_of(ModuleColumn.CORE_TASK)
        self._hours = [(place, HOURS[kind]) for kind in HOURS for place in self._places_of(kind)]
        self._parts = self._parts_of_hours()
        self._pick_hours = picker([self._read[place] for place, _ in (*self._hours, *self._parts)])
        self._together = Known(self._add_hours)
        self._competencies = self._places_of(ModuleColumn.COMPETENCY)
        self._processes = (*self._tasks, *self._places_of(ModuleColumn.WORK_PROCESS))
        letters = {column: column_letters(column) for column in columns}
        kept = [
            (column, item.header.text, letters[column])
            for column, item in columns.items()
            if item.column is not ModuleColumn.TEACHER
        ]
        self._plan = RowPlan(sheet.name, tuple([letters[column] for column in self._read]), kept, place)
        self._rows: list[ReadRow] = []
        self._unknown_competencies: dict[int, list[Problem]] = {}
        self._unknown_processes: list[Problem] = []

    def read_row(
        self, row: Row, texts: Sequence[str], module: ModuleDraft, section: ParsedMoments, *, continued: bool = False
    ) -> None:
        """Read one row into a module; ``texts`` are those of the row with what merged cells and rows above add.

        A row that does not go on with the one above it and has no year or period gets those of its section.
        """
        number = row.number
        known = self._texts
        if self._tasks or self.task:
            known = self._texts_below[self._task_of(texts)]
        cells = tuple(map(getitem, known, self._pick(texts)))
        hours = self._together[self._pick_hours(texts)]
        if self._sheet.numbers:
            as_shown, cells = cells, self._with_typed_hours(number, texts, cells)
            hours = hours if cells is as_shown else None
        if number in self._dates:
            cells = self._with_dates(number, texts, cells)
        if hours is None or (hours and module.hours) or not all(cells):
            self._tell(number, cells, module)
        elif hours:
            module.hours = hours
        read = ReadRow(self._plan, number, row.texts, cells, None if continued else section)
        module.parts.append(read)
        self._rows.append(read)

    def note_carried(self, column: int, row: int) -> None:
        """Remember that an empty cell was read as the one above it."""
        self._carried.setdefault(column, row)

    def finish(self) -> list[Problem]:
        """Return the problems of the cells and those of whole columns."""
        for column, row in self._carried.items():
            finding = Finding("cells-carried-down", self._columns[column].header.text)
            self.problems.append(self._problem(finding, cell_address(row, column)))
        for place, problems in self._unknown_competencies.items():
            if len(problems) < 3 or any(read.cells[place].statements for read in self._rows):
                self.problems.extend(problems)
            else:
                # Not one cell of the column names a competency: the column means something else, said once.
                header = self._columns[self._read[place]].header.text
                finding = Finding("competency-column-unclear", problems[0].value, (("header", header),))
                self.problems.append(self._problem(finding, problems[0].cell))
        if len(self._unknown_processes) > _MANY and self._are_mostly_unknown():
            # The sheet follows another qualification file; that is said once.
            first = self._unknown_processes[0]
            self.problems.append(replace(first, code="work-processes-of-other-file"))
        else:
            self.problems.extend(self._unknown_processes)
        return self.problems

    def _are_mostly_unknown(self) -> bool:
        """Whether more than half of the codes in the cells are not in the qualification file."""
        asked = sum(len(read.cells[place].processes) for read in self._rows for place in self._processes)
        return len(self._unknown_processes) * 2 > asked

    def _is_read(self, column: int) -> bool:
        """Whether the cells of a column say something; a code says nothing but its own, unless it became a date."""
        item = self._columns[column]
        if item.column is ModuleColumn.CODE:
            return any(column in dated for dated in self._dates.values())
        return self._parsers.parser_for(item) is not None

    def _texts_in(self, column: int, task: str = "") -> ColumnTexts | FreeTexts:
        return self._parsers.texts_of(self._columns[column], task)

    def _places_of(self, kind: ModuleColumn) -> list[int]:
        """Return where among the cells that are read those columns stand whose cells name things of this kind."""
        return [
            place
            for place, column in enumerate(self._read)
            if self._columns[column].column is kind and self._columns[column].basis is not Basis.TARGET
        ]

    def _texts_of_task(self, task: str) -> list[ColumnTexts | FreeTexts]:
        """Return what is known of the texts in rows of a core task; only its work processes may mean something else."""
        processes = self._places_of(ModuleColumn.WORK_PROCESS)
        return [
            self._texts_in(self._read[place], task) if place in processes else known
            for place, known in enumerate(self._texts)
        ]

    def _task_of(self, texts: Sequence[str]) -> str:
        task = self.task
        for place in self._tasks:
            text = texts[self._read[place]]
            task = (text and self._texts[place][text].task) or task
        return task

    def _add_hours(self, texts: tuple[str, ...]) -> dict[str, float] | None:
        """Return what the hours of a row say together, nothing when they contradict each other."""
        hours: dict[str, float] = {}
        for (place, _), text in zip(self._hours, texts, strict=False):
            for name, value in self._texts[place][text].hours:
                if hours.setdefault(name, value) != value:
                    return None
        return {**self._sum_parts(texts[len(self._hours) :]), **hours}

    def _parts_of_hours(self) -> list[tuple[int, str]]:
        """Return the columns with the hours of one year or period, for kinds of hours without a column of their own."""
        own = {name for _, name in self._hours}
        parts = []
        for place, column in enumerate(self._read):
            item = self._columns[column]
            if item.basis is Basis.TARGET and item.header.hours is not None and HOURS[item.header.hours] not in own:
                parts.append((place, HOURS[item.header.hours]))
        return parts

    def _sum_parts(self, texts: Sequence[str]) -> dict[str, float]:
        """Return the hours of all years together; a cell with a cross says nothing of hours."""
        sums: dict[str, float] = {}
        for (_, name), text in zip(self._parts, texts, strict=True):
            value = parse_hours(text).plain if text else None
            if value is not None:
                sums[name] = round(sums.get(name, 0) + value, 2)
        return sums

    def _slips_of_excel(self) -> dict[int, set[int]]:
        """Return the columns of each row in which a text has become a date."""
        dates: dict[int, set[int]] = {}
        for (row, column), fault in self._sheet.faults.items():
            item = self._columns.get(column)
            if fault.kind is not FaultKind.DATE or item is None or item.basis is Basis.TARGET:
                continue
            if item.column in _NO_DATES:
                dates.setdefault(row, set()).add(column)
        return dates

    def _with_typed_hours(self, number: int, texts: Sequence[str], cells: Cells) -> Cells:
        """Return what the cells say when a number counts as Excel keeps it: "1.200" may be 1.2 hours or 1,200."""
        for place, own in self._hours:
            column = self._read[place]
            typed = self._sheet.numbers.get((number, column))
            if typed is None or texts[column].endswith("%"):
                continue  # A quarter of the hours is not a quarter of an hour.
            if typed >= 0 and texts[column] and cells[place].hours != ((own, typed),):
                cells = (*cells[:place], CellSays(texts[column], hours=((own, typed),)), *cells[place + 1 :])
        return cells

    def _with_dates(self, number: int, texts: Sequence[str], cells: Cells) -> Cells:
        """Return what the cells say when a date among them is a slip of Excel."""
        changed = list(cells)
        for place, column in enumerate(self._read):
            if column in self._dates[number] and texts[column]:
                # Of a year or period nothing is left in the date; a work process is still read.
                said = SILENT if self._columns[column].column in _MOMENTS else cells[place]
                finding = Finding("date-instead-of-text", texts[column])
                changed[place] = Faulty(*said)._replace(findings=(finding, *said.findings))
        return tuple(changed)

    def _tell(self, number: int, cells: Cells, module: ModuleDraft) -> None:
        """Go through the cells of a row in which at least one has a problem, or states hours beside those known."""
        for place, says in enumerate(cells):
            cell = f"{self._plan.letters[place]}{number}"
            for code in says.unknown:
                finding = Finding("work-process-unknown", says.text, (("code", code), ("file", self._qualification)))
                self._unknown_processes.append(self._problem(finding, cell))
            for finding in says.findings:
                problem = self._problem(finding, cell)
                if place in self._competencies:
                    self._unknown_competencies.setdefault(place, []).append(problem)
                else:
                    self.problems.append(problem)
            for name, value in says.hours:
                if not module.state_hours(name, value):
                    self.problems.append(hours_problem(module, name, value, self.file, self._sheet.name, cell))

        for name, value in self._sum_parts([cells[place].text for place, _ in self._parts]).items():
            if not module.state_hours(name, value):
                cell = f"{self._plan.letters[self._parts[0][0]]}{number}"
                self.problems.append(hours_problem(module, name, value, self.file, self._sheet.name, cell))

    def _problem(self, finding: Finding, cell: str) -> Problem:
        return Problem(
            finding.code, finding.severity, self.file, self._sheet.name, cell, finding.value[:200], finding.params
        )
