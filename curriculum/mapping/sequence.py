"""The order in time of the modules that address a competency: what is built up over the years and periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from curriculum.contract.records import ModuleRecord
from curriculum.contract.report import Stage as Stage
from curriculum.contract.vocabulary import EdgeKind, NodeKind, Verdict

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
    found = [
        (graph.nodes[source]["position"], graph.nodes[source]["record"])
        for source, _target, data in graph.in_edges((NodeKind.COMPETENCY, competency), data=True)
        if data["kind"] is EdgeKind.ADDRESSES and data["decision"] is not None and data["decision"].verdict in _COVERS
    ]
    return order_in_time([record for _position, record in sorted(found, key=lambda item: item[0])])


def add_sequence(graph: CurriculumGraph, competencies: Sequence[str]) -> None:
    """Add an edge from each module to those of the next stage of a competency that both cover.

    The edge has ``competencies``, the codes in framework order. Only confirmed links count: a proposal builds nothing.
    """
    for code in competencies:
        for stage, following in pairwise(build_up(graph, code)):
            if not stage.comes_before(following):
                continue
            for source in stage.modules:
                for target in following.modules:
                    edge = (NodeKind.MODULE, source), (NodeKind.MODULE, target)
                    codes = graph.edges[edge]["competencies"] if graph.has_edge(*edge) else ()
                    graph.add_edge(*edge, kind=EdgeKind.FOLLOWED_BY, competencies=(*codes, code))
