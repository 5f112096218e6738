"""The outlook of a version: the scenarios and the way back from the future, kept anew each time somebody changes it."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.foresight import Axis, KeptOutlook, Outlook, Part, Scenario, Trend, Uncertainty
from curriculum.models import Account, OutlookRow
from curriculum.services.audit import record_entry
from curriculum.services.contents import require_version
from curriculum.services.errors import Conflict, Refused
from curriculum.services.transactions import read, write
from curriculum.services.written import REASON_LENGTH, clean_name, clean_text

_HIGHEST_MARK = 5
LARGEST_HOURS = 6_400  # A whole programme of four years, in sbu.
MOST_UNCERTAINTIES = 5  # The scenario method goes on with five clusters.
MOST_ROWS = 60  # Of trends, and of parts that stay or go.


def save_outlook(version_id: int, outlook: Outlook, *, seen: int | None = None, actor_id: int | None) -> None:
    """Keep an outlook; the ones before it stay, for the decisions that were taken in them.

    The same outlook again (a double click) is not kept twice. ``seen`` is the number that :func:`get_outlook` gave with
    the page. Raises ``Refused`` when the question, the end of an axis or the first field of a row is missing or there
    are too many rows, or ``Conflict`` when the version is adopted or somebody else changed the outlook meanwhile.
    """
    outlook = _clean(outlook)
    with write() as session:
        version = require_version(session, version_id, for_change=True)
        latest = session.scalar(_latest(version_id))
        if seen is not None and session.scalar(
            sa.select(OutlookRow.id)
            .where(
                OutlookRow.version_id == version_id,
                OutlookRow.id > seen,
                OutlookRow.account_id.is_distinct_from(actor_id),
            )
            .limit(1)
        ):
            raise Conflict("outlook-moved")
        content = to_json(outlook)
        if latest is not None and latest.content == content:
            return
        session.add(OutlookRow(version_id=version_id, content=content, account_id=actor_id))
        record_entry(session, actor_id, "outlook.save", version=version)


def get_outlook(version_id: int) -> tuple[int, KeptOutlook | None]:
    """Return the outlook that holds with its number, or 0 and ``None``."""
    with read() as session:
        row = session.scalar(_latest(version_id))
        return (row.id, read_outlook(session, row)) if row is not None else (0, None)


def read_outlook(session: Session, row: OutlookRow) -> KeptOutlook:
    """Return a stored outlook with who made it and when."""
    name = session.scalar(sa.select(Account.name).where(Account.id == row.account_id)) or ""
    return KeptOutlook(from_json(Outlook, row.content), name, row.made_at.isoformat())


def find_outlook(session: Session, version_id: int) -> OutlookRow | None:
    """Return the outlook that holds, as it is stored."""
    return session.scalar(_latest(version_id))


def _latest(version_id: int) -> sa.Select[OutlookRow]:
    return sa.select(OutlookRow).where(OutlookRow.version_id == version_id).order_by(OutlookRow.id.desc()).limit(1)


def _clean(outlook: Outlook) -> Outlook:
    """Return the outlook with clean texts; refuse what nobody could weigh in."""
    if not (question := clean_name(outlook.question)):
        raise Refused("outlook-question-required")
    if len(outlook.uncertainties) > MOST_UNCERTAINTIES or max(len(outlook.trends), len(outlook.parts)) > MOST_ROWS:
        raise Refused("outlook-too-many", limit=str(MOST_UNCERTAINTIES), rows=str(MOST_ROWS))
    # What somebody typed never falls out in silence.
    rows = [
        *((trend.text, (trend.source, trend.role)) for trend in outlook.trends),
        *((item.name, (item.source,)) for item in outlook.uncertainties),
        *((part.name, (part.reason, "" if part.hours is None else str(part.hours))) for part in outlook.parts),
    ]
    if any(not clean_name(first) and any(map(clean_name, others)) for first, others in rows):
        raise Refused("outlook-row-unnamed")
    axes = tuple(
        Axis(*(clean_name(text) for text in (axis.name, axis.low, axis.high)))
        for axis in (outlook.horizontal, outlook.vertical)
    )
    drawn = any(text for axis in axes for text in (axis.name, axis.low, axis.high))
    if drawn and not all(axis.is_drawn for axis in axes):
        raise Refused("outlook-axes-half")
    named = [number for number, item in enumerate(outlook.uncertainties, 1) if clean_name(item.name)]
    # A cluster without a name falls out, and the numbers behind it move up.
    moved = {old: new for new, old in enumerate(named, 1)}
    for part in outlook.parts:
        if part.hours is not None and not 0 <= part.hours <= LARGEST_HOURS:
            raise Refused("weighing-hours-unlikely", limit=str(LARGEST_HOURS))
    return replace(
        outlook,
        question=question,
        moment=clean_name(outlook.moment),
        picture=clean_text(outlook.picture, REASON_LENGTH),
        trends=tuple(
            Trend(text, item.kind, clean_name(item.source), clean_name(item.role), moved.get(item.cluster, 0))
            for item in outlook.trends
            if (text := clean_name(item.text))
        ),
        uncertainties=tuple(
            Uncertainty(clean_name(item.name), _mark(item.challenge), _mark(item.impact), clean_name(item.source))
            for item in outlook.uncertainties
            if clean_name(item.name)
        ),
        horizontal=axes[0],
        vertical=axes[1],
        scenarios=tuple(
            Scenario(
                clean_name(item.name), clean_text(item.features, REASON_LENGTH), clean_text(item.story, REASON_LENGTH)
            )
            for item in outlook.scenarios
        ),
        parts=tuple(
            Part(name, item.fate, clean_name(item.reason), item.hours)
            for item in outlook.parts
            if (name := clean_name(item.name))
        ),
    )


def _mark(number: int) -> int:
    return min(max(number, 1), _HIGHEST_MARK)
