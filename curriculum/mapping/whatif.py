"""What happens to coverage when modules go or decisions change, without copying the graph."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.contract.records import DecisionRecord
from curriculum.contract.vocabulary import Coverage, NodeKind
from curriculum.mapping.asked import require_known
from curriculum.mapping.coverage_rule import coverage_of
from curriculum.mapping.graph import addresses

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph

_CONFIRMED = (Coverage.FULL, Coverage.PARTIAL)


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """One competency whose coverage changes."""

    competency: str
    before: Coverage
    after: Coverage


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The competencies whose coverage changes, in framework order."""

    changes: tuple[CoverageChange, ...]

    @property
    def lost(self) -> tuple[str, ...]:
        """The competencies that were confirmed and no longer are."""
        return tuple(
            change.competency
            for change in self.changes
            if change.before in _CONFIRMED and change.after not in _CONFIRMED
        )


def what_if(
    graph: CurriculumGraph, *, without: Collection[str] = (), decisions: Sequence[DecisionRecord] = ()
) -> WhatIf:
    """Return how coverage changes when some modules go and some decisions are taken.

    Parameters
    ----------
    graph : networkx.DiGraph
        As made by :func:`curriculum.mapping.build_graph`; it is not changed.
    without : Collection[str]
        Ids of the modules that go.
    decisions : Sequence[DecisionRecord]
        Decisions to suppose, each over what holds now.

    Raises
    ------
    UnknownCodeError
        When a module or competency is not in the graph; it is a ``KeyError``.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord, Framework, ModuleRecord
    >>> from curriculum.contract.vocabulary import Verdict
    >>> from curriculum.mapping.graph import build_graph
    >>> framework = Framework("f", "F", (CompetencyRecord("C1", "Agenda"),))
    >>> decision = DecisionRecord("M1", "C1", Verdict.FULL)
    >>> graph = build_graph([ModuleRecord("M1", "Agenda")], framework, [], [decision])
    >>> what_if(graph, without={"M1"}).lost
    ('C1',)
    """
    supposed: dict[str, dict[str, DecisionRecord]] = {}
    for decision in decisions:
        require_known(graph, NodeKind.MODULE, [decision.module])
        require_known(graph, NodeKind.COMPETENCY, [decision.competency])
        supposed.setdefault(decision.competency, {})[decision.module] = decision
    touched = set(supposed)
    require_known(graph, NodeKind.MODULE, without)
    for module in without:
        touched.update(
            code for kind, code in graph.successors((NodeKind.MODULE, module)) if kind is NodeKind.COMPETENCY
        )
    changes = []
    for code in sorted(touched, key=lambda code: graph.nodes[NodeKind.COMPETENCY, code]["position"]):
        before = _coverage(graph, code, (), {})
        after = _coverage(graph, code, without, supposed.get(code, {}))
        if before is not after:
            changes.append(CoverageChange(code, before, after))
    return WhatIf(tuple(changes))


def _coverage(
    graph: CurriculumGraph, code: str, without: Collection[str], supposed: dict[str, DecisionRecord]
) -> Coverage:
    """Return the coverage of one competency as it would be; modules in ``without`` do not count."""
    held = {module: (link, supposed.get(module, decision)) for module, link, decision in addresses(graph, code)}
    held |= {module: (None, decision) for module, decision in supposed.items() if module not in held}
    kept = [pair for module, pair in held.items() if module not in without]
    return coverage_of(
        (decision.verdict for _link, decision in kept if decision is not None),
        proposed=any(link is not None and link.proposed for link, decision in kept if decision is None),
    )
