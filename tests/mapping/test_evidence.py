"""Which words are named as evidence, and how: what a docent reads beside a proposal."""

from collections.abc import Sequence

import numpy as np
import pytest

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Evidence
from curriculum.contract.vocabulary import EvidenceSource, MatchKind
from curriculum.mapping import propose_links
from curriculum.mapping.evidence import (
    WordMatch,
    match_words,
    naming_words_of_competency,
    naming_words_of_module,
    read_competency_words,
    read_for_evidence,
)
from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.encoder import encoder_is_installed
from curriculum.mapping.text.word_vectors import WordVectors
from tests.mapping.conftest import make_module


def match(competency: CompetencyRecord, *outcomes: str, title: str = "Module") -> list[WordMatch]:
    analyzer = get_analyzer()
    module = read_for_evidence(make_module("M", title, *outcomes), analyzer)
    target = read_competency_words(competency, analyzer)
    terms = {term for word in target.words for term in word.terms}
    return match_words(module, target, dict.fromkeys(terms, 1.0), analyzer)


def pairs(matches: Sequence[WordMatch]) -> list[tuple[str, str, MatchKind]]:
    return [(item.module_word, item.competency_word, item.kind) for item in matches]


def explain(module: ModuleRecord, competency: CompetencyRecord, *, use_meaning: bool = False) -> tuple[Evidence, ...]:
    others = [make_module("X1", "Brood bakken", "Bakt brood."), make_module("X2", "Auto's repareren", "Last uitlaten.")]
    rest = [CompetencyRecord("R1", "Voertuigen onderhouden"), CompetencyRecord("R2", "Deeg kneden")]
    found = propose_links([module, *others], [competency, *rest], top=3, use_meaning=use_meaning).links
    return next(link.evidence for link in found if (link.module, link.competency) == (module.id, competency.code))


def test_one_word_of_the_module_is_one_piece_of_evidence() -> None:
    planning = CompetencyRecord("C", "Werk ordenen", "Ordent eigen taken.", search_terms=("takenlijst",))
    assert pairs(match(planning, "Maakt een takenlijst.")) == [("takenlijst", "takenlijst", MatchKind.SEARCH_TERM)]


def test_one_word_of_the_competency_is_met_once_by_its_best_match() -> None:
    guests = CompetencyRecord("C", "Bezoekers ontvangen")
    found = pairs(match(guests, "Meldt bezoekers aan.", "Wijst een bezoeker de weg."))
    assert found == [("bezoekers", "bezoekers", MatchKind.SAME_WORD)]


def test_everyday_words_are_no_evidence_beside_a_telling_one() -> None:
    task = CompetencyRecord("C", "Werk op tijd opleveren", "Deelt het werk in en houdt een draaiboek bij.")
    found = pairs(match(task, "Heeft het werk op tijd af.", "Maakt een draaiboek."))
    assert found == [("draaiboek", "draaiboek", MatchKind.SAME_WORD)]


def test_everyday_words_are_named_when_there_is_nothing_else() -> None:
    assert pairs(match(CompetencyRecord("C", "Eigen werk"), "Doet het werk.")) == [
        ("werk", "werk", MatchKind.SAME_WORD)
    ]


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("Knelpunten melden", "Noemt leerpunten."),
        ("Regelt het bezoek", "Kent de veiligheidsregels."),
        ("Tijd bewaken", "Rekent met reistijd."),
        ("Een werkplek delen", "Antwoordt binnen een werkdag."),
    ],
)
def test_a_piece_of_a_compound_that_tells_nothing_is_no_evidence(title: str, outcome: str) -> None:
    found = pairs(match(CompetencyRecord("C", f"{title} met het draaiboek"), outcome, "Volgt het draaiboek."))
    assert found == [("draaiboek", "draaiboek", MatchKind.SAME_WORD)]


def test_a_telling_part_of_a_compound_is_evidence() -> None:
    found = pairs(match(CompetencyRecord("C", "Dossiers in het archief"), "Volgt het archiefplan."))
    assert found == [("archiefplan", "archief", MatchKind.COMPOUND_PART)]


def test_words_that_are_left_over_are_paired_by_meaning() -> None:
    analyzer = get_analyzer()
    table = WordVectors(["dossier", "document", "brood"], np.array([[1.0, 0.0], [0.9, 0.3], [0.0, 1.0]]))
    module = read_for_evidence(make_module("M", "Archief", "Slaat documenten op en bakt brood."), analyzer)
    target = read_competency_words(CompetencyRecord("C", "Dossiers in het archief"), analyzer)
    naming = naming_words_of_module(module, analyzer, table), naming_words_of_competency(target, analyzer, table)
    found = match_words(module, target, {"dossier": 1.0, "archief": 1.0}, analyzer, naming)
    assert pairs(found) == [
        ("archief", "archief", MatchKind.SAME_WORD),
        ("documenten", "dossiers", MatchKind.RELATED),
    ]


def test_a_search_term_of_two_words_is_named_whole() -> None:
    writing = CompetencyRecord("C", "Helder schrijven", search_terms=("zakelijke correspondentie",))
    found = pairs(match(writing, title="Zakelijke Engelse correspondentie"))
    assert found == [("Zakelijke Engelse correspondentie", "zakelijke correspondentie", MatchKind.SEARCH_TERM)]


def test_words_of_a_search_term_far_apart_are_words() -> None:
    writing = CompetencyRecord("C", "Helder schrijven", search_terms=("zakelijke correspondentie",))
    found = match(writing, "Kleedt zich zakelijk op dagen dat de klas op bezoek gaat; ordent correspondentie.")
    assert {item.competency_word for item in found} == {"zakelijke", "correspondentie"}


def test_a_word_with_the_stem_of_a_search_term_is_not_that_term() -> None:
    guests = CompetencyRecord("C", "Gasten", search_terms=("gastvrijheid",))
    assert pairs(match(guests, "Treedt gastvrij op.")) == [("gastvrij", "gastvrijheid", MatchKind.SAME_STEM)]


def test_a_verb_that_stands_apart_is_named_whole() -> None:
    listening = CompetencyRecord("C", "Luisteren", search_terms=("doorvragen",))
    found = match(listening, "De student vraagt door tot het duidelijk is.")
    assert [(item.module_word, item.competency_word) for item in found] == [("vraagt door", "doorvragen")]


def test_two_verbs_that_share_only_their_base_do_not_meet() -> None:
    networking = CompetencyRecord("C", "Collega's verbinden")
    found = match(networking, "De student verbindt een beller door met een collega.")
    assert [item.competency_word for item in found] == ["collega's"]


def test_words_are_shown_as_they_are_written() -> None:
    systems = CompetencyRecord("C", "Systemen", search_terms=("CRM", "LinkedIn"))
    found = match(systems, "Werkt met een CRM en met LinkedIn.")
    assert {item.module_word for item in found} == {"CRM", "LinkedIn"}


def test_the_best_sentence_holds_the_matched_words() -> None:
    module = make_module(
        "M", "Schrijven", "Let op spelling en opbouw.", "De student formuleert kort wat de lezer moet weten."
    )
    competency = CompetencyRecord("C", "Kort formuleren", "Schrijft helder.")
    evidence = explain(module, competency, use_meaning=encoder_is_installed())
    assert evidence[-1].module_text == "De student formuleert kort wat de lezer moet weten."
    assert evidence[-1].competency_text == "Kort formuleren"


def test_a_sentence_is_shown_without_the_encoder_too() -> None:
    module = make_module("M", "Schrijven", "De student formuleert kort wat de lezer moet weten.")
    last = explain(module, CompetencyRecord("C", "Kort formuleren"))[-1]
    assert (last.source, last.kind, last.weight) == (EvidenceSource.LEXICAL, MatchKind.SENTENCE, 0.0)


def test_a_title_is_no_best_sentence_beside_a_learning_outcome() -> None:
    module = make_module("M", "Relatiebeheer", "De student houdt contactgegevens bij.")
    last = explain(module, CompetencyRecord("C", "Relatiebeheer"))[-1]
    assert last.module_text == "De student houdt contactgegevens bij."
