"""Accounts, their roles per programme, and what those allow."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import uuid4

import sqlalchemy as sa
from flask_security import hash_password
from sqlalchemy.orm import Session

from curriculum.contract.vocabulary import Role
from curriculum.models import Account, Membership, Programme
from curriculum.services.audit import record_entry
from curriculum.services.errors import Conflict, NotFound, Refused
from curriculum.services.permissions import SCHOOL_PERMISSIONS, Permission, permissions_of_roles
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
    """A person who can log in."""

    id: int
    email: str
    name: str
    active: bool
    is_demo: bool
    memberships: tuple[MembershipView, ...] = ()


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


def list_accounts() -> tuple[AccountView, ...]:
    """Return all accounts, by name."""
    with read() as session:
        memberships: dict[int, list[MembershipView]] = defaultdict(list)
        for account_id, membership in _read_memberships(session):
            memberships[account_id].append(membership)
        accounts = session.scalars(sa.select(Account)).all()
        views = [_view_account(account, memberships[account.id]) for account in accounts]
    return tuple(sorted(views, key=lambda view: (view.name.casefold(), view.email)))


def get_account(account_id: int) -> AccountView:
    """Return one account with its roles."""
    with read() as session:
        account = _find_account(session, account_id)
        return _view_account(account, [view for _, view in _read_memberships(session, account_id)])


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

    Raises ``Refused`` (a field is empty or too long, a short password), ``Conflict`` (the address is taken).
    """
    email, name = clean_name(email, EMAIL_LENGTH).lower(), clean_name(name)
    if not email or not name:
        raise Refused("name-required" if email else "email-required")
    # Hashing is slow by design, so it is done before the transaction.
    hashed = _hash(password)
    with write() as session:
        if session.scalar(sa.select(Account.id).where(Account.email == email)) is not None:
            raise Conflict("account-exists", email=email)
        account = Account(email=email, name=name, password=hashed, is_demo=is_demo)
        session.add(account)
        session.flush()
        for programme_id, role in roles:
            _require_programme(session, programme_id)
            session.add(Membership(account_id=account.id, programme_id=programme_id, role=role))
        record_entry(
            session,
            actor_id,
            "account.create",
            account_id=account.id,
            roles=[[programme_id, role.value] for programme_id, role in roles],
        )
        return account.id


def set_role(account_id: int, programme_id: int, role: Role | None, *, actor_id: int | None) -> None:
    """Give the account this one role in the programme, or take its role away with ``None``.

    Raises ``Conflict`` when the school would be left without an administrator.
    """
    with write() as session:
        _find_account(session, account_id)
        _require_programme(session, programme_id)
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
    """Let an account in or keep it out; its work stays. ``Conflict`` for the last administrator."""
    with write() as session:
        account = _find_account(session, account_id)
        if not active:
            _require_other_admin(session, account_id)
            account.fs_uniquifier = uuid4().hex
        account.active = active
        record_entry(session, actor_id, "account.set_active", account_id=account_id, active=active)


def set_password(account_id: int, password: str, *, actor_id: int | None) -> None:
    """Give the account a new password and end its sessions."""
    hashed = _hash(password)
    with write() as session:
        account = _find_account(session, account_id)
        account.password = hashed
        account.fs_uniquifier = uuid4().hex
        record_entry(session, actor_id, "account.set_password", account_id=account_id)


def end_sessions(account_id: int, *, actor_id: int | None) -> None:
    """End all sessions of the account, on every computer."""
    with write() as session:
        _find_account(session, account_id).fs_uniquifier = uuid4().hex
        record_entry(session, actor_id, "account.end_sessions", account_id=account_id)


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


def _require_programme(session: Session, programme_id: int) -> None:
    if session.get(Programme, programme_id) is None:
        raise NotFound("programme-not-found")


def _require_other_admin(session: Session, account_id: int, programme_id: int | None = None) -> None:
    """Refuse to take away the last active administrator of the school.

    With ``programme_id`` only the role in that programme goes; an administrator of another one is enough.
    """
    admins = set(
        session.execute(
            sa.select(Membership.account_id, Membership.programme_id)
            .join(Account, Account.id == Membership.account_id)
            .where(Membership.role == Role.ADMIN, Account.active)
        )
    )
    going = {admin for admin in admins if admin[0] == account_id and programme_id in (None, admin[1])}
    if admins and admins == going:
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


def _view_account(account: Account, memberships: list[MembershipView]) -> AccountView:
    return AccountView(
        id=account.id,
        email=account.email,
        name=account.name,
        active=account.active,
        is_demo=account.is_demo,
        memberships=tuple(memberships),
    )
