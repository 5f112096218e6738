"""Adopting a version: asked first, nothing offered afterwards that cannot be done, and the way on."""

import pytest
from flask import Flask

from curriculum.contract.vocabulary import VersionStatus
from curriculum.services.school import programmes
from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page

SHEET_OF_ONE = b"Modulecode;Modulenaam\nZ1;Notuleren\n"
STATUS = "/versions/1/accountability/status"


def status(app: Flask) -> VersionStatus:
    with app.app_context():
        return programmes.get_version(1).status


def test_adopting_is_asked_first_with_what_it_means_and_what_is_still_open(app: Flask, visitor: Visitor) -> None:
    upload(visitor.log_in("docent"), SHEET_OF_ONE, "los.csv")
    board = Visitor(app.test_client()).log_in("board")
    answer = board.post(STATUS, {"status": "adopted"})
    assert answer.location == "/versions/1/accountability/adopt"
    assert status(app) is VersionStatus.DRAFT
    page = board.get(str(answer.location))
    check_page(page)
    assert "Niemand kan nog modules opnemen" in page
    assert "voorstellen die niemand beoordeelde" in page
    assert "1 bestand dat niemand opnam" in page
    board.post(STATUS, {"status": "adopted", "sure": "yes"})
    assert status(app) is VersionStatus.ADOPTED
    # Another status is no such step, so it is not asked.
    board.post(STATUS, {"status": "agreed"})
    assert status(app) is VersionStatus.AGREED


@pytest.mark.parametrize("who", ["docent", "admin"])
def test_an_adopted_version_offers_nothing_that_cannot_be_done_and_the_way_on(
    app: Flask, visitor: Visitor, who: str
) -> None:
    with app.app_context():
        programmes.set_status(1, VersionStatus.ADOPTED, actor_id=None)
    visitor.log_in(who)
    for path in ("", "modules", "links", "uploads", "accountability", "candidates", "matrix", "frameworks"):
        page = visitor.get(f"/versions/1/{path}")
        check_page(page)
        for button in ("Koppeling starten", "Voorstellen beoordelen", "Modules uploaden</a>", "Ongedaan maken"):
            assert button not in page.split("<main")[1], (path, button)
        if path in ("", "links", "uploads", "accountability"):
            assert "Deze versie is vastgesteld" in page, path
            assert ("/versions/1/cohorts/new" in page) is (who == "admin"), path


def test_an_administrator_makes_the_next_cohort_with_all_there_is(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    check_page(visitor.get("/versions/1/cohorts/new"))
    form = {"cohort": "2027", "take": "decisions", "framework": "1"}
    path = str(visitor.post("/versions/1/cohorts/new", form).location)
    page = visitor.get(path)
    check_page(page)
    assert "cohort 2027" in page
    with app.app_context():
        old, new = programmes.get_version(1), programmes.get_version(int(path.split("/")[2]))
    assert (new.module_count, new.decision_count) == (old.module_count, old.decision_count)
    assert new.latest_run is not None
    assert new.cohort == "2027"
    sources = visitor.get(f"{path}accountability")
    check_page(sources)
    assert "overgenomen van een eerder cohort" in sources
    # The same cohort again is refused at its field, with what was filled in.
    again = visitor.post("/versions/1/cohorts/new", form).get_data(as_text=True)
    assert 'value="2027"' in again
    assert "field-error" in again


def test_an_empty_cohort_leads_to_the_first_upload(visitor: Visitor) -> None:
    form = {"cohort": "2028", "take": "nothing", "framework": "1"}
    answer = visitor.log_in("admin").post("/versions/1/cohorts/new", form)
    assert str(answer.location).endswith("/uploads")


def test_only_an_administrator_makes_a_cohort(visitor: Visitor) -> None:
    visitor.log_in("docent").get("/versions/1/cohorts/new", status=403)
    assert visitor.post("/versions/1/cohorts/new", {"cohort": "2027"}).status_code == 403


def test_a_programme_that_no_workbook_can_hold_is_told_on_the_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.limits.MAX_COLUMNS", 10)
    answer = visitor.log_in("quality").post("/versions/1/accountability/workbook", follow=True)
    assert answer.status_code == 200
    assert "Exporteer in delen" in answer.get_data(as_text=True)
