"""Two programmes with people, sheets, jobs and links of their own: nobody reaches into the other one."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from curriculum.contract.vocabulary import Verdict
from curriculum.services.background import job_status
from curriculum.services.coverage import decisions, links, modules
from curriculum.services.errors import NotFound
from curriculum.services.mapping import runs
from curriculum.services.school import people, programmes
from curriculum.services.uploading import uploads
from tests.security.conftest import OURS, SHEET, THEIRS
from tests.web.conftest import Visitor


def ids_of(version: int) -> dict[str, Any]:
    """Return the ids of things that belong to a version, by the names of the routes."""
    found = links.list_proposals(version)
    return {
        "module_id": modules.list_modules(version)[0].id,
        "import_id": uploads.list_imports(version)[0].id,
        "job_id": latest_job(version),
        "code": found[0].competency_code,
    }


def latest_job(version: int) -> int:
    """Return the job of the latest mapping run, found the way a page would not: by counting up."""
    for number in range(1, 100):
        if job_status.get_job(number).version_id == version:
            return number
    raise AssertionError("no job")


def routes_of(app: Flask) -> list[tuple[Rule, str]]:
    """Return every route inside a version, with each of its methods."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        if "version_id" in rule.arguments
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def state_of(app: Flask) -> tuple[object, ...]:
    """Return everything of both programmes that a stranger could have changed."""
    with app.app_context():
        return tuple(
            (
                modules.list_modules(version),
                [(item.module_id, item.competency_code, item.state) for item in links.list_proposals(version)],
                [(item.id, item.state) for item in uploads.list_imports(version)],
                programmes.get_version(version).status,
                programmes.get_version(version).framework_id,
            )
            for version in (OURS, THEIRS)
        )


def send(visitor: Visitor, path: str, method: str) -> int:
    if method == "GET":
        return visitor.client.get(path).status_code
    fields = {"verdict": "full", "status": "adopted", "workbook": (BytesIO(SHEET), "x.csv")}
    return visitor.post(path, dict(fields)).status_code


@pytest.mark.parametrize("name", ["zorg", "zorgbeheer"])
def test_nothing_of_another_programme_exists_for_its_neighbours(app: Flask, name: str) -> None:
    visitor = Visitor(app.test_client()).log_in(name)
    with app.app_context():
        foreign, framework = ids_of(OURS), programmes.get_version(OURS).framework_id
    before = state_of(app)
    for rule, method in routes_of(app):
        values = {"version_id": OURS, "framework_id": framework, "draft_id": 1, **foreign}
        with app.test_request_context():
            path = app.url_for(rule.endpoint, **{key: values[key] for key in rule.arguments})
        assert send(visitor, path, method) == 404, f"{method} {path}"
    assert state_of(app) == before


def test_a_thing_of_another_programme_does_not_open_under_ones_own(app: Flask) -> None:
    visitor = Visitor(app.test_client()).log_in("zorg")
    with app.app_context():
        foreign = ids_of(OURS)
    before = state_of(app)
    tried = 0
    for rule, method in routes_of(app):
        if not {"module_id", "import_id", "job_id"} & rule.arguments:
            continue
        with app.test_request_context():
            path = app.url_for(
                rule.endpoint, version_id=THEIRS, **{key: foreign[key] for key in rule.arguments - {"version_id"}}
            )
        assert send(visitor, path, method) == 404, f"{method} {path}"
        tried += 1
    assert tried > 6
    assert state_of(app) == before


def test_a_link_cannot_be_decided_through_another_version(app: Flask) -> None:
    with app.app_context():
        foreign = ids_of(OURS)
        pair = (THEIRS, foreign["module_id"], foreign["code"])
        with pytest.raises(NotFound):
            links.get_link(*pair)
        with pytest.raises(NotFound):
            decisions.decide_link(*pair, Verdict.FULL, actor_id=1)


def test_a_role_that_was_taken_away_is_gone_with_the_next_click(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    visitor.get(f"/versions/{OURS}/matrix")
    with app.app_context():
        docent = next(item for item in people.list_accounts() if item.email.startswith("docent@"))
        people.set_role(docent.id, docent.memberships[0].programme_id, None, actor_id=None)
    visitor.get(f"/versions/{OURS}/matrix", status=404)
    visitor.get("/help/mapping")


def test_an_account_that_was_closed_is_out_with_the_next_click(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        docent = next(item for item in people.list_accounts() if item.email.startswith("docent@"))
        people.set_active(docent.id, False, actor_id=None)
    visitor.get(f"/versions/{OURS}/matrix", status=302)


def test_a_run_of_another_programme_is_not_the_run_of_this_one(app: Flask) -> None:
    with app.app_context():
        ours, other = runs.latest_run(OURS), runs.latest_run(THEIRS)
        assert ours is not None
        assert other is not None
        assert ours.id != other.id
