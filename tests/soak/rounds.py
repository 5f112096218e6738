"""Stories of uploads that are received, read, taken in and mapped by processes that are killed on the way."""

import hashlib
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from multiprocessing.context import ForkServerProcess
from typing import Any

import sqlalchemy as sa

from curriculum import jobs
from curriculum.contract.vocabulary import Leerweg
from curriculum.extensions import db
from curriculum.models import Import, ImportContent, Job
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobState, JobView
from curriculum.services.mapping import runs
from curriculum.services.school import frameworks, programmes
from curriculum.services.uploading.uploads import ImportState
from tests.services.conftest import FRAMEWORK, make_sheet
from tests.soak.invariants import find_damage, find_faults, find_unfinished
from tests.soak.worker import (
    BOARD_LENGTH,
    Order,
    Phase,
    Site,
    place_of_count,
    place_of_seconds,
    run_use_case,
    run_worker,
)

# How the kills are divided over the phases, in percents.
SHARES = {
    Phase.RECEIVING: 5,
    Phase.TENDING: 3,
    Phase.CLAIMING: 4,
    Phase.READING: 28,
    Phase.KEEPING_DRAFT: 15,
    Phase.TAKING_IN: 18,
    Phase.MAPPING: 10,
    Phase.STORING_RUN: 12,
    Phase.UNDOING: 5,
}
LATER = (Phase.TAKING_IN, Phase.MAPPING, Phase.STORING_RUN, Phase.UNDOING)
MODULES = 40
STORIES_PER_VERSION = 4
SECONDS_TO_FINISH = 150


@dataclass
class Figures:
    """What was seen; ``faults`` must stay empty."""

    kills: Counter[Phase] = field(default_factory=Counter)
    at_statement: int = 0
    from_outside: int = 0
    lost: int = 0
    retried: int = 0
    reported: int = 0
    checks: int = 0
    broken: int = 0
    imports: int = 0
    uploads_there: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def rounds(self) -> int:
        """How often a process was killed in the middle of its work."""
        return sum(number for phase, number in self.kills.items() if phase is not Phase.BETWEEN)


class BrokenError(Exception):
    """A story cannot go on, because something in its version is not whole."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = faults


class Soak:
    """Tells stories until the asked number of processes was killed in the middle of their work."""

    def __init__(self, site: Site, rounds: int, seed: int, say: Callable[[str], None]) -> None:
        self.site = site
        self.rounds = rounds
        self.figures = Figures()
        self._quota = {phase: max(1, round(rounds * share / 100)) for phase, share in SHARES.items()}
        # The same seed gives the same orders.
        self._random = random.Random(seed)  # noqa: S311 (no secret)
        self._say = say
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.soak.warm"])
        self._board = self._context.RawArray("d", BOARD_LENGTH)
        self._statements: dict[Phase, int] = {}
        self._seconds: dict[Phase, float] = {}
        self._numbers = count(1)
        self._framework_id = frameworks.store_framework(FRAMEWORK, actor_id=None)[0]

    def run(self, *, until_broken: bool = False) -> Figures:
        """Do all rounds; the application of the caller is open, on the same databases."""
        told = 0
        version_id = self._make_version()
        self._tell_story(version_id, 0, quietly=True)
        for story in count(1):
            if not self._wants(*Phase) or (until_broken and self.figures.broken):
                break
            if story % STORIES_PER_VERSION == 0:
                version_id = self._make_version()
            try:
                self._tell_story(version_id, story)
            except BrokenError as broken:
                self.figures.broken += 1
                more = f" (and {len(broken.faults) - 1} more)" if len(broken.faults) > 1 else ""
                self.figures.faults.append(broken.faults[0] + more)
                # What follows on this version would only be the same fault again.
                version_id = self._make_version()
            if self.figures.rounds // 50 > told:
                told = self.figures.rounds // 50
                self._say(f"{self.figures.rounds} of {self.rounds}, faults: {len(self.figures.faults)}")
        self._count_uploads()
        damage = find_damage(db.engine)
        self.figures.broken += bool(damage)
        self.figures.faults += damage
        return self.figures

    def _count_uploads(self) -> None:
        """Count, at the end, the uploads and those whose bytes are what was uploaded."""
        with db.engine.connect() as connection:
            for sha256, data in connection.execute(
                sa.select(Import.sha256, ImportContent.data).outerjoin(
                    ImportContent, ImportContent.import_id == Import.id
                )
            ):
                self.figures.imports += 1
                self.figures.uploads_there += data is not None and hashlib.sha256(data).hexdigest() == sha256

    def _make_version(self) -> int:
        return programmes.create_programme(
            f"Programme {next(self._numbers)}",
            leerweg=Leerweg.BOL,
            cohort="2026",
            framework_id=self._framework_id,
            actor_id=None,
        )

    def _tell_story(self, version_id: int, story: int, *, quietly: bool = False) -> None:
        """Take one sheet from upload to mapping, and now and then back out; ``quietly``: nobody is killed."""
        rows = [
            (
                f"M{number}",
                f"Module {number}",
                f"De student maakt notulen van {'overleg' if number % 2 else f'bijeenkomst {story}'}, deel {number}.",
                "C2" if (number + story) % 3 == 0 else "",
            )
            for number in range(story % STORIES_PER_VERSION * 5, MODULES + story % STORIES_PER_VERSION * 5)
        ]
        import_id = self._receive(version_id, make_sheet(rows), quietly)
        jobs.deliver_waiting()
        job = self._finish_job(version_id, Phase.READING, Phase.KEEPING_DRAFT, quietly)
        # What nobody is to be killed in any more is left out, to save time.
        if job.state is JobState.DONE and (quietly or self._wants(*LATER)):
            self._do(version_id, "confirm", import_id, Phase.TAKING_IN, ImportState.APPLIED, quietly)
            if quietly or self._wants(Phase.MAPPING, Phase.STORING_RUN):
                runs.start_run(version_id, actor_id=None)
                jobs.deliver_waiting()
                self._finish_job(version_id, Phase.MAPPING, Phase.STORING_RUN, quietly)
            if quietly or self._wants(Phase.UNDOING):
                self._do(version_id, "undo", import_id, Phase.UNDOING, ImportState.UNDONE, quietly)

    def _receive(self, version_id: int, data: bytes, quietly: bool) -> int:
        """Upload the sheet; a kill leaves the whole upload with its job, or nothing."""
        while True:
            order = None if quietly else self._order_in(Phase.RECEIVING)
            before = self._last_import(version_id)
            died = self._watch(run_use_case, order, "receive", (version_id, "modules.xlsx", data))
            self._check(version_id)
            import_id = self._last_import(version_id)
            if import_id is not None and import_id != before:
                return import_id
            if not died:
                raise BrokenError("an upload was received and is not there")

    def _do(self, version_id: int, case: str, import_id: int, phase: Phase, after: ImportState, quietly: bool) -> None:
        """Do a use case of a person, over again after every kill, until the import is in the state after it."""
        while self._state_of(import_id) is not after:
            order = None if quietly else self._order_in(phase)
            died = self._watch(run_use_case, order, case, (import_id,))
            self._check(version_id)
            if not died and self._state_of(import_id) is not after:
                raise BrokenError(f"import {import_id} cannot be finished after a kill: {case}")

    def _finish_job(self, version_id: int, work: Phase, store: Phase, quietly: bool) -> JobView:
        """Let workers do the waiting job, one after the other as they are killed, until it is done or reported."""
        with db.engine.connect() as connection:
            job_id = connection.scalars(sa.select(sa.func.max(Job.id)).where(Job.version_id == version_id)).one()
        while True:
            order = None if quietly else self._order_in(Phase.TENDING, Phase.CLAIMING, work, store)
            # The reader is always a process of its own, the engine now and then: its start takes seconds.
            in_child = work is Phase.READING or self._random.random() < 0.08
            before = job_status.get_job(job_id)
            died = self._watch(run_worker, order, in_child)
            self._check(version_id)
            job = job_status.get_job(job_id)
            if job.is_finished:
                if job.state is JobState.FAILED and job.error != "job-lost":
                    raise BrokenError(f"job {job_id} failed with {job.error}")
                self.figures.retried += job.attempts - 1
                self.figures.reported += job.state is JobState.FAILED
                return job
            if not died:
                raise BrokenError(*find_unfinished(db.engine, version_id))
            if job.state is JobState.RUNNING:
                # A worker that dies before it looked for lost jobs loses nothing new.
                self.figures.lost += job.attempts > before.attempts
                self._let_time_pass(job_id)

    def _let_time_pass(self, job_id: int) -> None:
        """Set the last sign of life of a job back, so that the next worker need not wait for a minute."""
        with db.engine.begin() as connection:
            job = connection.execute(sa.select(Job.heartbeat_at).where(Job.id == job_id)).one()
            long_ago = job.heartbeat_at - timedelta(minutes=5)
            connection.execute(sa.update(Job).where(Job.id == job_id).values(heartbeat_at=long_ago))

    def _wants(self, *phases: Phase) -> bool:
        return any(self.figures.kills[phase] < self._quota.get(phase, 0) for phase in phases)

    def _order_in(self, *phases: Phase) -> Order | None:
        """Return an order to die in one of these phases: in the reader and the engine mostly at any moment, elsewhere
        mostly at a statement. One process in three may finish, so that jobs are lost once, twice, and once too often.
        """
        wanted = [phase for phase in phases if self._wants(phase)]
        if not wanted or self._random.random() < 0.34:
            return None
        phase = self._random.choice(wanted)
        if self._random.random() < (0.9 if phase in (Phase.READING, Phase.MAPPING) else 0.2):
            return Order(phase, delay=self._random.uniform(0, self._seconds.get(phase, 0.02)))
        return Order(phase, statement=self._random.randint(1, self._statements.get(phase, 1) + 1))

    def _watch(self, work: Callable[..., None], order: Order | None, *arguments: Any) -> bool:
        """Start a process and see it end; return whether it was killed."""
        self._board[:] = [0.0] * BOARD_LENGTH
        process = self._context.Process(target=work, args=(self.site, order, self._board, *arguments))
        process.start()
        killed = self._kill_on_order(process, order)
        process.join(SECONDS_TO_FINISH)
        code = process.exitcode
        if code is None:
            process.kill()
            process.join()
            process.close()
            raise BrokenError("a process that was not killed did not end")
        process.close()
        phase = Phase(int(self._board[0]))
        if code == -9:
            self.figures.kills[phase] += 1
            if phase is not Phase.BETWEEN:
                self.figures.from_outside += killed
                self.figures.at_statement += not killed
            return True
        if code != 0:
            raise BrokenError(f"a process ended with {code} in {phase.name}")
        for each in Phase:
            if self._board[place_of_count(each)]:
                self._statements[each] = int(self._board[place_of_count(each)])
            if self._board[place_of_seconds(each)]:
                self._seconds[each] = self._board[place_of_seconds(each)]
        return False

    def _kill_on_order(self, process: ForkServerProcess, order: Order | None) -> bool:
        """Kill the process from outside, so long after the phase of the order began; not when it dies by itself."""
        if order is None or order.delay is None:
            return False
        deadline = time.monotonic() + SECONDS_TO_FINISH
        while self._board[0] != order.phase and process.is_alive() and time.monotonic() < deadline:
            time.sleep(0.0005)
        time.sleep(order.delay)
        process.kill()
        return True

    def _check(self, version_id: int) -> None:
        self.figures.checks += 1
        faults = find_faults(db.engine, version_id)
        if faults:
            raise BrokenError(*faults)

    def _last_import(self, version_id: int) -> int | None:
        with db.engine.connect() as connection:
            return connection.scalars(sa.select(sa.func.max(Import.id)).where(Import.version_id == version_id)).one()

    def _state_of(self, import_id: int) -> ImportState | None:
        with db.engine.connect() as connection:
            return connection.scalar(sa.select(Import.state).where(Import.id == import_id))
