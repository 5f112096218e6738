"""Column types and checks that several tables share: moments in UTC, fixed words, hashes."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment that is always aware and always UTC; SQLite would otherwise hand back naive ones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment rather than guess its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def utc_now() -> datetime:
    """Return this moment in UTC, the default of every moment column."""
    return datetime.now(UTC)


class Word(TypeDecorator[StrEnum]):
    """A fixed word: text in the database, the StrEnum in Python. The CHECK beside it is :func:`one_of`."""

    impl = sa.String(20)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Write the word as text; a text that is no such word is refused here already."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Read the text as the word."""
        return None if value is None else self.words(value)


def one_of(column: str, words: type[StrEnum]) -> sa.CheckConstraint:
    """Return the CHECK that keeps a column to the fixed words."""
    allowed = ", ".join(f"'{word.value}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=column)


def filled(column: str) -> sa.CheckConstraint:
    """Return the CHECK that a text is not empty."""
    return sa.CheckConstraint(f"{column} <> ''", name=f"{column}_filled")


def probability(column: str) -> sa.CheckConstraint:
    """Return the CHECK that a number lies between 0 and 1."""
    return sa.CheckConstraint(f"{column} >= 0 AND {column} <= 1", name=f"{column}_range")


def sha256(column: str) -> sa.CheckConstraint:
    """Return the CHECK that a text has the length of a hexadecimal SHA-256."""
    return sa.CheckConstraint(f"length({column}) = 64", name=f"{column}_length")


Key = Annotated[int, mapped_column(sa.Integer, primary_key=True)]
Text = Annotated[str, mapped_column(sa.Text)]
Hash = Annotated[str, mapped_column(sa.String(64))]
Moment = Annotated[datetime, mapped_column(UtcDateTime, default=utc_now)]
Json = Annotated[Any, mapped_column(sa.JSON(none_as_null=True))]
