"""A migrated database with one valid row in every table."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

import curriculum.models  # noqa: F401 (makes every table known)
from curriculum.extensions import Base
from tests.models.rows import FIRST


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """Give an engine on a fresh, migrated database."""
    engine = sa.create_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    """Give an engine on a database with one valid row per table."""
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(sa.insert(table), FIRST[table.name])
    return engine
