"""Decides what each column of a table is: by its header, by the headers above it, or by a person's choice."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from imports.frameworks import load_qualification_file
from imports.reading import Basis
from imports.structure.headers import match_header, normalise_header, year_of_header
from imports.values.competency_codes import CompetencyIndex
from imports.values.moments import parse_place
from imports.values.work_processes import parse_work_processes

_STARTS_WITH_PROCESS = re.compile(
    r"^(?:[BP]\s?\d[-–—. ]?K\s?\d|W(?:P)?\s?\d|K\s?\d[-–—. ]?W|wp\.?\s?\d|werkproces\s*\d|\d\.\d{1,2}(?!\d))",
    re.IGNORECASE,
)
_CORE_TASK = re.compile(r"(?<![^\W\d_])([BP])\s?(\d)\s?[-–—. ]?\s?K\s?0?(\d)(?!\d)", re.IGNORECASE)
_PERIOD_HEADER = re.compile(
    r"^(?:(?:leerjaar|jaar|lj|j)\.?\s?[1-6]\s*[-–/,.]?\s*)?"
    r"(?:p|per|periode|period|blok|kwartaal|semester|sem|block|q|k|bl)\.?\s?\d{1,2}$|^\d\.\d$",
    re.IGNORECASE,
)
_YEAR_HEADER = re.compile(r"^(?:leerjaar|studiejaar|jaar|lj|year|j)\.?\s?[1-6]$|^[1-6]e\s(?:leer)?jaar$", re.IGNORECASE)
_SURE = 0.95  # From here a header is a known name; below, it is a known name with something added.
GUESSED_BELOW = 0.88
_LONGEST_NAME = 50
_GROUPED = 0.8  # How sure it is which of the columns below one name has that name.


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above one column and what it says: a known column, or a target that marks point at.

    ``by_group``: only the name of the group above it is known ("Uren" above "Klas"), not the name of the column.
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

    @property
    def is_sure(self) -> bool:
        """Whether the header is a name that means this and nothing else."""
        return self.column is not None and self.confidence >= _SURE and not self.weak

    @property
    def is_longer_name(self) -> bool:
        """Whether a known name was found in a longer header, which may mean something else ("SBU per student")."""
        return self.column is not None and self.confidence < _SURE and not self.weak

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
        if target is not None:
            code, column, years = target
            return Header(text, target=code, target_column=column, years=years)
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
    the code of something (AGB1, OM-07).
    """

    filled: int = 0
    words: int = 0
    signs: int = 0
    shares: int = 0
    codes: int = 0

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


def assign_columns(
    headers: Mapping[int, Header],
    choices: Mapping[int, ModuleColumn | None],
    content: Mapping[int, ColumnContent],
    hidden: Collection[int] = (),
) -> dict[int, AssignedColumn]:
    """Return what each column is taken for, so that no meaning that occurs once is given twice.

    Parameters
    ----------
    headers
        What stands above each 0-based column.
    choices
        A person's word on a column; it wins over everything.
    content
        What the first rows hold in each column.
    hidden
        Columns that are not read; what they are called is free for a column that a person sees.
    """
    assigned: dict[int, AssignedColumn] = {}
    taken: dict[ModuleColumn, int] = {}
    for column, chosen in choices.items():
        if column in headers:
            basis = Basis.CHOICE
            assigned[column] = AssignedColumn(headers[column], chosen, 1.0, basis)
            if chosen is not None:
                taken[chosen] = column
    single = {
        wanted
        for wanted in (ModuleColumn.PERIOD, ModuleColumn.YEAR)
        if sum(header.target_column is wanted for header in headers.values()) == 1
    }
    headers = _settle_groups(headers, content)
    order = sorted(
        (column for column in headers if column not in assigned),
        key=lambda column: (
            column in hidden,
            not headers[column].is_sure,
            -headers[column].confidence,
            headers[column].rank,
            -year_of_header(headers[column].text),
            column,
        ),
    )
    for column in order:
        assigned[column] = _assign(column, headers, taken, single, content.get(column, ColumnContent()))
    if ModuleColumn.TITLE not in taken:
        _take_text_column_as_title(headers, assigned, taken, content)
    return dict(sorted(assigned.items()))


def _settle_groups(headers: Mapping[int, Header], content: Mapping[int, ColumnContent]) -> Mapping[int, Header]:
    """Return the headers such that the name of a group means no more than it can.

    "Uren" above "Klas" and "Thuis" says of neither that it holds all hours; "Module" above two columns is the name of
    the module in the one with the longest texts, and of its code in a column of short ones left of that.
    """
    claims: dict[ModuleColumn, list[int]] = {}
    for column, header in headers.items():
        if header.column is not None and not SPECS[header.column].repeatable and not header.weak:
            claims.setdefault(header.column, []).append(column)
    settled = dict(headers)
    for wanted, columns in claims.items():
        grouped = [column for column in columns if headers[column].by_group]
        if wanted is ModuleColumn.TITLE and not grouped:
            _settle_short_names(columns, settled, content)
        if wanted is ModuleColumn.TITLE:
            shared = grouped or [column for column in columns if headers[column].text == headers[columns[0]].text]
            if len(shared) < 2 or len(shared) < len(columns) or shared[-1] - shared[0] >= len(shared):
                continue  # Only columns beside each other stand below one name.
            longest = max(shared, key=lambda column: content.get(column, ColumnContent()).usual_length)
            limit = content.get(longest, ColumnContent()).usual_length / 2
            for column in shared:
                usual = content.get(column, ColumnContent()).usual_length
                is_code = column == longest - 1 and 0 < usual <= limit
                meaning = ModuleColumn.CODE if is_code else wanted if column == longest else None
                settled[column] = replace(headers[column], column=meaning, confidence=_GROUPED, weak=is_code)
        elif len(columns) > 1:
            for column in grouped:
                settled[column] = replace(headers[column], column=None, confidence=0.0)
    return settled


def _settle_short_names(
    columns: Sequence[int], settled: dict[int, Header], content: Mapping[int, ColumnContent]
) -> None:
    """Take "Module" for the code when "Modulenaam" right of it holds the names: AGB1 beside Agendabeheer."""
    if any(header.column is ModuleColumn.CODE and not header.weak for header in settled.values()):
        return
    for short, long in pairwise(columns):
        left, right = (content.get(column, ColumnContent()) for column in (short, long))
        differ = settled[short].text != settled[long].text
        if long == short + 1 and differ and left.filled * 4 < left.codes * 5 and right.codes * 2 <= right.filled:
            settled[short] = replace(settled[short], column=ModuleColumn.CODE, confidence=_GROUPED)
            return


def _assign(
    column: int,
    headers: Mapping[int, Header],
    taken: dict[ModuleColumn, int],
    single: Collection[ModuleColumn],
    content: ColumnContent,
) -> AssignedColumn:
    header = headers[column]
    if header.target_column is not None and header.target_column in single:
        # A single "Periode 1" is a column with periods, not the first of a row of periods.
        taken.setdefault(header.target_column, column)
        return AssignedColumn(header, header.target_column, _SURE, Basis.NAME)
    if header.target:
        return AssignedColumn(header, header.target_column, 1.0, Basis.TARGET, header.target, header.years)
    wanted = header.column
    if wanted is None:
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN)
    if header.weak and SPECS[wanted].kind is ColumnKind.HOURS and content.words + content.shares > content.filled // 2:
        # "Stage" above names is the name of a placement, not its hours; "Totaal" may add up weights to 100%.
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN)
    basis = Basis.GUESS if header.confidence < GUESSED_BELOW else Basis.NAME
    if wanted in taken and not SPECS[wanted].repeatable:
        rival = "" if header.weak else headers[taken[wanted]].text
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN, rival=rival)
    taken.setdefault(wanted, column)
    return AssignedColumn(header, wanted, header.confidence, basis)


def _find_assignments(code: int, headers: Mapping[int, Header], assigned: Mapping[int, AssignedColumn]) -> int | None:
    """Return the column "Opdracht" right of a column with numbers: there the assignments are what is learned from."""
    item = assigned.get(code + 1)
    if item is None or item.column is not ModuleColumn.DESCRIPTION or not item.header.weak:
        return None
    return code + 1 if normalise_header(headers[code + 1].text).startswith("opdracht") else None


def _describes_shortly(item: AssignedColumn | None, content: ColumnContent | None) -> bool:
    """Return whether a description is so short that it is a name: "Vakcode" beside "Omschrijving" in an export."""
    return (
        item is not None
        and item.column is ModuleColumn.DESCRIPTION
        and content is not None
        and content.words * 2 > content.filled
        and content.usual_length <= _LONGEST_NAME
    )


def _take_text_column_as_title(
    headers: Mapping[int, Header],
    assigned: dict[int, AssignedColumn],
    taken: dict[ModuleColumn, int],
    content: Mapping[int, ColumnContent],
) -> None:
    """Find the names of the modules when no header says where they are.

    In a matrix they stand left of the first mark; in a list beside the code, in a column of words that nothing claims.
    """
    free = [
        column
        for column, item in assigned.items()
        if item.column is None and item.basis is Basis.UNKNOWN and content.get(column, ColumnContent()).words > 0
    ]
    targets = [column for column, item in assigned.items() if item.basis is Basis.TARGET]
    if targets and ModuleColumn.CODE not in taken:
        free = [column for column in free if column < min(targets)]
        best = max(free, key=lambda column: (content[column].words, -column), default=None)
    elif ModuleColumn.CODE in taken and len(taken) > 1:
        code = taken[ModuleColumn.CODE]
        best = next((column for column in (code + 1, code - 1) if column in free), None)
        if best is not None and (not headers[best].text or content[best].words * 2 <= content[best].filled):
            best = None
        if best is None and headers[code].weak:
            best = _find_assignments(code, headers, assigned)
        elif best is None and _describes_shortly(assigned.get(code + 1), content.get(code + 1)):
            best = code + 1
    else:
        return
    if best is not None:
        assigned[best] = AssignedColumn(headers[best], ModuleColumn.TITLE, 0.7, Basis.GUESS)
        taken[ModuleColumn.TITLE] = best
