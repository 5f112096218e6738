"""What explains the mapping with the programme's own examples: the clearest link of each kind, and counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Evidence, Link
from curriculum.contract.vocabulary import Band, EvidenceSource, Finding, MatchKind
from curriculum.services.coverage.gaps import CandidateView, view_candidates
from curriculum.services.coverage.links import LinkState, LinkView, title_work_processes, view_links
from curriculum.services.coverage.snapshots import Snapshot, read_snapshot
from curriculum.services.mapping.runs import RunView
from curriculum.services.transactions import read

WORD_KINDS = (
    MatchKind.SEARCH_TERM,
    MatchKind.SAME_WORD,
    MatchKind.SAME_STEM,
    MatchKind.COMPOUND_PART,
    MatchKind.SYNONYM,
    MatchKind.RELATED,
)


@dataclass(frozen=True, slots=True)
class Example:
    """One piece of evidence with the link it belongs to and both texts."""

    view: LinkView
    evidence: Evidence
    module: ModuleRecord
    competency: CompetencyRecord


@dataclass(frozen=True, slots=True)
class FindingExample:
    """A competency that the gap rule gave one finding, the most telling one."""

    competency: CompetencyRecord
    finding: Finding
    probability: float


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one programme; a kind that the programme has no example of is missing from ``by_kind``.

    ``bands`` and ``findings`` count open proposals and competencies; ``on_one_word`` counts the open proposals that
    rest on one word or none; ``decided`` counts the links that were judged.
    """

    run: RunView
    by_kind: Mapping[MatchKind, Example]
    work_process_titles: Mapping[str, str]
    bands: Mapping[Band, int]
    on_one_word: int
    findings: Mapping[Finding, int]
    by_finding: Mapping[Finding, FindingExample]
    candidate: CandidateView | None
    decided: int


def find_examples(version_id: int) -> Examples | None:
    """Return the examples of a version, None before its first mapping.

    Of each kind of evidence the clearest one is taken: of the links that are proposed or that the sheet states, the one
    where this piece has the largest share of the most probable link (share times probability); on a tie the first in
    the order of the sheet.
    """
    with read() as session:
        snapshot = read_snapshot(session, version_id)
    if snapshot.run is None:
        return None
    views = view_links(snapshot)
    open_links = [view.link for view in views if view.state is LinkState.OPEN and view.link is not None]
    return Examples(
        run=snapshot.run,
        by_kind=_clearest(views, snapshot),
        work_process_titles=title_work_processes(snapshot.qualification),
        bands=Counter(link.band for link in open_links),
        on_one_word=sum(len(matched_words(link)) < 2 for link in open_links),
        findings=Counter(assessment.finding for assessment in snapshot.assessments),
        by_finding=_most_telling(snapshot),
        candidate=_candidate_with_near_module(view_candidates(snapshot, snapshot.build_graph(), views)),
        decided=len(snapshot.decisions),
    )


def matched_words(link: Link) -> tuple[str, ...]:
    """Return the module's words that a link rests on, the heaviest first; a related word alone is no ground."""
    found = (item for item in link.evidence if item.kind in WORD_KINDS and item.kind is not MatchKind.RELATED)
    return tuple(item.module_text for item in sorted(found, key=lambda item: -item.weight))


def _clearest(views: Iterable[LinkView], snapshot: Snapshot) -> dict[MatchKind, Example]:
    best: dict[MatchKind, tuple[float, LinkView, Evidence]] = {}
    for view in views:
        if view.state is LinkState.REJECTED or view.link is None:
            continue
        for evidence in view.link.evidence:
            # A code takes no share of the score; the surest link shows it best.
            share = 1.0 if evidence.source is EvidenceSource.EXPLICIT else evidence.weight
            points = share * view.link.probability
            if evidence.kind not in best or points > best[evidence.kind][0]:
                best[evidence.kind] = points, view, evidence
    modules = snapshot.module_by_key()
    competencies = {competency.record.code: competency.record for competency in snapshot.competencies}
    return {
        kind: Example(view, evidence, modules[view.module_key].record, competencies[view.competency_code])
        for kind, (_points, view, evidence) in best.items()
    }


def _most_telling(snapshot: Snapshot) -> dict[Finding, FindingExample]:
    """Return per finding the competency that shows it best: the highest chance, of *nothing found* the lowest."""
    records = {competency.record.code: competency.record for competency in snapshot.competencies}
    best: dict[Finding, FindingExample] = {}
    for assessment in snapshot.assessments:
        sign = -1 if assessment.finding is Finding.NOTHING_FOUND else 1
        known = best.get(assessment.finding)
        if known is None or sign * assessment.probability > sign * known.probability:
            best[assessment.finding] = FindingExample(
                records[assessment.competency], assessment.finding, assessment.probability
            )
    return best


def _candidate_with_near_module(candidates: Iterable[CandidateView]) -> CandidateView | None:
    """Return the candidate whose nearest module shares most of it: it shows what a gap is."""
    near = [candidate for candidate in candidates if candidate.nearest]
    return max(near, key=lambda candidate: len(candidate.nearest[0].shared), default=None)
