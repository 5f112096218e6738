"""Every page for every role: valid, findable, in one language, and quick enough in the number of queries."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask, render_template

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.vocabulary import Leerweg
from curriculum.extensions import db
from curriculum.services.coverage import gaps, modules
from curriculum.services.coverage.gaps import NearestView
from curriculum.services.school import frameworks, people, programmes
from curriculum.web.navigation import in_hundred
from tests.web.conftest import Visitor
from tests.web.pages import check_page, visible_texts

PAGES = (
    "/",
    "/programmes/new",
    "/versions/1/",
    "/versions/1/modules",
    "/versions/1/modules/1",
    "/versions/1/uploads",
    "/versions/1/uploads/1",
    "/versions/1/uploads/1?severity=warning",
    "/versions/1/links",
    "/versions/1/links?state=open&module=2",
    "/versions/1/links?competency=nowhere",
    "/versions/1/links/2/M16-01",
    "/versions/1/matrix",
    "/versions/1/matrix?coverage=missing",
    "/versions/1/matrix?coverage=nonsense",
    "/versions/1/competencies/M20-10",
    "/versions/1/candidates",
    "/versions/1/accountability",
    "/versions/1/accountability/log",
    "/versions/1/frameworks",
    "/versions/1/frameworks/1",
    "/admin/people",
    "/admin/people/new",
    "/account/password",
    "/help/mapping",
)
ENGLISH = re.compile(
    r"\b(the|and|with|this|your|you|from|that|which|are|have|has|what|who|when|by|to)\b", re.IGNORECASE
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_valid_html_with_one_heading_that_is_also_its_title(
    looker: Callable[[str], Visitor], path: str
) -> None:
    visitor = looker("admin")
    answer = visitor.client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    root = check_page(answer.get_data(as_text=True))
    assert root.get("lang") == "nl"


def test_the_login_page_is_valid_html(looker: Callable[[str], Visitor]) -> None:
    check_page(looker("").get("/login"))
    check_page(looker("").post("/login", {"email": "", "password": ""}).get_data(as_text=True))


@pytest.mark.parametrize("name", ["docent", "board", "quality"])
def test_a_page_is_valid_html_for_every_role_that_may_see_it(looker: Callable[[str], Visitor], name: str) -> None:
    visitor = looker(name)
    for path in PAGES:
        answer = visitor.client.get(path, follow_redirects=True)
        assert answer.status_code in (200, 403), path
        check_page(answer.get_data(as_text=True))


def test_no_english_is_left_on_a_dutch_page(looker: Callable[[str], Visitor], demo_app: Flask) -> None:
    visitor = looker("admin")
    with demo_app.app_context():
        lines = [
            *(cell.text for item in modules.list_modules(1) for cell in item.record.raw_cells),
            *(f"{item.code} {item.title}" for item in modules.list_modules(1)),
            *(framework.source for framework in frameworks.list_frameworks()),
            *(competency.source for competency in frameworks.get_framework(1).competencies),
        ]
    read = " ".join(" ".join(lines).split())
    for path in PAGES:
        root = check_page(visitor.client.get(path, follow_redirects=True).get_data(as_text=True))
        for text in (piece for whole in visible_texts(root) for piece in whole.split(" · ")):
            assert not ENGLISH.search(text) or text.rstrip("…").strip() in read, f"{path}: {text!r}"


def test_the_other_language_is_one_press_away_and_stays(visitor: Visitor) -> None:
    visitor.log_in("docent")
    assert visitor.post("/language", {"locale": "en", "back": "/versions/1/matrix"}).location == "/versions/1/matrix"
    page = visitor.get("/versions/1/matrix")
    assert check_page(page).get("lang") == "en"
    assert "Gap matrix" in page
    assert "Gapmatrix" not in page


def test_every_word_of_the_english_pages_is_translated(visitor: Visitor) -> None:
    visitor.log_in("admin")
    visitor.post("/language", {"locale": "en"})
    for path in PAGES:
        check_page(visitor.client.get(path, follow_redirects=True).get_data(as_text=True))


def test_a_competency_that_no_module_touches_has_a_row_in_the_matrix(
    looker: Callable[[str], Visitor], demo_app: Flask
) -> None:
    page = looker("board").get("/versions/1/matrix")
    with demo_app.app_context():
        codes = [competency.code for competency in frameworks.get_framework(1).competencies]
    rows = re.findall(r'<th scope="row"><a href="[^"]+"><span class="code">([^<]+)</span>', page)
    assert sorted(rows) == sorted(codes)
    assert page.count('<tr class="missing"') > 0


def test_each_theme_stands_once_in_the_order_of_the_codes_on_matrix_and_overview(
    looker: Callable[[str], Visitor], demo_app: Flask
) -> None:
    with demo_app.app_context():
        titles = {item.theme: item.theme_title for item in frameworks.get_framework(1).competencies}
    expected = [titles[code] for code in sorted(titles)]
    assert expected != list(titles.values()), "the list itself is in order, so this would show nothing"
    headings = re.findall(r'<tr class="theme"><th[^>]*><span>([^<]+)</span>', looker("board").get("/versions/1/matrix"))
    assert headings == expected
    overview = looker("board").get("/versions/1/")
    assert re.findall(r'matrix\?theme=T\d">([^<]+)</a>', overview) == expected


def test_a_filter_on_coverage_leaves_only_those_rows(looker: Callable[[str], Visitor]) -> None:
    page = looker("board").get("/versions/1/matrix?coverage=missing")
    assert page.count('<tr class="missing"') == page.count('<th scope="row">') > 0


def test_a_candidate_tells_its_own_chance_and_the_reason_stands_once_above_the_list(
    looker: Callable[[str], Visitor], demo_app: Flask
) -> None:
    page = looker("board").get("/versions/1/candidates")
    with demo_app.app_context():
        found = gaps.list_candidates(1)
    assert page.count("geven te weinig reden om te denken") == 1
    assert "minder dan 50 van de 100" in page
    articles = re.findall(r'<article class="candidate".*?</article>', page, re.DOTALL)
    assert len(articles) == len(found.candidates) > 0
    for view, article in zip((*found.untouched, *found.to_judge_first), articles, strict=True):
        chance = f"{in_hundred(view.probability)} van de 100, grens 50"
        assert f"Kans dat een module dit aanleert, volgens de teksten: {chance}" in article
        assert ("Dichtstbijzijnde module" in article) == bool(view.nearest)
        assert chance in looker("board").get(f"/versions/1/competencies/{view.competency.code}")


def test_what_all_near_modules_lack_is_said_once(demo_app: Flask) -> None:
    def near(lacking: tuple[str, ...]) -> NearestView:
        return NearestView(1, "M1", "Agenda", 0.1, (), lacking)

    def show(*nearest: NearestView) -> str:
        with demo_app.test_request_context():
            return render_template(
                "parts/nearest.html",
                nearest=nearest,
                competency=CompetencyRecord("C1", "x"),
                version=SimpleNamespace(id=1),
            )

    same = show(near(("regie", "pool")), near(("regie", "pool")))
    assert same.count("regie") == 1
    assert same.count('<th scope="col">') == 2
    different = show(near(("regie", "pool")), near(("pool", "gastheer")))
    assert [different.count(word) for word in ("regie", "pool", "gastheer")] == [1, 1, 1]
    assert "Wat de module verder mist" in different
    assert re.search(r"Wat de module mist</dt><dd>\s*pool", show(near(("pool",))))
    assert "<table" not in show()


@contextmanager
def counted_queries(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that the block sends to the database."""
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("page", ["", "modules", "links", "matrix", "candidates"])
def test_the_number_of_queries_does_not_grow_with_the_modules(app: Flask, visitor: Visitor, page: str) -> None:
    with app.app_context():
        admin = next(item for item in people.list_accounts() if item.email.startswith("admin@"))
        empty = programmes.create_programme("Leeg", leerweg=Leerweg.BOL, cohort="2026", actor_id=admin.id)
        assert len(modules.list_modules(1)) > 30
    visitor.log_in("admin")
    numbers = []
    for version_id in (empty, 1):
        visitor.get(f"/versions/{version_id}/{page}")
        with counted_queries(app) as statements:
            visitor.get(f"/versions/{version_id}/{page}")
        numbers.append(len(statements))
    # A version with a run asks a few things more; one query per module would be more than thirty.
    assert numbers[1] <= numbers[0] + 20, numbers
