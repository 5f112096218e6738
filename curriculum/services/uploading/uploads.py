"""Uploads of module sheets: receive, check, take in or discard, undo. No curriculum table is touched before confirm."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from curriculum.contract.codec import to_json
from curriculum.models import Account, Import, ImportContent, Job
from curriculum.models.types import utc_now
from curriculum.models.upload import ImportState as ImportState
from curriculum.services.audit import record_entry
from curriculum.services.background.job_status import JobKind, add_job
from curriculum.services.contents import read_modules, require_version
from curriculum.services.errors import Conflict, Refused
from curriculum.services.transactions import read, write
from curriculum.services.uploading.applying import (
    apply_modules,
    apply_statements,
    read_changes,
    read_retired,
    retire_modules,
    undo_modules,
)
from curriculum.services.uploading.choosing import read_choices, write_choices
from curriculum.services.uploading.comparing import compare_draft
from curriculum.services.uploading.drafts import (
    drop_content,
    find_import,
    read_content,
    read_draft,
    refusal_for,
    require_draft,
    require_read,
)
from curriculum.services.uploading.previews import Comparison, KeptField, count_rows, make_rows, recall_modules
from curriculum.services.uploading.previews import FieldChange as FieldChange
from curriculum.services.uploading.previews import Preview as Preview
from curriculum.services.uploading.previews import PreviewColumn as PreviewColumn
from curriculum.services.uploading.previews import PreviewCounts as PreviewCounts
from curriculum.services.uploading.previews import PreviewGridRow as PreviewGridRow
from curriculum.services.uploading.previews import PreviewRow as PreviewRow
from curriculum.services.uploading.previews import PreviewTable as PreviewTable
from curriculum.services.uploading.previews import RowStatus as RowStatus
from curriculum.services.uploading.row_choices import RowChoices, Switch
from curriculum.services.uploading.upload_list import ImportSummary as ImportSummary
from curriculum.services.uploading.upload_list import discard_unreadable as discard_unreadable
from curriculum.services.uploading.upload_list import list_imports as list_imports
from curriculum.services.uploading.upload_list import list_sources as list_sources
from curriculum.services.written import clean_filename, require_size


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did: counts of modules and of statements in the sheet that became decisions.

    ``left_out`` are modules that the person switched off, ``retired`` missing ones that were marked, ``returned`` those
    that had lapsed and are back.
    """

    new: int
    changed: int
    same: int
    statements: int
    left_out: int = 0
    retired: int = 0
    returned: int = 0


def receive_upload(version_id: int, filename: str, data: bytes, *, actor_id: int | None) -> int:
    """Keep the bytes, write down a parse job, and return the import id.

    The caller hands the job to the queue with :func:`curriculum.jobs.deliver_waiting`.

    Raises ``Refused`` (empty, too large), ``NotFound``, ``Conflict`` (the version is adopted).
    """
    name = clean_filename(filename)
    require_size(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    with write() as session:
        version = require_version(session, version_id, for_change=True)
        upload = Import(
            version_id=version_id,
            filename=name,
            sha256=sha256,
            size=len(data),
            base_revision=version.content_revision,
            uploaded_by=actor_id,
            expires_at=utc_now() + timedelta(days=current_app.config["DRAFT_DAYS"]),
        )
        session.add(upload)
        session.flush()
        session.add(ImportContent(import_id=upload.id, data=data))
        add_job(
            session,
            JobKind.PARSE_IMPORT,
            version_id=version_id,
            import_id=upload.id,
            requested_by=actor_id,
            input_sha256=sha256,
        )
        record_entry(session, actor_id, "import.receive", version=version, import_id=upload.id, sha256=sha256)
        return upload.id


def get_preview(import_id: int) -> Preview:
    """Return what taking the file in would do to the version as it is now, or what it did when it was taken in."""
    with read() as session:
        upload = find_import(session, import_id)
        version = require_version(session, upload.version_id)
        draft = read_draft(session, upload)
        kept: tuple[KeptField, ...] = ()
        problems = draft.problems
        if upload.state is ImportState.DRAFT:
            choices = read_choices(session, upload)
            compared = compare_draft(draft, read_modules(session, version.id, retired=True), choices)
            kept, problems = compared.kept, (*problems, *compared.problems)
            rows = make_rows(compared.comparisons, compared.missing, problems, choices)
        else:
            choices = read_choices(session, upload) if draft.modules else RowChoices()
            done = recall_modules(draft.modules, read_changes(session, upload.id), choices)
            retired = read_retired(session, upload)
            rows = make_rows(done, retired, problems, choices, absent_as=RowStatus.RETIRED)
        return Preview(
            id=upload.id,
            version_id=upload.version_id,
            state=upload.state,
            filename=upload.filename,
            sha256=upload.sha256,
            size=upload.size,
            uploaded_by=_read_name(session, upload.uploaded_by),
            uploaded_at=upload.uploaded_at,
            already_imported_on=_find_earlier(session, upload),
            revision=version.content_revision,
            job_id=session.scalar(sa.select(sa.func.max(Job.id)).where(Job.import_id == upload.id)),
            tables=draft.tables,
            rows=rows,
            problems=problems,
            counts=count_rows(rows, problems),
            choices=choices,
            kept=kept,
        )


def confirm_import(
    import_id: int,
    *,
    actor_id: int | None,
    seen_revision: int | None = None,
    seen_reading: int | None = None,
    choices: RowChoices | None = None,
) -> ImportOutcome:
    """Take the file in: modules, revisions, before-images and the sheet's own statements, in one transaction.

    ``seen_revision`` and ``seen_reading`` are ``Preview.revision`` and ``Preview.job_id`` of the page that the person
    looked at. ``choices`` says which rows are taken in and which missing modules retire; by default what was chosen on
    the check page, and without that every row. Raises ``Conflict`` when the modules changed since then (or, without it,
    since the file was read), when the file was read again since then, and when the upload was already taken in or
    discarded; ``Refused`` when everything was switched off.
    """
    with write() as session:
        version_id = find_import(session, import_id).version_id
        # The version is locked before the import, as everywhere, so that two writers cannot wait for each other.
        version = require_version(session, version_id, for_change=True)
        upload = find_import(session, import_id, lock=True)
        require_draft(upload)
        require_read(session, upload, seen_reading)
        if version.content_revision != (upload.base_revision if seen_revision is None else seen_revision):
            raise Conflict("import-outdated")
        draft = read_draft(session, upload)
        if not draft.modules:
            raise Refused("import-unreadable")
        choices = choices or read_choices(session, upload)
        stored = read_modules(session, version_id, retired=True)
        compared = compare_draft(draft, stored, choices, ask=False)
        chosen, retiring = compared.chosen(choices), compared.retiring(choices)
        if not chosen and not retiring:
            raise Refused("nothing-chosen")
        placed = apply_modules(session, upload, chosen, stored)
        statements = apply_statements(session, upload, version, placed)
        retire_modules(session, upload, retiring)
        taken = {comparison.record.id for comparison in chosen}
        left_out = frozenset(record.id for record in draft.modules if record.id not in taken)
        # What was really left out, so that the page of this upload can go on telling it.
        write_choices(session, upload, RowChoices(take=Switch(True, left_out), same=choices.same))
        version.content_revision += 1
        upload.state = ImportState.APPLIED
        upload.applied_at = utc_now()
        outcome = _count_outcome(chosen, statements, len(left_out), len(retiring))
        record_entry(session, actor_id, "import.confirm", version=version, import_id=import_id, **to_json(outcome))
        return outcome


def discard_import(import_id: int, *, actor_id: int | None) -> None:
    """Throw a draft away; the row stays in the list, bytes and draft go."""
    with write() as session:
        upload = find_import(session, import_id, lock=True)
        if upload.state not in (ImportState.RECEIVED, ImportState.DRAFT):
            raise refusal_for(upload.state)
        drop_content(session, upload, ImportState.DISCARDED)
        version = require_version(session, upload.version_id)
        record_entry(session, actor_id, "import.discard", version=version, import_id=import_id)


def undo_import(import_id: int, *, actor_id: int | None) -> None:
    """Put the modules back as they were before this import; ``Conflict`` names later work that rests on it.

    What the sheet itself stated no longer holds; what people decided on modules that stay, does.
    """
    with write() as session:
        version_id = find_import(session, import_id).version_id
        version = require_version(session, version_id, for_change=True)
        upload = find_import(session, import_id, lock=True)
        if upload.state is not ImportState.APPLIED:
            raise Conflict("import-not-applied")
        count = undo_modules(session, upload)
        version.content_revision += 1
        upload.state = ImportState.UNDONE
        record_entry(session, actor_id, "import.undo", version=version, import_id=import_id, modules=count)


def expire_drafts(now: datetime | None = None) -> int:
    """Drop bytes and draft of uploads that nobody took in in time; return how many."""
    with write() as session:
        late = session.scalars(
            sa.select(Import)
            .where(
                Import.state.in_((ImportState.RECEIVED, ImportState.DRAFT)),
                Import.expires_at < (now or utc_now()),
            )
            .order_by(Import.id)
            .with_for_update(key_share=True)
        ).all()
        for upload in late:
            drop_content(session, upload, ImportState.EXPIRED)
            version = require_version(session, upload.version_id)
            record_entry(session, None, "import.expire", version=version, import_id=upload.id)
        return len(late)


def get_upload(import_id: int) -> tuple[str, bytes]:
    """Return name and bytes of the original upload."""
    with read() as session:
        upload = find_import(session, import_id)
        return upload.filename, read_content(session, import_id, ImportContent.data).data


def version_of(import_id: int) -> int:
    """Return the version that an import belongs to (for the permission check of a route)."""
    with read() as session:
        return find_import(session, import_id).version_id


def _read_name(session: Session, account_id: int | None) -> str:
    return session.scalar(sa.select(Account.name).where(Account.id == account_id)) or ""


def _find_earlier(session: Session, upload: Import) -> datetime | None:
    """Return when this very file was last taken in by another upload of the version."""
    return session.scalar(
        sa.select(Import.applied_at)
        .where(
            Import.version_id == upload.version_id,
            Import.sha256 == upload.sha256,
            Import.state == ImportState.APPLIED,
            Import.id != upload.id,
        )
        .order_by(Import.applied_at.desc())
        .limit(1)
    )


def _count_outcome(comparisons: tuple[Comparison, ...], statements: int, left_out: int, retired: int) -> ImportOutcome:
    statuses = [comparison.status for comparison in comparisons]
    return ImportOutcome(
        new=statuses.count(RowStatus.NEW),
        changed=statuses.count(RowStatus.CHANGED),
        same=statuses.count(RowStatus.SAME),
        statements=statements,
        left_out=left_out,
        retired=retired,
        returned=statuses.count(RowStatus.RETURNED),
    )
