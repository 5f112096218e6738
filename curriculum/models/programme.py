"""A programme (opleiding) and its curriculum versions, one per cohort."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.contract.vocabulary import Leerweg, VersionStatus
from curriculum.extensions import Base
from curriculum.models.types import Key, Moment, Text, Word, filled, one_of


class Programme(Base):
    """A programme of the school; ``crebo_code`` is text, because codes may start with a zero."""

    __tablename__ = "programme"
    __table_args__ = (
        sa.UniqueConstraint("school_id", "name", "leerweg", name="uq_programme_name"),
        filled("name"),
        one_of("leerweg", Leerweg),
        sa.CheckConstraint("length(crebo_code) = 5", name="crebo_code_length"),
    )

    id: Mapped[Key]
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("school.id"), index=True)
    name: Mapped[Text]
    crebo_code: Mapped[str | None] = mapped_column(sa.String(5))
    leerweg: Mapped[Leerweg] = mapped_column(Word(Leerweg))


class CurriculumVersion(Base):
    """A programme as it is given to one cohort, held against one version of one framework.

    ``content_revision`` counts the imports taken in and undone; a draft remembers which one it was compared with.
    """

    __tablename__ = "curriculum_version"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "cohort", name="uq_curriculum_version_cohort"),
        filled("cohort"),
        one_of("status", VersionStatus),
        sa.CheckConstraint("content_revision >= 0", name="content_revision_range"),
    )

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    cohort: Mapped[Text]
    status: Mapped[VersionStatus] = mapped_column(Word(VersionStatus), default=VersionStatus.DRAFT)
    framework_version_id: Mapped[int] = mapped_column(sa.ForeignKey("framework_version.id"), index=True)
    qualification_file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("qualification_file.id"), index=True)
    content_revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]

    programme: Mapped[Programme] = relationship()
