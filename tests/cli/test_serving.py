"""The commands that need the application: ``serve``, ``worker`` and ``create-admin``, as programs of their own."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SECRETS = {"SECRET_KEY": "k" * 40, "SECURITY_PASSWORD_SALT": "s" * 40}
PATIENCE = 90


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment with a data folder of its own and no mode, so that production is meant."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CURRICULUM_", "DATABASE_"))}
    return {**kept, "CURRICULUM_DATA": str(tmp_path / "var")}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "curriculum", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@contextlib.contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "curriculum", *arguments],
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for_login_page(port: int) -> str:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/login")
            return connection.getresponse().read().decode()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        finally:
            connection.close()


def test_the_demo_is_served_with_its_logins_and_stops_cleanly(environment: dict[str, str]) -> None:
    port = free_port()
    with running(environment, "serve", "--demo", "--port", str(port)) as process:
        page = wait_for_login_page(port)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=PATIENCE)

    assert "docent@example.com" in page
    assert "docent@example.com" in output
    assert f"http://127.0.0.1:{port}" in output
    assert "Traceback" not in output
    assert process.returncode == 0


def test_production_refuses_without_secrets(environment: dict[str, str]) -> None:
    result = run(environment, "serve")

    assert result.returncode == 1
    assert "SECRET_KEY" in result.stderr
    assert "Traceback" not in result.stderr


def test_production_refuses_while_a_demo_account_is_active(environment: dict[str, str]) -> None:
    port = free_port()
    with running(environment, "serve", "--demo", "--port", str(port)):
        wait_for_login_page(port)

    result = run({**environment, **SECRETS}, "serve", "--port", str(free_port()))

    assert result.returncode == 1
    assert "@example.com" in result.stderr


def test_the_first_administrator_can_be_made_and_the_server_starts(environment: dict[str, str]) -> None:
    production = {**environment, **SECRETS}
    options = ("--email", "beheer@school.nl", "--name", "Beheer", "--programme", "OMS", "--cohort", "2026", "--leerweg")

    made = run(production, "create-admin", *options, "bbl", "--password", "een-lang-wachtwoord")
    again = run(production, "create-admin", *options, "bbl", "--password", "een-lang-wachtwoord")

    assert made.returncode == 0, made.stderr
    assert again.returncode == 1
    assert "beheer@school.nl" in again.stderr
    # Who is the only administrator and forgot the password, is helped here and nowhere else.
    changed = run(production, "set-password", "Beheer@school.nl", "--password", "nog-een-lang-wachtwoord")
    unknown = run(production, "set-password", "niemand@school.nl", "--password", "nog-een-lang-wachtwoord")
    assert changed.returncode == 0, changed.stderr
    assert "beheer@school.nl heeft een nieuw wachtwoord" in changed.stdout
    assert unknown.returncode == 1
    assert "Er is geen account voor niemand@school.nl." in unknown.stderr
    port = free_port()
    with running(production, "serve", "--port", str(port)):
        page = wait_for_login_page(port)
    assert "example.com" not in page


def test_a_worker_starts_and_stops_cleanly(environment: dict[str, str]) -> None:
    with running({**environment, **SECRETS}, "worker") as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=PATIENCE)

    assert "Traceback" not in output
    assert process.returncode == 0


def test_a_port_in_use_is_said_in_a_sentence(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = run({**environment, **SECRETS}, "serve", "--port", str(port))

    assert result.returncode == 1
    assert str(port) in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_the_server_passes_on_what_a_trusted_proxy_says_and_nothing_else(
    environment: dict[str, str], proxies: str
) -> None:
    port = free_port()
    with running({**environment, **SECRETS, "CURRICULUM_PROXIES": proxies}, "serve", "--port", str(port)):
        wait_for_login_page(port)
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/login", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"})
            answer = connection.getresponse()
            answer.read()
    assert (answer.getheader("Strict-Transport-Security") is not None) is (proxies == "1")


def test_tidying_says_how_large_the_database_is_before_and_after(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "curriculum", "tidy", "--keep", "1"],
        env=environment | SECRETS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"Bewijs gewist van 0 koppelingen .*: \d+[.,]\d MB, nu \d+[.,]\d MB\.\n", done.stdout)
