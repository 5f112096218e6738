"""Logging in and out: guessing is braked, no token opens a page, a kept cookie is worth nothing, nobody is led away."""

import re
import secrets
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_security import Security

from curriculum.app import create_app
from curriculum.config import Mode, Settings
from curriculum.services import audit
from curriculum.services.demo import DEMO_PASSWORD
from curriculum.services.school.login_brake import TRIES_PER_ADDRESS, TRIES_PER_PLACE, let_try
from tests.security.conftest import OURS, open_app
from tests.web.conftest import TOKEN, Visitor


def try_wrong(visitor: Visitor, times: int) -> list[int]:
    """Log in with wrong passwords and return the answers."""
    form = {"email": "docent@example.com", "password": "wrong"}
    return [visitor.post("/login", form).status_code for _ in range(times)]


@pytest.fixture
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take the slow hash away and keep which passwords would have been hashed."""
    hashed: list[str] = []

    def compare(form: Any, **_rest: object) -> bool:
        hashed.append(form.password.data)
        form.user = None
        return False

    monkeypatch.setattr("curriculum.web.login.LoginForm.validate", compare)
    return hashed


def test_the_eleventh_wrong_password_is_refused_before_it_is_hashed(visitor: Visitor, quick_hash: list[str]) -> None:
    assert try_wrong(visitor, TRIES_PER_ADDRESS) == [200] * TRIES_PER_ADDRESS
    answer = visitor.post("/login", {"email": " Docent@example.com", "password": DEMO_PASSWORD})
    assert answer.status_code == 429
    assert "Te veel pogingen" in answer.get_data(as_text=True)
    assert len(quick_hash) == TRIES_PER_ADDRESS
    # Who tries another address, or comes from elsewhere, is not kept out.
    assert visitor.post("/login", {"email": "board@example.com", "password": "wrong"}).status_code == 200
    visitor.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert try_wrong(visitor, 1) == [200]


def test_guessing_many_addresses_from_one_place_is_braked_too(visitor: Visitor, quick_hash: list[str]) -> None:
    token = TOKEN.search(visitor.get("/login"))
    assert token is not None
    answers = [
        visitor.client.post(
            "/login", data={"csrf_token": token.group(1), "email": f"{n}@example.com", "password": "x"}
        ).status_code
        for n in range(TRIES_PER_PLACE + 1)
    ]
    assert answers == [200] * TRIES_PER_PLACE + [429]


def test_a_right_password_takes_the_wrong_ones_before_it_away(app: Flask, visitor: Visitor) -> None:
    try_wrong(visitor, 2)
    visitor.log_in("docent").post("/logout")
    with app.app_context():
        assert [let_try("docent@example.com", "127.0.0.1") for _ in range(11)] == [True] * 10 + [False]


def test_another_process_counts_along(app: Flask, visitor: Visitor, quick_hash: list[str], tmp_path: Path) -> None:
    assert try_wrong(visitor, TRIES_PER_ADDRESS - 1) == [200] * (TRIES_PER_ADDRESS - 1)
    other = open_app(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path / "other")
    assert try_wrong(Visitor(other.test_client()), 2) == [200, 429]
    assert try_wrong(visitor, 1) == [429]


@pytest.mark.parametrize("cookie", ["session", "remember_token"])
def test_a_copy_of_a_cookie_is_worth_nothing_after_logging_out(either_app: Flask, cookie: str) -> None:
    visitor = Visitor(either_app.test_client())
    visitor.post("/login", {"email": "docent@example.com", "password": DEMO_PASSWORD, "remember": "y"})
    kept = visitor.client.get_cookie(cookie)
    assert kept is not None
    thief = Visitor(either_app.test_client())
    thief.client.set_cookie(cookie, kept.value)
    thief.get(f"/versions/{OURS}/")
    visitor.post("/logout")
    thief = Visitor(either_app.test_client())
    thief.client.set_cookie(cookie, kept.value)
    thief.get(f"/versions/{OURS}/", status=302)
    with either_app.app_context():
        assert audit.list_entries()[0].action == "account.end_sessions"
    visitor.log_in("docent").get(f"/versions/{OURS}/")


def test_no_login_hands_out_a_token(app: Flask, visitor: Visitor) -> None:
    token = TOKEN.search(visitor.get("/login"))
    assert token is not None
    login = {"email": "docent@example.com", "password": DEMO_PASSWORD}
    answer = visitor.client.post(
        "/login?include_auth_token", json=login, headers={"X-CSRFToken": token.group(1), "Referer": "http://localhost/"}
    )
    assert answer.status_code == 415
    assert "authentication_token" not in answer.get_data(as_text=True)
    answer = visitor.client.post(
        "/login?include_auth_token",
        data={**login, "csrf_token": token.group(1), "include_auth_token": "1"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 302
    assert "authentication_token" not in answer.get_data(as_text=True)


def test_a_token_opens_no_page(app: Flask) -> None:
    security: Security = app.extensions["security"]
    with app.test_request_context():
        account = security.datastore.find_user(email="docent@example.com")
        assert account is not None
        token = str(account.get_auth_token())
    client = app.test_client()
    assert client.get(f"/versions/{OURS}/?auth_token={token}").status_code == 302
    assert client.get(f"/versions/{OURS}/", headers={"Authentication-Token": token}).status_code == 302
    assert client.get(f"/versions/{OURS}/", json={"auth_token": token}).status_code == 302


def test_in_production_every_cookie_travels_over_https_only_and_out_of_reach_of_scripts(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = Settings(Mode.PRODUCTION, tmp_path, sqlite_url, secrets.token_urlsafe(), secrets.token_urlsafe())
    config = create_app(settings).config
    for kind in ("SESSION", "REMEMBER"):
        assert config[f"{kind}_COOKIE_SECURE"] is True
        assert config[f"{kind}_COOKIE_HTTPONLY"] is True
        assert config[f"{kind}_COOKIE_SAMESITE"] == "Lax"


@pytest.mark.parametrize("back", ["/..//evil.example", "/.//evil.example", "//evil.example/?", "/a//b", "https://evil"])
def test_a_way_back_that_is_no_page_of_ours_leads_to_the_start(visitor: Visitor, back: str) -> None:
    assert visitor.post("/language", {"locale": "en", "back": back}).location == "/"


def test_the_language_button_works_on_a_page_that_does_not_exist(visitor: Visitor) -> None:
    page = visitor.get("/nothing//here", status=404)
    back = re.search(r'name="back" value="([^"]*)"', page)
    assert back is not None
    assert visitor.post("/language", {"locale": "en", "back": back.group(1)}).status_code == 302


@pytest.mark.parametrize("back", ["/versions/1/?q=//x", "/versions/1/links"])
def test_a_way_back_to_a_page_of_ours_is_kept(visitor: Visitor, back: str) -> None:
    assert visitor.post("/language", {"locale": "en", "back": back}).location == back
