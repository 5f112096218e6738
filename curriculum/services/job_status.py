"""The job table: what waits, runs, is done or failed. The truth about background work; the queue only delivers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobKind(StrEnum):
    """What a job does."""

    PARSE_IMPORT = "parse_import"
    RUN_MAPPING = "run_mapping"


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


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

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to this job."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


def get_job(job_id: int) -> JobView:
    """Return the state of one job."""
    raise NotImplementedError


def cancel_job(job_id: int, *, actor_id: int | None) -> None:
    """Ask a job to stop; a waiting job stops at once, a running one at its next step."""
    raise NotImplementedError
