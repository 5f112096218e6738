"""Links between modules and competencies as people see them: the proposal, the decision that holds, the history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json
from curriculum.contract.records import CompetencyRecord, DecisionRecord, ModuleRecord, QualificationFile
from curriculum.contract.report import Evidence, Link
from curriculum.models import Competency, CurriculumVersion, Import, Module, ModuleRevision, ProposalRow
from curriculum.services.contents import (
    Part,
    StoredCompetency,
    StoredModule,
    read_competencies,
    read_decisions,
    read_latest_run,
    read_links,
    read_modules,
    read_qualification,
    require_version,
)
from curriculum.services.coverage.past import PastLink, read_past
from curriculum.services.coverage.snapshots import Snapshot, read_snapshot
from curriculum.services.errors import NotFound
from curriculum.services.transactions import read


class LinkState(StrEnum):
    """What holds for a link now."""

    OPEN = "open"  # proposed, nobody judged
    FULL = "full"
    PARTIAL = "partial"
    REJECTED = "rejected"
    NONE = "none"  # neither proposed nor judged


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link in a list. ``link`` is None when the latest run found nothing; ``decision`` None when nobody judged."""

    module_id: int
    module_key: str
    module_code: str | None
    module_title: str
    competency_code: str
    competency_title: str
    state: LinkState
    outdated: bool
    link: Link | None
    decision: DecisionRecord | None


@dataclass(frozen=True, slots=True)
class LinkDetail:
    """One link with the texts of both sides and all decisions, newest first.

    ``filename`` is the upload that the module's text, and so every cell in the evidence, was read from. ``latest`` is
    the number of the newest decision (0 = none): what a person who decides on this page has seen.
    ``past`` is how it was when the decision that holds was taken, None when that is as it is now.
    ``work_process_titles`` gives the titles of the work processes, as far as the programme's qualification file has
    them.
    """

    view: LinkView
    module: ModuleRecord
    competency: CompetencyRecord
    history: tuple[DecisionRecord, ...]
    filename: str
    latest: int
    work_process_titles: Mapping[str, str]
    past: PastLink | None = None


def list_proposals(
    version_id: int, *, state: LinkState | None = None, outdated: bool | None = None, evidence: bool = True
) -> tuple[LinkView, ...]:
    """Return proposed and decided links, by module in sheet order, then falling score; each filter narrows.

    Evidence is by far the heaviest to read, so who only counts or names links leaves it out.
    """
    with read() as session:
        snapshot = read_snapshot(session, version_id, evidence=evidence)
        return tuple(
            view
            for view in view_links(snapshot)
            if (state is None or view.state is state) and (outdated is None or view.outdated is outdated)
        )


def read_links_of_module(session: Session, version: CurriculumVersion, module: StoredModule) -> tuple[LinkView, ...]:
    """Return what is proposed or decided of one module, by falling score."""
    competencies = read_competencies(session, version.framework_version_id)
    part = Part(module_id=module.id)
    decisions = read_decisions(session, (module,), competencies, version.id, part=part)
    run = read_latest_run(session, version)
    links = read_links(session, run, (module,), competencies, decisions, evidence=False, part=part)
    return _view_all((module,), competencies, links, (decision.record for decision in decisions))


def add_evidence(version_id: int, views: Sequence[LinkView]) -> tuple[LinkView, ...]:
    """Return the same links with their evidence from the latest run, for a list that was read without it."""
    wanted = {view.module_id for view in views if view.link is not None}
    if not wanted:
        return tuple(views)
    with read() as session:
        run = read_latest_run(session, require_version(session, version_id))
        rows = session.execute(
            sa.select(ProposalRow.module_id, Competency.code, ProposalRow.evidence)
            .join(Competency, Competency.id == ProposalRow.competency_id)
            .where(ProposalRow.run_id == (run.id if run else None), ProposalRow.module_id.in_(sorted(wanted)))
        )
        found = {(row.module_id, row.code): row.evidence for row in rows}
    return tuple(
        view
        if view.link is None
        else replace(
            view, link=replace(view.link, evidence=_read_evidence(found, view.module_id, view.competency_code))
        )
        for view in views
    )


def _read_evidence(found: Mapping[tuple[int, str], Any], module_id: int, code: str) -> tuple[Evidence, ...]:
    return from_json(tuple[Evidence, ...], found.get((module_id, code)) or ())


def get_link(version_id: int, module_id: int, competency_code: str) -> LinkDetail:
    """Return one link, also when nothing was proposed (a person may link by hand)."""
    with read() as session:
        version = require_version(session, version_id)
        modules = read_modules(session, version_id, only=module_id)
        if not modules:
            raise NotFound("module-not-found")
        competencies = read_competencies(session, version.framework_version_id, only=competency_code)
        if not competencies:
            raise NotFound("competency-not-found", code=competency_code)
        part = Part(module_id, competencies[0].id)
        history = read_decisions(session, modules, competencies, version_id, part=part, history=True)
        links = read_links(session, read_latest_run(session, version), modules, competencies, history[-1:], part=part)
        link = links[0] if links else None
        return LinkDetail(
            view=_view(modules[0], competencies[0].record, link, history[-1].record if history else None),
            module=modules[0].record,
            competency=competencies[0].record,
            history=tuple(decision.record for decision in reversed(history)),
            filename=read_filename(session, module_id),
            latest=history[-1].id if history else 0,
            work_process_titles=title_work_processes(read_qualification(session, version)),
            past=read_past(session, version, modules[0], competencies[0], history[-1], link) if history else None,
        )


def title_work_processes(qualification: QualificationFile | None) -> dict[str, str]:
    """Return the titles of work processes and core tasks by code, none without a qualification file."""
    if qualification is None:
        return {}
    return dict(qualification.core_tasks) | {process.code: process.title for process in qualification.work_processes}


def view_links(snapshot: Snapshot) -> tuple[LinkView, ...]:
    """Return every link of a version that is proposed or decided, by module in sheet order, then falling score."""
    return _view_all(snapshot.modules, snapshot.competencies, snapshot.links, snapshot.decisions)


def _view_all(
    modules: Sequence[StoredModule],
    competencies: Iterable[StoredCompetency],
    links: Iterable[Link],
    decisions: Iterable[DecisionRecord],
) -> tuple[LinkView, ...]:
    by_key = {module.key: module for module in modules}
    records = {competency.record.code: competency.record for competency in competencies}
    proposed = {(link.module, link.competency): link for link in links}
    decided = {(decision.module, decision.competency): decision for decision in decisions}
    views = [
        _view(by_key[pair[0]], records[pair[1]], proposed.get(pair), decided.get(pair))
        for pair in {**proposed, **decided}
    ]
    order = {module.id: position for position, module in enumerate(modules)}
    return tuple(
        sorted(
            (view for view in views if view.state is not LinkState.NONE),
            key=lambda view: (order[view.module_id], -(view.link.score if view.link else 0.0), view.competency_code),
        )
    )


def read_filename(session: Session, module_id: int) -> str:
    """Return the name of the upload that a module's present text was read from."""
    return (
        session.scalar(
            sa.select(Import.filename)
            .join(ModuleRevision, ModuleRevision.import_id == Import.id)
            .join(Module, sa.and_(Module.id == ModuleRevision.module_id, Module.revision == ModuleRevision.number))
            .where(Module.id == module_id)
        )
        or ""
    )


def _view(
    module: StoredModule, competency: CompetencyRecord, link: Link | None, decision: DecisionRecord | None
) -> LinkView:
    return LinkView(
        module_id=module.id,
        module_key=module.key,
        module_code=module.code,
        module_title=module.title,
        competency_code=competency.code,
        competency_title=competency.title,
        state=_state_of(link, decision),
        outdated=decision is not None and decision.outdated,
        link=link,
        decision=decision,
    )


def _state_of(link: Link | None, decision: DecisionRecord | None) -> LinkState:
    """Return what holds: a decision comes before a proposal."""
    if decision is not None:
        return LinkState(decision.verdict.value)
    return LinkState.OPEN if link is not None and link.proposed else LinkState.NONE
