"""The school; one row by default, the owner of all programmes."""

from sqlalchemy.orm import Mapped

from curriculum.extensions import Base
from curriculum.models.types import Key, Text, filled


class School(Base):
    """A school."""

    __tablename__ = "school"
    __table_args__ = (filled("name"),)

    id: Mapped[Key]
    name: Mapped[Text]
