"""Long work as a person meets it: its progress, stopping it, starting it again, and what is said when it failed."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from curriculum import jobs
from curriculum.extensions import db
from curriculum.models import Job
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobKind, JobState
from curriculum.services.uploading import uploads
from tests.web.conftest import Visitor, upload

SHEET = b"Modulecode;Modulenaam;Omschrijving\nZ1;Notuleren;Je maakt notulen van een vergadering\n"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no job here: nobody works on them."""
    monkeypatch.setattr(jobs, "SECONDS_TO_WAIT", 0)


@pytest.fixture
def waiting(app: Flask, visitor: Visitor) -> tuple[Visitor, str, int]:
    """Give a docent, the check page of a new upload, and its job, which nobody does yet."""
    app.config["JOBS_IMMEDIATE"] = False
    visitor.log_in("docent")
    path = upload(visitor, SHEET, "nieuw.csv")
    return visitor, path, latest(app, JobKind.PARSE_IMPORT).id


def latest(app: Flask, kind: JobKind) -> job_status.JobView:
    with app.app_context():
        job = job_status.find_latest(1, kind)
    assert job is not None
    return job


def do_waiting(app: Flask) -> None:
    app.config["JOBS_IMMEDIATE"] = True
    with app.app_context():
        jobs.deliver_waiting()


def test_reading_is_stopped_and_started_again_without_another_upload(
    app: Flask, waiting: tuple[Visitor, str, int]
) -> None:
    visitor, path, job_id = waiting
    assert "<progress" in visitor.get(path)
    assert visitor.post(f"/versions/1/jobs/{job_id}/cancel").location == path
    page = visitor.get(path)
    assert "Dit is gestopt" in page
    assert "<progress" not in page
    assert visitor.post(f"/versions/1/jobs/{job_id}/restart").location == path
    assert "<progress" in visitor.get(path)
    do_waiting(app)
    assert "Notuleren" in visitor.get(path)


def test_a_file_whose_reading_was_stopped_can_be_thrown_away(waiting: tuple[Visitor, str, int]) -> None:
    visitor, path, job_id = waiting
    visitor.post(f"/versions/1/jobs/{job_id}/cancel")
    assert f'action="{path}/discard"' in visitor.get(path)
    assert "weggegooid" in visitor.post(f"{path}/discard", follow=True).get_data(as_text=True)


def test_starting_again_twice_gives_one_job(app: Flask, waiting: tuple[Visitor, str, int]) -> None:
    visitor, _path, job_id = waiting
    visitor.post(f"/versions/1/jobs/{job_id}/cancel")
    visitor.post(f"/versions/1/jobs/{job_id}/restart")
    second = latest(app, JobKind.PARSE_IMPORT).id
    visitor.post(f"/versions/1/jobs/{job_id}/restart")
    assert latest(app, JobKind.PARSE_IMPORT).id == second
    # Who comes late, when it is done already, starts nothing.
    do_waiting(app)
    visitor.post(f"/versions/1/jobs/{second}/restart")
    assert latest(app, JobKind.PARSE_IMPORT).id == second


def test_a_job_that_is_busy_says_that_it_stops(app: Flask, waiting: tuple[Visitor, str, int]) -> None:
    visitor, path, job_id = waiting
    with app.app_context():
        assert job_status.claim_job(job_id) is not None
    visitor.post(f"/versions/1/jobs/{job_id}/cancel")
    page = visitor.get(path)
    assert "Bezig met stoppen" in page
    assert f"/jobs/{job_id}/cancel" not in page


def test_reading_says_how_many_rows_it_has_read(app: Flask, waiting: tuple[Visitor, str, int]) -> None:
    visitor, path, job_id = waiting

    def tell(*rows: int) -> tuple[str, float | None]:
        with app.app_context():
            job_status.report_progress(tickets[0], *rows)
        answer = visitor.client.get(f"/versions/1/jobs/{job_id}").get_json()
        page = visitor.get(path)
        assert answer["words"] in page
        assert (f'value="{answer["share"]}"' in page) is (answer["share"] is not None)
        return answer["words"], answer["share"]

    with app.app_context():
        tickets = [ticket for ticket in (job_status.claim_job(job_id),) if ticket is not None]
    assert tell() == ("Het bestand wordt geopend", None)
    assert tell(1200, 2000) == ("Rij 1.200 van 2.000 gelezen (60%)", 0.6)
    # What comes after the rows is not counted, so the bar does not stand at its end while there is work.
    words, share = tell(2000, 2000)
    assert (words.startswith("Alle 2.000 rijen gelezen"), share) == (True, None)


@pytest.mark.parametrize("kind", list(JobKind))
def test_work_that_was_lost_three_times_is_reported_with_a_way_to_try_again(
    app: Flask, waiting: tuple[Visitor, str, int], kind: JobKind
) -> None:
    visitor, path, job_id = waiting
    if kind is JobKind.RUN_MAPPING:
        path = str(visitor.post("/versions/1/mapping").location)
        job_id = latest(app, kind).id
    with app.app_context(), db.engine.begin() as connection:
        values = {"state": JobState.FAILED, "error": "job-lost", "finished_at": latest(app, kind).created_at}
        connection.execute(sa.update(Job).where(Job.id == job_id).values(**values))
    page = visitor.get(path)
    assert "drie keer" in page
    assert re.search(rf'action="/versions/1/jobs/{job_id}/restart"', page)
    assert visitor.post(f"/versions/1/jobs/{job_id}/restart").location == path
    assert "<progress" in visitor.get(path)


def test_mapping_is_stopped_and_the_earlier_links_stay(app: Flask, waiting: tuple[Visitor, str, int]) -> None:
    visitor, _path, _job_id = waiting
    path = str(visitor.post("/versions/1/mapping").location)
    job_id = latest(app, JobKind.RUN_MAPPING).id
    before = visitor.get(path).count("<section aria-labelledby")
    visitor.post(f"/versions/1/jobs/{job_id}/cancel")
    page = visitor.get(path)
    assert "Dit is gestopt" in page
    assert page.count("<section aria-labelledby") == before > 0


def test_who_may_only_look_is_offered_no_button(app: Flask, waiting: tuple[Visitor, str, int]) -> None:
    _docent, path, job_id = waiting
    board = Visitor(app.test_client()).log_in("board")
    page = board.get(path)
    assert "<progress" in page
    assert f"/jobs/{job_id}/cancel" not in page
    assert board.post(f"/versions/1/jobs/{job_id}/cancel").status_code == 403


def test_a_job_of_another_programme_cannot_be_stopped(waiting: tuple[Visitor, str, int]) -> None:
    visitor, _path, _job_id = waiting
    assert visitor.post("/versions/1/jobs/9999/cancel").status_code == 404


def test_a_page_that_is_opened_while_the_reading_ends_never_shows_an_empty_file(
    app: Flask, waiting: tuple[Visitor, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, path, job_id = waiting
    get_preview = uploads.get_preview

    def end_in_between(import_id: int) -> uploads.Preview:
        preview = get_preview(import_id)
        do_waiting(app)
        return preview

    monkeypatch.setattr(uploads, "get_preview", end_in_between)
    assert "<progress" in visitor.get(path)
    assert visitor.client.get(f"/versions/1/jobs/{job_id}").get_json()["done"] is True
