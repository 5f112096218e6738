"""The whole job in a real browser: from a messy sheet to a workbook in which the docent's decision can be read back."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from curriculum.demo import MESSY_FILENAME, messy_workbook
from curriculum.services.demo import DEMO_PASSWORD
from tests.e2e.serving import Site, log_in

# One worker serves and drives: a second server and browser would only be in the way.
pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("chromium")]
REASON = "Studenten oefenen dit in de receptie"


def upload_by_keyboard(page: Page, file: Path) -> None:
    """Choose the file and send the form without a mouse."""
    page.get_by_label("Werkboek met modules").set_input_files(file)
    page.get_by_label("Werkboek met modules").focus()
    for _press in range(4):  # A file field has more than one stop in some browsers.
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")


def read_rows(file: Path, *texts: str) -> list[str]:
    """Return every row of the workbook that holds all of these texts."""
    workbook = openpyxl.load_workbook(file, read_only=True)
    try:
        rows = [row for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True)]
    finally:
        workbook.close()
    joined = [" | ".join(str(value) for value in row if value is not None) for row in rows]
    return [line for line in joined if all(text in line for text in texts)]


def test_a_docent_takes_a_messy_sheet_to_a_workbook_with_a_decision(
    site: Site, visit: BrowserContext, tmp_path: Path
) -> None:
    file = tmp_path / MESSY_FILENAME
    file.write_bytes(messy_workbook())
    page = visit.new_page()
    base = f"{site.url}/versions/{site.empty_version}"

    log_in(page, site, "docent")
    page.goto(f"{base}/uploads")
    upload_by_keyboard(page, file)

    # The check page: the person's own cell with what is the matter in it, and nothing taken in yet.
    expect(page.get_by_role("heading", name="Wat je aandacht vraagt")).to_be_visible()
    cell = page.locator("td.has-note", has_text="1-3").first
    expect(cell).to_contain_text("datum")
    page.goto(f"{base}/modules")
    expect(page.get_by_role("heading", name="Nog geen modules")).to_be_visible()
    page.go_back()

    page.get_by_role("button", name="modules opnemen").first.press("Enter")
    expect(page.get_by_text("modules opgenomen")).to_be_visible()
    # The mapping runs in the worker; the page says so and shows the proposals by itself when it has ended.
    expect(page.get_by_role("link", name="Eerste voorstel beoordelen")).to_be_visible(timeout=60_000)

    page.goto(f"{base}/matrix")
    assert page.locator("table.matrix tbody th[scope=row]").count() == 35
    proposed = page.locator("table.matrix a.sign-proposed").first
    module, competency = proposed.get_attribute("title") or "", proposed.get_attribute("href") or ""
    code = competency.rsplit("/", 1)[1]
    proposed.press("Enter")

    expect(page.locator("mark").first).to_be_visible()
    page.get_by_label("Reden").fill(REASON)
    page.get_by_label("Hoe ver brengt de module studenten?").select_option("practise")
    page.get_by_role("button", name="Gedeeltelijk").press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"{code} is gedeeltelijk")

    page.goto(f"{base}/matrix")
    decided = page.locator(f'table.matrix a[href="{competency}"]')
    expect(decided).to_contain_text("G")

    page.goto(f"{base}/accountability")
    with page.expect_download() as download:
        page.get_by_role("button", name="Werkboek downloaden").press("Enter")
    workbook = tmp_path / "werkboek.xlsx"
    download.value.save_as(workbook)
    assert read_rows(workbook, module.split(" ")[0], code, REASON, "gedeeltelijk", "oefenen")


def test_a_decision_works_without_javascript(site: Site, visit: BrowserContext) -> None:
    browser = visit.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    log_in(page, site, "docent")
    page.goto(f"{site.url}/versions/{site.demo_version}/links?state=open")
    page.locator("table.links th a").first.click()
    asked = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Afwijzen").click()
    expect(page.get_by_role("status")).to_contain_text("afgewezen")
    assert page.get_by_role("heading", level=1).inner_text() != asked
    plain.close()


def test_a_file_that_is_too_large_is_named_before_it_is_sent_and_refused_by_the_server(
    site: Site, visit: BrowserContext, tmp_path: Path
) -> None:
    file = tmp_path / "groot.xlsx"
    file.write_bytes(b"x" * (27 * 1024 * 1024))
    page = visit.new_page()
    log_in(page, site, "docent")
    page.goto(f"{site.url}/versions/{site.empty_version}/uploads")
    field = page.get_by_label("Werkboek met modules")
    field.set_input_files(file)
    assert "25 MB" in field.evaluate("field => field.validationMessage")
    field.evaluate("field => field.setCustomValidity('')")
    page.get_by_role("button", name="Bestand controleren").click()
    expect(page.get_by_role("heading", name="Dit bestand is te groot")).to_be_visible()


def test_the_menu_of_a_phone_opens_with_its_button(site: Site, visit: BrowserContext) -> None:
    page = visit.new_page()
    page.set_viewport_size({"width": 400, "height": 900})
    log_in(page, site, "docent")
    page.goto(f"{site.url}/versions/{site.demo_version}/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    expect(menu.get_by_role("link", name="Gapmatrix")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "true")


def test_an_empty_cell_of_the_matrix_opens_its_pair(site: Site, visit: BrowserContext) -> None:
    page = visit.new_page()
    log_in(page, site, "docent")
    page.goto(f"{site.url}/versions/{site.demo_version}/matrix")
    page.locator("tr[data-code=M20-10] td.cell:empty").first.click()
    page.wait_for_url("**/links/*/M20-10")
    expect(page.get_by_role("button", name="Volledig")).to_be_visible()
    # Here, because a page with a decision form is open: who was logged out meanwhile finds back what was typed.
    page.get_by_label("Reden").fill("Lang verhaal")
    page.get_by_label("Hoe ver").select_option("practise")
    visit.clear_cookies()
    page.get_by_role("button", name="Volledig").click()
    expect(page.get_by_role("status")).to_contain_text("Je was uitgelogd")
    page.get_by_label("E-mailadres").fill("docent@example.com")
    page.get_by_label("Wachtwoord").fill(DEMO_PASSWORD)
    page.get_by_label("Wachtwoord").press("Enter")
    expect(page.get_by_label("Reden")).to_have_value("Lang verhaal")
    expect(page.get_by_label("Hoe ver")).to_have_value("practise")
    expect(page.get_by_role("status").filter(has_text="staat er weer")).to_be_visible()


def test_the_head_and_first_column_of_the_matrix_stay_in_sight(site: Site, visit: BrowserContext) -> None:
    page = visit.new_page()
    page.set_viewport_size({"width": 700, "height": 600})
    log_in(page, site, "board")
    page.goto(f"{site.url}/versions/{site.demo_version}/matrix")
    frame = page.locator(".matrix-frame")
    before = frame.locator("th.corner").bounding_box()
    frame.evaluate("frame => frame.scrollTo(300, 400)")
    assert frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]") == [300, 400]
    assert frame.locator("th.corner").bounding_box() == before
