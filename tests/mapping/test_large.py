"""Uploads too large for a table of all pairs: candidates give what the whole engine gives, in bounded memory."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks.corpus import make_upload
from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping import Proposals, Reach, find_candidates, propose_links

BOTH = pytest.mark.parametrize("use_meaning", [False, True], ids=["lexical", "with meaning"])
EVERYTHING = Reach(candidates=10_000, sample=10_000, explained=10_000)


@BOTH
def test_with_all_candidates_the_result_is_that_of_the_whole_engine(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    whole = propose_links(modules, framework.competencies, top=3, use_meaning=use_meaning)
    large = propose_links(modules, framework.competencies, top=3, use_meaning=use_meaning, reach=EVERYTHING)
    assert_alike(whole, large)
    assert whole.rule == large.rule


def decide(modules: Sequence[ModuleRecord], competencies: Sequence[CompetencyRecord]) -> list[DecisionRecord]:
    """Decide on three links of every fourth module, one of them far from its words."""
    verdicts = (Verdict.FULL, Verdict.PARTIAL, Verdict.REJECTED)
    return [
        DecisionRecord(module.id, competencies[(number * 7 + step * 5) % len(competencies)].code, verdict)
        for number, module in enumerate(modules[::4])
        for step, verdict in enumerate(verdicts)
    ]


@BOTH
def test_with_all_candidates_decisions_teach_what_they_teach_the_whole_engine(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    decisions = decide(modules, framework.competencies)
    whole, large = (
        propose_links(modules, framework.competencies, decisions=decisions, top=7, use_meaning=use_meaning, reach=reach)
        for reach in (None, EVERYTHING)
    )
    assert_alike(whole, large)
    untaught = propose_links(modules, framework.competencies, top=7, use_meaning=use_meaning, reach=EVERYTHING)
    assert [link.score for link in untaught.links] != [link.score for link in large.links]


def test_with_all_candidates_many_decisions_teach_the_same_too() -> None:
    modules, competencies = make_upload(60, 30)
    decisions = decide(modules, competencies)
    whole, large = (
        propose_links(modules, competencies, decisions=decisions, use_meaning=False, reach=reach)
        for reach in (None, EVERYTHING)
    )
    assert len(whole.links) > 60
    assert_alike(whole, large)


def test_what_was_confirmed_on_a_similar_module_is_a_candidate_without_a_word_in_common() -> None:
    modules, competencies = make_upload(30, 20)
    twin = replace(modules[0], id="TWIN")
    far = find_candidates(modules, competencies, 20)[modules[0].id]
    code = next(item.code for item in reversed(competencies) if item.code not in far[:3])
    learning = Reach(candidates=1)
    confirmed = [DecisionRecord(modules[0].id, code, Verdict.FULL)]
    seen = [
        {
            link.competency
            for link in propose_links(
                [*modules, twin], competencies, decisions=decisions, top=20, use_meaning=False, reach=learning
            ).links
            if link.module == "TWIN"
        }
        for decisions in ([], confirmed)
    ]
    assert seen[1] - seen[0] == {code}


def test_with_all_candidates_a_synthetic_upload_gives_the_same_too() -> None:
    modules, competencies = make_upload(60, 30)
    whole = propose_links(modules, competencies, use_meaning=False)
    large = propose_links(modules, competencies, use_meaning=False, reach=EVERYTHING)
    assert len(whole.links) > 50
    assert_alike(whole, large)


def test_few_candidates_keep_nearly_all_strong_links() -> None:
    modules, competencies = make_upload(200, 150)
    whole = propose_links(modules, competencies, use_meaning=False)
    large = propose_links(modules, competencies, use_meaning=False, reach=Reach(candidates=20, sample=100))
    strong = {(link.module, link.competency) for link in whole.links if link.probability >= 0.45}
    found = {(link.module, link.competency) for link in large.links if link.proposed}
    assert len(strong) > 20
    assert len(strong & found) >= 0.9 * len(strong)


def test_a_decision_is_shown_and_explained_outside_the_candidates_too() -> None:
    modules, competencies = make_upload(30, 20)
    near = {link.competency for link in propose_links(modules, competencies, top=3, use_meaning=False).links}
    far = next(item.code for item in competencies if item.code not in near or item.code == competencies[-1].code)
    decision = DecisionRecord(modules[0].id, far, Verdict.REJECTED)
    links = propose_links(
        modules, competencies, decisions=[decision], use_meaning=False, reach=Reach(candidates=1, explained=0)
    ).links
    shown = [link for link in links if link.statement is not None]
    assert [(link.module, link.competency) for link in shown] == [(modules[0].id, far)]


def test_only_the_best_links_are_explained_in_a_large_upload() -> None:
    modules, competencies = make_upload(30, 20)
    links = propose_links(modules, competencies, top=5, use_meaning=False, reach=Reach(explained=2)).links
    for module in modules:
        own = [bool(link.evidence) for link in links if link.module == module.id]
        assert own == sorted(own, reverse=True)
        assert sum(own) <= 2


def test_a_large_run_can_be_cancelled() -> None:
    modules, competencies = make_upload(40, 20)
    reports: list[int] = []
    propose_links(
        modules, competencies, use_meaning=False, reach=Reach(), progress=lambda done, _all: reports.append(done)
    )
    assert reports == sorted(reports)
    assert reports[-1] == 100

    def stop(done: int, _total: int) -> None:
        if done >= 50:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        propose_links(modules, competencies, use_meaning=False, reach=Reach(), progress=stop)


def test_three_million_pairs_are_scored_in_little_memory() -> None:
    """A table of all pairs would take 24 MB and there would be a dozen; the whole process stays below 600 MB."""
    script = """
from benchmarks.memory import peak_megabytes
from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.mapping import propose_links
words = ["agenda", "archief", "notulen", "gasten", "facturen", "privacy", "planning", "verslag"]
modules = [ModuleRecord(f"M{n}", f"{words[n % 8]} {words[n % 7]} {words[n % 5]}") for n in range(1500)]
competencies = [CompetencyRecord(f"C{n}", f"{words[n % 8]} {words[n % 6]}") for n in range(2000)]
links = propose_links(modules, competencies, use_meaning=False).links
print(max(sum(link.module == module.id for link in links) for module in modules[:5]))
print(round(peak_megabytes()))
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    most, megabytes = map(int, done.stdout.split())
    assert most <= 20
    assert megabytes < 600


def assert_alike(ours: Proposals, theirs: Proposals) -> None:
    """Compare everything; figures may differ in their last decimal."""
    for one, other in zip(ours.links, theirs.links, strict=True):
        assert (one.module, one.competency, one.proposed) == (other.module, other.competency, other.proposed)
        assert one.score == pytest.approx(other.score, abs=2e-4)
        assert one.probability == pytest.approx(other.probability, abs=2e-4)
        assert [item.module_text for item in one.evidence] == [item.module_text for item in other.evidence]
    for mine, yours in zip(ours.assessments, theirs.assessments, strict=True):
        assert (mine.competency, mine.finding) == (yours.competency, yours.finding)
        assert mine.probability == pytest.approx(yours.probability, abs=2e-4)
        assert [near.module for near in mine.nearest] == [near.module for near in yours.nearest]
