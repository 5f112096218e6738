"""A migrated database with one valid row in every table; each test works in a transaction that is rolled back."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

import curriculum.models  # noqa: F401 (makes every table known)
from curriculum.extensions import Base
from tests.conftest import Cloner
from tests.models.rows import FIRST


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """Give an engine on a database that this worker filled once."""
    cloner: Cloner = request.getfixturevalue(f"{request.param}_cloner")
    url = cloner.clone(None)
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(sa.insert(table), FIRST[table.name])
    yield engine
    engine.dispose()
    cloner.drop(url)


@pytest.fixture
def filled(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection whose work is forgotten after the test."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()
