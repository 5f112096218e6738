"""Choosing rows in a real browser, by keyboard: one off, one lapse, undo; and the same without scripts."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.e2e.keyboard import reach
from tests.e2e.serving import Site, log_in
from tests.e2e.test_accessibility import find_violations
from tests.workbooks import make_book

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("chromium")]
HEADER = ("Code", "Titel", "Omschrijving")
FIRST = (
    ("A-1", "Notuleren", "De student maakt notulen."),
    ("A-2", "Agendabeheer", "De student plant afspraken."),
    ("A-3", "Rekenen", "De student rekent."),
)


def upload(page: Page, site: Site, version_id: int, rows: Sequence[Sequence[str]]) -> None:
    page.goto(f"{site.url}/versions/{version_id}/uploads")
    page.get_by_label("Werkboek met modules").set_input_files(
        {"name": "modules.xlsx", "mimeType": "application/octet-stream", "buffer": make_book(Sheet=(HEADER, *rows))}
    )
    page.get_by_role("button", name="Bestand controleren").press("Enter")
    expect(page.get_by_role("heading", name="Je rijen")).to_be_visible()


def test_a_row_off_and_a_lapse_by_keyboard_and_back_again(site: Site, visit: BrowserContext, version_id: int) -> None:
    page = visit.new_page()
    log_in(page, site, "docent")
    upload(page, site, version_id, FIRST)
    page.get_by_role("button", name="3 modules opnemen").first.press("Enter")
    expect(page.get_by_text("3 modules opgenomen.")).to_be_visible()

    changed = (
        ("A-1", "Notuleren", "De student maakt een verslag."),
        ("A-9", "Bellen", "De student belt."),
        ("A-8", "Rekenen.", "Rekent."),
    )
    upload(page, site, version_id, changed)
    assert find_violations(page, "rows") == []
    expect(page.get_by_role("heading", name="Is dit dezelfde module?")).to_be_visible()
    tick = page.get_by_role("checkbox", name="A-1 opnemen")
    reach(page, tick)
    page.keyboard.press("Space")
    expect(tick).not_to_be_checked()
    # The number on the button was that of before; it says no number until the choice is kept.
    expect(page.get_by_role("button", name="Mijn keuzes doorvoeren").first).to_be_visible()
    # Who leaves by a link above is asked first; the ticks are still there for who stays.
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Curriculum", exact=True).click(no_wait_after=True)
    for _moment in range(100):
        if asked:
            break
        page.wait_for_timeout(50)
    assert asked == ["beforeunload"]
    expect(tick).not_to_be_checked()
    lapse = page.get_by_role("checkbox", name="A-2 Agendabeheer")
    reach(page, lapse)
    page.keyboard.press("Space")
    # Enter in a tick box keeps the choices and takes nothing in.
    page.keyboard.press("Enter")
    confirm = page.get_by_role("button", name="2 modules opnemen en 1 module laten vervallen").first
    expect(confirm).to_be_visible()
    expect(page.get_by_role("checkbox", name="A-1 opnemen")).not_to_be_checked()
    reach(page, confirm)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(
        "2 modules opgenomen. 1 module stond uit. 1 module is vervallen."
    )

    page.goto(f"{site.url}/versions/{version_id}/modules")
    modules = page.locator("table.modules tbody th")
    expect(modules).to_have_text(["A-1 Notuleren", "A-3 Rekenen", "A-9 Bellen", "A-8 Rekenen."])
    page.goto(f"{site.url}/versions/{version_id}/uploads")
    reach(page, page.locator("summary", has_text="Ongedaan maken").first)
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("button", name="Ja, maak ongedaan").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("weer zoals voor dit bestand")
    page.goto(f"{site.url}/versions/{version_id}/modules")
    expect(modules).to_have_text(["A-1 Notuleren", "A-2 Agendabeheer", "A-3 Rekenen"])


def test_rows_filters_and_pages_work_without_javascript(site: Site, visit: BrowserContext, version_id: int) -> None:
    browser = visit.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = plain.new_page()
    log_in(page, site, "docent")
    rows = [(f"X-{number}", f"Onderwerp {number}", f"De student leert {number}.") for number in range(150)]
    page.goto(f"{site.url}/versions/{version_id}/uploads")
    page.get_by_label("Werkboek met modules").set_input_files(
        {"name": "modules.xlsx", "mimeType": "application/octet-stream", "buffer": make_book(Sheet=(HEADER, *rows))}
    )
    page.get_by_role("button", name="Bestand controleren").click()
    while not page.get_by_role("heading", name="Je rijen").is_visible():
        page.get_by_role("link", name="Opnieuw kijken").click()
    page.get_by_role("button", name="Alle modules uit").click()
    expect(page.get_by_text("150 modules staan uit.")).to_be_visible()
    page.get_by_role("checkbox", name="X-3 opnemen").check()
    page.get_by_role("button", name="Volgende rijen").first.click()
    page.get_by_role("checkbox", name="X-149 opnemen").check()
    page.get_by_role("button", name="Nieuwe en gewijzigde modules (150)").click()
    expect(page.get_by_role("checkbox", name="X-3 opnemen")).to_be_checked()
    page.get_by_role("button", name="2 modules opnemen").first.click()
    expect(page.get_by_role("status")).to_contain_text("2 modules opgenomen. 148 modules stonden uit.")
    plain.close()
