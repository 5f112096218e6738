"""People who log in, the role each has in a programme, and how often somebody tried to."""

from uuid import uuid4

import sqlalchemy as sa
from flask_security import RoleMixin, SQLAlchemyUserDatastore, UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.contract.vocabulary import Role
from curriculum.extensions import Base, db
from curriculum.models.types import Hash, Key, Moment, Text, Word, filled, one_of, sha256


class Account(UserMixin, Base):
    """A person; the table is not called ``user``, which is a reserved word in PostgreSQL."""

    __tablename__ = "account"
    __table_args__ = (
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_account_fs_uniquifier"),
        filled("name"),
        sa.CheckConstraint("email = lower(email)", name="email_lower"),
        sa.CheckConstraint("NOT is_demo OR substr(email, length(email) - 11) = '@example.com'", name="demo_email"),
    )

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(sa.String(255))
    name: Mapped[Text]
    password: Mapped[Text]
    active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    # Flask-Security's session key: a new value ends all sessions of this person.
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), default=lambda: uuid4().hex)
    created_at: Mapped[Moment]

    @property
    def roles(self) -> tuple[RoleMixin, ...]:  # type: ignore[override]  # the mixin expects a school-wide list
        """Flask-Security's school-wide roles; empty, because a role here always belongs to a programme."""
        return ()


class Membership(Base):
    """The role of one person in one programme."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "programme_id", name="uq_membership_account"),
        one_of("role", Role),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))


class LoginAttempt(Base):
    """One attempt to log in, kept for as long as it counts; the hashes are keyed, so that they name nobody."""

    __tablename__ = "login_attempt"
    __table_args__ = (sha256("place_hash"), sha256("address_hash"))

    id: Mapped[Key]
    place_hash: Mapped[Hash] = mapped_column(index=True)
    address_hash: Mapped[Hash] = mapped_column(index=True)
    at: Mapped[Moment] = mapped_column(index=True)


def make_datastore() -> SQLAlchemyUserDatastore:
    """Return what Flask-Security finds people with."""
    return SQLAlchemyUserDatastore(db, Account, RoleMixin)
