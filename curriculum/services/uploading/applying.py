"""Writing an import into a version and taking it back out: modules, before-images, the sheet's own statements."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from curriculum.contract.codec import to_json
from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import StatementSource
from curriculum.models import CurriculumVersion, Decision, Import, ImportChange, Module, ModuleRevision
from curriculum.models.module import ModuleState
from curriculum.models.types import utc_now
from curriculum.models.upload import ChangeKind, ImportState
from curriculum.services.conditions import still_stands
from curriculum.services.contents import StoredModule, read_competencies, read_modules
from curriculum.services.errors import Conflict
from curriculum.services.texts import hash_module_content, hash_module_text
from curriculum.services.uploading.previews import Comparison, RowStatus


def apply_modules(
    session: Session, upload: Import, comparisons: Sequence[Comparison], stored: Sequence[StoredModule]
) -> dict[str, tuple[int, ModuleRecord]]:
    """Write the new and changed modules; return key -> (module id, record) of all modules that are given."""
    keys = {module.key for module in stored}
    codes = {module.code for module in stored if module.code is not None}
    # A module that gets another code, known by its identifier, gives its old one free for a new module.
    codes -= {item.module.code for item in comparisons if item.module and item.record.code != item.module.code}
    placed: dict[str, tuple[int, ModuleRecord]] = {}
    revisions: list[dict[str, object]] = []
    changes: list[dict[str, object]] = []
    updates: list[dict[str, object]] = []
    fresh: list[ModuleRecord] = []
    for comparison in comparisons:
        module, record = comparison.module, comparison.record
        if module is None:
            if record.code in codes:
                record = replace(record, code=None)
            key = _free_key(record.id, keys)
            keys.add(key)
            fresh.append(replace(record, id=key))
            continue
        placed[module.key] = (module.id, replace(record, id=module.key))
        if comparison.status is not RowStatus.SAME:
            revisions.append(_revision_values(module.id, module.revision + 1, record, upload.id))
            before: dict[str, int | str | None]
            before = {"revision": module.revision, "code": module.code, "state": module.state.value}
            changes.append(_change_values(upload.id, module.id, ChangeKind.CHANGED, before, module.revision + 1))
            updates.append(
                {"id": module.id, "revision": module.revision + 1, "code": record.code, "state": ModuleState.ACTIVE}
            )
    if updates:
        session.execute(sa.update(Module), updates)
    for record, module_id in zip(fresh, _insert_modules(session, upload, fresh), strict=True):
        placed[record.id] = (module_id, record)
        revisions.append(_revision_values(module_id, 1, record, upload.id))
        changes.append(_change_values(upload.id, module_id, ChangeKind.NEW, None, 1))
    if revisions:
        session.execute(sa.insert(ModuleRevision), revisions)
        session.execute(sa.insert(ImportChange), changes)
    return placed


def apply_statements(
    session: Session, upload: Import, version: CurriculumVersion, placed: dict[str, tuple[int, ModuleRecord]]
) -> int:
    """Write the docent's own codes in the sheet as decisions, where they say something new; return how many.

    A person's decision on the same link stays as it is: a sheet that is read again never overrules a person.
    """
    competencies = {
        competency.record.code: competency for competency in read_competencies(session, version.framework_version_id)
    }
    latest = _latest_decisions(session, version.id)
    values = []
    for module_id, record in placed.values():
        module_hash = hash_module_text(record)
        for statement in record.statements:
            competency = competencies.get(statement.competency)
            if competency is None:
                continue
            held = latest.get((module_id, competency.id))
            said = (statement.verdict, statement.mastery, module_hash, competency.text_hash)
            if held is not None and (
                held.source is StatementSource.PERSON
                or (held.verdict, held.mastery, held.module_hash, held.competency_hash) == said
            ):
                continue
            values.append(
                {
                    "module_id": module_id,
                    "competency_id": competency.id,
                    "verdict": statement.verdict,
                    "mastery": statement.mastery,
                    "source": StatementSource.EXPLICIT,
                    "reason": "",
                    "account_id": upload.uploaded_by,
                    "import_id": upload.id,
                    "module_hash": module_hash,
                    "competency_hash": competency.text_hash,
                }
            )
    if values:
        session.execute(sa.insert(Decision), values)
    return len(values)


def read_changes(session: Session, import_id: int) -> dict[tuple[str, int, str], RowStatus]:
    """Return what an import did, by the place and the title that each module had in the sheet."""
    earlier = aliased(ImportChange)
    had_lapsed = (
        sa.exists()
        .where(earlier.module_id == ImportChange.module_id, earlier.id < ImportChange.id)
        .where(earlier.kind == ChangeKind.RETIRED, Import.id == earlier.import_id, Import.state == ImportState.APPLIED)
    )
    rows = session.execute(
        sa.select(
            ModuleRevision.sheet,
            ModuleRevision.row,
            ModuleRevision.title,
            ImportChange.kind,
            ImportChange.before,
            had_lapsed.label("had_lapsed"),
        )
        .join(
            ModuleRevision,
            sa.and_(ModuleRevision.module_id == ImportChange.module_id, ModuleRevision.number == ImportChange.revision),
        )
        .where(ImportChange.import_id == import_id, ImportChange.kind != ChangeKind.RETIRED)
    )
    return {
        (row.sheet, row.row, row.title): _tell_done(row.kind, row.before or {}, had_lapsed=row.had_lapsed)
        for row in rows
    }


def _tell_done(kind: ChangeKind, before: Mapping[str, object], *, had_lapsed: bool) -> RowStatus:
    """Return what an import did to a module, in the words of the page that was shown before."""
    if kind is ChangeKind.CHANGED and before.get("state") == ModuleState.RETIRED:
        return RowStatus.RETURNED if had_lapsed else RowStatus.NEW
    return RowStatus(kind.value)


def retire_modules(session: Session, upload: Import, modules: Sequence[StoredModule]) -> None:
    """Mark modules as no longer part of the programme; text and decisions stay, and undo brings them back."""
    if not modules:
        return
    before = {module.id: {"revision": module.revision, "state": module.state.value} for module in modules}
    session.execute(
        sa.insert(ImportChange),
        [
            _change_values(
                upload.id, module.id, ChangeKind.RETIRED, {**before[module.id], "code": module.code}, module.revision
            )
            for module in modules
        ],
    )
    session.execute(sa.update(Module).where(Module.id.in_(before)).values(state=ModuleState.RETIRED))


def read_retired(session: Session, upload: Import) -> tuple[StoredModule, ...]:
    """Return the modules that an import retired."""
    ids = set(
        session.scalars(
            sa.select(ImportChange.module_id).where(
                ImportChange.import_id == upload.id, ImportChange.kind == ChangeKind.RETIRED
            )
        )
    )
    if not ids:
        return ()
    return tuple(module for module in read_modules(session, upload.version_id, retired=True) if module.id in ids)


def undo_modules(session: Session, upload: Import) -> int:
    """Put every module of an import back as it was; return how many.

    Raises ``Conflict`` naming the modules on which later work rests: a later import, or a person's decision on a module
    that this import made.
    """
    changes = session.execute(
        sa.select(ImportChange, Module, ModuleRevision)
        .join(Module, Module.id == ImportChange.module_id)
        .join(ModuleRevision, sa.and_(ModuleRevision.module_id == Module.id, ModuleRevision.number == Module.revision))
        .where(ImportChange.import_id == upload.id)
        .order_by(Module.position, Module.id)
    ).all()
    judged = set(
        session.scalars(
            sa.select(Decision.module_id)
            .join(ImportChange, ImportChange.module_id == Decision.module_id)
            .where(
                ImportChange.import_id == upload.id,
                ImportChange.kind == ChangeKind.NEW,
                Decision.source == StatementSource.PERSON,
            )
        )
    )
    earlier = _read_before(session, upload, [change for change, _, _ in changes])
    # A code that a module had before may by now be that of another one, which this import knows nothing of.
    codes = {module.id: change.before["code"] for change, module, _ in changes if change.before is not None}
    taken = set(
        session.scalars(
            sa.select(Module.code).where(
                Module.version_id == upload.version_id,
                Module.code.in_({code for code in codes.values() if code is not None}),
                Module.id.not_in(sa.select(ImportChange.module_id).where(ImportChange.import_id == upload.id)),
            )
        )
    )
    later = _changed_later(session, upload)
    blocked = [
        revision.title
        for _, module, revision in changes
        if module.id in later or module.id in judged or codes.get(module.id) in taken
    ]
    if blocked:
        raise Conflict("undo-conflict", modules=", ".join(blocked[:10]) + (" …" if len(blocked) > 10 else ""))
    returning = {code for code in codes.values() if code is not None}
    for _, module, _ in changes:
        if module.code in returning and codes.get(module.id) != module.code:
            module.code = None
    session.flush()
    for change, module, _revision in changes:
        if change.before is None:
            module.state = ModuleState.RETIRED
            continue
        module.state = ModuleState(change.before["state"])
        if change.kind is ChangeKind.RETIRED:
            continue
        before = earlier[module.id]
        module.revision += 1
        module.code = change.before["code"]
        session.add(
            ModuleRevision(
                module_id=module.id,
                number=module.revision,
                title=before.title,
                text_hash=before.text_hash,
                content_hash=before.content_hash,
                content=before.content,
                sheet=before.sheet,
                row=before.row,
                import_id=before.import_id,
            )
        )
    return len(changes)


def _read_before(session: Session, upload: Import, changes: Sequence[ImportChange]) -> dict[int, ModuleRevision]:
    """Return the text that each module had before an import changed it; in one query, however many there are."""
    numbers = {change.module_id: change.before["revision"] for change in changes if change.before is not None}
    mine = sa.select(ImportChange.module_id).where(ImportChange.import_id == upload.id)
    revisions = session.scalars(
        sa.select(ModuleRevision).where(
            ModuleRevision.module_id.in_(mine), ModuleRevision.number.in_(set(numbers.values()))
        )
    )
    return {
        revision.module_id: revision for revision in revisions if numbers.get(revision.module_id) == revision.number
    }


def _changed_later(session: Session, upload: Import) -> set[int]:
    """Return the modules that a later import changed or retired; one that was undone itself no longer counts."""
    mine = sa.select(ImportChange.module_id).where(ImportChange.import_id == upload.id)
    last = sa.select(sa.func.max(ImportChange.id)).where(ImportChange.import_id == upload.id).scalar_subquery()
    return set(
        session.scalars(
            sa.select(ImportChange.module_id)
            .join(Import, Import.id == ImportChange.import_id)
            .where(ImportChange.module_id.in_(mine), ImportChange.id > last, Import.state == ImportState.APPLIED)
        )
    )


def _insert_modules(session: Session, upload: Import, records: Sequence[ModuleRecord]) -> list[int]:
    """Insert the modules behind the existing ones and return their ids in the same order."""
    if not records:
        return []
    last = session.scalar(sa.select(sa.func.max(Module.position)).where(Module.version_id == upload.version_id))
    first = 0 if last is None else last + 1
    ids = session.scalars(
        sa.insert(Module).returning(Module.id, sort_by_parameter_order=True),
        [
            {
                "version_id": upload.version_id,
                "key": record.id,
                "code": record.code,
                "position": position,
            }
            for position, record in enumerate(records, first)
        ],
    )
    return list(ids)


def _revision_values(module_id: int, number: int, record: ModuleRecord, import_id: int) -> dict[str, object]:
    return {
        "module_id": module_id,
        "number": number,
        "title": record.title,
        "text_hash": hash_module_text(record),
        "content_hash": hash_module_content(record),
        "content": to_json(record),
        "sheet": record.sheet,
        "row": record.row,
        "import_id": import_id,
        "created_at": utc_now(),
    }


def _change_values(
    import_id: int, module_id: int, kind: ChangeKind, before: dict[str, int | str | None] | None, revision: int
) -> dict[str, object]:
    return {"import_id": import_id, "module_id": module_id, "kind": kind, "before": before, "revision": revision}


def _free_key(key: str, taken: set[str]) -> str:
    """Return the key, or the key with the first number that makes it unique in the version."""
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"{key} ({number})"
    return free


def _latest_decisions(session: Session, version_id: int) -> dict[tuple[int, int], Decision]:
    latest = (
        sa.select(sa.func.max(Decision.id))
        .join(Module, Module.id == Decision.module_id)
        .where(Module.version_id == version_id, still_stands())
        .group_by(Decision.module_id, Decision.competency_id)
    )
    return {
        (decision.module_id, decision.competency_id): decision
        for decision in session.scalars(sa.select(Decision).where(Decision.id.in_(latest)))
    }
