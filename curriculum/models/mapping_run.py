"""What the engine proposed: a run, its proposals, and what the gap rule said of each competency."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.contract.vocabulary import Band, Finding
from curriculum.extensions import Base
from curriculum.models.types import Hash, Json, Key, Moment, Text, Word, filled, one_of, probability, sha256


class MappingRun(Base):
    """One finished run. ``rule`` is the contract's Rule as JSON; the hashes tell whether a new run could differ.

    ``read_at`` is when it read texts and decisions: what came while it ran is not in it.
    """

    __tablename__ = "mapping_run"
    __table_args__ = (filled("engine"), sha256("settings_sha256"), sha256("input_sha256"))

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("curriculum_version.id"), index=True)
    framework_version_id: Mapped[int] = mapped_column(sa.ForeignKey("framework_version.id"))
    engine: Mapped[Text]
    settings_sha256: Mapped[Hash]
    input_sha256: Mapped[Hash]
    rule: Mapped[Json]
    module_count: Mapped[int]
    proposal_count: Mapped[int]
    started_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    finished_at: Mapped[Moment]
    read_at: Mapped[Moment]


class ProposalRow(Base):
    """One link of a run. It is never coverage; only a decision is."""

    __tablename__ = "proposal"
    __table_args__ = (
        sa.UniqueConstraint("run_id", "module_id", "competency_id", name="uq_proposal_link"),
        probability("probability"),
        one_of("band", Band),
    )

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(sa.ForeignKey("mapping_run.id"))
    module_id: Mapped[int] = mapped_column(sa.ForeignKey("module.id"), index=True)
    competency_id: Mapped[int] = mapped_column(sa.ForeignKey("competency.id"), index=True)
    score: Mapped[float]
    probability: Mapped[float]
    band: Mapped[Band] = mapped_column(Word(Band))
    proposed: Mapped[bool]
    sources: Mapped[Json]
    evidence: Mapped[Json] = mapped_column(sa.JSON(none_as_null=True), deferred=True)


class AssessmentRow(Base):
    """What the gap rule said of one competency in a run, with the modules that come nearest."""

    __tablename__ = "assessment"
    __table_args__ = (
        sa.UniqueConstraint("run_id", "competency_id", name="uq_assessment_competency"),
        probability("probability"),
        one_of("finding", Finding),
    )

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(sa.ForeignKey("mapping_run.id"))
    competency_id: Mapped[int] = mapped_column(sa.ForeignKey("competency.id"), index=True)
    probability: Mapped[float]
    finding: Mapped[Finding] = mapped_column(Word(Finding))
    nearest: Mapped[Json]
