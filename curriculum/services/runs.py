"""Mapping runs: what the engine proposes for a version, stored beside the decisions and never over them."""

from dataclasses import dataclass
from datetime import datetime

from curriculum.contract.report import Rule


@dataclass(frozen=True, slots=True)
class RunView:
    """One finished run; ``outdated`` = modules, statements or framework changed since."""

    id: int
    version_id: int
    finished_at: datetime
    started_by: str
    module_count: int
    proposal_count: int
    rule: Rule
    outdated: bool


def start_run(version_id: int, *, actor_id: int | None) -> int:
    """Write down a mapping job and return its id; a run that is already waiting or busy is returned instead.

    The caller hands the job to the queue with :func:`curriculum.jobs.deliver_waiting`.
    """
    raise NotImplementedError


def latest_run(version_id: int) -> RunView | None:
    """Return the newest finished run of the version, or None."""
    raise NotImplementedError
