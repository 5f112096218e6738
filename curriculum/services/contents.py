"""What stands in the database of one version, read in a fixed number of queries; the other services build on this."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json, hash_json
from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord, QualificationFile
from curriculum.contract.report import Assessment, Evidence, Link, Nearest, Rule, Sources
from curriculum.contract.vocabulary import StatementSource, VersionStatus
from curriculum.models import (
    Account,
    AssessmentRow,
    Competency,
    CurriculumVersion,
    Decision,
    FrameworkRow,
    FrameworkVersion,
    MappingRun,
    Module,
    ModuleRevision,
    ProposalRow,
    QualificationFileRow,
)
from curriculum.models.module import ModuleState
from curriculum.services.conditions import has_lapsed, is_present, still_stands
from curriculum.services.errors import Conflict, NotFound


@dataclass(frozen=True)
class StoredModule:
    """A module with its present text; ``record.id`` is its key, ``uuid`` the identifier that exports carry.

    The record is read from ``content`` when somebody asks for it: most pages only name the modules.

    ``lapsed`` tells of a module that left the programme whether a person said so; the others were of an upload that was
    undone, as if they had never been there.
    """

    id: int
    uuid: str
    key: str
    code: str | None
    title: str
    state: ModuleState
    revision: int
    content: Mapping[str, Any]
    text_hash: str
    content_hash: str
    lapsed: bool = False

    @cached_property
    def record(self) -> ModuleRecord:
        """The module as the engine and the exports know it."""
        return from_json(ModuleRecord, {**self.content, "id": self.key})

    @property
    def name(self) -> ModuleRecord:
        """The module by name only, for questions in which its text plays no part."""
        return ModuleRecord(self.key, self.title, code=self.code)


@dataclass(frozen=True, slots=True)
class StoredCompetency:
    """A competency of the version's framework."""

    id: int
    record: CompetencyRecord
    text_hash: str


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision as the rest of the tool sees it, with the ids of both sides."""

    id: int
    module_id: int
    competency_id: int
    record: DecisionRecord


@dataclass(frozen=True, slots=True)
class Part:
    """The links of one module, of one competency, or of both; by default all of a version."""

    module_id: int | None = None
    competency_id: int | None = None

    def only(self, table: type[Decision | ProposalRow]) -> Iterable[sa.ColumnElement[bool]]:
        """Yield the conditions that keep a query to this part."""
        if self.module_id is not None:
            yield table.module_id == self.module_id
        if self.competency_id is not None:
            yield table.competency_id == self.competency_id


def require_version(
    session: Session, version_id: int, *, for_change: bool = False, lock: bool = False
) -> CurriculumVersion:
    """Return the version, locked when asked (PostgreSQL); for a change it is locked and must not be adopted.

    The lock leaves those alone who only refer to the version, such as a line in the log. Whoever locks more than the
    version locks it first, so that no two writers wait for each other.
    """
    query = sa.select(CurriculumVersion).where(CurriculumVersion.id == version_id)
    version = session.scalar(query.with_for_update(key_share=True) if for_change or lock else query)
    if version is None:
        raise NotFound("version-not-found")
    if for_change and version.status is VersionStatus.ADOPTED:
        raise Conflict("version-adopted")
    return version


def read_modules(
    session: Session, version_id: int, *, retired: bool = False, only: int | None = None
) -> tuple[StoredModule, ...]:
    """Return the modules of a version in sheet order (with the retired ones only when asked), or ``only`` one."""
    query = (
        sa.select(
            Module.id,
            Module.uuid,
            Module.key,
            Module.code,
            Module.state,
            Module.revision,
            ModuleRevision.title,
            ModuleRevision.content,
            ModuleRevision.text_hash,
            ModuleRevision.content_hash,
            (has_lapsed() if retired else sa.false()).label("lapsed"),
        )
        .join(ModuleRevision, is_present())
        .where(Module.version_id == version_id)
        .order_by(Module.position, Module.id)
    )
    if only is not None:
        query = query.where(Module.id == only)
    if not retired:
        query = query.where(Module.state == ModuleState.ACTIVE)
    return tuple(
        StoredModule(
            id=row.id,
            uuid=row.uuid,
            key=row.key,
            code=row.code,
            title=row.title,
            state=row.state,
            revision=row.revision,
            content=row.content,
            text_hash=row.text_hash,
            content_hash=row.content_hash,
            lapsed=row.lapsed,
        )
        for row in session.execute(query)
    )


def read_competencies(
    session: Session, framework_version_id: int, *, only: str | None = None
) -> tuple[StoredCompetency, ...]:
    """Return the competencies of a list in its own order, or ``only`` the one with that code."""
    query = (
        sa.select(Competency)
        .where(Competency.framework_version_id == framework_version_id)
        .order_by(Competency.position)
    )
    if only is not None:
        query = query.where(Competency.code == only)
    return tuple(
        StoredCompetency(row.id, from_json(CompetencyRecord, row.content), row.text_hash)
        for row in session.scalars(query)
    )


def read_framework(session: Session, version: CurriculumVersion, competencies: Iterable[StoredCompetency]) -> Framework:
    """Return the version's competency list as the engine wants it."""
    row, name = session.execute(
        sa.select(FrameworkVersion, FrameworkRow.name)
        .join(FrameworkRow, FrameworkRow.id == FrameworkVersion.framework_id)
        .where(FrameworkVersion.id == version.framework_version_id)
    ).one()
    return Framework(
        name=name,
        title=row.title,
        competencies=tuple(competency.record for competency in competencies),
        version=row.version,
        source=row.source,
        source_date=row.source_date,
        sha256=row.sha256,
    )


def read_qualification(session: Session, version: CurriculumVersion) -> QualificationFile | None:
    """Return the version's qualification file, if it has one."""
    if version.qualification_file_id is None:
        return None
    content = session.scalar(
        sa.select(QualificationFileRow.content).where(QualificationFileRow.id == version.qualification_file_id)
    )
    return from_json(QualificationFile, content)


def read_decisions(
    session: Session,
    modules: Sequence[StoredModule],
    competencies: Sequence[StoredCompetency],
    version_id: int,
    *,
    part: Part = Part(),
    history: bool = False,
) -> tuple[StoredDecision, ...]:
    """Return the decision that holds on each link, oldest first; with ``history`` also those that were replaced.

    A statement of the sheet no longer holds when its import was undone.
    """
    standing = (
        sa.select(Decision, Account.name)
        .join(Module, Module.id == Decision.module_id)
        .outerjoin(Account, Account.id == Decision.account_id)
        .where(Module.version_id == version_id, still_stands(), *part.only(Decision))
        .order_by(Decision.id)
    )
    if not history:
        standing = standing.where(Decision.id.in_(select_holding(version_id)))
    by_module = {module.id: module for module in modules}
    by_competency = {competency.id: competency for competency in competencies}
    # Decisions on another framework, or on a module that left the programme, are kept but say nothing here.
    return tuple(
        StoredDecision(
            row.id,
            row.module_id,
            row.competency_id,
            _view_decision(row, name or "", by_module[row.module_id], by_competency[row.competency_id]),
        )
        for row, name in session.execute(standing)
        if row.module_id in by_module and row.competency_id in by_competency
    )


def _view_decision(row: Decision, name: str, module: StoredModule, competency: StoredCompetency) -> DecisionRecord:
    return DecisionRecord(
        module=module.key,
        competency=competency.record.code,
        verdict=row.verdict,
        source=row.source,
        mastery=row.mastery,
        reason=row.reason,
        decided_by=name,
        decided_at=row.decided_at.isoformat(timespec="seconds"),
        outdated=_is_outdated(row, module, competency),
    )


def _is_outdated(row: Decision, module: StoredModule, competency: StoredCompetency) -> bool:
    """Whether a text changed after the decision; for the sheet's own statement also whether the sheet took it back."""
    if row.module_hash != module.text_hash or row.competency_hash != competency.text_hash:
        return True
    if row.source is not StatementSource.EXPLICIT:
        return False
    return all(statement.competency != competency.record.code for statement in module.record.statements)


def read_latest_run(session: Session, version: CurriculumVersion) -> MappingRun | None:
    """Return the newest run of the version against its present framework."""
    return session.scalar(
        sa.select(MappingRun)
        .where(MappingRun.version_id == version.id, MappingRun.framework_version_id == version.framework_version_id)
        .order_by(MappingRun.id.desc())
        .limit(1)
    )


def read_links(
    session: Session,
    run: MappingRun | None,
    modules: Sequence[StoredModule],
    competencies: Sequence[StoredCompetency],
    decisions: Iterable[StoredDecision],
    *,
    evidence: bool = True,
    part: Part = Part(),
) -> tuple[Link, ...]:
    """Return the links of a run, by module in sheet order, falling score and code, with the verdict that holds.

    Evidence is by far the heaviest column, so who does not look at it leaves it out.
    """
    if run is None:
        return ()
    # Columns, not objects: a page may need thousands of these.
    query = sa.select(
        ProposalRow.module_id,
        ProposalRow.competency_id,
        ProposalRow.score,
        ProposalRow.probability,
        ProposalRow.band,
        ProposalRow.proposed,
        ProposalRow.sources,
        ProposalRow.evidence if evidence else sa.null().label("evidence"),
    ).where(ProposalRow.run_id == run.id, *part.only(ProposalRow))
    keys = {module.id: (position, module.key) for position, module in enumerate(modules)}
    codes = {competency.id: competency.record.code for competency in competencies}
    verdicts = {(decision.module_id, decision.competency_id): decision.record.verdict for decision in decisions}
    links = [
        Link(
            module=keys[row.module_id][1],
            competency=codes[row.competency_id],
            score=row.score,
            probability=row.probability,
            band=row.band,
            proposed=row.proposed,
            statement=verdicts.get((row.module_id, row.competency_id)),
            sources=from_json(Sources, row.sources),
            evidence=from_json(tuple[Evidence, ...], row.evidence or ()),
        )
        for row in session.execute(query)
        if row.module_id in keys
    ]
    order = {key: position for position, key in keys.values()}
    return tuple(sorted(links, key=lambda item: (order[item.module], -item.score, item.competency)))


def read_assessments(
    session: Session, run: MappingRun | None, competencies: Sequence[StoredCompetency]
) -> tuple[Assessment, ...]:
    """Return what the gap rule said of each competency in a run, in framework order."""
    if run is None:
        return ()
    rows = {
        row.competency_id: row
        for row in session.scalars(sa.select(AssessmentRow).where(AssessmentRow.run_id == run.id))
    }
    return tuple(
        Assessment(
            competency=competency.record.code,
            probability=rows[competency.id].probability,
            finding=rows[competency.id].finding,
            nearest=from_json(tuple[Nearest, ...], rows[competency.id].nearest),
        )
        for competency in competencies
        if competency.id in rows
    )


def read_rule(run: MappingRun | None) -> Rule | None:
    """Return the rule that a run went by."""
    return None if run is None else from_json(Rule, run.rule)


def count_modules(session: Session, version_id: int) -> int:
    """Return how many modules the version has now."""
    return session.scalars(
        sa.select(sa.func.count()).where(Module.version_id == version_id, Module.state == ModuleState.ACTIVE)
    ).one()


def read_input_hash(session: Session, version: CurriculumVersion) -> str:
    """Return the hash of modules and framework, which shows whether a run is still about them; reads light columns."""
    modules = session.execute(
        sa.select(Module.key, ModuleRevision.content_hash)
        .join(ModuleRevision, is_present())
        .where(Module.version_id == version.id, Module.state == ModuleState.ACTIVE)
        .order_by(Module.position, Module.id)
    )
    return hash_json([version.framework_version_id, [list(row) for row in modules]])


def count_decisions(session: Session, version_id: int, *, since: datetime | None = None) -> int:
    """Return on how many links a decision holds; with ``since`` only those decided after that moment."""
    query = sa.select(sa.func.count()).where(Decision.id.in_(select_holding(version_id)))
    if since is not None:
        query = query.where(Decision.decided_at > since)
    return session.scalars(query).one()


def select_holding(version_id: int) -> sa.Select[int]:
    """Select the decision that holds on each link of the version; those on a module that left it wait."""
    return (
        sa.select(sa.func.max(Decision.id))
        .join(Module, Module.id == Decision.module_id)
        .where(Module.version_id == version_id, Module.state == ModuleState.ACTIVE, still_stands())
        .group_by(Decision.module_id, Decision.competency_id)
    )
