"""Collects what many rows say about one module and makes the records: equal code and title is one module."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process

from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField, Severity
from imports.drafts import ModuleDraft, OtherRecord
from imports.module_records import ModuleRecords
from imports.reading import Reading

NEAR_TITLE = 85
"""From this likeness on (rapidfuzz's weighted ratio, 0 to 100) two titles are named together in a warning."""
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a row cannot open a module: its code already belongs to another title."""

    code: str
    title: str
    sheet: str
    row: int


class ModuleCollector:
    """All modules of one file, found again by code and title however often their rows come back."""

    def __init__(self) -> None:
        self._drafts: list[ModuleDraft] = []
        self._by_code: dict[str, ModuleDraft] = {}
        self._by_title: dict[str, list[ModuleDraft]] = {}
        self._not_indexed: list[
            ModuleDraft
        ] = []  # With a code; their titles are looked up when a row without one comes.
        self._without_code = False
        self._ids: set[str] = set()

    def find_by_code(self, code: str) -> ModuleDraft | None:
        """Return the module with this code."""
        return self._by_code.get(code_key(code))

    def open(self, title: str, code: str, sheet: str, row: int, title_cell: str) -> ModuleDraft | Clash:
        """Return the module of a row, new or known; a known code with another title is a clash.

        A row without a code belongs to the module of that title when there is exactly one.
        """
        folded = code_key(code)
        if code:
            known = self._by_code.get(folded)
            if known is not None:
                if known.title != title and title_key(known.title) != title_key(title):
                    return Clash(code, known.title, known.sheet, known.row)
                return known
            if self._without_code:
                same_title = self._of_title(title)
                if len(same_title) == 1 and same_title[0].code is None:
                    draft = same_title[0]
                    self._ids.discard(draft.id)
                    draft.code, draft.id = code, self._free_id(code)
                    self._by_code[folded] = draft
                    return draft
        else:
            same_title = self._of_title(title)
            if len(same_title) == 1:
                return same_title[0]
            self._without_code = True
        draft = ModuleDraft(self._free_id(code or slug(title)), title, code or None, sheet, row, title_cell)
        self._drafts.append(draft)
        self._not_indexed.append(draft)
        if code:
            self._by_code[folded] = draft
        return draft

    def _of_title(self, title: str) -> list[ModuleDraft]:
        """Return the modules of a title, whatever its case and punctuation."""
        for draft in self._not_indexed:
            self._by_title.setdefault(title_key(draft.title), []).append(draft)
        self._not_indexed.clear()
        return self._by_title.get(title_key(title), [])

    def check_hours(self, file: str) -> list[Problem]:
        """Return a warning for each module whose supervised and practice hours exceed its study load."""
        problems = []
        for draft in self._drafts:
            load = draft.hours.get("sbu")
            parts = draft.hours.get("bot", 0.0) + draft.hours.get("bpv", 0.0)
            if load is not None and parts > load + 0.01:
                params = (("load", f"{load:g}"), ("parts", f"{parts:g}"), ("title", draft.title))
                problems.append(
                    Problem("hours-do-not-add-up", Severity.WARNING, file, draft.sheet, draft.title_cell, "", params)
                )
        return problems

    def check_names(self, crossed: Collection[tuple[str, int]], file: str) -> list[Problem]:
        """Return a warning for each module that only a table of crosses names, while other tables describe modules.

        A typing error there would make a module without text, and its crosses would count as coverage. ``crossed`` are
        the rows (sheet, row number) of the tables of crosses.
        """
        if not crossed:
            return []
        described = {title_key(draft.title): draft.title for draft in self._drafts if not draft.stands_in(crossed)}
        problems = []
        for draft in self._drafts if described else ():
            if not draft.stands_in(crossed):
                continue
            place = (Severity.WARNING, file, draft.sheet, draft.title_cell, draft.title)
            near = process.extractOne(title_key(draft.title), described.keys(), score_cutoff=NEAR_TITLE)
            if near is None:
                problems.append(Problem("module-only-crossed", *place))
            else:
                problems.append(Problem("module-nearly-known", *place, (("other", described[near[0]]),)))
        return problems

    def records(self) -> ModuleRecords:
        """Return the records in the order in which the modules first appeared; each is made when it is looked at."""
        return ModuleRecords(self._drafts)

    def _free_id(self, wanted: str) -> str:
        candidate, number = wanted, 1
        while candidate in self._ids:
            number += 1
            candidate = f"{wanted}-{number}"
        self._ids.add(candidate)
        return candidate


def merge_readings(readings: Iterable[Reading]) -> tuple[tuple[ModuleRecord, ...], tuple[Problem, ...]]:
    """Bring the modules of several files together.

    Equal code and title is one module with the years, periods, outcomes and codes of both; an equal code with another
    title is an error and the later module stays out. A module without a code is the same as one of equal title when
    there is exactly one of that title.

    Parameters
    ----------
    readings
        What :func:`imports.read_modules` gave for each file, in the order that shall decide.

    Returns
    -------
    tuple
        The modules and all problems, those of the files first.

    Examples
    --------
    >>> from imports import read_modules
    >>> files = ("code;titel;periode\\nA;Agenda;1\\n", "code;titel;periode\\nA;Agenda;2\\n")
    >>> modules, problems = merge_readings(read_modules(file.encode(), "a.csv") for file in files)
    >>> [(module.id, module.periods) for module in modules], problems
    ([('A', ('1', '2'))], ())
    """
    collector = ModuleCollector()
    problems: list[Problem] = []
    clashes: list[Problem] = []
    for reading in readings:
        problems.extend(reading.problems)
        for module in reading.modules:
            found = collector.open(module.title, module.code or "", module.sheet, module.row, _title_cell(module))
            if isinstance(found, Clash):
                clashes.append(clash_problem(found, reading.filename, module.sheet, _title_cell(module), module.title))
                continue
            clashes.extend(replace(problem, file=reading.filename) for problem in merge_into(found, module))
    return tuple(collector.records()), tuple(dict.fromkeys((*problems, *clashes)))


def merge_into(draft: ModuleDraft, module: ModuleRecord) -> list[Problem]:
    """Add what a record says to a draft; return a warning when both state other hours."""
    problems = []
    for name in ("sbu", "bot", "bpv"):
        value = getattr(module.hours, name)
        if value is not None and not draft.state_hours(name, value):
            problems.append(hours_problem(draft, name, value, "", module.sheet, _title_cell(module)))
    draft.parts.append(OtherRecord(module))
    return problems


def hours_problem(draft: ModuleDraft, name: str, value: float, file: str, sheet: str, cell: str) -> Problem:
    """Return the warning that a module states its hours twice, differently; the first stays."""
    params = (("hours", name.upper()), ("kept", f"{draft.hours[name]:g}"), ("title", draft.title))
    return Problem("hours-differ", Severity.WARNING, file, sheet, cell, f"{value:g}", params)


def clash_problem(clash: Clash, file: str, sheet: str, cell: str, title: str) -> Problem:
    """Return the error that a code belongs to two titles."""
    params = (("other", clash.title), ("row", str(clash.row)), ("sheet", clash.sheet), ("title", title))
    return Problem("code-twice", Severity.ERROR, file, sheet, cell, clash.code, params)


def code_key(code: str) -> str:
    """Return a code without differences in case and space.

    >>> code_key("Om 07") == code_key("OM07")
    True
    """
    folded = code.casefold()
    return folded if folded.isalnum() else "".join(folded.split())


def title_key(title: str) -> str:
    """Return a title without differences in case, punctuation and space.

    >>> title_key("Agenda- beheer") == title_key("agenda  beheer")
    True
    """
    return " ".join(_WORDS.findall(title.casefold())) or title.casefold()


def slug(title: str) -> str:
    """Return a stable short name for a module without a code.

    >>> slug("Zakelijk schrijven: één begin")
    'zakelijk-schrijven-een-begin'
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(sign))
    return "-".join(re.findall(r"[^\W_]+", plain))[:60].rstrip("-") or "module"


def _title_cell(module: ModuleRecord) -> str:
    titles: Sequence[Passage] = [passage for passage in module.passages if passage.field is ModuleField.TITLE]
    return titles[0].cell if titles else ""
