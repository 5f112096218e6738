"""The modules and decisions of one cohort taken over by the next."""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.models import Decision, Module, ModuleRevision, OutlookRow, WeighingRow
from curriculum.models.module import ModuleState
from curriculum.models.types import utc_now
from curriculum.services.conditions import is_present
from curriculum.services.contents import select_holding

_TEXT = ("title", "text_hash", "content_hash", "content", "sheet", "row", "import_id")
_VERDICT = (
    "competency_id",
    "verdict",
    "mastery",
    "source",
    "reason",
    "account_id",
    "import_id",
    "decided_at",
    "module_hash",
    "competency_hash",
)


class Take(StrEnum):
    """What the next cohort takes over."""

    DECISIONS = "decisions"  # and the modules that they are about
    MODULES = "modules"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was taken over."""

    modules: int = 0
    decisions: int = 0


def copy_content(session: Session, source_id: int, target_id: int, take: Take) -> Copied:
    """Copy the modules of a version, and when asked the decisions that hold on them, into an empty version.

    A copy has an identifier of its own, so the export of one cohort never writes into the other. Text, code and the
    file, sheet and row that it was read from stay the same; so do who decided what, when and why.
    """
    if take is Take.NOTHING:
        return Copied()
    rows = session.execute(
        sa.select(Module, ModuleRevision)
        .join(ModuleRevision, is_present())
        .where(Module.version_id == source_id, Module.state == ModuleState.ACTIVE)
        .order_by(Module.position, Module.id)
    ).all()
    if not rows:
        return Copied()
    new_ids = session.scalars(
        sa.insert(Module).returning(Module.id, sort_by_parameter_order=True),
        [
            {"version_id": target_id, "key": module.key, "code": module.code, "position": position}
            for position, (module, _text) in enumerate(rows)
        ],
    ).all()
    session.execute(
        sa.insert(ModuleRevision),
        [
            {"module_id": new_id, "number": 1, "created_at": utc_now(), **{name: getattr(text, name) for name in _TEXT}}
            for new_id, (_module, text) in zip(new_ids, rows, strict=True)
        ],
    )
    if take is not Take.DECISIONS:
        return Copied(len(rows))
    _copy_weighings(session, source_id, target_id)
    new_id_of = {module.id: new_id for new_id, (module, _text) in zip(new_ids, rows, strict=True)}
    held = session.scalars(
        sa.select(Decision).where(Decision.id.in_(select_holding(source_id))).order_by(Decision.id)
    ).all()
    if held:
        session.execute(
            sa.insert(Decision),
            [
                {"module_id": new_id_of[item.module_id], **{name: getattr(item, name) for name in _VERDICT}}
                for item in held
            ],
        )
    return Copied(len(rows), len(held))


def _copy_weighings(session: Session, source_id: int, target_id: int) -> None:
    """Copy the outlooks and all that was decided in them on candidates, with who, when and why."""
    new_outlooks: dict[int | None, int | None] = {None: None}
    for outlook in session.scalars(
        sa.select(OutlookRow).where(OutlookRow.version_id == source_id).order_by(OutlookRow.id)
    ).all():
        copy = OutlookRow(
            version_id=target_id, content=outlook.content, account_id=outlook.account_id, made_at=outlook.made_at
        )
        session.add(copy)
        session.flush()
        new_outlooks[outlook.id] = copy.id
    for row in session.scalars(
        sa.select(WeighingRow).where(WeighingRow.version_id == source_id).order_by(WeighingRow.id)
    ).all():
        session.add(
            WeighingRow(
                version_id=target_id,
                competency_id=row.competency_id,
                outlook_id=new_outlooks[row.outlook_id],
                destination=row.destination,
                reason=row.reason,
                content=row.content,
                account_id=row.account_id,
                decided_at=row.decided_at,
            )
        )
        session.flush()
