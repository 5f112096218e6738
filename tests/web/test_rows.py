"""The rows of the check page through the forms, without a browser: ticks, filters, pages, lapses and questions."""

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from flask import Flask

from curriculum.services.coverage import modules
from curriculum.services.uploading import uploads
from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page, fields_of
from tests.workbooks import make_book

HEADER = ("Code", "Titel", "Omschrijving")


def make_sheet(rows: list[tuple[str | None, ...]], header: tuple[str, ...] = HEADER) -> bytes:
    return make_book(Sheet=(header, *rows))


def new_rows(count: int) -> list[tuple[str | None, ...]]:
    return [(f"X-{number}", f"Onderwerp {number}", f"De student leert {number}.") for number in range(count)]


def form_of(page: str) -> dict[str, list[str]]:
    """Return what a browser would send with the form of the rows, in the state of the page."""
    return fields_of(page)


def numbers_of(page: str) -> list[str]:
    """Return the numbers of the rows that are shown."""
    return re.findall(r'<tr[^>]*><th scope="row">(\d+)</th>', page.split('<section id="rows"')[1])


def test_a_row_without_its_tick_stays_out(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, make_sheet(new_rows(3)))
    page = visitor.get(path)
    check_page(page)
    form = form_of(page)
    assert form["take"] == ["X-0", "X-1", "X-2"]
    form["take"].remove("X-1")
    page = visitor.post(f"{path}/confirm", form, follow=True).get_data(as_text=True)
    assert "2 modules opgenomen. 1 module stond uit." in page
    with app.app_context():
        codes = {item.code for item in modules.list_modules(1)}
    assert {"X-0", "X-2"} <= codes
    assert "X-1" not in codes
    page = visitor.get(path)
    check_page(page)
    assert "uitgezet" in page


def test_what_was_ticked_is_still_there_on_another_page_and_after_a_confirm_that_failed(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, make_sheet(new_rows(120)))
    first = form_of(visitor.get(path))
    assert len(first["row"]) == 100
    first["take"].remove("X-7")
    answer = visitor.post(f"{path}/rows", {**first, "then": "show=changes&page=2&missing=1"})
    assert answer.status_code == 303
    assert answer.location.endswith("?show=changes&page=2#rows")
    second_page = visitor.get(answer.location)
    assert "119 modules opnemen" in second_page
    second = form_of(second_page)
    second["take"].remove("X-110")
    answer = visitor.post(f"{path}/confirm", {**second, "seen_revision": "9999"})
    assert "show=changes&page=2" in answer.location
    page = visitor.get(answer.location)
    assert "118 modules opnemen" in page
    assert "X-110" not in form_of(page)["take"]
    assert "X-7" not in form_of(visitor.get(path))["take"]


def test_all_rows_off_and_on_again_for_the_whole_file(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, make_sheet(new_rows(120)))
    page = visitor.post(f"{path}/rows", {**form_of(visitor.get(path)), "take_all": "off"}, follow=True)
    text = page.get_data(as_text=True)
    assert "120 modules staan uit." in text
    assert "take" not in form_of(text)
    assert "elke module uitgezet" in visitor.post(f"{path}/confirm", form_of(text), follow=True).get_data(as_text=True)
    page = visitor.post(f"{path}/rows", {**form_of(text), "take_all": "on"}, follow=True)
    assert "120 modules opnemen" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("show", "rows"),
    [("all", ["2", "3", "4", "5"]), ("attention", ["4", "5"]), ("errors", ["4"]), ("changes", ["3", "5"])],
)
def test_a_filter_shows_its_rows_and_no_others(app: Flask, visitor: Visitor, show: str, rows: list[str]) -> None:
    visitor.log_in("docent")
    with app.app_context():
        same = next(item for item in modules.list_modules(1) if item.code and not item.record.work_processes)
    path = upload(
        visitor,
        make_sheet(
            [
                (same.code, same.title, ""),
                ("X-1", "Nieuw onderwerp", "B1-K1-W1"),
                ("X-1", "Dezelfde code", "B1-K1-W1"),
                ("X-3", "Vreemde code", "B1-K9-W1"),
            ],
            ("Code", "Titel", "Werkprocessen"),
        ),
    )
    page = visitor.get(f"{path}?show={show}")
    check_page(page)
    assert numbers_of(page) == rows


def test_an_address_that_says_nothing_useful_shows_the_first_page_of_all_rows(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, make_sheet(new_rows(2)))
    for query in ("show=nothing", "page=-1", "page=0", "page=99999999999999999999", "page=x", "page=77", "missing=9"):
        assert numbers_of(visitor.get(f"{path}?{query}")) == ["2", "3"]
    answer = visitor.post(f"{path}/rows", {"then": "show=x&page=\x00&&=", "row": "\x00", "same:\x00": "\x00"})
    assert answer.status_code == 303


def test_missing_modules_lapse_when_ticked_and_undo_brings_them_back(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        before = {item.key for item in modules.list_modules(1)}
    path = upload(visitor, make_sheet(new_rows(1)))
    page = visitor.get(path)
    form = form_of(page)
    assert set(form["module"]) == before
    assert "retire" not in form
    gone = sorted(before)[0]
    page = visitor.post(f"{path}/rows", {**form, "retire": [gone]}, follow=True).get_data(as_text=True)
    assert "1 module opnemen en 1 module laten vervallen" in page
    said = visitor.post(f"{path}/confirm", form_of(page), follow=True).get_data(as_text=True)
    assert "1 module opgenomen. 1 module is vervallen." in said
    with app.app_context():
        assert {item.key for item in modules.list_modules(1)} == before - {gone} | {"X-0"}
    log = Visitor(app.test_client()).log_in("admin").get("/versions/1/accountability/log")
    assert "modules.xlsx. 1 module opgenomen. 1 module is vervallen." in log
    page = visitor.get(path)
    check_page(page)
    assert "Vervallen met deze upload" in page
    visitor.post(f"{path}/undo")
    with app.app_context():
        assert {item.key for item in modules.list_modules(1)} == before


def test_every_missing_module_can_be_ticked_at_once(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, make_sheet(new_rows(1)))
    answer = visitor.post(f"{path}/rows", {**form_of(visitor.get(path)), "retire_all": "on"})
    assert answer.location.endswith("#missing")
    form = form_of(visitor.get(answer.location))
    assert form["retire"] == form["module"]


def test_a_likeness_is_asked_and_the_answer_changes_what_happens(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        known = next(item for item in modules.list_modules(1) if item.code and not re.search(r"\d", item.title))
    path = upload(visitor, make_sheet([("", f"{known.title}s", "Anders.")]))
    page = visitor.get(path)
    check_page(page)
    assert "Is dit dezelfde module?" in page
    form = form_of(page)
    assert "(lijkt op rij 2)" in page
    (question,) = (name for name in form if name.startswith("same:"))
    assert form[question] == [""]
    page = visitor.post(f"{path}/rows", {**form, question: known.key}, follow=True).get_data(as_text=True)
    assert '<td class="state-word">gewijzigd</td>' in page
    assert form_of(page)[question] == [known.key]


def test_a_question_about_a_row_on_another_page_is_announced(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        known = next(item for item in modules.list_modules(1) if item.code and not re.search(r"\d", item.title))
    path = upload(visitor, make_sheet([*new_rows(101), ("", f"{known.title}s", "Anders.")]))
    page = visitor.get(path)
    assert "Er is nog 1 vraag bij een rij die je nu niet ziet." in page
    assert not [name for name in form_of(page) if name.startswith("same:")]
    page = visitor.get(f"{path}?show=attention")
    assert [name for name in form_of(page) if name.startswith("same:")]


def test_the_lines_of_a_text_that_change_are_marked_on_both_sides(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    with app.app_context():
        known = next(item for item in modules.list_modules(1) if item.code and len(item.record.outcomes) > 1)
    first, *rest = known.record.outcomes
    told = "\n".join(["Je leert iets heel anders.", *rest])
    page = visitor.get(
        upload(visitor, make_sheet([(known.code, known.title, told)], ("Code", "Titel", "Leeruitkomst")))
    )
    check_page(page)
    changes = unescape(page.split("Wat verandert</h3>")[1])
    assert f"<td><mark>{first}</mark><br>{rest[0]}" in changes
    assert f"<td><mark>Je leert iets heel anders.</mark><br>{rest[0]}" in changes


def test_the_page_says_which_columns_the_file_does_not_have(visitor: Visitor) -> None:
    visitor.log_in("docent")
    with visitor.client.application.app_context():
        known = next(item for item in modules.list_modules(1) if item.code and item.record.description)
    page = visitor.get(upload(visitor, make_sheet([(known.code, known.title)], ("Code", "Titel"))))
    check_page(page)
    assert "Dit bestand heeft deze kolommen niet. Wat er al stond, blijft staan:" in page
    assert "<li>Inhoud, bij 1 module</li>" in page


def test_the_page_says_which_columns_are_hidden_and_offers_to_read_them(visitor: Visitor) -> None:
    visitor.log_in("docent")
    with visitor.client.application.app_context():
        known = next(item for item in modules.list_modules(1) if item.code and item.record.description)
    book = openpyxl.Workbook()
    for row in (("Code", "Titel", "Inhoud"), (known.code, known.title, "Iets anders")):
        book.worksheets[0].append(row)
    book.worksheets[0].column_dimensions["C"].hidden = True
    file = BytesIO()
    book.save(file)
    page = visitor.get(upload(visitor, file.getvalue()))
    check_page(page)
    told = page.split(
        "Deze kolommen zijn in dit bestand verborgen en daarom niet gelezen. Wat er stond, blijft staan:"
    )[1]
    assert told.index("<li>Inhoud, bij 1 module</li>") < told.index(
        '<a href="#columns">Ook inlezen wat verborgen is</a>'
    )
    assert "Inhoud" not in told.split("Dit bestand heeft deze kolommen niet.")[1].split("</ul>")[0]


def test_who_may_only_look_sees_the_rows_without_ticks_and_filters_by_link(app: Flask, visitor: Visitor) -> None:
    path = upload(visitor.log_in("docent"), make_sheet(new_rows(2)))
    looker = Visitor(app.test_client()).log_in("quality")
    page = looker.get(path)
    check_page(page)
    assert "rows-form" not in page
    assert f"{path}?show=changes" in unescape(page)
    assert looker.post(f"{path}/rows", {"take_all": "off"}).status_code == 403
    with app.app_context():
        assert uploads.get_preview(int(path.rsplit("/", 1)[1])).counts.taken == 2


def test_two_thousand_rows_stay_a_light_page(visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, make_sheet(new_rows(2000)))
    for query in ("", "?show=changes&page=20"):
        page = visitor.get(path + query)
        assert len(page) < 150_000
        assert page.count('name="take"') == 100


def test_no_name_of_a_person_reaches_the_draft(app: Flask, visitor: Visitor) -> None:
    visitor.log_in("docent")
    path = upload(visitor, make_sheet([("X-1", "Bellen", "Piet Pietersen")], ("Code", "Titel", "Docent")))
    assert "Pietersen" not in visitor.get(path)
    with app.app_context():
        assert "Pietersen" not in repr(uploads.get_preview(int(path.rsplit("/", 1)[1])))
