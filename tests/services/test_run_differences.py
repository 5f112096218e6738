"""What a new run finds otherwise, and why: what was judged, which texts changed, another setting."""

from typing import Any

import pytest
import sqlalchemy as sa

from curriculum.contract.changes import Cause, CauseKind, FindingChange
from curriculum.contract.vocabulary import Finding, Verdict
from curriculum.extensions import db
from curriculum.models import AssessmentRow, Competency, MappingRun
from curriculum.services.background.heavy_work import do_work
from curriculum.services.coverage import decisions
from curriculum.services.mapping import run_differences, runs
from curriculum.services.uploading import uploads
from curriculum.services.uploading.row_choices import RowChoices, Switch
from tests.services.conftest import ROWS, School, make_sheet, module_ids, read_report, run_mapping, take_in, upload


def set_finding(school: School, code: str, finding: Finding, **run: str) -> None:
    """Make the newest run find this of a competency, whatever the engine made of it."""
    with db.engine.begin() as connection:
        run_id = connection.scalar(
            sa.select(sa.func.max(MappingRun.id)).where(MappingRun.version_id == school.version_id)
        )
        competency = sa.select(Competency.id).where(Competency.code == code).scalar_subquery()
        connection.execute(
            sa.update(AssessmentRow)
            .where(AssessmentRow.run_id == run_id, AssessmentRow.competency_id == competency)
            .values(finding=finding)
        )
        if run:
            connection.execute(sa.update(MappingRun).where(MappingRun.id == run_id).values(**run))


def flip(school: School, *codes: str) -> dict[str, FindingChange]:
    """Map anew and let these competencies be found before and not any more now; the others stay as they were."""
    for number in range(1, 5):
        set_finding(school, f"C{number}", Finding.COVERED)
    run_mapping(school.version_id, school.docent_id)
    for number in range(1, 5):
        code = f"C{number}"
        set_finding(school, code, Finding.NOTHING_FOUND if code in codes else Finding.COVERED)
    difference = run_differences.compare_latest_runs(school.version_id)
    assert difference is not None
    assert run_differences.count_changed_findings(school.version_id) == len(codes)
    assert read_report(school.version_id).changes == difference.findings
    return {change.competency: change for change in difference.findings}


def test_a_judgement_tells_why_its_own_competency_and_another_one_are_found_otherwise(filled: School) -> None:
    assert run_differences.count_changed_findings(filled.version_id) is None
    module_id = module_ids(filled.version_id)["M3"]
    decisions.decide_link(filled.version_id, module_id, "C1", Verdict.PARTIAL, actor_id=filled.docent_id)
    decisions.decide_link(filled.version_id, module_id, "C1", Verdict.REJECTED, actor_id=filled.docent_id)
    found = flip(filled, "C1", "C4")
    assert (found["C4"].before, found["C4"].now) == (Finding.COVERED, Finding.NOTHING_FOUND)
    assert found["C1"].causes == (Cause(CauseKind.JUDGED, ("M3",), (Verdict.REJECTED,)),)
    assert found["C4"].causes == (Cause(CauseKind.LEARNED, ("M3 – C1",), (Verdict.REJECTED,)),)


def test_what_is_judged_while_a_mapping_runs_counts_as_judged_after_it(
    filled: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    module_id = module_ids(filled.version_id)["M3"]

    def judge_meanwhile(*arguments: Any, **options: Any) -> Any:
        decisions.decide_link(filled.version_id, module_id, "C1", Verdict.PARTIAL, actor_id=filled.docent_id)
        return do_work(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(runs, "do_work", judge_meanwhile)
        run_mapping(filled.version_id, filled.docent_id)
    run = runs.latest_run(filled.version_id)
    assert run is not None
    assert (run.decisions_since, run.outdated) == (1, False)
    # So it is a cause of what the next run finds otherwise, and not of what this one found.
    assert flip(filled, "C1")["C1"].causes == (Cause(CauseKind.JUDGED, ("M3",), (Verdict.PARTIAL,)),)


def test_a_text_that_changed_and_a_module_that_lapsed_are_named_near_or_far(filled: School) -> None:
    take_in(filled.version_id, make_sheet([("M1", "Notuleren", "Maakt notulen.", "")]), filled.docent_id)
    lapse = upload(filled.version_id, make_sheet([(*ROWS[0][:2], "Maakt notulen.", ""), ROWS[2]]), filled.docent_id)
    uploads.confirm_import(lapse, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True)))
    (change,) = flip(filled, "C2").values()
    told = {cause.kind: cause.names for cause in change.causes}
    assert {*told.get(CauseKind.TEXTS, ()), *told.get(CauseKind.ELSEWHERE, ())} == {"M1", "M2"}
    assert "M2" in told[CauseKind.TEXTS]


def test_another_setting_is_a_cause_and_without_any_that_is_said(filled: School) -> None:
    (change,) = flip(filled, "C3").values()
    assert change.causes == (Cause(CauseKind.UNKNOWN),)
    set_finding(filled, "C3", Finding.NOTHING_FOUND, engine="another engine 2")
    difference = run_differences.compare_latest_runs(filled.version_id)
    assert difference is not None
    assert difference.findings[0].causes == (Cause(CauseKind.ENGINE),)
