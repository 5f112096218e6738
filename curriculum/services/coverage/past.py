"""A link as it was when somebody judged it: the module's text and the tool's evidence of that moment."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json
from curriculum.contract.records import DecisionRecord, ModuleRecord
from curriculum.contract.report import Link
from curriculum.contract.vocabulary import StatementSource
from curriculum.models import CurriculumVersion, Decision, MappingRun, ModuleRevision
from curriculum.services.contents import Part, StoredCompetency, StoredDecision, StoredModule, read_links


@dataclass(frozen=True, slots=True)
class PastLink:
    """What the person saw who took the decision that holds; ``link`` is None when the tool had found nothing.

    ``text_changed`` and ``evidence_changed`` tell what is otherwise now; at least one of them is.
    """

    decision: DecisionRecord
    module: ModuleRecord
    link: Link | None
    text_changed: bool
    evidence_changed: bool


def read_past(
    session: Session,
    version: CurriculumVersion,
    module: StoredModule,
    competency: StoredCompetency,
    stored: StoredDecision,
    present: Link | None,
) -> PastLink | None:
    """Return how a link was at its decision, None when it still is so or when the sheet stated it itself."""
    if stored.record.source is not StatementSource.PERSON:
        return None
    decision = session.get_one(Decision, stored.id)
    run = session.scalar(
        sa.select(MappingRun)
        .where(
            MappingRun.version_id == version.id,
            MappingRun.framework_version_id == version.framework_version_id,
            MappingRun.finished_at <= decision.decided_at,
        )
        .order_by(MappingRun.id.desc())
        .limit(1)
    )
    # A decision that came along from an earlier cohort rests on a mapping of that cohort.
    links = read_links(session, run, (module,), (competency,), (stored,), part=Part(module.id, competency.id))
    past = links[0] if links else None
    content = session.scalar(
        sa.select(ModuleRevision.content)
        .where(ModuleRevision.module_id == module.id, ModuleRevision.text_hash == decision.module_hash)
        .order_by(ModuleRevision.number.desc())
        .limit(1)
    )
    text_changed = content is not None and decision.module_hash != module.text_hash
    evidence_changed = run is not None and _tells(past) != _tells(present)
    if not text_changed and not evidence_changed:
        return None
    record = from_json(ModuleRecord, {**content, "id": module.key}) if text_changed and content else module.record
    return PastLink(stored.record, record, past if run is not None else present, text_changed, evidence_changed)


def _tells(link: Link | None) -> tuple[object, ...]:
    """Return what a person reads of a link; shares that moved a little say nothing else."""
    if link is None:
        return ()
    return link.band, frozenset((item.kind, item.module_text, item.competency_text) for item in link.evidence)
