"""Groups candidates Niveau 4+ that belong together, as a start for a keuzedeel or a new module."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.report import Candidate
from curriculum.contract.vocabulary import NodeKind
from curriculum.mapping.asked import require_at_least, require_distinct, require_known
from curriculum.mapping.text.sparse import Floats

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph

# How much each tie says that two candidates belong together; set by hand.
_SAME_THEME = 2.0
_GROWS_INTO = 2.0
_SHARED_WORK_PROCESS = 1.0
_SHARED_MODULE = 0.5
_LEAST_TIE = 1.0


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

    Parameters
    ----------
    graph : networkx.DiGraph
        As made by :func:`build_graph`.
    candidates : Sequence[Candidate]
        Those of :func:`find_gaps`.
    at_most : int
        The most competencies in one bundle.

    Returns
    -------
    tuple of Bundle
        By the place of their first competency in the framework.

    Raises
    ------
    UnknownCodeError
        When a candidate is not in the graph.
    ValueError
        When ``at_most`` is not at least 1, or a candidate is there twice.

    Notes
    -----
    Agglomerative clustering with average linkage (Sokal and Michener, 1958); the weights of the ties were set by hand.

    Examples
    --------
    >>> from curriculum.contract.records import Framework
    >>> from curriculum.mapping.graph import build_graph
    >>> records = [CompetencyRecord(f"C{n}", "x", theme="T1" if n < 3 else "T2") for n in (1, 2, 3)]
    >>> graph = build_graph([], Framework("f", "F", tuple(records)), [])
    >>> [bundle.competencies for bundle in bundles(graph, [Candidate(f"C{n}", "", ()) for n in (1, 2, 3)])]
    [('C1', 'C2'), ('C3',)]
    """
    require_known(graph, NodeKind.COMPETENCY, [candidate.competency for candidate in candidates])
    require_at_least(at_most, 1, "at_most")
    require_distinct((candidate.competency for candidate in candidates), "candidate")
    ordered = sorted(candidates, key=lambda item: graph.nodes[NodeKind.COMPETENCY, item.competency]["position"])
    records = {item.competency: graph.nodes[NodeKind.COMPETENCY, item.competency]["record"] for item in ordered}
    groups = [
        tuple(ordered[number].competency for number in group)
        for group in _join(_find_ties(ordered, list(records.values())), at_most)
    ]
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


def _join(ties: Floats, at_most: int) -> list[list[int]]:
    """Join groups by average tie, the strongest first, of equal ones the first; return them in order."""
    count = len(ties)
    groups: list[list[int]] = [[number] for number in range(count)]
    sizes = np.ones(count)
    sums = ties.copy()
    upper = np.triu(np.ones((count, count), dtype=bool), 1)
    while count > 1:
        strengths = np.where(upper & (sizes[:, None] + sizes <= at_most), sums / np.outer(sizes, sizes), 0.0)
        left, right = divmod(int(np.argmax(strengths)), count)
        if strengths[left, right] < _LEAST_TIE:
            break
        # The group stays where its first member stands; the other place is empty and too large to join anything.
        groups[left] = sorted(groups[left] + groups[right])
        groups[right] = []
        sums[left] += sums[right]
        sums[:, left] += sums[:, right]
        sizes[left] += sizes[right]
        sizes[right] = at_most + 1
    return [group for group in groups if group]


def _find_ties(candidates: Sequence[Candidate], records: Sequence[CompetencyRecord]) -> Floats:
    """Return how strongly every two candidates are tied, shape (candidates, candidates)."""
    themes = np.array([record.theme for record in records], dtype=object)
    codes = {record.code: number for number, record in enumerate(records)}
    grows = np.zeros((len(records), len(records)), dtype=bool)
    for number, record in enumerate(records):
        grows[number, [codes[later] for later in record.grows_into if later in codes]] = True
    return np.asarray(
        _SAME_THEME * ((themes[:, None] == themes) & (themes != ""))
        + _GROWS_INTO * (grows | grows.T)
        + _SHARED_WORK_PROCESS * _count_shared([record.work_processes for record in records])
        + _SHARED_MODULE * _count_shared([[near.module for near in candidate.nearest] for candidate in candidates]),
        dtype=np.float64,
    )


def _count_shared(sets: Sequence[Collection[str]]) -> Floats:
    """Return how many members every two sets share."""
    members = {member: column for column, member in enumerate(sorted({member for found in sets for member in found}))}
    table = np.zeros((len(sets), len(members)))
    for row, found in enumerate(sets):
        table[row, [members[member] for member in found]] = 1.0
    return np.asarray(table @ table.T, dtype=np.float64)
