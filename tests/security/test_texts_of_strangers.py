"""Texts that want to be more than text: in pages, in the exported workbook, and in the names of downloads."""

import io
import re

import html5lib
import openpyxl
from flask import Flask

from curriculum.contract.vocabulary import Leerweg, Role, Verdict
from curriculum.services.coverage import decisions, links, modules
from curriculum.services.school import frameworks, people, programmes
from tests.security.conftest import confirm, take_in, upload
from tests.security.packages import HEADER, make_workbook
from tests.web.conftest import Visitor

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    f"\"'>{SCRIPT}<img src=x onerror=alert(1)>",
    f"</textarea></title>{SCRIPT}<!-- ]]>",
    '<a href="javascript:alert(1)" onclick=alert(1)>klik</a><iframe src=//evil.example>',
    '<meta http-equiv="refresh" content="0;url=//evil.example"><base href=//evil.example><plaintext>',
)
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+cmd|' /C calc'!A0", "-2+3+cmd|x", "@SUM(1,2)", "=1+1")
ABOUT = "Je plant afspraken, maakt notulen en gebruikt AI bij digitale informatie. "
FORBIDDEN = {"img", "iframe", "plaintext", "base", "object", "embed"}


def check_harmless(page: str, path: str) -> None:
    """Raise when a text of a person became an element, a handler or a link to elsewhere."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in FORBIDDEN, f"{path}: <{element.tag}>"
        assert element.tag != "script" or element.get("src"), f"{path}: a script of a stranger"
        assert element.tag != "meta" or element.get("http-equiv") is None, f"{path}: a page that moves on by itself"
        for name, value in element.items():
            assert not name.startswith("on"), f"{path}: {name}"
            if name in ("href", "src", "action", "formaction"):
                assert not re.match(r"\s*(javascript|data|https?|//)", value, re.IGNORECASE), f"{path}: {value}"


def first_code(version: int) -> str:
    """Return a competency that anything can be linked to by hand, whatever the engine proposes."""
    return frameworks.get_framework(programmes.get_version(version).framework_id).competencies[0].code


def test_no_text_of_a_person_becomes_more_than_text_on_any_page(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        version = programmes.create_programme(HOSTILE[0], leerweg=Leerweg.BOL, cohort="<b>26", actor_id=None)
        programme = programmes.get_version(version).programme_id
        for account in people.list_accounts():
            people.set_role(account.id, programme, Role.ADMIN, actor_id=None)
        people.create_account(
            "x@example.com", HOSTILE[1], "a long password", roles=((programme, Role.DOCENT),), actor_id=None
        )
    visitor.log_in("admin")
    rows = [(*HEADER, HOSTILE[0])]
    rows += [
        (f"<i>{n}", f"Agenda {text}", ABOUT + text, text, text, text, text, text) for n, text in enumerate(HOSTILE)
    ]
    rows += [
        (f"M{n}", f"Agenda {n} <u>", ABOUT + text, "1", "2", "40", "B1-K1-W1 <x>", text)
        for n, text in enumerate(HOSTILE)
    ]
    name = "<script>alert(1)<script><img src=x onerror=alert(1)>.xlsx"
    path = upload(visitor, make_workbook(rows, name=HOSTILE[0][:30]), name, version)
    pages = [path, f"/versions/{version}/uploads"]
    for page in pages:
        check_harmless(visitor.get(page), page)
    confirm(visitor, path)
    with app.app_context():
        module = modules.list_modules(version)[0].id
        code = first_code(version)
        pages += [
            f"/versions/{version}/links/{item.module_id}/{item.competency_code}"
            for item in links.list_proposals(version)[:8]
        ]
        decisions.decide_link(version, module, code, Verdict.PARTIAL, reason=HOSTILE[1], actor_id=1)
        pages += [f"/versions/{version}/modules/{item.id}" for item in modules.list_modules(version)]
    pages += [
        f"/versions/{version}/{place}"
        for place in (
            *("", "modules", "links", "matrix", "candidates", "accountability", "frameworks", "uploads", "nowhere"),
            *(f"links/{module}/{code}", f"competencies/{code}", f"links?competency={SCRIPT}", f"matrix?theme={SCRIPT}"),
        )
    ]
    # The page that explains the mapping shows texts of the programme that was open last.
    pages += [
        "/help/mapping",
        "/admin/people",
        "/admin/people/new",
        "/programmes/new",
        f"/{SCRIPT}",
        f"/login?next=/{SCRIPT}",
        path,
    ]
    for page in pages:
        answer = visitor.client.get(page)
        assert answer.status_code in (200, 302, 404), page
        check_harmless(answer.get_data(as_text=True), page)


def test_no_text_of_a_person_becomes_a_formula_or_a_link_in_the_exported_workbook(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    rows = [HEADER, *((text, f"{text} agenda", ABOUT + text, "1", "2", "40", "B1-K1-W1") for text in FORMULAS)]
    take_in(visitor, make_workbook(rows, name="=1+1"), "=cmd.xlsx")
    with app.app_context():
        module = next(item.id for item in modules.list_modules(1) if item.title.endswith("agenda"))
        decisions.decide_link(1, module, first_code(1), Verdict.FULL, reason=FORMULAS[0], actor_id=1)
    answer = visitor.post("/versions/1/accountability/workbook")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    found = 0
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value.startswith(FORMULAS):
                assert cell.data_type == "s", f"{sheet.title}!{cell.coordinate}"
                found += 1
            target = cell.hyperlink.target if cell.hyperlink else None
            assert target is None, f"{sheet.title}!{cell.coordinate}: {target}"
    assert found > 2 * len(FORMULAS)


NAMES = (
    *("a" * 300 + ".xlsx", "../../etc/passwd.xlsx", "..\\..\\boot.xlsx", "/etc/passwd", "CON.xlsx"),
    *("blad.xlsx\r\nSet-Cookie: stolen=1", "😀é'.xlsx", 'a";filename=evil.exe;".xlsx', "a\x00b.xlsx"),
    *("\u202excod.xlsx", "   .xlsx", "%0d%0aX: y.xlsx"),
)


def test_a_download_carries_a_clean_name_whatever_the_upload_was_called(visitor: Visitor) -> None:
    visitor.log_in("docent")
    for name in NAMES:
        # Quotes and line ends are written as browsers write them.
        sent = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        answer = visitor.client.get(upload(visitor, b"Modulenaam;SBU\nAgenda;40\n", sent) + "/original")
        assert answer.status_code == 200
        header = answer.headers["Content-Disposition"]
        assert header.startswith("attachment; filename=")
        assert not re.search(r"[\x00-\x1f\x7f/\\\u202e]", header.replace('\\"', "")), header
        assert len(header) < 1000
        assert all(cookie.startswith("session=") for cookie in answer.headers.get_all("Set-Cookie"))
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
