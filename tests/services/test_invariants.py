"""What the kill tests look for: everything that can be half stored is planted once, and found."""

import pytest
import sqlalchemy as sa
from flask import Flask

from curriculum.extensions import db
from curriculum.models import (
    AssessmentRow,
    AuditEntry,
    CurriculumVersion,
    Import,
    ImportChange,
    ImportContent,
    Job,
    MappingRun,
    Module,
    ModuleRevision,
)
from curriculum.models.job import JobKind
from curriculum.services.mapping import runs
from tests.services.conftest import School
from tests.soak.invariants import find_damage, find_faults, find_unfinished

FIRST_MODULE = sa.select(sa.func.min(Module.id)).scalar_subquery()
FIRST_IMPORT = sa.select(sa.func.min(Import.id)).scalar_subquery()

PLANTED: dict[str, tuple[sa.Executable, str]] = {
    "a text was not stored": (
        sa.delete(ModuleRevision).where(ModuleRevision.module_id == FIRST_MODULE),
        "has the texts []",
    ),
    "a module went on without its text": (sa.update(Module).values(revision=2), "at revision 2 has the texts [1]"),
    "a change was not stored": (
        sa.delete(ImportChange).where(ImportChange.module_id == FIRST_MODULE),
        "changed 2 modules and the log says 3",
    ),
    "the import was not closed": (
        sa.update(Import).values(state="draft", applied_at=None),
        "has a text of an import that is draft",
    ),
    "the draft was not stored": (sa.update(ImportContent).values(draft=None), "has no draft"),
    "the upload is gone": (sa.delete(ImportContent), "has lost its upload"),
    "the bytes are others": (sa.update(ImportContent).values(data=b"x"), "has other bytes than were uploaded"),
    "the version was not counted": (sa.update(CurriculumVersion).values(content_revision=0), "counts 0 changes"),
    "the log was not written": (
        sa.delete(AuditEntry).where(AuditEntry.action == "import.confirm"),
        "received, taken in and undone (1, 0, 0)",
    ),
    "proposals are missing": (sa.update(MappingRun).values(proposal_count=99), "of its 99 proposals"),
    "the gap rule was not stored": (sa.delete(AssessmentRow), "says something of 0 competencies"),
    "a run has no job": (sa.delete(Job).where(Job.kind == JobKind.RUN_MAPPING), "is the result of 0 jobs"),
}


def test_a_version_that_is_whole_has_no_faults(filled: School) -> None:
    assert find_faults(db.engine, filled.version_id) == []
    assert find_unfinished(db.engine, filled.version_id) == []
    assert find_damage(db.engine) == []


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found(app: Flask, filled: School, planted: str) -> None:
    statement, sentence = PLANTED[planted]
    with db.engine.begin() as connection:
        connection.execute(statement)
    assert sentence in " ".join(
        find_faults(db.engine, filled.version_id) + find_faults(db.engine, filled.other_version_id)
    )


def test_a_job_that_nobody_ends_is_found(filled: School) -> None:
    job_id = runs.start_run(filled.version_id, actor_id=filled.docent_id)
    assert find_unfinished(db.engine, filled.version_id) == [f"job {job_id} is queued for ever"]
