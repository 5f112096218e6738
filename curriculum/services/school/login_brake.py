"""The brake on guessing passwords: how often an address was tried, and from where, in the last quarter of an hour.

The attempts stand in the database, so that all processes on all machines count together. Who tried and from where is
kept as a keyed hash only, and no longer than it counts.
"""

import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from curriculum.models import LoginAttempt
from curriculum.models.types import utc_now
from curriculum.services.databases import LOCK_NUMBER
from curriculum.services.transactions import read, write
from curriculum.services.written import EMAIL_LENGTH

COUNTS_FOR = timedelta(minutes=15)
TRIES_PER_ADDRESS = 10
# A whole school may sit behind one address of the network, and all of them mistype now and then.
TRIES_PER_PLACE = 100
_HOUSEHOLD = 64  # A provider gives one subscriber so many of the 128 bits of an IPv6 address.


def let_try(email: str, place: str | None, now: datetime | None = None) -> bool:
    """Count an attempt and return True, or return False when there were too many; that one is not counted.

    ``place`` is where the attempt comes from, as an address of the network. An attempt counts when it begins, so that
    many at once get no further than many after each other; a right password takes its own attempts away again.
    """
    now = now or utc_now()
    here, mine = _hash_keys(email, place)
    # Reading comes first: a flood that is refused anyway makes nobody wait who has something to write.
    with read() as session:
        if _is_too_often(session, here, mine, now):
            return False
    with write() as session:
        if session.get_bind().dialect.name == "postgresql":
            # One at a time from one place, also in two processes; SQLite has one writer anyway.
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_NUMBER, int(here[:7], 16))))
        if _is_too_often(session, here, mine, now):
            return False
        session.add(LoginAttempt(place_hash=here, address_hash=mine, at=now))
        return True


def forgive(email: str, place: str | None) -> None:
    """Forget the attempts on this address from this place: the person knew the password after all."""
    _here, mine = _hash_keys(email, place)
    with write() as session:
        session.execute(sa.delete(LoginAttempt).where(LoginAttempt.address_hash == mine))


def forget_attempts(now: datetime | None = None) -> None:
    """Drop the attempts that no longer count."""
    with write() as session:
        session.execute(sa.delete(LoginAttempt).where(LoginAttempt.at <= (now or utc_now()) - COUNTS_FOR))


def _is_too_often(session: Session, here: str, mine: str, now: datetime) -> bool:
    tries, tries_on_address = session.execute(
        sa.select(sa.func.count(), sa.func.count(sa.case((LoginAttempt.address_hash == mine, LoginAttempt.id)))).where(
            LoginAttempt.place_hash == here, LoginAttempt.at > now - COUNTS_FOR
        )
    ).one()
    return tries >= TRIES_PER_PLACE or tries_on_address >= TRIES_PER_ADDRESS


def _hash_keys(email: str, place: str | None) -> tuple[str, str]:
    """Return the hashes of the place, and of the address as it is tried from there."""
    where = name_place(place or "")
    return _hash("place", where), _hash("address", where, email.strip().casefold()[:EMAIL_LENGTH])


def name_place(place: str) -> str:
    """Return what counts as one place: of IPv6 the network of a household, which has more addresses than anyone counts.

    >>> name_place("192.0.2.7"), name_place("::ffff:192.0.2.7"), name_place("2001:db8:1:2:3::4"), name_place("?")
    ('192.0.2.7', '192.0.2.7', '2001:db8:1:2::/64', '?')
    """
    try:
        address = ip_address(place)
    except ValueError:
        return place
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        kept = int(address) >> (128 - _HOUSEHOLD) << (128 - _HOUSEHOLD)
        return f"{IPv6Address(kept)}/{_HOUSEHOLD}"
    return str(address)


def _hash(*parts: str) -> str:
    """Return a hash that nobody can look up without the secret of this installation."""
    return hmac.digest(current_app.config["SECRET_KEY"].encode(), "\n".join(parts).encode(), "sha256").hex()
