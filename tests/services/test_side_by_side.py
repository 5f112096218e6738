"""Two people at one thing at the same moment: each meets the rule about it, nobody waits for ever, nothing doubles."""

from collections.abc import Callable
from threading import Thread
from time import sleep

import pytest
from flask import Flask

from curriculum.contract.vocabulary import Leerweg, Role, VersionStatus
from curriculum.services.background.job_status import JobKind, add_job
from curriculum.services.contents import require_version
from curriculum.services.errors import Conflict, ServiceError
from curriculum.services.school import people, programmes
from curriculum.services.transactions import write
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import ImportState
from tests.services.conftest import PASSWORD, ROWS, School, make_sheet, upload

AtOnce = Callable[[Callable[[], object]], list[object]]


def test_a_version_is_not_adopted_while_somebody_asks_for_a_mapping(app: Flask, filled: School) -> None:
    results: list[object] = []

    def adopt() -> None:
        with app.app_context():
            try:
                programmes.set_status(filled.version_id, VersionStatus.ADOPTED, actor_id=None)
            except ServiceError as error:
                results.append(error.code)

    adopting = Thread(target=adopt)
    with write() as session:
        require_version(session, filled.version_id, for_change=True)
        adopting.start()
        sleep(0.2)
        add_job(session, JobKind.RUN_MAPPING, version_id=filled.version_id, requested_by=None, input_sha256="a" * 64)
    adopting.join()
    assert results == ["mapping-under-way"]
    assert programmes.get_version(filled.version_id).status is VersionStatus.DRAFT


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_who_throws_a_file_away_does_not_wait_for_who_takes_it_in_and_the_other_way_round(
    app: Flask, filled: School
) -> None:
    import_id = upload(filled.version_id, make_sheet(ROWS), filled.docent_id)

    def discard() -> None:
        with app.app_context():
            uploads.discard_import(import_id, actor_id=filled.docent_id)

    discarding = Thread(target=discard)
    # Who takes a file in locks the version, then the upload; who throws it away only refers to the version.
    with write() as session:
        require_version(session, filled.version_id, for_change=True)
        discarding.start()
        discarding.join(timeout=10)
        is_waiting = discarding.is_alive()
    discarding.join()
    assert not is_waiting
    assert uploads.list_imports(filled.version_id)[0].state is ImportState.DISCARDED


def one_is_refused(results: list[object]) -> bool:
    return sorted(isinstance(result, Conflict) for result in results) == [False, True]


def test_two_who_make_the_same_cohort_make_one(school: School, at_once: AtOnce) -> None:
    assert one_is_refused(at_once(lambda: programmes.create_version(school.programme_id, "2027", actor_id=None)))


def test_two_who_make_the_same_programme_make_one(school: School, at_once: AtOnce) -> None:
    assert one_is_refused(
        at_once(lambda: programmes.create_programme("Zorg", leerweg=Leerweg.BOL, cohort="2026", actor_id=None))
    )


def test_two_who_add_the_same_person_add_one(school: School, at_once: AtOnce) -> None:
    roles = ((school.programme_id, Role.BOARD),)
    assert one_is_refused(
        at_once(lambda: people.create_account("a@school.nl", "A", PASSWORD, roles=roles, actor_id=None))
    )


def test_two_who_give_the_same_role_give_one(school: School, at_once: AtOnce) -> None:
    person = school.other_docent_id
    assert at_once(lambda: people.set_role(person, school.programme_id, Role.BOARD, actor_id=None)) == [None, None]
    assert [len(view.memberships) for view in people.list_accounts() if view.id == person] == [2]
