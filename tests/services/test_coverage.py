"""What counts as coverage and what does not, seen through the services that the pages use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from curriculum.contract.report import Link
from curriculum.contract.vocabulary import Coverage, Mastery, StatementSource, Verdict, VersionStatus
from curriculum.services import contents
from curriculum.services.coverage import decisions, gaps, links, matrix, modules, reports, snapshots
from curriculum.services.coverage.links import LinkState
from curriculum.services.errors import Conflict, NotFound, Refused
from curriculum.services.mapping import run_differences, runs
from curriculum.services.school import frameworks, programmes
from curriculum.services.uploading import uploads
from tests.services.conftest import (
    FRAMEWORK,
    ROWS,
    School,
    links_of,
    make_sheet,
    module_ids,
    read_report,
    run_mapping,
    take_in,
)


def coverage_of(version_id: int) -> dict[str, Coverage]:
    return {row.competency.code: row.coverage for row in matrix.get_matrix(version_id).rows}


def decide(school: School, module: str, competency: str, verdict: Verdict, **more: object) -> None:
    module_id = module_ids(school.version_id)[module]
    decisions.decide_link(
        school.version_id,
        module_id,
        competency,
        verdict,
        actor_id=school.docent_id,
        **more,  # type: ignore[arg-type]  # mastery and reason, as the test gives them
    )


def test_a_proposal_never_counts_as_coverage(filled: School) -> None:
    assert coverage_of(filled.version_id)["C1"] is Coverage.PROPOSED
    assert links_of(filled.version_id, "C1", LinkState.OPEN) != ()


def test_without_a_decision_nothing_is_covered(school: School) -> None:
    without_codes = [(*row[:3], "") for row in ROWS]
    take_in(school.version_id, make_sheet(without_codes), school.docent_id)
    run_mapping(school.version_id, school.docent_id)
    assert set(coverage_of(school.version_id).values()) <= {Coverage.PROPOSED, Coverage.MISSING}
    report = read_report(school.version_id)
    assert {item.coverage for item in report.competencies} <= {Coverage.PROPOSED, Coverage.MISSING}


def test_every_competency_has_a_row_before_anything_was_taken_in(school: School) -> None:
    assert coverage_of(school.version_id) == {item.code: Coverage.MISSING for item in FRAMEWORK.competencies}


def test_a_full_decision_covers_and_a_partial_one_covers_in_part(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.PARTIAL)
    assert coverage_of(filled.version_id)["C1"] is Coverage.PARTIAL
    decide(filled, "M1", "C1", Verdict.FULL)
    assert coverage_of(filled.version_id)["C1"] is Coverage.FULL


def test_a_rejected_proposal_leaves_the_competency_missing(filled: School) -> None:
    for view in links_of(filled.version_id, "C1"):
        decide(filled, view.module_key, "C1", Verdict.REJECTED)
    assert coverage_of(filled.version_id)["C1"] is Coverage.MISSING


def test_a_person_may_link_what_nobody_proposed(filled: School) -> None:
    decide(filled, "M3", "C3", Verdict.FULL)
    detail = links.get_link(filled.version_id, module_ids(filled.version_id)["M3"], "C3")
    assert (detail.view.state, detail.view.link) == (LinkState.FULL, None)
    assert coverage_of(filled.version_id)["C3"] is Coverage.FULL


def test_decisions_of_another_programme_say_nothing_here(filled: School) -> None:
    other = module_ids(filled.other_version_id)["M1"]
    decisions.decide_link(filled.other_version_id, other, "C1", Verdict.FULL, actor_id=filled.other_docent_id)
    assert coverage_of(filled.version_id)["C1"] is Coverage.PROPOSED
    with pytest.raises(NotFound):
        decisions.decide_link(filled.version_id, other, "C1", Verdict.FULL, actor_id=filled.docent_id)


def test_all_decisions_on_a_link_are_kept_newest_first(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.FULL, mastery=Mastery.PRACTISE, reason=" Staat in de les. ")
    decide(filled, "M1", "C1", Verdict.REJECTED)
    history = links.get_link(filled.version_id, module_ids(filled.version_id)["M1"], "C1").history
    assert [(item.verdict, item.mastery, item.reason, item.decided_by) for item in history] == [
        (Verdict.REJECTED, None, "", "Docent Office"),
        (Verdict.FULL, Mastery.PRACTISE, "Staat in de les.", "Docent Office"),
    ]


def test_a_double_click_is_one_decision(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.FULL)
    decide(filled, "M1", "C1", Verdict.FULL)
    assert len(links.get_link(filled.version_id, module_ids(filled.version_id)["M1"], "C1").history) == 1


def test_decisions_survive_a_new_import_and_a_new_run(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.PARTIAL, mastery=Mastery.ORIENT)
    decide(filled, "M2", "C2", Verdict.REJECTED)
    before = links.list_proposals(filled.version_id)
    take_in(filled.version_id, make_sheet([*ROWS, ("M4", "Reizen", "Boekt vluchten.", "")]), filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)
    after = {(view.module_key, view.competency_code): view for view in links.list_proposals(filled.version_id)}
    for view in before:
        assert after[view.module_key, view.competency_code].decision == view.decision
    # The sheet says C2 for M2 again, but a person rejected that.
    assert after["M2", "C2"].state is LinkState.REJECTED


def test_a_cross_typed_later_does_not_overrule_a_person(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.REJECTED)
    outcome = take_in(filled.version_id, make_sheet([(*ROWS[0][:3], "C1")]), filled.docent_id)
    assert outcome.statements == 0
    assert links_of(filled.version_id, "C1", LinkState.FULL) == ()


def test_a_new_run_leaves_every_decision_as_it_was(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.FULL)
    before = read_report(filled.version_id).decisions
    run_mapping(filled.version_id, filled.docent_id)
    assert read_report(filled.version_id).decisions == before


def test_a_decision_is_outdated_when_the_text_changed_after_it(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.FULL)
    decide(filled, "M3", "C1", Verdict.REJECTED)
    take_in(filled.version_id, make_sheet([("M1", "Notuleren", "Iets heel anders.", "")]), filled.docent_id)
    outdated = [(view.module_key, view.state) for view in links.list_proposals(filled.version_id, outdated=True)]
    assert outdated == [("M1", LinkState.FULL)]


def test_a_new_decision_on_the_new_text_is_not_outdated(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.FULL)
    take_in(filled.version_id, make_sheet([("M1", "Notuleren", "Iets heel anders.", "")]), filled.docent_id)
    decide(filled, "M1", "C1", Verdict.FULL)
    assert links.list_proposals(filled.version_id, outdated=True) == ()


def test_a_cross_for_one_competency_does_not_make_the_others_outdated(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.FULL)
    take_in(filled.version_id, make_sheet([(*ROWS[0][:3], "C4")]), filled.docent_id)
    assert links.list_proposals(filled.version_id, outdated=True) == ()


def test_a_cross_that_the_docent_took_out_of_the_sheet_is_outdated(filled: School) -> None:
    take_in(filled.version_id, make_sheet([(*ROWS[1][:3], "")]), filled.docent_id)
    outdated = links.list_proposals(filled.version_id, outdated=True)
    assert [(view.module_key, view.competency_code) for view in outdated] == [("M2", "C2")]
    assert outdated[0].decision is not None
    assert outdated[0].decision.source is StatementSource.EXPLICIT


def test_an_uncovered_competency_is_a_candidate_with_its_nearest_modules(filled: School) -> None:
    found = gaps.list_candidates(filled.version_id)
    candidates = {view.competency.code: view for view in found.candidates}
    assert "C3" in candidates
    assert "C2" not in candidates
    assert found.rule is not None
    assert {near.title for near in candidates["C3"].nearest} <= {"Notuleren", "Agendabeheer", "Rekenen"}
    assert gaps.get_competency(filled.version_id, "C3").candidate


def test_a_decision_that_was_replaced_stays_in_the_report_and_no_longer_counts(filled: School) -> None:
    decide(filled, "M3", "C3", Verdict.FULL, reason="eerste oordeel")
    decide(filled, "M3", "C3", Verdict.REJECTED, reason="toch niet")

    report = read_report(filled.version_id)

    told = [
        (item.verdict, item.reason, item.decided_by != "")
        for item in report.decisions
        if (item.module, item.competency) == ("M3", "C3")
    ]
    assert told == [(Verdict.FULL, "eerste oordeel", True), (Verdict.REJECTED, "toch niet", True)]
    assert coverage_of(filled.version_id)["C3"] is not Coverage.FULL


def test_a_candidate_with_a_proposal_that_waits_is_told_apart(filled: School) -> None:
    found = gaps.list_candidates(filled.version_id)
    waiting = {
        (view.module_key, view.competency_code)
        for view in links.list_proposals(filled.version_id, state=LinkState.OPEN)
    }

    assert {*found.untouched, *found.to_judge_first} == set(found.candidates)
    assert {view.competency.code for view in found.to_judge_first} <= {code for _module, code in waiting}
    assert not {view.competency.code for view in found.untouched} & {code for _module, code in waiting}
    for candidate in found.to_judge_first:
        assert {(view.module_key, view.competency_code) for view in candidate.proposals} <= waiting


def test_a_confirmed_competency_is_no_candidate(filled: School) -> None:
    decide(filled, "M3", "C3", Verdict.PARTIAL)
    found = gaps.list_candidates(filled.version_id)
    assert "C3" not in {view.competency.code for view in found.candidates}
    assert [view.competency.code for view in found.to_strengthen] == ["C3"]
    assert [view.module_key for view in found.to_strengthen[0].links] == ["M3"]


def test_a_run_is_outdated_once_the_modules_change_and_counts_the_decisions_after_it(filled: School) -> None:
    def look() -> tuple[bool, int]:
        run = runs.latest_run(filled.version_id)
        assert run is not None
        return run.outdated, run.decisions_since

    assert look() == (False, 0)
    decide(filled, "M1", "C1", Verdict.FULL)
    decide(filled, "M1", "C1", Verdict.REJECTED)
    assert look() == (False, 1)
    run_mapping(filled.version_id, filled.docent_id)
    assert look() == (False, 0)
    take_in(filled.version_id, make_sheet([("M4", "Reizen", "Boekt vluchten.", "")]), filled.docent_id)
    assert look() == (True, 0)


def test_a_new_run_shows_which_proposals_came_and_went(filled: School) -> None:
    assert run_differences.compare_latest_runs(filled.version_id) is None
    gone = ("M1", "Fietsen repareren", "De student repareert fietsen en vervangt banden.", "")
    come = ("M4", "Vergaderen", "De student maakt notulen van vergaderingen en verspreidt de notulen.", "")
    take_in(filled.version_id, make_sheet([gone, come]), filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)
    difference = run_differences.compare_latest_runs(filled.version_id)
    assert difference is not None
    ids = module_ids(filled.version_id)
    assert (ids["M4"], "C1", None) in {(item.module_id, item.competency_code, item.before) for item in difference.new}
    assert (ids["M1"], "C1", None) in {(item.module_id, item.competency_code, item.after) for item in difference.gone}
    run_mapping(filled.version_id, filled.docent_id)
    same = run_differences.compare_latest_runs(filled.version_id)
    assert same is not None
    assert (same.new, same.gone, same.moved) == ((), (), ())


def test_a_version_without_modules_cannot_be_mapped_and_without_a_run_not_be_reported(school: School) -> None:
    with pytest.raises(Refused, match="no modules"):
        runs.start_run(school.version_id, actor_id=school.docent_id)
    with pytest.raises(Refused, match="No proposals"):
        read_report(school.version_id)


def test_an_adopted_version_takes_no_decision(filled: School) -> None:
    programmes.set_status(filled.version_id, VersionStatus.ADOPTED, actor_id=filled.docent_id)
    with pytest.raises(Conflict, match="adopted"):
        decide(filled, "M1", "C1", Verdict.FULL)


def test_statements_for_one_framework_do_not_cover_another_of_the_same_codes(filled: School) -> None:
    other = frameworks.store_framework(replace(FRAMEWORK, name="other", sha256="d" * 64), actor_id=None)[0]
    programmes.choose_framework(filled.version_id, other, actor_id=filled.docent_id)
    assert coverage_of(filled.version_id)["C2"] is Coverage.MISSING


def test_the_report_says_the_same_as_the_matrix(filled: School) -> None:
    decide(filled, "M1", "C1", Verdict.PARTIAL)
    report = read_report(filled.version_id)
    assert {item.code: item.coverage for item in report.competencies} == coverage_of(filled.version_id)
    assert [item.sha256 for item in report.inputs] == [uploads.list_imports(filled.version_id)[0].sha256]
    assert {(item.module, item.competency, item.source) for item in report.decisions} == {
        ("M1", "C1", StatementSource.PERSON),
        ("M2", "C2", StatementSource.EXPLICIT),
    }


def test_two_exports_of_one_state_on_one_day_are_equal_to_the_byte(filled: School) -> None:
    today = date(2026, 11, 21)
    name, first = reports.export_workbook(filled.version_id, "nl", today, actor_id=filled.docent_id)
    assert name == "office-2026-2026-11-21.xlsx"
    assert first[:2] == b"PK"
    assert reports.export_workbook(filled.version_id, "nl", today, actor_id=filled.docent_id)[1] == first


def test_a_module_shows_its_links_and_where_each_text_came_from(filled: School) -> None:
    take_in(filled.version_id, make_sheet([("M1", "Notuleren", "Iets anders.", "")]), filled.docent_id)
    view = modules.get_module(filled.version_id, module_ids(filled.version_id)["M1"])
    assert [(revision.number, revision.sheet, revision.row) for revision in view.revisions] == [
        (2, "Modules", 2),
        (1, "Modules", 2),
    ]
    assert {link.module_key for link in view.links} <= {"M1"}
    with pytest.raises(NotFound):
        modules.get_module(filled.version_id, module_ids(filled.other_version_id)["M1"])


def test_evidence_that_is_read_afterwards_is_that_of_the_list(filled: School) -> None:
    bare = links.list_proposals(filled.version_id, evidence=False)
    assert not any(view.link and view.link.evidence for view in bare)
    assert links.add_evidence(filled.version_id, bare) == links.list_proposals(filled.version_id)
    assert links.add_evidence(filled.version_id, ()) == ()


OF_TWO_RUNS = 6


@pytest.mark.parametrize(
    "question",
    [
        lambda version_id: matrix.get_matrix(version_id),
        lambda version_id: gaps.list_candidates(version_id),
        lambda version_id: gaps.get_competency(version_id, "C1"),
        lambda version_id: links.list_proposals(version_id),
        lambda version_id: links.get_link(version_id, module_ids(version_id)["M1"], "C1"),
        lambda version_id: modules.list_modules(version_id),
        lambda version_id: modules.get_module(version_id, module_ids(version_id)["M1"]),
        lambda version_id: read_report(version_id),
        lambda version_id: programmes.get_version(version_id),
        lambda version_id: programmes.list_programmes(1),
        lambda version_id: uploads.get_preview(uploads.list_imports(version_id)[0].id),
    ],
    ids=[
        "matrix",
        "gaps",
        "competency",
        "links",
        "link",
        "modules",
        "module",
        "report",
        "version",
        "programmes",
        "preview",
    ],
)
def test_a_larger_version_costs_no_more_queries(
    app: Flask,
    filled: School,
    count_queries: Callable[[Callable[[], object]], int],
    question: Callable[[int], object],
) -> None:
    small = count_queries(lambda: question(filled.version_id))
    more = [(f"X{n}", f"Notuleren {n}", "De student maakt notulen van vergaderingen.", "C1") for n in range(20)]
    take_in(filled.version_id, make_sheet([*ROWS, *more]), filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)
    # The second run is laid beside the first, which takes some queries more, however many modules there are.
    assert count_queries(lambda: question(filled.version_id)) <= small + OF_TWO_RUNS < small + len(more)


def test_a_page_about_one_thing_reads_the_links_of_that_thing_only(
    filled: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def note(*arguments: Any, **options: Any) -> tuple[Link, ...]:
        found = contents.read_links(*arguments, **options)
        read.append(len(found))
        return found

    monkeypatch.setattr(links, "read_links", note)
    monkeypatch.setattr(snapshots, "read_links", note)
    more = [(f"X{n}", f"Notuleren {n}", "De student maakt notulen en beheert agenda's.", "C1") for n in range(20)]
    take_in(filled.version_id, make_sheet([*ROWS, *more]), filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)
    competencies = len(FRAMEWORK.competencies)
    module = modules.get_module(filled.version_id, module_ids(filled.version_id)["X3"])
    assert {view.module_id for view in module.links} == {module.id}
    assert 0 < read[-1] <= competencies
    competency = gaps.get_competency(filled.version_id, "C1")
    assert {view.competency_code for view in competency.links} == {"C1"}
    of_competency = read[-1]
    assert len(more) <= of_competency <= len(ROWS) + len(more)
    links.list_proposals(filled.version_id)
    assert read[-1] > of_competency
