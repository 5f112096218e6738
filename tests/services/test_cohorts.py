"""The next cohort: what it takes over, what stays with the first, and an adopted version that nothing changes."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from curriculum.contract.vocabulary import StatementSource, Verdict, VersionStatus
from curriculum.services.coverage import decisions, links, modules, reports
from curriculum.services.coverage.links import LinkState
from curriculum.services.errors import Conflict, NotFound
from curriculum.services.mapping import runs
from curriculum.services.school import programmes
from curriculum.services.school.programmes import Take
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import RowStatus
from tests.services.conftest import ROWS, School, make_sheet, module_ids, read_report, run_mapping, take_in, upload


def next_cohort(school: School, take: Take = Take.DECISIONS) -> int:
    return programmes.create_version(school.programme_id, "2027", copy_from=school.version_id, take=take, actor_id=None)


def state(version_id: int, code: str, competency: str) -> LinkState:
    return links.get_link(version_id, module_ids(version_id)[code], competency).view.state


def test_the_next_cohort_has_the_same_modules_and_decisions_with_who_took_them(filled: School) -> None:
    first = module_ids(filled.version_id)
    decisions.decide_link(
        filled.version_id, first["M3"], "C1", Verdict.REJECTED, reason="Hoort er niet bij", actor_id=filled.docent_id
    )
    before = links.get_link(filled.version_id, first["M3"], "C1").view.decision
    version_id = next_cohort(filled)
    copied = module_ids(version_id)
    assert set(copied) == set(first)
    assert not set(copied.values()) & set(first.values())
    assert [item.record for item in modules.list_modules(version_id)] == [
        item.record for item in modules.list_modules(filled.version_id)
    ]
    view = links.get_link(version_id, copied["M3"], "C1").view
    assert view.decision == before
    assert view.decision is not None
    assert (view.decision.decided_by, view.decision.outdated) == ("Docent Office", False)
    assert state(version_id, "M2", "C2") is LinkState.FULL


def test_without_decisions_everything_is_judged_anew(filled: School) -> None:
    version_id = next_cohort(filled, Take.MODULES)
    assert len(module_ids(version_id)) == len(ROWS)
    assert programmes.get_version(version_id).decision_count == 0


def test_what_happens_in_one_cohort_does_not_reach_the_other(filled: School) -> None:
    version_id = next_cohort(filled)
    uploads.undo_import(uploads.list_imports(filled.version_id)[0].id, actor_id=filled.docent_id)
    assert modules.list_modules(filled.version_id) == ()
    # Not even what the sheet itself stated, though the upload that it was read from is undone there.
    assert state(version_id, "M2", "C2") is LinkState.FULL
    take_in(version_id, make_sheet([("M1", "Notuleren", "Heel anders.", "")]), filled.docent_id)
    assert modules.list_modules(filled.version_id) == ()


def test_the_workbook_of_the_next_cohort_names_the_file_that_its_texts_come_from(filled: School) -> None:
    version_id = next_cohort(filled)
    run_mapping(version_id, filled.docent_id)
    (source,) = uploads.list_sources(version_id)
    assert source.version_id == filled.version_id
    report = read_report(version_id)
    assert [item.sha256 for item in report.inputs] == [source.sha256]
    assert [decision.source for decision in report.decisions] == [StatementSource.EXPLICIT]
    _, data = reports.export_workbook(version_id, "nl", date(2026, 1, 31), actor_id=None)
    assert openpyxl.load_workbook(BytesIO(data))["Modules"].max_row == 4 + len(ROWS)
    preview = uploads.get_preview(upload(version_id, data, filled.docent_id))
    assert {row.status for row in preview.rows} == {RowStatus.SAME}


def test_a_cohort_takes_nothing_over_from_another_programme(filled: School) -> None:
    with pytest.raises(NotFound):
        programmes.create_version(filled.programme_id, "2027", copy_from=filled.other_version_id, actor_id=None)


def test_an_adopted_version_is_not_mapped_anew(filled: School) -> None:
    programmes.set_status(filled.version_id, VersionStatus.ADOPTED, actor_id=filled.docent_id)
    with pytest.raises(Conflict, match="adopted"):
        runs.start_run(filled.version_id, actor_id=filled.docent_id)


def test_a_version_is_not_adopted_while_a_mapping_would_still_change_it(filled: School) -> None:
    runs.start_run(filled.version_id, actor_id=filled.docent_id)
    with pytest.raises(Conflict, match="under way"):
        programmes.set_status(filled.version_id, VersionStatus.ADOPTED, actor_id=filled.docent_id)
