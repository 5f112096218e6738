"""Modules of a version and their revisions: what was read from which sheet, and when."""

from enum import StrEnum
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.extensions import Base
from curriculum.models.types import Hash, Json, Key, Moment, Text, Word, filled, one_of, sha256


class ModuleState(StrEnum):
    """Whether a module is part of the programme; nothing is ever deleted."""

    ACTIVE = "active"
    RETIRED = "retired"


class Module(Base):
    """A module of one version. ``key`` is its name in the engine and in reports; ``revision`` is the present number."""

    __tablename__ = "module"
    __table_args__ = (
        sa.UniqueConstraint("uuid", name="uq_module_uuid"),
        sa.UniqueConstraint("version_id", "key", name="uq_module_key"),
        sa.UniqueConstraint("version_id", "code", name="uq_module_code"),
        filled("key"),
        filled("code"),
        one_of("state", ModuleState),
        sa.CheckConstraint("revision >= 1", name="revision_range"),
    )

    id: Mapped[Key]
    uuid: Mapped[str] = mapped_column(sa.String(36), default=lambda: str(uuid4()))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("curriculum_version.id"))
    key: Mapped[Text]
    code: Mapped[str | None] = mapped_column(sa.Text)
    position: Mapped[int]
    state: Mapped[ModuleState] = mapped_column(Word(ModuleState), default=ModuleState.ACTIVE)
    revision: Mapped[int] = mapped_column(default=1)


class ModuleRevision(Base):
    """One text of a module; ``content`` is the contract's ModuleRecord as JSON.

    ``text_hash`` covers what a decision rests on (the texts), ``content_hash`` everything but the place in the sheet.
    """

    __tablename__ = "module_revision"
    __table_args__ = (
        sa.UniqueConstraint("module_id", "number", name="uq_module_revision_number"),
        filled("title"),
        sha256("text_hash"),
        sha256("content_hash"),
        sa.CheckConstraint("number >= 1", name="number_range"),
    )

    id: Mapped[Key]
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"))
    number: Mapped[int]
    title: Mapped[Text]
    text_hash: Mapped[Hash]
    content_hash: Mapped[Hash]
    content: Mapped[Json]
    sheet: Mapped[Text]
    row: Mapped[int]
    import_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import.id"), index=True)
    created_at: Mapped[Moment]

    module: Mapped[Module] = relationship()
