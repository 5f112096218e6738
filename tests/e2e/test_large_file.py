"""Two thousand rows in a real browser, by keyboard: progress, leaving and coming back, stopping, and the workbook."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from curriculum.contract.vocabulary import Leerweg, Role
from curriculum.jobs import start_consumer, stop_consumer
from curriculum.services.school import people, programmes
from tests.e2e.large import ROWS, make_large_workbook
from tests.e2e.serving import Site, log_in

# One worker serves and drives: a second server and browser would only be in the way.
pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("chromium")]
LONG = 300_000


@pytest.fixture
def version_id(site: Site) -> int:
    """Give an empty programme in which the docent of the demo works too."""
    with site.app.app_context():
        version_id = programmes.create_programme("Groot", leerweg=Leerweg.BOL, cohort="2027", actor_id=None)
        docent = next(account for account in people.list_accounts() if account.email.startswith("docent@"))
        people.set_role(docent.id, programmes.get_version(version_id).programme_id, Role.DOCENT, actor_id=None)
    return version_id


def press(page: Page, button: Locator) -> None:
    """Walk to a button with the Tab key, from where the page stands, and press Enter on it."""
    button.wait_for()
    for _stop in range(400):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError("the button is not reached with Tab")


def read_bar(bar: Locator) -> float | None:
    """Return how far a bar is, of 1; None when it does not say yet, or is gone."""
    if not bar.count():
        return None
    value: float = bar.evaluate("bar => bar.position")
    return value if value >= 0 else None


def test_a_docent_takes_two_thousand_rows_to_a_workbook_by_keyboard(
    site: Site, version_id: int, visit: BrowserContext, tmp_path: Path
) -> None:
    page = visit.new_page()
    base = f"{site.url}/versions/{version_id}"
    bar = page.get_by_role("progressbar")
    log_in(page, site, "docent")
    page.goto(f"{base}/uploads")

    # The worker is busy elsewhere, so that there is time to look at what a waiting file looks like.
    stop_consumer(site.app)
    field = page.get_by_label("Werkboek met modules")
    field.set_input_files(
        {"name": "groot.xlsx", "mimeType": "application/octet-stream", "buffer": make_large_workbook()}
    )
    field.focus()
    press(page, page.get_by_role("button", name="Bestand controleren"))
    expect(bar).to_be_visible()
    expect(page.get_by_text("Wacht op de beurt")).to_be_visible()
    check_page = page.url
    press(page, page.get_by_role("button", name="Stoppen"))
    expect(page.get_by_text("Dit is gestopt")).to_be_visible()
    expect(bar).to_have_count(0)
    press(page, page.get_by_role("button", name="Opnieuw starten"))
    expect(bar).to_be_visible()

    # Leave the page; the work goes on without it.
    page.goto(f"{base}/modules")
    start_consumer(site.app)
    page.goto(check_page)
    take_in = page.get_by_role("button", name="opnemen").first
    take_in.wait_for(timeout=LONG)
    expect(page.get_by_role("cell", name="M0001").first).to_be_visible()

    press(page, take_in)
    page.wait_for_url("**/links", timeout=LONG)
    expect(bar).to_be_visible()
    seen: set[float] = set()
    while len(seen) < 2:
        position = read_bar(bar)
        if position is not None:
            seen.add(position)
        page.wait_for_timeout(100)
    # Nothing was kept of the mapping that is stopped, and it can be left and found again.
    press(page, page.get_by_role("button", name="Stoppen"))
    expect(page.get_by_text("Dit is gestopt")).to_be_visible(timeout=LONG)
    press(page, page.get_by_role("button", name="Opnieuw starten"))
    expect(bar).to_be_visible()
    page.goto(f"{base}/modules")
    page.goto(f"{base}/links")
    expect(bar).to_be_visible()
    expect(page.get_by_role("link", name="Eerste voorstel beoordelen")).to_be_visible(timeout=LONG)

    page.goto(f"{base}/matrix", timeout=LONG)
    assert page.locator("table.matrix tbody th[scope=row]").count() == 35
    assert page.locator("table.matrix a.sign-proposed").count() > 0

    page.goto(f"{base}/accountability")
    with page.expect_download(timeout=LONG) as download:
        press(page, page.get_by_role("button", name="Werkboek downloaden"))
    workbook = tmp_path / "werkboek.xlsx"
    download.value.save_as(workbook)
    opened = openpyxl.load_workbook(workbook, read_only=True)
    codes = {
        value
        for row in opened["Modules"].iter_rows(values_only=True)
        for value in row
        if isinstance(value, str) and value.startswith("M") and value[1:].isdigit()
    }
    opened.close()
    assert codes == {f"M{number + 1:04d}" for number in range(ROWS)}
