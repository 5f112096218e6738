"""The stored upload and its draft, as the use cases around an import find, read and drop them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, undefer

from curriculum.contract.codec import from_json
from curriculum.models import AskedReading, Import, ImportContent, Job
from curriculum.models.job import JobState
from curriculum.models.upload import ImportState
from curriculum.services.errors import Conflict, NotFound
from curriculum.services.uploading.previews import Draft
from curriculum.services.uploading.raw_cells import restore_raw_cells
from imports import ReadingChoices


def find_import(session: Session, import_id: int | None, *, lock: bool = False) -> Import:
    """Return an upload, locked when asked; ``NotFound`` when there is none."""
    query = sa.select(Import).where(Import.id == import_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    upload = session.scalar(query)
    if upload is None:
        raise NotFound("import-not-found")
    return upload


def read_content(session: Session, import_id: int, column: InstrumentedAttribute[Any]) -> ImportContent:
    """Return the stored content with one of its large columns; ``Conflict`` when it was thrown away."""
    content = session.scalar(
        sa.select(ImportContent).where(ImportContent.import_id == import_id).options(undefer(column))
    )
    if content is None:
        raise Conflict("import-discarded")
    return content


def read_draft(session: Session, upload: Import) -> Draft:
    """Return what was read from the file; empty while it was not read, and after it was thrown away."""
    if upload.state in (ImportState.RECEIVED, ImportState.DISCARDED, ImportState.EXPIRED):
        return Draft()
    return restore_raw_cells(from_json(Draft, read_content(session, upload.id, ImportContent.draft).draft))


def read_light_draft(session: Session, upload: Import) -> Draft:
    """Return the draft without its modules, problems and rows, which are nearly all of it."""
    if upload.state in (ImportState.RECEIVED, ImportState.DISCARDED, ImportState.EXPIRED):
        return Draft()
    content = read_content(session, upload.id, ImportContent.draft).draft or {}
    tables = [{**table, "rows": []} for table in content.get("tables", [])]
    return from_json(
        Draft, {"tables": tables, "reading": content.get("reading", {}), "sheets": content.get("sheets", [])}
    )


def read_asked(session: Session, import_id: int) -> ReadingChoices | None:
    """Return how a person asked to read an upload, or None when nobody did."""
    asked = session.get(AskedReading, import_id)
    return None if asked is None else from_json(ReadingChoices, asked.content)


def find_last_job(session: Session, import_id: int) -> Job | None:
    """Return the newest job of an upload: the reading that its draft came from, or one that is under way or failed."""
    return session.scalar(sa.select(Job).where(Job.import_id == import_id).order_by(Job.id.desc()).limit(1))


def require_read(session: Session, upload: Import, seen_reading: int | None = None) -> None:
    """Raise ``Conflict`` while the upload is being read, and when that was done again since the reading that was seen.

    ``seen_reading`` is ``Preview.job_id`` of the page that the person looked at.
    """
    job = find_last_job(session, upload.id)
    if job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
        raise Conflict("import-not-ready")
    if seen_reading is not None and (job is None or job.id != seen_reading):
        raise Conflict("import-read-again")


def require_draft(upload: Import) -> None:
    """Raise ``Conflict`` unless the upload waits for a person."""
    if upload.state is not ImportState.DRAFT:
        raise refusal_for(upload.state)


def refusal_for(state: ImportState) -> Conflict:
    """Return why an upload in this state takes no decision."""
    codes = {
        ImportState.RECEIVED: "import-not-ready",
        ImportState.APPLIED: "import-already-applied",
        ImportState.UNDONE: "import-already-applied",
    }
    return Conflict(codes.get(state, "import-discarded"))


def drop_content(session: Session, upload: Import, state: ImportState) -> None:
    """Throw bytes and draft away; the row stays in the list in its new state."""
    for part in (ImportContent, AskedReading):
        session.execute(sa.delete(part).where(part.import_id == upload.id))
    upload.state = state
