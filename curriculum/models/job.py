"""Background jobs: the truth about them stands here, the queue only delivers their numbers."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.extensions import Base
from curriculum.models.types import Hash, Json, Key, Moment, Text, UtcDateTime, Word, filled, one_of, sha256


class JobKind(StrEnum):
    """What a job does."""

    PARSE_IMPORT = "parse_import"
    RUN_MAPPING = "run_mapping"


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Base):
    """One piece of background work; ``subject`` names what it works on, and only one job per subject is open."""

    __tablename__ = "job"
    __table_args__ = (
        sa.Index(
            "uq_job_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        ),
        filled("subject"),
        one_of("kind", JobKind),
        one_of("state", JobState),
        sha256("input_sha256"),
        sa.CheckConstraint("attempts >= 0", name="attempts_range"),
        sa.CheckConstraint("progress >= 0 AND progress <= total", name="progress_range"),
        sa.CheckConstraint("(state = 'failed') = (error <> '')", name="error"),
        sa.CheckConstraint("(state IN ('queued', 'running')) = (finished_at IS NULL)", name="finished_at"),
    )

    id: Mapped[Key]
    kind: Mapped[JobKind] = mapped_column(Word(JobKind))
    subject: Mapped[Text]
    state: Mapped[JobState] = mapped_column(Word(JobState), default=JobState.QUEUED)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("curriculum_version.id"), index=True)
    import_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import.id"), index=True)
    requested_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    input_sha256: Mapped[Hash]
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    error: Mapped[Text] = mapped_column(sa.Text, default="")
    result: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True))
    created_at: Mapped[Moment]
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
