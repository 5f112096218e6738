"""The migrations make exactly the schema of the models, and can be taken back."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from flask import Flask

from curriculum.config import Settings
from curriculum.extensions import Base, db, migrate
from tests.models.rows import FIRST

PG_SCHEMA = """
SELECT c.relname, 'column', a.attname, format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL'
       ELSE '' END || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT conrelid::regclass::text, 'constraint', conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL
SELECT tablename, 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = Flask("curriculum")
    app.config.from_mapping(settings.to_flask())
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def read_schema() -> set[tuple[str, ...]]:
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            rows = {tuple(map(str, row)) for row in connection.exec_driver_sql(PG_SCHEMA)}
        else:
            rows = {
                ("sqlite", name, clause)
                for name, sql in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
                for clause in split_ddl(sql)
            }
    return {row for row in rows if not any("alembic_version" in cell for cell in row)}


def split_ddl(sql: str) -> list[str]:
    """Split a statement into its lines, whose order does not matter."""
    lines = [" ".join(line.split()).rstrip(",").replace('"', "") for line in re.split(r"\n", sql)]
    return [re.sub(r"\s*,\s*", ", ", line) for line in lines if line.strip(" ()")]


def test_the_migrations_make_the_schema_of_the_models(app: Flask) -> None:
    migrated = read_schema()
    Base.metadata.drop_all(db.engine)
    Base.metadata.create_all(db.engine)
    assert migrated == read_schema()
    # A comparison of two empty things would also be equal.
    assert any("ck_decision_verdict" in " ".join(row) for row in migrated)


def test_a_changed_check_would_be_seen(app: Flask) -> None:
    migrated = read_schema()
    Base.metadata.drop_all(db.engine)
    metadata = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(metadata)
    check = next(c for c in metadata.tables["decision"].constraints if c.name == "ck_decision_verdict")
    assert isinstance(check, sa.CheckConstraint)
    check.sqltext = sa.text("verdict IN ('full')")
    metadata.create_all(db.engine)
    assert migrated != read_schema()


def test_the_migrations_can_be_taken_back_and_run_again(app: Flask) -> None:
    before = read_schema()
    config = migrate.get_config()
    command.downgrade(config, "base")
    assert read_schema() == set()
    command.upgrade(config, "head")
    assert read_schema() == before


def insert_first_row(table: sa.Table, columns: set[str]) -> None:
    """Insert the valid row of a table, as far as an older schema has its columns."""
    row = {name: value for name, value in FIRST[table.name].items() if name in columns}
    values = [sa.bindparam(name, value, type_=table.columns[name].type) for name, value in row.items()]
    quote = db.engine.dialect.identifier_preparer.quote
    statement = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, row))}) VALUES (:{', :'.join(row)})"  # noqa: S608 (names of our own tables)
    with db.engine.begin() as connection:
        connection.execute(sa.text(statement).bindparams(*values))


def test_a_database_of_the_first_version_keeps_every_row_when_it_is_brought_up_to_date(app: Flask) -> None:
    config = migrate.get_config()
    command.downgrade(config, "0001")
    inspector = sa.inspect(db.engine)
    old = {name: {column["name"] for column in inspector.get_columns(name)} for name in inspector.get_table_names()}
    tables = [table for table in Base.metadata.sorted_tables if table.name in old]
    assert len(tables) > 15
    for table in tables:
        insert_first_row(table, old[table.name])
    command.upgrade(config, "head")
    with db.engine.connect() as connection:
        for table in tables:
            (found,) = connection.execute(sa.select(table)).mappings()
            kept = {name: value for name, value in FIRST[table.name].items() if name in old[table.name]}
            assert {name: found[name] for name in kept} == kept
