"""The demo programme: shipped lists, the demo sheet through the same importer, a mapping run, demo accounts.

Loading it is a chain of ordinary use cases, each its own transaction; whatever was done before is not done again, so
that a second start keeps the person's work and a broken-off first start is finished.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from curriculum import demo
from curriculum.contract.vocabulary import Destination, Role
from curriculum.demo.example_outlook import EXAMPLE, OUTLOOK
from curriculum.models import Account, CurriculumVersion, Import, Job, MappingRun, Programme
from curriculum.models.job import JobState
from curriculum.models.types import utc_now
from curriculum.models.upload import ImportState
from curriculum.services.background.job_status import LOST_AFTER, claim_job, reap_jobs
from curriculum.services.board.outlooks import get_outlook, save_outlook
from curriculum.services.board.weighings import Choice, list_weighings, weigh_candidate
from curriculum.services.mapping.runs import perform_run, start_run
from curriculum.services.school.frameworks import load_shipped_frameworks
from curriculum.services.school.people import create_account
from curriculum.services.school.programmes import create_programme
from curriculum.services.transactions import read
from curriculum.services.uploading.reading import parse_import
from curriculum.services.uploading.uploads import confirm_import, receive_upload

DEMO_SCHOOL = "Voorbeeldcollege"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A demo account, to be printed by ``make run``."""

    email: str
    password: str
    role: Role
    name: str


DEMO_PASSWORD = "niveau-vier-plus"  # noqa: S105 (the demo accounts are flagged, and production refuses to start with them)

DEMO_LOGINS: tuple[DemoLogin, ...] = (
    DemoLogin("docent@example.com", DEMO_PASSWORD, Role.DOCENT, "Demo Docent"),
    DemoLogin("board@example.com", DEMO_PASSWORD, Role.BOARD, "Demo Onderwijsmanagement"),
    DemoLogin("quality@example.com", DEMO_PASSWORD, Role.QUALITY, "Demo Kwaliteitszorg"),
    DemoLogin("admin@example.com", DEMO_PASSWORD, Role.ADMIN, "Demo Beheer"),
)


def load_demo() -> int:
    """Load the demo once and return the id of its version; a second call keeps the person's work."""
    load_shipped_frameworks()
    version_id = _find_version()
    if version_id is None:
        version_id = create_programme(
            demo.PROGRAMME_NAME,
            leerweg=demo.LEERWEG,
            cohort=demo.COHORT,
            crebo_code=demo.CREBO_CODE,
            school=DEMO_SCHOOL,
            actor_id=None,
        )
    docent_id = _create_accounts(version_id)
    import_id = _find_import(version_id) or receive_upload(
        version_id, demo.DEMO_FILENAME, demo.demo_workbook(), actor_id=docent_id
    )
    _parse(import_id)
    if _state_of(import_id) is ImportState.DRAFT:
        confirm_import(import_id, actor_id=docent_id)
    if not _has_run(version_id):
        ticket = claim_job(start_run(version_id, actor_id=docent_id))
        if ticket is not None:
            perform_run(ticket)
    _show_how_to_weigh(version_id)
    return version_id


def _show_how_to_weigh(version_id: int) -> None:
    """Give the demo an outlook and one weighed candidate, both told to be examples; a person's own are left alone."""
    with read() as session:
        board_id = session.scalar(sa.select(Account.id).where(Account.email == DEMO_LOGINS[1].email))
    if get_outlook(version_id)[1] is None:
        save_outlook(version_id, OUTLOOK, actor_id=board_id)
    if not list_weighings(version_id).weighings:
        example = Choice(
            Destination.PLACEMENT,
            f"{EXAMPLE}: overdragen leer je op de werkplek, en het blijft in drie hoeken nodig.",
            needed_in=(1, 3, 4),
            hours=40,
            first_step="Opdracht over overdragen maken voor BPV 2",
            owner="stagecoördinator",
            due="mei 2027",
        )
        weigh_candidate(version_id, "M16-03", example, actor_id=board_id)


def _find_version() -> int | None:
    with read() as session:
        return session.scalar(
            sa.select(sa.func.min(CurriculumVersion.id))
            .join(Programme, Programme.id == CurriculumVersion.programme_id)
            .where(Programme.name == demo.PROGRAMME_NAME)
        )


def _create_accounts(version_id: int) -> int:
    """Create the demo accounts that are not there yet and return the id of the docent."""
    with read() as session:
        programme_id = session.get_one(CurriculumVersion, version_id).programme_id
        demo_accounts = session.execute(sa.select(Account.email, Account.id).where(Account.is_demo))
        known: dict[str, int] = {row.email: row.id for row in demo_accounts}
    for login in DEMO_LOGINS:
        if login.email not in known:
            known[login.email] = create_account(
                login.email,
                login.name,
                login.password,
                roles=((programme_id, login.role),),
                is_demo=True,
                actor_id=None,
            )
    return known[DEMO_LOGINS[0].email]


def _find_import(version_id: int) -> int | None:
    """Return the first upload of the demo version."""
    with read() as session:
        return session.scalar(sa.select(sa.func.min(Import.id)).where(Import.version_id == version_id))


def _state_of(import_id: int) -> ImportState:
    with read() as session:
        return session.get_one(Import, import_id).state


def _parse(import_id: int) -> None:
    """Do the parse job here, before anything serves; one that broke off with its process is taken over."""
    # Nobody else works on the database of a demo that is starting, so every running job is a lost one.
    reap_jobs(utc_now() + 2 * LOST_AFTER)
    with read() as session:
        job_id = session.scalar(
            sa.select(sa.func.max(Job.id)).where(Job.import_id == import_id, Job.state == JobState.QUEUED)
        )
    ticket = claim_job(job_id) if job_id is not None else None
    if ticket is not None:
        parse_import(ticket)


def _has_run(version_id: int) -> bool:
    with read() as session:
        return session.scalar(sa.select(MappingRun.id).where(MappingRun.version_id == version_id).limit(1)) is not None
