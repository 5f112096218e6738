"""The order in time of the modules that address a competency: what is built up over the years and periods."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from curriculum.contract.records import ModuleRecord
from curriculum.contract.report import Stage as Stage
from curriculum.contract.vocabulary import EdgeKind, NodeKind, Verdict
from curriculum.mapping.asked import require_known

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph

_NUMBER = re.compile(r"\d+")
_COVERS = (Verdict.FULL, Verdict.PARTIAL)


def order_in_time(modules: Sequence[ModuleRecord]) -> tuple[Stage, ...]:
    """Return the modules by the moment at which they begin, the earliest first; within a stage in the order given.

    A module begins in the first of its years and periods. One that states neither is left out, and so is one without a
    year among modules that have one: nobody knows where it belongs. Periods and semesters in one list do not compare,
    so then only the years count.

    Examples
    --------
    >>> modules = [ModuleRecord("M2", "", years=(2,), periods=("7", "8")), ModuleRecord("M1", "", years=(1,))]
    >>> [(stage.year, stage.period, stage.modules) for stage in order_in_time(modules)]
    [(1, '', ('M1',)), (2, '7', ('M2',))]
    """
    has_years = any(module.years for module in modules)
    kinds = {_NUMBER.sub("", label) for module in modules for label in module.periods}
    stages: dict[tuple[int, int], tuple[str, list[str]]] = {}
    for module in modules:
        numbered = [(int(found.group()), label) for label in module.periods if (found := _NUMBER.search(label))]
        number, label = min(numbered) if numbered and len(kinds) == 1 else (0, "")
        if (has_years and not module.years) or not (module.years or label):
            continue
        stages.setdefault((min(module.years, default=0), number), (label, []))[1].append(module.id)
    return tuple(Stage(year, label, tuple(ids)) for (year, _number), (label, ids) in sorted(stages.items()))


def build_up(graph: CurriculumGraph, competency: str) -> tuple[Stage, ...]:
    """Return the stages in which the modules with a confirmed link to a competency follow each other.

    Raises
    ------
    UnknownCodeError
        When the competency is not in the graph; it is a ``KeyError``.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework
    >>> from curriculum.mapping import build_graph
    >>> modules = [ModuleRecord("M2", "", periods=("7",)), ModuleRecord("M1", "", periods=("3",))]
    >>> decisions = [DecisionRecord(module.id, "C1", Verdict.FULL) for module in modules]
    >>> graph = build_graph(modules, Framework("f", "F", (CompetencyRecord("C1", "Agenda"),)), [], decisions)
    >>> [(stage.period, stage.modules) for stage in build_up(graph, "C1")]
    [('3', ('M1',)), ('7', ('M2',))]
    """
    require_known(graph, NodeKind.COMPETENCY, [competency])
    found = [
        (graph.nodes[source]["position"], graph.nodes[source]["record"])
        for source, _target, data in graph.in_edges((NodeKind.COMPETENCY, competency), data=True)
        if _covers(data)
    ]
    return order_in_time([record for _position, record in sorted(found, key=lambda item: item[0])])


def add_sequence(graph: CurriculumGraph) -> None:
    """Add an edge from each module to those of the next stage of a competency that both cover.

    The edge has ``competencies``, the codes in framework order. Only confirmed links count: a proposal builds nothing.
    """
    nodes = graph.nodes
    found: dict[str, list[tuple[int, ModuleRecord]]] = {}
    for source, target, data in graph.edges(data=True):
        if _covers(data):
            record = nodes[source]["record"]
            if record.years or record.periods:
                found.setdefault(target[1], []).append((nodes[source]["position"], record))
    follows: dict[tuple[str, str], list[str]] = {}
    for code in sorted(found, key=lambda code: nodes[NodeKind.COMPETENCY, code]["position"]):
        stages = order_in_time([record for _position, record in sorted(found[code], key=lambda item: item[0])])
        for stage, following in pairwise(stages):
            if stage.comes_before(following):
                for pair in product(stage.modules, following.modules):
                    follows.setdefault(pair, []).append(code)
    graph.add_edges_from(
        ((NodeKind.MODULE, one), (NodeKind.MODULE, other), {"kind": EdgeKind.FOLLOWED_BY, "competencies": tuple(codes)})
        for (one, other), codes in follows.items()
    )


def _covers(data: Mapping[str, Any]) -> bool:
    """Whether an edge is a confirmed link."""
    return data["kind"] is EdgeKind.ADDRESSES and data["decision"] is not None and data["decision"].verdict in _COVERS
