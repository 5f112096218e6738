"""The one way to write: a transaction that begins as a writer and commits at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from curriculum.extensions import BEGIN_IMMEDIATE, db


class NestedWriteError(Exception):
    """A use case began to write inside another one; one use case is one transaction."""


@contextmanager
def write() -> Iterator[Session]:
    """Give a session that writes; commit when the block ends, roll back when it raises.

    The read transaction before it is ended first. On SQLite the new one begins with BEGIN IMMEDIATE: a transaction
    that begins as a reader and then writes fails at once when another writer came between, and no time-out helps
    against that. Nothing slow belongs inside the block.
    """
    session: Session = db.session()
    if session.info.get("writing"):
        raise NestedWriteError("a use case may not call another one that writes")
    session.rollback()
    session.connection(execution_options={BEGIN_IMMEDIATE: True})
    session.info["writing"] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


@contextmanager
def read() -> Iterator[Session]:
    """Give a session that reads; the read transaction ends with the block, so that no old snapshot stays open."""
    session: Session = db.session()
    writing = bool(session.info.get("writing"))
    try:
        yield session
    finally:
        if not writing:
            session.rollback()
