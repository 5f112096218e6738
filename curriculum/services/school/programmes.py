"""Programmes and their curriculum versions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.rules import name_state
from curriculum.contract.vocabulary import Leerweg, Role, VersionStatus
from curriculum.models import (
    Competency,
    CurriculumVersion,
    FrameworkVersion,
    Job,
    Membership,
    Module,
    Programme,
    QualificationFileRow,
    School,
)
from curriculum.models.job import JobKind, JobState
from curriculum.models.module import ModuleState
from curriculum.services.audit import record_entry
from curriculum.services.contents import count_decisions, count_modules, read_latest_run, require_version
from curriculum.services.errors import Conflict, NotFound, Refused
from curriculum.services.mapping.runs import RunView, view_run
from curriculum.services.school.copying import Copied, copy_content
from curriculum.services.school.copying import Take as Take
from curriculum.services.transactions import read, write
from curriculum.services.written import COHORT_LENGTH, clean_name


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """One curriculum version in a list, newest cohort first."""

    id: int
    cohort: str
    status: VersionStatus
    module_count: int


@dataclass(frozen=True, slots=True)
class ProgrammeSummary:
    """A programme with its versions and the role of the account that asks."""

    id: int
    name: str
    crebo_code: str | None
    leerweg: Leerweg
    role: Role | None
    versions: tuple[VersionSummary, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """One curriculum version, with all that the page head needs."""

    id: int
    programme_id: int
    programme: str
    school: str
    crebo_code: str | None
    leerweg: Leerweg
    cohort: str
    status: VersionStatus
    framework_id: int
    framework_title: str
    module_count: int
    competency_count: int
    decision_count: int
    latest_run: RunView | None
    created_at: datetime
    content_revision: int

    @property
    def state(self) -> str:
        """The state of the content, as workbook and page name it: every import and every mapping makes a new one."""
        return name_state(self.content_revision, self.latest_run.id if self.latest_run else None)

    @property
    def is_frozen(self) -> bool:
        """Whether the version is adopted, so that nothing in it may change."""
        return self.status is VersionStatus.ADOPTED


def list_programmes(account_id: int | None) -> tuple[ProgrammeSummary, ...]:
    """Return the programmes in which the account has a role, by name; ``None`` = the command line, which sees all."""
    modules = (
        sa.select(Module.version_id, sa.func.count().label("count"))
        .where(Module.state == ModuleState.ACTIVE)
        .group_by(Module.version_id)
        .subquery()
    )
    found: sa.Select[Programme, Role | None] = sa.select(Programme, sa.null())
    counted = sa.select(CurriculumVersion, sa.func.coalesce(modules.c.count, 0)).outerjoin(
        modules, modules.c.version_id == CurriculumVersion.id
    )
    if account_id is not None:
        mine = Membership.account_id == account_id
        found = (
            sa.select(Programme, Membership.role).join(Membership, Membership.programme_id == Programme.id).where(mine)
        )
        counted = counted.join(Membership, Membership.programme_id == CurriculumVersion.programme_id).where(mine)
    with read() as session:
        memberships = session.execute(found).all()
        versions: dict[int, list[VersionSummary]] = defaultdict(list)
        for version, count in session.execute(counted):
            versions[version.programme_id].append(VersionSummary(version.id, version.cohort, version.status, count))
        summaries = [
            ProgrammeSummary(
                id=programme.id,
                name=programme.name,
                crebo_code=programme.crebo_code,
                leerweg=programme.leerweg,
                role=role,
                versions=_newest_first(versions[programme.id]),
            )
            for programme, role in memberships
        ]
    return tuple(sorted(summaries, key=lambda summary: (summary.name.casefold(), summary.leerweg, summary.id)))


def get_version(version_id: int) -> VersionView:
    """Return one version with its counts and its latest run."""
    with read() as session:
        version = require_version(session, version_id)
        programme = session.get_one(Programme, version.programme_id)
        return VersionView(
            id=version.id,
            programme_id=programme.id,
            programme=programme.name,
            school=session.scalars(sa.select(School.name).where(School.id == programme.school_id)).one(),
            crebo_code=programme.crebo_code,
            leerweg=programme.leerweg,
            cohort=version.cohort,
            content_revision=version.content_revision,
            status=version.status,
            framework_id=version.framework_version_id,
            framework_title=session.get_one(FrameworkVersion, version.framework_version_id).title,
            module_count=count_modules(session, version_id),
            competency_count=session.scalars(
                sa.select(sa.func.count()).where(Competency.framework_version_id == version.framework_version_id)
            ).one(),
            decision_count=count_decisions(session, version_id),
            latest_run=view_run(session, read_latest_run(session, version), version),
            created_at=version.created_at,
        )


def create_programme(
    name: str,
    *,
    leerweg: Leerweg,
    cohort: str,
    crebo_code: str | None = None,
    framework_id: int | None = None,
    school: str = "",
    actor_id: int | None,
) -> int:
    """Create a programme with its first version and return the id of that version.

    Without ``framework_id`` the first stored list is used, which is the shipped default. ``school`` names the school
    when this is its first programme. The actor, if there is one, becomes administrator of the programme.
    Raises ``Refused`` (a field is empty or too long, crebo is not five digits), ``Conflict``.
    """
    name, crebo_code, school = clean_name(name), clean_name(crebo_code or "") or None, clean_name(school)
    if not name:
        raise Refused("name-required")
    if crebo_code is not None and not (len(crebo_code) == 5 and crebo_code.isascii() and crebo_code.isdigit()):
        raise Refused("crebo-not-five-digits", crebo=crebo_code)
    with write() as session:
        owner = session.scalar(sa.select(School).order_by(School.id).limit(1).with_for_update(key_share=True))
        if owner is None:
            owner = School(name=school or "School")
            session.add(owner)
            session.flush()
        taken = sa.select(Programme.id).where(
            Programme.school_id == owner.id, Programme.name == name, Programme.leerweg == leerweg
        )
        if session.scalar(taken) is not None:
            raise Conflict("programme-exists", name=name)
        programme = Programme(school_id=owner.id, name=name, crebo_code=crebo_code, leerweg=leerweg)
        session.add(programme)
        session.flush()
        if actor_id is not None:
            session.add(Membership(account_id=actor_id, programme_id=programme.id, role=Role.ADMIN))
        version = _add_version(session, programme.id, cohort, framework_id)
        record_entry(session, actor_id, "programme.create", version=version, cohort=version.cohort)
        return version.id


def create_version(
    programme_id: int,
    cohort: str,
    *,
    framework_id: int | None = None,
    copy_from: int | None = None,
    take: Take = Take.DECISIONS,
    actor_id: int | None,
) -> int:
    """Create a version of the programme for another cohort and return its id.

    ``copy_from`` is a version of the same programme, of which it takes over what ``take`` says. Raises ``Refused`` (no
    cohort), ``Conflict`` (the cohort exists) and ``NotFound``.
    """
    with write() as session:
        # Locked: two who make the same cohort at once meet the rule about it, and not the database's.
        if session.get(Programme, programme_id, with_for_update={"key_share": True}) is None:
            raise NotFound("programme-not-found")
        if copy_from is not None and require_version(session, copy_from).programme_id != programme_id:
            raise NotFound("version-not-found")
        version = _add_version(session, programme_id, cohort, framework_id)
        copied = Copied()
        if copy_from is not None:
            copied = copy_content(session, copy_from, version.id, take)
            version.content_revision += int(copied.modules > 0)
        detail = {
            "copied_from": copy_from if copied.modules else None,
            "modules": copied.modules,
            "decisions": copied.decisions,
        }
        record_entry(session, actor_id, "version.create", version=version, cohort=version.cohort, **detail)
        return version.id


def set_status(version_id: int, status: VersionStatus, *, actor_id: int | None) -> None:
    """Move a version between concept, afgestemd and vastgesteld; also out of vastgesteld, which the log then tells.

    Raises ``Conflict`` when it is to be adopted while a mapping is under way, which would still change it.
    """
    with write() as session:
        version = require_version(session, version_id, lock=True)
        if status is VersionStatus.ADOPTED and session.scalar(_select_open_run(version_id)) is not None:
            raise Conflict("mapping-under-way")
        before, version.status = version.status, status
        record_entry(session, actor_id, "version.set_status", version=version, before=before.value, status=status.value)


def choose_framework(version_id: int, framework_id: int, *, actor_id: int | None) -> None:
    """Hold the version against another competency list; decisions on the other list stay with that list."""
    with write() as session:
        version = require_version(session, version_id, for_change=True)
        if session.get(FrameworkVersion, framework_id) is None:
            raise NotFound("framework-not-found")
        before, version.framework_version_id = version.framework_version_id, framework_id
        # A draft was read with the codes of the other list, so it has to be looked at again.
        version.content_revision += 1
        record_entry(session, actor_id, "version.choose_framework", version=version, before=before, now=framework_id)


def _select_open_run(version_id: int) -> sa.Select[int]:
    """Select the newest mapping of a version that waits or is under way."""
    return sa.select(sa.func.max(Job.id)).where(
        Job.version_id == version_id,
        Job.kind == JobKind.RUN_MAPPING,
        Job.state.in_((JobState.QUEUED, JobState.RUNNING)),
    )


def _add_version(session: Session, programme_id: int, cohort: str, framework_id: int | None) -> CurriculumVersion:
    cohort = clean_name(cohort, COHORT_LENGTH)
    if not cohort:
        raise Refused("cohort-required")
    taken = sa.select(CurriculumVersion.id).where(
        CurriculumVersion.programme_id == programme_id, CurriculumVersion.cohort == cohort
    )
    if session.scalar(taken) is not None:
        raise Conflict("version-exists", cohort=cohort)
    if framework_id is None:
        framework_id = session.scalar(sa.select(sa.func.min(FrameworkVersion.id)))
    if framework_id is None or session.get(FrameworkVersion, framework_id) is None:
        raise NotFound("framework-not-found")
    version = CurriculumVersion(
        programme_id=programme_id,
        cohort=cohort,
        framework_version_id=framework_id,
        qualification_file_id=session.scalar(sa.select(sa.func.min(QualificationFileRow.id))),
    )
    session.add(version)
    session.flush()
    return version


def _newest_first(versions: Iterable[VersionSummary]) -> tuple[VersionSummary, ...]:
    return tuple(sorted(versions, key=lambda version: (version.cohort, version.id), reverse=True))
