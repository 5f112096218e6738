"""Every rule of the schema refuses what it is there for, on both databases."""

from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

import curriculum.models  # noqa: F401 (makes every table known)
from curriculum.extensions import Base
from tests.models.rows import BREAKS, FIRST, OTHER

TABLES = Base.metadata.sorted_tables


def name_constraints(kind: type[sa.Constraint]) -> list[Any]:
    """List the constraints of one kind by name: workers that share the tests must see them in one order."""
    return sorted(
        (
            pytest.param(table, constraint, id=str(constraint.name))
            for table in TABLES
            for constraint in table.constraints
            if isinstance(constraint, kind)
        ),
        key=lambda parameter: str(parameter.id),
    )


def second_row(table: sa.Table) -> dict[str, Any]:
    row = {**FIRST[table.name], **OTHER[table.name]}
    return {**row, "id": 2} if "id" in row else row


def insert(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> None:
    """Insert with the types of the database only, so that a wrong word reaches the CHECK that has to refuse it."""
    columns = [
        sa.bindparam(name, value, type_=sa.String() if isinstance(value, str) else table.columns[name].type)
        for name, value in row.items()
    ]
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    with connection.begin_nested():
        connection.execute(sa.text(f'INSERT INTO "{table.name}" ({names}) VALUES ({values})').bindparams(*columns))  # noqa: S608 (names of our own tables)


def assert_refused(connection: sa.Connection, table: sa.Table, row: dict[str, Any], name: str, kind: str) -> None:
    with pytest.raises(IntegrityError) as caught:
        insert(connection, table, row)
    if isinstance(caught.value.orig, psycopg.Error):
        assert caught.value.orig.diag.constraint_name == name
    else:
        # SQLite names only its CHECKs.
        assert (f"CHECK constraint failed: {name}" if kind == "CHECK" else f"{kind} constraint failed") in str(
            caught.value.orig
        )


def fill_parents(connection: sa.Connection, table: sa.Table) -> None:
    """Add the second rows that the second row of this table points at."""
    for parent in TABLES:
        if parent.name == table.name:
            return
        insert(connection, parent, second_row(parent))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_second_row_that_shares_nothing_unique_is_welcome(filled: sa.Connection, table: sa.Table) -> None:
    fill_parents(filled, table)
    insert(filled, table, second_row(table))
    assert filled.scalar(sa.select(sa.func.count()).select_from(table)) == 2


@pytest.mark.parametrize(("table", "constraint"), name_constraints(sa.CheckConstraint))
def test_a_check_refuses_what_breaks_it(filled: sa.Connection, table: sa.Table, constraint: sa.CheckConstraint) -> None:
    fill_parents(filled, table)
    name = str(constraint.name)
    assert_refused(filled, table, {**second_row(table), **BREAKS[name]}, name, "CHECK")


@pytest.mark.parametrize(("table", "constraint"), name_constraints(sa.UniqueConstraint))
def test_a_unique_constraint_refuses_the_second(
    filled: sa.Connection, table: sa.Table, constraint: sa.UniqueConstraint
) -> None:
    fill_parents(filled, table)
    shared = {column.name: FIRST[table.name][column.name] for column in constraint.columns}
    assert_refused(filled, table, {**second_row(table), **shared}, str(constraint.name), "UNIQUE")


@pytest.mark.parametrize(("table", "constraint"), name_constraints(sa.ForeignKeyConstraint))
def test_a_foreign_key_refuses_an_orphan(
    filled: sa.Connection, table: sa.Table, constraint: sa.ForeignKeyConstraint
) -> None:
    fill_parents(filled, table)
    orphan = {column.name: 999 for column in constraint.columns}
    assert_refused(filled, table, {**second_row(table), **orphan}, str(constraint.name), "FOREIGN KEY")


@pytest.mark.parametrize(("table", "constraint"), name_constraints(sa.PrimaryKeyConstraint))
def test_a_primary_key_refuses_the_second(
    filled: sa.Connection, table: sa.Table, constraint: sa.PrimaryKeyConstraint
) -> None:
    fill_parents(filled, table)
    shared = {column.name: FIRST[table.name][column.name] for column in constraint.columns}
    assert_refused(filled, table, {**second_row(table), **shared}, str(constraint.name), "UNIQUE")


def test_only_one_job_per_subject_is_open(filled: sa.Connection) -> None:
    job = Base.metadata.tables["job"]
    fill_parents(filled, job)
    assert_refused(filled, job, {**second_row(job), "subject": "import 1"}, "uq_job_open", "UNIQUE")


def test_a_finished_job_makes_room_for_the_next(filled: sa.Connection) -> None:
    job = Base.metadata.tables["job"]
    fill_parents(filled, job)
    filled.execute(sa.update(job).values(state="done", finished_at=FIRST["job"]["created_at"]))
    insert(filled, job, {**second_row(job), "subject": "import 1"})


def test_two_modules_without_a_code_may_stand_side_by_side(filled: sa.Connection) -> None:
    module = Base.metadata.tables["module"]
    filled.execute(sa.update(module).values(code=None))
    insert(filled, module, {**second_row(module), "code": None})


def test_every_constraint_has_a_name() -> None:
    unnamed = [table.name for table in TABLES for constraint in table.constraints if constraint.name is None]
    assert unnamed == []


def test_every_listed_break_belongs_to_a_check_that_exists() -> None:
    checks = {
        str(constraint.name)
        for table in TABLES
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }
    assert set(BREAKS) == checks
