"""What-if, redundancy, minimal cover, bundles and nearest modules, against plain re-computation."""

from collections.abc import Callable
from itertools import combinations
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.contract.report import Assessment, Candidate, Link, Nearest, Sources
from curriculum.contract.vocabulary import Band, Coverage, Finding, Verdict
from curriculum.mapping import (
    UnknownCodeError,
    build_graph,
    build_matrix,
    build_up,
    bundles,
    coverage,
    covers,
    find_gaps,
    minimal_cover,
    nearest_modules,
    propose_links,
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


@pytest.mark.parametrize(
    "question",
    [
        lambda graph: what_if(graph, without=["M9"]),
        lambda graph: what_if(graph, decisions=[DecisionRecord("M9", "C1", Verdict.FULL)]),
        lambda graph: what_if(graph, decisions=[DecisionRecord("M1", "M9", Verdict.FULL)]),
        lambda graph: minimal_cover(graph, keep={"M9"}),
        lambda graph: nearest_modules(graph, "M9"),
        lambda graph: build_up(graph, "M9"),
        lambda graph: bundles(graph, [Candidate("M9", "nothing_found", ())]),
        lambda graph: find_gaps(graph, [Assessment("M9", 0.1, Finding.NOTHING_FOUND)]),
    ],
)
def test_a_code_that_is_not_there_is_named(question: Callable[[object], object]) -> None:
    with pytest.raises(UnknownCodeError, match=r"^there is no (module|competency) 'M9' in this graph$"):
        question(build_graph(MODULES, FRAMEWORK, []))


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (lambda graph: what_if(graph, without="M1"), "give a list or set of codes, not the text 'M1' alone"),
        (lambda graph: minimal_cover(graph, keep="M1"), "give a list or set of codes, not the text 'M1' alone"),
        (lambda graph: nearest_modules(graph, "C1", 0), "count is 0; give 1 or more"),
        (lambda graph: bundles(graph, [], at_most=0), "at_most is 0; give 1 or more"),
        (lambda _graph: propose_links([], FRAMEWORK, top=-1), "top is -1; give 0 or more"),
        (lambda _graph: build_graph([MODULES[0]] * 2, FRAMEWORK, []), "two records share the module id 'M0'"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_words(question: Callable[[object], object], error: str) -> None:
    with pytest.raises((TypeError, ValueError), match=f"^{error}$"):
        question(build_graph(MODULES, FRAMEWORK, []))


def test_results_show_themselves_in_one_line() -> None:
    proposals = propose_links(MODULES, FRAMEWORK, use_meaning=False)
    assert proposals == propose_links(MODULES, FRAMEWORK.competencies, use_meaning=False)
    assert repr(proposals) == "<Proposals: 0 links, 0 proposed; 6 competencies assessed>"
    assert repr(build_matrix(build_graph(MODULES, FRAMEWORK, []))) == "<Matrix: 6 competencies × 5 modules>"


def test_two_hundred_candidates_are_bundled_as_fast_as_they_are_read() -> None:
    records = tuple(CompetencyRecord(f"C{n:03}", "x", theme=f"T{n % 7}") for n in range(200))
    graph = build_graph([], Framework("f", "F", records), [])
    start = process_time()
    found = bundles(graph, [Candidate(record.code, "nothing_found", ()) for record in records])
    assert process_time() - start < 1
    assert {len(bundle.competencies) for bundle in found} <= {1, 2, 3, 4, 5}
    assert all(len(bundle.themes) == 1 for bundle in found)


@given(DECISIONS)
def test_a_module_is_redundant_when_nothing_is_lost_without_it(decisions: list[DecisionRecord]) -> None:
    graph = build_graph(MODULES, FRAMEWORK, [], decisions)
    for module, share in redundancy(graph).items():
        assert share.alone == what_if(graph, without={module}).lost


@given(DECISIONS)
def test_a_minimal_cover_covers_all_and_is_the_smallest(decisions: list[DecisionRecord]) -> None:
    graph = build_graph(MODULES, FRAMEWORK, [], decisions)
    cover = minimal_cover(graph)
    ids = {module.id for module in MODULES}
    assert what_if(graph, without=ids - set(cover.modules)).lost == ()
    smallest = next(
        size
        for size in range(len(ids) + 1)
        if any(what_if(graph, without=ids - set(some)).lost == () for some in combinations(sorted(ids), size))
    )
    assert cover.is_smallest
    assert cover.lower_bound == smallest == len(cover.modules)
    assert all(what_if(graph, without=(ids - set(cover.modules)) | {one}).lost for one in cover.modules)
    assert list(cover.uncovered) == [
        code for code, found in coverage(graph).items() if found in (Coverage.MISSING, Coverage.PROPOSED)
    ]


@settings(max_examples=40)
@given(
    st.lists(st.sets(st.integers(0, 13), min_size=1, max_size=5), min_size=1, max_size=11),
    st.sets(st.integers(0, 10), max_size=2),
)
def test_a_cover_of_more_modules_is_the_smallest_too(covers: list[set[int]], keep: set[int]) -> None:
    modules = [ModuleRecord(f"M{row}", "") for row in range(len(covers))]
    framework = Framework("f", "F", tuple(CompetencyRecord(f"C{column}", "") for column in range(14)))
    held = [DecisionRecord(f"M{row}", f"C{c}", Verdict.FULL) for row, found in enumerate(covers) for c in found]
    stay = {row for row in keep if row < len(covers)}
    cover = minimal_cover(build_graph(modules, framework, [], held), keep={f"M{row}" for row in stay})
    everything = set().union(*covers)
    smallest = min(
        len({*some, *stay})
        for size in range(len(covers) + 1)
        for some in combinations(range(len(covers)), size)
        if set().union(*(covers[row] for row in {*some, *stay})) == everything
    )
    assert (len(cover.modules), cover.is_smallest) == (smallest, True)


def test_a_search_that_gives_up_says_how_far_off_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = np.random.default_rng(5)
    modules = [ModuleRecord(f"M{row}", "") for row in range(120)]
    framework = Framework("f", "F", tuple(CompetencyRecord(f"C{column}", "") for column in range(60)))
    held = [
        DecisionRecord(module.id, f"C{column}", Verdict.FULL)
        for module in modules
        for column in numbers.choice(60, size=6, replace=False)
    ]
    graph = build_graph(modules, framework, [], held)
    ids = {module.id for module in modules}
    monkeypatch.setattr(covers, "_MOST_STEPS", 2_000)
    cover = minimal_cover(graph)
    assert not cover.is_smallest
    assert 5 < cover.lower_bound < len(cover.modules) < 15
    assert what_if(graph, without=ids - set(cover.modules)).lost == ()


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
