"""What-if, redundancy, minimal cover, bundles and nearest modules, against plain re-computation."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.contract.report import Candidate, Link, Nearest, Sources
from curriculum.contract.vocabulary import Band, Coverage, Verdict
from curriculum.mapping import (
    build_graph,
    bundles,
    coverage,
    minimal_cover,
    nearest_modules,
    redundancy,
    what_if,
)

MODULES = [ModuleRecord(f"M{n}", "") for n in range(5)]
FRAMEWORK = Framework("f", "F", tuple(CompetencyRecord(f"C{n}", "x") for n in range(6)))
DECISIONS = st.lists(
    st.builds(
        DecisionRecord,
        st.sampled_from([module.id for module in MODULES]),
        st.sampled_from([competency.code for competency in FRAMEWORK.competencies]),
        st.sampled_from(list(Verdict)),
    ),
    max_size=25,
)
SOME = st.sets(st.sampled_from([module.id for module in MODULES]))


def proposal(module: str, competency: str, probability: float = 0.5) -> Link:
    return Link(module, competency, 1.0, probability, Band.STRONG, True, None, Sources())


@given(DECISIONS, SOME)
def test_what_if_without_modules_equals_a_graph_without_them(decisions: list[DecisionRecord], gone: set[str]) -> None:
    graph = build_graph(MODULES, FRAMEWORK, [proposal("M0", "C0")], decisions)
    before = coverage(graph)
    kept = [module for module in MODULES if module.id not in gone]
    after = coverage(build_graph(kept, FRAMEWORK, [proposal("M0", "C0")], decisions))
    expected = [(code, before[code], after[code]) for code in before if before[code] is not after[code]]
    found = what_if(graph, without=gone)
    assert [(change.competency, change.before, change.after) for change in found.changes] == expected
    assert coverage(graph) == before


@given(DECISIONS, DECISIONS)
def test_supposed_decisions_equal_real_ones(decisions: list[DecisionRecord], supposed: list[DecisionRecord]) -> None:
    graph = build_graph(MODULES, FRAMEWORK, [], decisions)
    after = coverage(build_graph(MODULES, FRAMEWORK, [], [*decisions, *supposed]))
    changes = {change.competency: change.after for change in what_if(graph, decisions=supposed).changes}
    assert {**coverage(graph), **changes} == after


def test_what_if_names_what_is_lost() -> None:
    graph = build_graph(MODULES, FRAMEWORK, [], [DecisionRecord("M1", "C1", Verdict.PARTIAL)])
    found = what_if(graph, without={"M1"})
    assert found.lost == ("C1",)
    assert found.changes[0].after is Coverage.MISSING


@pytest.mark.parametrize("arguments", [{"without": ["M9"]}, {"decisions": [DecisionRecord("M1", "C9", Verdict.FULL)]}])
def test_what_if_refuses_what_it_does_not_know(arguments: dict[str, list[str]]) -> None:
    with pytest.raises(KeyError):
        what_if(build_graph(MODULES, FRAMEWORK, []), **arguments)  # type: ignore[arg-type]


@given(DECISIONS)
def test_a_module_is_redundant_when_nothing_is_lost_without_it(decisions: list[DecisionRecord]) -> None:
    graph = build_graph(MODULES, FRAMEWORK, [], decisions)
    for module, share in redundancy(graph).items():
        assert share.alone == what_if(graph, without={module}).lost


@given(DECISIONS)
def test_a_minimal_cover_covers_all_and_is_near_the_smallest(decisions: list[DecisionRecord]) -> None:
    graph = build_graph(MODULES, FRAMEWORK, [], decisions)
    cover = minimal_cover(graph)
    ids = {module.id for module in MODULES}
    assert what_if(graph, without=ids - set(cover.modules)).lost == ()
    smallest = next(
        size
        for size in range(len(ids) + 1)
        if any(what_if(graph, without=ids - set(some)).lost == () for some in combinations(sorted(ids), size))
    )
    assert cover.lower_bound <= smallest <= len(cover.modules)
    assert all(what_if(graph, without=(ids - set(cover.modules)) | {one}).lost for one in cover.modules)
    assert list(cover.uncovered) == [
        code for code, found in coverage(graph).items() if found in (Coverage.MISSING, Coverage.PROPOSED)
    ]


def test_a_cover_keeps_what_must_stay() -> None:
    held = [DecisionRecord(module, "C1", Verdict.FULL) for module in ("M1", "M2")]
    graph = build_graph(MODULES, FRAMEWORK, [], held)
    assert minimal_cover(graph, keep={"M2", "M4"}).modules == ("M2", "M4")


def test_only_full_links_count_when_asked() -> None:
    held = [DecisionRecord("M1", "C1", Verdict.PARTIAL), DecisionRecord("M2", "C2", Verdict.FULL)]
    graph = build_graph(MODULES, FRAMEWORK, [], held)
    assert minimal_cover(graph, full_only=True).modules == ("M2",)
    assert redundancy(graph, full_only=True)["M1"].is_redundant


def test_bundles_hold_every_candidate_once_and_never_too_many() -> None:
    records = [
        CompetencyRecord("A", "x", theme="T1", grows_into=("C",)),
        CompetencyRecord("B", "x", theme="T1", work_processes=("W1",)),
        CompetencyRecord("C", "x", theme="T2"),
        CompetencyRecord("D", "x", theme="T3", work_processes=("W1",)),
        CompetencyRecord("E", "x"),
    ]
    graph = build_graph([ModuleRecord("M1", "")], Framework("f", "F", tuple(records)), [])
    near = (Nearest("M1", 0.1),)
    candidates = [Candidate(code, "nothing_found", near) for code in "EDCBA"]
    found = bundles(graph, candidates, at_most=2)
    assert sorted(code for bundle in found for code in bundle.competencies) == list("ABCDE")
    assert max(len(bundle.competencies) for bundle in found) == 2
    assert found == bundles(graph, candidates[::-1], at_most=2)
    assert found[0].competencies == ("A", "B")
    assert found[0].modules == ("M1",)


def test_no_candidates_give_no_bundles() -> None:
    assert bundles(build_graph([], FRAMEWORK, []), []) == ()


def test_nearest_modules_come_by_probability_then_sheet_order() -> None:
    links = [proposal("M2", "C0", 0.4), proposal("M0", "C0", 0.4), proposal("M1", "C0", 0.9)]
    graph = build_graph(MODULES, FRAMEWORK, links)
    assert [link.module for link in nearest_modules(graph, "C0", count=2)] == ["M1", "M0"]
    with pytest.raises(KeyError):
        nearest_modules(graph, "C9")
