"""The tool on a migrated database with the demo in it, and people who visit it without a browser."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.test import TestResponse

from curriculum.app import create_app
from curriculum.config import Mode, Settings
from curriculum.extensions import db
from curriculum.services.demo import DEMO_PASSWORD, load_demo
from tests.conftest import Cloner

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class KeptTemplates(BytecodeCache):
    """Keeps what the templates were compiled to: a test has an application of its own, and compiling takes long."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template that an earlier application compiled."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled now."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = KeptTemplates()


def make_app(url: str, folder: Path) -> Flask:
    """Make the application with the settings of production, but for those that CONTRIBUTING.md names."""
    app = create_app(Settings(Mode.TEST, folder, url, "a key for tests only", "a salt for tests only"))
    app.config.update(JOBS_IMMEDIATE=True, JOBS_IN_CHILD=False)
    app.jinja_env.bytecode_cache = TEMPLATES
    return app


class Visitor:
    """A person with a browser of sorts: keeps cookies.

    ``sessions`` are those of people who logged in to another copy of the same database: checking a password is slow.
    """

    def __init__(self, client: FlaskClient, sessions: dict[str, str] | None = None) -> None:
        self.client = client
        self._sessions = {} if sessions is None else sessions

    def get(self, path: str, status: int = 200) -> str:
        """Fetch a page, expect its status and return it as text."""
        answer = self.client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status}"
        return answer.get_data(as_text=True)

    def post(self, path: str, data: Mapping[str, object] | None = None, *, follow: bool = False) -> TestResponse:
        """Send a form with the key that a page of this visit carries."""
        # The page that does not exist is the quickest one with a form; a stranger is sent to the login form.
        token = TOKEN.search(self.client.get("/no-such-page", follow_redirects=True).get_data(as_text=True))
        assert token is not None
        form = {"csrf_token": token.group(1), **(data or {})}
        return self.client.post(path, data=form, follow_redirects=follow, content_type="multipart/form-data")

    def log_in(self, name: str) -> "Visitor":
        """Log in as one of the demo people: docent, board, quality or admin."""
        if name in self._sessions:
            self.client.set_cookie("session", self._sessions[name])
            return self
        answer = self.post("/login", {"email": f"{name}@example.com", "password": DEMO_PASSWORD})
        assert answer.status_code == 302, answer.get_data(as_text=True)
        session = self.client.get_cookie("session")
        assert session is not None
        self._sessions[name] = session.value
        return self


def upload(visitor: Visitor, content: bytes, name: str = "modules.xlsx", version_id: int = 1) -> str:
    """Send a file and return the path of its check page."""
    answer = visitor.post(f"/versions/{version_id}/uploads", {"workbook": (BytesIO(content), name)})
    assert answer.status_code == 302
    return str(answer.location)


@pytest.fixture(scope="session")
def demo_database(sqlite_cloner: Cloner, vectors: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a SQLite file with the demo in it, to be copied; loading the demo takes long, copying does not."""
    url = sqlite_cloner.clone(None)
    folder = tmp_path_factory.mktemp("template")
    (folder / "vectors").symlink_to(vectors)
    app = make_app(url, folder)
    with app.app_context():
        load_demo()
        db.engine.dispose()
    yield Path(url.removeprefix("sqlite:///"))
    sqlite_cloner.drop(url)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def demo_app(
    request: pytest.FixtureRequest, vectors: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Give the tool with the demo, for tests that only look; on SQLite and on PostgreSQL."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "vectors").symlink_to(vectors)
    cloner: Cloner | None = None
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'curriculum.db'}"
        shutil.copyfile(request.getfixturevalue("demo_database"), folder / "curriculum.db")
    else:
        cloner = request.getfixturevalue("postgresql_cloner")
        url = cloner.clone(None)
    app = make_app(url, folder)
    with app.app_context():
        load_demo()  # Does nothing when the demo is there, as in the copy.
    yield app
    with app.app_context():
        db.engine.dispose()
    if cloner is not None:
        cloner.drop(url)


@pytest.fixture
def app(demo_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """Give the tool on a fresh copy of the demo, for tests that change something."""
    copy = tmp_path / "curriculum.db"
    shutil.copyfile(demo_database, copy)
    fresh = make_app(f"sqlite:///{copy}", tmp_path)
    fresh.config["USE_MEANING"] = False
    yield fresh
    with fresh.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def demo_sessions() -> dict[str, str]:
    """Give the sessions of those who logged in to a copy of the demo, by name; any copy knows them."""
    return {}


@pytest.fixture
def visitor(app: Flask, demo_sessions: dict[str, str]) -> Visitor:
    """Give a stranger at the door of the fresh copy."""
    return Visitor(app.test_client(), demo_sessions)


@pytest.fixture(scope="session")
def looker(demo_app: Flask) -> Callable[[str], Visitor]:
    """Give people who only look: ``looker("docent")`` is logged in, ``looker("")`` is not. Logging in is slow: once."""
    known: dict[str, Visitor] = {}

    def enter(name: str) -> Visitor:
        if not name:
            return Visitor(demo_app.test_client())
        if name not in known:
            known[name] = Visitor(demo_app.test_client()).log_in(name)
        return known[name]

    return enter
