"""What is built up over the periods: which module follows which on the way to a competency."""

from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.contract.report import Link, Sources
from curriculum.contract.vocabulary import Band, EdgeKind, NodeKind, Verdict
from curriculum.mapping import build_graph, build_report, build_up, order_in_time, propose_links

FRAMEWORK = Framework("demo", "Demo", (CompetencyRecord("C1", "Agenda"), CompetencyRecord("C2", "Notulen")))


def module(code: str, *, years: tuple[int, ...] = (), periods: tuple[str, ...] = ()) -> ModuleRecord:
    return ModuleRecord(code, code, years=years, periods=periods)


def stages(*modules: ModuleRecord) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(stage.year, stage.period, stage.modules) for stage in order_in_time(modules)]


def followers(modules: list[ModuleRecord], decisions: list[DecisionRecord]) -> dict[tuple[str, str], tuple[str, ...]]:
    graph = build_graph(modules, FRAMEWORK, [], decisions)
    return {
        (source[1], target[1]): data["competencies"]
        for source, target, data in graph.edges(data=True)
        if data["kind"] is EdgeKind.FOLLOWED_BY
    }


def full(*pairs: tuple[str, str]) -> list[DecisionRecord]:
    return [DecisionRecord(code, competency, Verdict.FULL) for code, competency in pairs]


def test_periods_go_by_number_and_not_by_letter() -> None:
    assert [stage[1] for stage in stages(module("A", periods=("10",)), module("B", periods=("9",)))] == ["9", "10"]


def test_the_year_goes_before_the_period() -> None:
    first, second = module("A", years=(1,), periods=("4",)), module("B", years=(2,), periods=("1",))
    assert [stage[2] for stage in stages(second, first)] == [("A",), ("B",)]


def test_a_module_begins_in_the_first_of_its_years_and_periods() -> None:
    assert stages(module("A", years=(2, 1), periods=("3", "2"))) == [(1, "2", ("A",))]


def test_a_module_whose_place_nobody_knows_is_left_out() -> None:
    assert stages(module("A")) == []
    assert stages(module("A", years=(1,)), module("B", periods=("3",))) == [(1, "", ("A",))]


def test_periods_and_semesters_do_not_compare() -> None:
    assert stages(module("A", periods=("7",)), module("B", periods=("S1",))) == []
    assert [stage[2] for stage in stages(module("A", years=(2,), periods=("7",)), module("B", years=(1,)))] == [
        ("B",),
        ("A",),
    ]


def test_each_module_is_followed_by_those_of_the_next_stage_only() -> None:
    modules = [module(code, periods=(period,)) for code, period in (("A", "1"), ("B", "2"), ("C", "2"), ("D", "3"))]
    decided = full(*((item.id, "C1") for item in modules))
    assert set(followers(modules, decided)) == {("A", "B"), ("A", "C"), ("B", "D"), ("C", "D")}


def test_one_edge_names_all_competencies_that_both_cover() -> None:
    modules = [module("A", periods=("1",)), module("B", periods=("2",))]
    decided = full(("A", "C2"), ("B", "C2"), ("A", "C1"), ("B", "C1"))
    assert followers(modules, decided) == {("A", "B"): ("C1", "C2")}


def test_within_a_year_a_module_without_a_period_is_neither_before_nor_after() -> None:
    modules = [module("A", years=(1,)), module("B", years=(1,), periods=("2",))]
    assert followers(modules, full(("A", "C1"), ("B", "C1"))) == {}


def test_a_proposal_or_a_rejected_link_builds_nothing_up() -> None:
    modules = [module("A", periods=("1",)), module("B", periods=("2",)), module("C", periods=("3",))]
    proposal = Link("B", "C1", 1.0, 0.5, Band.STRONG, True, None, Sources())
    decided = [*full(("A", "C1")), DecisionRecord("C", "C1", Verdict.REJECTED)]
    graph = build_graph(modules, FRAMEWORK, [proposal], decided)
    assert [stage.modules for stage in build_up(graph, "C1")] == [("A",)]
    assert EdgeKind.FOLLOWED_BY not in {data["kind"] for *_edge, data in graph.edges(data=True)}


def test_growing_competencies_and_themes_are_in_the_graph_too() -> None:
    framework = Framework(
        "demo",
        "Demo",
        (CompetencyRecord("C1", "Agenda", theme="T1", grows_into=("C2",)), CompetencyRecord("C2", "Tijd")),
    )
    graph = build_graph([], framework, [])
    assert graph.edges[(NodeKind.COMPETENCY, "C1"), (NodeKind.COMPETENCY, "C2")]["kind"] is EdgeKind.GROWS_INTO
    assert graph.edges[(NodeKind.COMPETENCY, "C1"), (NodeKind.THEME, "T1")]["kind"] is EdgeKind.BELONGS_TO


def test_the_report_tells_what_is_built_up_for_each_competency() -> None:
    modules = [module("B", years=(2,), periods=("5",)), module("A", years=(1,)), module("X")]
    decided = [*full(("A", "C1"), ("B", "C1"), ("X", "C1")), DecisionRecord("B", "C2", Verdict.REJECTED)]
    proposals = propose_links(modules, FRAMEWORK.competencies, decisions=decided, use_meaning=False)
    report = build_report(modules, FRAMEWORK, proposals, decided).to_dict()
    assert [competency["build_up"] for competency in report["competencies"]] == [
        ({"year": 1, "period": "", "modules": ("A",)}, {"year": 2, "period": "5", "modules": ("B",)}),
        (),
    ]
