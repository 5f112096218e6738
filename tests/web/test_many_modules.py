"""A programme with very many modules: the pages stay light, and nothing is out of reach."""

import re

import pytest
from flask import Flask

from curriculum.services.coverage import links, modules
from tests.web.conftest import Visitor

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
