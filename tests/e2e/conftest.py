"""One server with the demo and one browser for all tests in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from curriculum.contract.vocabulary import Leerweg, Role
from curriculum.services.school import people, programmes
from tests.e2e.serving import Site, find_chromium, launch_chromium, serve_site

# A slow machine is no fault: wait as long as for a page.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def site(vectors: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a running server; without Chromium nothing is started."""
    find_chromium()
    folder = tmp_path_factory.mktemp("site")
    (folder / "vectors").symlink_to(vectors)
    with serve_site(folder) as served:
        yield served


@pytest.fixture
def version_id(site: Site, request: pytest.FixtureRequest) -> int:
    """Give a programme of its own to each test, in which the demo docent works; it has and remembers nothing yet."""
    with site.app.app_context():
        name = f"{request.node.module.__name__.rpartition('.')[2]} {request.node.name}"[:60]
        version = programmes.create_programme(name, leerweg=Leerweg.BOL, cohort="2026", actor_id=None)
        docent = next(account for account in people.list_accounts() if account.email.startswith("docent@"))
        people.set_role(docent.id, programmes.get_version(version).programme_id, Role.DOCENT, actor_id=None)
    return version


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """Give a clean visit: no cookies, Dutch, the window of a laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()
