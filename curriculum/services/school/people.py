"""Accounts, their roles per programme, and what those allow."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import uuid4

import sqlalchemy as sa
from flask_security import hash_password
from sqlalchemy.orm import Session

from curriculum.contract.vocabulary import Role
from curriculum.models import Account, Membership, Programme, School
from curriculum.services.audit import record_entry
from curriculum.services.errors import Conflict, Forbidden, NotFound, Refused
from curriculum.services.school.permissions import SCHOOL_PERMISSIONS, Permission, permissions_of_roles
from curriculum.services.transactions import read, write
from curriculum.services.written import EMAIL_LENGTH, clean_name

PASSWORD_LENGTH = 12


@dataclass(frozen=True, slots=True)
class MembershipView:
    """One role of a person in one programme."""

    programme_id: int
    programme: str
    role: Role


@dataclass(frozen=True, slots=True)
class AccountView:
    """A person who can log in.

    ``works_elsewhere`` is True when the account has a role in a programme that the person who asks does not administer;
    such roles are not in ``memberships``.
    """

    id: int
    email: str
    name: str
    active: bool
    is_demo: bool
    memberships: tuple[MembershipView, ...] = ()
    works_elsewhere: bool = False


def permissions_of(account_id: int, programme_id: int | None = None) -> frozenset[Permission]:
    """Return what the account may do in the programme; without a programme: for the school as a whole."""
    query = (
        sa.select(Membership.role)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.account_id == account_id, Account.active)
    )
    if programme_id is not None:
        query = query.where(Membership.programme_id == programme_id)
    with read() as session:
        allowed = permissions_of_roles(frozenset(session.scalars(query)))
    return allowed if programme_id is not None else allowed & SCHOOL_PERMISSIONS


def list_accounts(asked_by: int | None = None) -> tuple[AccountView, ...]:
    """Return the accounts that ``asked_by`` administers, by name; ``None`` = the command line, which sees all.

    An administrator sees who has a role in a programme that he or she administers, and who has no role at all.
    """
    with read() as session:
        memberships: dict[int, list[MembershipView]] = defaultdict(list)
        for account_id, membership in _read_memberships(session):
            memberships[account_id].append(membership)
        managed = None if asked_by is None else _read_managed(session, asked_by)
        views = [
            _view_account(account, memberships[account.id], managed)
            for account in session.scalars(sa.select(Account)).all()
        ]
    visible = [view for view in views if view.memberships or not view.works_elsewhere]
    return tuple(sorted(visible, key=lambda view: (view.name.casefold(), view.email)))


def create_account(
    email: str,
    name: str,
    password: str,
    *,
    roles: tuple[tuple[int, Role], ...] = (),
    is_demo: bool = False,
    actor_id: int | None,
) -> int:
    """Create an account with roles as (programme id, role) pairs; ``actor_id`` None = the command line.

    Raises ``Refused`` (a field is empty or too long, a short password), ``Conflict`` (the address is taken),
    ``Forbidden`` (the actor does not administer that programme).
    """
    email, name = clean_name(email, EMAIL_LENGTH).lower(), clean_name(name)
    if not email or not name:
        raise Refused("name-required" if email else "email-required")
    # Hashing is slow by design, so it is done before the transaction.
    hashed = _hash(password)
    with write() as session:
        _manage_alone(session)
        if session.scalar(sa.select(Account.id).where(Account.email == email)) is not None:
            raise Conflict("account-exists", email=email)
        account = Account(email=email, name=name, password=hashed, is_demo=is_demo)
        session.add(account)
        session.flush()
        for programme_id, role in roles:
            _require_programme(session, programme_id, actor_id)
            session.add(Membership(account_id=account.id, programme_id=programme_id, role=role))
        record_entry(
            session,
            actor_id,
            "account.create",
            account_id=account.id,
            roles=[[programme_id, role.value] for programme_id, role in roles],
        )
        return account.id


def add_role(email: str, programme_id: int, role: Role, *, actor_id: int | None) -> str:
    """Give an account of another programme a role in this one too, and return its name; it keeps its password.

    Raises ``NotFound``, ``Forbidden``, or ``Conflict`` when the account already has a role in this programme.
    """
    email = clean_name(email, EMAIL_LENGTH).lower()
    with write() as session:
        _manage_alone(session)
        _require_programme(session, programme_id, actor_id)
        account = session.scalar(sa.select(Account).where(Account.email == email))
        if account is None:
            raise NotFound("account-not-found")
        if programme_id in _read_programmes(session, account.id):
            raise Conflict("account-exists", email=email)
        session.add(Membership(account_id=account.id, programme_id=programme_id, role=role))
        record_entry(
            session,
            actor_id,
            "account.set_role",
            programme_id=programme_id,
            account_id=account.id,
            before=None,
            role=role.value,
        )
        return account.name


def set_role(account_id: int, programme_id: int, role: Role | None, *, actor_id: int | None) -> None:
    """Give the account this one role in the programme, or take its role away with ``None``.

    Raises ``NotFound``, ``Forbidden`` when the actor does not administer the programme, ``Conflict`` when the programme
    would be left without an administrator.
    """
    with write() as session:
        _manage_alone(session)
        _require_programme(session, programme_id, actor_id)
        _require_visible(session, account_id, actor_id)
        membership = session.scalar(
            sa.select(Membership).where(Membership.account_id == account_id, Membership.programme_id == programme_id)
        )
        before = membership.role if membership else None
        if before is Role.ADMIN and role is not Role.ADMIN:
            _require_other_admin(session, account_id, programme_id)
        if role is None:
            if membership:
                session.delete(membership)
        elif membership:
            membership.role = role
        else:
            session.add(Membership(account_id=account_id, programme_id=programme_id, role=role))
        record_entry(
            session,
            actor_id,
            "account.set_role",
            programme_id=programme_id,
            account_id=account_id,
            before=before and before.value,
            role=role and role.value,
        )


def set_active(account_id: int, active: bool, *, actor_id: int | None) -> None:
    """Let an account in or keep it out; its work stays. ``Conflict`` for the last administrator of a programme.

    Raises ``Forbidden`` when the account has a role in a programme that the actor does not administer.
    """
    with write() as session:
        _manage_alone(session)
        account = _require_whole(session, account_id, actor_id)
        if not active:
            _require_other_admin(session, account_id)
            account.fs_uniquifier = uuid4().hex
        account.active = active
        record_entry(session, actor_id, "account.set_active", account_id=account_id, active=active)


def set_password(account_id: int, password: str, *, actor_id: int | None) -> None:
    """Give the account a new password and end its sessions.

    Raises ``Forbidden`` when it is the account of somebody with a role in a programme that the actor does not
    administer.
    """
    hashed = _hash(password)
    with write() as session:
        account = _find_account(session, account_id)
        if account_id != actor_id:
            _require_whole(session, account_id, actor_id)
        account.password = hashed
        account.fs_uniquifier = uuid4().hex
        record_entry(session, actor_id, "account.set_password", account_id=account_id)


def end_sessions(account_id: int, *, actor_id: int | None) -> None:
    """End all sessions of the account, on every computer."""
    with write() as session:
        _find_account(session, account_id).fs_uniquifier = uuid4().hex
        record_entry(session, actor_id, "account.end_sessions", account_id=account_id)


def _manage_alone(session: Session) -> None:
    """Let one person at a time change who may do what: two administrators could otherwise take away each other.

    Also two who add the same address or give the same role then meet the rule about it, and not the database's.
    """
    session.execute(sa.select(School.id).order_by(School.id).with_for_update(key_share=True))


def _hash(password: str) -> str:
    if len(password) < PASSWORD_LENGTH:
        raise Refused("password-too-short", length=str(PASSWORD_LENGTH))
    hashed: str = hash_password(password)
    return hashed


def _find_account(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("account-not-found")
    return account


def _require_programme(session: Session, programme_id: int, actor_id: int | None) -> None:
    """Refuse a programme that is not there or that the actor does not administer; the command line may all."""
    if session.get(Programme, programme_id) is None:
        raise NotFound("programme-not-found")
    if actor_id is not None and programme_id not in _read_managed(session, actor_id):
        raise Forbidden("not-administrator")


def _require_visible(session: Session, account_id: int, actor_id: int | None) -> Account:
    """Return the account; one that works in other programmes only does not exist for the actor."""
    account = _find_account(session, account_id)
    programmes = _read_programmes(session, account_id)
    if actor_id is not None and programmes and not programmes & _read_managed(session, actor_id):
        raise NotFound("account-not-found")
    return account


def _require_whole(session: Session, account_id: int, actor_id: int | None) -> Account:
    """Return the account when the actor administers every programme in which it has a role."""
    account = _require_visible(session, account_id, actor_id)
    if actor_id is None:
        return account
    managed = _read_managed(session, actor_id)
    if not managed:
        raise Forbidden("not-administrator")
    if not _read_programmes(session, account_id) <= managed:
        raise Forbidden("works-elsewhere", name=account.name)
    return account


def _read_managed(session: Session, account_id: int) -> frozenset[int]:
    """Return the programmes that an active account administers."""
    query = (
        sa.select(Membership.programme_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.account_id == account_id, Membership.role == Role.ADMIN, Account.active)
    )
    return frozenset(session.scalars(query))


def _read_programmes(session: Session, account_id: int) -> frozenset[int]:
    return frozenset(session.scalars(sa.select(Membership.programme_id).where(Membership.account_id == account_id)))


def _require_other_admin(session: Session, account_id: int, programme_id: int | None = None) -> None:
    """Refuse to take away the last active administrator of a programme: nobody else could give somebody a role there.

    With ``programme_id`` only the role in that programme goes.
    """
    admins = session.execute(
        sa.select(Membership.programme_id, Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.role == Role.ADMIN, Account.active)
    ).all()
    going = {programme for programme, admin in admins if admin == account_id and programme_id in (None, programme)}
    staying = {programme for programme, admin in admins if admin != account_id}
    if going - staying:
        raise Conflict("last-admin")


def _read_memberships(session: Session, account_id: int | None = None) -> list[tuple[int, MembershipView]]:
    query = sa.select(Membership, Programme.name).join(Programme, Programme.id == Membership.programme_id)
    if account_id is not None:
        query = query.where(Membership.account_id == account_id)
    rows = [
        (membership.account_id, MembershipView(membership.programme_id, name, membership.role))
        for membership, name in session.execute(query)
    ]
    return sorted(rows, key=lambda row: (row[1].programme.casefold(), row[1].programme_id))


def _view_account(
    account: Account, memberships: list[MembershipView], managed: frozenset[int] | None = None
) -> AccountView:
    """Return the view; with ``managed`` only the roles in those programmes."""
    shown = [item for item in memberships if managed is None or item.programme_id in managed]
    return AccountView(
        id=account.id,
        email=account.email,
        name=account.name,
        active=account.active,
        is_demo=account.is_demo,
        memberships=tuple(shown),
        works_elsewhere=len(shown) < len(memberships),
    )
