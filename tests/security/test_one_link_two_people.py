"""Two people on one link: who comes second is told, sees the other judgement, and decides again knowing it."""

import re

import pytest
from flask import Flask

from curriculum.contract.vocabulary import Verdict
from curriculum.services.coverage import decisions, links
from curriculum.services.errors import Conflict
from curriculum.services.school import people
from tests.security.conftest import OURS
from tests.web.conftest import Visitor
from tests.web.pages import check_page

PAIR = (OURS, 1, "M16-01")
PATH = f"/versions/{OURS}/links/1/M16-01"


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found.group(1)


def history(app: Flask) -> list[tuple[str, Verdict, str]]:
    with app.app_context():
        return [(record.decided_by, record.verdict, record.reason) for record in links.get_link(*PAIR).history]


def id_of(name: str) -> int:
    return next(item.id for item in people.list_accounts() if item.email.startswith(f"{name}@"))


def test_who_comes_second_sees_the_first_judgement_and_decides_again(either_app: Flask) -> None:
    first, second = (Visitor(either_app.test_client()).log_in(name) for name in ("docent", "admin"))
    seen = [seen_on(visitor.get(PATH)) for visitor in (first, second)]
    assert first.post(PATH, {"verdict": "full", "reason": "Staat erin", "seen": seen[0]}).status_code == 302
    before = history(either_app)
    answer = second.post(PATH, {"verdict": "rejected", "reason": "Niet <b>", "mastery": "orient", "seen": seen[1]})
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    check_page(page)
    assert "Iemand anders beoordeelde deze koppeling" in page
    assert f"{before[0][0]}, " in page
    assert "<strong>volledig</strong>. Staat erin" in page
    # What was filled in is still there, and now the person has seen what came between.
    assert "Niet &lt;b&gt;</textarea>" in page
    assert '<option value="orient" selected>' in page
    assert history(either_app) == before
    assert second.post(PATH, {"verdict": "rejected", "reason": "Niet", "seen": seen_on(page)}).status_code == 302
    assert history(either_app)[1:] == before
    assert history(either_app)[0][1:] == (Verdict.REJECTED, "Niet")


def test_one_person_in_two_tabs_is_not_stopped(either_app: Flask) -> None:
    visitor = Visitor(either_app.test_client()).log_in("docent")
    seen = seen_on(visitor.get(PATH))
    for verdict in ("full", "full", "rejected"):
        assert visitor.post(PATH, {"verdict": verdict, "seen": seen}).status_code == 302


@pytest.mark.parametrize("seen", ["-1", "x", "99999999999999999999"])
def test_a_page_that_saw_what_cannot_be_is_refused(visitor: Visitor, seen: str) -> None:
    visitor.log_in("docent")
    assert visitor.post(PATH, {"verdict": "full", "seen": seen}).status_code == 400


def test_a_judgement_between_two_of_ones_own_is_not_overlooked(either_app: Flask) -> None:
    with either_app.app_context():
        docent, admin = id_of("docent"), id_of("admin")
        seen = links.get_link(*PAIR).latest
        decisions.decide_link(*PAIR, Verdict.FULL, seen=seen, actor_id=docent)
        decisions.decide_link(*PAIR, Verdict.PARTIAL, seen=seen, actor_id=docent)
        seen = links.get_link(*PAIR).latest
        decisions.decide_link(*PAIR, Verdict.REJECTED, seen=seen, actor_id=admin)
        decisions.decide_link(*PAIR, Verdict.FULL, actor_id=docent)
        with pytest.raises(Conflict, match="Somebody else"):
            decisions.decide_link(*PAIR, Verdict.PARTIAL, seen=seen, actor_id=docent)
