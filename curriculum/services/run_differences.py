"""What a new run changed: proposals change only by a run, and then people see how."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.vocabulary import Band
from curriculum.models import Competency, MappingRun, Module, ModuleRevision, ProposalRow
from curriculum.services.contents import require_version
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
    """The newest run beside the one before it, each list by module in sheet order, then by code."""

    run_id: int
    earlier_run_id: int
    new: tuple[ChangedProposal, ...]
    gone: tuple[ChangedProposal, ...]
    moved: tuple[ChangedProposal, ...]


def compare_latest_runs(version_id: int) -> RunDifference | None:
    """Return what the newest run proposes differently; None while there are no two runs on the present framework."""
    with read() as session:
        version = require_version(session, version_id)
        run_ids = session.scalars(
            sa.select(MappingRun.id)
            .where(
                MappingRun.version_id == version_id,
                MappingRun.framework_version_id == version.framework_version_id,
            )
            .order_by(MappingRun.id.desc())
            .limit(2)
        ).all()
        if len(run_ids) < 2:
            return None
        latest, earlier = run_ids
        after, before = _read_bands(session, latest), _read_bands(session, earlier)
        changes = [
            (row.position, _describe(row, before.get((row.id, row.code)), after.get((row.id, row.code))))
            for row in _read_names(session, (latest, earlier))
        ]
    ordered = [change for _, change in sorted(changes, key=lambda item: (item[0], item[1].competency_code))]
    return RunDifference(
        run_id=latest,
        earlier_run_id=earlier,
        new=tuple(change for change in ordered if change.before is None),
        gone=tuple(change for change in ordered if change.after is None),
        moved=tuple(change for change in ordered if change.before and change.after and change.before != change.after),
    )


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
