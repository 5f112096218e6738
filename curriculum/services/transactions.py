"""The one way to read and to write: a session per use case, apart from the one that knows who is logged in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy.orm import Session

from curriculum.extensions import BEGIN_IMMEDIATE, db

_writing: ContextVar[bool] = ContextVar("curriculum_writing", default=False)


class NestedWriteError(Exception):
    """A use case began to write inside another one; one use case is one transaction."""


@contextmanager
def write() -> Iterator[Session]:
    """Give a session that writes; commit when the block ends, roll back when it raises.

    On SQLite the transaction begins with BEGIN IMMEDIATE: one that begins as a reader and then writes fails at once
    when another writer came between, and no time-out helps against that. Nothing slow belongs inside the block.
    """
    if _writing.get():
        raise NestedWriteError("a use case may not call another one that writes")
    token = _writing.set(True)
    try:
        with Session(db.engine, expire_on_commit=False) as session:
            session.connection(execution_options={BEGIN_IMMEDIATE: True})
            yield session
            session.commit()
    finally:
        _writing.reset(token)


@contextmanager
def read() -> Iterator[Session]:
    """Give a session that reads; everything read in the block is of one moment, and nothing stays open after it.

    SQLite does so by itself; PostgreSQL shows each statement the newest state unless it is told otherwise.
    """
    with Session(db.engine, expire_on_commit=False) as session:
        if db.engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session
