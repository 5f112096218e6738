"""A competency list of the school's own: looked at first, stored when somebody says so, then chosen."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from curriculum.models.types import utc_now
from curriculum.services import audit
from curriculum.services.errors import NotFound
from curriculum.services.school import framework_drafts, frameworks
from tests.web.conftest import Visitor
from tests.web.pages import check_page

NEW = "/versions/1/frameworks/new"
LIST = (
    b"code;titel;omschrijving;thema;zoektermen\n"
    b"X1;Duurzaam werken;Kiest wat lang meegaat.;T1;hergebruik, circulair\n"
    b"X2;<b>Samen</b> leren;;T1;\n"
    b"X1;Nog eens;;;\n"
)
ABOUT = {"title": "Eigen lijst 2027", "version": "1", "source": "Werkgroep", "source_date": "2026-11-01"}


def send(visitor: Visitor, data: bytes = LIST, name: str = "eigen.csv") -> str:
    answer = visitor.post(NEW, {"list": (BytesIO(data), name)})
    assert answer.status_code == 302
    return str(answer.location)


def titles(app: Flask) -> list[str]:
    with app.app_context():
        return [item.title for item in frameworks.list_frameworks()]


def test_a_list_is_looked_at_then_stored_then_chosen(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    check_page(visitor.get(NEW))
    before = titles(app)
    path = send(visitor)
    page = visitor.get(path)
    check_page(page)
    assert "2 competenties opslaan" in page
    assert "Zoektermen: hergebruik, circulair" in page
    assert "&lt;b&gt;Samen&lt;/b&gt; leren" in page
    assert "A4" in page  # the code that stands there twice
    assert titles(app) == before
    answer = visitor.post(f"{path}/confirm", ABOUT)
    number = re.findall(r"#list-(\d+)", str(answer.location))[0]
    page = visitor.get("/versions/1/frameworks")
    check_page(page)
    assert "Eigen lijst 2027" in page
    with app.app_context():
        stored = frameworks.get_framework(int(number))
        entries = audit.list_entries()
    assert (stored.title, stored.version, stored.source, stored.source_date) == tuple(ABOUT.values())
    assert [item.code for item in stored.competencies] == ["X1", "X2"]
    assert (entries[0].action, entries[0].detail["competencies"]) == ("framework.store", 2)
    visitor.post(f"/versions/1/frameworks/{number}/choose")
    assert "Duurzaam werken" in visitor.get("/versions/1/matrix")
    # What was stored no longer waits, and the same file again is the same list.
    visitor.get(path, status=404)
    again = visitor.get(send(visitor))
    check_page(again)
    assert "Precies dit bestand" in again
    assert "opslaan" not in again.split("<main")[1]


def test_a_title_and_a_source_are_needed_and_what_was_filled_in_stays(app: Flask, visitor: Visitor) -> None:
    before = titles(app)
    path = send(visitor.log_in("admin"))
    for title in ("", "  \t"):
        page = visitor.post(f"{path}/confirm", ABOUT | {"title": title}).get_data(as_text=True)
        assert "field-error" in page
        assert 'value="Werkgroep"' in page
    page = visitor.post(f"{path}/confirm", ABOUT | {"source": " "}).get_data(as_text=True)
    assert "Vul in waar de lijst vandaan komt" in page
    assert titles(app) == before


@pytest.mark.parametrize("data", [b"this is no workbook\x00\x01", b"naam;telefoon\nJan;06\n"])
def test_a_file_without_competencies_says_why_and_cannot_be_stored(app: Flask, visitor: Visitor, data: bytes) -> None:
    before = titles(app)
    path = send(visitor.log_in("admin"), data)
    page = visitor.get(path)
    check_page(page)
    assert "geen competentie gevonden" in page
    assert "Wat je aandacht vraagt" in page
    assert "field-error" in visitor.post(f"{path}/confirm", ABOUT).get_data(as_text=True) or titles(app) == before
    visitor.post(f"{path}/discard")
    visitor.get(path, status=404)
    assert titles(app) == before


def test_nobody_else_sees_or_stores_a_list_that_waits(app: Flask, visitor: Visitor) -> None:
    path = send(visitor.log_in("admin"))
    docent = Visitor(app.test_client()).log_in("docent")
    assert NEW not in docent.get("/versions/1/frameworks")
    docent.get(NEW, status=403)
    docent.get(path, status=403)
    assert docent.post(f"{path}/confirm", ABOUT).status_code == 403
    with app.app_context(), pytest.raises(NotFound):
        framework_drafts.get_draft(int(path.rsplit("/", 1)[1]), actor_id=999)


def test_no_file_and_an_empty_file_are_refused_in_words(visitor: Visitor) -> None:
    visitor.log_in("admin")
    assert "Kies eerst een bestand" in visitor.post(NEW).get_data(as_text=True)
    page = visitor.post(NEW, {"list": (BytesIO(b""), "leeg.csv")}).get_data(as_text=True)
    assert "is leeg" in page


def test_a_list_that_nobody_came_back_for_goes(app: Flask, visitor: Visitor) -> None:
    path = send(visitor.log_in("admin"))
    with app.app_context():
        assert framework_drafts.expire_framework_drafts() == 0
        assert framework_drafts.expire_framework_drafts(utc_now() + timedelta(days=31)) == 1
    visitor.get(path, status=404)
