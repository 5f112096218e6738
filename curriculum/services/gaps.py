"""Candidates Niveau 4+ and the competencies to strengthen, each with the modules that come nearest."""

from dataclasses import dataclass

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.report import Rule
from curriculum.contract.vocabulary import Coverage, Finding
from curriculum.services.links import LinkView
from curriculum.services.runs import RunView


@dataclass(frozen=True, slots=True)
class NearestView:
    """A module that comes near: what it shares with the competency and which words it lacks."""

    module_id: int
    code: str | None
    title: str
    probability: float
    shared: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A competency flagged as candidate Niveau 4+ content; ``reason`` is the engine's code."""

    competency: CompetencyRecord
    reason: str
    nearest: tuple[NearestView, ...]


@dataclass(frozen=True, slots=True)
class StrengthenView:
    """A competency that is covered in part only ("te versterken"), with the links that cover it."""

    competency: CompetencyRecord
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class GapList:
    """What is missing, what is thin, and the rule that says so."""

    candidates: tuple[CandidateView, ...]
    to_strengthen: tuple[StrengthenView, ...]
    rule: Rule | None
    run: RunView | None


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """One competency in a version: its coverage, what the gap rule says, its links and its nearest modules."""

    competency: CompetencyRecord
    coverage: Coverage
    candidate: bool
    reason: str
    probability: float
    finding: Finding | None
    links: tuple[LinkView, ...]
    nearest: tuple[NearestView, ...]
    rule: Rule | None


def list_candidates(version_id: int) -> GapList:
    """Return the candidates Niveau 4+ and the competencies to strengthen, in framework order."""
    raise NotImplementedError


def get_competency(version_id: int, code: str) -> CompetencyView:
    """Return one competency of the version's framework."""
    raise NotImplementedError
