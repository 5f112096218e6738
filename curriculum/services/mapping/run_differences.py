"""What a new run changed: proposals change only by a run, and then people see how."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.changes import FindingChange
from curriculum.contract.vocabulary import Band
from curriculum.models import Competency, CurriculumVersion, MappingRun, Module, ModuleRevision, ProposalRow
from curriculum.services.contents import require_version
from curriculum.services.mapping.finding_causes import find_causes, read_findings
from curriculum.services.transactions import read


@dataclass(frozen=True, slots=True)
class ChangedProposal:
    """One proposal that came, went or moved to another band; a band is None where there was no proposal."""

    module_id: int
    module_title: str
    competency_code: str
    competency_title: str
    before: Band | None
    after: Band | None


@dataclass(frozen=True, slots=True)
class RunDifference:
    """The newest run beside the one before it, each list by module in sheet order, then by code.

    ``findings`` are the competencies of which the gap rule says something else, in framework order, each with why.
    """

    run_id: int
    finished_at: datetime
    earlier_finished_at: datetime
    findings: tuple[FindingChange, ...]
    new: tuple[ChangedProposal, ...]
    gone: tuple[ChangedProposal, ...]
    moved: tuple[ChangedProposal, ...]


def compare_latest_runs(version_id: int) -> RunDifference | None:
    """Return what the newest run proposes differently; None while there are no two runs on the present framework."""
    with read() as session:
        runs = _find_runs(session, require_version(session, version_id))
        if runs is None:
            return None
        latest, earlier = runs
        after, before = _read_bands(session, latest.id), _read_bands(session, earlier.id)
        changes = [
            (row.position, _describe(row, before.get((row.id, row.code)), after.get((row.id, row.code))))
            for row in _read_names(session, (latest.id, earlier.id))
        ]
        findings = find_causes(session, latest, earlier)
    ordered = [change for _, change in sorted(changes, key=lambda item: (item[0], item[1].competency_code))]
    return RunDifference(
        run_id=latest.id,
        finished_at=latest.finished_at,
        earlier_finished_at=earlier.finished_at,
        findings=findings,
        new=tuple(change for change in ordered if change.before is None),
        gone=tuple(change for change in ordered if change.after is None),
        moved=tuple(change for change in ordered if change.before and change.after and change.before != change.after),
    )


def count_changed_findings(version_id: int) -> int | None:
    """Return of how many competencies the newest run finds something else than the run before; None without two."""
    with read() as session:
        runs = _find_runs(session, require_version(session, version_id))
        return None if runs is None else len(read_findings(session, *runs))


def read_changes(session: Session, version: CurriculumVersion) -> tuple[FindingChange, ...]:
    """Return what the newest run of a version finds otherwise; empty while there are no two runs."""
    runs = _find_runs(session, version)
    return () if runs is None else find_causes(session, *runs)


def _find_runs(session: Session, version: CurriculumVersion) -> tuple[MappingRun, MappingRun] | None:
    """Return the newest run against the present framework and the one before it."""
    found = session.scalars(
        sa.select(MappingRun)
        .where(MappingRun.version_id == version.id, MappingRun.framework_version_id == version.framework_version_id)
        .order_by(MappingRun.id.desc())
        .limit(2)
    ).all()
    return (found[0], found[1]) if len(found) == 2 else None


def _read_bands(session: Session, run_id: int) -> dict[tuple[int, str], Band]:
    rows = session.execute(
        sa.select(ProposalRow.module_id, Competency.code, ProposalRow.band)
        .join(Competency, Competency.id == ProposalRow.competency_id)
        .where(ProposalRow.run_id == run_id, ProposalRow.proposed)
    )
    return {(row.module_id, row.code): row.band for row in rows}


def _read_names(session: Session, run_ids: tuple[int, int]) -> sa.Result[tuple[int, int, str, str, str]]:
    """Return every module and competency that one of the runs proposes to link."""
    return session.execute(
        sa.select(Module.id, Module.position, ModuleRevision.title, Competency.code, Competency.title.label("wanted"))
        .join(ProposalRow, ProposalRow.module_id == Module.id)
        .join(Competency, Competency.id == ProposalRow.competency_id)
        .join(ModuleRevision, sa.and_(ModuleRevision.module_id == Module.id, ModuleRevision.number == Module.revision))
        .where(ProposalRow.run_id.in_(run_ids), ProposalRow.proposed)
        .distinct()
    )


def _describe(row: sa.Row[tuple[int, int, str, str, str]], before: Band | None, after: Band | None) -> ChangedProposal:
    return ChangedProposal(row.id, row.title, row.code, row.wanted, before, after)
