"""Saying what a column is in a real browser: by keyboard, on a phone, without scripts; the next file needs nothing."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.keyboard import reach
from tests.e2e.serving import Site, log_in
from tests.workbooks import make_book

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("chromium")]
HEADER = ("Code", "Module", "Kleur van de muur", "SBU")
READ = "gelezen als: Inhoud"


def upload(page: Page, site: Site, version_id: int, sheet: bytes) -> None:
    page.goto(f"{site.url}/versions/{version_id}/uploads")
    page.get_by_label("Werkboek met modules").set_input_files(
        {"name": "modules.xlsx", "mimeType": "application/octet-stream", "buffer": sheet}
    )
    page.get_by_role("button", name="Bestand controleren").press("Enter")
    expect(page.get_by_role("heading", name="Kolommen en tabellen")).to_be_visible()


def test_a_column_is_named_by_keyboard_and_the_next_file_needs_no_press(
    site: Site, visit: BrowserContext, version_id: int
) -> None:
    page = visit.new_page()
    log_in(page, site, "docent")
    upload(page, site, version_id, make_book(LJ1=(HEADER, ("A-1", "Agenda", "De student plant afspraken.", "40"))))
    heading = page.locator("table.sheet thead th", has_text="Kleur van de muur")
    expect(heading).not_to_contain_text(READ)

    reach(page, page.locator("#columns summary").first)
    page.keyboard.press("Enter")
    choice = page.get_by_label("Kolom C, Kleur van de muur, inlezen als")
    reach(page, choice)
    page.keyboard.type("Inhoud")
    expect(choice).to_have_value("description")
    reach(page, page.get_by_role("button", name="Opnieuw inlezen met deze keuzes"))
    page.keyboard.press("Enter")
    # The worker reads the file again; the page says so and comes back by itself.
    expect(heading).to_contain_text(READ)
    expect(page.locator("#columns")).to_contain_text("4 kolommen zijn gelezen.")

    upload(page, site, version_id, make_book(LJ1=(HEADER, ("A-2", "Bellen", "De student belt.", "20"))))
    expect(heading).to_contain_text(READ)
    expect(page.locator("#columns")).to_contain_text("Gelezen met keuzes van een eerder bestand.")
    page.get_by_role("button", name="1 module opnemen").first.press("Enter")
    expect(page.get_by_text("1 module opgenomen.")).to_be_visible()
    page.goto(f"{site.url}/versions/{version_id}/modules")
    page.get_by_role("link", name="Bellen").first.click()
    expect(page.get_by_text("De student belt.")).to_be_visible()


def test_a_column_is_named_on_a_phone_without_scripts_and_two_of_one_kind_come_back(
    site: Site, visit: BrowserContext, version_id: int
) -> None:
    browser = visit.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 800}, locale="nl-NL")
    plain.set_default_timeout(60_000)
    page = plain.new_page()
    log_in(page, site, "docent")
    page.goto(f"{site.url}/versions/{version_id}/uploads")
    page.get_by_label("Werkboek met modules").set_input_files(
        {
            "name": "modules.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": make_book(LJ1=(HEADER, ("A-1", "Agenda", "De student plant afspraken.", "40"))),
        }
    )
    press(page, "Bestand controleren")
    wait_for_reading(page)

    page.locator("#columns summary").first.click()
    for letter in "CD":
        page.get_by_label(f"Kolom {letter},").select_option("sbu")
    press(page, "Opnieuw inlezen met deze keuzes")
    expect(page.get_by_role("alert")).to_contain_text("je koos dat voor de kolommen C, D")
    expect(page.get_by_label("Kolom C,")).to_have_value("sbu")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400

    page.get_by_label("Kolom C,").select_option("description")
    # A filter further down sends the same form, so that it loses nothing of what was chosen here.
    press(page, "Nieuwe en gewijzigde modules (1)")
    expect(page.get_by_text("Wat je hier koos, is bewaard.")).to_be_visible()
    expect(page.get_by_label("Kolom C,")).to_have_value("description")
    page.get_by_text("In welke rij staan de koppen?").click()
    page.get_by_label("Eerste rij met koppen").select_option("1: Code · Module · Kleur van de muur · SBU")
    press(page, "Opnieuw inlezen met deze keuzes")
    wait_for_reading(page)
    expect(page.locator("table.sheet thead th", has_text="Kleur van de muur")).to_contain_text(READ)
    expect(page.get_by_label("Eerste rij met koppen")).to_have_value("1")
    plain.close()


def press(page: Page, name: str) -> None:
    """Press a button that sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def wait_for_reading(page: Page) -> None:
    """Press "look again" until the file was read, as somebody without scripts does."""
    again = page.get_by_role("link", name="Opnieuw kijken")
    heading = page.get_by_role("heading", name="Kolommen en tabellen")
    for _look in range(200):
        expect(again.or_(heading)).to_be_visible()
        if heading.is_visible():
            return
        with page.expect_navigation():
            again.click()
    raise AssertionError("the file was never read")
