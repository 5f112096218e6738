"""The commands ``add-framework`` and ``add-cohort``: what the pages do, without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from curriculum.__main__ import create_app
from curriculum.cli import commands
from curriculum.config import Mode, Settings
from curriculum.contract.vocabulary import Leerweg
from curriculum.extensions import db
from curriculum.services import audit
from curriculum.services.background import job_status
from curriculum.services.databases import upgrade_database
from curriculum.services.demo import load_demo
from curriculum.services.school import frameworks, programmes
from curriculum.services.school.programmes import VersionView
from tests.cli.conftest import Run

GOOD = "code;titel;omschrijving\nX1;Duurzaam werken;Kiest wat lang meegaat.\nX2;Samen leren;\n"
TWICE = GOOD + "X1;Nog eens;\n"
SOURCE = ("--source", "Werkgroep")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data folder of an installation with the demo programme in it."""
    folder = tmp_path_factory.mktemp("installed")
    app = create_app(make_settings(folder))
    app.config.update(USE_MEANING=False, JOBS_IN_CHILD=False)
    upgrade_database(app)
    with app.app_context():
        load_demo()
        db.engine.dispose()
    return folder


def make_settings(folder: Path) -> Settings:
    return Settings(Mode.TEST, folder, f"sqlite:///{folder / 'curriculum.db'}", "a key", "a salt")


@pytest.fixture
def app(installed: Path, tmp_path: Path) -> Iterator[Flask]:
    """Give the application on a fresh copy, to look at what a command did."""
    (tmp_path / "curriculum.db").write_bytes((installed / "curriculum.db").read_bytes())
    app = create_app(make_settings(tmp_path))
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def run(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``curriculum ARGUMENTS`` on that copy, inside this process."""
    monkeypatch.chdir(tmp_path)
    environment = {
        "CURRICULUM_MODE": "test",
        "CURRICULUM_DATA": str(tmp_path),
        "CURRICULUM_LANGUAGE": "nl",
        "LANGUAGE": "nl",
        "SECRET_KEY": "a key",
        "SECURITY_PASSWORD_SALT": "a salt",
        "DATABASE_URL": None,
    }

    def run_command(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(commands, arguments, obj=create_app, catch_exceptions=False)

    return run_command


def add(run: Run, tmp_path: Path, text: str, *options: str) -> Result:
    (tmp_path / "eigen.csv").write_text(text)
    return run("add-framework", "eigen.csv", *options)


def test_a_list_is_stored_under_its_title_with_its_source(run: Run, tmp_path: Path) -> None:
    options = (*SOURCE, "--title", "Eigen lijst", "--version", "2", "--source-date", "2026-11-01")
    result = add(run, tmp_path, GOOD, *options)

    assert result.exit_code == 0, result.output
    assert "“Eigen lijst” is opgeslagen als “eigen”, met 2 competenties" in result.stdout
    stored = frameworks.list_frameworks()[-1]
    about = (stored.name, stored.title, stored.version, stored.source, stored.source_date)
    assert about == ("eigen", "Eigen lijst", "2", "Werkgroep", "2026-11-01")
    assert [item.code for item in frameworks.get_framework(stored.id).competencies] == ["X1", "X2"]
    entry = audit.list_entries()[0]
    assert (entry.action, entry.actor, entry.detail["competencies"]) == ("framework.store", "", 2)


def test_the_same_file_again_is_the_same_list(run: Run, tmp_path: Path) -> None:
    add(run, tmp_path, GOOD, *SOURCE)
    before = frameworks.list_frameworks()
    result = add(run, tmp_path, GOOD, *SOURCE, "--title", "Iets anders")

    assert result.exit_code == 0
    assert "er is niets veranderd" in result.stdout
    assert frameworks.list_frameworks() == before


def test_a_row_with_an_error_is_named_and_keeps_the_list_out(run: Run, tmp_path: Path) -> None:
    before = frameworks.list_frameworks()
    result = add(run, tmp_path, TWICE, *SOURCE)

    assert result.exit_code == 1
    assert "A4" in result.stderr
    assert "Er is niets opgeslagen" in result.stderr
    assert frameworks.list_frameworks() == before


def test_the_good_rows_are_stored_when_asked(run: Run, tmp_path: Path) -> None:
    result = add(run, tmp_path, TWICE, *SOURCE, "--leave-out")

    assert result.exit_code == 1
    assert "A4" in result.stderr
    assert frameworks.list_frameworks()[-1].competency_count == 2


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", SOURCE, "leeg"),
        ("iets;anders\n1;2\n", (*SOURCE, "--leave-out"), "competentie"),
        (GOOD, ("--source", " "), "waar de lijst vandaan komt"),
    ],
)
def test_a_file_that_cannot_be_stored_is_told_in_a_sentence(
    run: Run, tmp_path: Path, text: str, options: tuple[str, ...], said: str
) -> None:
    before = frameworks.list_frameworks()
    result = add(run, tmp_path, text, *options)

    assert result.exit_code == 1
    assert said in result.stderr
    assert frameworks.list_frameworks() == before


def cohorts() -> dict[str, VersionView]:
    (programme,) = programmes.list_programmes(None)
    return {version.cohort: programmes.get_version(version.id) for version in programme.versions}


def test_the_next_cohort_takes_modules_and_decisions_over_and_waits_for_its_mapping(run: Run) -> None:
    (before,) = cohorts().values()
    result = run("add-cohort", "--programme", before.programme, "--cohort", "2030-2031")

    assert result.exit_code == 0, result.output
    made = cohorts()["2030-2031"]
    assert (made.module_count, made.decision_count) == (before.module_count, before.decision_count)
    assert f"Modules: {before.module_count}. Besluiten: {before.decision_count}." in result.stdout
    assert made.framework_id == before.framework_id
    assert [job_status.get_job(job_id).version_id for job_id in job_status.list_waiting()] == [made.id]


@pytest.mark.parametrize(("take", "has_modules"), [("modules", True), ("nothing", False)])
def test_the_next_cohort_takes_over_what_it_is_told_to(run: Run, take: str, has_modules: bool) -> None:
    (before,) = cohorts().values()
    name = ("--programme", before.programme, "--leerweg", before.leerweg.value, "--from", before.cohort)
    result = run("add-cohort", *name, "--cohort", "2030", "--take", take, "--framework", "toekomst-2020")

    assert result.exit_code == 0, result.output
    made = cohorts()["2030"]
    assert (bool(made.module_count), made.decision_count) == (has_modules, 0)
    assert made.competency_count == 5
    assert len(job_status.list_waiting()) == int(has_modules)


def test_what_is_not_there_is_named_with_what_is(run: Run) -> None:
    (before,) = cohorts().values()
    ours, new = ("--programme", before.programme), ("--cohort", "2030")
    for options, known in (
        (("--programme", "Zorg", *new), before.programme),
        ((*ours, *new, "--from", "1999"), before.cohort),
        ((*ours, *new, "--framework", "eigen"), "toekomstcompetenties"),
    ):
        result = run("add-cohort", *options)
        assert (result.exit_code, known in result.stderr) == (2, True), result.output
    taken = run("add-cohort", *ours, "--cohort", before.cohort)
    assert (taken.exit_code, before.cohort in taken.stderr) == (1, True)
    assert len(cohorts()) == 1


def test_of_two_programmes_with_one_name_the_leerweg_is_asked(run: Run) -> None:
    (before,) = cohorts().values()
    other = next(leerweg for leerweg in Leerweg if leerweg is not before.leerweg)
    programmes.create_programme(before.programme, leerweg=other, cohort="2026", actor_id=None)
    result = run("add-cohort", "--programme", before.programme, "--cohort", "2030")

    assert (result.exit_code, "--leerweg" in result.stderr) == (2, True)
