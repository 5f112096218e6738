"""The modules that lapsed: who marked each, when, from which file, and what went with it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.records import DecisionRecord
from curriculum.contract.report import LapsedModule, LostCoverage
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping import coverage_of
from curriculum.mapping.statements import holding_verdicts
from curriculum.models import Account, AuditEntry, Import, ImportChange, Module, ModuleRevision
from curriculum.models.upload import ChangeKind, ImportState
from curriculum.services.conditions import has_lapsed, is_present
from curriculum.services.contents import read_decisions, read_modules
from curriculum.services.coverage.snapshots import Snapshot, read_snapshot
from curriculum.services.transactions import read


class _Mark(NamedTuple):
    """How a module came to lapse; the account is that of whoever took the file in."""

    at: datetime | None
    by: str
    file: str


def list_lapsed(version_id: int) -> tuple[LapsedModule, ...]:
    """Return the modules of a version that lapsed, oldest first."""
    with read() as session:
        return read_lapsed(session, read_snapshot(session, version_id, evidence=False))


def read_lapsed(session: Session, snapshot: Snapshot) -> tuple[LapsedModule, ...]:
    """Return the modules that lapsed, oldest first, with all decisions on them.

    A competency lost cover by a module when it would be covered better if that module were still there with its
    decisions, by the same rule as everywhere.
    """
    marks = _read_marks(session, snapshot.version.id)
    if not marks:
        return ()
    everything = read_modules(session, snapshot.version.id, retired=True)
    stored = {module.id: module for module in everything if module.id in marks}
    carried = read_decisions(session, tuple(stored.values()), snapshot.competencies, snapshot.version.id, history=True)
    lapsed = []
    for module_id, mark in marks.items():
        module = stored[module_id]
        decisions = tuple(item.record for item in carried if item.module_id == module_id)
        lapsed.append(
            LapsedModule(
                id=module.key,
                code=module.code,
                title=module.title,
                lapsed_at=mark.at.isoformat(timespec="seconds") if mark.at else "",
                lapsed_by=mark.by,
                file=mark.file,
                decisions=decisions,
                lost=_find_lost(snapshot, decisions),
                stable_id=module.uuid,
            )
        )
    return tuple(lapsed)


def name_lapsed(version_id: int) -> dict[int, tuple[str, ...]]:
    """Return per import the codes, or else the titles, of the modules that were marked as lapsed with it."""
    with read() as session:
        rows = session.execute(
            sa.select(ImportChange.import_id, Module.code, ModuleRevision.title)
            .join(Module, Module.id == ImportChange.module_id)
            .join(ModuleRevision, is_present())
            .where(Module.version_id == version_id, ImportChange.kind == ChangeKind.RETIRED)
            .order_by(Module.position, Module.id)
        )
        names: dict[int, tuple[str, ...]] = {}
        for import_id, code, title in rows:
            names[import_id] = (*names.get(import_id, ()), code or title)
        return names


def _find_lost(snapshot: Snapshot, decisions: Iterable[DecisionRecord]) -> tuple[LostCoverage, ...]:
    """Return what each competency would have with these decisions, where that is more than it has now."""
    held = {code: verdict for (_module, code), verdict in holding_verdicts(decisions).items()}
    lost = []
    for competency in snapshot.competencies:
        code = competency.record.code
        if held.get(code, Verdict.REJECTED) is Verdict.REJECTED:
            continue
        verdicts = [decision.verdict for decision in snapshot.decisions if decision.competency == code]
        is_open = any(link.proposed and link.statement is None for link in snapshot.links if link.competency == code)
        before = coverage_of([*verdicts, held[code]], proposed=is_open)
        now = coverage_of(verdicts, proposed=is_open)
        if before is not now:
            lost.append(LostCoverage(code, before, now))
    return tuple(lost)


def _read_marks(session: Session, version_id: int) -> dict[int, _Mark]:
    """Return for each module that has lapsed the last time that somebody marked it, oldest first."""
    rows = session.execute(
        sa.select(ImportChange.module_id, Import.applied_at, Import.filename, Account.name)
        .join(Import, Import.id == ImportChange.import_id)
        .join(Module, Module.id == ImportChange.module_id)
        .outerjoin(AuditEntry, sa.and_(AuditEntry.import_id == Import.id, AuditEntry.action == "import.confirm"))
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .where(
            Module.version_id == version_id,
            has_lapsed(),
            ImportChange.kind == ChangeKind.RETIRED,
            Import.state == ImportState.APPLIED,
        )
        .order_by(ImportChange.id)
    )
    marks: dict[int, _Mark] = {}
    for module_id, at, file, name in rows:
        marks.pop(module_id, None)
        marks[module_id] = _Mark(at, name or "", file)
    return marks
