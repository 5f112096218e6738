"""What is decided on the candidates Niveau 4+: appended, never changed; the last decision on a competency holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.foresight import SCENARIOS, KeptOutlook, Outlook, Weighing, asked_hours, judge_robustness
from curriculum.contract.report import Nearest
from curriculum.contract.vocabulary import Destination
from curriculum.models import (
    Account,
    AssessmentRow,
    Competency,
    CurriculumVersion,
    Module,
    ModuleRevision,
    OutlookRow,
    WeighingRow,
)
from curriculum.services.audit import record_entry
from curriculum.services.board.outlooks import LARGEST_HOURS, find_outlook, read_outlook
from curriculum.services.conditions import is_present
from curriculum.services.contents import read_latest_run, require_version
from curriculum.services.errors import Conflict, NotFound, Refused
from curriculum.services.transactions import read, write
from curriculum.services.written import REASON_LENGTH, clean_name, clean_text


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person filled in; ``needed_in`` are numbers of scenarios, see ``curriculum.contract.foresight``."""

    destination: Destination
    reason: str
    needed_in: tuple[int, ...] = ()
    hours: float | None = None
    module: str = ""
    first_step: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class WeighingLog:
    """All decisions on the candidates of a version, the newest first, with the outlook that holds now."""

    weighings: tuple[Weighing, ...]
    outlook: KeptOutlook | None

    @property
    def holding(self) -> Mapping[str, Weighing]:
        """The decision that holds per competency code."""
        return {item.competency: item for item in self.weighings if item.holds}

    @property
    def asked(self) -> float:
        """The hours that the decisions ask of the programme."""
        return asked_hours(self.weighings)

    @property
    def room(self) -> float | None:
        """The hours that there are for it, when somebody said so."""
        return self.outlook.outlook.room if self.outlook else None


@dataclass(frozen=True, slots=True)
class CandidateHistory:
    """What was decided on one competency, the newest first; ``latest`` is the number of the newest (0: none).

    ``ticked`` are the scenarios ticked last, as long as they are still the same scenarios.
    """

    weighings: tuple[Weighing, ...]
    latest: int
    ticked: tuple[int, ...]


def weigh_candidate(
    version_id: int,
    code: str,
    choice: Choice,
    *,
    seen: int | None = None,
    seen_outlook: int | None = None,
    actor_id: int | None,
) -> None:
    """Write down what becomes of a candidate; it holds until the next decision, and never counts as coverage.

    The same decision again by the same person (a double click) is not written twice. ``seen`` is
    ``CandidateHistory.latest`` of the page that the person looked at, ``seen_outlook`` the number of the outlook on it.
    Raises ``NotFound``, ``Refused`` when the reason or the module is missing, or ``Conflict`` when the version is
    adopted, somebody else decided meanwhile, or the scenarios are no longer those that were ticked.
    """
    choice = _clean(choice)
    with write() as session:
        version = require_version(session, version_id, for_change=True)
        competency = session.scalar(
            sa.select(Competency).where(
                Competency.framework_version_id == version.framework_version_id, Competency.code == code
            )
        )
        if competency is None:
            raise NotFound("competency-not-found", code=code)
        latest = session.scalar(
            sa.select(WeighingRow)
            .where(WeighingRow.version_id == version_id, WeighingRow.competency_id == competency.id)
            .order_by(WeighingRow.id.desc())
            .limit(1)
        )
        if seen is not None and session.scalar(
            sa.select(WeighingRow.id)
            .where(
                WeighingRow.version_id == version_id,
                WeighingRow.competency_id == competency.id,
                WeighingRow.id > seen,
                WeighingRow.account_id.is_distinct_from(actor_id),
            )
            .limit(1)
        ):
            raise Conflict("weighing-moved")
        outlook = find_outlook(session, version_id)
        if seen_outlook is not None and not _has_scenarios_of(session, outlook, seen_outlook):
            raise Conflict("scenarios-moved")
        fresh = _make_row(session, version, competency, choice, outlook, actor_id)
        if latest is not None and _says(latest) == _says(fresh):
            return
        session.add(fresh)
        record_entry(
            session,
            actor_id,
            "candidate.weigh",
            version=version,
            competency=code,
            destination=choice.destination.value,
            before=latest.destination.value if latest else None,
        )


def list_weighings(version_id: int) -> WeighingLog:
    """Return every decision on a candidate of the version's list, the newest first."""
    with read() as session:
        version = require_version(session, version_id)
        return read_weighings(session, version)


def get_history(version_id: int, code: str) -> CandidateHistory:
    """Return what was decided on one competency of the version's list."""
    with read() as session:
        version = require_version(session, version_id)
        rows = session.execute(_select(version).where(Competency.code == code)).all()
        if not rows:
            return CandidateHistory((), 0, ())
        newest = rows[0][0]
        holds = _has_scenarios_of(session, find_outlook(session, version_id), newest.outlook_id or 0)
        return CandidateHistory(
            _view(rows), newest.id, tuple(from_json(Choice, newest.content).needed_in) if holds else ()
        )


def read_weighings(session: Session, version: CurriculumVersion) -> WeighingLog:
    """Return the decisions and the outlook of a version within a reading that is under way."""
    row = find_outlook(session, version.id)
    return WeighingLog(
        _view(session.execute(_select(version)).all()), read_outlook(session, row) if row is not None else None
    )


def _select(version: CurriculumVersion) -> sa.Select[WeighingRow, str, str, OutlookRow]:
    return (
        sa.select(WeighingRow, Competency.code, Account.name, OutlookRow)
        .join(Competency, Competency.id == WeighingRow.competency_id)
        .outerjoin(Account, Account.id == WeighingRow.account_id)
        .outerjoin(OutlookRow, OutlookRow.id == WeighingRow.outlook_id)
        .where(
            WeighingRow.version_id == version.id,
            Competency.framework_version_id == version.framework_version_id,
        )
        .order_by(WeighingRow.id.desc())
    )


def _view(rows: Iterable[sa.Row[WeighingRow, str, str, OutlookRow]]) -> tuple[Weighing, ...]:
    seen: set[str] = set()
    weighings = []
    for row, code, name, outlook in rows:
        choice = from_json(Choice, row.content)
        scenarios = from_json(Outlook, outlook.content) if outlook is not None else None
        weighings.append(
            Weighing(
                competency=code,
                destination=row.destination,
                reason=row.reason,
                needed_in=tuple(scenarios.name_scenario(number) for number in choice.needed_in) if scenarios else (),
                robustness=judge_robustness(len(choice.needed_in)) if scenarios else None,
                hours=choice.hours,
                module=choice.module,
                first_step=choice.first_step,
                owner=choice.owner,
                due=choice.due,
                probability=row.content.get("probability"),
                nearest=tuple(row.content.get("nearest", ())),
                decided_by=name or "",
                decided_at=row.decided_at.isoformat(),
                holds=code not in seen,
            )
        )
        seen.add(code)
    return tuple(weighings)


def _has_scenarios_of(session: Session, outlook: OutlookRow | None, number: int) -> bool:
    """Whether an outlook has the scenarios of the one with this number (0: there was none)."""
    seen = session.get(OutlookRow, number)
    if outlook is None or seen is None:
        return outlook is seen
    return from_json(Outlook, outlook.content).has_scenarios_of(from_json(Outlook, seen.content))


def _make_row(
    session: Session,
    version: CurriculumVersion,
    competency: Competency,
    choice: Choice,
    outlook: OutlookRow | None,
    actor_id: int | None,
) -> WeighingRow:
    """Return the row with what the texts told at this moment, and with the scenarios only when there are any."""
    scenarios = outlook if outlook is not None and from_json(Outlook, outlook.content).has_scenarios else None
    run = read_latest_run(session, version)
    assessment = session.scalar(
        sa.select(AssessmentRow).where(
            AssessmentRow.run_id == (run.id if run else None), AssessmentRow.competency_id == competency.id
        )
    )
    if scenarios is None:
        choice = replace(choice, needed_in=())
    return WeighingRow(
        version_id=version.id,
        competency_id=competency.id,
        outlook_id=scenarios.id if scenarios else None,
        destination=choice.destination,
        reason=choice.reason,
        content={
            **to_json(choice),
            "probability": assessment.probability if assessment else None,
            "nearest": _name_nearest(session, version, assessment) if assessment else [],
        },
        account_id=actor_id,
    )


def _name_nearest(session: Session, version: CurriculumVersion, assessment: AssessmentRow) -> list[str]:
    """Return the modules that come nearest at this moment, with the words they share: later texts may say otherwise."""
    nearest = from_json(tuple[Nearest, ...], assessment.nearest)
    rows = session.execute(
        sa.select(Module.key, Module.code, ModuleRevision.title)
        .join(ModuleRevision, is_present())
        .where(Module.version_id == version.id, Module.key.in_([near.module for near in nearest]))
    )
    names = {row.key: f"{row.code} {row.title}" if row.code else row.title for row in rows}
    return [
        f"{names[near.module]} ({', '.join(near.shared)})" if near.shared else names[near.module]
        for near in nearest
        if near.module in names
    ]


def _clean(choice: Choice) -> Choice:
    cleaned = replace(
        choice,
        reason=clean_text(choice.reason, REASON_LENGTH),
        needed_in=tuple(number for number in SCENARIOS if number in choice.needed_in),
        module=clean_name(choice.module),
        first_step=clean_text(choice.first_step, REASON_LENGTH),
        owner=clean_name(choice.owner),
        due=clean_name(choice.due),
    )
    if not cleaned.reason:
        raise Refused("weighing-reason-required")
    if cleaned.destination is Destination.EXISTING_MODULE and not cleaned.module:
        raise Refused("weighing-module-required")
    if cleaned.hours is not None and not 0 <= cleaned.hours <= LARGEST_HOURS:
        raise Refused("weighing-hours-unlikely", limit=str(LARGEST_HOURS))
    return cleaned


def _says(row: WeighingRow) -> tuple[object, ...]:
    return row.destination, row.reason, row.content, row.outlook_id, row.account_id
