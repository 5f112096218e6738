"""Competency lists: the framework, its versions, and the competencies of each version."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.extensions import Base
from curriculum.models.types import Hash, Json, Key, Moment, Text, filled, sha256


class FrameworkRow(Base):
    """A competency list by its short name, whatever its version."""

    __tablename__ = "framework"
    __table_args__ = (sa.UniqueConstraint("name", name="uq_framework_name"), filled("name"))

    id: Mapped[Key]
    name: Mapped[Text]


class FrameworkVersion(Base):
    """One version of a list; never changed once stored, because runs and decisions rest on its texts."""

    __tablename__ = "framework_version"
    __table_args__ = (
        sa.UniqueConstraint("framework_id", "sha256", name="uq_framework_version_sha256"),
        filled("title"),
        sha256("sha256"),
    )

    id: Mapped[Key]
    framework_id: Mapped[int] = mapped_column(sa.ForeignKey("framework.id"), index=True)
    version: Mapped[Text]
    title: Mapped[Text]
    source: Mapped[Text]
    source_date: Mapped[Text]
    sha256: Mapped[Hash]
    created_at: Mapped[Moment]

    framework: Mapped[FrameworkRow] = relationship()


class FrameworkDraft(Base):
    """A list that somebody uploaded and nobody stored yet; ``content`` is the reading of it as JSON."""

    __tablename__ = "framework_draft"
    __table_args__ = (filled("filename"), sha256("sha256"))

    id: Mapped[Key]
    filename: Mapped[Text]
    sha256: Mapped[Hash]
    content: Mapped[Json]
    uploaded_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    uploaded_at: Mapped[Moment]


class Competency(Base):
    """A statement of a list; ``content`` is the contract's CompetencyRecord as JSON, ``text_hash`` is over its text."""

    __tablename__ = "competency"
    __table_args__ = (
        sa.UniqueConstraint("framework_version_id", "code", name="uq_competency_code"),
        sa.UniqueConstraint("framework_version_id", "position", name="uq_competency_position"),
        filled("code"),
        filled("title"),
        sha256("text_hash"),
    )

    id: Mapped[Key]
    framework_version_id: Mapped[int] = mapped_column(sa.ForeignKey("framework_version.id"))
    position: Mapped[int]
    code: Mapped[Text]
    title: Mapped[Text]
    text_hash: Mapped[Hash]
    content: Mapped[Json]
