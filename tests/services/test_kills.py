"""A worker that is killed leaves nothing half done: work is whole or absent, and the job is tried again."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from curriculum import jobs
from curriculum.extensions import db
from curriculum.models.types import utc_now
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobState
from curriculum.services.mapping import runs
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import ImportState
from tests.services.conftest import ROWS, School, make_sheet, upload
from tests.soak.invariants import find_faults

Killer = Callable[[str, int], None]


@pytest.fixture
def kill_while(app: Flask, tmp_path: Path) -> Killer:
    def run(step: str, number: int) -> None:
        # The address with its password, if it has one: the other process must be able to use it.
        url = db.engine.url.render_as_string(hide_password=False)
        done = subprocess.run(
            [sys.executable, "-m", "tests.services.killed", url, str(tmp_path / "data"), step, str(number)],
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr

    return run


def find_halves(version_id: int) -> list[str]:
    return find_faults(db.engine, version_id)


def retry_lost_jobs() -> None:
    job_status.reap_jobs(utc_now() + timedelta(minutes=5))
    jobs.deliver_waiting()


def test_killed_while_reading_the_upload_is_there_and_is_read_again(kill_while: Killer, school: School) -> None:
    data = make_sheet(ROWS)
    import_id = uploads.receive_upload(school.version_id, "m.xlsx", data, actor_id=school.docent_id)
    job_id = job_status.list_waiting()[0]
    kill_while("reading", job_id)
    assert job_status.get_job(job_id).state is JobState.RUNNING
    assert uploads.get_upload(import_id)[1] == data
    retry_lost_jobs()
    assert uploads.get_preview(import_id).state is ImportState.DRAFT
    assert job_status.get_job(job_id).attempts == 2


def test_killed_while_storing_nothing_is_stored_and_confirming_again_works(kill_while: Killer, school: School) -> None:
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    kill_while("storing", import_id)
    assert find_halves(school.version_id) == []
    assert uploads.get_preview(import_id).state is ImportState.DRAFT
    assert uploads.confirm_import(import_id, actor_id=school.docent_id).new == 3
    assert find_halves(school.version_id) == []


def test_without_one_transaction_a_kill_would_leave_a_half_import(kill_while: Killer, school: School) -> None:
    """The guard switched off: this shows that the test above can fail."""
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    kill_while("storing without the guard", import_id)
    assert find_halves(school.version_id) != []


def test_killed_while_storing_a_run_the_old_run_stays_and_the_new_one_comes(kill_while: Killer, filled: School) -> None:
    before = runs.latest_run(filled.version_id)
    job_id = runs.start_run(filled.version_id, actor_id=filled.docent_id)
    kill_while("mapping", job_id)
    assert runs.latest_run(filled.version_id) == before
    assert find_halves(filled.version_id) == []
    retry_lost_jobs()
    after = runs.latest_run(filled.version_id)
    assert after is not None
    assert before is not None
    assert after.id > before.id
    assert find_halves(filled.version_id) == []
