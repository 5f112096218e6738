"""What the text of a cell says in its column, whatever row it stands in; each different text is parsed once.

Most columns of a sheet hold few different texts: years, periods, hours, codes, crosses. What such a text says is kept
per column, so that a row costs one look per cell, and the parsers see a text only when it comes for the first time.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.records import QualificationFile
from curriculum.contract.vocabulary import ModuleField
from imports.findings import Finding
from imports.reading import Basis
from imports.structure.columns import AssignedColumn
from imports.values.competency_codes import CodeStatement, CompetencyIndex
from imports.values.hours import parse_hours
from imports.values.marks import Mark, parse_mark
from imports.values.moments import ParsedMoments, parse_periods, parse_years
from imports.values.outcomes import is_plain_line, split_lines, split_outcomes
from imports.values.work_processes import parse_work_processes

_WHETHER = frozenset(["ja", "nee", "j", "n", "x", "v", "yes", "no", "y", "✓", "✔", "√", "-", "–", "n.v.t.", "nvt"])
HOURS = {ModuleColumn.SBU: "sbu", ModuleColumn.BOT: "bot", ModuleColumn.BPV: "bpv"}
_FREE = (ModuleColumn.TITLE, ModuleColumn.DESCRIPTION, ModuleColumn.OUTCOME)
Key = TypeVar("Key")
Value = TypeVar("Value")


class CellSays(NamedTuple):
    """What a text says in its column. It is true, so that ``all`` finds a cell that has a problem (:class:`Faulty`).

    ``task`` is the core task for the other cells of the row, ``unknown`` those of ``processes`` that the qualification
    file does not have.
    """

    text: str = ""
    passages: tuple[tuple[ModuleField, str], ...] = ()
    statements: tuple[CodeStatement, ...] = ()
    processes: tuple[str, ...] = ()
    hours: tuple[tuple[str, float], ...] = ()
    years: tuple[int, ...] = ()
    periods: tuple[str, ...] = ()
    task: str = ""
    findings: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()


class Faulty(CellSays):
    """What a text says when something is the matter with it."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


SILENT = CellSays()
Parser = Callable[[str], CellSays]


class Known(dict[Key, Value]):
    """Remembers what was made of each key.

    >>> lengths = Known(len)
    >>> lengths["agenda"], dict(lengths)
    (6, {'agenda': 6})
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Key], Value]) -> None:
        self._make = make

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._make(key)
        return value


class ColumnTexts(Known[str, CellSays]):
    """What the texts of one column say; an empty cell says nothing."""

    __slots__ = ()

    def __init__(self, parse: Parser) -> None:
        super().__init__(parse)
        self[""] = SILENT


class FreeTexts:
    """Parses the texts of a column in which hardly one comes back; to remember them would cost more than it saves."""

    __slots__ = ("_parse",)

    def __init__(self, parse: Parser) -> None:
        self._parse = parse

    def __getitem__(self, text: str) -> CellSays:
        return self._parse(text) if text else SILENT


class CellParsers:
    """The parsers for the columns of one table.

    Parameters
    ----------
    competencies
        The codes that are recognised, also in ordinary text.
    qualification
        The file whose work processes are known.
    numbered_marks
        Whether 1, 2 and 3 are levels in the columns of competencies.
    """

    def __init__(
        self, competencies: CompetencyIndex, qualification: QualificationFile | None, *, numbered_marks: bool
    ) -> None:
        self._competencies = competencies
        self._processes = _KnownProcesses(qualification)
        self._numbered_marks = numbered_marks

    def texts_of(self, item: AssignedColumn, task: str = "") -> ColumnTexts | FreeTexts:
        """Return what the texts of a column say, as :meth:`parser_for` parses them."""
        parse = self.parser_for(item, task) or _say_nothing
        return FreeTexts(parse) if item.column in _FREE else ColumnTexts(parse)

    def parser_for(self, item: AssignedColumn, task: str = "") -> Parser | None:
        """Return what parses the texts of a column, nothing for a column that says nothing about a module.

        ``task`` is the core task that the row names in another column; it gives bare work processes their place.
        """
        column = item.column
        if column is None:
            return None
        if item.basis is Basis.TARGET:
            return self._mark_parser(item)
        if column in HOURS:
            return lambda text: _say_hours(text, HOURS[column], item.years)
        if column is ModuleColumn.WORK_PROCESS:
            return lambda text: self._say_processes(text, item.header.task or task)
        parsers: dict[ModuleColumn, Parser] = {
            ModuleColumn.TITLE: self._say_title,
            ModuleColumn.CODE: _say_nothing,
            ModuleColumn.YEAR: lambda text: _say_moments(text, parse_years(text)),
            ModuleColumn.PERIOD: lambda text: _say_moments(text, parse_periods(text)),
            ModuleColumn.CORE_TASK: self._say_core_task,
            ModuleColumn.COMPETENCY: self._say_competencies,
            ModuleColumn.OUTCOME: self._say_outcomes,
            ModuleColumn.DESCRIPTION: self._say_description,
            ModuleColumn.ASSESSMENT: self._say_assessments,
        }
        return parsers.get(column)

    def _say_title(self, text: str) -> CellSays:
        statements = self._competencies.scan(text)
        return CellSays(text, (), statements) if statements else SILENT

    def _say_description(self, text: str) -> CellSays:
        # A competency code that stands in ordinary text is a statement of the docent as well.
        return CellSays(text, ((ModuleField.DESCRIPTION, text),), self._competencies.scan(text))

    def _say_assessments(self, text: str) -> CellSays:
        # Each line is an assessment of its own: "kennistoets" above "portfolio". Whether there is one, or what share of
        # the mark it gives, names none.
        if text.casefold() in _WHETHER or text.endswith("%"):
            return SILENT
        passages = tuple([(ModuleField.ASSESSMENT, part) for part in split_lines(text)])
        return CellSays(text, passages, self._competencies.scan(text))

    def _say_outcomes(self, text: str) -> CellSays:
        if is_plain_line(text):
            return CellSays(text, ((ModuleField.OUTCOME, text),))  # Without a digit there is no code in it.
        passages = tuple([(ModuleField.OUTCOME, outcome) for outcome in split_outcomes(text)])
        return CellSays(text, passages, self._competencies.scan(text))

    def _say_core_task(self, text: str) -> CellSays:
        codes = parse_work_processes(text).codes
        if len(codes) == 1 and "-W" not in codes[0]:
            return CellSays(text, task=codes[0])
        return self._say_processes(text, "")

    def _say_processes(self, text: str, task: str) -> CellSays:
        codes, findings = parse_work_processes(text, task)
        unknown = tuple([code for code in codes if not self._processes.knows(code)])
        kind = Faulty if findings or unknown else CellSays
        return kind(text, processes=codes, findings=findings, unknown=unknown)

    def _say_competencies(self, text: str) -> CellSays:
        statements, findings = self._competencies.parse(text)
        return (Faulty if findings else CellSays)(text, statements=statements, findings=findings)

    def _mark_parser(self, item: AssignedColumn) -> Parser:
        if item.column is ModuleColumn.COMPETENCY:
            return lambda text: self._say_competency_mark(text, item.target)
        if item.column is ModuleColumn.WORK_PROCESS:
            return lambda text: self._say_process_mark(text, item.target)
        if item.column is ModuleColumn.YEAR:
            return lambda text: _say_moment_mark(text, item, (int(item.target),), ())
        return lambda text: _say_moment_mark(text, item, item.years, (item.target,))

    def _say_competency_mark(self, text: str, target: str) -> CellSays:
        mark = parse_mark(text, numbered=self._numbered_marks)
        if mark.verdict is None:
            return _say_no(text, mark, target)
        return CellSays(text, statements=(CodeStatement(target, mark.verdict, mark.mastery),))

    def _say_process_mark(self, text: str, target: str) -> CellSays:
        mark = parse_mark(text, numbered=self._numbered_marks)
        if mark.verdict is not None or (not mark.known and text.replace(",", "").replace(".", "").isdigit()):
            return CellSays(text, processes=(target,))
        return _say_no(text, mark, target)


def _say_nothing(text: str) -> CellSays:
    return SILENT


def _say_moments(text: str, parsed: ParsedMoments) -> CellSays:
    years, periods, findings = parsed
    return (Faulty if findings else CellSays)(text, years=years, periods=periods, findings=findings)


def _say_hours(text: str, own: str, years: tuple[int, ...] = ()) -> CellSays:
    parsed = parse_hours(text)
    named = ((own, parsed.plain), ("sbu", parsed.sbu), ("bot", parsed.bot), ("bpv", parsed.bpv))
    hours = tuple([(name, value) for name, value in named if value is not None])
    return (Faulty if parsed.problems else CellSays)(
        text, hours=hours, years=years if hours else (), findings=parsed.problems
    )


def _say_moment_mark(text: str, item: AssignedColumn, years: tuple[int, ...], periods: tuple[str, ...]) -> CellSays:
    mark = parse_mark(text)
    if mark.verdict is not None or (not mark.known and parse_hours(text).plain):
        return CellSays(text, years=years, periods=periods)
    return _say_no(text, mark, item.header.text)


def _say_no(text: str, mark: Mark, target: str) -> CellSays:
    """Return what a mark says that is no cross: nothing, or that nobody can read it."""
    return SILENT if mark.known else Faulty(text, findings=(Finding("mark-unclear", text, (("target", target),)),))


class _KnownProcesses:
    """Tells which codes a qualification file has, as far as it is verified."""

    def __init__(self, qualification: QualificationFile | None) -> None:
        self._tasks = {code for code, _ in qualification.core_tasks} if qualification else set()
        self._processes = {process.code for process in qualification.work_processes} if qualification else set()
        self._described = {process.core_task for process in qualification.work_processes} if qualification else set()

    def knows(self, code: str) -> bool:
        """Return whether the file has this code, or says too little to deny it."""
        if not self._tasks:
            return True
        task, _, process = code.partition("-W")
        return task in self._tasks and (not process or task not in self._described or code in self._processes)
