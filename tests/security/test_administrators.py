"""An administrator of one programme manages the people of that programme and reaches into no other one."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_security import verify_password

from curriculum.contract.vocabulary import Role
from curriculum.extensions import db
from curriculum.models import Account
from curriculum.services.errors import Conflict, Forbidden, NotFound
from curriculum.services.school import people, programmes
from tests.security.conftest import OURS, THEIRS
from tests.web.conftest import Visitor
from tests.web.pages import check_page

PASSWORD = "a long password"


def account_of(name: str) -> people.AccountView:
    return next(item for item in people.list_accounts() if item.email == f"{name}@example.com")


def id_of(name: str) -> int:
    return account_of(name).id


def programme_of(version: int) -> int:
    return programmes.get_version(version).programme_id


def roles_of(name: str) -> dict[int, Role]:
    return {item.programme_id: item.role for item in account_of(name).memberships}


def test_no_role_can_be_given_in_a_programme_of_others(either_app: Flask) -> None:
    visitor = Visitor(either_app.test_client()).log_in("zorgbeheer")
    with either_app.app_context():
        ours, myself, docent = programme_of(OURS), id_of("zorgbeheer"), id_of("docent")
        before = [(item.id, item.active, item.memberships) for item in people.list_accounts()]
    for account in (myself, docent):
        for role in ("admin", ""):
            page = visitor.post(f"/admin/people/{account}/role", {"programme": ours, "role": role}, follow=True)
            assert "Je bent geen beheerder van deze opleiding" in page.get_data(as_text=True)
    visitor.post(f"/admin/people/{docent}/active", {"active": "no"})
    form = {"name": "N", "email": "new@example.com", "password": PASSWORD, "programme": ours, "role": "admin"}
    visitor.post("/admin/people/new", form)
    visitor.get(f"/versions/{OURS}/", status=404)
    with either_app.app_context():
        assert [(item.id, item.active, item.memberships) for item in people.list_accounts()] == before
        with pytest.raises(Forbidden):
            people.create_account("new@example.com", "N", PASSWORD, roles=((ours, Role.DOCENT),), actor_id=myself)


def test_somebody_who_only_works_elsewhere_does_not_exist_for_an_administrator(either_app: Flask) -> None:
    with either_app.app_context():
        docent, actor, theirs = id_of("docent"), id_of("zorgbeheer"), programme_of(THEIRS)
        calls: tuple[Callable[[], None], ...] = (
            lambda: people.set_role(docent, theirs, Role.DOCENT, actor_id=actor),
            lambda: people.set_active(docent, False, actor_id=actor),
            lambda: people.set_password(docent, PASSWORD, actor_id=actor),
        )
        for call in calls:
            with pytest.raises(NotFound):
                call()
        assert roles_of("docent").keys() == {programme_of(OURS)}


def test_the_page_lists_the_own_people_and_who_has_no_role(either_app: Flask) -> None:
    with either_app.app_context():
        people.create_account("loose@example.com", "Los", PASSWORD, actor_id=None)
        people.set_role(id_of("board"), programme_of(THEIRS), Role.BOARD, actor_id=None)
        name = programmes.get_version(OURS).programme
    page = Visitor(either_app.test_client()).log_in("zorgbeheer").get("/admin/people")
    check_page(page)
    shown = {email for email in ("zorg", "zorgbeheer", "loose", "board", "docent", "admin") if f">{email}@" in page}
    assert shown == {"zorg", "zorgbeheer", "loose", "board"}
    # Where else somebody works is that programme's own business; that it is so, explains what cannot be done here.
    assert name not in page
    assert page.count("werkt ook in een opleiding die jij niet beheert") == 1
    assert page.count('name="active"') == 3


def test_access_and_password_of_who_works_elsewhere_too_are_left_alone(either_app: Flask) -> None:
    with either_app.app_context():
        board, actor = id_of("board"), id_of("zorgbeheer")
        people.set_role(board, programme_of(THEIRS), Role.BOARD, actor_id=None)
        with pytest.raises(Forbidden, match="do not administer"):
            people.set_active(board, False, actor_id=actor)
        with pytest.raises(Forbidden, match="do not administer"):
            people.set_password(board, PASSWORD, actor_id=actor)
        # The role in the own programme is the administrator's own to change.
        people.set_role(board, programme_of(THEIRS), Role.QUALITY, actor_id=actor)
        people.set_role(board, programme_of(THEIRS), None, actor_id=actor)
        assert account_of("board").active
        assert roles_of("board") == {programme_of(OURS): Role.BOARD}


def test_an_administrator_of_all_programmes_of_a_person_may_close_the_account(either_app: Flask) -> None:
    with either_app.app_context():
        zorg, actor = id_of("zorg"), id_of("zorgbeheer")
        people.set_password(zorg, PASSWORD, actor_id=actor)
        people.set_active(zorg, False, actor_id=actor)
        assert not account_of("zorg").active
        assert verify_password(PASSWORD, db.session.get_one(Account, zorg).password)


def test_who_administers_nothing_changes_nobody(either_app: Flask) -> None:
    with either_app.app_context():
        loose = people.create_account("loose@example.com", "Los", PASSWORD, actor_id=None)
        for actor in (id_of("zorg"), loose):
            with pytest.raises(Forbidden):
                people.set_active(loose, False, actor_id=actor)
            with pytest.raises(Forbidden):
                people.set_role(loose, programme_of(THEIRS), Role.ADMIN, actor_id=actor)
        people.set_password(loose, "my own new password", actor_id=loose)


def test_a_colleague_of_another_programme_joins_by_address_and_keeps_the_password(either_app: Flask) -> None:
    visitor = Visitor(either_app.test_client()).log_in("zorgbeheer")
    with either_app.app_context():
        ours, theirs = programme_of(OURS), programme_of(THEIRS)
    form = {"name": "X", "email": "Docent@example.com", "password": PASSWORD, "programme": theirs, "role": "docent"}
    page = visitor.post("/admin/people/new", form, follow=True).get_data(as_text=True)
    assert "had al een account en heeft nu ook deze rol" in page
    with either_app.app_context():
        assert roles_of("docent") == {ours: Role.DOCENT, theirs: Role.DOCENT}
    Visitor(either_app.test_client()).log_in("docent").get(f"/versions/{THEIRS}/")
    page = visitor.post("/admin/people/new", {**form, "role": "admin"}).get_data(as_text=True)
    assert "docent@example.com" in page
    with either_app.app_context():
        assert roles_of("docent")[theirs] is Role.DOCENT


def test_a_programme_is_never_left_without_an_administrator(either_app: Flask) -> None:
    with either_app.app_context():
        actor, theirs = id_of("zorgbeheer"), programme_of(THEIRS)
        calls: tuple[Callable[[], None], ...] = (
            lambda: people.set_role(actor, theirs, None, actor_id=actor),
            lambda: people.set_role(actor, theirs, Role.DOCENT, actor_id=actor),
            lambda: people.set_active(actor, False, actor_id=actor),
        )
        for call in calls:
            with pytest.raises(Conflict, match="last administrator"):
                call()
        people.set_role(id_of("zorg"), theirs, Role.ADMIN, actor_id=actor)
        people.set_role(actor, theirs, None, actor_id=actor)


def test_an_administrator_gives_a_new_password_and_the_old_one_and_its_sessions_end(either_app: Flask) -> None:
    docent = Visitor(either_app.test_client()).log_in("docent")
    admin = Visitor(either_app.test_client()).log_in("admin")
    with either_app.app_context():
        account = id_of("docent")
    path = f"/admin/people/{account}/password"
    assert f'href="{path}"' in admin.get("/admin/people")
    check_page(admin.get(path))
    for new, again, told in (("kort", "kort", "minstens 12 tekens"), (PASSWORD, "x", "niet hetzelfde wachtwoord")):
        page = admin.post(path, {"new": new, "again": again}).get_data(as_text=True)
        check_page(page)
        assert told in page
    assert docent.client.get(f"/versions/{OURS}/").status_code == 200
    page = admin.post(path, {"new": PASSWORD, "again": PASSWORD}, follow=True).get_data(as_text=True)
    assert "heeft een nieuw wachtwoord. Geef het persoonlijk." in page
    assert docent.client.get(f"/versions/{OURS}/").status_code == 302
    with either_app.app_context():
        assert verify_password(PASSWORD, db.session.get_one(Account, account).password)


def test_nobody_gives_a_password_to_who_works_elsewhere_or_past_the_own_present_one(either_app: Flask) -> None:
    visitor = Visitor(either_app.test_client()).log_in("zorgbeheer")
    with either_app.app_context():
        docent, myself = id_of("docent"), id_of("zorgbeheer")
        before = db.session.get_one(Account, docent).password
    form = {"new": PASSWORD, "again": PASSWORD}
    visitor.get(f"/admin/people/{docent}/password", status=404)
    assert visitor.post(f"/admin/people/{docent}/password", form).status_code == 404
    answer = visitor.post(f"/admin/people/{myself}/password", form)
    assert (answer.status_code, answer.location) == (302, "/account/password")
    with either_app.app_context():
        assert db.session.get_one(Account, docent).password == before
        assert not verify_password(PASSWORD, db.session.get_one(Account, myself).password)
