"""What people said about the reading of their sheets: for one upload, and remembered per programme for the next one."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.contract.columns import ModuleColumn
from curriculum.extensions import Base
from curriculum.models.types import Json, Key, Moment, Text, Word, filled, one_of

SIGNATURE_LENGTH = 16  # of imports.reading.header_signature
MOST_HEADING_ROWS = 5  # of imports.structure.heading_rows


class AskedReading(Base):
    """How a person asked to read an upload (``imports.ReadingChoices``); without a row the remembered choices hold."""

    __tablename__ = "asked_reading"

    import_id: Mapped[int] = mapped_column(sa.ForeignKey("import.id"), primary_key=True)
    content: Mapped[Json]


class RememberedColumn(Base):
    """What a column below known headers is taken for in the files of a programme; no meaning = it is not read."""

    __tablename__ = "remembered_column"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "signature", "position", name="uq_remembered_column_place"),
        sa.CheckConstraint(f"length(signature) = {SIGNATURE_LENGTH}", name="signature_length"),
        sa.CheckConstraint("position >= 0", name="position_range"),
        one_of("meaning", ModuleColumn),
    )

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    signature: Mapped[str] = mapped_column(sa.String(SIGNATURE_LENGTH))
    position: Mapped[int]
    meaning: Mapped[ModuleColumn | None] = mapped_column(Word(ModuleColumn))
    chosen_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    chosen_at: Mapped[Moment]


class RememberedHeading(Base):
    """Rows with these texts are the headings of a table in the files of a programme; ``size`` is how many rows."""

    __tablename__ = "remembered_heading"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "signature", "size", name="uq_remembered_heading_place"),
        sa.CheckConstraint(f"length(signature) = {SIGNATURE_LENGTH}", name="signature_length"),
        sa.CheckConstraint(f"size BETWEEN 1 AND {MOST_HEADING_ROWS}", name="size_range"),
    )

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    signature: Mapped[str] = mapped_column(sa.String(SIGNATURE_LENGTH))
    size: Mapped[int]
    chosen_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    chosen_at: Mapped[Moment]


class RememberedTable(Base):
    """A table that is left out of the files of a programme: these headers on a sheet of this name."""

    __tablename__ = "remembered_table"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "signature", "sheet", name="uq_remembered_table_place"),
        sa.CheckConstraint(f"length(signature) = {SIGNATURE_LENGTH}", name="signature_length"),
        filled("sheet"),
    )

    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    signature: Mapped[str] = mapped_column(sa.String(SIGNATURE_LENGTH))
    sheet: Mapped[Text]
    chosen_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    chosen_at: Mapped[Moment]
