"""The report contract ``curriculum-report/1``: what ``curriculum map --json`` writes and what exports read.

Every list has a fixed order (modules in sheet order, competencies in framework order, links by module, then by falling
score, then by competency code), so that equal input gives byte-identical JSON.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from curriculum.contract.changes import FindingChange
from curriculum.contract.foresight import KeptOutlook, Weighing
from curriculum.contract.records import CompetencyRecord, DecisionRecord, Hours
from curriculum.contract.vocabulary import Band, Coverage, EvidenceSource, Finding, MatchKind, ModuleField, Verdict

SCHEMA = "curriculum-report/1"


@dataclass(frozen=True, slots=True)
class Sources:
    """What each side contributes to one link, each on its own scale; ``None`` = that side was not available."""

    explicit: float = 0.0
    work_process: float = 0.0
    lexical: float = 0.0
    meaning: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a link: which words of which cell met which words of the competency.

    ``weight`` is this piece's share, 0 to 1, of the score that texts and work processes give the link; the shares of a
    link add up to 1. A code in the sheet is a statement and no part of that score: its weight is 0.
    """

    source: EvidenceSource
    module_field: ModuleField
    sheet: str
    cell: str
    module_text: str
    competency_text: str
    kind: MatchKind
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """One (module, competency) pair. ``score`` only orders within a module; ``probability`` alone decides ``proposed``.

    ``statement`` is the verdict that holds (the sheet's own code, or a person's decision), ``None`` when nobody judged.
    """

    module: str
    competency: str
    score: float
    probability: float
    band: Band
    proposed: bool
    statement: Verdict | None
    sources: Sources
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """A module that comes near a competency: the words they share and the words of the competency that it lacks."""

    module: str
    probability: float
    shared: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the gap rule says of one competency: ``probability`` that any module of the upload covers it."""

    competency: str
    probability: float
    finding: Finding
    nearest: tuple[Nearest, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportModule:
    """A module as it stands in the report.

    ``stable_id`` is the identifier by which the tool knows the module again in a later upload, empty without database.
    """

    id: str
    code: str | None
    title: str
    name: str
    description: str
    sheet: str
    row: int
    years: tuple[int, ...]
    periods: tuple[str, ...]
    hours: Hours
    work_processes: tuple[str, ...]
    outcomes: tuple[str, ...]
    assessments: tuple[str, ...]
    stable_id: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """The modules that begin in one period.

    ``year`` is 0 and ``period`` is empty where the sheet does not say it; ``period`` is the bare label ("7", "S1").
    """

    year: int
    period: str
    modules: tuple[str, ...]

    def comes_before(self, later: "Stage") -> bool:
        """Return whether this stage surely lies before one that is sorted after it."""
        return self.year != later.year or bool(self.period and later.period)


@dataclass(frozen=True, slots=True)
class ReportCompetency:
    """A competency with its coverage; ``record`` holds all that the framework says of it.

    ``build_up`` are the modules with a confirmed link by the moment at which they begin, the earliest first; one whose
    moment nobody can compare with the others is left out.
    """

    code: str
    title: str
    coverage: Coverage
    probability: float
    finding: Finding
    candidate: bool
    modules_full: tuple[str, ...]
    modules_partial: tuple[str, ...]
    modules_proposed: tuple[str, ...]
    record: CompetencyRecord
    build_up: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A competency that the gap rule flags as candidate Niveau 4+ content, with the modules that come nearest."""

    competency: str
    reason: str
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The rules and settings behind a result, printed with every page and export.

    ``link_threshold``, ``gap_threshold`` and ``bands`` are probabilities; ``engine`` names the engine and its version;
    ``meaning`` tells whether the sentence encoder took part.
    """

    engine: str
    link_threshold: float
    gap_threshold: float
    bands: tuple[tuple[Band, float], ...]
    meaning: bool
    settings_sha256: str = ""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that went in, with its hash."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """A problem with its sentence already rendered in the report's language."""

    code: str
    severity: str
    file: str
    sheet: str
    cell: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class ReportFramework:
    """Which competency list was used."""

    name: str
    title: str
    version: str
    source: str
    source_date: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LostCoverage:
    """A competency that would be covered better with a lapsed module: ``before`` with it, ``now`` without it."""

    competency: str
    before: Coverage
    now: Coverage


@dataclass(frozen=True, slots=True)
class LapsedModule:
    """A module that a person marked as lapsed: who, when, with which file, and what went with it.

    ``decisions`` are all that were taken on it, oldest first; they count again when the module comes back.
    """

    id: str
    code: str | None
    title: str
    lapsed_at: str
    lapsed_by: str
    file: str
    decisions: tuple[DecisionRecord, ...] = ()
    lost: tuple[LostCoverage, ...] = ()
    stable_id: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One whole result: what went in, what was found, what was decided, by which rule."""

    framework: ReportFramework
    rule: Rule
    modules: tuple[ReportModule, ...]
    competencies: tuple[ReportCompetency, ...]
    links: tuple[Link, ...]
    candidates: tuple[Candidate, ...]
    decisions: tuple[DecisionRecord, ...] = ()
    problems: tuple[ReportProblem, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    lapsed: tuple[LapsedModule, ...] = ()
    changes: tuple[FindingChange, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    outlook: KeptOutlook | None = None
    schema: str = field(default=SCHEMA)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain dictionaries and lists, ``schema`` first."""
        content = asdict(self)
        return {"schema": content.pop("schema"), **content}

    def to_json(self) -> str:
        """Return the report as JSON text (UTF-8, two spaces, closing newline)."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"
