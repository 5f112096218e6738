"""What people decide on links: appended, never changed."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.vocabulary import Mastery, StatementSource, Verdict
from curriculum.models import Competency, Decision, Module, ModuleRevision
from curriculum.models.module import ModuleState
from curriculum.services.audit import record_entry
from curriculum.services.conditions import still_stands
from curriculum.services.contents import require_version
from curriculum.services.errors import Conflict, NotFound
from curriculum.services.transactions import write
from curriculum.services.written import REASON_LENGTH, clean_text


def decide_link(
    version_id: int,
    module_id: int,
    competency_code: str,
    verdict: Verdict,
    *,
    mastery: Mastery | None = None,
    reason: str = "",
    seen: int | None = None,
    actor_id: int,
) -> None:
    """Write down a person's verdict on one link; it holds until the next one.

    The same verdict again by the same person on the same texts (a double click) is not written twice. ``seen`` is
    ``LinkDetail.latest`` of the page that the person looked at. Raises ``NotFound``, ``Refused`` when the reason is too
    long, or ``Conflict`` when the version is adopted or somebody else decided after what the person has seen.
    """
    reason = clean_text(reason, REASON_LENGTH)
    with write() as session:
        version = require_version(session, version_id, for_change=True)
        module_hash = session.scalar(
            sa.select(ModuleRevision.text_hash)
            .join(Module, sa.and_(Module.id == ModuleRevision.module_id, Module.revision == ModuleRevision.number))
            .where(Module.id == module_id, Module.version_id == version_id, Module.state == ModuleState.ACTIVE)
        )
        if module_hash is None:
            raise NotFound("module-not-found")
        competency = session.scalar(
            sa.select(Competency).where(
                Competency.framework_version_id == version.framework_version_id, Competency.code == competency_code
            )
        )
        if competency is None:
            raise NotFound("competency-not-found", code=competency_code)
        latest = session.scalar(
            sa.select(Decision)
            .where(Decision.module_id == module_id, Decision.competency_id == competency.id, still_stands())
            .order_by(Decision.id.desc())
            .limit(1)
        )
        if seen is not None and _somebody_else_decided(session, module_id, competency.id, seen, actor_id):
            raise Conflict("decision-moved")
        fresh = Decision(
            module_id=module_id,
            competency_id=competency.id,
            verdict=verdict,
            mastery=mastery,
            source=StatementSource.PERSON,
            reason=reason,
            account_id=actor_id,
            module_hash=module_hash,
            competency_hash=competency.text_hash,
        )
        if latest is not None and _says(latest) == _says(fresh):
            return
        session.add(fresh)
        record_entry(
            session,
            actor_id,
            "link.decide",
            version=version,
            module_id=module_id,
            competency=competency_code,
            verdict=verdict.value,
            before=latest.verdict.value if latest else None,
        )


def _somebody_else_decided(session: Session, module_id: int, competency_id: int, seen: int, actor_id: int) -> bool:
    """Whether another person, or a sheet that was taken in, judged the link after the decision that was seen."""
    others = sa.select(Decision.id).where(
        Decision.module_id == module_id,
        Decision.competency_id == competency_id,
        Decision.id > seen,
        sa.or_(Decision.account_id.is_(None), Decision.account_id != actor_id),
        still_stands(),
    )
    return session.scalar(others.limit(1)) is not None


def _says(decision: Decision) -> tuple[object, ...]:
    return (
        decision.verdict,
        decision.mastery,
        decision.source,
        decision.reason,
        decision.account_id,
        decision.module_hash,
        decision.competency_hash,
    )
