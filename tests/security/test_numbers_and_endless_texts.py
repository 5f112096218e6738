"""Numbers that no key can have and texts without end or with signs that are no text: refused in words."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from curriculum.contract.vocabulary import Leerweg, Verdict
from curriculum.services.coverage import decisions, links
from curriculum.services.errors import Refused
from curriculum.services.school import people, programmes
from tests.security.conftest import OURS
from tests.web.conftest import Visitor

BEYOND = ("2147483648", "9223372036854775808", "99999999999999999999")
CONTROL = "".join(map(chr, (0, 1, 8, 11, 12, 27, 31, 127, 133, 159)))


def test_a_number_that_no_key_can_have_is_a_page_that_does_not_exist(either_app: Flask) -> None:
    visitor = Visitor(either_app.test_client()).log_in("admin")
    rules = [rule for rule in either_app.url_map.iter_rules() if re.search(r"<int:", rule.rule)]
    tried = 0
    for rule in rules:
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            for number in BEYOND:
                # Only the last number is out of bounds, so that the guard lets the rest of the address through.
                head, _, tail = rule.rule.rpartition("<int:")
                path = (
                    re.sub(r"<int:\w+>", "1", head) + number + tail.partition(">")[2].replace("<path:code>", "M16-01")
                )
                answer = visitor.client.get(path) if method == "GET" else visitor.post(path, {"verdict": "full"})
                # Werkzeug looks at the method before the number, so a page with both methods may say 405.
                assert answer.status_code in (404, 405), f"{method} {path}: {answer.status}"
                tried += 1
    assert tried > 3 * 20


@pytest.mark.parametrize("number", [*BEYOND, "-1", "²", "1e3", ""])
def test_a_number_in_a_form_that_no_key_can_have_is_answered_in_words(either_app: Flask, number: str) -> None:
    visitor = Visitor(either_app.test_client()).log_in("admin")
    answer = visitor.post("/admin/people/1/role", {"programme": number, "role": "docent"}, follow=True)
    assert answer.status_code == 200
    assert "bestaat niet" in answer.get_data(as_text=True)
    form = {"name": "A", "email": "a@example.com", "password": "a long password", "role": "docent"}
    assert visitor.post("/admin/people/new", {**form, "programme": number}).status_code == 200
    form = {"name": "A", "leerweg": "bol", "cohort": "2026", "framework": number}
    assert visitor.post("/programmes/new", form).status_code == 200


@pytest.mark.parametrize("place", ["links/1/M16%0001", "competencies/M16-01%00", "links/1/%01"])
def test_a_code_with_a_sign_that_no_text_has_is_a_page_that_does_not_exist(either_app: Flask, place: str) -> None:
    Visitor(either_app.test_client()).log_in("docent").get(f"/versions/{OURS}/{place}", status=404)


def test_an_address_with_a_sign_that_no_text_has_does_not_break_the_login(either_app: Flask) -> None:
    answer = Visitor(either_app.test_client()).post("/login", {"email": "a\x00@example.com", "password": "\x00"})
    assert answer.status_code == 200


def test_a_reason_without_end_is_refused_in_words(either_app: Flask) -> None:
    visitor = Visitor(either_app.test_client()).log_in("docent")
    path = f"/versions/{OURS}/links/1/M16-01"
    page = visitor.post(path, {"verdict": "full", "reason": "x" * 2001}, follow=True).get_data(as_text=True)
    assert "Deze tekst heeft 2001 tekens" in page
    with either_app.app_context():
        assert all(record.reason != "x" * 2001 for record in links.get_link(OURS, 1, "M16-01").history)
    assert visitor.post(path, {"verdict": "full", "reason": "x" * 2000}).status_code == 302


def test_only_signs_that_a_person_can_read_are_kept(either_app: Flask) -> None:
    with either_app.app_context():
        decisions.decide_link(OURS, 1, "M16-01", Verdict.FULL, reason=f" a{CONTROL}\r\n\tb ", actor_id=1)
        assert links.get_link(OURS, 1, "M16-01").history[0].reason == "a\n\tb"
        version = programmes.create_programme(f"Re{CONTROL}cht\n", leerweg=Leerweg.BOL, cohort="20\x0026", actor_id=1)
        view = programmes.get_version(version)
        assert (view.programme, view.cohort) == ("Recht", "2026")
        people.create_account("n\x00@example.com", "An\x00na\nB", "a long password", actor_id=None)
        assert ("n@example.com", "Anna B") in [(item.email, item.name) for item in people.list_accounts()]


def test_names_and_addresses_without_end_are_refused(either_app: Flask) -> None:
    with either_app.app_context():
        calls: tuple[Callable[[], int], ...] = (
            lambda: people.create_account("a@example.com", "x" * 201, "a long password", actor_id=None),
            lambda: people.create_account(f"{'a' * 250}@example.com", "A", "a long password", actor_id=None),
            lambda: programmes.create_programme("x" * 201, leerweg=Leerweg.BOL, cohort="2026", actor_id=None),
            lambda: programmes.create_programme("A", leerweg=Leerweg.BOL, cohort="2" * 21, actor_id=None),
        )
        for call in calls:
            with pytest.raises(Refused, match="Make it shorter"):
                call()


def test_the_forms_take_no_more_than_the_services(either_app: Flask) -> None:
    visitor = Visitor(either_app.test_client()).log_in("admin")
    assert 'name="reason" rows="2" maxlength="2000"' in visitor.get(f"/versions/{OURS}/links/1/M16-01")
    for path, names in (("/admin/people/new", ("name", "email", "password")), ("/programmes/new", ("name", "cohort"))):
        page = visitor.get(path)
        for name in names:
            assert re.search(rf'<input[^>]*id="{name}" maxlength="\d+"', page), f"{path}: {name}"
