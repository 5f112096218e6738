"""The gap matrix of a version: every competency has a row, also when nothing touches it."""

from dataclasses import dataclass

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.report import Rule
from curriculum.contract.vocabulary import Coverage
from curriculum.mapping import Matrix
from curriculum.services.runs import RunView


@dataclass(frozen=True, slots=True)
class MatrixModule:
    """A column of the matrix: ``key`` is the module's name in the engine's matrix, ``id`` goes into URLs."""

    id: int
    key: str
    code: str | None
    title: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the matrix with its coverage word and whether it is a candidate Niveau 4+."""

    competency: CompetencyRecord
    coverage: Coverage
    candidate: bool


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The engine's matrix with names beside it; ``rule`` and ``run`` are None when no run was made yet."""

    matrix: Matrix
    modules: tuple[MatrixModule, ...]
    rows: tuple[MatrixRow, ...]
    counts: dict[Coverage, int]
    candidate_count: int
    rule: Rule | None
    run: RunView | None


def get_matrix(version_id: int) -> MatrixView:
    """Return the gap matrix: rows in framework order, columns in sheet order."""
    raise NotImplementedError
