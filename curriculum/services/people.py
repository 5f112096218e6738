"""Accounts, their roles per programme, and what those allow."""

from dataclasses import dataclass

from curriculum.contract.vocabulary import Role
from curriculum.services.permissions import Permission


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
    raise NotImplementedError


def list_accounts() -> tuple[AccountView, ...]:
    """Return all accounts, by name."""
    raise NotImplementedError


def get_account(account_id: int) -> AccountView:
    """Return one account with its roles."""
    raise NotImplementedError


def create_account(
    email: str,
    name: str,
    password: str,
    *,
    roles: tuple[tuple[int, Role], ...] = (),
    is_demo: bool = False,
    actor_id: int | None,
) -> int:
    """Create an account with roles as (programme id, role) pairs; ``actor_id`` None = the command line."""
    raise NotImplementedError


def set_role(account_id: int, programme_id: int, role: Role | None, *, actor_id: int | None) -> None:
    """Give the account this one role in the programme, or take its role away with ``None``."""
    raise NotImplementedError


def set_active(account_id: int, active: bool, *, actor_id: int | None) -> None:
    """Let an account in or keep it out; its work stays."""
    raise NotImplementedError


def set_password(account_id: int, password: str, *, actor_id: int | None) -> None:
    """Give the account a new password and end its sessions."""
    raise NotImplementedError
