"""The competency lists that a version can be held against."""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.records import CompetencyRecord, Framework
from curriculum.models import Competency, FrameworkRow, FrameworkVersion, QualificationFileRow
from curriculum.services.audit import record_entry
from curriculum.services.errors import NotFound, Refused
from curriculum.services.texts import hash_competency_text
from curriculum.services.transactions import read, write
from curriculum.services.written import clean_name
from imports.frameworks import list_frameworks as list_shipped_frameworks
from imports.frameworks import load_qualification_file

SHORT_LENGTH = 60
"""The most that a version or a date of a source may hold, in characters."""


@dataclass(frozen=True, slots=True)
class FrameworkSummary:
    """One competency list; ``id`` is that of the framework version."""

    id: int
    name: str
    title: str
    version: str
    source: str
    source_date: str
    competency_count: int


def list_frameworks() -> tuple[FrameworkSummary, ...]:
    """Return the stored lists in the order in which they were stored, so the default first."""
    counts = (
        sa.select(Competency.framework_version_id, sa.func.count().label("count"))
        .group_by(Competency.framework_version_id)
        .subquery()
    )
    query = (
        sa.select(FrameworkVersion, FrameworkRow.name, sa.func.coalesce(counts.c.count, 0))
        .join(FrameworkRow, FrameworkRow.id == FrameworkVersion.framework_id)
        .outerjoin(counts, counts.c.framework_version_id == FrameworkVersion.id)
        .order_by(FrameworkVersion.id)
    )
    with read() as session:
        return tuple(
            FrameworkSummary(
                id=version.id,
                name=name,
                title=version.title,
                version=version.version,
                source=version.source,
                source_date=version.source_date,
                competency_count=count,
            )
            for version, name, count in session.execute(query)
        )


def get_framework(framework_id: int) -> Framework:
    """Return one list with all its competencies, in its own order."""
    with read() as session:
        version = session.get(FrameworkVersion, framework_id)
        if version is None:
            raise NotFound("framework-not-found")
        name = session.scalars(sa.select(FrameworkRow.name).where(FrameworkRow.id == version.framework_id)).one()
        contents = session.scalars(
            sa.select(Competency.content)
            .where(Competency.framework_version_id == framework_id)
            .order_by(Competency.position)
        )
        return Framework(
            name=name,
            title=version.title,
            competencies=tuple(from_json(CompetencyRecord, content) for content in contents),
            version=version.version,
            source=version.source,
            source_date=version.source_date,
            sha256=version.sha256,
        )


def describe_framework(
    framework: Framework, *, title: str, version: str = "", source: str = "", source_date: str = ""
) -> Framework:
    """Return a list that was read from a file under its title and with its source.

    Raises ``Refused`` when there is no competency in it, or title or source is empty: an inspector asks where a list
    comes from.
    """
    title, source = clean_name(title), clean_name(source)
    version, source_date = clean_name(version, SHORT_LENGTH), clean_name(source_date, SHORT_LENGTH)
    if not title:
        raise Refused("title-required")
    if not source:
        raise Refused("source-required")
    if not framework.competencies:
        raise Refused("framework-unreadable")
    return replace(framework, title=title, version=version, source=source, source_date=source_date)


def store_framework(framework: Framework, *, actor_id: int | None) -> tuple[int, bool]:
    """Store a list, or find it when this very file was stored before.

    Returns the id of its version, and whether it is new.
    """
    with write() as session:
        version_id, is_new = add_framework(session, framework)
        if is_new:
            record_framework(session, framework, actor_id)
        return version_id, is_new


def record_framework(session: Session, framework: Framework, actor_id: int | None) -> None:
    """Write in the log that a list was stored."""
    count = len(framework.competencies)
    record_entry(session, actor_id, "framework.store", name=framework.name, sha256=framework.sha256, competencies=count)


def load_shipped_frameworks(*, actor_id: int | None = None) -> int:
    """Store the lists and the qualification file that ship with the tool, as far as they are not stored yet.

    Returns how many were stored. Running it again changes nothing.
    """
    shipped = list_shipped_frameworks()
    qualification = load_qualification_file()
    stored = 0
    with write() as session:
        for framework in shipped:
            _, is_new = add_framework(session, framework)
            stored += is_new
        if session.scalar(sa.select(sa.func.count()).where(QualificationFileRow.code == qualification.code)) == 0:
            session.add(
                QualificationFileRow(code=qualification.code, title=qualification.title, content=to_json(qualification))
            )
            stored += 1
        if stored:
            record_entry(session, actor_id, "framework.load_shipped", stored=stored)
    return stored


def add_framework(session: Session, framework: Framework) -> tuple[int, bool]:
    """Add a list to the transaction; return the id of its version and whether this very file is new."""
    row = session.scalar(sa.select(FrameworkRow).where(FrameworkRow.name == framework.name))
    if row is None:
        row = FrameworkRow(name=framework.name)
        session.add(row)
        session.flush()
    found = session.scalar(
        sa.select(FrameworkVersion.id).where(
            FrameworkVersion.framework_id == row.id, FrameworkVersion.sha256 == framework.sha256
        )
    )
    if found is not None:
        return found, False
    version = FrameworkVersion(
        framework_id=row.id,
        version=framework.version,
        title=framework.title,
        source=framework.source,
        source_date=framework.source_date,
        sha256=framework.sha256,
    )
    session.add(version)
    session.flush()
    if framework.competencies:
        session.execute(
            sa.insert(Competency),
            [
                {
                    "framework_version_id": version.id,
                    "position": position,
                    "code": record.code,
                    "title": record.title,
                    "text_hash": hash_competency_text(record),
                    "content": to_json(record),
                }
                for position, record in enumerate(framework.competencies)
            ],
        )
    return version.id, True
