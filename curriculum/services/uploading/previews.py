"""What a file would do to a version: the draft as it is kept, compared with the modules as they are now."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord
from curriculum.models.upload import ImportState
from curriculum.services.contents import StoredModule
from curriculum.services.uploading.row_choices import RowChoices
from imports.choices import Place, ReadingChoices, choosable
from imports.reading import ModulePlace, Suggestions, TableKind
from imports.structure.heading_rows import SheetTop


class RowStatus(StrEnum):
    """What taking a row in would do to the version."""

    NEW = "new"
    CHANGED = "changed"
    RETURNED = "returned"  # had lapsed, and comes back; its text may have changed too
    SAME = "same"
    MISSING = "missing"  # in the version, not in this file; nothing changes unless a person says so
    LEFT_OUT = "left_out"  # a person switched this row off; only of a file that was taken in
    RETIRED = "retired"  # was missing, and a person marked it; only of a file that was taken in


WRITTEN = frozenset({RowStatus.NEW, RowStatus.CHANGED, RowStatus.RETURNED})
"""Rows of a file that confirm writes, unless a person switched them off."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changes: ``field`` is a code (title, code, description, outcome, sbu …)."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One module of the file beside the module of the version; ``record`` is None for a missing module.

    ``chosen`` is what the person chose for it: to take a row of the file in, to retire a missing module. ``alike`` is
    the stored module that a new one resembles, and ``joined`` whether the person said that it is the same.
    """

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
    chosen: bool = False
    alike: StoredModule | None = None
    joined: bool = False

    @property
    def is_offered(self) -> bool:
        """Whether the person has a choice: to take a new or changed module in, to retire a missing one."""
        return self.status in WRITTEN or self.status is RowStatus.MISSING


@dataclass(frozen=True, slots=True)
class KeptField:
    """A field that stays as it is for so many modules, because where they stand the file has no column for it.

    ``elsewhere`` tells that another table of the file does have the column, ``hidden`` that the column is there and was
    left out because it is hidden.
    """

    field: str
    modules: int
    elsewhere: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """What one column, or one row of a form, was taken for: ``meaning`` is a ModuleColumn code or None (not used).

    ``target`` is the code that the header of a column of marks names, ``basis`` a code of :class:`imports.Basis`,
    ``is_module`` tells that the header names a module.
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
    is_module: bool = False

    @property
    def row(self) -> str:
        """The number of the row of its cell, by which a person finds a row of a form."""
        return row_of(self.cell)


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
    """One table found in the file, with its rows as the person knows them; all codes as in the reading.

    ``heading`` is the signature of headings that a person pointed at. ``lines`` are the labelled rows of a form,
    ``modules`` what a table names whose modules have no row of their own.
    """

    sheet: str
    header_row: int
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewGridRow, ...] = ()
    included: bool = True
    key: str = ""
    signature: str = ""
    last_header_row: int = 0
    heading: str = ""
    kind: str = TableKind.LIST
    lines: tuple[PreviewColumn, ...] = ()
    modules: tuple[ModulePlace, ...] = ()

    @property
    def choosable(self) -> dict[Place, PreviewColumn]:
        """What a person may say the meaning of: the rows of a form, else the columns."""
        return choosable(self.signature, self.columns, self.lines)

    @property
    def signatures(self) -> frozenset[str]:
        """All that choices for this table may be named by."""
        return frozenset({self.signature, *(signature for signature, _ in self.choosable)})


@dataclass(frozen=True, slots=True)
class PreviewCounts:
    """How many rows of each status, how many a person left out or marked as retired, and how many problems."""

    new: int
    changed: int
    same: int
    missing: int
    errors: int
    warnings: int
    left_out: int = 0
    retired: int = 0
    returned: int = 0

    @property
    def taken(self) -> int:
        """How many modules of the file confirm would write."""
        return self.new + self.changed + self.returned - self.left_out


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
    choices: RowChoices
    kept: tuple[KeptField, ...] = ()


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
    """What was read from an upload, as it is kept until the person decides.

    The raw cells of a module stand in the rows of its tables; only for those named in ``own_cells`` they stand with the
    module itself as well. None = with every module, as drafts were kept before.
    """

    modules: tuple[ModuleRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    tables: tuple[PreviewTable, ...] = ()
    reading: DraftReading = field(default_factory=DraftReading)
    sheets: tuple[SheetTop, ...] = ()
    own_cells: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One module of the file, as it would be written, and the module of the version that it is, if any.

    ``kept`` are the fields that it keeps because the file has no column for them; ``alike`` is as in ``PreviewRow``.
    """

    status: RowStatus
    record: ModuleRecord
    module: StoredModule | None
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[str, ...] = ()
    alike: StoredModule | None = None


def recall_modules(
    records: Sequence[ModuleRecord], changes: Mapping[tuple[str, int, str], RowStatus], choices: RowChoices
) -> tuple[Comparison, ...]:
    """Return what an import that was taken in did to each module of its file; what it did not touch was the same."""
    return tuple(
        Comparison(
            changes.get(
                (record.sheet, record.row, record.title),
                RowStatus.SAME if choices.take.is_on(record.id) else RowStatus.LEFT_OUT,
            ),
            record,
            None,
        )
        for record in records
    )


def make_rows(
    comparisons: Iterable[Comparison],
    absent: Iterable[StoredModule],
    problems: Sequence[Problem],
    choices: RowChoices,
    *,
    absent_as: RowStatus = RowStatus.MISSING,
) -> tuple[PreviewRow, ...]:
    """Return the rows of the check page: those of the file in its order, then the modules that are not in it."""
    problems_at: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.cell:
            problems_at[problem.sheet, row_of(problem.cell)].append(problem)
    rows = [
        PreviewRow(
            status=comparison.status,
            key=comparison.record.id,
            code=comparison.record.code,
            title=comparison.record.title,
            sheet=comparison.record.sheet,
            row=comparison.record.row,
            record=comparison.record,
            module_id=comparison.module.id if comparison.module else None,
            changes=comparison.changes,
            problems=tuple(problems_at[comparison.record.sheet, str(comparison.record.row)]),
            chosen=choices.take.is_on(comparison.record.id),
            alike=comparison.alike,
            joined=comparison.alike is not None and comparison.module is comparison.alike,
        )
        for comparison in comparisons
    ]
    rows += [
        PreviewRow(
            status=absent_as,
            key=module.key,
            code=module.code,
            title=module.title,
            sheet="",
            row=0,
            record=None,
            module_id=module.id,
            changes=(),
            problems=(),
            chosen=choices.retire.is_on(module.key),
        )
        for module in absent
    ]
    return tuple(rows)


def count_rows(rows: Sequence[PreviewRow], problems: Sequence[Problem]) -> PreviewCounts:
    """Return the counts that the check page opens with."""
    statuses = Counter(row.status for row in rows)
    errors = sum(problem.is_error for problem in problems)
    off = sum(row.status in WRITTEN and not row.chosen for row in rows)
    return PreviewCounts(
        new=statuses[RowStatus.NEW],
        changed=statuses[RowStatus.CHANGED],
        returned=statuses[RowStatus.RETURNED],
        same=statuses[RowStatus.SAME],
        missing=statuses[RowStatus.MISSING],
        errors=errors,
        warnings=len(problems) - errors,
        left_out=off + statuses[RowStatus.LEFT_OUT],
        retired=sum(row.status is RowStatus.MISSING and row.chosen for row in rows) + statuses[RowStatus.RETIRED],
    )


def row_of(cell: str) -> str:
    """Return the number of the row of a cell, as a text."""
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
