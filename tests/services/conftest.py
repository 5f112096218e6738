"""A small school in a fresh database, with a second programme as noise, and sheets made on the spot."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import event

from curriculum import jobs
from curriculum.config import Settings
from curriculum.contract.i18n import get_translator
from curriculum.contract.records import CompetencyRecord, Framework
from curriculum.contract.report import Report
from curriculum.contract.vocabulary import Leerweg, Role
from curriculum.extensions import babel, db, migrate, security
from curriculum.models.account import make_datastore
from curriculum.services.coverage import links, modules, reports
from curriculum.services.coverage.links import LinkState, LinkView
from curriculum.services.coverage.snapshots import read_snapshot
from curriculum.services.errors import ServiceError
from curriculum.services.mapping import runs
from curriculum.services.school import frameworks, people, programmes
from curriculum.services.transactions import read
from curriculum.services.uploading import uploads
from tests.conftest import Cloner, make_settings
from tests.workbooks import make_book

PASSWORD = "correct horse battery"
HEADER = ("Code", "Titel", "Omschrijving", "Toekomstcompetenties")

FRAMEWORK = Framework(
    name="small",
    title="Small list",
    competencies=(
        CompetencyRecord("C1", "Notulen maken", "Maakt notulen van vergaderingen en verspreidt de notulen."),
        CompetencyRecord("C2", "Agenda beheren", "Beheert agenda's van leidinggevenden en plant afspraken."),
        CompetencyRecord("C3", "Vreemde talen", "Spreekt en schrijft vloeiend Chinees en Arabisch."),
        CompetencyRecord("C4", "Reizen organiseren", "Organiseert buitenlandse zakenreizen en boekt vluchten."),
    ),
    sha256="c" * 64,
)

ROWS: tuple[tuple[str, ...], ...] = (
    ("M1", "Notuleren", "De student maakt notulen van vergaderingen en verspreidt de notulen.", ""),
    ("M2", "Agendabeheer", "De student beheert agenda's van leidinggevenden en plant afspraken.", "C2"),
    ("M3", "Rekenen", "De student rekent met procenten en breuken.", ""),
)


def make_sheet(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    """Return a workbook with one table of modules."""
    return make_book(Modules=(header, *rows))


@dataclass(frozen=True)
class School:
    """The ids that the tests need; ``other_version_id`` is the noise: same modules, same framework, other programme."""

    version_id: int
    programme_id: int
    docent_id: int
    other_version_id: int
    other_docent_id: int


def make_app(settings: Settings) -> Flask:
    """Make the application without pages; jobs are done at once and in this process."""
    app = Flask("curriculum")
    app.config.from_mapping(settings.to_flask())
    # The sentence encoder is the engine's own business and takes seconds; one test of the runs uses it.
    app.config.update(JOBS_IMMEDIATE=True, JOBS_IN_CHILD=False, USE_MEANING=False)
    db.init_app(app)
    migrate.init_app(app, db)
    babel.init_app(app)
    security.init_app(app, make_datastore())
    jobs.init_app(app)
    return app


def fill_school() -> School:
    """Make two programmes with a docent each; only the other one has modules, proposals and decisions already."""
    framework_id = frameworks.store_framework(FRAMEWORK, actor_id=None)[0]
    ids = []
    for name in ("Office", "Other"):
        version_id = programmes.create_programme(
            name, leerweg=Leerweg.BOL, cohort="2026", framework_id=framework_id, actor_id=None
        )
        programme_id = programmes.get_version(version_id).programme_id
        account_id = people.create_account(
            f"{name}@school.nl", f"Docent {name}", PASSWORD, roles=((programme_id, Role.DOCENT),), actor_id=None
        )
        ids.append((version_id, programme_id, account_id))
    (version_id, programme_id, docent_id), (other_version_id, _, other_docent_id) = ids
    take_in(other_version_id, make_sheet(ROWS), other_docent_id)
    run_mapping(other_version_id, other_docent_id)
    return School(version_id, programme_id, docent_id, other_version_id, other_docent_id)


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[str, School]]:
    """Keep the databases that were filled once by this worker: (kind, stage) to its URL and its ids."""
    return {}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(
    request: pytest.FixtureRequest, stages: dict[tuple[str, str], tuple[str, School]], tmp_path: Path
) -> Iterator[str]:
    """Give a fresh database: empty, with the school, or with the school filled, by what the test asks for."""
    cloner: Cloner = request.getfixturevalue(f"{request.param}_cloner")
    source = None
    for stage in ("filled", "school"):
        if stage in request.fixturenames:
            source = _find_stage(cloner, request.param, stage, stages, tmp_path)
            break
    url = cloner.clone(source)
    yield url
    cloner.drop(url)


def _find_stage(
    cloner: Cloner, kind: str, stage: str, stages: dict[tuple[str, str], tuple[str, School]], folder: Path
) -> str:
    """Return the URL of the database of a stage; the first test that asks for it fills it, through the services."""
    if (kind, stage) not in stages:
        url = cloner.clone(None)
        app = make_app(make_settings(url, folder / "stage"))
        with app.app_context():
            school = fill_school()
            if stage == "filled":
                take_in(school.version_id, make_sheet(ROWS), school.docent_id)
                run_mapping(school.version_id, school.docent_id)
            db.session.remove()
            db.engine.dispose()
        stages[kind, stage] = (url, school)
    return stages[kind, stage][0]


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Give the application on the database of this test, with its context open."""
    app = make_app(settings)
    with app.app_context():
        yield app
        jobs.close_queue(app)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def school(app: Flask, stages: dict[tuple[str, str], tuple[str, School]]) -> School:
    """Give the ids of a school whose first programme is empty."""
    return stages[_kind(), "school"][1]


@pytest.fixture
def filled(app: Flask, stages: dict[tuple[str, str], tuple[str, School]]) -> School:
    """Give the ids of a school whose first programme has the three modules taken in and mapped."""
    return stages[_kind(), "filled"][1]


def _kind() -> str:
    return db.engine.dialect.name


def upload(version_id: int, data: bytes, actor_id: int, filename: str = "modules.xlsx") -> int:
    """Upload and read a sheet, up to the draft."""
    import_id = uploads.receive_upload(version_id, filename, data, actor_id=actor_id)
    jobs.deliver_waiting()
    return import_id


def take_in(version_id: int, data: bytes, actor_id: int) -> uploads.ImportOutcome:
    """Upload, read and confirm a sheet."""
    return uploads.confirm_import(upload(version_id, data, actor_id), actor_id=actor_id)


def run_mapping(version_id: int, actor_id: int) -> None:
    """Let the engine make its proposals."""
    runs.start_run(version_id, actor_id=actor_id)
    jobs.deliver_waiting()


def module_ids(version_id: int) -> dict[str, int]:
    """Return the ids of the modules of a version by code or title."""
    return {module.code or module.title: module.id for module in modules.list_modules(version_id)}


def links_of(version_id: int, competency: str, state: LinkState | None = None) -> tuple[LinkView, ...]:
    """Return what is proposed or decided for one competency."""
    found = links.list_proposals(version_id, state=state)
    return tuple(view for view in found if view.competency_code == competency)


def read_report(version_id: int) -> Report:
    """Return what the workbook of a version is made from."""
    with read() as session:
        return reports.make_report(session, read_snapshot(session, version_id), get_translator("nl"))


@pytest.fixture
def count_queries(app: Flask) -> Iterator[Callable[[Callable[[], object]], int]]:
    """Give a function that counts the statements of a call."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)

    def count(call: Callable[[], object]) -> int:
        statements.clear()
        call()
        return len(statements)

    yield count
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def at_once(app: Flask) -> Callable[[Callable[[], object]], list[object]]:
    """Give a function that makes a call in two threads at once and returns both results, or what they raised."""

    def call_twice(call: Callable[[], object]) -> list[object]:
        start = Barrier(2)
        results: list[object] = []

        def work() -> None:
            with app.app_context():
                start.wait()
                try:
                    results.append(call())
                except ServiceError as error:
                    results.append(error)

        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return call_twice
