"""The gap matrix of a version: every competency has a row, also when nothing touches it."""

from collections import Counter
from dataclasses import dataclass, replace

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.report import Rule
from curriculum.contract.vocabulary import Coverage
from curriculum.mapping import Matrix, build_matrix, find_gaps, theme_order
from curriculum.services.coverage.links import LinkState, view_links
from curriculum.services.coverage.snapshots import Snapshot, read_snapshot
from curriculum.services.mapping.runs import RunView
from curriculum.services.transactions import read


@dataclass(frozen=True, slots=True)
class MatrixModule:
    """A column of the matrix: ``key`` is the module's name in the engine's matrix, ``id`` goes into URLs."""

    id: int
    key: str
    code: str | None
    title: str
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the matrix with its coverage word and whether it is a candidate Niveau 4+."""

    competency: CompetencyRecord
    coverage: Coverage
    candidate: bool


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The engine's matrix with names beside it; ``rule`` and ``run`` are None when no run was made yet.

    ``modules`` and ``rows`` run along ``matrix.modules`` and ``matrix.rows``. The links in the cells carry no evidence;
    that is on the page of the link.
    """

    matrix: Matrix
    modules: tuple[MatrixModule, ...]
    rows: tuple[MatrixRow, ...]
    counts: dict[Coverage, int]
    candidate_count: int
    rule: Rule | None
    run: RunView | None


def get_matrix(version_id: int) -> MatrixView:
    """Return the gap matrix: rows theme by theme (in framework order within one), columns in sheet order."""
    with read() as session:
        return _view_matrix(read_snapshot(session, version_id, evidence=False))


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a version stands: its matrix, and how many links wait for a verdict or for another look."""

    matrix: MatrixView
    open_links: int
    outdated_links: int


def get_overview(version_id: int) -> Overview:
    """Return where a version stands, read at one moment."""
    with read() as session:
        snapshot = read_snapshot(session, version_id, evidence=False)
        found = view_links(snapshot)
        return Overview(
            matrix=_view_matrix(snapshot),
            open_links=sum(view.state is LinkState.OPEN for view in found),
            outdated_links=sum(view.outdated for view in found),
        )


def _view_matrix(snapshot: Snapshot) -> MatrixView:
    graph = snapshot.build_outline()
    matrix = build_matrix(graph)
    matrix = replace(matrix, rows=tuple(sorted(matrix.rows, key=lambda row: theme_order(row.competency))))
    candidates = {candidate.competency for candidate in find_gaps(graph, snapshot.assessments)}
    counts = Counter(row.coverage for row in matrix.rows)
    modules = snapshot.module_by_key()
    return MatrixView(
        matrix=matrix,
        modules=tuple(
            MatrixModule(
                modules[record.id].id,
                record.id,
                record.code,
                record.title,
                # The names alone make the graph; the years are in the stored text.
                tuple(modules[record.id].content.get("years") or ()),
            )
            for record in matrix.modules
        ),
        rows=tuple(MatrixRow(row.competency, row.coverage, row.competency.code in candidates) for row in matrix.rows),
        counts={word: counts[word] for word in Coverage},
        candidate_count=len(candidates),
        rule=snapshot.rule,
        run=snapshot.run,
    )
