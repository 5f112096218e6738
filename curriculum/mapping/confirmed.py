"""The confirmed links of a graph as integer arrays, for questions that would be slow on the graph itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from curriculum.contract.vocabulary import EdgeKind, NodeKind, Verdict
from curriculum.mapping.graph import nodes_of_kind
from curriculum.mapping.text.sparse import Ints

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph


@dataclass(frozen=True, slots=True)
class ConfirmedLinks:
    """Which module covers which competency, by decision.

    Attributes
    ----------
    modules, competencies : tuple of str
        Ids and codes, in sheet and framework order.
    rows, columns : ndarray of int, shape (links,)
        The module and the competency of each confirmed link, by module, then competency.
    """

    modules: tuple[str, ...]
    competencies: tuple[str, ...]
    rows: Ints
    columns: Ints

    def counts(self) -> Ints:
        """Return how many modules cover each competency, shape (competencies,)."""
        return np.bincount(self.columns, minlength=len(self.competencies))

    def by_module(self) -> list[list[int]]:
        """Return the competencies (as numbers) that each module covers."""
        found: list[list[int]] = [[] for _module in self.modules]
        for row, column in zip(self.rows.tolist(), self.columns.tolist(), strict=True):
            found[row].append(column)
        return found


def confirmed_links(graph: CurriculumGraph, *, full_only: bool = False) -> ConfirmedLinks:
    """Return the confirmed links of a graph; with ``full_only`` those that cover in full.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
    >>> from curriculum.mapping.graph import build_graph
    >>> framework = Framework("f", "F", (CompetencyRecord("C1", "Agenda"), CompetencyRecord("C2", "Post")))
    >>> decision = DecisionRecord("M1", "C2", Verdict.PARTIAL)
    >>> links = confirmed_links(build_graph([ModuleRecord("M1", "Agenda")], framework, [], [decision]))
    >>> links.counts().tolist()
    [0, 1]
    """
    accepted = {Verdict.FULL} if full_only else {Verdict.FULL, Verdict.PARTIAL}
    modules = tuple(nodes_of_kind(graph, NodeKind.MODULE))
    competencies = tuple(nodes_of_kind(graph, NodeKind.COMPETENCY))
    row_of = {module: row for row, module in enumerate(modules)}
    column_of = {code: column for column, code in enumerate(competencies)}
    pairs = sorted(
        (row_of[source[1]], column_of[target[1]])
        for source, target, data in graph.edges(data=True)
        if data["kind"] is EdgeKind.ADDRESSES and data["decision"] is not None and data["decision"].verdict in accepted
    )
    array = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return ConfirmedLinks(modules, competencies, array[:, 0], array[:, 1])
