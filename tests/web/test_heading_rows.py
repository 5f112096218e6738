"""The question on the check page in which rows the headings stand, also for a sheet without a table."""

import re
from html import unescape

import pytest

from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page
from tests.web.test_columns import field_of, read_form
from tests.workbooks import make_book

TOP = (("Team Office", "Module", "Code"), ("versie", "drie", "A"))
HEADINGS = (("Wie", "Wat", "Waarmee"), ("Bouwsteen", "Bedoeling", "Spullen"))
DATA = (("Agenda", "plannen", "boek"), ("Post", "lezen", "brief"))
QUESTION = "In welke rij staan de koppen?"


@pytest.fixture
def docent(visitor: Visitor) -> Visitor:
    return visitor.log_in("docent")


def fields_of(page: str) -> list[str]:
    """Return the names of the choices for heading rows, first and last in turn."""
    return re.findall(r'<select[^>]* name="(heading-[^"]+)"', page)


def test_a_person_sees_the_rows_of_the_sheet_and_chooses_the_headings_among_them(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(*TOP, *HEADINGS, *DATA)))
    page = docent.get(check)
    check_page(page)
    assert f'{QUESTION} <span class="soft">Nu: rij 1.</span>' in page
    assert "<td>Bouwsteen</td><td>Bedoeling</td><td>Spullen</td>" in page
    options = [unescape(text) for text in re.findall(r">([^<]*)</option>", page.split(fields_of(page)[0])[-1])]
    assert options[:4] == [
        "rij 1 (gevonden)",
        "1: Team Office · Module · Code",
        "2: versie · drie · A",
        "3: Wie · Wat · Waarmee",
    ]
    first, last = fields_of(page)
    answer = docent.post(f"{check}/columns", read_form(page) | {first: "3", last: "4"})
    assert answer.location == f"{check}#columns"
    page = docent.get(check)
    check_page(page)
    assert "Nu: rij 3 tot en met 4." in page
    assert "Wat / Bedoeling" in page
    first, last = fields_of(page)
    assert (read_form(page)[first], read_form(page)[last]) == ("3", "4")
    docent.post(f"{check}/columns", read_form(page) | {field_of(page, "A"): "title"})
    assert "2 modules opnemen" in docent.get(check)


def test_a_sheet_in_which_no_table_was_found_is_asked_about_and_read(docent: Visitor) -> None:
    check = upload(docent, make_book(**{"Lijst van ons": (("Module",), ("Agenda",), ("Post",))}))
    page = docent.get(check)
    check_page(page)
    assert "Op dit blad is geen tabel gevonden." in page
    assert "geen koppen op dit blad" in page
    first, _ = fields_of(page)
    docent.post(f"{check}/columns", read_form(page) | {first: "1"})
    page = docent.get(check)
    check_page(page)
    assert "2 modules opnemen" in page


def test_tables_with_equal_headings_are_all_read_from_other_rows(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(*TOP, *HEADINGS, *DATA), LJ2=(*TOP, *HEADINGS, ("Bellen", "praten", "-"))))
    page = docent.get(check)
    first, last = fields_of(page)
    docent.post(f"{check}/columns", read_form(page) | {first: "3", last: "4"})
    page = docent.get(check)
    docent.post(f"{check}/columns", read_form(page) | {field_of(page, "A"): "title"})
    assert "3 modules opnemen" in docent.get(check)


def test_what_stands_above_a_chosen_table_stays_a_table(docent: Visitor) -> None:
    rows = (("Module", "SBU"), ("Faxen", "20"), ("", ""), ("Module", "Periode", "Toets"), ("Bellen", "P1", "proeve"))
    check = upload(docent, make_book(LJ1=(*rows,)))
    page = docent.get(check)
    _, _, first, _ = fields_of(page)
    docent.post(f"{check}/columns", read_form(page) | {first: "4"})
    assert "2 modules opnemen" in docent.get(check)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("4", "3", "Op blad LJ1 staat de laatste rij met koppen (3) boven de eerste (4)."),
        ("1", "6", "Koppen beslaan hooguit vijf rijen."),
        ("", "3", "Op blad LJ1 koos je een laatste rij met koppen. Kies ook de eerste rij."),
        ("99", "", "Dit bestand heeft zo&#39;n kolom of tabel niet meer."),
    ],
)
def test_rows_that_cannot_be_headings_come_back_with_a_message_and_every_choice(
    docent: Visitor, first: str, last: str, told: str
) -> None:
    check = upload(docent, make_book(LJ1=(*TOP, *HEADINGS, *DATA)))
    page = docent.get(check)
    names = fields_of(page)
    answer = docent.post(f"{check}/columns", read_form(page) | {names[0]: first, names[1]: last})
    assert answer.status_code == 400
    shown = answer.get_data(as_text=True)
    check_page(shown)
    assert told in shown
    if first != "99":
        assert (read_form(shown)[names[0]], read_form(shown)[names[1]]) == (first, last)
        assert shown.count('aria-invalid="true"') == 2
    assert docent.post(f"{check}/columns", read_form(page) | {names[0]: "x"}).status_code == 400


def test_a_sheet_that_goes_on_with_the_one_before_has_no_headings_and_stays_when_those_are_chosen(
    docent: Visitor,
) -> None:
    table = (("Module", "Leerjaar", "SBU"), ("Agenda", "1", "60"))
    check = upload(docent, make_book(LJ=table, vervolg=(("Post", "2", "40"),)))
    page = docent.get(check)
    check_page(page)
    assert "Blad vervolg inlezen, vervolg van het blad ervoor" in page
    assert "Het is gelezen als vervolg van de tabel op het blad" in page
    first, _ = fields_of(page)
    docent.post(f"{check}/columns", read_form(page) | {first: "1"})
    page = docent.get(check)
    assert "2 modules opnemen" in page
    assert "vervolg van het blad ervoor" in page
