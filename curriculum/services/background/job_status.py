"""The job table: what waits, runs, is done or failed. The truth about background work; the queue only delivers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.models import Job
from curriculum.models.job import JobKind as JobKind
from curriculum.models.job import JobState as JobState
from curriculum.models.types import utc_now
from curriculum.services.audit import record_entry
from curriculum.services.contents import require_version
from curriculum.services.errors import NotFound
from curriculum.services.transactions import read, write

MAX_ATTEMPTS = 3
LOST_AFTER = timedelta(seconds=60)
SECONDS_BETWEEN_REPORTS = 0.5


@dataclass(frozen=True, slots=True)
class JobView:
    """One job; ``error`` is a code of the messages in services.errors, empty when nothing is the matter."""

    id: int
    kind: JobKind
    state: JobState
    version_id: int
    import_id: int | None
    progress: int
    total: int
    attempts: int
    error: str
    result: dict[str, Any] | None
    created_at: datetime
    finished_at: datetime | None
    is_stopping: bool

    @property
    def share(self) -> float | None:
        """How much of the work that can be counted is done, from 0 to 1; None when nobody can tell.

        A reading that has all its rows still has to compare and keep them, which is not counted.
        """
        if not self.total or (self.kind is JobKind.PARSE_IMPORT and self.progress >= self.total):
            return None
        return self.progress / self.total

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to this job."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to work on a job; ``attempt`` goes stale when the job was taken for lost and given to someone else."""

    job_id: int
    attempt: int
    kind: JobKind
    version_id: int
    import_id: int | None
    requested_by: int | None


class JobStoppedError(Exception):
    """The work must stop: somebody cancelled the job, or it was taken for lost and is no longer ours."""


class WorkerLeavingError(Exception):
    """This worker stops; the job goes back in the row."""


_leaving = Event()


def get_job(job_id: int) -> JobView:
    """Return the state of one job."""
    with read() as session:
        job = session.get(Job, job_id)
        if job is None:
            raise NotFound("job-not-found")
        return _view_job(job)


def find_latest(version_id: int, kind: JobKind, *, import_id: int | None = None) -> JobView | None:
    """Return the newest job of a kind of a version, or of one upload of it, whatever became of it."""
    with read() as session:
        jobs = sa.select(Job).where(Job.version_id == version_id, Job.kind == kind).order_by(Job.id.desc()).limit(1)
        job = session.scalar(jobs if import_id is None else jobs.where(Job.import_id == import_id))
        return None if job is None else _view_job(job)


def cancel_job(job_id: int, *, actor_id: int | None) -> None:
    """Ask a job to stop; a waiting job stops at once, a running one at its next step, a finished one stays."""
    with write() as session:
        job = _lock_job(session, job_id)
        if job is None:
            raise NotFound("job-not-found")
        if job.state is JobState.QUEUED:
            _close(job, JobState.CANCELLED)
        elif job.state is JobState.RUNNING:
            job.cancel_requested = True
        version = require_version(session, job.version_id)
        record_entry(session, actor_id, "job.cancel", version=version, import_id=job.import_id, job_id=job_id)


def restart_job(job_id: int, *, actor_id: int | None) -> int:
    """Write a new job down for the work of one that failed or was stopped, and return its id.

    A job that may still do it, or has done it, is returned itself. The caller hands the job to the queue with
    :func:`curriculum.jobs.deliver_waiting`.
    """
    with write() as session:
        job = _lock_job(session, job_id)
        if job is None:
            raise NotFound("job-not-found")
        if job.state not in (JobState.FAILED, JobState.CANCELLED):
            return job_id
        version = require_version(session, job.version_id, for_change=True)
        new_id = add_job(
            session,
            job.kind,
            version_id=job.version_id,
            import_id=job.import_id,
            requested_by=actor_id,
            input_sha256=job.input_sha256,
        )
        record_entry(session, actor_id, "job.restart", version=version, import_id=job.import_id, job_id=new_id)
        return new_id


def add_job(
    session: Session,
    kind: JobKind,
    *,
    version_id: int,
    import_id: int | None = None,
    requested_by: int | None,
    input_sha256: str,
) -> int:
    """Write a job down in the transaction of the use case that asks for it; an open one for the same is reused."""
    subject = f"version {version_id}" if import_id is None else f"import {import_id}"
    open_job = session.scalar(
        sa.select(Job.id).where(
            Job.kind == kind, Job.subject == subject, Job.state.in_((JobState.QUEUED, JobState.RUNNING))
        )
    )
    if open_job is not None:
        return open_job
    job = Job(
        kind=kind,
        subject=subject,
        version_id=version_id,
        import_id=import_id,
        requested_by=requested_by,
        input_sha256=input_sha256,
    )
    session.add(job)
    session.flush()
    return job.id


def list_waiting() -> tuple[int, ...]:
    """Return the jobs that nobody works on yet, oldest first."""
    with read() as session:
        return tuple(session.scalars(sa.select(Job.id).where(Job.state == JobState.QUEUED).order_by(Job.id)))


def claim_job(job_id: int) -> Ticket | None:
    """Take a waiting job for ourselves, or return None when it is no longer waiting; a job is never done twice."""
    with write() as session:
        job = _lock_job(session, job_id)
        if job is None or job.state is not JobState.QUEUED:
            return None
        job.state = JobState.RUNNING
        job.attempts += 1
        job.progress = job.total = 0  # Whoever began it before may have been far; this is a new beginning.
        job.heartbeat_at = utc_now()
        return Ticket(job.id, job.attempts, job.kind, job.version_id, job.import_id, job.requested_by)


def report_progress(ticket: Ticket, done: int | None = None, total: int | None = None) -> None:
    """Say that the job is alive and how far it is; raise ``JobStoppedError`` when it must stop."""
    with write() as session:
        job = _require_ours(session, ticket)
        job.heartbeat_at = utc_now()
        if total is not None:
            job.total = max(total, 0)
        if done is not None:
            job.progress = min(max(done, 0), job.total)
        stop = job.cancel_requested
    if stop:
        raise JobStoppedError(f"job {ticket.job_id} was cancelled")


class Heart:
    """Keeps a job alive while it is worked on, without writing more often than anybody looks."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket
        self._last = -SECONDS_BETWEEN_REPORTS

    def beat(self) -> None:
        """Say that the work goes on; raises when it must stop."""
        if _leaving.is_set():
            raise WorkerLeavingError
        if monotonic() - self._last >= SECONDS_BETWEEN_REPORTS:
            self._last = monotonic()
            report_progress(self._ticket)

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; raises when it must stop."""
        if _leaving.is_set():
            raise WorkerLeavingError
        if done >= total or monotonic() - self._last >= SECONDS_BETWEEN_REPORTS:
            self._last = monotonic()
            report_progress(self._ticket, done, total)


def set_leaving(leaving: bool) -> None:
    """Tell the work in this process to stop at its next step because the worker leaves, or that it may go on."""
    if leaving:
        _leaving.set()
    else:
        _leaving.clear()


def hold_job(session: Session, ticket: Ticket) -> None:
    """Keep the job ours until this transaction ends; raises ``JobStoppedError`` when it no longer is."""
    _require_ours(session, ticket)


def finish_job(session: Session, ticket: Ticket, result: dict[str, Any]) -> None:
    """Close the job in the transaction that stores its result, so that both happen or neither."""
    job = _require_ours(session, ticket)
    job.progress = job.total
    job.result = result
    _close(job, JobState.DONE)


def fail_job(ticket: Ticket, error: str) -> None:
    """Close the job with an error code; a job that is no longer ours is left alone."""
    with write() as session:
        job = _lock_job(session, ticket.job_id)
        if job is not None and job.state is JobState.RUNNING and job.attempts == ticket.attempt:
            job.error = error
            _close(job, JobState.FAILED)


def stop_job(ticket: Ticket) -> None:
    """Close a job that was cancelled while it ran."""
    with write() as session:
        job = _lock_job(session, ticket.job_id)
        if job is not None and job.state is JobState.RUNNING and job.attempts == ticket.attempt:
            _close(job, JobState.CANCELLED)


def return_job(ticket: Ticket) -> None:
    """Put a job back because this worker stops; it does not count as an attempt."""
    with write() as session:
        job = _lock_job(session, ticket.job_id)
        if job is not None and job.state is JobState.RUNNING and job.attempts == ticket.attempt:
            job.state = JobState.QUEUED
            job.attempts -= 1
            job.heartbeat_at = None


def reap_jobs(now: datetime | None = None) -> tuple[int, int]:
    """Put jobs whose worker fell silent back in the row, or fail them after the last attempt.

    Returns how many were put back and how many failed.
    """
    silent_since = (now or utc_now()) - LOST_AFTER
    returned = failed = 0
    with write() as session:
        lost = sa.select(Job).where(Job.state == JobState.RUNNING, Job.heartbeat_at < silent_since).order_by(Job.id)
        for job in session.scalars(lost.with_for_update()):
            if job.cancel_requested:
                _close(job, JobState.CANCELLED)
            elif job.attempts < MAX_ATTEMPTS:
                job.state = JobState.QUEUED
                job.heartbeat_at = None
                returned += 1
            else:
                job.error = "job-lost"
                _close(job, JobState.FAILED)
                failed += 1
    return returned, failed


def _lock_job(session: Session, job_id: int) -> Job | None:
    return session.scalar(sa.select(Job).where(Job.id == job_id).with_for_update())


def _require_ours(session: Session, ticket: Ticket) -> Job:
    job = _lock_job(session, ticket.job_id)
    if job is None or job.state is not JobState.RUNNING or job.attempts != ticket.attempt:
        raise JobStoppedError(f"job {ticket.job_id} is no longer ours")
    return job


def _view_job(job: Job) -> JobView:
    return JobView(
        id=job.id,
        kind=job.kind,
        state=job.state,
        version_id=job.version_id,
        import_id=job.import_id,
        progress=job.progress,
        total=job.total,
        attempts=job.attempts,
        error=job.error,
        result=job.result,
        created_at=job.created_at,
        finished_at=job.finished_at,
        is_stopping=job.cancel_requested,
    )


def _close(job: Job, state: JobState) -> None:
    job.state = state
    job.finished_at = utc_now()
