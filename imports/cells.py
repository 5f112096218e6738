"""Hands each cell of a module row to the parser of its column and keeps what it says, with every problem in place."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import Passage, QualificationFile, Statement, WorkProcessMention
from curriculum.contract.vocabulary import ModuleField
from imports.columns import AssignedColumn
from imports.competency_codes import CodeStatement, CompetencyIndex
from imports.findings import Finding
from imports.hours import ParsedHours, parse_hours
from imports.marks import parse_mark
from imports.modules import ModuleDraft, hours_problem
from imports.moments import ParsedMoments, parse_periods, parse_years
from imports.outcomes import split_outcomes
from imports.reading import Basis
from imports.sheets import FaultKind, Row, Sheet, cell_address, column_letters
from imports.work_processes import parse_work_processes

_Handler = Callable[[int, int, str, ModuleDraft], None]
_MANY = 8
_ORDER = {
    ModuleColumn.CORE_TASK: 0,
    ModuleColumn.DESCRIPTION: 2,
    ModuleColumn.OUTCOME: 3,
    ModuleColumn.ASSESSMENT: 4,
}
_HOURS = {ModuleColumn.SBU: "sbu", ModuleColumn.BOT: "bot", ModuleColumn.BPV: "bpv"}
_TEXTS = {ModuleColumn.DESCRIPTION: ModuleField.DESCRIPTION, ModuleColumn.ASSESSMENT: ModuleField.ASSESSMENT}
# Text in which a date is a slip of Excel ("1-2" became 1 February), not something that was meant.
_NO_DATES = (
    ModuleColumn.CODE,
    ModuleColumn.PERIOD,
    ModuleColumn.YEAR,
    ModuleColumn.WORK_PROCESS,
    ModuleColumn.CORE_TASK,
)


class _ProcessCheck:
    """Tells which codes a qualification file has, as far as it is verified."""

    def __init__(self, qualification: QualificationFile | None) -> None:
        self.name = qualification.code if qualification else ""
        self._tasks = {code for code, _ in qualification.core_tasks} if qualification else set()
        self._processes = {process.code for process in qualification.work_processes} if qualification else set()
        self._described = {process.core_task for process in qualification.work_processes} if qualification else set()
        self._asked = self._unknown = 0

    @property
    def mostly_unknown(self) -> bool:
        """Whether more than half of the codes so far are not in the file."""
        return self._unknown * 2 > self._asked

    def knows(self, code: str) -> bool:
        """Return whether the file has this code, or says too little to deny it."""
        if not self._tasks:
            return True
        task, _, process = code.partition("-W")
        known = task in self._tasks and (not process or task not in self._described or code in self._processes)
        self._asked += 1
        self._unknown += not known
        return known


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
        self._sheet = sheet
        self._faults = sheet.faults
        self._columns = columns
        self._competencies = competencies
        self._place = place
        self._numbered_marks = numbered_marks
        self._carried: dict[int, int] = {}
        self._task = ""
        self._row_years: dict[int, None] = {}
        self._row_periods: dict[str, None] = {}
        self._letters = {column: column_letters(column) for column in columns}
        # The core task comes first, because it gives bare work processes of the same row their place; the texts last,
        # in the order in which a module keeps them.
        ordered = sorted(columns, key=lambda column: _ORDER.get(columns[column].column or ModuleColumn.TITLE, 1))
        handlers = [(column, self._handler(columns[column])) for column in ordered]
        self._steps = [(column, handler) for column, handler in handlers if handler is not None]
        self._kept = [
            (column, item.header.text, self._letters[column])
            for column, item in columns.items()
            if item.column is not ModuleColumn.TEACHER
        ]
        kinds = {column: item.column or ModuleColumn.DESCRIPTION for column, item in columns.items()}
        self._text_fields = {column: _TEXTS[kind] for column, kind in kinds.items() if kind in _TEXTS}
        self._hour_names = {column: _HOURS[kind] for column, kind in kinds.items() if kind in _HOURS}
        self._headers = {column: item.header.text for column, item in columns.items()}
        self._unknown_competencies: dict[int, list[Problem]] = {}
        self._known_competencies: set[int] = set()
        self._unknown_processes: list[Problem] = []
        self._check = _ProcessCheck(qualification)

    def read_row(
        self, row: Row, texts: Sequence[str], module: ModuleDraft, section: ParsedMoments, *, continued: bool = False
    ) -> None:
        """Read one row into a module; a row without its own year and period gets those of its section or sheet."""
        self._task = ""
        self._row_years, self._row_periods = {}, {}
        number = row.number
        for column, handler in self._steps:
            text = texts[column]
            if text:
                handler(number, column, text, module)
        module.raw_rows.append((self._kept, number, row.texts))
        if not continued:
            years = self._row_years or dict.fromkeys(section.years or self._place.years)
            periods = self._row_periods or dict.fromkeys(section.periods or self._place.periods)
        else:
            years, periods = self._row_years, self._row_periods
        module.years.update(years)
        module.periods.update(periods)
        if self._task and not any(code.startswith(f"{self._task}-") for code in module.work_processes):
            module.work_processes.setdefault(self._task, WorkProcessMention(self._task, self._task, self._sheet.name))

    def note_carried(self, column: int, row: int) -> None:
        """Remember that an empty cell was read as the one above it."""
        self._carried.setdefault(column, row)

    def finish(self) -> list[Problem]:
        """Return the problems of the cells and those of whole columns."""
        for column, row in self._carried.items():
            self._add(Finding("cells-carried-down", self._headers[column]), row, column)
        for column, problems in self._unknown_competencies.items():
            if column in self._known_competencies or len(problems) < 3:
                self.problems.extend(problems)
            else:
                # Not one cell of the column names a competency: the column means something else, said once.
                finding = Finding("competency-column-unclear", problems[0].value, (("header", self._headers[column]),))
                self.problems.append(self._problem(finding, problems[0].cell))
        if len(self._unknown_processes) > _MANY and self._check.mostly_unknown:
            # The sheet follows another qualification file; that is said once.
            first = self._unknown_processes[0]
            self.problems.append(replace(first, code="work-processes-of-other-file"))
        else:
            self.problems.extend(self._unknown_processes)
        return self.problems

    def _handler(self, item: AssignedColumn) -> _Handler | None:
        if item.basis is Basis.TARGET:
            return {
                ModuleColumn.COMPETENCY: self._read_competency_mark,
                ModuleColumn.WORK_PROCESS: self._read_process_mark,
                ModuleColumn.PERIOD: self._read_period_mark,
                ModuleColumn.YEAR: self._read_year_mark,
            }[item.column or ModuleColumn.PERIOD]
        if item.column in _HOURS:
            return self._read_hours
        if item.column in _TEXTS:
            return self._read_text
        handlers: dict[ModuleColumn, _Handler] = {
            ModuleColumn.TITLE: self._check_title,
            ModuleColumn.CODE: self._check_date,
            ModuleColumn.YEAR: self._read_years,
            ModuleColumn.PERIOD: self._read_periods,
            ModuleColumn.CORE_TASK: self._read_core_task,
            ModuleColumn.WORK_PROCESS: self._read_processes,
            ModuleColumn.COMPETENCY: self._read_competencies,
            ModuleColumn.OUTCOME: self._read_outcomes,
        }
        return handlers.get(item.column) if item.column is not None else None

    def _problem(self, finding: Finding, cell: str) -> Problem:
        return Problem(
            finding.code, finding.severity, self.file, self._sheet.name, cell, finding.value[:200], finding.params
        )

    def _add(self, finding: Finding, row: int, column: int) -> None:
        self.problems.append(self._problem(finding, cell_address(row, column)))

    def _check_date(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        if not self._faults:
            return
        fault = self._faults.get((row, column))
        if fault is not None and fault.kind is FaultKind.DATE and self._columns[column].column in _NO_DATES:
            self._add(Finding("date-instead-of-text", text), row, column)

    def _check_title(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        self._scan_codes(row, column, text, module)

    def _read_text(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        field = self._text_fields[column]
        module.add_passage(Passage(field, text, self._sheet.name, f"{self._letters[column]}{row}"))
        self._scan_codes(row, column, text, module)

    def _read_outcomes(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        cell = f"{self._letters[column]}{row}"
        for outcome in split_outcomes(text):
            module.add_passage(Passage(ModuleField.OUTCOME, outcome, self._sheet.name, cell))
        self._scan_codes(row, column, text, module)

    def _scan_codes(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        """A competency code that stands in ordinary text is a statement of the docent as well."""
        for statement in self._competencies.scan(text):
            self._state(statement, row, column, text, module)

    def _read_years(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        self._take_moments(parse_years(text), row, column, text, module)

    def _read_periods(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        self._take_moments(parse_periods(text), row, column, text, module)

    def _take_moments(self, parsed: ParsedMoments, row: int, column: int, text: str, module: ModuleDraft) -> None:
        fault = self._faults.get((row, column)) if self._faults else None
        if fault is not None and fault.kind is FaultKind.DATE:
            self._check_date(row, column, text, module)
            return
        for year in parsed.years:
            self._row_years[year] = None
        for period in parsed.periods:
            self._row_periods[period] = None
        for finding in parsed.problems:
            self._add(finding, row, column)

    def _read_hours(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        own = self._hour_names[column]
        typed = self._sheet.numbers.get((row, column))
        if typed is None and text.isdecimal() and len(text) < 4:
            # The most common cell of all: a plain number, the same in many rows.
            hours = float(text)
            if module.hours.setdefault(own, hours) == hours:
                return
        parsed = ParsedHours(plain=typed) if typed is not None and typed >= 0 else parse_hours(text)
        for finding in parsed.problems:
            self._add(finding, row, column)
        for name, value in ((own, parsed.plain), ("sbu", parsed.sbu), ("bot", parsed.bot), ("bpv", parsed.bpv)):
            if value is None:
                continue
            if module.hours.setdefault(name, value) != value:
                self.problems.append(
                    hours_problem(module, name, value, self.file, self._sheet.name, cell_address(row, column))
                )

    def _read_core_task(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        parsed = parse_work_processes(text)
        tasks = [code for code in parsed.codes if "-W" not in code]
        if len(tasks) == 1 and len(parsed.codes) == 1:
            self._task = tasks[0]
        else:
            self._take_processes(text, "", row, column, module)

    def _read_processes(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        self._check_date(row, column, text, module)
        self._take_processes(text, self._columns[column].header.task or self._task, row, column, module)

    def _take_processes(self, text: str, task: str, row: int, column: int, module: ModuleDraft) -> None:
        parsed = parse_work_processes(text, task)
        cell = f"{self._letters[column]}{row}"
        for code in parsed.codes:
            module.work_processes.setdefault(code, WorkProcessMention(code, text, self._sheet.name, cell))
            if not self._check.knows(code):
                params = (("code", code), ("file", self._check.name))
                self._unknown_processes.append(self._problem(Finding("work-process-unknown", text, params), cell))
        for finding in parsed.problems:
            self._add(finding, row, column)

    def _read_competencies(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        parsed = self._competencies.parse(text)
        for statement in parsed.statements:
            self._state(statement, row, column, text, module)
        if parsed.statements:
            self._known_competencies.add(column)
        for finding in parsed.problems:
            problem = self._problem(finding, cell_address(row, column))
            self._unknown_competencies.setdefault(column, []).append(problem)

    def _state(self, statement: CodeStatement, row: int, column: int, text: str, module: ModuleDraft) -> None:
        cell = f"{self._letters[column]}{row}"
        module.add_statement(
            Statement(statement.code, statement.verdict, statement.mastery, text, self._sheet.name, cell)
        )

    def _read_competency_mark(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        mark = parse_mark(text, numbered=self._numbered_marks)
        if mark.verdict is not None:
            code = CodeStatement(self._columns[column].target, mark.verdict, mark.mastery)
            self._state(code, row, column, text, module)
        elif not mark.known:
            self._add(Finding("mark-unclear", text, (("target", self._columns[column].target),)), row, column)

    def _read_process_mark(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        mark = parse_mark(text, numbered=self._numbered_marks)
        target = self._columns[column].target
        if mark.verdict is not None or (not mark.known and text.replace(",", "").replace(".", "").isdigit()):
            cell = f"{self._letters[column]}{row}"
            module.work_processes.setdefault(target, WorkProcessMention(target, text, self._sheet.name, cell))
        elif not mark.known:
            self._add(Finding("mark-unclear", text, (("target", target),)), row, column)

    def _read_year_mark(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        item = self._columns[column]
        mark = parse_mark(text)
        if mark.verdict is not None or (not mark.known and parse_hours(text).plain):
            self._row_years[int(item.target)] = None
        elif not mark.known:
            self._add(Finding("mark-unclear", text, (("target", item.header.text),)), row, column)

    def _read_period_mark(self, row: int, column: int, text: str, module: ModuleDraft) -> None:
        item = self._columns[column]
        mark = parse_mark(text)
        if mark.verdict is not None or (not mark.known and parse_hours(text).plain):
            self._row_periods[item.target] = None
            self._row_years.update(dict.fromkeys(item.years))
        elif not mark.known:
            self._add(Finding("mark-unclear", text, (("target", item.header.text),)), row, column)
