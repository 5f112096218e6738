"""Workers as programs of their own: several at once, on any database, each doing other jobs and none of them twice."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from curriculum import jobs
from curriculum.config import Settings
from curriculum.extensions import db
from curriculum.models import AuditEntry, Job
from curriculum.services.background.job_status import JobState
from curriculum.services.mapping import runs
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import ImportState
from tests.conftest import Cloner, make_settings
from tests.services.conftest import School, fill_school, make_app, make_sheet
from tests.soak.invariants import find_faults, find_unfinished

PATIENCE = 240
UPLOADS = 10
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@contextmanager
def worker(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Run ``curriculum worker`` until the block ends."""
    environment = {
        **os.environ,
        "SECRET_KEY": settings.secret_key,
        "SECURITY_PASSWORD_SALT": settings.password_salt,
        "CURRICULUM_DATA": str(settings.data_folder),
        "CURRICULUM_QUEUE_URL": settings.queue_url,
        "CURRICULUM_MEANING": "off",
        "DATABASE_URL": settings.database_url,
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "curriculum", "worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=PATIENCE)
        finally:
            process.kill()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)


def states() -> list[JobState]:
    with db.engine.connect() as connection:
        return list(connection.scalars(sa.select(Job.state)))


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    cloner: Cloner = request.getfixturevalue("postgresql_cloner")
    url = cloner.clone("postgresql:///template0")
    yield url
    cloner.drop(url)


def test_three_workers_that_start_at_once_on_an_empty_database_are_all_ready(empty_url: str, tmp_path: Path) -> None:
    settings = make_settings(empty_url, tmp_path / "data")
    if empty_url.startswith("postgresql"):
        settings = replace(settings, queue_url=empty_url)
    with ExitStack() as stack:
        # Each has a data folder of its own in PostgreSQL, as on a machine of its own.
        workers = [
            stack.enter_context(worker(replace(settings, data_folder=tmp_path / f"data{number}")))
            if settings.queue_url
            else stack.enter_context(worker(settings))
            for number in range(3)
        ]
        said = []
        for process in workers:
            assert process.stdout is not None
            said.append(process.stdout.readline())
    assert ["klaar" in line for line in said] == [True] * 3, said
    assert [process.returncode for process in workers] == [0] * 3


@pytest.fixture
def queued(settings: Settings) -> Iterator[tuple[Flask, Settings, School]]:
    """Give an application whose queue nobody works on yet, on this database, with a school in it."""
    if settings.database_url.startswith("postgresql"):
        settings = replace(settings, queue_url=settings.database_url)
    app = make_app(settings)
    with app.app_context():
        school = fill_school()
        app.config["JOBS_IMMEDIATE"] = False
        yield app, settings, school
        db.session.remove()
        db.engine.dispose()
        queue: jobs.JobQueue = app.extensions["curriculum_jobs"]
        queue.huey.storage.close()


def test_two_workers_share_the_jobs_and_do_none_of_them_twice(
    queued: tuple[Flask, Settings, School], tmp_path: Path
) -> None:
    _app, settings, school = queued
    done_before = len(states())
    at_work = 0
    with (
        worker(settings),
        worker(replace(settings, data_folder=tmp_path / "other") if settings.queue_url else settings),
    ):
        import_ids = []
        for number in range(UPLOADS):
            rows = [
                (f"M{number}-{row}", f"Module {number}.{row}", "De student maakt notulen.", "") for row in range(30)
            ]
            import_ids.append(
                uploads.receive_upload(school.version_id, "m.xlsx", make_sheet(rows), actor_id=school.docent_id)
            )
            # Everybody who asks hands out all that waits, so each job is in the queue more than once.
            jobs.deliver_waiting()
        runs.start_run(school.other_version_id, actor_id=school.other_docent_id)
        jobs.deliver_waiting()

        def nothing_waits() -> bool:
            nonlocal at_work
            now = states()
            at_work = max(at_work, now.count(JobState.RUNNING))
            return not {JobState.QUEUED, JobState.RUNNING} & set(now)

        wait_until(nothing_waits)
    assert states() == [JobState.DONE] * (done_before + UPLOADS + 1)
    # A worker does one job at a time, so two at work are two workers.
    assert at_work == 2
    with db.engine.connect() as connection:
        assert set(connection.scalars(sa.select(Job.attempts))) == {1}
        finished = connection.scalars(sa.select(AuditEntry.id).where(AuditEntry.action == "run.finish")).all()
    assert len(finished) == 2
    assert {uploads.get_preview(import_id).state for import_id in import_ids} == {ImportState.DRAFT}
    for version_id in (school.version_id, school.other_version_id):
        assert find_faults(db.engine, version_id) + find_unfinished(db.engine, version_id) == []
