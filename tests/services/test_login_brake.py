"""The brake on guessing passwords: one count for all processes, over in a quarter of an hour, and nobody is named."""

from collections.abc import Callable
from datetime import timedelta
from time import sleep
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from curriculum import jobs
from curriculum.extensions import db
from curriculum.models import LoginAttempt
from curriculum.models.types import utc_now
from curriculum.services.school import login_brake
from curriculum.services.school.login_brake import COUNTS_FOR, TRIES_PER_ADDRESS, TRIES_PER_PLACE, forgive, let_try

NOW = utc_now()


def count_attempts() -> int:
    with db.engine.connect() as connection:
        return connection.scalars(sa.select(sa.func.count()).select_from(LoginAttempt)).one()


def test_after_a_quarter_of_an_hour_one_may_try_again(app: Flask) -> None:
    assert [let_try("a@b.nl", "x", NOW) for _ in range(11)] == [True] * 10 + [False]
    assert not let_try("a@b.nl", "x", NOW + COUNTS_FOR - timedelta(seconds=1))
    assert let_try("a@b.nl", "x", NOW + COUNTS_FOR)


def test_who_guesses_from_one_place_is_braked_over_all_addresses(app: Flask) -> None:
    tries = [let_try(f"{number}@b.nl", "x", NOW) for number in range(TRIES_PER_PLACE + 1)]
    assert tries == [True] * TRIES_PER_PLACE + [False]
    assert let_try("0@b.nl", "y", NOW)


def test_a_right_password_takes_only_its_own_attempts_away(app: Flask) -> None:
    for email, place in (("a@b.nl", "x"), ("A@B.nl ", "x"), ("a@b.nl", "y"), ("c@b.nl", "x")):
        let_try(email, place, NOW)
    forgive("a@b.nl", "x")
    assert count_attempts() == 2


def test_of_many_that_try_at_once_no_more_come_through(
    app: Flask, at_once: Callable[[Callable[[], object]], list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    count = login_brake._is_too_often

    def count_slowly(*arguments: Any) -> bool:
        found = count(*arguments)
        sleep(0.1)
        return found

    for _ in range(TRIES_PER_ADDRESS - 1):
        let_try("a@b.nl", "x", NOW)
    monkeypatch.setattr(login_brake, "_is_too_often", count_slowly)
    assert sorted(map(str, at_once(lambda: let_try("a@b.nl", "x", NOW)))) == ["False", "True"]


def test_all_addresses_of_one_subscriber_are_one_place(app: Flask) -> None:
    tries = [let_try("a@b.nl", f"2001:db8:1:2::{number}", NOW) for number in range(TRIES_PER_ADDRESS + 1)]
    assert tries == [True] * TRIES_PER_ADDRESS + [False]
    assert let_try("a@b.nl", "2001:db8:1:3::1", NOW)


def test_nobody_is_named_and_what_counts_no_more_is_gone_at_the_next_minute(app: Flask) -> None:
    let_try("docent@school.nl", "192.0.2.7", utc_now() - COUNTS_FOR)
    let_try("docent@school.nl", "192.0.2.7")
    with db.engine.connect() as connection:
        kept = str(connection.execute(sa.select(LoginAttempt.__table__)).all())
    assert "docent" not in kept
    assert "192.0.2" not in kept
    jobs.tend_jobs()
    assert count_attempts() == 1


def test_another_installation_hashes_in_another_way(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    let_try("a@b.nl", "x", NOW)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key")
    let_try("a@b.nl", "x", NOW)
    with db.engine.connect() as connection:
        places = connection.scalars(sa.select(LoginAttempt.place_hash)).all()
    assert len(set(places)) == 2


def test_what_is_refused_writes_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(TRIES_PER_ADDRESS):
        let_try("a@b.nl", "x", NOW)

    def refuse() -> Any:
        pytest.fail("a flood that is refused may not keep others from writing")

    monkeypatch.setattr(login_brake, "write", refuse)
    assert not let_try("a@b.nl", "x", NOW)
