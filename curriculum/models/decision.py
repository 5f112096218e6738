"""Decisions on links: appended, never changed, never deleted; the last one on a link holds."""

from typing import NoReturn, Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from curriculum.contract.vocabulary import Mastery, StatementSource, Verdict
from curriculum.extensions import Base
from curriculum.models.types import Hash, Key, Moment, Text, Word, one_of, sha256


class Decision(Base):
    """One verdict; the two hashes tell later whether a text changed after it (*verouderd*)."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.Index("ix_decision_link", "module_id", "competency_id", "id"),
        one_of("verdict", Verdict),
        one_of("mastery", Mastery),
        one_of("source", StatementSource),
        sha256("module_hash"),
        sha256("competency_hash"),
        # A person's verdict names the person, a statement of the sheet names the import it was read from.
        sa.CheckConstraint("source <> 'person' OR account_id IS NOT NULL", name="person"),
        sa.CheckConstraint("source <> 'explicit' OR import_id IS NOT NULL", name="explicit"),
    )

    id: Mapped[Key]
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"))
    competency_id: Mapped[int] = mapped_column(sa.ForeignKey("competency.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict))
    mastery: Mapped[Mastery | None] = mapped_column(Word(Mastery))
    source: Mapped[StatementSource] = mapped_column(Word(StatementSource))
    reason: Mapped[Text]
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    import_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import.id"))
    decided_at: Mapped[Moment]
    module_hash: Mapped[Hash]
    competency_hash: Mapped[Hash]


class AppendOnlyError(Exception):
    """Something tried to change or delete what may only be added to."""


class Kept(Protocol):
    """A row of a table that is only added to."""

    __tablename__: str
    id: Mapped[Key]


def refuse_change(_mapper: Mapper[Base], _connection: sa.Connection, row: Kept) -> NoReturn:
    """Stop an update or a delete before it reaches the database."""
    raise AppendOnlyError(f"{row.__tablename__} {row.id} cannot be changed or deleted; add a new one")


event.listen(Decision, "before_update", refuse_change)
event.listen(Decision, "before_delete", refuse_change)
