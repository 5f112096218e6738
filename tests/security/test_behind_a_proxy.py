"""Who a visitor is: what a proxy says is believed only as far as the settings say, so that nobody can pretend."""

from pathlib import Path

import pytest
from flask import Flask

from curriculum.app import create_app
from curriculum.config import Mode, Settings
from curriculum.services.school.login_brake import TRIES_PER_ADDRESS
from tests.web.conftest import Visitor

NGINX = "10.0.0.1"


def open_behind(url: str, folder: Path, proxies: int) -> Flask:
    """Make the tool as it runs behind so many proxies."""
    return create_app(Settings(Mode.TEST, folder, url, "a key", "a salt", trusted_proxies=proxies))


def guess(app: Flask, forwarded: str) -> int:
    """Guess a password through the proxy and return the answer."""
    visitor = Visitor(app.test_client())
    visitor.client.environ_base["REMOTE_ADDR"] = NGINX
    visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
    return visitor.post("/login", {"email": "docent@example.com", "password": "wrong"}).status_code


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the slow hash away: every password is wrong."""
    monkeypatch.setattr("curriculum.web.login.LoginForm.validate", lambda form, **_more: setattr(form, "user", None))


def test_without_a_proxy_nobody_becomes_another_visitor_by_a_header(sqlite_url: str, tmp_path: Path) -> None:
    app = open_behind(sqlite_url, tmp_path, 0)
    answers = [guess(app, f"192.0.2.{number}") for number in range(TRIES_PER_ADDRESS + 1)]
    assert answers == [200] * TRIES_PER_ADDRESS + [429]


def test_behind_a_proxy_one_guesser_does_not_keep_the_others_out(sqlite_url: str, tmp_path: Path) -> None:
    app = open_behind(sqlite_url, tmp_path, 1)
    assert [guess(app, "192.0.2.1") for _ in range(TRIES_PER_ADDRESS + 1)][-1] == 429
    assert guess(app, "192.0.2.2") == 200


def test_behind_a_proxy_what_the_visitor_says_of_itself_is_not_believed(sqlite_url: str, tmp_path: Path) -> None:
    app = open_behind(sqlite_url, tmp_path, 1)
    # The proxy adds the address that it sees behind what the visitor sent.
    answers = [guess(app, f"198.51.100.{number}, 192.0.2.1") for number in range(TRIES_PER_ADDRESS + 1)]
    assert answers == [200] * TRIES_PER_ADDRESS + [429]


def test_behind_two_proxies_the_visitor_is_the_last_but_one(sqlite_url: str, tmp_path: Path) -> None:
    app = open_behind(sqlite_url, tmp_path, 2)
    assert [guess(app, "192.0.2.1, 10.0.0.2") for _ in range(TRIES_PER_ADDRESS + 1)][-1] == 429
    assert guess(app, "192.0.2.2, 10.0.0.2") == 200


@pytest.mark.parametrize(("proxies", "secure"), [(0, False), (1, True)])
def test_only_a_trusted_proxy_says_that_the_visit_is_over_https(
    sqlite_url: str, tmp_path: Path, proxies: int, secure: bool
) -> None:
    client = open_behind(sqlite_url, tmp_path, proxies).test_client()
    answer = client.get("/login", headers={"X-Forwarded-Proto": "https"})
    assert ("Strict-Transport-Security" in answer.headers) is secure


def test_the_host_is_never_taken_from_a_proxy(sqlite_url: str, tmp_path: Path) -> None:
    client = open_behind(sqlite_url, tmp_path, 1).test_client()
    answer = client.get("/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"})
    assert "evil" not in str(answer.location)
