"""The curriculum graph, coverage and candidates, on hand-made links."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.contract.records import (
    CompetencyRecord,
    DecisionRecord,
    Framework,
    ModuleRecord,
    Passage,
    QualificationFile,
    Statement,
    WorkProcess,
    WorkProcessMention,
)
from curriculum.contract.report import Assessment, Link, Sources
from curriculum.contract.vocabulary import (
    Band,
    Coverage,
    EdgeKind,
    Finding,
    ModuleField,
    NodeKind,
    StatementSource,
    Verdict,
)
from curriculum.mapping import build_graph, build_matrix, coverage, find_gaps

M1 = ModuleRecord("M1", "Agenda")
M2 = ModuleRecord("M2", "Notuleren")
C1 = CompetencyRecord("C1", "Agenda beheren", theme="T1", theme_title="Tijd", grows_into=("C2", "elsewhere"))
C2 = CompetencyRecord("C2", "Tijd bewaken", work_processes=("B1-K2-W1",))
FRAMEWORK = Framework("demo", "Demo", (C1, C2))


def link(module: str, competency: str, *, proposed: bool = True) -> Link:
    return Link(module, competency, 1.0, 0.5, Band.STRONG if proposed else Band.NONE, proposed, None, Sources())


def assessment(competency: str, finding: Finding) -> Assessment:
    return Assessment(competency, 0.5, finding)


def test_every_node_carries_its_kind_and_every_edge_too() -> None:
    module = ModuleRecord(
        "M1",
        "Agenda",
        passages=(Passage(ModuleField.OUTCOME, "plant afspraken"),),
        work_processes=(WorkProcessMention("B1-K2-W1"),),
        periods=("1",),
    )
    later = ModuleRecord("M2", "Agenda", periods=("2",))
    decisions = [DecisionRecord(item.id, "C1", Verdict.FULL) for item in (module, later)]
    graph = build_graph([module, later], FRAMEWORK, [link("M1", "C1")], decisions)
    assert {data["kind"] for _node, data in graph.nodes(data=True)} == set(NodeKind)
    assert {data["kind"] for *_edge, data in graph.edges(data=True)} == set(EdgeKind)
    assert all(node[0] is data["kind"] for node, data in graph.nodes(data=True))


def test_a_module_and_a_work_process_with_the_same_code_are_two_nodes() -> None:
    module = ModuleRecord("B1-K2-W1", "Agenda", work_processes=(WorkProcessMention("B1-K2-W1"),))
    graph = build_graph([module], FRAMEWORK, [])
    assert (NodeKind.MODULE, "B1-K2-W1") in graph
    assert (NodeKind.WORK_PROCESS, "B1-K2-W1") in graph


def test_work_processes_take_their_title_from_the_qualification_file() -> None:
    process = WorkProcess("B1-K2-W1", "Beheert de agenda", "B1-K2")
    graph = build_graph(
        [M1], FRAMEWORK, [], (), QualificationFile("23231", "Office", (("B1-K2", "Plannen"),), (process,))
    )
    assert graph.nodes[NodeKind.WORK_PROCESS, "B1-K2-W1"]["record"] is process


def test_there_is_one_edge_per_pair_and_it_carries_link_and_decision() -> None:
    proposal, decision = link("M1", "C1"), DecisionRecord("M1", "C1", Verdict.PARTIAL)
    graph = build_graph([M1], FRAMEWORK, [proposal], [decision])
    data = graph.edges[(NodeKind.MODULE, "M1"), (NodeKind.COMPETENCY, "C1")]
    assert (data["link"], data["decision"]) == (proposal, decision)


def test_links_and_decisions_about_others_are_left_out() -> None:
    graph = build_graph([M1], FRAMEWORK, [link("M9", "C1")], [DecisionRecord("M1", "C9", Verdict.FULL)])
    assert not [edge for edge in graph.edges(data=True) if edge[2]["kind"] is EdgeKind.ADDRESSES]


def test_a_line_to_a_competency_outside_the_framework_is_left_out() -> None:
    graph = build_graph([], FRAMEWORK, [])
    grows = [edge[:2] for edge in graph.edges(data=True) if edge[2]["kind"] is EdgeKind.GROWS_INTO]
    assert grows == [((NodeKind.COMPETENCY, "C1"), (NodeKind.COMPETENCY, "C2"))]


def test_a_proposal_without_a_decision_covers_nothing() -> None:
    graph = build_graph([M1], FRAMEWORK, [link("M1", "C1"), link("M1", "C2", proposed=False)])
    assert coverage(graph) == {"C1": Coverage.PROPOSED, "C2": Coverage.MISSING}


def test_a_rejected_proposal_is_no_open_proposal() -> None:
    graph = build_graph([M1], FRAMEWORK, [link("M1", "C1")], [DecisionRecord("M1", "C1", Verdict.REJECTED)])
    assert coverage(graph)["C1"] is Coverage.MISSING


def test_a_code_in_the_sheet_covers_in_full() -> None:
    graph = build_graph([ModuleRecord("M1", "Agenda", statements=(Statement("C1"),))], FRAMEWORK, [])
    assert coverage(graph)["C1"] is Coverage.FULL


def test_a_person_revises_the_sheet_also_when_the_sheet_is_read_again_later() -> None:
    module = ModuleRecord("M1", "Agenda", statements=(Statement("C1"),))
    person = DecisionRecord("M1", "C1", Verdict.REJECTED)
    sheet = DecisionRecord("M1", "C1", Verdict.FULL, StatementSource.EXPLICIT)
    for decisions in ([person], [sheet, person], [person, sheet]):
        assert coverage(build_graph([module], FRAMEWORK, [], decisions))["C1"] is Coverage.MISSING


def test_the_last_decision_of_a_person_holds() -> None:
    decisions = [DecisionRecord("M1", "C1", Verdict.REJECTED), DecisionRecord("M1", "C1", Verdict.PARTIAL)]
    assert coverage(build_graph([M1], FRAMEWORK, [], decisions))["C1"] is Coverage.PARTIAL


def test_a_competency_that_no_module_covers_is_a_gap() -> None:
    graph = build_graph([M1], FRAMEWORK, [])
    found = find_gaps(graph, [assessment("C1", Finding.NOTHING_FOUND), assessment("C2", Finding.DOUBTFUL)])
    assert [candidate.competency for candidate in found] == ["C1"]


@pytest.mark.parametrize("verdict", [Verdict.FULL, Verdict.PARTIAL])
def test_a_confirmed_competency_is_never_a_candidate(verdict: Verdict) -> None:
    graph = build_graph([M1], FRAMEWORK, [], [DecisionRecord("M1", "C1", verdict)])
    assert find_gaps(graph, [assessment("C1", Finding.NOTHING_FOUND)]) == ()


@pytest.mark.parametrize("finding", [Finding.DOUBTFUL, Finding.COVERED])
def test_a_competency_of_which_every_proposal_was_rejected_becomes_a_candidate(finding: Finding) -> None:
    links = [link("M1", "C1"), link("M2", "C1")]
    first = DecisionRecord("M1", "C1", Verdict.REJECTED)
    second = DecisionRecord("M2", "C1", Verdict.REJECTED)

    one_left = find_gaps(build_graph([M1, M2], FRAMEWORK, links, [first]), [assessment("C1", finding)])
    none_left = find_gaps(build_graph([M1, M2], FRAMEWORK, links, [first, second]), [assessment("C1", finding)])

    assert one_left == ()
    assert [(item.competency, item.reason) for item in none_left] == [("C1", "rejected")]


def test_a_rejected_competency_stays_a_candidate() -> None:
    graph = build_graph([M1], FRAMEWORK, [], [DecisionRecord("M1", "C1", Verdict.REJECTED)])
    assert len(find_gaps(graph, [assessment("C1", Finding.NOTHING_FOUND)])) == 1


def test_an_empty_framework_and_no_modules_give_an_empty_graph() -> None:
    graph = build_graph([], Framework("none", "Leeg", ()), [])
    assert len(graph) == 0
    assert coverage(graph) == {}
    assert find_gaps(graph, []) == ()
    matrix = build_matrix(graph)
    assert (matrix.modules, matrix.rows) == ((), ())


def test_the_matrix_has_a_row_for_every_competency_and_a_column_for_every_module() -> None:
    graph = build_graph([M2, M1], FRAMEWORK, [link("M1", "C2")], [DecisionRecord("M2", "C1", Verdict.REJECTED)])
    matrix = build_matrix(graph)
    assert [module.id for module in matrix.modules] == ["M2", "M1"]
    assert [(row.competency.code, [cell.state.value for cell in row.cells]) for row in matrix.rows] == [
        ("C1", ["rejected", "empty"]),
        ("C2", ["empty", "proposed"]),
    ]


PAIRS = st.tuples(st.sampled_from(["M1", "M2"]), st.sampled_from(["C1", "C2"]))


@given(st.lists(PAIRS, unique=True), st.lists(st.tuples(PAIRS, st.sampled_from(list(Verdict)))))
def test_matrix_and_coverage_tell_the_same(
    proposed: Sequence[tuple[str, str]], decided: Sequence[tuple[tuple[str, str], Verdict]]
) -> None:
    decisions = [DecisionRecord(module, competency, verdict) for (module, competency), verdict in decided]
    graph = build_graph([M1, M2], FRAMEWORK, [link(*pair) for pair in proposed], decisions)
    for row in build_matrix(graph).rows:
        states = {cell.state.value for cell in row.cells}
        expected = next((word for word in ("full", "partial", "proposed") if word in states), "missing")
        assert row.coverage.value == expected


def test_without_a_module_nothing_is_a_candidate() -> None:
    framework = Framework("demo", "Demo", (CompetencyRecord("C1", "Agenda"),))
    found = [Assessment("C1", 0.0, Finding.NOTHING_FOUND)]
    assert find_gaps(build_graph([], framework, []), found) == ()
    assert find_gaps(build_graph([ModuleRecord("M1", "Rekenen")], framework, []), found) != ()
