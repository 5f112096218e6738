"""What the programme's own decisions teach, and what they may not."""

from collections.abc import Sequence

import pytest

from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.contract.report import Link
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping import propose_links
from tests.mapping.conftest import make_module


@pytest.fixture(scope="module")
def programme() -> list[ModuleRecord]:
    """Three calligraphy modules with words that no competency uses, among others."""
    calligraphy = [
        make_module(f"K-{n}", f"Kalligrafie {n}", "De student hanteert penseel en inkt.", row=10 * n) for n in (1, 2, 3)
    ]
    others = [make_module(f"X-{n}", title) for n, title in enumerate(("Zwemmen", "Boekhouden", "Koken", "Engels"))]
    return [*calligraphy, *others]


@pytest.fixture(scope="module")
def competencies() -> list[CompetencyRecord]:
    """Competencies of which the first fits calligraphy only in a docent's mind."""
    return [
        CompetencyRecord("C-CARE", "Zorgvuldigheid tonen"),
        CompetencyRecord("C-SWIM", "Baantjes zwemmen"),
        CompetencyRecord("C-BOOK", "Grootboek boekhouden"),
    ]


def find(links: Sequence[Link], module: str, competency: str) -> Link:
    return next(link for link in links if (link.module, link.competency) == (module, competency))


def run(
    modules: Sequence[ModuleRecord], competencies: Sequence[CompetencyRecord], *decisions: DecisionRecord
) -> tuple[Link, ...]:
    return propose_links(modules, competencies, decisions=decisions, top=3, use_meaning=False).links


def test_a_confirmed_link_lifts_the_same_competency_in_similar_modules(
    programme: list[ModuleRecord], competencies: list[CompetencyRecord]
) -> None:
    confirmed = [DecisionRecord(f"K-{n}", "C-CARE", Verdict.FULL) for n in (1, 2)]
    plain, taught = run(programme, competencies), run(programme, competencies, *confirmed)
    assert find(taught, "K-3", "C-CARE").probability > find(plain, "K-3", "C-CARE").probability
    lift = find(taught, "K-3", "C-CARE").score - find(plain, "K-3", "C-CARE").score
    assert lift > find(taught, "X-2", "C-CARE").score - find(plain, "X-2", "C-CARE").score


def test_a_rejected_link_lowers_the_same_competency_in_similar_modules(
    programme: list[ModuleRecord], competencies: list[CompetencyRecord]
) -> None:
    rejected = [DecisionRecord(f"K-{n}", "C-CARE", Verdict.REJECTED) for n in (1, 2)]
    plain, taught = run(programme, competencies), run(programme, competencies, *rejected)
    assert find(taught, "K-3", "C-CARE").probability < find(plain, "K-3", "C-CARE").probability


def test_a_decision_teaches_nothing_about_its_own_module(
    programme: list[ModuleRecord], competencies: list[CompetencyRecord]
) -> None:
    confirmed = [DecisionRecord("K-1", code, Verdict.FULL) for code in ("C-CARE", "C-BOOK")]
    plain, taught = run(programme, competencies), run(programme, competencies, *confirmed)
    for code in ("C-CARE", "C-SWIM", "C-BOOK"):
        assert find(taught, "K-1", code).probability == find(plain, "K-1", code).probability


def test_a_few_wrong_decisions_do_not_spoil_a_clear_link(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    wrong = [DecisionRecord(module.id, "C-DRONE", Verdict.FULL) for module in modules[2:]]
    links = propose_links(modules, framework.competencies, decisions=wrong, top=1, use_meaning=False).links
    best = next(link for link in links if link.module == "OM-2" and link.proposed)
    assert best.competency == "C-GUEST"


def test_decisions_on_modules_that_are_gone_are_passed_over(
    programme: list[ModuleRecord], competencies: list[CompetencyRecord]
) -> None:
    gone = [DecisionRecord("gone", "C-CARE", Verdict.FULL), DecisionRecord("K-1", "gone", Verdict.FULL)]
    assert run(programme, competencies, *gone) == run(programme, competencies)
