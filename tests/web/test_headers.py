"""The headers of every answer, the cookies, the error pages and the limit on uploads."""

from io import BytesIO

import pytest
from flask import Flask

from tests.web.conftest import Visitor
from tests.web.pages import check_page


def test_every_answer_carries_the_security_headers(visitor: Visitor) -> None:
    visitor.log_in("docent")
    for path in ("/", "/versions/1/matrix", "/static/tokens.css", "/nowhere", "/health"):
        with visitor.client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'; style-src 'self'; img-src 'self' data:" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_behind_the_login_is_not_kept_and_a_static_file_is(visitor: Visitor) -> None:
    visitor.log_in("docent")
    assert visitor.client.get("/versions/1/matrix").headers["Cache-Control"] == "no-store"
    with visitor.client.get("/static/tokens.css") as answer:
        assert "max-age=3600" in answer.headers["Cache-Control"]


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(visitor: Visitor) -> None:
    cookie = visitor.client.get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_browser_is_told_to_stay_there(visitor: Visitor) -> None:
    answer = visitor.client.get("/login", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize(
    ("code", "path", "heading"),
    [
        (404, "/nowhere", "Deze pagina bestaat niet"),
        (404, "/versions/999/", "Deze pagina bestaat niet"),
        (405, "/language", "Deze pagina werkt anders"),
        (403, "/admin/people", "Dit mag je niet doen"),
        (400, "/versions/1/links/by-hand", "Dit verzoek klopt niet"),
    ],
)
def test_an_error_has_a_page_in_dutch(visitor: Visitor, code: int, path: str, heading: str) -> None:
    visitor.log_in("docent")
    page = visitor.get(path, status=code)
    check_page(page)
    assert heading in page


def test_a_fault_of_ours_has_a_page_in_dutch_without_details(app: Flask, visitor: Visitor) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail() -> str:
        raise RuntimeError("a secret of the inside")

    app.view_functions["security.login"] = fail
    page = visitor.get("/login", status=500)
    check_page(page)
    assert "Er ging iets mis in de tool" in page
    assert "a secret" not in page


def test_a_file_over_the_limit_gets_a_page_that_names_the_limit(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    answer = visitor.post("/versions/1/uploads", {"workbook": (BytesIO(b"x" * 200_000), "groot.xlsx")})
    assert answer.status_code == 413
    page = answer.get_data(as_text=True)
    check_page(page)
    assert "Dit bestand is te groot" in page
    assert "25 MB" in page
