"""axe finds nothing on any page: light on a laptop, dark on a phone, all rules of WCAG 2.0 to 2.2, level A and AA."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.e2e.screenshots import upload_messy_sheet
from tests.e2e.serving import Site, list_pages, log_in

# One worker serves and drives: a second server and browser would only be in the way.
pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("chromium")]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


# Colours go by the scheme and places by the width, so each is looked at once.
LOOKS = (("light", 1280), ("dark", 400))


def find_violations(page: Page, name: str) -> list[str]:
    """Run axe on the page with all that folds open, in both schemes and widths; also nothing may stick out sideways."""
    found = []
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # the schemes are literals in a tuple
        page.set_viewport_size({"width": width, "height": 900})
        for violation in Axe().run(page, options=RULES).response["violations"]:
            places = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{name} {scheme} {width}: {violation['id']}: {places}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name} {width}: the page scrolls sideways")
    return found


def test_axe_finds_nothing_on_any_page(site: Site, visit: BrowserContext) -> None:
    page = visit.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{site.url}/login")
    found = find_violations(page, "login")
    log_in(page, site, "admin")
    for name, path in list_pages(site).items():
        page.goto(site.url + path)
        found += find_violations(page, name)
    upload_messy_sheet(page, site)
    found += find_violations(page, "check")
    assert found == []
    # The browser reports what the content policy refused; only the page that is not there may be an error.
    assert [fault for fault in faults if "404" not in fault] == []
