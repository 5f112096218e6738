"""The log of changes, written in the transaction of the change itself."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.extensions import Base
from curriculum.models.types import Json, Key, Moment, Text, filled


class AuditEntry(Base):
    """Who did what, when, to which programme and version, from which upload; no account = the command line."""

    __tablename__ = "audit_entry"
    __table_args__ = (filled("action"),)

    id: Mapped[Key]
    at: Mapped[Moment]
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    action: Mapped[Text]
    programme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("curriculum_version.id"), index=True)
    import_id: Mapped[int | None] = mapped_column(sa.ForeignKey("import.id"))
    detail: Mapped[Json]
