"""Mapping runs: what the engine proposes for a version, stored beside the decisions and never over them."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.records import CompetencyRecord, DecisionRecord, ModuleRecord
from curriculum.contract.report import Rule
from curriculum.extensions import Base
from curriculum.mapping import Matcher, MatchSettings, Proposals, VectorCache
from curriculum.mapping.readings import MOST_TEXTS
from curriculum.models import Account, AssessmentRow, CurriculumVersion, MappingRun, ProposalRow
from curriculum.models.types import utc_now
from curriculum.services.audit import record_entry
from curriculum.services.background.child_process import Progress, prepare
from curriculum.services.background.heavy_work import do_work
from curriculum.services.background.job_status import Heart, JobKind, Ticket, add_job, finish_job, hold_job
from curriculum.services.contents import (
    StoredCompetency,
    StoredDecision,
    StoredModule,
    count_decisions,
    count_modules,
    read_competencies,
    read_decisions,
    read_input_hash,
    read_latest_run,
    read_modules,
    require_version,
)
from curriculum.services.errors import Refused
from curriculum.services.transactions import read, write

# A matcher works for one run at a time.
_one_at_a_time = Lock()
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class RunView:
    """One finished run; ``outdated`` = modules, framework, engine or its setting changed since.

    ``decisions_since`` counts the links that were decided after the run read them: the engine learns from decisions, so
    a new run may say something else, but nothing is wrong with this one.
    """

    id: int
    version_id: int
    finished_at: datetime
    started_by: str
    module_count: int
    proposal_count: int
    rule: Rule
    outdated: bool
    decisions_since: int


def start_run(version_id: int, *, actor_id: int | None) -> int:
    """Write down a mapping job and return its id; a run that is already waiting or busy is returned instead.

    The caller hands the job to the queue with :func:`curriculum.jobs.deliver_waiting`.
    """
    with write() as session:
        version = require_version(session, version_id, for_change=True)
        if not count_modules(session, version_id):
            raise Refused("no-modules")
        job_id = add_job(
            session,
            JobKind.RUN_MAPPING,
            version_id=version_id,
            requested_by=actor_id,
            input_sha256=read_input_hash(session, version),
        )
        record_entry(session, actor_id, "run.start", version=version, job_id=job_id)
        return job_id


def propose(
    modules: tuple[ModuleRecord, ...],
    competencies: tuple[CompetencyRecord, ...],
    decisions: tuple[DecisionRecord, ...],
    vectors: Path,
    use_meaning: bool,
    progress: Progress,
) -> Proposals:
    """Run the engine with the shipped setting; a job does this in a process that remembers what it read."""
    with _one_at_a_time:
        matcher = _matcher(vectors, use_meaning)
        return matcher.propose(modules, competencies, decisions=decisions, progress=progress)


@lru_cache(maxsize=1)
def _matcher(vectors: Path, use_meaning: bool) -> Matcher:
    """Return the matcher of this process."""
    return Matcher(vectors=VectorCache(vectors), use_meaning=use_meaning)


def prepare_run(version_id: int) -> None:
    """Load the engine and let it read the modules of a version while a person still looks at a new file.

    The run that follows then reads only what the file changes. Nothing is stored and nobody waits for it.
    """
    if not current_app.config["JOBS_IN_CHILD"]:
        return
    with read() as session:
        version = require_version(session, version_id)
        competencies = read_competencies(session, version.framework_version_id)
        if count_modules(session, version_id) + len(competencies) > MOST_TEXTS:
            return
        modules = read_modules(session, version_id)
    prepare(propose, *_engine_input(modules, competencies, ()))


def _engine_input(
    modules: tuple[StoredModule, ...], competencies: tuple[StoredCompetency, ...], decisions: tuple[StoredDecision, ...]
) -> tuple[object, ...]:
    """Return what :func:`propose` is asked, but for the progress."""
    return (
        tuple(module.record for module in modules),
        tuple(competency.record for competency in competencies),
        tuple(decision.record for decision in decisions),
        current_app.config["CURRICULUM_DATA"] / "vectors",
        current_app.config["USE_MEANING"],
    )


def perform_run(ticket: Ticket) -> None:
    """Do the mapping job over the modules as they are now; the run is stored as a whole or not at all."""
    read_at = utc_now()
    with read() as session:
        version = require_version(session, ticket.version_id)
        framework_version_id = version.framework_version_id
        modules = read_modules(session, ticket.version_id)
        competencies = read_competencies(session, framework_version_id)
        decisions = read_decisions(session, modules, competencies, ticket.version_id)
        input_sha256 = read_input_hash(session, version)
    proposals = do_work(propose, *_engine_input(modules, competencies, decisions), ticket=ticket)
    rows = _describe_proposals(proposals, modules, competencies, Heart(ticket))
    with write() as session:
        # Held from the start: while a large result is written nobody may take the job for lost.
        hold_job(session, ticket)
        run = MappingRun(
            version_id=ticket.version_id,
            framework_version_id=framework_version_id,
            engine=proposals.rule.engine,
            settings_sha256=proposals.rule.settings_sha256,
            input_sha256=input_sha256,
            rule=to_json(proposals.rule),
            module_count=len(modules),
            proposal_count=sum(link.proposed for link in proposals.links),
            started_by=ticket.requested_by,
            finished_at=utc_now(),
            read_at=read_at,
        )
        session.add(run)
        session.flush()
        for table, found in rows.items():
            for start in range(0, len(found), _ROWS_AT_ONCE):
                batch = [{"run_id": run.id, **row} for row in found[start : start + _ROWS_AT_ONCE]]
                session.execute(sa.insert(table), batch)
        version = require_version(session, ticket.version_id)
        record_entry(session, ticket.requested_by, "run.finish", version=version, run_id=run.id)
        finish_job(session, ticket, {"run": run.id, "proposals": run.proposal_count})


def latest_run(version_id: int) -> RunView | None:
    """Return the newest finished run of the version against its present framework, or None."""
    with read() as session:
        version = require_version(session, version_id)
        return view_run(session, read_latest_run(session, version), version)


def view_run(session: Session, run: MappingRun | None, version: CurriculumVersion) -> RunView | None:
    """Return a run as people see it, given what stands in the version now."""
    if run is None:
        return None
    present = read_input_hash(session, version)
    return RunView(
        id=run.id,
        version_id=run.version_id,
        finished_at=run.finished_at,
        started_by=session.scalar(sa.select(Account.name).where(Account.id == run.started_by)) or "",
        module_count=run.module_count,
        proposal_count=run.proposal_count,
        rule=from_json(Rule, run.rule),
        outdated=run.input_sha256 != present or run.settings_sha256 != MatchSettings().sha256(),
        decisions_since=count_decisions(session, version.id, since=run.read_at),
    )


def _describe_proposals(
    proposals: Proposals,
    modules: tuple[StoredModule, ...],
    competencies: tuple[StoredCompetency, ...],
    heart: Heart,
) -> dict[type[Base], list[dict[str, Any]]]:
    """Return the rows to store, made before the transaction so that it is short; the job is kept alive meanwhile."""
    module_ids = {module.key: module.id for module in modules}
    competency_ids = {competency.record.code: competency.id for competency in competencies}
    links = []
    for number, link in enumerate(proposals.links):
        if number % _ROWS_AT_ONCE == 0:
            heart.beat()
        links.append(
            {
                "module_id": module_ids[link.module],
                "competency_id": competency_ids[link.competency],
                "score": link.score,
                "probability": link.probability,
                "band": link.band,
                "proposed": link.proposed,
                "sources": to_json(link.sources),
                "evidence": to_json(link.evidence),
            }
        )
    assessments = [
        {
            "competency_id": competency_ids[assessment.competency],
            "probability": assessment.probability,
            "finding": assessment.finding,
            "nearest": to_json(assessment.nearest),
        }
        for assessment in proposals.assessments
    ]
    return {ProposalRow: links, AssessmentRow: assessments}
