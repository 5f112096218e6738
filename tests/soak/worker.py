"""The processes that get killed: a real worker on the real queue, and the use cases that a web process does.

Each is forked from a warm server process, tells on a board shared with its killer in which phase it is, and may carry
an order to die before a given statement of a phase.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, MutableSequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, cast
from unittest.mock import patch

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from curriculum import jobs
from curriculum.extensions import begin_sqlite, db
from curriculum.models import Job
from curriculum.models.types import utc_now
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobKind, JobState, Ticket
from curriculum.services.uploading import uploads
from tests.conftest import make_settings
from tests.services.conftest import make_app

SECONDS_TO_FINISH = 120
Board = MutableSequence[float]


class Phase(IntEnum):
    """Where a process is; the number is its place on the board."""

    BETWEEN = 0
    RECEIVING = 1
    READING = 2
    KEEPING_DRAFT = 3
    TAKING_IN = 4
    MAPPING = 5
    STORING_RUN = 6
    UNDOING = 7
    TENDING = 8
    CLAIMING = 9


# The board: where the process is now, and per phase how many statements it made and how many seconds it took.
BOARD_LENGTH = 1 + 2 * len(Phase)


def place_of_count(phase: Phase) -> int:
    """Return where the board holds the number of statements of a phase."""
    return 1 + phase


def place_of_seconds(phase: Phase) -> int:
    """Return where the board holds the duration of a phase."""
    return 1 + len(Phase) + phase


@dataclass(frozen=True)
class Site:
    """What a process needs to know: databases, folder, and which guards are switched off to show that they matter."""

    url: str
    queue_url: str
    folder: Path
    without: str = ""


@dataclass(frozen=True)
class Order:
    """In which phase to die: before its ``statement``-th statement (its end when there are fewer), or from outside."""

    phase: Phase
    statement: int | None = None
    delay: float | None = None


class Watch:
    """Keeps the board up to date, for the thread that does the work, and dies on order."""

    def __init__(self, board: Board, order: Order | None) -> None:
        self._board = board
        self._order = order
        self._thread = threading.local()

    def enter(self, phase: Phase) -> None:
        """Say that this thread begins a phase; the one before it, if any, has ended."""
        self.leave()
        self._thread.phase, self._thread.since, self._thread.count = phase, time.monotonic(), 0
        self._board[0] = phase

    def leave(self) -> None:
        """Say that the phase of this thread has ended; die when it ended before the statement of the order."""
        phase = getattr(self._thread, "phase", Phase.BETWEEN)
        if phase is Phase.BETWEEN:
            return
        if self._order is not None and self._order.phase is phase and self._order.statement is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        self._board[place_of_seconds(phase)] = time.monotonic() - self._thread.since
        self._board[place_of_count(phase)] = self._thread.count
        self._thread.phase = self._board[0] = Phase.BETWEEN

    def count(self, *_details: object) -> None:
        """Count a statement, or a COMMIT, that is about to be made."""
        phase = getattr(self._thread, "phase", Phase.BETWEEN)
        if phase is Phase.BETWEEN:
            return
        self._thread.count += 1
        if self._order is not None and (self._order.phase, self._order.statement) == (phase, self._thread.count):
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, work: Callable[..., Any], before: Phase, after: Phase = Phase.BETWEEN) -> Callable[..., Any]:
        """Return the work with a phase around it, and the phase that follows on it."""

        def watched(*arguments: Any, **more: Any) -> Any:
            self.enter(before)
            result = work(*arguments, **more)
            self.leave() if after is Phase.BETWEEN else self.enter(after)
            return result

        return watched

    def to_its_end(self, work: Callable[[Ticket], None]) -> Callable[[Ticket], None]:
        """Return the work of a job; with it ends the last phase."""

        def watched(ticket: Ticket) -> None:
            work(ticket)
            self.leave()

        return watched


def run_worker(site: Site, order: Order | None, board: Board, in_child: bool) -> None:
    """Be a worker on the real queue until nothing is left to do, or until killed."""
    if site.without == "reaper":
        patch("curriculum.services.background.job_status.reap_jobs", lambda: (0, 0)).start()
    app = open_app(site, Watch(board, order))
    app.config["JOBS_IN_CHILD"] = in_child
    jobs.start_consumer(app)
    deadline = time.monotonic() + SECONDS_TO_FINISH
    with app.app_context():
        while _count_open() and time.monotonic() < deadline:
            time.sleep(0.01)
    os._exit(0)


def run_use_case(site: Site, order: Order | None, board: Board, name: str, arguments: tuple[Any, ...]) -> None:
    """Be a web process that does one use case, or is killed in it."""
    watch = Watch(board, order)
    app = open_app(site, watch)
    cases: dict[str, tuple[Callable[..., Any], Phase]] = {
        "receive": (uploads.receive_upload, Phase.RECEIVING),
        "confirm": (uploads.confirm_import, Phase.TAKING_IN),
        "undo": (uploads.undo_import, Phase.UNDOING),
    }
    work, phase = cases[name]
    with app.app_context():
        watch.around(work, phase)(*arguments, actor_id=None)
    os._exit(0)


def open_app(site: Site, watch: Watch) -> Flask:
    """Make the application with the real queue, with the watch on every phase and statement."""
    logging.disable(logging.WARNING)
    app = make_app(replace(make_settings(site.url, site.folder), queue_url=site.queue_url))
    app.config["JOBS_IMMEDIATE"] = False
    watch_phases = {
        "curriculum.services.uploading.reading.read_upload": (Phase.READING, Phase.KEEPING_DRAFT),
        "curriculum.services.mapping.runs.do_work": (Phase.MAPPING, Phase.STORING_RUN),
        "curriculum.services.background.job_status.reap_jobs": (Phase.TENDING, Phase.BETWEEN),
        "curriculum.services.background.job_status.claim_job": (Phase.CLAIMING, Phase.BETWEEN),
    }
    for name, (before, after) in watch_phases.items():
        patch(name, watch.around(resolve_name(name), before, after)).start()
    for kind in JobKind:
        jobs.WORK[kind] = watch.to_its_end(jobs.WORK[kind])
    event.listen(Engine, "before_cursor_execute", watch.count)
    event.listen(Engine, "commit", watch.count)
    if site.without == "transaction":
        # Every statement is kept as soon as it is made.
        event.remove(Engine, "begin", begin_sqlite)
        with app.app_context():
            engines = cast(dict[str | None, Engine], db.engines)
            engines[None] = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    return app


def _count_open() -> int:
    """Return how many jobs wait or are worked on; one whose worker fell silent is not waited for."""
    fresh = sa.and_(Job.state == JobState.RUNNING, Job.heartbeat_at > utc_now() - job_status.LOST_AFTER)
    with db.engine.connect() as connection:
        return connection.scalars(sa.select(sa.func.count(Job.id)).where((Job.state == JobState.QUEUED) | fresh)).one()
