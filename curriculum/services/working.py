"""How a job does its heavy work: in a process of its own, or here and now where the settings say so."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app

from curriculum.services.apart import run_apart
from curriculum.services.job_status import Heart, Ticket

T = TypeVar("T")


def do_work(work: Callable[..., T], *arguments: Any, ticket: Ticket) -> T:
    """Return ``work(*arguments, progress)`` while the job table hears that the work goes on."""
    heart = Heart(ticket)
    if current_app.config["JOBS_IN_CHILD"]:
        return run_apart(work, *arguments, beat=heart.beat, progress=heart.progress)
    return work(*arguments, heart.progress)
