"""The Flask extensions, unbound: database (named constraints, SQLite pragmas), migrations, security, languages."""

from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import Babel
from flask_migrate import Migrate
from flask_security import Security
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_BUSY_SECONDS = 30
BEGIN_IMMEDIATE = "curriculum_begin_immediate"


class Base(DeclarativeBase):
    """The base of all tables; every constraint gets a name, so that a migration can find it again."""

    metadata: ClassVar[sa.MetaData] = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
migrate = Migrate(directory=str(MIGRATIONS), compare_type=True, render_as_batch=True)
security = Security()
babel = Babel()
csrf = CSRFProtect()


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: object) -> None:
    """Set what SQLite forgets per connection; other databases are left alone."""
    if not isinstance(connection, SQLiteConnection):
        return
    # Python's own BEGIN comes too late and never says IMMEDIATE; begin_sqlite below does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    # The time-out comes first: switching to WAL waits for other connections as well.
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    # FULL: an import that was acknowledged survives a power cut and costs less than 0.1 s.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: sa.Connection) -> None:
    """Begin reading deferred and writing IMMEDIATE; only ``write`` in services.transactions asks for the latter."""
    if connection.dialect.name == "sqlite":
        immediate = connection.get_execution_options().get(BEGIN_IMMEDIATE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
