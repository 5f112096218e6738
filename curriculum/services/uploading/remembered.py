"""What people said about columns, tables and heading rows of earlier files, per programme and by the headings' texts.

A programme and not the school remembers: who may upload to one programme has no say over the files of another.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.models import Account, Programme, RememberedColumn, RememberedHeading, RememberedTable
from curriculum.services.uploading.previews import PreviewTable
from imports import ColumnChoice, HeadingChoice, KnownHeading, ReadingChoices, TableReading
from imports.structure.heading_rows import MOST_HEADING_ROWS


@dataclass(frozen=True, slots=True)
class Remembered:
    """Who chose last for tables with these headers, and when; ``name`` is empty for the command line."""

    account_id: int | None
    name: str
    at: datetime


def recall_choices(session: Session, programme_id: int) -> ReadingChoices:
    """Return all that is remembered for the files of a programme; the reader ignores what a file does not hold."""
    columns = session.scalars(
        sa.select(RememberedColumn)
        .where(RememberedColumn.programme_id == programme_id)
        .order_by(RememberedColumn.signature, RememberedColumn.position)
    )
    tables = session.scalars(sa.select(RememberedTable).where(RememberedTable.programme_id == programme_id))
    headings = session.scalars(sa.select(RememberedHeading).where(RememberedHeading.programme_id == programme_id))
    return ReadingChoices(
        columns=tuple(ColumnChoice(row.signature, row.position, row.meaning) for row in columns),
        excluded_headers=frozenset((row.sheet, row.signature) for row in tables),
        known_headings=frozenset(KnownHeading(row.signature, row.size) for row in headings),
    )


def complete_choices(
    asked: ReadingChoices | None, recalled: ReadingChoices, tables: Iterable[PreviewTable]
) -> ReadingChoices:
    """Return how to read a file: as a person asked for the tables that they saw, as remembered for all others."""
    if asked is None:
        return recalled
    tables = tuple(tables)
    seen = {signature for table in tables for signature in table.signatures}
    pointed = {table.heading for table in tables}
    return replace(
        asked,
        columns=(*asked.columns, *(choice for choice in recalled.columns if choice.signature not in seen)),
        excluded_headers=frozenset(place for place in recalled.excluded_headers if place[1] not in seen),
        known_headings=frozenset(known for known in recalled.known_headings if known.signature not in pointed),
    )


def settle_choices(choices: ReadingChoices, tables: Iterable[TableReading]) -> ReadingChoices:
    """Return the choices as far as they are about these tables; tables and headings are named by their place."""
    tables = tuple(tables)
    places = {place for table in tables for place in table.choosable}
    return ReadingChoices(
        columns=tuple(choice for choice in choices.columns if (choice.signature, choice.position) in places),
        excluded_tables=frozenset(
            table.key
            for table in tables
            if table.key in choices.excluded_tables or (table.sheet, table.signature) in choices.excluded_headers
        ),
        include_hidden=choices.include_hidden,
        headings=tuple(
            HeadingChoice(table.sheet, table.header_row, table.last_header_row)
            for table in tables
            if table.chosen_heading
        ),
    )


def remember_choices(
    session: Session,
    programme_id: int,
    tables: Iterable[PreviewTable],
    choices: ReadingChoices,
    *,
    actor_id: int | None,
) -> None:
    """Make the choices for the tables of one file the remembered ones; other headers and sheets stay as they were.

    A row that says the same as before keeps its person and moment.
    """
    # Two files of one programme that are read at the same time would otherwise both add the same row.
    session.execute(sa.select(Programme.id).where(Programme.id == programme_id).with_for_update(key_share=True))
    tables = tuple(tables)
    signatures = {signature for table in tables for signature in table.signatures}
    wanted = {
        (choice.signature, choice.position): choice.column
        for choice in choices.columns
        if choice.signature in signatures
    }
    for row in session.scalars(
        sa.select(RememberedColumn).where(
            RememberedColumn.programme_id == programme_id, RememberedColumn.signature.in_(signatures)
        )
    ):
        place = (row.signature, row.position)
        if place in wanted and wanted[place] == row.meaning:
            wanted.pop(place)
        else:
            session.delete(row)
    session.flush()
    session.add_all(
        RememberedColumn(
            programme_id=programme_id, signature=signature, position=position, meaning=meaning, chosen_by=actor_id
        )
        for (signature, position), meaning in wanted.items()
    )
    _remember_tables(session, programme_id, tables, choices, actor_id)


def _remember_tables(
    session: Session,
    programme_id: int,
    tables: tuple[PreviewTable, ...],
    choices: ReadingChoices,
    actor_id: int | None,
) -> None:
    """Remember a table that is off by its headers and the name of its sheet, when all such tables there are off."""
    on = {(table.sheet, table.signature) for table in tables if table.key not in choices.excluded_tables}
    off = {(table.sheet, table.signature) for table in tables} - on
    for row in session.scalars(sa.select(RememberedTable).where(RememberedTable.programme_id == programme_id)):
        place = (row.sheet, row.signature)
        if place in on:
            session.delete(row)
        off.discard(place)
    session.add_all(
        RememberedTable(programme_id=programme_id, signature=signature, sheet=sheet, chosen_by=actor_id)
        for sheet, signature in sorted(off)
    )


def remember_headings(
    session: Session,
    programme_id: int,
    before: Iterable[PreviewTable],
    tables: Iterable[PreviewTable],
    *,
    actor_id: int | None,
) -> None:
    """Remember the headings that a person pointed at, and forget those of the reading before that are no more."""
    wanted = {(table.heading, size_of(table)) for table in tables if table.heading}
    gone = {(table.heading, size_of(table)) for table in before if table.heading} - wanted
    for row in session.scalars(sa.select(RememberedHeading).where(RememberedHeading.programme_id == programme_id)):
        if (row.signature, row.size) in gone:
            session.delete(row)
        wanted.discard((row.signature, row.size))
    session.add_all(
        RememberedHeading(programme_id=programme_id, signature=signature, size=size, chosen_by=actor_id)
        for signature, size in sorted(wanted)
        if size <= MOST_HEADING_ROWS
    )


def size_of(table: PreviewTable) -> int:
    """Return how many rows the headings of a table take."""
    return table.last_header_row - table.header_row + 1


def forget_headings(session: Session, programme_id: int, tables: Iterable[PreviewTable]) -> None:
    """Forget where the headings of these tables stand."""
    session.execute(
        sa.delete(RememberedHeading).where(
            RememberedHeading.programme_id == programme_id,
            RememberedHeading.signature.in_({table.heading for table in tables if table.heading}),
        )
    )


def forget_headers(session: Session, programme_id: int, signatures: Collection[str]) -> int:
    """Forget everything about tables and rows with these signatures; return how many choices that were."""
    forgotten = 0
    for table in (RememberedColumn, RememberedTable):
        rows = session.scalars(
            sa.select(table).where(table.programme_id == programme_id, table.signature.in_(signatures))
        ).all()
        for row in rows:
            session.delete(row)
        forgotten += len(rows)
    return forgotten


def find_remembered(session: Session, programme_id: int) -> dict[str, Remembered]:
    """Return who chose last, per signature of headers and of headings that were pointed at."""
    found: dict[str, Remembered] = {}
    for table in (RememberedColumn, RememberedTable, RememberedHeading):
        rows = session.execute(
            sa.select(table.signature, table.chosen_by, Account.name, table.chosen_at)
            .outerjoin(Account, Account.id == table.chosen_by)
            .where(table.programme_id == programme_id)
        )
        for signature, account_id, name, at in rows:
            if signature not in found or found[signature].at < at:
                found[signature] = Remembered(account_id, name or "", at)
    return found
