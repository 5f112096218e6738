"""Decides what each column of a table is: by its header, by the headers above it, or by a person's choice."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from curriculum.contract.columns import SPECS, ModuleColumn
from imports.competency_codes import CompetencyIndex
from imports.frameworks import load_qualification_file
from imports.headers import match_header, normalise_header
from imports.moments import parse_place
from imports.reading import Basis
from imports.work_processes import parse_work_processes

_STARTS_WITH_PROCESS = re.compile(
    r"^(?:[BP]\s?\d[-–—. ]?K\s?\d|W(?:P)?\s?\d|K\s?\d[-–—. ]?W|wp\.?\s?\d|werkproces\s*\d|\d\.\d{1,2}(?!\d))",
    re.IGNORECASE,
)
_CORE_TASK = re.compile(r"(?<![^\W\d_])([BP])\s?(\d)\s?[-–—. ]?\s?K\s?0?(\d)(?!\d)", re.IGNORECASE)
_PERIOD_HEADER = re.compile(
    r"^(?:p|per|periode|period|blok|kwartaal|semester|sem|block|q|k|bl)\.?\s?\d{1,2}$|^\d\.\d$", re.IGNORECASE
)
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above one column and what it says: a known column, or a target that marks point at."""

    text: str
    column: ModuleColumn | None = None
    confidence: float = 0.0
    weak: bool = False
    rank: int = 0
    target: str = ""
    target_column: ModuleColumn | None = None
    years: tuple[int, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether the header is a name that means this and nothing else."""
        return self.column is not None and self.confidence >= _SURE and not self.weak

    @property
    def is_name(self) -> bool:
        """Whether this is the header of the module's own name or code."""
        return self.column in (ModuleColumn.TITLE, ModuleColumn.CODE)


class HeaderReader:
    """Reads header texts against the column contract, the work processes and one framework."""

    def __init__(self, competencies: CompetencyIndex) -> None:
        self._competencies = competencies
        self._known: dict[tuple[str, ...], Header] = {}

    def read(self, stack: tuple[str, ...]) -> Header:
        """Return what the texts above a column say, from the top row down."""
        header = self._known.get(stack)
        if header is None:
            header = self._known[stack] = self._read(stack)
        return header

    @staticmethod
    def names_a_module(columns: Collection[ModuleColumn]) -> bool:
        """Return whether a table with these columns says which module a row is about."""
        return ModuleColumn.TITLE in columns or ModuleColumn.CODE in columns

    @staticmethod
    def is_group(text: str) -> bool:
        """Return whether a text groups the columns below it: a core task, a year."""
        if len(text) > 120:
            return False
        return _CORE_TASK.search(text) is not None or bool(parse_place(text).years and len(text.split()) <= 3)

    def _read(self, stack: tuple[str, ...]) -> Header:
        distinct = tuple(dict.fromkeys(stack))
        if not distinct:
            return Header("")
        text = " / ".join(distinct)
        bottom, upper = distinct[-1], distinct[:-1]
        target = self._read_target(bottom, upper)
        if target is not None:
            code, column, years = target
            return Header(text, target=code, target_column=column, years=years)
        candidates = [bottom, " ".join(distinct), *reversed(upper)]
        best: Header | None = None
        for candidate in candidates:
            match = match_header(candidate)
            if match is None:
                continue
            names = SPECS[match.column].weak_synonyms if match.weak else SPECS[match.column].synonyms
            normalised = [normalise_header(name) for name in names]
            rank = normalised.index(match.synonym) if match.synonym in normalised else len(names)
            found = Header(text, match.column, match.confidence, match.weak, rank)
            if best is None or (found.is_sure and not best.is_sure):
                best = found
        return best or Header(text)

    def _read_target(self, bottom: str, upper: tuple[str, ...]) -> tuple[str, ModuleColumn, tuple[int, ...]] | None:
        if len(bottom) > 120:
            return None
        competency = self._competencies.find(bottom)
        if competency is not None:
            return competency, ModuleColumn.COMPETENCY, ()
        process = self._read_process(bottom, upper)
        if process:
            return process, ModuleColumn.WORK_PROCESS, ()
        if _PERIOD_HEADER.match(bottom.strip()):
            years = tuple(year for text in upper for year in parse_place(text).years)
            place = parse_place(bottom)
            periods = place.periods or ((bottom.strip()[2:],) if re.fullmatch(r"\d\.\d", bottom.strip()) else ())
            if re.fullmatch(r"\d\.\d", bottom.strip()):
                years = (int(bottom.strip()[0]),)
            if len(periods) == 1:
                return periods[0], ModuleColumn.PERIOD, years
        return None

    def _read_process(self, bottom: str, upper: tuple[str, ...]) -> str:
        task = ""
        for text in upper:
            found = _CORE_TASK.search(text)
            if found:
                task = f"{found[1].upper()}{found[2]}-K{found[3]}"
        if _STARTS_WITH_PROCESS.match(bottom.strip()):
            head = re.split(r"[:\n]|\s(?=[A-Z][a-z]{3})", bottom.strip(), maxsplit=1)[0]
            codes = parse_work_processes(head, task).codes or parse_work_processes(bottom, task).codes
            if len(codes) == 1:
                return codes[0]
        return self._process_titles.get(normalise_header(bottom), "")

    @cached_property
    def _process_titles(self) -> dict[str, str]:
        qualification = load_qualification_file()
        return {normalise_header(process.title): process.code for process in qualification.work_processes}


@dataclass(frozen=True, slots=True)
class AssignedColumn:
    """The decision on one column: what it is, why, and (for marks) what its marks point at."""

    header: Header
    column: ModuleColumn | None
    confidence: float
    basis: Basis
    target: str = ""
    years: tuple[int, ...] = ()
    rival: str = ""


def assign_columns(
    headers: Mapping[int, Header], choices: Mapping[int, ModuleColumn | None], texts: Mapping[int, int]
) -> dict[int, AssignedColumn]:
    """Return what each column is taken for, so that no meaning that occurs once is given twice.

    Parameters
    ----------
    headers
        What stands above each 0-based column.
    choices
        A person's word on a column; it wins over everything.
    texts
        How many of the first rows hold ordinary text (no mark, no number) in each column.
    """
    assigned: dict[int, AssignedColumn] = {}
    taken: dict[ModuleColumn, int] = {}
    for column, chosen in choices.items():
        if column in headers:
            basis = Basis.CHOICE
            assigned[column] = AssignedColumn(headers[column], chosen, 1.0, basis)
            if chosen is not None:
                taken[chosen] = column
    periods = sum(header.target_column is ModuleColumn.PERIOD for header in headers.values())
    order = sorted(
        (column for column in headers if column not in assigned),
        key=lambda column: (not headers[column].is_sure, -headers[column].confidence, headers[column].rank, column),
    )
    for column in order:
        assigned[column] = _assign(column, headers, taken, periods)
    if ModuleColumn.TITLE not in taken:
        _take_first_text_column(headers, assigned, taken, texts)
    return dict(sorted(assigned.items()))


def _assign(column: int, headers: Mapping[int, Header], taken: dict[ModuleColumn, int], periods: int) -> AssignedColumn:
    header = headers[column]
    if header.target and header.target_column is ModuleColumn.PERIOD and periods == 1:
        # A single "Periode 1" is a column with periods, not the first of a row of periods.
        taken.setdefault(ModuleColumn.PERIOD, column)
        return AssignedColumn(header, ModuleColumn.PERIOD, _SURE, Basis.NAME)
    if header.target:
        return AssignedColumn(header, header.target_column, 1.0, Basis.TARGET, header.target, header.years)
    wanted = header.column
    if wanted is None:
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN)
    basis = Basis.NAME if header.confidence >= _SURE else Basis.GUESS
    if wanted in taken and not SPECS[wanted].repeatable:
        rival = "" if header.weak else headers[taken[wanted]].text
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN, rival=rival)
    taken.setdefault(wanted, column)
    return AssignedColumn(header, wanted, header.confidence, basis)


def _take_first_text_column(
    headers: Mapping[int, Header],
    assigned: dict[int, AssignedColumn],
    taken: dict[ModuleColumn, int],
    texts: Mapping[int, int],
) -> None:
    """A matrix often has nothing above its first column: the names of the modules."""
    if not any(item.basis is Basis.TARGET for item in assigned.values()):
        return
    first_target = min(column for column, item in assigned.items() if item.basis is Basis.TARGET)
    free = [
        column
        for column, item in assigned.items()
        if item.column is None and column < first_target and texts.get(column)
    ]
    if free and ModuleColumn.CODE not in taken:
        best = max(free, key=lambda column: (texts[column], -column))
        assigned[best] = AssignedColumn(headers[best], ModuleColumn.TITLE, 0.7, Basis.GUESS)
