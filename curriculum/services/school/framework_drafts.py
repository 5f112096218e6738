"""A competency list of the school's own: upload, look at what was read, and only then store it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.problems import Problem
from curriculum.contract.records import Framework
from curriculum.models import FrameworkDraft, FrameworkRow, FrameworkVersion
from curriculum.models.types import utc_now
from curriculum.services.audit import record_entry
from curriculum.services.background.heavy_work import read_list
from curriculum.services.errors import NotFound
from curriculum.services.school.frameworks import add_framework, describe_framework, record_framework
from curriculum.services.transactions import read, write
from curriculum.services.written import clean_filename, require_size
from imports.frameworks import FrameworkReading


@dataclass(frozen=True, slots=True)
class FrameworkDraftView:
    """What was read from a list, before anything of it is stored.

    ``stored_id`` is the list that was stored from this very file, and ``newer_of`` the title of the list with the same
    name, of which this would be a new version.
    """

    id: int
    filename: str
    framework: Framework
    problems: tuple[Problem, ...]
    stored_id: int | None
    newer_of: str

    @property
    def is_readable(self) -> bool:
        """Whether there is at least one competency to store."""
        return bool(self.framework.competencies)


def receive_framework(filename: str, data: bytes, *, actor_id: int) -> int:
    """Read a list in a process of its own, keep what was read, and return the id of the draft.

    An earlier draft of the same person goes. Raises ``Refused`` (empty, too large); what is the matter with the file
    itself stands in the draft.
    """
    name = clean_filename(filename)
    require_size(name, data)
    reading = read_list(data, name)
    with write() as session:
        session.execute(sa.delete(FrameworkDraft).where(FrameworkDraft.uploaded_by == actor_id))
        draft = FrameworkDraft(
            filename=name, sha256=hashlib.sha256(data).hexdigest(), content=to_json(reading), uploaded_by=actor_id
        )
        session.add(draft)
        session.flush()
        record_entry(session, actor_id, "framework.receive", name=name, sha256=draft.sha256)
        return draft.id


def get_draft(draft_id: int, *, actor_id: int) -> FrameworkDraftView:
    """Return a draft to the person who uploaded it; to anybody else it does not exist."""
    with read() as session:
        draft = _find(session, draft_id, actor_id)
        reading = from_json(FrameworkReading, draft.content)
        same_name = (
            sa.select(FrameworkVersion)
            .join(FrameworkRow, FrameworkRow.id == FrameworkVersion.framework_id)
            .where(FrameworkRow.name == reading.framework.name)
            .order_by(FrameworkVersion.id.desc())
        )
        stored = session.scalars(same_name).all()
        return FrameworkDraftView(
            id=draft.id,
            filename=draft.filename,
            framework=reading.framework,
            problems=reading.problems,
            stored_id=next((version.id for version in stored if version.sha256 == draft.sha256), None),
            newer_of=stored[0].title if stored else "",
        )


def confirm_draft(
    draft_id: int, *, title: str, version: str = "", source: str = "", source_date: str = "", actor_id: int
) -> int:
    """Store the list under its title and with its source, and return its id; rows with an error are left out.

    Raises ``Refused`` when no competency was read, or title or source is empty, ``NotFound`` for somebody else's draft.
    """
    with write() as session:
        draft = _find(session, draft_id, actor_id)
        framework = describe_framework(
            from_json(FrameworkReading, draft.content).framework,
            title=title,
            version=version,
            source=source,
            source_date=source_date,
        )
        framework_id, is_new = add_framework(session, framework)
        session.delete(draft)
        if is_new:
            record_framework(session, framework, actor_id)
        return framework_id


def discard_draft(draft_id: int, *, actor_id: int) -> None:
    """Throw a draft away; nothing was stored."""
    with write() as session:
        session.delete(_find(session, draft_id, actor_id))


def expire_framework_drafts(now: datetime | None = None) -> int:
    """Drop the drafts that nobody came back for in time; return how many."""
    late = (now or utc_now()) - timedelta(days=current_app.config["DRAFT_DAYS"])
    with write() as session:
        drafts = session.scalars(sa.select(FrameworkDraft).where(FrameworkDraft.uploaded_at < late)).all()
        for draft in drafts:
            session.delete(draft)
        return len(drafts)


def _find(session: Session, draft_id: int, actor_id: int) -> FrameworkDraft:
    draft = session.get(FrameworkDraft, draft_id)
    if draft is None or draft.uploaded_by != actor_id:
        raise NotFound("framework-draft-not-found")
    return draft
