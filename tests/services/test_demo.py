"""The demo: loaded through the same importer, once, and the person's work is kept."""

import pytest
from flask import Flask

from curriculum.contract.vocabulary import Coverage, Role, Verdict
from curriculum.services import demo
from curriculum.services.background import job_status
from curriculum.services.coverage import decisions, links, matrix, modules
from curriculum.services.coverage.links import LinkState
from curriculum.services.school import people
from curriculum.services.uploading import uploads


def test_the_demo_fills_a_programme_with_modules_proposals_and_people(app: Flask) -> None:
    version_id = demo.load_demo()
    assert len(modules.list_modules(version_id)) > 25
    view = matrix.get_matrix(version_id)
    assert len(view.rows) == 35
    assert view.counts[Coverage.PROPOSED] > 0
    assert view.candidate_count > 0
    assert {role.role for account in people.list_accounts() for role in account.memberships} == set(Role)
    assert all(account.is_demo for account in people.list_accounts())


def test_a_second_start_keeps_the_work_of_the_person(app: Flask) -> None:
    version_id = demo.load_demo()
    link = links.list_proposals(version_id, state=LinkState.OPEN)[0]
    decisions.decide_link(version_id, link.module_id, link.competency_code, Verdict.FULL, actor_id=1)
    assert demo.load_demo() == version_id
    assert len(uploads.list_imports(version_id)) == 1
    assert links.get_link(version_id, link.module_id, link.competency_code).view.state is LinkState.FULL


def test_a_start_that_broke_off_while_reading_is_finished_by_the_next(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_ticket: job_status.Ticket) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(demo, "parse_import", die)
        with pytest.raises(KeyboardInterrupt):
            demo.load_demo()
    version_id = demo.load_demo()
    assert len(modules.list_modules(version_id)) > 25
    assert matrix.get_matrix(version_id).run is not None
