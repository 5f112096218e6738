"""Groups candidates Niveau 4+ that belong together, as a start for a keuzedeel or a new module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.report import Candidate
from curriculum.contract.vocabulary import NodeKind

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph

# How much each tie says that two candidates belong together; set by hand.
_SAME_THEME = 2.0
_GROWS_INTO = 2.0
_SHARED_WORK_PROCESS = 1.0
_SHARED_MODULE = 0.5


@dataclass(frozen=True, slots=True)
class Bundle:
    """Candidates that belong together, with the themes and work processes that tie them and the nearest modules."""

    competencies: tuple[str, ...]
    themes: tuple[str, ...]
    work_processes: tuple[str, ...]
    modules: tuple[str, ...]


def bundles(graph: CurriculumGraph, candidates: Sequence[Candidate], *, at_most: int = 5) -> tuple[Bundle, ...]:
    """Group candidates into bundles of at most ``at_most`` competencies.

    Two groups are joined as long as their members are tied on average (same theme, one grows into the other, shared
    work processes, the same nearest modules), the strongest tie first; equal ties go by framework order. Every
    candidate is in exactly one bundle, if need be alone.

    Examples
    --------
    >>> from curriculum.contract.records import Framework
    >>> from curriculum.mapping.graph import build_graph
    >>> records = [CompetencyRecord(f"C{n}", "x", theme="T1" if n < 3 else "T2") for n in (1, 2, 3)]
    >>> graph = build_graph([], Framework("f", "F", tuple(records)), [])
    >>> [bundle.competencies for bundle in bundles(graph, [Candidate(f"C{n}", "", ()) for n in (1, 2, 3)])]
    [('C1', 'C2'), ('C3',)]
    """
    position = {c.competency: graph.nodes[NodeKind.COMPETENCY, c.competency]["position"] for c in candidates}
    ordered = sorted(candidates, key=lambda candidate: position[candidate.competency])
    records = {code: graph.nodes[NodeKind.COMPETENCY, code]["record"] for code in position}
    ties = {(one.competency, other.competency): _tie(one, other, records) for one, other in combinations(ordered, 2)}
    groups: list[tuple[str, ...]] = [(candidate.competency,) for candidate in ordered]
    while True:
        best: tuple[float, int, int] | None = None
        for left, right in combinations(range(len(groups)), 2):
            if len(groups[left]) + len(groups[right]) > at_most:
                continue
            pairs = [
                ties[(one, other) if position[one] < position[other] else (other, one)]
                for one in groups[left]
                for other in groups[right]
            ]
            strength = sum(pairs) / len(pairs)
            if strength >= 1.0 and (best is None or strength > best[0]):
                best = (strength, left, right)
        if best is None:
            break
        _strength, left, right = best
        joined = tuple(sorted(groups[left] + groups[right], key=position.__getitem__))
        groups = [group for number, group in enumerate(groups) if number not in (left, right)]
        groups = sorted([*groups, joined], key=lambda group: position[group[0]])
    nearest = {candidate.competency: candidate.nearest for candidate in ordered}
    return tuple(
        Bundle(
            competencies=group,
            themes=tuple(dict.fromkeys(records[code].theme for code in group if records[code].theme)),
            work_processes=tuple(dict.fromkeys(process for code in group for process in records[code].work_processes)),
            modules=tuple(dict.fromkeys(near.module for code in group for near in nearest[code])),
        )
        for group in groups
    )


def _tie(one: Candidate, other: Candidate, records: dict[str, CompetencyRecord]) -> float:
    left, right = records[one.competency], records[other.competency]
    strength = _SAME_THEME if left.theme and left.theme == right.theme else 0.0
    if right.code in left.grows_into or left.code in right.grows_into:
        strength += _GROWS_INTO
    strength += _SHARED_WORK_PROCESS * len(set(left.work_processes) & set(right.work_processes))
    modules = ({near.module for near in candidate.nearest} for candidate in (one, other))
    return strength + _SHARED_MODULE * len(set.intersection(*modules))
