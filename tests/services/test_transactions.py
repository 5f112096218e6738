"""Writing: one use case, one transaction; writers wait for each other instead of failing."""

from collections.abc import Callable
from threading import Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from curriculum.contract.vocabulary import Verdict
from curriculum.extensions import db
from curriculum.models import AuditEntry, CurriculumVersion, Decision
from curriculum.models.decision import AppendOnlyError
from curriculum.services.coverage import decisions
from curriculum.services.school import programmes
from curriculum.services.transactions import NestedWriteError, read, write
from tests.services.conftest import School, module_ids


def test_a_use_case_inside_another_one_is_refused(school: School) -> None:
    with write(), pytest.raises(NestedWriteError):
        programmes.create_version(school.programme_id, "2027", actor_id=None)


def test_what_raises_leaves_nothing_behind(school: School) -> None:
    def write_half() -> None:
        with write() as session:
            session.add(AuditEntry(action="half", detail={}))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    with db.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).where(AuditEntry.action == "half")) == 0


def test_writers_that_read_first_lose_no_update_and_never_meet_a_locked_database(app: Flask, school: School) -> None:
    def add_up() -> None:
        with app.app_context():
            for _ in range(10):
                with write() as session:
                    version = session.scalars(
                        sa.select(CurriculumVersion).where(CurriculumVersion.id == school.version_id).with_for_update()
                    ).one()
                    version.content_revision += 1

    threads = [Thread(target=add_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert programmes.get_version(school.version_id).id == school.version_id
    with db.engine.connect() as connection:
        assert (
            connection.scalar(
                sa.select(CurriculumVersion.content_revision).where(CurriculumVersion.id == school.version_id)
            )
            == 40
        )


def test_two_people_who_judge_one_link_at_once_are_both_in_the_history(
    filled: School, at_once: Callable[..., list[object]]
) -> None:
    module_id = module_ids(filled.version_id)["M1"]
    actors = iter((filled.docent_id, filled.other_docent_id))
    results = at_once(
        lambda: decisions.decide_link(filled.version_id, module_id, "C1", Verdict.PARTIAL, actor_id=next(actors))
    )
    assert results == [None, None]
    with db.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).where(Decision.module_id == module_id)) == 2


def test_what_is_read_in_one_use_case_is_of_one_moment(app: Flask, school: School) -> None:
    def revision(session: Session) -> int | None:
        return session.scalar(
            sa.select(CurriculumVersion.content_revision).where(CurriculumVersion.id == school.version_id)
        )

    def write_between() -> None:
        with app.app_context(), write() as session:
            session.execute(sa.update(CurriculumVersion).values(content_revision=7))

    with read() as session:
        before = revision(session)
        writer = Thread(target=write_between)
        writer.start()
        writer.join()
        assert revision(session) == before
    with read() as session:
        assert revision(session) == 7


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_decision_cannot_be_changed_or_deleted(filled: School, change: str) -> None:
    decision = db.session.scalars(sa.select(Decision).limit(1)).one()
    if change == "update":
        decision.verdict = Verdict.REJECTED
    else:
        db.session.delete(decision)
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()
