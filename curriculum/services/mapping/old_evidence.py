"""Clears the evidence of mapping runs that nobody can need any more; by far the heaviest part of the database.

What is cleared is only the evidence of a link: which words met where. The run itself, its proposals with their chances
and what it found of each competency stay, so that later runs can still be laid beside it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from curriculum.contract.vocabulary import StatementSource, VersionStatus
from curriculum.extensions import db
from curriculum.models import AuditEntry, Decision, MappingRun, ProposalRow
from curriculum.services.audit import record_entry
from curriculum.services.contents import require_version
from curriculum.services.transactions import read, write


@dataclass(frozen=True, slots=True)
class Cleared:
    """Of how many runs and links the evidence was cleared."""

    runs: int
    links: int


class _Run(NamedTuple):
    """One run; ``next_at`` is when the run after it, against the same list, was ready."""

    id: int
    version_id: int
    finished_at: datetime
    next_at: datetime


def clear_old_evidence(keep: int | None = None) -> Cleared:
    """Clear the evidence of old runs, and return how much that was; what is cleared already is not counted again.

    Kept is the evidence of the last ``keep`` runs of each version (by default the setting ``CURRICULUM_KEEP_RUNS``), of
    the last run against each list, of each run that a version was adopted with or a workbook was downloaded from, and
    of each link that a person judged while the run was the last one.
    """
    keep = current_app.config["KEEP_RUNS"] if keep is None else keep
    with read() as session:
        old = [run for run in _find_old(session, keep) if _has_evidence(session, run)]
    links = 0
    # A transaction for each run, so that nobody who works waits for long.
    for run in old:
        with write() as session:
            cleared = len(session.scalars(sa.select(_select_needless(run).subquery().c.id)).all())
            if not cleared:
                continue
            needless = _select_needless(run)
            session.execute(sa.update(ProposalRow).where(ProposalRow.id.in_(needless)).values(evidence=[]))
            version = require_version(session, run.version_id)
            record_entry(session, None, "evidence.clear", version=version, run_id=run.id, links=cleared)
            links += cleared
    return Cleared(len(old), links)


def measure_database() -> int:
    """Return how many bytes the database takes."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            size = connection.exec_driver_sql("PRAGMA page_size").scalar()
            return int(pages or 0) * int(size or 0)
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)


def shrink_database() -> None:
    """Give the space of what was cleared back to the system; the database is written anew, so nobody may be working."""
    if db.engine.dialect.name == "sqlite":
        # SQLite does this outside any transaction only, so past the engine, which begins one.
        raw = db.engine.raw_connection()
        try:
            raw.execute("VACUUM")
        finally:
            raw.close()
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM FULL proposal")


def _find_old(session: Session, keep: int) -> list[_Run]:
    """Return the runs of which not all evidence is kept, oldest first."""
    rows = session.execute(
        sa.select(
            MappingRun.id, MappingRun.version_id, MappingRun.framework_version_id, MappingRun.finished_at
        ).order_by(MappingRun.id)
    ).all()
    by_list: dict[tuple[int, int], list[tuple[int, datetime]]] = defaultdict(list)
    by_version: dict[int, list[int]] = defaultdict(list)
    for run_id, version_id, framework_id, finished_at in rows:
        by_list[version_id, framework_id].append((run_id, finished_at))
        by_version[version_id].append(run_id)
    kept = {run_id for ids in by_version.values() for run_id in ids[max(len(ids) - keep, 0) :]}
    moments = _read_moments(session)
    old = []
    for (version_id, _framework_id), runs in by_list.items():
        for (run_id, finished_at), (_later_id, next_at) in pairwise(runs):
            if run_id in kept or any(finished_at <= moment < next_at for moment in moments[version_id]):
                continue
            old.append(_Run(run_id, version_id, finished_at, next_at))
    return sorted(old)


def _read_moments(session: Session) -> dict[int, list[datetime]]:
    """Return per version when it was adopted and when its workbook was downloaded."""
    entries: Iterable[AuditEntry] = session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action.in_(("report.export", "version.set_status")))
    )
    moments: dict[int, list[datetime]] = defaultdict(list)
    for entry in entries:
        is_adopted = entry.detail.get("status") == VersionStatus.ADOPTED
        if entry.version_id is not None and (entry.action == "report.export" or is_adopted):
            moments[entry.version_id].append(entry.at)
    return moments


def _has_evidence(session: Session, run: _Run) -> bool:
    return session.scalar(_select_needless(run).limit(1)) is not None


def _select_needless(run: _Run) -> sa.Select[int]:
    """Select the links of a run that have evidence on which no judgement of a person rests."""
    judged = sa.exists().where(
        Decision.module_id == ProposalRow.module_id,
        Decision.competency_id == ProposalRow.competency_id,
        Decision.source == StatementSource.PERSON,
        Decision.decided_at >= run.finished_at,
        Decision.decided_at < run.next_at,
    )
    has_any = sa.cast(ProposalRow.evidence, sa.Text) != "[]"
    return sa.select(ProposalRow.id).where(ProposalRow.run_id == run.id, has_any, ~judged)
