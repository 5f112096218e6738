"""Accounts, roles and the one table that says what each may do."""

from collections.abc import Callable
from time import sleep
from typing import Any

import pytest
from flask import Flask
from flask_security import verify_password

from curriculum.config import ConfigurationError, Mode
from curriculum.contract.vocabulary import Leerweg, Role
from curriculum.extensions import db
from curriculum.models import Account
from curriculum.services import databases
from curriculum.services.errors import SERVICE_MESSAGES, Conflict, Refused
from curriculum.services.school import frameworks, people, programmes
from curriculum.services.school.permissions import SCHOOL_PERMISSIONS, Permission
from tests.services.conftest import PASSWORD, School


def test_a_docent_may_decide_in_the_own_programme_and_see_nothing_of_another(school: School) -> None:
    other = programmes.get_version(school.other_version_id).programme_id
    assert Permission.DECIDE in people.permissions_of(school.docent_id, school.programme_id)
    assert people.permissions_of(school.docent_id, other) == frozenset()


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.DOCENT, Permission.UPLOAD, Permission.MANAGE_PEOPLE),
        (Role.BOARD, Permission.SET_STATUS, Permission.DECIDE),
        (Role.QUALITY, Permission.VIEW_AUDIT, Permission.UPLOAD),
    ],
)
def test_each_role_may_what_the_table_says(school: School, role: Role, may: Permission, may_not: Permission) -> None:
    people.set_role(school.docent_id, school.programme_id, role, actor_id=None)
    allowed = people.permissions_of(school.docent_id, school.programme_id)
    assert may in allowed
    assert may_not not in allowed


def test_an_administrator_of_one_programme_manages_the_school(school: School) -> None:
    assert people.permissions_of(school.docent_id) == frozenset()
    people.set_role(school.docent_id, school.programme_id, Role.ADMIN, actor_id=None)
    assert people.permissions_of(school.docent_id) == SCHOOL_PERMISSIONS


def test_an_account_that_was_switched_off_may_nothing(school: School) -> None:
    people.set_active(school.docent_id, active=False, actor_id=None)
    assert people.permissions_of(school.docent_id, school.programme_id) == frozenset()


def test_the_last_administrator_cannot_be_taken_away(school: School) -> None:
    people.set_role(school.docent_id, school.programme_id, Role.ADMIN, actor_id=None)
    with pytest.raises(Conflict, match="last administrator"):
        people.set_role(school.docent_id, school.programme_id, None, actor_id=None)
    with pytest.raises(Conflict, match="last administrator"):
        people.set_active(school.docent_id, active=False, actor_id=None)
    people.set_role(school.other_docent_id, school.programme_id, Role.ADMIN, actor_id=None)
    people.set_role(school.docent_id, school.programme_id, None, actor_id=None)


def test_an_administrator_of_two_programmes_may_give_one_up(school: School) -> None:
    other = programmes.get_version(school.other_version_id).programme_id
    people.set_role(school.docent_id, school.programme_id, Role.ADMIN, actor_id=None)
    people.set_role(school.docent_id, other, Role.ADMIN, actor_id=None)
    people.set_role(school.other_docent_id, other, Role.ADMIN, actor_id=None)
    people.set_role(school.docent_id, other, None, actor_id=None)
    assert people.permissions_of(school.docent_id) == SCHOOL_PERMISSIONS


def test_an_address_is_taken_once_whatever_its_capitals(school: School) -> None:
    with pytest.raises(Conflict, match=r"office@school\.nl"):
        people.create_account("OFFICE@school.nl", "Again", PASSWORD, actor_id=None)


def test_a_short_password_and_an_empty_name_are_refused(school: School) -> None:
    with pytest.raises(Refused, match="12 characters"):
        people.create_account("new@school.nl", "New", "short", actor_id=None)
    with pytest.raises(Refused, match="name"):
        people.create_account("new@school.nl", " ", PASSWORD, actor_id=None)


def test_a_new_password_ends_the_sessions(school: School) -> None:
    before = db.session.get_one(Account, school.docent_id).fs_uniquifier
    people.set_password(school.docent_id, "another long password", actor_id=None)
    db.session.rollback()
    account = db.session.get_one(Account, school.docent_id)
    assert account.fs_uniquifier != before
    assert verify_password("another long password", account.password)
    assert account.password.startswith("$argon2id$")


def test_accounts_are_listed_by_name_with_their_roles(school: School) -> None:
    assert [(view.name, [role.role for role in view.memberships]) for view in people.list_accounts()] == [
        ("Docent Office", [Role.DOCENT]),
        ("Docent Other", [Role.DOCENT]),
    ]


def test_of_two_administrators_who_close_each_other_one_stays(
    school: School, at_once: Callable[[Callable[[], object]], list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for account_id in (school.docent_id, school.other_docent_id):
        people.set_role(account_id, school.programme_id, Role.ADMIN, actor_id=None)
    look = people._require_other_admin

    def look_and_wait(*arguments: Any) -> None:
        look(*arguments)
        sleep(0.1)

    monkeypatch.setattr(people, "_require_other_admin", look_and_wait)
    closing = iter((school.docent_id, school.other_docent_id))
    results = at_once(lambda: people.set_active(next(closing), False, actor_id=None))
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert [view.active for view in people.list_accounts()].count(True) == 1


def test_who_creates_a_programme_administers_it(school: School) -> None:
    version_id = programmes.create_programme("New", leerweg=Leerweg.BBL, cohort="2026", actor_id=school.docent_id)
    listed = {item.name: item.role for item in programmes.list_programmes(school.docent_id)}
    assert listed == {"New": Role.ADMIN, "Office": Role.DOCENT}
    with pytest.raises(Conflict, match="cohort 2026"):
        programmes.create_version(programmes.get_version(version_id).programme_id, "2026", actor_id=None)


def test_production_refuses_to_start_while_a_demo_account_is_active(app: Flask, school: School) -> None:
    app.config["CURRICULUM_MODE"] = Mode.PRODUCTION
    databases.check_database(app)
    demo_id = people.create_account("x@example.com", "Demo", PASSWORD, is_demo=True, actor_id=None)
    with pytest.raises(Refused, match=r"x@example\.com"):
        databases.check_database(app)
    people.set_active(demo_id, active=False, actor_id=None)
    databases.check_database(app)


def test_a_database_of_another_schema_is_refused(app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ConfigurationError, match="9999"):
        databases.check_database(app)


def test_the_shipped_lists_are_stored_once(app: Flask) -> None:
    assert frameworks.load_shipped_frameworks() > 0
    assert frameworks.load_shipped_frameworks() == 0
    listed = frameworks.list_frameworks()
    assert [item.competency_count for item in listed] == [35, 5]
    assert frameworks.get_framework(listed[0].id).competencies[0].code


def test_every_message_can_be_rendered_with_what_it_asks_for() -> None:
    for code, text in SERVICE_MESSAGES.items():
        assert text.endswith("."), code
