"""How few modules cover what is covered, and which modules nothing would be lost without."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from curriculum.contract.vocabulary import NodeKind
from curriculum.mapping.asked import require_known
from curriculum.mapping.confirmed import ConfirmedLinks, confirmed_links

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph

# So often a competency is looked at before the search for a smallest cover gives up: a few tenths of a second.
_MOST_STEPS = 20_000


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

    @property
    def is_smallest(self) -> bool:
        """Whether it is certain that no smaller set does the same."""
        return len(self.modules) == self.lower_bound


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
    """Return the smallest set of modules that covers every competency that is covered now, or one near it.

    First greedily (the module that adds most, ties by sheet order), and every module that the others make superfluous
    is left out again. Then a search for a smaller set, which for a programme of common size ends with proof. Finding
    the smallest set is hard (set cover), so on large ones the search gives up after a fixed number of steps;
    ``is_smallest`` says whether it was proven, and ``lower_bound`` how far off the set can be.

    Parameters
    ----------
    graph : networkx.DiGraph
        As made by :func:`curriculum.mapping.build_graph`; only confirmed links count.
    keep : Collection[str]
        Modules that stay in any case.
    full_only : bool
        Count only links that cover in full.

    Raises
    ------
    UnknownCodeError
        When a module to keep is not in the graph; it is a ``KeyError``.

    Notes
    -----
    Greedy: Chvátal, "A greedy heuristic for the set-covering problem" (1979). The bound is a feasible solution of the
    dual linear programme, built competency by competency, those with the fewest modules first. The search is branch and
    bound over the competency with the fewest modules; competencies that share no module give the bound.

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
    require_known(graph, NodeKind.MODULE, keep)
    by_module = links.by_module()
    wanted = set(keep)
    kept = [row for row, module in enumerate(links.modules) if module in wanted]
    chosen = _drop_superfluous(_choose_greedily(by_module, kept, len(links.competencies)), kept, by_module, links)
    search = _Search(by_module, kept, len(links.competencies))
    chosen, proven = search.improve(chosen)
    covered = links.counts() > 0
    return Cover(
        modules=tuple(links.modules[row] for row in sorted(chosen)),
        lower_bound=len(chosen) if proven else len(kept) + _lower_bound(search.open_competencies(), len(by_module)),
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


class _Search:
    """Looks for a smaller cover by branch and bound; sets of modules and of competencies are bits of whole numbers."""

    def __init__(self, by_module: list[list[int]], kept: list[int], width: int) -> None:
        self._kept = kept
        self._covers = [sum(1 << column for column in columns) for columns in by_module]
        done = 0
        for row in kept:
            done |= self._covers[row]
        modules = [0] * width
        for row, columns in enumerate(by_module):
            for column in columns:
                modules[column] |= 1 << row
        # Those with the fewest modules first: they leave the least choice.
        self._open = sorted(
            ((found, 1 << column) for column, found in enumerate(modules) if found and not done >> column & 1),
            key=lambda pair: pair[0].bit_count(),
        )
        self._best: list[int] = []
        self._steps = 0

    def open_competencies(self) -> list[list[int]]:
        """Return the modules of each competency that the kept modules do not cover."""
        return [_rows_of(found) for found, _column in self._open]

    def improve(self, chosen: list[int]) -> tuple[list[int], bool]:
        """Return the smallest cover found, at worst the one given, and whether no smaller one exists."""
        self._best, self._steps = chosen, _MOST_STEPS
        self._branch(self._open, self._kept)
        return self._best, self._steps > 0

    def _branch(self, left: list[tuple[int, int]], chosen: list[int]) -> None:
        """Cover what is left in every way that may beat the best so far."""
        if not left:
            self._best = chosen
            return
        apart, seen = 0, 0
        for found, _column in left:
            if not found & seen:
                seen |= found
                apart += 1
        if len(chosen) + apart >= len(self._best) or self._steps <= 0:
            return
        self._steps -= len(left)
        wanted = sum(column for _found, column in left)
        for row in sorted(_rows_of(left[0][0]), key=lambda row: (-(self._covers[row] & wanted).bit_count(), row)):
            covered = self._covers[row]
            self._branch([pair for pair in left if not pair[1] & covered], [*chosen, row])


def _rows_of(bits: int) -> list[int]:
    """Return the places of the bits that are set.

    >>> _rows_of(0b1010)
    [1, 3]
    """
    rows = []
    while bits:
        lowest = bits & -bits
        rows.append(lowest.bit_length() - 1)
        bits ^= lowest
    return rows


def _lower_bound(by_competency: list[list[int]], modules: int) -> int:
    """Give every competency a price that no module's competencies exceed 1 in sum; the prices add up to a bound."""
    room = np.ones(modules)
    total = 0.0
    for rows in sorted(by_competency, key=len):
        price = float(room[rows].min())
        room[rows] -= price
        total += price
    return ceil(total - 1e-9)
