"""Alembic's entry: runs the migrations on the database of the current Flask application."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

import curriculum.models  # noqa: F401 (makes every table known to the metadata)
from curriculum.extensions import Base
from curriculum.models.types import UtcDateTime, Word

if context.is_offline_mode():
    raise RuntimeError("migrations run on a live database only: the SQLite ones need to look at the tables")


def render_item(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Write our own types as plain ones: a migration must keep running when the program moves on."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Word):
        return "sa.String(length=20)"
    return False


@contextmanager
def without_foreign_keys(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite rebuild a table that others point at; afterwards every pointer is checked."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # Through the driver, because SQLite ignores this pragma inside the transaction that SQLAlchemy would begin.
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        if orphans := raw.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"the migration left rows without their parent: {orphans[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def run_migrations() -> None:
    """Run all steps in one transaction, so that a migration that fails leaves the schema as it was."""
    engine: sa.Engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, without_foreign_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
