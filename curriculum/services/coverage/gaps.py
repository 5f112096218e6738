"""Candidates Niveau 4+ and the competencies to strengthen, each with the modules that come nearest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.report import Nearest, Rule
from curriculum.contract.vocabulary import Coverage, Finding
from curriculum.mapping import build_up, coverage, find_gaps
from curriculum.services.contents import StoredModule
from curriculum.services.coverage.links import LinkState, LinkView, view_links
from curriculum.services.coverage.snapshots import Snapshot, read_snapshot
from curriculum.services.mapping.runs import RunView
from curriculum.services.transactions import read

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph


@dataclass(frozen=True, slots=True)
class NearestView:
    """A module that comes near: what it shares with the competency and which words it lacks."""

    module_id: int
    code: str | None
    title: str
    probability: float
    shared: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A competency flagged as candidate Niveau 4+ content; ``reason`` is the engine's code.

    ``proposals`` are the open proposals that were found all the same: too little to lift the flag, but somebody should
    judge them before the competency goes to the board.
    """

    competency: CompetencyRecord
    reason: str
    probability: float
    nearest: tuple[NearestView, ...]
    proposals: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class StrengthenView:
    """A competency that is covered in part only ("te versterken"), with the links that cover it (without evidence)."""

    competency: CompetencyRecord
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class GapList:
    """What is missing, what is thin, and the rule that says so."""

    candidates: tuple[CandidateView, ...]
    to_strengthen: tuple[StrengthenView, ...]
    rule: Rule | None
    run: RunView | None

    @property
    def untouched(self) -> tuple[CandidateView, ...]:
        """The candidates for which nothing waits: no module is proposed."""
        return tuple(candidate for candidate in self.candidates if not candidate.proposals)

    @property
    def to_judge_first(self) -> tuple[CandidateView, ...]:
        """The candidates with a proposal that nobody judged yet."""
        return tuple(candidate for candidate in self.candidates if candidate.proposals)


@dataclass(frozen=True, slots=True)
class StageView:
    """The modules that begin in one period; ``year`` is 0 and ``period`` empty where the sheets do not say it."""

    year: int
    period: str
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """One competency in a version: its coverage, what the gap rule says, its links and its nearest modules.

    ``build_up`` tells in which order the modules with a confirmed link come; it is empty when there is no order.
    """

    competency: CompetencyRecord
    coverage: Coverage
    candidate: bool
    reason: str
    probability: float
    finding: Finding | None
    links: tuple[LinkView, ...]
    build_up: tuple[StageView, ...]
    nearest: tuple[NearestView, ...]
    rule: Rule | None


def list_candidates(version_id: int) -> GapList:
    """Return the candidates Niveau 4+ and the competencies to strengthen, in framework order."""
    with read() as session:
        snapshot = read_snapshot(session, version_id, evidence=False)
    views = view_links(snapshot)
    records = {competency.record.code: competency.record for competency in snapshot.competencies}
    confirmed = [view for view in views if view.state in (LinkState.FULL, LinkState.PARTIAL)]
    graph = snapshot.build_graph()
    return GapList(
        candidates=view_candidates(snapshot, graph, views),
        to_strengthen=tuple(
            StrengthenView(records[code], tuple(view for view in confirmed if view.competency_code == code))
            for code, covered in coverage(graph).items()
            if covered is Coverage.PARTIAL
        ),
        rule=snapshot.rule,
        run=snapshot.run,
    )


def view_candidates(
    snapshot: Snapshot, graph: "CurriculumGraph", views: Iterable[LinkView]
) -> tuple[CandidateView, ...]:
    """Return the candidates of a version, in framework order."""
    modules = snapshot.module_by_key()
    records = {competency.record.code: competency.record for competency in snapshot.competencies}
    probabilities = {assessment.competency: assessment.probability for assessment in snapshot.assessments}
    open_proposals: dict[str, list[LinkView]] = {}
    for view in views:
        if view.state is LinkState.OPEN:
            open_proposals.setdefault(view.competency_code, []).append(view)
    return tuple(
        CandidateView(
            competency=records[candidate.competency],
            reason=candidate.reason,
            probability=probabilities[candidate.competency],
            nearest=_view_nearest(candidate.nearest, modules),
            proposals=tuple(open_proposals.get(candidate.competency, ())),
        )
        for candidate in find_gaps(graph, snapshot.assessments)
    )


def get_competency(version_id: int, code: str) -> CompetencyView:
    """Return one competency of the version's framework; raises ``NotFound``."""
    with read() as session:
        snapshot = read_snapshot(session, version_id, competency=code, evidence=False)
    record = next(item.record for item in snapshot.competencies if item.record.code == code)
    graph = snapshot.build_graph()
    candidate = next((item for item in find_gaps(graph, snapshot.assessments) if item.competency == code), None)
    assessment = next((item for item in snapshot.assessments if item.competency == code), None)
    links = view_links(snapshot)
    by_key = {view.module_key: view for view in links}
    stages = build_up(graph, code)
    return CompetencyView(
        competency=record,
        coverage=coverage(graph)[code],
        candidate=candidate is not None,
        reason=candidate.reason if candidate else "",
        probability=assessment.probability if assessment else 0.0,
        finding=assessment.finding if assessment else None,
        links=links,
        build_up=tuple(
            StageView(stage.year, stage.period, tuple(by_key[key] for key in stage.modules))
            for stage in (stages if len(stages) > 1 else ())
        ),
        nearest=_view_nearest(assessment.nearest if assessment else (), snapshot.module_by_key()),
        rule=snapshot.rule,
    )


def lacking_in_all(nearest: Sequence[NearestView]) -> tuple[str, ...]:
    """Return the words that every one of these modules lacks, in the order of the first.

    >>> one, other = (NearestView(i, None, "x", 0.1, (), words) for i, words in enumerate((("a", "b"), ("b", "c"))))
    >>> lacking_in_all([one, other])
    ('b',)
    """
    if not nearest:
        return ()
    first, *others = nearest
    return tuple(word for word in first.lacking if all(word in other.lacking for other in others))


def _view_nearest(nearest: Iterable[Nearest], modules: Mapping[str, StoredModule]) -> tuple[NearestView, ...]:
    """Give the nearest modules their names; a module that left the programme since the run is passed over."""
    return tuple(
        NearestView(
            module_id=modules[item.module].id,
            code=modules[item.module].code,
            title=modules[item.module].title,
            probability=item.probability,
            shared=item.shared,
            lacking=item.lacking,
        )
        for item in nearest
        if item.module in modules
    )
