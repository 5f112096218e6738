"""A real server with the demo programme on a database of its own, for the tests in Chromium and the screenshots."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright
from waitress import create_server

from curriculum.app import create_app
from curriculum.config import Mode, Settings
from curriculum.contract.vocabulary import Leerweg, Role
from curriculum.jobs import start_consumer, stop_consumer
from curriculum.services.coverage import links
from curriculum.services.databases import upgrade_database
from curriculum.services.demo import DEMO_PASSWORD, load_demo
from curriculum.services.school import people, programmes

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running server: its address, the version with the demo, and an empty version for stories."""

    url: str
    app: Flask
    demo_version: int
    empty_version: int


@contextmanager
def serve_site(folder: Path) -> Iterator[Site]:
    """Serve the demo and an empty programme on a free port, with a worker, until the block ends."""
    settings = Settings(
        mode=Mode.DEMO,
        data_folder=folder,
        database_url=f"sqlite:///{folder / 'curriculum.db'}",
        secret_key="a key for tests only",
        password_salt="a salt for tests only",
    )
    app = create_app(settings)
    with app.app_context():
        upgrade_database(app)
        demo_version = load_demo()
        empty_version = _create_empty_programme()
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, name="web server")
    thread.start()
    start_consumer(app)
    try:
        yield Site(f"http://127.0.0.1:{server.effective_port}", app, demo_version, empty_version)
    finally:
        stop_consumer(app)
        server.close()
        thread.join(timeout=10)


def _create_empty_programme() -> int:
    """Create a programme without modules in which the demo people work too."""
    version_id = programmes.create_programme(
        "Juridisch secretariaat", leerweg=Leerweg.BBL, cohort="2026", actor_id=None
    )
    programme_id = programmes.get_version(version_id).programme_id
    for account in people.list_accounts():
        role = Role.ADMIN if account.email.startswith("admin@") else Role.DOCENT
        people.set_role(account.id, programme_id, role, actor_id=None)
    return version_id


def find_chromium() -> str:
    """Return the browser's path; without one the test is skipped, and in CI it fails."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sentence = "Chromium is missing: run `make chromium` (or: apt-get install chromium)."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return path


def launch_chromium(playwright: Playwright) -> Browser:
    """Start Debian's Chromium; as root it runs only without its sandbox."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, *sandbox])


def log_in(page: Page, site: Site, name: str) -> None:
    """Log in as one of the demo people: docent, board, quality or admin."""
    page.goto(f"{site.url}/login")
    page.get_by_label("E-mailadres").fill(f"{name}@example.com")
    page.get_by_label("Wachtwoord").fill(DEMO_PASSWORD)
    page.get_by_label("Wachtwoord").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def list_pages(site: Site) -> dict[str, str]:
    """Return the address of every page with something on it, and of some empty ones, by a short name."""
    demo = f"/versions/{site.demo_version}"
    empty = f"/versions/{site.empty_version}"
    with site.app.app_context():
        proposal = links.list_proposals(site.demo_version, state=links.LinkState.OPEN)[0]
        framework_id = programmes.get_version(site.demo_version).framework_id
        account_id = next(item.id for item in people.list_accounts() if item.email.startswith("docent@"))
    pair = f"{proposal.module_id}/{proposal.competency_code}"
    return {
        "programmes": "/",
        "programme-new": "/programmes/new",
        "overview": f"{demo}/",
        "overview-empty": f"{empty}/",
        "modules": f"{demo}/modules",
        "modules-empty": f"{empty}/modules",
        "module": f"{demo}/modules/{proposal.module_id}",
        "upload": f"{demo}/uploads",
        "links": f"{demo}/links",
        "links-empty": f"{empty}/links",
        "link": f"{demo}/links/{pair}",
        "matrix": f"{demo}/matrix",
        "matrix-empty": f"{empty}/matrix",
        "changes-empty": f"{demo}/matrix/changes",
        "competency": f"{demo}/competencies/{proposal.competency_code}",
        "candidates": f"{demo}/candidates",
        "candidate": f"{demo}/candidates/{proposal.competency_code}",
        "outlook": f"{demo}/outlook",
        "outlook-edit": f"{demo}/outlook/edit",
        "outlook-empty": f"{empty}/outlook",
        "candidates-empty": f"{empty}/candidates",
        "accountability": f"{demo}/accountability",
        "log": f"{demo}/accountability/log",
        "adopt": f"{demo}/accountability/adopt",
        "cohort-new": f"{demo}/cohorts/new",
        "frameworks": f"{demo}/frameworks",
        "framework-new": f"{demo}/frameworks/new",
        "framework": f"{demo}/frameworks/{framework_id}",
        "people": "/admin/people",
        "account-new": "/admin/people/new",
        "account-password": f"/admin/people/{account_id}/password",
        "password": "/account/password",
        "how-it-works": "/help/mapping",
        "error-404": f"{demo}/nowhere",
    }
