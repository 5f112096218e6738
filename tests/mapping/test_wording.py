"""What a module shares with a competency and what it lacks, in words that a docent knows."""

from collections.abc import Sequence

import pytest

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Assessment, Nearest
from curriculum.mapping import propose_links
from curriculum.mapping.evidence import read_for_evidence
from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.wording import Comparison, comes_near, compare, read_wording
from tests.mapping.conftest import make_module


def look(competency: CompetencyRecord, *outcomes: str, title: str = "Module") -> Comparison:
    analyzer = get_analyzer()
    module = read_for_evidence(make_module("M", title, *outcomes), analyzer)
    return compare(module, read_wording(competency, analyzer), analyzer)


def assess(modules: Sequence[ModuleRecord], competency: CompetencyRecord) -> Assessment:
    others = [CompetencyRecord("X1", "Koken voor gasten"), CompetencyRecord("X2", "Auto's repareren")]
    return propose_links(modules, [competency, *others], use_meaning=False).assessments[0]


REFUSING = CompetencyRecord(
    "C",
    "Eigen vakgebied afbakenen",
    "Merkt straks echt wat de SLA vast in gang haalt en handelt ernaar binnen het werkterrein.",
    search_terms=("nee zeggen", "Het Nieuwe Werken", "feedback geven", "SharePoint"),
)


def test_search_terms_are_named_whole_and_as_the_framework_writes_them() -> None:
    lacking = look(REFUSING, "Bakt brood.").lacking
    assert lacking[:4] == REFUSING.search_terms
    assert not {"nee", "zeggen", "werken", "feedback", "sharepoint"} & set(lacking)


def test_words_of_the_text_keep_their_capitals_except_at_the_start_of_a_sentence() -> None:
    competency = CompetencyRecord("C", "Dossiers archiveren", "Facturen gaan via een SLA naar Exact.")
    assert set(look(competency, "Bakt brood.").lacking) == {"dossiers", "archiveren", "facturen", "SLA", "Exact"}


def test_words_that_fit_anything_are_not_lacking() -> None:
    vague = {"straks", "ernaar", "echt", "vast", "haalt", "merkt", "gang", "handelt", "eigen"}
    assert not vague & set(look(REFUSING, "Bakt brood.").lacking)


def test_search_terms_come_first_then_rare_words_and_verbs_last() -> None:
    competency = CompetencyRecord("C", "Beleid van de sector", "Ordent dossiers.", search_terms=("actualiteit",))
    assert look(competency, "Bakt brood.").lacking == ("actualiteit", "dossiers", "sector", "beleid", "ordent")


def test_words_without_meaning_are_not_shared() -> None:
    competency = CompetencyRecord("C", "Werk overdragen", "Geen werk blijft liggen, de tijd is niet op bij vervanging.")
    shared = look(competency, "Werkt op tijd en laat geen werk liggen.", "Regelt vervanging, niet alleen als het past.")
    assert shared.shared == ("vervanging",)


def test_part_of_a_search_term_is_shared_while_the_whole_is_lacking() -> None:
    compared = look(REFUSING, "Vraagt feedback aan de docent.", "De bakker bakt brood en geeft les.")
    assert compared.shared == ("feedback",)
    assert "feedback geven" in compared.lacking


def test_a_search_term_is_shared_when_the_module_has_all_its_words() -> None:
    competency = CompetencyRecord("C", "Vastleggen", search_terms=("digitaal archief",))
    assert look(competency, "Bewaart stukken digitaal.", title="Archieven").shared == ("digitaal archief",)


def test_an_adjective_needs_its_noun() -> None:
    competency = CompetencyRecord("C", "Trends", "Zet losse trends en een interne omgeving op een rij.")
    assert look(competency, "Werkt met losse cellen en interne post.").shared == ()


def test_a_search_term_with_a_light_word_is_shared_when_one_sentence_has_them_all() -> None:
    compared = look(REFUSING, "Geeft een medestudent feedback.")
    assert compared.shared == ("feedback geven",)
    assert "feedback geven" not in compared.lacking


def test_nothing_is_both_shared_and_lacking_or_named_twice() -> None:
    competency = CompetencyRecord(
        "C", "Sociale vaardigheid", "Sociaal vaardig; primaire processen.", search_terms=("sociale vaardigheden",)
    )
    compared = look(competency, "Heeft sociale vaardigheden.")
    assert not set(compared.shared) & set(compared.lacking)
    assert look(competency, "Bakt brood.").lacking[0] == "sociale vaardigheden"
    assert not {"sociale", "sociaal", "vaardigheid"} & set(look(competency, "Bakt brood.").lacking)


def test_a_competency_of_everyday_words_still_names_something() -> None:
    assert set(look(CompetencyRecord("C", "Samen werken"), "Bakt brood.").lacking) == {"samen", "werken"}


def test_a_plural_that_the_dictionary_does_not_know_is_a_noun() -> None:
    competency = CompetencyRecord("C", "Gebruikerservaringen", "Verlegt knelpunten.")
    assert look(competency, "Bakt brood.").lacking == ("gebruikerservaringen", "knelpunten", "verlegt")


@pytest.mark.parametrize(
    ("firm", "terms", "probability", "near"),
    [
        (0, 0, 0.14, False),
        (1, 0, 0.10, False),
        (1, 0, 0.13, True),
        (1, 1, 0.10, True),
        (1, 1, 0.06, False),
        (2, 0, 0.08, True),
        (2, 0, 0.06, False),
        (3, 0, 0.01, True),
        (0, 0, 0.15, True),
    ],
)
def test_a_module_comes_near_by_what_it_shares_and_how_probable_it_is(
    firm: int, terms: int, probability: float, near: bool
) -> None:
    shared = ("afspraken", "organisatie", "dossiers")[:firm]
    assert comes_near(Comparison(shared, (), firm, terms), probability, 0.15) is near


def test_a_part_that_the_synonym_list_gives_for_a_compound_is_not_the_compound() -> None:
    competency = CompetencyRecord("C", "Tijd bewaken", "", search_terms=("agendabeheer", "privacy"))
    assert look(competency, "Bereidt de agenda van het overleg voor en kent de AVG.").shared == ("privacy",)


def test_a_verb_that_stands_apart_in_the_sheet_is_shared() -> None:
    competency = CompetencyRecord(
        "C", "Informatie juist interpreteren", "", search_terms=("doorvragen", "samenvatten", "verbinden")
    )
    text = "Vraagt door tot duidelijk is wat de beller wil, vat dat samen in een notitie en verbindt hem door."
    assert look(competency, text).shared == ("doorvragen", "samenvatten")


def test_a_verb_of_a_sentence_alone_brings_no_module_near() -> None:
    competency = CompetencyRecord("C", "Takenpakket vernieuwen", "Benoemt losse knelpunten.")
    assert look(competency, "Benoemt leerpunten.").firm == 0
    assert look(competency, "Benoemt knelpunten.").firm == 1


def test_one_word_in_another_sense_makes_no_nearest_module() -> None:
    social = CompetencyRecord(
        "C",
        "Sociaal intelligent handelen",
        "Leest stemming, belangen en verhoudingen en stemt eigen gedrag en timing daarop af.",
        search_terms=("empathie", "sociale vaardigheden", "omgangsvormen", "diversiteit"),
    )
    modules = [
        make_module("M1", "Rekenen", "Rekent met verhoudingen, procenten en breuken.", "Leest tabellen en grafieken."),
        make_module("M2", "Bezoekers ontvangen", "Past omgangsvormen toe.", "Toont empathie met gasten."),
        *(make_module(f"M{number}", title) for number, title in enumerate(("Engels", "Sport", "Muziek"), start=3)),
    ]
    assert [near.module for near in assess(modules, social).nearest] == ["M2"]


def test_a_competency_that_shares_nothing_has_no_nearest_module(modules: Sequence[ModuleRecord]) -> None:
    assert assess(modules, CompetencyRecord("C", "Drones", "Vliegt met onbemande luchtvaartuigen.")).nearest == ()


def test_the_nearest_modules_do_not_depend_on_the_order_of_rows(modules: Sequence[ModuleRecord]) -> None:
    competency = CompetencyRecord("C", "Verslagen en dossiers", "Beheert dossiers in een archief volgens de AVG.")
    found: tuple[Nearest, ...] = assess(modules, competency).nearest
    assert found
    assert assess(list(reversed(modules)), competency).nearest == found
