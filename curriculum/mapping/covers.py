"""How few modules cover what is covered, and which modules nothing would be lost without."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from curriculum.mapping.confirmed import ConfirmedLinks, confirmed_links

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph


@dataclass(frozen=True, slots=True)
class Cover:
    """A set of modules that covers everything that is covered now.

    Attributes
    ----------
    modules : tuple of str
        In sheet order.
    lower_bound : int
        No set can have fewer modules than this; equal to ``len(modules)`` means the set is a smallest one.
    uncovered : tuple of str
        The competencies that no module covers, in framework order.
    """

    modules: tuple[str, ...]
    lower_bound: int
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleShare:
    """What one module covers: alone, and together with others."""

    module: str
    alone: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def is_redundant(self) -> bool:
        """Whether nothing would lose its coverage without this module."""
        return not self.alone


def redundancy(graph: CurriculumGraph, *, full_only: bool = False) -> dict[str, ModuleShare]:
    """Return per module which competencies it alone covers and which others cover too: what-if for all modules at once.

    One pass over the confirmed links; copying the graph for every module would take hours on a large one.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
    >>> from curriculum.contract.vocabulary import Verdict
    >>> from curriculum.mapping.graph import build_graph
    >>> framework = Framework("f", "F", (CompetencyRecord("C1", "Agenda"), CompetencyRecord("C2", "Post")))
    >>> held = [DecisionRecord(m, c, Verdict.FULL) for m, c in (("M1", "C1"), ("M2", "C1"), ("M2", "C2"))]
    >>> shares = redundancy(build_graph([ModuleRecord("M1", ""), ModuleRecord("M2", "")], framework, [], held))
    >>> shares["M1"].is_redundant, shares["M2"].alone
    (True, ('C2',))
    """
    links = confirmed_links(graph, full_only=full_only)
    counts = links.counts()
    shares = {}
    for module, covered in zip(links.modules, links.by_module(), strict=True):
        codes = [(links.competencies[column], counts[column] == 1) for column in covered]
        shares[module] = ModuleShare(
            module, tuple(code for code, alone in codes if alone), tuple(code for code, alone in codes if not alone)
        )
    return shares


def minimal_cover(graph: CurriculumGraph, *, keep: Collection[str] = (), full_only: bool = False) -> Cover:
    """Return a small set of modules that covers every competency that is covered now.

    Greedy choice (the module that adds most, ties by sheet order), then every module that the others make superfluous
    is left out again. Finding the smallest set is hard (set cover); the bound tells how far off this one can be.

    Parameters
    ----------
    keep : Collection[str]
        Modules that stay in any case.
    full_only : bool
        Count only links that cover in full.

    Notes
    -----
    Greedy: Chvátal, "A greedy heuristic for the set-covering problem" (1979). The bound is a feasible solution of the
    dual linear programme, built competency by competency, those with the fewest modules first.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
    >>> from curriculum.contract.vocabulary import Verdict
    >>> from curriculum.mapping.graph import build_graph
    >>> framework = Framework("f", "F", (CompetencyRecord("C1", "Agenda"), CompetencyRecord("C2", "Post")))
    >>> held = [DecisionRecord(m, c, Verdict.FULL) for m, c in (("M1", "C1"), ("M2", "C1"), ("M2", "C2"))]
    >>> minimal_cover(build_graph([ModuleRecord("M1", ""), ModuleRecord("M2", "")], framework, [], held))
    Cover(modules=('M2',), lower_bound=1, uncovered=())
    """
    links = confirmed_links(graph, full_only=full_only)
    by_module = links.by_module()
    kept = [row for row, module in enumerate(links.modules) if module in set(keep)]
    chosen = _drop_superfluous(_choose_greedily(by_module, kept, len(links.competencies)), kept, by_module, links)
    covered = links.counts() > 0
    return Cover(
        modules=tuple(links.modules[row] for row in sorted(chosen)),
        lower_bound=max(_lower_bound(links, by_module), len(kept)),
        uncovered=tuple(code for code, found in zip(links.competencies, covered, strict=True) if not found),
    )


def _choose_greedily(by_module: list[list[int]], kept: list[int], width: int) -> list[int]:
    """Choose the module that adds most until nothing is added; gains only fall, so they are renewed when needed."""
    open_columns = np.ones(width, dtype=bool)
    for row in kept:
        open_columns[by_module[row]] = False
    heap = [(-len(columns), row) for row, columns in enumerate(by_module) if columns]
    heapq.heapify(heap)
    chosen = list(kept)
    while heap:
        claimed, row = heapq.heappop(heap)
        gain = int(open_columns[by_module[row]].sum())
        if gain == 0:
            continue
        if gain < -claimed:
            heapq.heappush(heap, (-gain, row))
            continue
        chosen.append(row)
        open_columns[by_module[row]] = False
    return chosen


def _drop_superfluous(
    chosen: list[int], kept: list[int], by_module: list[list[int]], links: ConfirmedLinks
) -> list[int]:
    """Leave out, the smallest first, each module whose competencies the other chosen ones cover."""
    times = np.zeros(len(links.competencies), dtype=np.int64)
    for row in chosen:
        times[by_module[row]] += 1
    for row in sorted(set(chosen) - set(kept), key=lambda row: (len(by_module[row]), -row)):
        if (times[by_module[row]] > 1).all():
            times[by_module[row]] -= 1
            chosen = [other for other in chosen if other != row]
    return chosen


def _lower_bound(links: ConfirmedLinks, by_module: list[list[int]]) -> int:
    """Give every competency a price that no module's competencies exceed 1 in sum; the prices add up to a bound."""
    by_competency: list[list[int]] = [[] for _code in links.competencies]
    for row, columns in enumerate(by_module):
        for column in columns:
            by_competency[column].append(row)
    room = np.ones(len(by_module))
    total = 0.0
    for rows in sorted((rows for rows in by_competency if rows), key=len):
        price = float(room[rows].min())
        room[rows] -= price
        total += price
    return ceil(total - 1e-9)
