"""The mapping form of the check page: what a column was taken for, another choice, the next file, the file's name."""

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from flask import Flask

from curriculum.contract.vocabulary import Leerweg, Role
from curriculum.services.school import people, programmes
from curriculum.web.columns import INCLUDE_HIDDEN, SHOWN
from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page, fields_of, parse_page, text_of
from tests.workbooks import make_book, save

HEADER = ("Code", "Module", "Kleur van de muur", "Perode", "SBU", "Docent")
ROW = ("X-1", "Agenda bewaken", "De student plant afspraken.", "P1", "40", "Jan Jansen")


def read_form(page: str) -> dict[str, str | list[str]]:
    """Return the fields of the mapping form as a browser would send them, untouched: nothing of the rows below it."""
    many = ("table", INCLUDE_HIDDEN)
    fields = fields_of(page)
    parts = {
        name: values
        for name, values in fields.items()
        if name in (*many, SHOWN, "seen_reading") or name.startswith(("column-", "heading-"))
    }
    return {name: values if name in many else values[0] for name, values in parts.items()}


def field_of(page: str, letter: str) -> str:
    """Return the name of the field of a column."""
    found = re.search(rf'name="(column-[0-9a-f]+-\d+)" aria-label="Kolom {letter},', page)
    assert found is not None
    return found.group(1)


def lines_of(page: str) -> list[list[str]]:
    """Return the cells of every line of the form, without the choices."""
    section = next(element for element in parse_page(page).iter("section") if element.get("id") == "columns")
    tables = [table for table in section.iter("table") if "column-lines" in (table.get("class") or "")]
    rows = [row for table in tables for row in table.iter("tr") if row.find("td") is not None]
    return [[text_of(cell) for cell in list(row)[:4]] for row in rows]


@pytest.fixture
def docent(visitor: Visitor) -> Visitor:
    return visitor.log_in("docent")


def test_every_column_says_what_it_was_taken_for_how_sure_and_what_is_in_it(docent: Visitor) -> None:
    page = docent.get(upload(docent, make_book(LJ1=(HEADER, ROW))))
    check_page(page)
    assert lines_of(page) == [
        ["A Code", "Gelezen als: Modulecode", "zeker", "X-1"],
        ["B Module", "Gelezen als: Module", "zeker", "Agenda bewaken"],
        ["C Kleur van de muur", "Gelezen als: niet gebruikt", "niet herkend", "De student plant afspraken."],
        ["D Perode", "Gelezen als: Periode", "waarschijnlijk", "P1"],
        ["E SBU", "Gelezen als: Studielast (SBU)", "zeker", "40"],
        # Names of people are never shown.
        ["F Docent", "Gelezen als: Docent, wordt weggelaten", "zeker", ""],
    ]
    assert "4 kolommen zijn gelezen. 1 kolom met namen van mensen is weggelaten. 1 kolom is niet herkend." in page
    # The columns are part of the one form of the page; who leaves with another choice in it is asked first (page.js).
    assert re.search(r'<form id="rows-form" method="post" data-unsaved', page)
    assert field_of(page, "C") in fields_of(page)


def test_every_meaning_can_be_chosen_in_dutch(docent: Visitor) -> None:
    page = docent.get(upload(docent, make_book(LJ1=(HEADER, ROW))))
    select = re.search(rf'<select[^>]*name="{field_of(page, "C")}".*?</select>', page, re.DOTALL)
    assert select is not None
    options = [unescape(text) for text in re.findall(r"<option[^>]*>([^<]+)<", select.group())]
    assert options[:2] == ["niet herkend", "niet inlezen"]
    assert len(options) == 22
    assert {"Module", "Inhoud", "Werkprocessen", "Docent", "Studielast (SBU)"} <= set(options)


def test_a_choice_reads_the_file_again_and_the_next_file_needs_none(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    page = docent.get(check)
    assert "<td>De student plant afspraken.</td>" in page
    answer = docent.post(f"{check}/columns", read_form(page) | {field_of(page, "C"): "description"})
    assert answer.location == f"{check}#columns"
    page = docent.get(check)
    check_page(page)
    assert lines_of(page)[2][1:3] == ["Gelezen als: Inhoud", "jouw keuze"]
    assert read_form(page)[field_of(page, "C")] == "description"
    assert "Onthouden voor de volgende bestanden van deze opleiding met deze koppen." in page
    page = docent.get(upload(docent, make_book(LJ2=(HEADER, ROW))))
    check_page(page)
    assert lines_of(page)[2][1:3] == ["Gelezen als: Inhoud", "zoals eerder gekozen"]
    assert "Zoals je eerder koos, op " in page
    assert "Gelezen met keuzes van een eerder bestand." in page


def test_a_colleague_reads_who_chose(docent: Visitor, app: Flask) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    page = docent.get(check)
    docent.post(f"{check}/columns", read_form(page) | {field_of(page, "C"): "level"})
    admin = Visitor(app.test_client()).log_in("admin")
    page = admin.get(upload(admin, make_book(LJ1=(HEADER, ROW))))
    assert re.search(r"Zoals Demo \w+ eerder koos, op ", page)


def test_choices_can_be_forgotten(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    page = docent.get(check)
    docent.post(f"{check}/columns", read_form(page) | {field_of(page, "C"): "level"})
    second = upload(docent, make_book(LJ1=(HEADER, ROW)))
    page = docent.get(second)
    signature = re.search(r'name="signature" value="([0-9a-f]+)"', page)
    assert signature is not None
    answer = docent.post(f"{second}/columns/forget", {"signature": signature.group(1)}, follow=True)
    page = answer.get_data(as_text=True)
    check_page(page)
    assert "Deze keuzes zijn vergeten." in page
    assert lines_of(page)[2][2] == "niet herkend"
    assert "Onthouden voor" not in page
    assert docent.post(f"{second}/columns/forget", {"signature": "x"}, follow=True).status_code == 200


def test_two_columns_for_one_meaning_come_back_with_every_choice_and_a_message(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW), Team=(("Module", "Week"), ("Bellen", "3"))))
    page = docent.get(check)
    fields = read_form(page)
    fields |= {
        field_of(page, "C"): "sbu",
        field_of(page, "E"): "sbu",
        field_of(page, "D"): "level",
        "table": ["LJ1!A1"],
    }
    answer = docent.post(f"{check}/columns", fields)
    assert answer.status_code == 400
    shown = answer.get_data(as_text=True)
    check_page(shown)
    assert "Een module heeft één “Studielast (SBU)”, en je koos dat voor de kolommen C, E." in shown
    assert shown.count('aria-invalid="true" aria-describedby="columns-error"') == 2
    assert {key: value for key, value in read_form(shown).items() if key != "seen_reading"} == {
        key: value for key, value in fields.items() if key != "seen_reading"
    }
    # Nothing was read again: the page itself still shows the reading from before.
    assert lines_of(docent.get(check))[2][2] == "niet herkend"
    assert docent.client.get(f"{check}/columns").location == f"{check}#columns"


def test_tables_can_be_switched_off_and_equal_headings_share_their_choices(docent: Visitor) -> None:
    sheets = {"LJ1": (HEADER, ROW), "LJ2": (HEADER, ("X-2", "Bellen", "Belt.", "P2", "20", "Piet"))}
    check = upload(docent, make_book(**sheets, Team=(("Module", "Week", "SBU"), ("Faxen", "3", "8"))))
    page = docent.get(check)
    assert (
        "Deze tabellen hebben dezelfde koppen. Een keuze voor een kolom of voor de koppen geldt dus voor allemaal."
        in page
    )
    assert page.count('aria-label="Kolom C, Kleur van de muur,') == 1
    fields = read_form(page) | {field_of(page, "C"): "outcome", "table": ["LJ1!A1", "LJ2!A1"]}
    docent.post(f"{check}/columns", fields)
    page = docent.get(check)
    check_page(page)
    assert "1 tabel staat uit." in page
    assert "2 modules opnemen" in page
    assert read_form(page)["table"] == ["LJ1!A1", "LJ2!A1"]


def test_what_is_hidden_is_counted_and_read_when_asked(docent: Visitor) -> None:
    workbook = openpyxl.load_workbook(BytesIO(make_book(LJ1=(HEADER, ROW, ("X-2", "Bellen", "", "", "", "")))))
    workbook["LJ1"].row_dimensions[3].hidden = True
    check = upload(docent, save(workbook))
    page = docent.get(check)
    assert "Niet gelezen: 1 verborgen rij." in page
    assert "Ook inlezen wat verborgen is: 1 verborgen rij" in page
    docent.post(f"{check}/columns", read_form(page) | {"include_hidden": "yes"})
    page = docent.get(check)
    check_page(page)
    assert "2 modules opnemen" in page
    assert "Ook gelezen: 1 verborgen rij." in page
    assert read_form(page)["include_hidden"] == ["yes"]
    assert "verborgen" not in docent.get(upload(docent, make_book(LJ1=(HEADER, ROW)))).split("Je rijen")[0]


def test_many_columns_of_marks_are_folded_until_one_of_them_is_chosen(docent: Visitor) -> None:
    header = (
        "Module",
        *(f"B1-K1-W{number}" for number in range(1, 5)),
        *(f"B1-K2-W{number}" for number in range(1, 4)),
    )
    check = upload(docent, make_book(LJ1=(header, ("Agenda", *"xxxxxxx"))))
    page = docent.get(check)
    check_page(page)
    assert "7 kolommen met kruisjes, B t/m H" in page
    assert "Werkprocessen: kruisjes bij B1-K1-W1" in page
    docent.post(f"{check}/columns", read_form(page) | {field_of(page, "C"): "-"})
    page = docent.get(check)
    assert lines_of(page)[1][:3] == ["C B1-K1-W2", "Gelezen als: niet gebruikt", "jouw keuze"]


def test_a_table_that_nobody_recognised_is_shown_open_and_read_when_its_names_are_pointed_out(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(("Onderwerp van gesprek", "Tekst"), ("Agenda", "plant"), ("Post", "leest"))))
    page = docent.get(check)
    assert '<section id="columns"' in page
    assert "<details open>" in page
    assert "Hier wordt niets gelezen: geen kolom is herkend als de naam van de module." in page
    docent.post(f"{check}/columns", read_form(page) | {field_of(page, "A"): "title"})
    page = docent.get(check)
    assert "2 modules opnemen" in page
    assert "<details open>" not in page


def test_a_form_with_a_meaning_that_is_not_offered_is_a_bad_request(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    page = docent.get(check)
    answer = docent.post(f"{check}/columns", read_form(page) | {field_of(page, "C"): "colour"})
    assert answer.status_code == 400


def test_who_may_only_look_sees_the_columns_and_no_choice(docent: Visitor, app: Flask) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    board = Visitor(app.test_client()).log_in("board")
    page = board.get(check)
    check_page(page)
    assert lines_of(page)[0][:2] == ["A Code", "Gelezen als: Modulecode"]
    assert 'name="column-' not in page
    assert board.post(f"{check}/columns", {}).status_code == 403
    assert board.post(f"{check}/columns/forget", {"signature": "x"}).status_code == 403


def test_a_page_from_before_the_last_reading_takes_nothing_in_and_changes_no_choice(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    page = docent.get(check)
    docent.post(f"{check}/columns", read_form(page) | {field_of(page, "C"): "level"})
    answer = docent.post(f"{check}/columns", read_form(page) | {field_of(page, "C"): "outcome"})
    assert answer.status_code == 409
    assert "Het bestand is opnieuw ingelezen nadat je deze pagina opende." in answer.get_data(as_text=True)
    seen = read_form(page)["seen_reading"]
    taken = docent.post(f"{check}/confirm", {"seen_reading": seen}, follow=True).get_data(as_text=True)
    assert "Het bestand is opnieuw ingelezen nadat je deze pagina opende." in taken
    assert "Modules opnemen" not in taken
    assert lines_of(taken)[2][1] == "Gelezen als: Niveau"


def test_the_columns_of_a_file_that_was_taken_in_can_still_be_seen(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    docent.post(f"{check}/confirm")
    page = docent.get(check)
    check_page(page)
    assert lines_of(page)[0][:2] == ["A Code", "Gelezen als: Modulecode"]
    assert 'name="column-' not in page


def test_a_file_name_of_another_programme_is_said_and_fills_the_form_for_a_new_one(
    visitor: Visitor, app: Flask
) -> None:
    with app.app_context():
        version_id = programmes.create_programme(
            "Secretaresse", leerweg=Leerweg.BOL, cohort="2026-2027", crebo_code="25956", actor_id=None
        )
        programme_id = programmes.get_version(version_id).programme_id
        account = next(item for item in people.list_accounts() if item.email.startswith("docent@"))
        people.set_role(account.id, programme_id, Role.DOCENT, actor_id=None)
    docent, book = visitor.log_in("docent"), make_book(LJ1=(HEADER, ROW))
    page = docent.get(upload(docent, book, "25168BBL2031modules.xlsx", version_id))
    check_page(page)
    assert (
        "De bestandsnaam noemt crebo 25168; deze versie heeft 25956. De bestandsnaam noemt leerweg bbl; deze versie "
        "heeft bol. De bestandsnaam noemt cohort 2031; deze versie heeft 2026-2027. Klopt het bestand?"
    ) in page
    assert "/programmes/new" not in page
    admin = Visitor(app.test_client()).log_in("admin")
    page = admin.get(upload(admin, book, "25168BBL2031modules.xlsx"))
    link = re.search(r'href="(/programmes/new[^"]*)"', page)
    assert link is not None
    form = admin.get(unescape(link.group(1)))
    check_page(form)
    assert re.search(r'<input[^>]*name="crebo_code"[^>]*value="25168"', form)
    assert re.search(r'<input[^>]*name="cohort"[^>]*value="2031"', form)
    assert '<option selected value="bbl">' in form
    page = docent.get(upload(docent, book, "25956BOL2026modules.xlsx", version_id))
    assert "De bestandsnaam noemt crebo 25956, leerweg bol en cohort 2026. Dat past bij deze versie." in page
    assert "Klopt het bestand?" not in page


def test_the_log_tells_the_choice_in_words(docent: Visitor, app: Flask) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW)))
    docent.post(f"{check}/columns", read_form(docent.get(check)))
    quality = Visitor(app.test_client()).log_in("quality")
    assert "koos wat kolommen en tabellen zijn" in quality.get("/versions/1/accountability/log")
