"""What a file would do to a version: the draft as it is kept, compared with the modules as they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord
from curriculum.models.module import ModuleState
from curriculum.models.upload import ImportState
from curriculum.services.contents import StoredModule
from curriculum.services.texts import hash_module_content, list_fields
from imports.reading import ReadingChoices, Suggestions


class RowStatus(StrEnum):
    """What taking a row in would do to the version."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"  # in the version, not in this file; taking the file in changes nothing to it


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changes: ``field`` is a code (title, code, description, outcome, sbu …)."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One module of the file beside the module of the version; ``record`` is None for a missing module."""

    status: RowStatus
    key: str
    code: str | None
    title: str
    sheet: str
    row: int
    record: ModuleRecord | None
    module_id: int | None
    changes: tuple[FieldChange, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """What one column was taken for: ``meaning`` is a ModuleColumn code or None (not used).

    ``target`` is the code that the header of a column of marks names, ``basis`` a code of :class:`imports.Basis`.
    """

    header: str
    cell: str
    meaning: str | None
    confidence: float
    samples: tuple[str, ...]
    letter: str = ""
    hidden: bool = False
    target: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PreviewGridRow:
    """One row as it stands in the person's own sheet; ``texts`` runs along the columns of its table.

    ``role`` is a code of :class:`imports.reading.RowRole`; ``module`` the key of the module that the row belongs to.
    """

    row: int
    role: str
    module: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One table found in the file, with its rows as the person knows them; key and signature as in the reading."""

    sheet: str
    header_row: int
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewGridRow, ...] = ()
    included: bool = True
    key: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class PreviewCounts:
    """How many rows of each status, and how many problems of each weight."""

    new: int
    changed: int
    same: int
    missing: int
    errors: int
    warnings: int

    @property
    def taken(self) -> int:
        """How many modules confirm would write."""
        return self.new + self.changed


@dataclass(frozen=True, slots=True)
class Preview:
    """All that the check page shows; ``job_id`` is the parse job while the state is RECEIVED.

    ``revision`` is the state of the version that this preview was compared with; hand it to ``confirm_import``, so
    that nobody takes in something else than what the page showed.
    """

    id: int
    version_id: int
    state: ImportState
    filename: str
    sha256: str
    size: int
    uploaded_by: str
    uploaded_at: datetime
    already_imported_on: datetime | None
    revision: int
    job_id: int | None
    tables: tuple[PreviewTable, ...]
    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    counts: PreviewCounts


@dataclass(frozen=True, slots=True)
class HiddenParts:
    """How much of a file its maker hid; what is hidden is left out unless a person says otherwise."""

    rows: int = 0
    columns: int = 0
    sheets: int = 0


@dataclass(frozen=True, slots=True)
class DraftReading:
    """How a draft was read: with which choices of a person, what the file name suggests, and what was hidden."""

    choices: ReadingChoices = field(default_factory=ReadingChoices)
    suggestions: Suggestions = field(default_factory=Suggestions)
    hidden: HiddenParts = field(default_factory=HiddenParts)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read from an upload, as it is kept until the person decides."""

    modules: tuple[ModuleRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    tables: tuple[PreviewTable, ...] = ()
    reading: DraftReading = field(default_factory=DraftReading)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One module of the file and the module of the version that it is, if any."""

    status: RowStatus
    record: ModuleRecord
    module: StoredModule | None


def compare_modules(records: Sequence[ModuleRecord], stored: Sequence[StoredModule]) -> tuple[Comparison, ...]:
    """Find for each module of the file the module of the version that it is: by code, else by an unambiguous title.

    ``stored`` holds the retired modules too: a module that comes back is that module, not a new one.
    """
    by_code = {module.code: module for module in stored if module.code is not None}
    by_title: dict[str, list[StoredModule]] = defaultdict(list)
    for known_module in stored:
        by_title[_fold(known_module.title)].append(known_module)
    codes_in_file = {record.code for record in records if record.code is not None}
    taken: set[int] = set()
    comparisons = []
    module: StoredModule | None
    for record in records:
        module = by_code.get(record.code) if record.code is not None else None
        if module is None:
            module = _find_by_title(record, by_title[_fold(record.title)], codes_in_file)
        if module is not None and module.id in taken:
            module = None
        if module is None:
            comparisons.append(Comparison(RowStatus.NEW, record, None))
            continue
        taken.add(module.id)
        # A file without codes says nothing about the code that the module already has.
        known = replace(record, code=record.code or module.code)
        is_same = hash_module_content(known) == module.content_hash and module.state is ModuleState.ACTIVE
        comparisons.append(Comparison(RowStatus.SAME if is_same else RowStatus.CHANGED, known, module))
    return tuple(comparisons)


def recall_modules(
    records: Sequence[ModuleRecord], changes: Mapping[tuple[str, int, str], RowStatus]
) -> tuple[Comparison, ...]:
    """Return what an import that was taken in did to each module of its file; what it did not touch was the same."""
    return tuple(
        Comparison(changes.get((record.sheet, record.row, record.title), RowStatus.SAME), record, None)
        for record in records
    )


def make_rows(
    comparisons: Iterable[Comparison], stored: Iterable[StoredModule], problems: Sequence[Problem]
) -> tuple[PreviewRow, ...]:
    """Return the rows of the check page: those of the file in its order, then what is missing from it."""
    problems_at: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.cell:
            problems_at[problem.sheet, _row_of(problem.cell)].append(problem)
    rows = []
    met: set[int] = set()
    for comparison in comparisons:
        record, module = comparison.record, comparison.module
        if module is not None:
            met.add(module.id)
        rows.append(
            PreviewRow(
                status=comparison.status,
                key=record.id,
                code=record.code,
                title=record.title,
                sheet=record.sheet,
                row=record.row,
                record=record,
                module_id=module.id if module else None,
                changes=_list_changes(module, record) if comparison.status is RowStatus.CHANGED else (),
                problems=tuple(problems_at[record.sheet, str(record.row)]),
            )
        )
    missing = (module for module in stored if module.id not in met and module.state is ModuleState.ACTIVE)
    rows += [
        PreviewRow(
            status=RowStatus.MISSING,
            key=module.key,
            code=module.code,
            title=module.title,
            sheet="",
            row=0,
            record=None,
            module_id=module.id,
            changes=(),
            problems=(),
        )
        for module in missing
    ]
    return tuple(rows)


def count_rows(rows: Sequence[PreviewRow], problems: Sequence[Problem]) -> PreviewCounts:
    """Return the counts that the check page opens with."""
    statuses = [row.status for row in rows]
    errors = sum(problem.is_error for problem in problems)
    return PreviewCounts(
        new=statuses.count(RowStatus.NEW),
        changed=statuses.count(RowStatus.CHANGED),
        same=statuses.count(RowStatus.SAME),
        missing=statuses.count(RowStatus.MISSING),
        errors=errors,
        warnings=len(problems) - errors,
    )


def _find_by_title(
    record: ModuleRecord, candidates: Sequence[StoredModule], codes_in_file: set[str]
) -> StoredModule | None:
    """Return the only module with this title whose code does not contradict the record's."""
    fitting = [
        module
        for module in candidates
        if module.code is None or (record.code is None and module.code not in codes_in_file)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _list_changes(module: StoredModule | None, record: ModuleRecord) -> tuple[FieldChange, ...]:
    if module is None:
        return ()
    old, new = list_fields(module.record), list_fields(record)
    return tuple(FieldChange(field, old[field], new[field]) for field in new if old[field] != new[field])


def _fold(title: str) -> str:
    return " ".join(title.split()).casefold()


def _row_of(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
