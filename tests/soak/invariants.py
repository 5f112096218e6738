"""What must hold in a database at any moment, whatever was killed: every import, run and job is whole or absent."""

import hashlib
from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from curriculum.models import (
    AssessmentRow,
    AuditEntry,
    Competency,
    CurriculumVersion,
    Decision,
    Import,
    ImportChange,
    ImportContent,
    Job,
    MappingRun,
    Module,
    ModuleRevision,
    ProposalRow,
)
from curriculum.models.job import JobKind, JobState
from curriculum.models.upload import ImportState

TAKEN_IN = (ImportState.APPLIED, ImportState.UNDONE)
KEPT = (ImportState.RECEIVED, ImportState.DRAFT, *TAKEN_IN)


def find_faults(engine: Engine, version_id: int) -> list[str]:
    """Return everything in a version that is half stored or contradicts itself; empty when all is whole.

    Holds at any moment between two transactions, also right after a kill.
    """
    with engine.connect() as connection:
        return [
            *_check_modules(connection, version_id),
            *_check_imports(connection, version_id),
            *_check_revision_count(connection, version_id),
            *_check_runs(connection, version_id),
            *_check_jobs(connection, version_id),
        ]


def find_unfinished(engine: Engine, version_id: int) -> list[str]:
    """Return the jobs that are neither done nor reported; empty once a worker has had its turn after a kill."""
    with engine.connect() as connection:
        open_jobs = connection.execute(
            sa.select(Job.id, Job.state).where(
                Job.version_id == version_id, Job.state.in_((JobState.QUEUED, JobState.RUNNING))
            )
        ).all()
    return [f"job {row.id} is {row.state} for ever" for row in open_jobs]


def find_damage(engine: Engine) -> list[str]:
    """Return what SQLite itself finds wrong with its file; PostgreSQL has no such question to ask."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        answers = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        strangers = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    damage = [str(answer) for answer in answers if answer != "ok"]
    return damage + [f"row {row} refers to nothing" for row in strangers]


def _check_modules(connection: Connection, version_id: int) -> Iterable[str]:
    """Every module has all its revisions, up to the present one, each from an import that was taken in."""
    numbers: dict[int, list[int]] = {}
    for row in connection.execute(
        sa.select(ModuleRevision.module_id, ModuleRevision.number, Import.state)
        .join(Module, Module.id == ModuleRevision.module_id)
        .outerjoin(Import, Import.id == ModuleRevision.import_id)
        .where(Module.version_id == version_id)
        .order_by(ModuleRevision.number)
    ):
        numbers.setdefault(row.module_id, []).append(row.number)
        if row.state is not None and row.state not in TAKEN_IN:
            yield f"module {row.module_id} has a text of an import that is {row.state}"
    for module_id, revision in connection.execute(
        sa.select(Module.id, Module.revision).where(Module.version_id == version_id)
    ):
        if numbers.get(module_id, []) != list(range(1, revision + 1)):
            yield f"module {module_id} at revision {revision} has the texts {numbers.get(module_id, [])}"


def _check_imports(connection: Connection, version_id: int) -> Iterable[str]:
    """The state of every import goes with its bytes, its draft, its changes, its statements and the log."""
    uploads = connection.execute(
        sa.select(Import.id, Import.state, Import.sha256, Import.size, ImportContent.data, ImportContent.draft)
        .outerjoin(ImportContent, ImportContent.import_id == Import.id)
        .where(Import.version_id == version_id)
    ).all()
    changes = _count_by_import(connection, ImportChange.import_id)
    statements = _count_by_import(connection, Decision.import_id)
    log: dict[int, Counter[str]] = {}
    outcomes: dict[int, int] = {}
    for entry in connection.execute(
        sa.select(AuditEntry.import_id, AuditEntry.action, AuditEntry.detail).where(AuditEntry.version_id == version_id)
    ):
        log.setdefault(entry.import_id, Counter())[entry.action] += 1
        if entry.action == "import.confirm":
            outcomes[entry.import_id] = sum(entry.detail[part] for part in ("new", "changed", "returned"))
    missing = connection.execute(
        sa.select(ImportChange.import_id, ImportChange.module_id)
        .join(Import, Import.id == ImportChange.import_id)
        .outerjoin(
            ModuleRevision,
            sa.and_(ModuleRevision.module_id == ImportChange.module_id, ModuleRevision.number == ImportChange.revision),
        )
        .where(Import.version_id == version_id, ModuleRevision.id.is_(None))
    ).all()
    for change in missing:
        yield f"import {change.import_id} changed module {change.module_id} to a text that is not there"
    for upload in uploads:
        name, entries = f"import {upload.id} ({upload.state})", log.get(upload.id, Counter())
        if upload.state in KEPT and upload.data is None:
            yield f"{name} has lost its upload"
        elif upload.data is not None and (
            len(upload.data) != upload.size or hashlib.sha256(upload.data).hexdigest() != upload.sha256
        ):
            yield f"{name} has other bytes than were uploaded"
        if upload.data is not None and (upload.draft is None) != (upload.state is ImportState.RECEIVED):
            yield f"{name} has {'no' if upload.draft is None else 'a'} draft"
        if upload.state not in TAKEN_IN and changes[upload.id] + statements[upload.id]:
            yield f"{name} left {changes[upload.id]} changes and {statements[upload.id]} statements"
        if upload.state in TAKEN_IN and changes[upload.id] != outcomes.get(upload.id):
            yield f"{name} changed {changes[upload.id]} modules and the log says {outcomes.get(upload.id)}"
        told = (entries["import.receive"], entries["import.confirm"], entries["import.undo"])
        if told != (1, int(upload.state in TAKEN_IN), int(upload.state is ImportState.UNDONE)):
            yield f"{name} was received, taken in and undone {told} times according to the log"


def _check_revision_count(connection: Connection, version_id: int) -> Iterable[str]:
    """The version counts every import that was taken in or undone, once."""
    counted = connection.scalars(
        sa.select(CurriculumVersion.content_revision).where(CurriculumVersion.id == version_id)
    ).one()
    moves = ("import.confirm", "import.undo", "version.choose_framework")
    told = connection.scalars(
        sa.select(sa.func.count(AuditEntry.id)).where(AuditEntry.version_id == version_id, AuditEntry.action.in_(moves))
    ).one()
    if counted != told:
        yield f"version {version_id} counts {counted} changes and the log tells {told}"


def _check_runs(connection: Connection, version_id: int) -> Iterable[str]:
    """Every run has all its proposals and says something of every competency."""
    proposals = dict(
        connection.execute(
            sa.select(ProposalRow.run_id, sa.func.count()).where(ProposalRow.proposed).group_by(ProposalRow.run_id)
        ).all()
    )
    assessments = dict(
        connection.execute(sa.select(AssessmentRow.run_id, sa.func.count()).group_by(AssessmentRow.run_id)).all()
    )
    competencies = dict(
        connection.execute(
            sa.select(Competency.framework_version_id, sa.func.count()).group_by(Competency.framework_version_id)
        ).all()
    )
    for run in connection.execute(
        sa.select(MappingRun.id, MappingRun.proposal_count, MappingRun.framework_version_id).where(
            MappingRun.version_id == version_id
        )
    ):
        if proposals.get(run.id, 0) != run.proposal_count:
            yield f"run {run.id} has {proposals.get(run.id, 0)} of its {run.proposal_count} proposals"
        if assessments.get(run.id, 0) != competencies.get(run.framework_version_id, 0):
            yield f"run {run.id} says something of {assessments.get(run.id, 0)} competencies"


def _check_jobs(connection: Connection, version_id: int) -> Iterable[str]:
    """A job that is done has its result, and every run is the result of one job that is done."""
    states = dict(connection.execute(sa.select(Import.id, Import.state).where(Import.version_id == version_id)).all())
    runs = Counter(connection.scalars(sa.select(MappingRun.id).where(MappingRun.version_id == version_id)))
    for job in connection.execute(
        sa.select(Job.id, Job.kind, Job.state, Job.import_id, Job.result, Job.error).where(Job.version_id == version_id)
    ):
        if job.kind is JobKind.PARSE_IMPORT and states.get(job.import_id) is None:
            yield f"job {job.id} reads an import that is not there"
        if job.state is not JobState.DONE:
            continue
        if job.kind is JobKind.PARSE_IMPORT and states.get(job.import_id) is ImportState.RECEIVED:
            yield f"job {job.id} is done and its import was not read"
        if job.kind is JobKind.RUN_MAPPING:
            runs[int((job.result or {}).get("run", 0))] -= 1
    yield from (f"run {run} is the result of {1 - count} jobs" for run, count in runs.items() if count)


def _count_by_import(
    connection: Connection, column: "sa.orm.InstrumentedAttribute[int] | sa.orm.InstrumentedAttribute[int | None]"
) -> Counter[int]:
    rows = connection.execute(sa.select(column, sa.func.count()).where(column.is_not(None)).group_by(column))
    return Counter({int(number or 0): count for number, count in rows})
