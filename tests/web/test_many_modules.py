"""A programme with very many modules: the pages stay light, and nothing is out of reach."""

import re

import pytest
from flask import Flask

from curriculum.mapping.matrix import Cell, CellState
from curriculum.services.coverage import links, modules
from curriculum.web.matrix import MODULES_PER_PAGE
from curriculum.web.matrix_table import build_body, build_head, choose_columns
from tests.web.conftest import Visitor
from tests.web.pages import check_page
from tests.web.test_parts import make_view

HEADING = re.compile(r'<section aria-labelledby="module-(\d+)"')


def test_links_are_shown_some_modules_at_a_time_and_every_module_is_on_one_page(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.web.links.MODULES_PER_PAGE", 10)
    visitor.log_in("docent")
    path, seen = "/versions/1/links", []
    while True:
        page = visitor.get(path)
        found = HEADING.findall(page)
        assert len(found) <= 10
        seen += found
        following = re.search(r'href="([^"]+)">Volgende modules', page)
        if following is None:
            break
        path = following.group(1).replace("&amp;", "&")
    with app.app_context():
        expected = list(dict.fromkeys(str(view.module_id) for view in links.list_proposals(1)))
    assert len(expected) > 20
    assert seen == expected


def test_the_pages_keep_the_choice_and_a_page_that_is_not_there_is_the_last(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.web.links.MODULES_PER_PAGE", 10)
    visitor.log_in("docent")
    page = visitor.get("/versions/1/links?state=open&page=999")
    assert "Volgende modules" not in page
    assert re.search(r'href="[^"]*state=open&amp;page=\d+">Vorige modules', page)
    assert "Vorige modules" not in visitor.get("/versions/1/links?page=-3")


def test_few_modules_need_no_pages(visitor: Visitor) -> None:
    visitor.log_in("docent")
    assert "Volgende modules" not in visitor.get("/versions/1/links")


def test_every_module_can_be_chosen_by_its_name(app: Flask, visitor: Visitor) -> None:
    page = visitor.log_in("docent").get("/versions/1/links")
    with app.app_context():
        everything = modules.list_modules(1)
        names = modules.list_names(1)
    assert [(name.id, name.code, name.title) for name in names] == [
        (module.id, module.code, module.title) for module in everything
    ]
    assert re.findall(r'<option value="(\d+)"', page) == [str(name.id) for name in names]


HEAD = re.compile(r'<th scope="col" class="module" data-module="(\d+)">')


def test_the_matrix_shows_some_modules_at_a_time_and_every_module_is_on_one_page(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.web.matrix.MODULES_PER_PAGE", 10)
    visitor.log_in("board")
    path, seen = "/versions/1/matrix?coverage=missing", []
    while True:
        page = visitor.get(path)
        check_page(page)
        found = HEAD.findall(page)
        assert len(found) <= 10
        # A row has a cell per module that is shown, beside its coverage.
        row = page.split('data-code="M16-03"')[1].split("</tr>")[0]
        assert row.count("<td") == len(found) + 1
        seen += found
        following = re.search(r'href="([^"]+)">Volgende modules', page)
        if following is None:
            break
        path = following.group(1).replace("&amp;", "&")
        assert "coverage=missing" in path
    with app.app_context():
        assert seen == [str(name.id) for name in modules.list_names(1)]


def test_the_matrix_can_be_narrowed_to_a_year_or_to_modules_with_a_sign(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("board")
    with app.app_context():
        everything = {item.id: item.record.years for item in modules.list_modules(1)}
        judged = {view.module_id for view in links.list_proposals(1) if view.competency_code.startswith("M16-0")}
    page = visitor.get("/versions/1/matrix?year=2")
    assert {int(key) for key in HEAD.findall(page)} == {key for key, years in everything.items() if 2 in years}
    assert "De dekking telt ze allemaal." in page
    page = visitor.get("/versions/1/matrix?theme=T1&signs=on")
    check_page(page)
    shown = {int(key) for key in HEAD.findall(page)}
    assert 0 < len(shown) < len(everything)
    assert shown <= judged
    assert page.split("<tbody>")[1].count('<a class="sign') >= len(shown)
    nothing = visitor.get("/versions/1/matrix?year=9")
    check_page(nothing)
    assert "Geen module past bij deze keuze." in nothing


def test_a_matrix_of_two_thousand_modules_is_a_light_page(app: Flask) -> None:
    view = make_view(2_000, 35, Cell(CellState.EMPTY))
    with app.test_request_context():
        columns = choose_columns(view, [True] * 35, None, signs=False)[:MODULES_PER_PAGE]
        text = build_head(view, "/versions/1/", columns) + build_body(view, [True] * 35, "/versions/1/", columns)
    assert text.count('class="cell"') == 35 * MODULES_PER_PAGE
    assert len(text) < 150_000


def test_paper_tells_the_titles_behind_the_codes(visitor: Visitor) -> None:
    page = visitor.log_in("board").get("/versions/1/matrix?year=1")
    key = page.split('class="only-print key"')[1]
    assert '<span class="code">OM-101</span> Welkom op kantoor' in key
    assert "OM-201" not in key
