"""``curriculum backup``: whole, of one moment, beside people who work, and never over a file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from curriculum.cli import commands
from tests.cli.conftest import Run


@pytest.fixture
def database(tmp_path: Path, sqlite_url: str) -> Iterator[sqlite3.Connection]:
    """Give a connection to the database, in which two schools stand and a third one is half written."""
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO school (name) VALUES ('Een'), ('Twee')")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO school (name) VALUES ('Half')")
        yield connection


@pytest.fixture
def run(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``curriculum ARGUMENTS`` on that database, inside this process."""
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str, address: str = sqlite_url) -> Result:
        environment = {"CURRICULUM_MODE": "test", "SECRET_KEY": "k", "SECURITY_PASSWORD_SALT": "s"}
        environment |= {"CURRICULUM_LANGUAGE": "nl", "CURRICULUM_DATA": str(tmp_path), "DATABASE_URL": address}
        return CliRunner(env=environment).invoke(commands, arguments, catch_exceptions=False)

    return run_command


def test_the_copy_holds_what_was_kept_at_that_moment_and_is_for_nobody_else(
    run: Run, database: sqlite3.Connection, tmp_path: Path
) -> None:
    result = run("backup", "kopie.db")
    assert result.exit_code == 0, result.output
    assert "kopie.db" in result.stdout
    copy = tmp_path / "kopie.db"
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT name FROM school ORDER BY id").fetchall() == [("Een",), ("Twee",)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchall() == [(1,)]


def test_a_file_is_never_written_over(run: Run, database: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "kopie.db").write_text("work of somebody")
    assert run("backup", "kopie.db").exit_code == 2
    assert (tmp_path / "kopie.db").read_text() == "work of somebody"


@pytest.mark.parametrize(
    ("address", "said"),
    [("postgresql://u:very-secret@db/x", "pg_dump"), ("sqlite:////no/such.db", "/no/such.db")],
)
def test_what_cannot_be_copied_is_told_and_leaves_no_file(run: Run, tmp_path: Path, address: str, said: str) -> None:
    result = run("backup", "kopie.db", address=address)
    assert (result.exit_code, said in result.stderr, "very-secret" in result.output) == (1, True, False)
    assert not (tmp_path / "kopie.db").exists()


def test_a_copy_that_fails_halfway_leaves_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("no database at all " * 100)
    result = run("backup", "kopie.db", address=f"sqlite:///{tmp_path / 'notes.db'}")
    assert (result.exit_code, "not a database" in result.stderr) == (1, True)
    assert not (tmp_path / "kopie.db").exists()
