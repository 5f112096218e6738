"""Writes a picture of every page, wide and as on a phone, light and dark: ``python -m tests.e2e.screenshots``."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from curriculum.demo import messy_workbook
from tests.e2e.serving import Site, launch_chromium, list_pages, log_in, serve_site

WIDTHS = (1280, 400)
SCHEMES = ("light", "dark")
FOLDER = Path("screenshots")


def upload_messy_sheet(page: Page, site: Site) -> str:
    """Upload a sheet with problems to the empty programme and return the path of its check page."""
    page.goto(f"{site.url}/versions/{site.empty_version}/uploads")
    page.get_by_label("Werkboek met modules").set_input_files(
        {"name": "modules.xlsx", "mimeType": "application/octet-stream", "buffer": messy_workbook()}
    )
    page.get_by_role("button", name="Bestand controleren").click()
    page.get_by_role("heading", name="Wat je aandacht vraagt").wait_for()
    return page.url.removeprefix(site.url)


def take_pictures(page: Page, name: str, folder: Path) -> None:
    """Write the page as it stands, in both widths and both colour schemes."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # the schemes are literals in a tuple
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            suffix = "" if scheme == "light" else "-dark"
            page.screenshot(path=folder / f"{name}-{width}{suffix}.png", full_page=True)


def main(folder: Path) -> None:
    """Serve the demo, walk all pages, write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, serve_site(Path(data)) as site, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        page = browser.new_page(locale="nl-NL")
        page.goto(f"{site.url}/login")
        take_pictures(page, "login", folder)
        log_in(page, site, "admin")
        for name, path in list_pages(site).items():
            page.goto(site.url + path)
            take_pictures(page, name, folder)
        check = upload_messy_sheet(page, site)
        page.goto(site.url + check)
        take_pictures(page, "check", folder)
        browser.close()
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}/\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
