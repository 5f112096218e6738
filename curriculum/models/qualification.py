"""A qualification file (kwalificatiedossier), as far as it is verified."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from curriculum.extensions import Base
from curriculum.models.types import Json, Key, Text, filled


class QualificationFileRow(Base):
    """Core tasks and work processes of one dossier; ``content`` is the contract's QualificationFile as JSON."""

    __tablename__ = "qualification_file"
    __table_args__ = (UniqueConstraint("code", name="uq_qualification_file_code"), filled("code"), filled("title"))

    id: Mapped[Key]
    code: Mapped[Text]
    title: Mapped[Text]
    content: Mapped[Json]
