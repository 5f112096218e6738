"""Bringing a database to the present schema, and refusing to start on one that is not fit."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.exc import DBAPIError

from curriculum.config import ConfigurationError, Mode
from curriculum.extensions import db
from curriculum.models import Account
from curriculum.services.errors import Refused
from curriculum.services.transactions import read

# Any number will do, as long as every process of the tool takes the same one.
LOCK_NUMBER = 0x43555252


@contextmanager
def prepare_alone(app: Flask) -> Iterator[None]:
    """Let one process at a time prepare the database; a server and its workers may all start on an empty one.

    On one machine a lock on a file in the data folder does it; PostgreSQL also keeps other machines waiting.
    """
    folder: Path = app.config["CURRICULUM_DATA"]
    folder.mkdir(parents=True, exist_ok=True)
    # The system drops both locks when the process ends, however it ends.
    with (folder / "starting.lock").open("w") as file, app.app_context():
        fcntl.flock(file, fcntl.LOCK_EX)
        if db.engine.dialect.name != "postgresql":
            yield
            return
        _read_revision()  # Says so when there is nothing to connect to.
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.select(sa.func.pg_advisory_lock(LOCK_NUMBER)))
            try:
                yield
            finally:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(LOCK_NUMBER)))


def upgrade_database(app: Flask) -> None:
    """Run all migrations on the application's database; does nothing when it is up to date.

    Raises ``ConfigurationError`` when the database cannot be opened, or was made by a newer version of the tool.
    """
    with app.app_context():
        database = db.engine.url.database
        if db.engine.dialect.name == "sqlite" and database:
            folder = Path(database).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ConfigurationError(
                    f"DATABASE_URL: no folder can be made at {folder} ({error.strerror})."
                ) from None
        known = {step.revision for step in ScriptDirectory.from_config(_alembic_config(app)).walk_revisions()}
        if (found := _read_revision()) not in {None, *known}:
            raise _refuse_schema(app, found)
        command.upgrade(_alembic_config(app), "head")


def check_database(app: Flask) -> None:
    """Refuse a schema that is older or newer than this program, and in production an active demo account.

    Raises ``ConfigurationError`` for the schema and ``Refused`` for the demo account.
    """
    with app.app_context():
        found = _read_revision()
        if found != _head(app):
            raise _refuse_schema(app, found)
        if app.config["CURRICULUM_MODE"] is Mode.PRODUCTION:
            _refuse_demo_accounts()


def _read_revision() -> str | None:
    """Return the schema that the database has; None for one without tables."""
    try:
        with db.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        raise ConfigurationError(f"The database of DATABASE_URL cannot be opened: {error.orig}") from None


def _head(app: Flask) -> str | None:
    return ScriptDirectory.from_config(_alembic_config(app)).get_current_head()


def _refuse_schema(app: Flask, found: str | None) -> ConfigurationError:
    return ConfigurationError(
        f"The database has schema {found or 'none'} and this program needs {_head(app)}. "
        "Run the migrations, or start the version of the tool that made this database."
    )


def _refuse_demo_accounts() -> None:
    with read() as session:
        email = session.scalar(
            sa.select(Account.email).where(Account.is_demo, Account.active).order_by(Account.email).limit(1)
        )
    if email:
        raise Refused("demo-account-active", email=email)


def _alembic_config(app: Flask) -> Config:
    config: Config = app.extensions["migrate"].migrate.get_config()
    return config
