"""The gap matrix: a row for every competency, a column for every module, and what is known of each pair."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from curriculum.contract.records import CompetencyRecord, DecisionRecord, ModuleRecord
from curriculum.contract.report import Link
from curriculum.contract.vocabulary import Coverage, NodeKind
from curriculum.mapping.asked import count_words
from curriculum.mapping.graph import addresses, coverage, nodes_of_kind

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph


class CellState(StrEnum):
    """What one cell of the matrix says; a decision comes before a proposal."""

    FULL = "full"
    PARTIAL = "partial"
    PROPOSED = "proposed"
    REJECTED = "rejected"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its state, and the link and decision behind it."""

    state: CellState
    link: Link | None = None
    decision: DecisionRecord | None = None


EMPTY_CELL = Cell(CellState.EMPTY)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One competency with its coverage and one cell per module."""

    competency: CompetencyRecord
    coverage: Coverage
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Matrix:
    """The whole matrix: rows in framework order, columns in sheet order."""

    modules: tuple[ModuleRecord, ...]
    rows: tuple[MatrixRow, ...]

    def __repr__(self) -> str:
        rows = count_words(self.rows, "competency", "competencies")
        return f"<Matrix: {rows} × {count_words(self.modules, 'module', 'modules')}>"


def build_matrix(graph: CurriculumGraph) -> Matrix:
    """Return the gap matrix of a graph made by :func:`curriculum.mapping.build_graph`.

    Examples
    --------
    >>> from curriculum.contract.records import Framework
    >>> from curriculum.mapping.graph import build_graph
    >>> framework = Framework("demo", "Demo", (CompetencyRecord("C1", "Agenda beheren"),))
    >>> matrix = build_matrix(build_graph([ModuleRecord("M1", "Rekenen")], framework, []))
    >>> [(row.competency.code, row.coverage.value, [cell.state.value for cell in row.cells]) for row in matrix.rows]
    [('C1', 'missing', ['empty'])]
    """
    modules = nodes_of_kind(graph, NodeKind.MODULE)
    columns = {module: column for column, module in enumerate(modules)}
    rows = []
    for code, covered in coverage(graph).items():
        cells = [EMPTY_CELL] * len(modules)
        for module, link, decision in addresses(graph, code):
            cells[columns[module]] = Cell(state_of(link, decision), link, decision)
        rows.append(MatrixRow(graph.nodes[NodeKind.COMPETENCY, code]["record"], covered, tuple(cells)))
    return Matrix(tuple(graph.nodes[NodeKind.MODULE, module]["record"] for module in modules), tuple(rows))


def state_of(link: Link | None, decision: DecisionRecord | None) -> CellState:
    """Return what a cell says.

    >>> from curriculum.contract.vocabulary import Verdict
    >>> state_of(None, DecisionRecord("M1", "C1", Verdict.PARTIAL)).value
    'partial'
    """
    if decision is not None:
        return CellState(decision.verdict.value)
    return CellState.PROPOSED if link is not None and link.proposed else CellState.EMPTY
