"""Uploads: the import, its bytes and draft, and the before-images that make undo possible."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.extensions import Base
from curriculum.models.types import Hash, Json, Key, Moment, Text, UtcDateTime, Word, filled, one_of, sha256


class ImportState(StrEnum):
    """How far an upload is."""

    RECEIVED = "received"  # the bytes are kept, the parse job has not finished
    DRAFT = "draft"  # read; waits for the person
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"
    EXPIRED = "expired"  # nobody came back in time; bytes and draft are gone


class ChangeKind(StrEnum):
    """What an import did to a module."""

    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"  # not in the file, and a person marked it so


class Import(Base):
    """One upload of a module sheet; ``base_revision`` is the version's content revision that the draft goes by."""

    __tablename__ = "import"
    __table_args__ = (
        filled("filename"),
        sha256("sha256"),
        one_of("state", ImportState),
        sa.CheckConstraint("size > 0", name="size_range"),
        sa.CheckConstraint("(state IN ('applied', 'undone')) = (applied_at IS NOT NULL)", name="applied_at"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("curriculum_version.id"), index=True)
    filename: Mapped[Text]
    sha256: Mapped[Hash]
    size: Mapped[int]
    state: Mapped[ImportState] = mapped_column(Word(ImportState), default=ImportState.RECEIVED)
    base_revision: Mapped[int] = mapped_column(default=0)
    uploaded_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    uploaded_at: Mapped[Moment]
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ImportContent(Base):
    """The original bytes, the reading of them and what a person chose; apart from the import, so that lists stay light.

    ``choices`` is a ``RowChoices`` of ``curriculum.services.uploading`` as JSON, NULL when nobody chose anything.
    """

    __tablename__ = "import_content"

    import_id: Mapped[int] = mapped_column(sa.ForeignKey("import.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    draft: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True), deferred=True)
    choices: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True), deferred=True)


class ImportChange(Base):
    """What an import did to one module: the revision before (None for a new module) and the one it made."""

    __tablename__ = "import_change"
    __table_args__ = (
        sa.UniqueConstraint("import_id", "module_id", name="uq_import_change_module"),
        one_of("kind", ChangeKind),
        sa.CheckConstraint("(kind = 'new') = (before IS NULL)", name="before"),
    )

    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("import.id"))
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(Word(ChangeKind))
    before: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True))
    revision: Mapped[int]
