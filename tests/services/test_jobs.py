"""Background work: once and only once, kept when a worker dies, stopped when asked, never half stored."""

import multiprocessing
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from curriculum import jobs
from curriculum.extensions import db
from curriculum.models import Job, MappingRun, ModuleRevision
from curriculum.models.types import utc_now
from curriculum.services.background import job_status
from curriculum.services.background.child_process import ChildLostError
from curriculum.services.background.job_status import JobState, JobStoppedError, Ticket
from curriculum.services.errors import NotFound
from curriculum.services.mapping import runs
from curriculum.services.uploading import reading, uploads
from curriculum.services.uploading.uploads import ImportState
from imports import child_talk
from tests.services.conftest import ROWS, School, make_sheet

LATER = timedelta(minutes=5)


def waiting_upload(school: School) -> tuple[int, int]:
    import_id = uploads.receive_upload(school.version_id, "m.xlsx", make_sheet(ROWS), actor_id=school.docent_id)
    return import_id, job_status.list_waiting()[-1]


def claim(job_id: int) -> Ticket:
    ticket = job_status.claim_job(job_id)
    assert ticket is not None
    return ticket


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def test_a_job_that_was_delivered_twice_is_done_once(school: School) -> None:
    import_id, job_id = waiting_upload(school)
    jobs.run_job(job_id)
    jobs.run_job(job_id)
    job = job_status.get_job(job_id)
    assert (job.state, job.attempts) == (JobState.DONE, 1)
    assert job.result == {"modules": 3, "problems": 0}
    assert uploads.get_preview(import_id).state is ImportState.DRAFT


def test_asking_twice_for_a_run_gives_one_job(filled: School) -> None:
    first = runs.start_run(filled.version_id, actor_id=filled.docent_id)
    assert runs.start_run(filled.version_id, actor_id=filled.docent_id) == first
    jobs.deliver_waiting()
    assert runs.start_run(filled.version_id, actor_id=filled.docent_id) != first


def test_two_workers_cannot_claim_one_job(school: School, at_once: Callable[..., list[object]]) -> None:
    _, job_id = waiting_upload(school)
    tickets = at_once(lambda: job_status.claim_job(job_id))
    assert sorted(ticket is None for ticket in tickets) == [False, True]


def test_a_lost_job_goes_back_in_the_row_and_is_done(school: School) -> None:
    import_id, job_id = waiting_upload(school)
    claim(job_id)
    assert job_status.reap_jobs() == (0, 0)
    assert job_status.reap_jobs(utc_now() + LATER) == (1, 0)
    jobs.deliver_waiting()
    assert job_status.get_job(job_id).attempts == 2
    assert uploads.get_preview(import_id).state is ImportState.DRAFT


def test_a_job_that_is_lost_again_and_again_fails_with_a_reason(school: School) -> None:
    _, job_id = waiting_upload(school)
    for _ in range(job_status.MAX_ATTEMPTS):
        claim(job_id)
        job_status.reap_jobs(utc_now() + LATER)
    job = job_status.get_job(job_id)
    assert (job.state, job.error, job.is_finished) == (JobState.FAILED, "job-lost", True)


def test_a_worker_that_was_taken_for_lost_can_no_longer_store_anything(filled: School) -> None:
    job_id = runs.start_run(filled.version_id, actor_id=filled.docent_id)
    stale = claim(job_id)
    job_status.reap_jobs(utc_now() + LATER)
    claim(job_id)
    before = count_runs()
    with pytest.raises(JobStoppedError):
        runs.perform_run(stale)
    assert count_runs() == before


def count_runs() -> int:
    with db.engine.connect() as connection:
        return connection.scalars(sa.select(sa.func.count()).select_from(MappingRun)).one()


def test_a_waiting_job_that_is_cancelled_is_not_done(school: School) -> None:
    import_id, job_id = waiting_upload(school)
    job_status.cancel_job(job_id, actor_id=school.docent_id)
    jobs.deliver_waiting()
    assert job_status.get_job(job_id).state is JobState.CANCELLED
    assert uploads.get_preview(import_id).state is ImportState.RECEIVED


def test_a_running_job_that_is_cancelled_stops_at_its_next_step(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id, job_id = waiting_upload(school)
    work = jobs.WORK[job_status.JobKind.PARSE_IMPORT]

    def cancel_first(ticket: Ticket) -> None:
        job_status.cancel_job(job_id, actor_id=school.docent_id)
        work(ticket)

    monkeypatch.setitem(jobs.WORK, job_status.JobKind.PARSE_IMPORT, cancel_first)
    jobs.deliver_waiting()
    assert job_status.get_job(job_id).state is JobState.CANCELLED
    assert uploads.get_preview(import_id).state is ImportState.RECEIVED


@pytest.mark.parametrize("is_apart", [False, True])
def test_a_reading_that_is_cancelled_halfway_stops_there_and_ends_its_child(
    app: Flask, school: School, monkeypatch: pytest.MonkeyPatch, is_apart: bool
) -> None:
    app.config["JOBS_IN_CHILD"] = is_apart
    sheet = make_sheet([(f"M{number}", f"Module {number}", "", "") for number in range(3000)])
    import_id = uploads.receive_upload(school.version_id, "m.xlsx", sheet, actor_id=school.docent_id)
    job_id = job_status.list_waiting()[-1]
    report = job_status.Heart.progress

    def cancel_halfway(heart: job_status.Heart, done: int, total: int) -> None:
        job_status.cancel_job(job_id, actor_id=school.docent_id)
        report(heart, done, total)

    monkeypatch.setattr(job_status.Heart, "progress", cancel_halfway)
    monkeypatch.setattr(job_status, "SECONDS_BETWEEN_REPORTS", 0)
    monkeypatch.setattr(child_talk, "SECONDS_BETWEEN_LOOKS", 0.01)
    jobs.deliver_waiting()
    assert job_status.get_job(job_id).state is JobState.CANCELLED
    assert job_status.get_job(job_id).total == 3001
    assert uploads.get_preview(import_id).state is ImportState.RECEIVED


def test_a_mapping_that_is_cancelled_halfway_stops_there_and_stores_nothing(
    filled: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs_before = count_runs()
    job_id = runs.start_run(filled.version_id, actor_id=filled.docent_id)
    report = job_status.Heart.progress
    seen: list[int] = []

    def cancel_at_the_fifth(heart: job_status.Heart, done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 5:
            job_status.cancel_job(job_id, actor_id=filled.docent_id)
        report(heart, done, total)

    monkeypatch.setattr(job_status.Heart, "progress", cancel_at_the_fifth)
    monkeypatch.setattr(job_status, "SECONDS_BETWEEN_REPORTS", 0)
    jobs.deliver_waiting()
    assert job_status.get_job(job_id).state is JobState.CANCELLED
    assert len(seen) == 5
    assert count_runs() == runs_before


def test_a_job_that_crashes_is_failed_and_the_error_goes_on(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    _, job_id = waiting_upload(school)

    def crash(_ticket: Ticket) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(jobs.WORK, job_status.JobKind.PARSE_IMPORT, crash)
    with pytest.raises(ZeroDivisionError):
        jobs.run_job(job_id)
    assert job_status.get_job(job_id).error == "job-crashed"


def test_a_fault_while_the_next_mapping_is_made_ready_is_no_fault_of_the_reading(app: Flask, filled: School) -> None:
    app.config["JOBS_IN_CHILD"] = True
    with db.engine.begin() as connection:
        connection.execute(sa.update(ModuleRevision).values(content={}))
    _, job_id = waiting_upload(filled)
    with pytest.raises(ValueError, match="not a stored ModuleRecord"):
        jobs.run_job(job_id)
    job = job_status.get_job(job_id)
    assert (job.state, job.error) == (JobState.DONE, "")
    assert uploads.list_imports(filled.version_id)[0].state is ImportState.DRAFT


@pytest.mark.parametrize("fault", [NotFound("version-not-found"), ChildLostError("gone"), JobStoppedError()], ids=repr)
def test_whatever_goes_wrong_after_the_reading_is_told_as_what_it_is(
    school: School, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    def fail(_version_id: int) -> None:
        raise fault

    monkeypatch.setattr(runs, "prepare_run", fail)
    _, job_id = waiting_upload(school)
    with pytest.raises(type(fault)):
        jobs.run_job(job_id)
    assert job_status.get_job(job_id).state is JobState.DONE
    assert caplog.records == []


def test_progress_never_runs_past_the_total(school: School) -> None:
    _, job_id = waiting_upload(school)
    ticket = claim(job_id)
    job_status.report_progress(ticket, 12, 10)
    job = job_status.get_job(job_id)
    assert (job.progress, job.total) == (10, 10)


def test_a_job_that_is_begun_again_begins_at_nothing(school: School) -> None:
    _, job_id = waiting_upload(school)
    job_status.report_progress(claim(job_id), 8, 10)
    job_status.reap_jobs(utc_now() + LATER)
    claim(job_id)
    job = job_status.get_job(job_id)
    assert (job.progress, job.total, job.share) == (0, 0, None)


def test_an_upload_that_was_discarded_while_it_was_read_stays_discarded(school: School) -> None:
    import_id, job_id = waiting_upload(school)
    ticket = claim(job_id)
    uploads.discard_import(import_id, actor_id=school.docent_id)
    with pytest.raises(Exception, match="discarded"):
        reading.parse_import(ticket)
    assert uploads.list_imports(school.version_id)[0].state is ImportState.DISCARDED


def test_an_unknown_job_is_not_found(school: School) -> None:
    with pytest.raises(NotFound):
        job_status.get_job(999)


def test_the_consumer_does_the_work_in_a_child_and_stops_cleanly(
    app: Flask, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config.update(JOBS_IMMEDIATE=False, JOBS_IN_CHILD=True)
    prepared: list[int] = []
    monkeypatch.setattr(runs, "prepare_run", spy_on(runs.prepare_run, prepared))
    # Long, since the machine may be busy; the page waits for two seconds.
    monkeypatch.setattr(jobs, "SECONDS_TO_WAIT", 60)
    import_id, job_id = waiting_upload(school)
    jobs.start_consumer(app)
    try:
        wait_until(lambda: job_status.get_job(job_id).is_finished)
        assert uploads.get_preview(import_id).state is ImportState.DRAFT
        wait_until(lambda: bool(multiprocessing.active_children()))
        assert prepared == [school.version_id]
        for _time in range(2):
            run_id = runs.start_run(school.other_version_id, actor_id=school.other_docent_id)
            jobs.deliver_and_wait(run_id)
            assert job_status.get_job(run_id).state is JobState.DONE
        assert len(multiprocessing.active_children()) == 1, "the process that maps is kept"
    finally:
        jobs.stop_consumer(app)
    assert multiprocessing.active_children() == []


def spy_on(function: Callable[[int], None], seen: list[int]) -> Callable[[int], None]:
    def spy(version_id: int) -> None:
        seen.append(version_id)
        function(version_id)

    return spy


def test_nobody_waits_long_for_a_job_that_nobody_does(app: Flask, filled: School) -> None:
    app.config["JOBS_IMMEDIATE"] = False
    began = time.monotonic()
    job_id = runs.start_run(filled.version_id, actor_id=filled.docent_id)
    jobs.deliver_and_wait(job_id)
    assert job_status.get_job(job_id).state is JobState.QUEUED
    assert time.monotonic() - began >= jobs.SECONDS_TO_WAIT


def test_a_worker_that_leaves_puts_its_job_back(school: School) -> None:
    _, job_id = waiting_upload(school)
    job_status.set_leaving(True)
    try:
        jobs.run_job(job_id)
    finally:
        job_status.set_leaving(False)
    job = job_status.get_job(job_id)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_the_job_table_tells_what_a_job_went_by(school: School) -> None:
    import_id, job_id = waiting_upload(school)
    with db.engine.connect() as connection:
        subject, input_sha256 = connection.execute(
            sa.select(Job.subject, Job.input_sha256).where(Job.id == job_id)
        ).one()
    assert subject == f"import {import_id}"
    assert input_sha256 == uploads.get_preview(import_id).sha256
