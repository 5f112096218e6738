"""Why a new run finds something else of a competency: what was judged and what changed since the run before it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from curriculum.contract.changes import Cause, CauseKind, FindingChange
from curriculum.contract.vocabulary import Finding, Verdict
from curriculum.models import AssessmentRow, Competency, Decision, MappingRun, Module, ModuleRevision, ProposalRow
from curriculum.models.module import ModuleState
from curriculum.services.conditions import is_present, still_stands

MOST_NAMED = 5
"""So many modules or links are named in one cause; the rest is counted."""


class MovedFinding(NamedTuple):
    """A competency with what two runs say of it, and the keys of the modules that come nearest in either."""

    competency_id: int
    code: str
    before: Finding
    now: Finding
    probability_before: float
    probability_now: float
    nearest: frozenset[str]


class _Judged(NamedTuple):
    module_id: int
    competency_id: int
    code: str
    verdict: Verdict


def read_findings(session: Session, latest: MappingRun, earlier: MappingRun) -> tuple[MovedFinding, ...]:
    """Return the competencies of which the runs find something else, in framework order."""
    now, before = aliased(AssessmentRow), aliased(AssessmentRow)
    rows = session.execute(
        sa.select(Competency.id, Competency.code, before, now)
        .join(now, sa.and_(now.competency_id == Competency.id, now.run_id == latest.id))
        .join(before, sa.and_(before.competency_id == Competency.id, before.run_id == earlier.id))
        .where(now.finding != before.finding)
        .order_by(Competency.position)
    )
    return tuple(
        MovedFinding(
            competency_id,
            code,
            old.finding,
            new.finding,
            old.probability,
            new.probability,
            frozenset(nearest["module"] for nearest in (*old.nearest, *new.nearest)),
        )
        for competency_id, code, old, new in rows
    )


def find_causes(session: Session, latest: MappingRun, earlier: MappingRun) -> tuple[FindingChange, ...]:
    """Return the competencies of which the runs find something else, each with what happened between the runs."""
    moved = read_findings(session, latest, earlier)
    if not moved:
        return ()
    names, keys = _name_modules(session, latest.version_id)
    judged = _read_judged(session, latest, earlier)
    touched = _read_touched(session, latest, earlier)
    proposed: dict[int, set[int]] = defaultdict(set)
    for module_id, competency_id in session.execute(
        sa.select(ProposalRow.module_id, ProposalRow.competency_id).where(
            ProposalRow.run_id.in_((latest.id, earlier.id)),
            ProposalRow.proposed,
            ProposalRow.competency_id.in_([item.competency_id for item in moved]),
        )
    ):
        proposed[competency_id].add(module_id)
    is_other_engine = (latest.engine, latest.settings_sha256) != (earlier.engine, earlier.settings_sha256)
    changes = []
    for item in moved:
        near = proposed[item.competency_id] | {keys[key] for key in item.nearest if key in keys}
        own = [each for each in judged if each.competency_id == item.competency_id]
        others = [each for each in judged if each.competency_id != item.competency_id]
        causes = (
            _name_links(CauseKind.JUDGED, own, [names[each.module_id] for each in own]),
            _name(CauseKind.TEXTS, [names[module] for module in touched if module in near]),
            _name_links(CauseKind.LEARNED, others, [f"{names[each.module_id]} – {each.code}" for each in others]),
            _name(CauseKind.ELSEWHERE, [names[module] for module in touched if module not in near]),
            Cause(CauseKind.ENGINE) if is_other_engine else None,
        )
        found = tuple(cause for cause in causes if cause is not None) or (Cause(CauseKind.UNKNOWN),)
        changes.append(
            FindingChange(item.code, item.before, item.now, item.probability_before, item.probability_now, found)
        )
    return tuple(changes)


def _name(kind: CauseKind, names: Sequence[str]) -> Cause | None:
    return Cause(kind, tuple(names[:MOST_NAMED]), more=max(len(names) - MOST_NAMED, 0)) if names else None


def _name_links(kind: CauseKind, judged: Sequence[_Judged], names: Sequence[str]) -> Cause | None:
    if not judged:
        return None
    verdicts = tuple(each.verdict for each in judged[:MOST_NAMED])
    return Cause(kind, tuple(names[:MOST_NAMED]), verdicts, more=max(len(judged) - MOST_NAMED, 0))


def _name_modules(session: Session, version_id: int) -> tuple[dict[int, str], dict[str, int]]:
    """Return code or else title by id, and id by key, of all modules that the version ever had."""
    rows = session.execute(
        sa.select(Module.id, Module.key, Module.code, ModuleRevision.title)
        .join(ModuleRevision, is_present())
        .where(Module.version_id == version_id)
    ).all()
    return {row.id: row.code or row.title for row in rows}, {row.key: row.id for row in rows}


def _read_judged(session: Session, latest: MappingRun, earlier: MappingRun) -> list[_Judged]:
    """Return the last verdict on each link that was judged between the runs, oldest first."""
    rows = session.execute(
        sa.select(Decision.module_id, Decision.competency_id, Competency.code, Decision.verdict)
        .join(Module, Module.id == Decision.module_id)
        .join(Competency, Competency.id == Decision.competency_id)
        .where(
            Module.version_id == latest.version_id,
            Competency.framework_version_id == latest.framework_version_id,
            Decision.decided_at > earlier.read_at,
            Decision.decided_at <= latest.read_at,
            still_stands(),
        )
        .order_by(Decision.id)
    )
    last = {(row.module_id, row.competency_id): _Judged(*row) for row in rows}
    return list(last.values())


def _read_touched(session: Session, latest: MappingRun, earlier: MappingRun) -> list[int]:
    """Return the modules, in sheet order, that got another text between the runs or that only the earlier run knew."""
    texts = sa.select(ModuleRevision.module_id).where(
        ModuleRevision.created_at > earlier.read_at, ModuleRevision.created_at <= latest.read_at
    )

    def of_run(run: MappingRun) -> sa.Select[int]:
        return sa.select(ProposalRow.module_id).where(ProposalRow.run_id == run.id)

    gone = sa.and_(
        Module.state == ModuleState.RETIRED, Module.id.in_(of_run(earlier)), Module.id.not_in(of_run(latest))
    )
    return _ids(
        session.execute(
            sa.select(Module.id)
            .where(Module.version_id == latest.version_id, sa.or_(Module.id.in_(texts), gone))
            .order_by(Module.position, Module.id)
        )
    )


def _ids(rows: Iterable[sa.Row[int]]) -> list[int]:
    return [row[0] for row in rows]
