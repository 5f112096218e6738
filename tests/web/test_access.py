"""Deny by default: every route has a permission, roles hold, forms need their key, strangers get the login page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from curriculum.config import Mode
from curriculum.contract.vocabulary import Leerweg
from curriculum.services.demo import DEMO_PASSWORD
from curriculum.services.school import people, programmes
from curriculum.services.school.permissions import Permission
from curriculum.web.access import permission_of
from tests.web.conftest import Visitor
from tests.web.pages import check_page

VALUES = {
    "version_id": 1,
    "import_id": 1,
    "module_id": 1,
    "job_id": 1,
    "framework_id": 1,
    "account_id": 1,
    "draft_id": 1,
}
PUBLIC = {"static", "bootstrap.static", "security.static", "security.login", "language.choose", "health.check"}


def path_of(app: Flask, rule: Rule) -> str:
    with app.test_request_context():
        values: dict[str, Any] = {name: VALUES.get(name, "x") for name in rule.arguments}
        return app.url_for(rule.endpoint, **values)


def test_every_route_has_a_permission(app: Flask) -> None:
    with app.app_context():
        forgotten = [rule.rule for rule in app.url_map.iter_rules() if permission_of(rule.endpoint) is None]
    assert forgotten == []


def test_only_the_listed_routes_are_open_to_strangers(app: Flask) -> None:
    with app.app_context():
        open_routes = {rule.endpoint for rule in app.url_map.iter_rules() if permission_of(rule.endpoint) == "public"}
    assert open_routes == PUBLIC


def test_a_stranger_is_sent_to_the_login_page_from_every_other_route(app: Flask) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = client.open(path_of(app, rule), method=method)
            assert answer.status_code == 302, rule.rule
            assert answer.location.startswith("/login"), rule.rule


def test_a_route_that_nobody_thought_of_lets_nobody_in(app: Flask, visitor: Visitor) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    visitor.log_in("admin")
    assert "secret" not in visitor.get("/forgotten", status=403)


@pytest.mark.parametrize("name", ["docent", "board", "quality", "admin"])
def test_a_role_reaches_what_its_permissions_say_and_nothing_else(app: Flask, name: str) -> None:
    visitor = Visitor(app.test_client()).log_in(name)
    with app.app_context():
        account = next(item for item in people.list_accounts() if item.email.startswith(f"{name}@"))
        held = people.permissions_of(account.id, 1) | people.permissions_of(account.id)
        asked = [(rule, permission_of(rule.endpoint)) for rule in app.url_map.iter_rules()]
    for rule, permission in asked:
        if not isinstance(permission, Permission) or permission in held:
            continue
        method = "GET" if "GET" in (rule.methods or set()) else "POST"
        answer = visitor.client.get(path_of(app, rule)) if method == "GET" else visitor.post(path_of(app, rule))
        assert answer.status_code == 403, f"{name} {method} {rule.rule}: {answer.status}"


def test_a_programme_of_others_does_not_exist_for_a_person(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        other = programmes.create_programme("Elders", leerweg=Leerweg.BOL, cohort="2026", actor_id=None)
    visitor.log_in("docent")
    assert "Elders" not in visitor.get(f"/versions/{other}/", status=404)
    assert visitor.post(f"/versions/{other}/mapping").status_code == 404


def test_an_upload_is_not_reachable_through_another_version(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        own = programmes.create_programme("Eigen", leerweg=Leerweg.BOL, cohort="2026", actor_id=None)
        docent = next(item for item in people.list_accounts() if item.email.startswith("docent@"))
        programme_id = programmes.get_version(own).programme_id
        people.set_role(docent.id, programme_id, docent.memberships[0].role, actor_id=None)
    visitor.log_in("docent")
    visitor.get("/versions/1/uploads/1")
    visitor.get(f"/versions/{own}/uploads/1", status=404)


def test_a_form_without_its_key_is_refused_everywhere(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or set()):
            answer = visitor.client.post(path_of(app, rule), data={"verdict": "full"})
            assert answer.status_code == 400, rule.rule
            assert "Je pagina stond te lang open" in answer.get_data(as_text=True), rule.rule


@pytest.mark.parametrize("email", ["docent@example.com", "nobody@example.com"])
def test_a_failed_login_does_not_tell_whether_the_address_exists(looker: Callable[[str], Visitor], email: str) -> None:
    page = looker("").post("/login", {"email": email, "password": "wrong password"}).get_data(as_text=True)
    assert "E-mailadres of wachtwoord klopt niet" in page
    assert page.count("klopt niet") == 1


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nobody_is_led_away_after_login_or_a_change_of_language(visitor: Visitor, target: str) -> None:
    answer = visitor.post("/language", {"locale": "en", "back": target})
    assert answer.location == "/"
    answer = visitor.post(f"/login?next={target}", {"email": "docent@example.com", "password": DEMO_PASSWORD})
    where = urlsplit(answer.headers.get("Location", ""))
    assert where.netloc == ""
    assert not where.path.startswith(("//", "/\\"))


def test_the_login_page_shows_the_demo_people_only_in_the_demo(app: Flask, visitor: Visitor) -> None:
    assert "board@example.com" not in visitor.get("/login")
    app.config["CURRICULUM_MODE"] = Mode.DEMO
    page = visitor.get("/login")
    check_page(page)
    assert "board@example.com" in page


def test_logging_out_needs_a_form_and_ends_the_visit(visitor: Visitor) -> None:
    visitor.log_in("docent")
    visitor.get("/logout", status=405)
    assert visitor.post("/logout").location == "/login"
    visitor.get("/versions/1/", status=302)


def test_who_was_logged_out_is_told_so_and_comes_back_to_the_form(app: Flask) -> None:
    path = "/versions/1/links/1/M16-01"
    stranger = app.test_client()
    answer = stranger.post(path, data={"verdict": "full"}, headers={"Referer": f"http://localhost{path}?from=list"})
    assert answer.location == f"/login?next={path}?from%3Dlist"
    page = stranger.get(answer.location).get_data(as_text=True)
    check_page(page)
    assert "Je was uitgelogd, dus wat je instuurde is niet bewaard." in page
    assert "data-sent-in-vain" in page
    # An address of elsewhere is no way back.
    answer = stranger.post(path, data={}, headers={"Referer": "http://evil.example/versions/1/"})
    assert answer.location == "/login"


def test_a_form_whose_key_has_expired_leads_back_to_its_page(visitor: Visitor) -> None:
    path = "/versions/1/links/1/M16-01"
    visitor.log_in("docent")
    assert "data-keep-typed" in visitor.get(path)
    answer = visitor.client.post(path, data={"verdict": "full"}, headers={"Referer": f"http://localhost{path}"})
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    check_page(page)
    assert f'href="{path}">Terug naar het formulier' in page
