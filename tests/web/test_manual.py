"""The page that explains the mapping: with examples of the programme at hand, and without a programme."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from curriculum.contract.records import Passage
from curriculum.contract.report import Evidence
from curriculum.contract.vocabulary import Band, EvidenceSource, MatchKind, ModuleField
from curriculum.services.coverage import explanations, links
from curriculum.services.coverage.links import LinkState
from curriculum.services.school import people, programmes
from curriculum.web.evidence import share_sides
from tests.web.conftest import Visitor
from tests.web.pages import check_page


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def piece(source: EvidenceSource, weight: float) -> Evidence:
    return Evidence(source, ModuleField.TITLE, "", "", "a", "b", MatchKind.SAME_WORD, weight)


def test_every_example_is_a_link_of_the_programme_with_its_words(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent").get("/versions/1/")
    page = visitor.get("/help/mapping")
    check_page(page)
    with app.app_context():
        examples = explanations.find_examples(1)
        pairs = {(view.module_id, view.competency_code) for view in links.list_proposals(1)}
    assert examples is not None
    assert {MatchKind.CODE, MatchKind.WORK_PROCESS, MatchKind.SEARCH_TERM, MatchKind.SAME_WORD} <= set(examples.by_kind)
    for kind, example in examples.by_kind.items():
        if kind is MatchKind.SENTENCE:
            continue  # stands in for meaning where a link has none
        assert (example.view.module_id, example.view.competency_code) in pairs
        assert f"/links/{example.view.module_id}/{example.view.competency_code}" in page
    word = examples.by_kind[MatchKind.SEARCH_TERM].evidence.module_text
    assert f"<mark>{word}</mark>" in page
    work_process = examples.by_kind[MatchKind.WORK_PROCESS].evidence.competency_text
    assert examples.work_process_titles[work_process] in page


def test_the_clearest_example_is_taken(app: Flask) -> None:
    with app.app_context():
        examples = explanations.find_examples(1)
        found = [
            (item.weight * view.link.probability, item.module_text)
            for view in links.list_proposals(1)
            if view.link and view.state is not LinkState.REJECTED
            for item in view.link.evidence
            if item.kind is MatchKind.SAME_WORD
        ]
    assert examples is not None
    example = examples.by_kind[MatchKind.SAME_WORD]
    assert example.view.link is not None
    assert example.evidence.weight * example.view.link.probability == max(found)[0]


def test_the_page_counts_what_waits_and_what_rests_on_one_word(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent").get("/versions/1/")
    text = plain(visitor.get("/help/mapping"))
    with app.app_context():
        open_links = [view.link for view in links.list_proposals(1, state=LinkState.OPEN) if view.link]
    single = sum(len(explanations.matched_words(link)) < 2 for link in open_links)
    assert f"voor {single} van de {len(open_links)} open voorstellen" in text
    strong = sum(link.band is Band.STRONG for link in open_links)
    assert re.search(rf"Sterk vanaf [0-9,]+ van de 100 ongeveer \d van de 10 {strong}\b", text)


def test_a_kind_without_example_is_said_to_have_none(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.log_in("docent").get("/versions/1/")
    with app.app_context():
        examples = explanations.find_examples(1)
    assert examples is not None
    bare = replace(examples, by_kind={}, by_finding={}, candidate=None, bands={})
    monkeypatch.setattr("curriculum.web.manual.find_examples", lambda _version_id: bare)
    page = visitor.get("/help/mapping")
    check_page(page)
    assert page.count("Geen voorbeeld in deze opleiding.") == len(explanations.WORD_KINDS)
    assert "staat nergens de code van een toekomstcompetentie" in page
    assert "rust geen koppeling op betekenis" in page


def test_a_text_of_a_stranger_stays_text_in_an_example(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.log_in("docent").get("/versions/1/")
    with app.app_context():
        examples = explanations.find_examples(1)
    assert examples is not None
    hostile = "<script>alert(1)</script><b onclick=alert(1)>agenda</b>"
    kind = MatchKind.SAME_WORD
    example = examples.by_kind[kind]
    place = replace(example.evidence, cell="A1", module_text="agenda", competency_text="agenda")
    module = replace(example.module, passages=(Passage(place.module_field, hostile, place.sheet, "A1"),))
    competency = replace(example.competency, title=hostile)
    changed = replace(example, evidence=place, module=module, competency=competency)
    bare = replace(examples, by_kind={kind: changed})
    monkeypatch.setattr("curriculum.web.manual.find_examples", lambda _version_id: bare)
    page = visitor.get("/help/mapping")
    check_page(page)
    assert page.count("<mark>agenda</mark>") == 2
    assert "<script>alert" not in page
    assert "<b onclick" not in page


def test_without_a_mapping_the_page_explains_without_examples(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("admin")
    page = visitor.get("/help/mapping")
    check_page(page)
    assert "Voorbeelden uit je eigen opleiding verschijnen hier" in page
    assert "/links/" not in page.split("<main")[1]


def test_someone_who_lost_the_role_sees_no_examples(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent").get("/versions/1/")
    with app.app_context():
        docent = next(item for item in people.list_accounts() if item.email.startswith("docent@"))
        people.set_role(docent.id, programmes.get_version(1).programme_id, None, actor_id=None)
    assert "/links/" not in visitor.get("/help/mapping").split("<main")[1]


@pytest.mark.parametrize("path", ["links", "links/1/M16-14", "matrix", "candidates", "competencies/M20-10"])
def test_the_page_is_reachable_from_where_the_question_comes_up(visitor: Visitor, path: str) -> None:
    visitor.log_in("docent")
    main = visitor.get(f"/versions/1/{path}").split("<main")[1].split("</main>")[0]
    assert "/help/mapping" in main


def test_the_sides_of_a_link_add_up_to_a_hundred() -> None:
    pieces = [piece(EvidenceSource.LEXICAL, 1 / 3), piece(EvidenceSource.MEANING, 1 / 3)]
    pieces.append(piece(EvidenceSource.WORK_PROCESS, 1 / 3))
    assert sorted(side.percent for side in share_sides(pieces)) == [33, 33, 34]
    assert share_sides([piece(EvidenceSource.EXPLICIT, 0.0)]) == ()


def test_the_way_along_a_work_process_is_told_with_its_title(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        view = next(
            view
            for view in links.list_proposals(1)
            if view.link and any(item.kind is MatchKind.WORK_PROCESS for item in view.link.evidence)
        )
        titles = links.get_link(1, view.module_id, view.competency_code).work_process_titles
    assert view.link is not None
    code = next(item.competency_text for item in view.link.evidence if item.kind is MatchKind.WORK_PROCESS)
    text = plain(visitor.get(f"/versions/1/links/{view.module_id}/{view.competency_code}"))
    assert f"Werkproces {code} {titles[code]} Competentie {view.competency_code}" in text


def test_a_link_that_rests_on_one_word_says_so(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        view = next(
            view
            for view in links.list_proposals(1, state=LinkState.OPEN)
            if view.link and len(explanations.matched_words(view.link)) == 1
        )
        assert view.link is not None
        (word,) = explanations.matched_words(view.link)
    page = plain(visitor.get(f"/versions/1/links/{view.module_id}/{view.competency_code}"))
    assert re.search(rf"Dit rust op één woord[^.]*: “{re.escape(word)}”", page)
