"""Reads what stands above a column: a known column, hours of a year, or a code that marks point at."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from imports.frameworks import load_qualification_file
from imports.reading import Basis
from imports.structure.headers import find_hours, match_header, normalise_header, split_hours
from imports.values.competency_codes import CompetencyIndex
from imports.values.moments import parse_place
from imports.values.work_processes import parse_work_processes

_STARTS_WITH_PROCESS = re.compile(
    r"^(?:[BP]\s?\d[-–—. ]?K\s?\d|W(?:P)?\s?\d|K\s?\d[-–—. ]?W|wp\.?\s?\d|werkproces\s*\d|\d\.\d{1,2}(?!\d))",
    re.IGNORECASE,
)
_CORE_TASK = re.compile(r"(?<![^\W\d_])([BP])\s?(\d)\s?[-–—. ]?\s?K\s?0?(\d)(?!\d)", re.IGNORECASE)
_WEEKS = re.compile(
    r"\(?(?:\d{1,2} ?(?:wk|weken)|(?:wk|week|weken) ?\d.{0,12}|\d{1,2} ?[-–] ?\d{1,2})\.?\)?", re.IGNORECASE
)
_PERIOD_HEADER = re.compile(
    r"^(?:(?:leerjaar|jaar|lj|j)\.?\s?[1-6]\s*[-–/,.]?\s*)?"
    r"(?:p|per|periode|period|blok|kwartaal|semester|sem|block|q|k|bl)\.?\s?\d{1,2}$|^\d\.\d$",
    re.IGNORECASE,
)
_YEAR_HEADER = re.compile(r"^(?:leerjaar|studiejaar|jaar|lj|year|j)\.?\s?[1-6]$|^[1-6]e\s(?:leer)?jaar$", re.IGNORECASE)
GUESSED_BELOW = 0.88
SURE = 0.95  # From here a header is a known name; below, it is a known name with something added.


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above one column and what it says: a known column, or a target that marks point at.

    ``by_group``: only the name of the group above it is known ("Uren" above "Klas"), not the name of the column.
    ``hours``: what kind of hours stands below the year or period that is the target ("BOT leerjaar 1").
    """

    text: str
    column: ModuleColumn | None = None
    confidence: float = 0.0
    weak: bool = False
    rank: int = 0
    target: str = ""
    target_column: ModuleColumn | None = None
    years: tuple[int, ...] = ()
    task: str = ""
    unknown_code: bool = False
    by_group: bool = False
    hours: ModuleColumn | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the header is a name that means this and nothing else."""
        return self.column is not None and self.confidence >= SURE and not self.weak

    @property
    def is_longer_name(self) -> bool:
        """Whether a known name was found in a longer header, which may mean something else ("SBU per student")."""
        return self.column is not None and self.confidence < SURE and not self.weak

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
    def names_a_module(columns: Collection[ModuleColumn | None]) -> bool:
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
        if target is None and upper and _WEEKS.fullmatch(bottom.strip()):
            target = self._read_target(upper[-1], upper[:-1])  # Weeks below a period only say when that is.
        if target is not None:
            code, column, years = target
            hours = find_hours(upper) if column in (ModuleColumn.YEAR, ModuleColumn.PERIOD) else None
            return Header(text, target=code, target_column=column, years=years, hours=hours)
        kind, rest = split_hours(bottom)
        moment = self._read_moment(rest, upper) if kind is not None else None
        if moment is not None:
            code, column, years = moment
            return Header(text, target=code, target_column=column, years=years, hours=kind)
        task = core_task_in((*upper, bottom))
        candidates = [bottom, " ".join(distinct), *reversed(upper)]
        groups = {normalise_header(group) for group in upper}
        best: Header | None = None
        for candidate in candidates:
            match = match_header(candidate)
            if match is None:
                continue
            by_group = candidate is not bottom and match.synonym in groups
            if by_group and best is not None and _are_kin(best.column, match.column):
                continue  # "Nr" below "Module" is its code, though "Module" is the surer name.
            names = SPECS[match.column].weak_synonyms if match.weak else SPECS[match.column].synonyms
            normalised = [normalise_header(name) for name in names]
            rank = normalised.index(match.synonym) if match.synonym in normalised else len(names)
            found = Header(text, match.column, match.confidence, match.weak, rank, task=task, by_group=by_group)
            if best is None or (found.is_sure and not best.is_sure):
                best = found
        return best or Header(text, unknown_code=self._competencies.resembles(bottom))

    def _read_target(self, bottom: str, upper: tuple[str, ...]) -> tuple[str, ModuleColumn, tuple[int, ...]] | None:
        if len(bottom) > 120:
            return None
        competency = self._competencies.find(bottom)
        if competency is not None:
            return competency, ModuleColumn.COMPETENCY, ()
        process = self._read_process(bottom, upper)
        if process:
            return process, ModuleColumn.WORK_PROCESS, ()
        return self._read_moment(bottom, upper)

    @staticmethod
    def _read_moment(bottom: str, upper: tuple[str, ...]) -> tuple[str, ModuleColumn, tuple[int, ...]] | None:
        """Return the one period or year that a header is."""
        if _PERIOD_HEADER.match(bottom.strip()):
            years = tuple(year for text in upper for year in parse_place(text).years)
            place = parse_place(bottom)
            years = place.years or years
            periods = place.periods or ((bottom.strip()[2:],) if re.fullmatch(r"\d\.\d", bottom.strip()) else ())
            if re.fullmatch(r"\d\.\d", bottom.strip()):
                years = (int(bottom.strip()[0]),)
            if len(periods) == 1:
                return periods[0], ModuleColumn.PERIOD, years
        if _YEAR_HEADER.match(bottom.strip()):
            found = parse_place(bottom).years
            if len(found) == 1:
                return str(found[0]), ModuleColumn.YEAR, ()
        return None

    def _read_process(self, bottom: str, upper: tuple[str, ...]) -> str:
        task = core_task_in(upper)
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


def _are_kin(one: ModuleColumn | None, other: ModuleColumn | None) -> bool:
    """Return whether two meanings differ and are of one kind: both names of the module, or both hours."""
    if one is None or other is None or one is other:
        return False
    return SPECS[one].kind is SPECS[other].kind and SPECS[one].kind in (ColumnKind.NAME, ColumnKind.HOURS)


def core_task_in(texts: tuple[str, ...]) -> str:
    """Return the lowest core task that the texts above a column name."""
    for text in reversed(texts):
        found = _CORE_TASK.search(text)
        if found:
            return f"{found[1].upper()}{found[2]}-K{found[3]}"
    return ""


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """What the first rows of a column hold: how many filled cells, how many with words (no mark, no number).

    ``signs`` counts the signs of all of them, ``shares`` those that are a percentage, ``codes`` those that look like
    the code of something (AGB1, OM-07), ``addresses`` those with an e-mail address, ``processes`` those that name a
    work process (B1-K1-W1, Wp 1.1).
    """

    filled: int = 0
    words: int = 0
    signs: int = 0
    shares: int = 0
    codes: int = 0
    addresses: int = 0
    processes: int = 0

    @property
    def tells_processes(self) -> bool:
        """Whether most cells name a work process, whatever the column is called."""
        return self.filled > 1 and self.processes * 5 >= self.filled * 3

    @property
    def usual_length(self) -> float:
        """The mean length of a filled cell."""
        return self.signs / max(self.filled, 1)


@dataclass(frozen=True, slots=True)
class AssignedColumn:
    """The decision on one column: what it is, why, and (for marks) what its marks point at.

    ``is_module`` tells that the column is a module, which its header names.
    """

    header: Header
    column: ModuleColumn | None
    confidence: float
    basis: Basis
    target: str = ""
    years: tuple[int, ...] = ()
    rival: str = ""
    is_module: bool = False
