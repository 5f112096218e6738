"""The check page of layouts on their side: a tick per module, rows of a form, and one form that loses nothing."""

import re

import pytest
from flask import Flask

from curriculum.services.coverage import modules
from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page, fields_of, parse_page, text_of
from tests.web.test_columns import HEADER, ROW, field_of, lines_of
from tests.workbooks import make_book

LAYOUTS = {
    "overview": (("Leerlijn", "P1", "P2"), ("Taal", "Mailen", "Netwerken"), ("Kantoor", "Verhuizen", "Mailen")),
    "matrix": (
        ("Werkproces", "Mailen", "Netwerken", "Verhuizen"),
        ("B1-K1-W1", "x", "", "x"),
        ("B1-K1-W2", "", "x", ""),
    ),
    "forms": (
        ("Modulenaam", "Mailen", "Netwerken", "Verhuizen"),
        ("Leerjaar", "1", "1", "2"),
        ("SBU", "40", "40", "40"),
        ("Leerdoelen", "mailt", "praat", "pakt in"),
    ),
}
FORM = (
    ("Modulenaam", "Netwerken"),
    ("Periode", "P1 t/m P3"),
    ("SBU", "40"),
    ("Waar het over gaat", "De student praat."),
    ("Leerdoelen", "praat"),
)


@pytest.fixture
def docent(visitor: Visitor) -> Visitor:
    return visitor.log_in("docent")


def listed(page: str) -> list[str]:
    """Return the modules that stand in a list with their tick, as a person reads them."""
    lists = [element for element in parse_page(page).iter("fieldset") if "module-list" in (element.get("class") or "")]
    return [text_of(item) for element in lists for item in element.iter("li")]


def titles(app: Flask) -> set[str]:
    with app.app_context():
        return {item.title for item in modules.list_modules(1)}


@pytest.mark.parametrize(
    ("layout", "told", "state"),
    [
        ("overview", "Mailen (nieuw; periode 1, 2; B2, C3)", "2 modules"),
        ("matrix", "Mailen (nieuw; B1)", "hoort bij de modules in de koppen"),
        ("forms", "Mailen (nieuw; leerjaar 1; B1)", "3 modules"),
    ],
)
def test_every_module_has_a_tick_whatever_the_layout(
    app: Flask, docent: Visitor, layout: str, told: str, state: str
) -> None:
    check = upload(docent, make_book(LJ=LAYOUTS[layout]))
    page = docent.get(check)
    check_page(page)
    assert len(listed(page)) == 3
    assert listed(page)[0] == told
    assert f'<td class="state-word">{state}</td>' in page
    form = fields_of(page)
    assert len(form["take"]) == 3
    # All off and one on, kept while another filter is looked at.
    off = docent.post(f"{check}/rows", {**form, "take_all": "off"}, follow=True).get_data(as_text=True)
    assert "3 modules staan uit." in off
    kept = fields_of(off) | {"take": [form["take"][1]], "then": "show=changes&page=1&missing=1"}
    page = docent.post(f"{check}/rows", kept, follow=True).get_data(as_text=True)
    assert len(listed(page)) == 3
    assert fields_of(page)["take"] == [form["take"][1]]
    before = titles(app)
    said = docent.post(f"{check}/confirm", fields_of(page), follow=True).get_data(as_text=True)
    assert "1 module opgenomen. 2 modules stonden uit." in said
    assert titles(app) - before == {"Netwerken"}
    page = docent.get(check)
    check_page(page)
    assert "uitgezet" in listed(page)[0]
    assert 'name="take"' not in page


def test_a_module_with_a_row_of_its_own_is_not_listed_again(docent: Visitor) -> None:
    check = upload(docent, make_book(Modules=(("Module", "SBU"), ("Mailen", "40")), LJ=LAYOUTS["overview"]))
    page = docent.get(check)
    check_page(page)
    assert [item.split(" (")[0] for item in listed(page)] == ["Netwerken", "Verhuizen"]
    assert page.count('name="take"') == 3


def test_the_rows_of_a_form_are_named_chosen_and_remembered_as_rows(docent: Visitor) -> None:
    check = upload(docent, make_book(A=FORM, B=(*FORM[:2], ("Leerdoelen", "x"), *FORM[2:4])))
    page = docent.get(check)
    check_page(page)
    assert lines_of(page)[3] == [
        "Waar het over gaat",
        "Gelezen als: niet gebruikt",
        "niet herkend",
        "De student praat.",
    ]
    assert "Deze bladen zijn formulieren" in page
    assert "4 rijen van het formulier zijn gelezen. 1 rij is niet herkend." in page
    assert "Bekijk en wijzig waarvoor elke rij is aangezien" in page
    assert "Kolom A" not in page.split("Je rijen")[0]
    found = re.search(r'name="(column-[^"]+)" aria-label="Rij Waar het over gaat inlezen als"', page)
    assert found is not None
    docent.post(f"{check}/columns", fields_of(page) | {found.group(1): "description"})
    page = docent.get(upload(docent, make_book(C=FORM)))
    check_page(page)
    # One form alone tells the number of the row too.
    assert lines_of(page)[3][:3] == ["4 Waar het over gaat", "Gelezen als: Inhoud", "zoals eerder gekozen"]
    # In the sheet itself stands what each label was taken for, and what was read where that says something else.
    assert 'Waar het over gaat<span class="taken">gelezen: Inhoud</span>' in page
    assert 'P1 t/m P3<span class="taken">gelezen: 1, 2, 3</span>' in page
    assert "Onthouden voor de volgende bestanden van deze opleiding: rijen met dezelfde naam" in docent.get(check)


def test_very_many_forms_are_named_in_short_and_their_switches_folded(docent: Visitor) -> None:
    sheets = {f"M{number}": (("Modulenaam", f"Onderwerp {number}"), *FORM[1:]) for number in range(9)}
    page = docent.get(upload(docent, make_book(**sheets)))
    check_page(page)
    assert "Blad M0, Blad M1, Blad M2 en nog 6" in page
    assert "<summary>9 van 9 bladen worden gelezen</summary>" in page
    assert len(fields_of(page)["table"]) == 9


def test_a_form_without_its_name_says_which_row_to_choose(docent: Visitor) -> None:
    check = upload(docent, make_book(A=FORM))
    page = docent.get(check)
    name = re.search(r'name="(column-[^"]+)" aria-label="Rij Modulenaam inlezen als"', page)
    assert name is not None
    page = docent.post(f"{check}/columns", fields_of(page) | {name.group(1): "-"}, follow=True).get_data(as_text=True)
    check_page(page)
    assert "geen rij is herkend als de naam van de module" in page
    page = docent.post(f"{check}/columns", fields_of(page) | {name.group(1): ""}, follow=True).get_data(as_text=True)
    assert "1 module opnemen" in page


def test_a_choice_for_a_column_and_ticks_that_were_not_sent_yet_survive_every_button(
    app: Flask, docent: Visitor
) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW, ("X-2", "Verhuizen", "Pakt in.", "P2", "40", ""))))
    page = docent.get(check)
    choice = field_of(page, "C")
    sent = fields_of(page) | {choice: ["description"], "take": ["X-1"]}
    # A filter keeps the choice, and the page says that the file was not read with it yet.
    page = docent.post(f"{check}/rows", {**sent, "then": "show=changes&page=1&missing=1"}, follow=True).get_data(True)
    check_page(page)
    assert "Wat je hier koos, is bewaard. Het bestand is er nog niet mee ingelezen." in page
    assert (fields_of(page)[choice], fields_of(page)["take"]) == (["description"], ["X-1"])
    assert lines_of(page)[2][1:3] == ["Gelezen als: niet gebruikt", "niet herkend"]
    assert "module opnemen</span>" not in page
    # Taking in reads the file again first, and says so; the ticks are still there.
    page = docent.post(f"{check}/confirm", fields_of(page), follow=True).get_data(as_text=True)
    assert "Daarom wordt het bestand eerst opnieuw ingelezen. Er is nog niets opgenomen" in page
    assert lines_of(page)[2][1:3] == ["Gelezen als: Inhoud", "jouw keuze"]
    assert "bewaard. Het bestand is er nog niet" not in page
    assert fields_of(page)["take"] == ["X-1"]
    # Reading again keeps ticks that were changed on the same page.
    page = docent.post(
        f"{check}/columns", fields_of(page) | {choice: ["outcome"], "take": ["X-2"]}, follow=True
    ).get_data(as_text=True)
    assert fields_of(page)["take"] == ["X-2"]
    # So does a form that is refused, and forgetting; what was filled in about other tables stays there too.
    wrong = fields_of(page) | {choice: ["sbu"], field_of(page, "E"): ["sbu"], "take": ["X-1", "X-2"]}
    page = docent.post(f"{check}/columns", wrong).get_data(as_text=True)
    assert 'aria-invalid="true"' in page
    assert fields_of(page)["take"] == ["X-1", "X-2"]
    page = docent.get(check)
    assert fields_of(page)[choice] == ["sbu"]
    signature = choice.split("-")[1]
    left = fields_of(page) | {"signature": [signature], "take": ["X-1"]}
    page = docent.post(f"{check}/columns/forget", left, follow=True).get_data(as_text=True)
    assert (fields_of(page)[choice], fields_of(page)["take"]) == ([""], ["X-1"])
    said = docent.post(f"{check}/confirm", fields_of(page), follow=True).get_data(as_text=True)
    assert "1 module opgenomen. 1 module stond uit." in said


def test_a_choice_that_is_put_back_is_no_longer_waiting(docent: Visitor) -> None:
    check = upload(docent, make_book(LJ1=(HEADER, ROW), Team=(("Module", "SBU"), ("Verhuizen", "3"))))
    page = docent.get(check)
    sent = fields_of(page)
    assert sent["table"] == ["LJ1!A1", "Team!A1"]
    page = docent.post(f"{check}/rows", sent | {"table": ["LJ1!A1"]}, follow=True).get_data(as_text=True)
    assert fields_of(page)["table"] == ["LJ1!A1"]
    assert "is er nog niet mee ingelezen" in page
    page = docent.post(f"{check}/rows", sent, follow=True).get_data(as_text=True)
    assert "is er nog niet mee ingelezen" not in page
    assert "2 modules opnemen" in page
    assert docent.post(f"{check}/columns", {"seen_reading": "1"}).status_code == 400
