"""Uploads of module sheets: receive, check, take in or discard, undo. No curriculum table is touched before confirm."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord


class ImportState(StrEnum):
    """How far an upload is."""

    RECEIVED = "received"  # the bytes are kept, the parse job has not finished
    DRAFT = "draft"  # read; waits for the person
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"
    EXPIRED = "expired"  # nobody came back in time; bytes and draft are gone


class RowStatus(StrEnum):
    """What taking a row in would do to the version."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"  # in the version, not in this file; taking the file in changes nothing to it


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changes: ``field`` is a code (title, code, description, outcome, hours.sbu …)."""

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
    """What one column was taken for: ``meaning`` is a ModuleColumn code or None (not used)."""

    header: str
    cell: str
    meaning: str | None
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One table found in the file."""

    sheet: str
    header_row: int
    columns: tuple[PreviewColumn, ...]


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
    """All that the check page shows; ``job_id`` is the parse job while the state is RECEIVED."""

    id: int
    version_id: int
    state: ImportState
    filename: str
    sha256: str
    size: int
    uploaded_by: str
    uploaded_at: datetime
    already_imported_on: datetime | None
    outdated: bool
    job_id: int | None
    tables: tuple[PreviewTable, ...]
    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    counts: PreviewCounts


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did: counts of modules and of statements in the sheet that became decisions."""

    new: int
    changed: int
    same: int
    statements: int


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """One upload in the list of a version, newest first."""

    id: int
    filename: str
    sha256: str
    size: int
    state: ImportState
    uploaded_by: str
    uploaded_at: datetime
    applied_at: datetime | None


def receive_upload(version_id: int, filename: str, data: bytes, *, actor_id: int | None) -> int:
    """Keep the bytes, write down a parse job, and return the import id.

    The caller hands the job to the queue with :func:`curriculum.jobs.deliver_waiting`.

    Raises ``Refused`` (empty, too large), ``NotFound``, ``Conflict`` (the version is adopted).
    """
    raise NotImplementedError


def get_preview(import_id: int) -> Preview:
    """Return what taking the file in would do, compared with the version as it is now."""
    raise NotImplementedError


def confirm_import(import_id: int, *, actor_id: int | None) -> ImportOutcome:
    """Take the file in: modules, revisions, before-images and the sheet's own statements, in one transaction.

    Raises ``Conflict`` when it was already taken in or discarded, or when the modules changed since it was read.
    After ``import-outdated`` the draft is renewed: the next preview and confirm go by the version as it is now.
    """
    raise NotImplementedError


def discard_import(import_id: int, *, actor_id: int | None) -> None:
    """Throw a draft away; the row stays in the list, bytes and draft go."""
    raise NotImplementedError


def undo_import(import_id: int, *, actor_id: int | None) -> None:
    """Put the modules back as they were before this import; ``Conflict`` names later work that rests on it."""
    raise NotImplementedError


def list_imports(version_id: int) -> tuple[ImportSummary, ...]:
    """Return the uploads of a version, newest first."""
    raise NotImplementedError


def get_upload(import_id: int) -> tuple[str, bytes]:
    """Return name and bytes of the original upload."""
    raise NotImplementedError


def version_of(import_id: int) -> int:
    """Return the version that an import belongs to (for the permission check of a route)."""
    raise NotImplementedError
