"""What the tests against hostile people and hostile files share: the tool with the demo and a second programme."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from curriculum.contract.vocabulary import Leerweg, Role
from curriculum.extensions import db
from curriculum.services.demo import DEMO_PASSWORD, load_demo
from curriculum.services.school import people, programmes
from tests.conftest import Cloner
from tests.web.conftest import Visitor, make_app

SHEET = b"Modulecode;Modulenaam;Omschrijving;SBU\nZ1;Zorgplan;Je maakt een plan en notulen met AI;40\n"
OURS, THEIRS = 1, 2


def open_app(url: str, folder: Path) -> Flask:
    """Make the tool on a database; mapping leaves the encoder out, to be quick."""
    app = make_app(url, folder)
    app.config["USE_MEANING"] = False
    return app


def fill_two_programmes(url: str, folder: Path) -> None:
    """Fill a database with the demo and a second programme with its own people, upload, modules and mapping run."""
    app = open_app(url, folder)
    with app.app_context():
        load_demo()
        version = programmes.create_programme("Zorg", leerweg=Leerweg.BBL, cohort="2026", actor_id=None)
        assert version == THEIRS
        programme = programmes.get_version(version).programme_id
        for name, role in (("zorg", Role.DOCENT), ("zorgbeheer", Role.ADMIN)):
            people.create_account(f"{name}@example.com", name, DEMO_PASSWORD, roles=((programme, role),), actor_id=None)
    take_in(Visitor(app.test_client()).log_in("zorg"), SHEET, "zorg.csv", version)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def two_programmes(sqlite_cloner: Cloner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a SQLite file with the two programmes, to be copied."""
    url = sqlite_cloner.clone(None)
    fill_two_programmes(url, tmp_path_factory.mktemp("two"))
    yield Path(url.removeprefix("sqlite:///"))
    sqlite_cloner.drop(url)


@pytest.fixture(scope="session")
def two_programmes_in_postgresql(
    postgresql_cloner: Cloner, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cloner, str]]:
    """Give a PostgreSQL database with the two programmes, and what clones it."""
    url = postgresql_cloner.clone(None)
    fill_two_programmes(url, tmp_path_factory.mktemp("two"))
    yield postgresql_cloner, url
    postgresql_cloner.drop(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def either_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give the tool on a fresh copy of the two programmes; a test that uses it runs on both databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    cloner, source = request.getfixturevalue("two_programmes_in_postgresql")
    url = cloner.clone(source)
    fresh = open_app(url, tmp_path)
    yield fresh
    with fresh.app_context():
        db.engine.dispose()
    cloner.drop(url)


@pytest.fixture
def app(two_programmes: Path, tmp_path: Path) -> Iterator[Flask]:
    """Give the tool on a fresh copy of the two programmes."""
    copy = tmp_path / "curriculum.db"
    shutil.copyfile(two_programmes, copy)
    fresh = open_app(f"sqlite:///{copy}", tmp_path)
    yield fresh
    with fresh.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Give a stranger at the door."""
    return Visitor(app.test_client())


def upload(visitor: Visitor, content: bytes, name: str, version_id: int = OURS) -> str:
    """Send a file and return the path of its check page."""
    answer = visitor.post(f"/versions/{version_id}/uploads", {"workbook": (BytesIO(content), name)})
    assert answer.status_code == 302
    return str(answer.location)


def confirm(visitor: Visitor, path: str) -> None:
    """Confirm an upload as its check page offers it."""
    revision = re.search(r'seen_revision" value="(\d+)"', visitor.get(path))
    assert revision is not None
    answer = visitor.post(f"{path}/confirm", {"seen_revision": revision.group(1)})
    assert answer.location.endswith("/links")


def take_in(visitor: Visitor, content: bytes, name: str, version_id: int = OURS) -> str:
    """Upload and confirm; return the path of the check page."""
    path = upload(visitor, content, name, version_id)
    confirm(visitor, path)
    return path
