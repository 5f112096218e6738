"""Starting on an installation that is not right: one sentence that says what to change, and no password in it."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from curriculum.__main__ import create_app
from curriculum.cli import commands
from curriculum.config import ConfigurationError
from curriculum.extensions import db
from curriculum.models import FrameworkVersion
from curriculum.services.errors import Refused
from curriculum.services.school.people import create_account

NOBODY = "postgresql://user:very-secret@127.0.0.1:1/x"


@pytest.fixture
def environment(tmp_path: Path, sqlite_url: str) -> dict[str, str | None]:
    """Give the environment of a production on a database of its own."""
    return {
        "CURRICULUM_MODE": None,
        "CURRICULUM_QUEUE_URL": None,
        "CURRICULUM_DATA": str(tmp_path / "var"),
        "SECRET_KEY": "k" * 40,
        "SECURITY_PASSWORD_SALT": "s" * 40,
        "DATABASE_URL": sqlite_url,
    }


def start(environment: dict[str, str | None]) -> str:
    """Run a command that prepares the database, expect that it refuses, and return what it says."""
    result = CliRunner(env=environment).invoke(commands, ["tidy"], obj=create_app)
    assert isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code == 1
    assert "very-secret" not in result.output
    return result.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", NOBODY, "Connection refused"),
        ("DATABASE_URL", "sqlite:////proc/no/such.db", "/proc/no"),
        ("CURRICULUM_QUEUE_URL", NOBODY, "Connection refused"),
        ("CURRICULUM_DATA", "/proc/no", "/proc/no"),
    ],
)
def test_what_cannot_be_reached_or_made_is_named(
    environment: dict[str, str | None], name: str, value: str, said: str
) -> None:
    assert name in (text := start({**environment, name: value}))
    assert said in text


def test_a_file_that_is_no_database_is_named(environment: dict[str, str | None], tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("no database at all " * 100)
    assert "not a database" in start({**environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'notes.db'}"})


def test_a_database_of_a_newer_version_is_left_alone(environment: dict[str, str | None], sqlite_url: str) -> None:
    engine = sa.create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    assert "9999" in start(environment)


@pytest.fixture
def served(environment: dict[str, str | None], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the environment of a web server that has not loaded the tool yet."""
    for name, value in environment.items():
        monkeypatch.delenv(name, raising=False) if value is None else monkeypatch.setenv(name, value)
    yield
    sys.modules.pop("curriculum.wsgi", None)


def load() -> Flask:
    """Load the tool as a web server does."""
    app: Flask = importlib.import_module("curriculum.wsgi").app
    return app


def test_a_web_server_loads_the_tool_ready_to_serve(
    served: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    app = load()
    assert app.test_client().get("/login").status_code == 200
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(FrameworkVersion)) == 2


def test_a_web_server_does_not_load_the_tool_while_a_demo_account_is_active(served: None) -> None:
    with load().app_context():
        create_account("docent@example.com", "Docent", "a long password", is_demo=True, actor_id=None)
    sys.modules.pop("curriculum.wsgi")
    with pytest.raises(Refused, match=r"docent@example\.com"):
        load()


def test_a_web_server_is_told_what_is_missing(served: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(ConfigurationError, match="SECRET_KEY"):
        load()


def test_a_fault_of_the_database_tells_the_log_no_names(served: None) -> None:
    with load().app_context(), db.engine.connect() as connection, pytest.raises(sa.exc.OperationalError) as fault:
        connection.execute(sa.text("SELECT :who FROM nowhere"), {"who": "Anna de Vries"})
    assert "Anna" not in str(fault.value)
