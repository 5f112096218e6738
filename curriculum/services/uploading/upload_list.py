"""The uploads of a version as a list: what became of each, and which ones hold nothing that could be taken in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.models import Account, Import, Job, Module, ModuleRevision
from curriculum.models.module import ModuleState
from curriculum.models.upload import ImportState
from curriculum.services.audit import record_entry
from curriculum.services.background.job_status import JobState
from curriculum.services.conditions import is_present
from curriculum.services.contents import require_version
from curriculum.services.transactions import read, write
from curriculum.services.uploading.drafts import drop_content


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """One upload in the list of a version, newest first.

    ``reading`` is how far the last reading of it is, and ``module_count`` what the last one that ended well found; None
    when there was none. ``expires_at`` is when it goes by itself as long as nobody takes it in.
    """

    id: int
    version_id: int
    filename: str
    sha256: str
    size: int
    state: ImportState
    uploaded_by: str
    uploaded_at: datetime
    applied_at: datetime | None
    expires_at: datetime
    reading: JobState | None = None
    module_count: int | None = None

    @property
    def is_unreadable(self) -> bool:
        """Whether there is nothing to take in: no module was found, or the reading failed or was stopped."""
        if self.state is ImportState.RECEIVED:
            return self.reading in (JobState.FAILED, JobState.CANCELLED)
        return self.state is ImportState.DRAFT and self.module_count == 0 and not self.is_being_read

    @property
    def is_being_read(self) -> bool:
        """Whether a reading waits or is under way, the first one or one with other choices."""
        return self.reading in (JobState.QUEUED, JobState.RUNNING)


class _Reading(NamedTuple):
    """How far one reading of an upload is, and what it found when it ended well."""

    state: JobState
    result: dict[str, Any] | None


def list_imports(version_id: int) -> tuple[ImportSummary, ...]:
    """Return the uploads of a version, newest first."""
    with read() as session:
        require_version(session, version_id)
        return _list(session, version_id)


def list_sources(version_id: int) -> tuple[ImportSummary, ...]:
    """Return the uploads that the version rests on, newest first; of an earlier cohort those whose texts it has."""
    with read() as session:
        ids = {upload.id: upload.version_id for upload in session.scalars(select_sources(version_id))}
        found = [item for owner in sorted({*ids.values()}) for item in _list(session, owner) if item.id in ids]
        return tuple(sorted(found, key=lambda item: -item.id))


def select_sources(version_id: int) -> sa.Select[Import]:
    """Select the uploads that were taken in, and those of an earlier cohort that a module's present text comes from."""
    texts = (
        sa.select(ModuleRevision.import_id)
        .join(Module, is_present())
        .where(Module.version_id == version_id, Module.state == ModuleState.ACTIVE)
    )
    own = sa.and_(Import.version_id == version_id, Import.state == ImportState.APPLIED)
    taken_over = sa.and_(Import.version_id != version_id, Import.id.in_(texts))
    return sa.select(Import).where(sa.or_(own, taken_over)).order_by(Import.id)


def discard_unreadable(version_id: int, *, actor_id: int | None) -> int:
    """Throw away every upload that holds nothing to take in; return how many. They stay in the list as thrown away."""
    with write() as session:
        version = require_version(session, version_id, lock=True)
        useless = [item.id for item in _list(session, version_id) if item.is_unreadable]
        found = sa.select(Import).where(Import.id.in_(useless)).order_by(Import.id)
        for upload in session.scalars(found.with_for_update(key_share=True)):
            drop_content(session, upload, ImportState.DISCARDED)
        if useless:
            record_entry(session, actor_id, "import.discard_unreadable", version=version, imports=useless)
        return len(useless)


def _list(session: Session, version_id: int) -> tuple[ImportSummary, ...]:
    rows = session.execute(
        sa.select(Import, Account.name)
        .outerjoin(Account, Account.id == Import.uploaded_by)
        .where(Import.version_id == version_id)
        .order_by(Import.id.desc())
    ).all()
    jobs = _read_jobs(session, version_id)
    return tuple(
        ImportSummary(
            id=upload.id,
            version_id=upload.version_id,
            filename=upload.filename,
            sha256=upload.sha256,
            size=upload.size,
            state=upload.state,
            uploaded_by=name or "",
            uploaded_at=upload.uploaded_at,
            applied_at=upload.applied_at,
            expires_at=upload.expires_at,
            reading=jobs[upload.id][-1].state if upload.id in jobs else None,
            module_count=next((job.result["modules"] for job in reversed(jobs.get(upload.id, [])) if job.result), None),
        )
        for upload, name in rows
    )


def _read_jobs(session: Session, version_id: int) -> dict[int, list[_Reading]]:
    """Return state and result of the readings of each upload that still waits, oldest first."""
    waiting = (ImportState.RECEIVED, ImportState.DRAFT)
    query = (
        sa.select(Job.import_id, Job.state, Job.result)
        .join(Import, Import.id == Job.import_id)
        .where(Import.version_id == version_id, Import.state.in_(waiting))
        .order_by(Job.id)
    )
    found: dict[int, list[_Reading]] = {}
    for import_id, state, result in session.execute(query):
        if import_id is not None:
            found.setdefault(import_id, []).append(_Reading(state, result))
    return found
