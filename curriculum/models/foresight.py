"""What the board makes of the candidates: outlooks and decisions, appended and never changed; the last one holds."""

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.contract.vocabulary import Destination
from curriculum.extensions import Base
from curriculum.models.decision import refuse_change
from curriculum.models.types import Json, Key, Moment, Text, Word, filled, one_of


class OutlookRow(Base):
    """An outlook of one version, as :class:`curriculum.contract.foresight.Outlook` in JSON."""

    __tablename__ = "outlook"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("curriculum_version.id"), index=True)
    content: Mapped[Json]
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[Moment]


class WeighingRow(Base):
    """A decision on one candidate; ``content`` holds what has no rule in the database: scenarios, hours, the way there.

    ``outlook_id`` is the outlook whose scenarios were ticked.
    """

    __tablename__ = "weighing"
    __table_args__ = (
        sa.Index("ix_weighing_competency", "version_id", "competency_id", "id"),
        one_of("destination", Destination),
        filled("reason"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("curriculum_version.id"))
    competency_id: Mapped[int] = mapped_column(sa.ForeignKey("competency.id"), index=True)
    outlook_id: Mapped[int | None] = mapped_column(sa.ForeignKey("outlook.id"))
    destination: Mapped[Destination] = mapped_column(Word(Destination))
    reason: Mapped[Text]
    content: Mapped[Json]
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    decided_at: Mapped[Moment]


for kept in (OutlookRow, WeighingRow):
    event.listen(kept, "before_update", refuse_change)
    event.listen(kept, "before_delete", refuse_change)
