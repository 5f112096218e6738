"""One version as the engine sees it: records, stored proposals and the decisions that hold, read in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from curriculum.contract.records import DecisionRecord, Framework, ModuleRecord, QualificationFile
from curriculum.contract.report import Assessment, Link, Rule
from curriculum.contract.vocabulary import NodeKind
from curriculum.mapping import build_graph
from curriculum.models import CurriculumVersion
from curriculum.services.contents import (
    Part,
    StoredCompetency,
    StoredModule,
    read_assessments,
    read_competencies,
    read_decisions,
    read_framework,
    read_latest_run,
    read_links,
    read_modules,
    read_qualification,
    read_rule,
    require_version,
)
from curriculum.services.errors import NotFound
from curriculum.services.mapping.runs import RunView, view_run

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stands in one version at one moment; the number of queries behind it does not grow with the version."""

    version: CurriculumVersion
    framework: Framework
    qualification: QualificationFile | None
    modules: tuple[StoredModule, ...]
    competencies: tuple[StoredCompetency, ...]
    links: tuple[Link, ...]
    assessments: tuple[Assessment, ...]
    decisions: tuple[DecisionRecord, ...]
    rule: Rule | None
    run: RunView | None

    @property
    def records(self) -> tuple[ModuleRecord, ...]:
        """The modules for graph and report, without the sheet's own codes.

        Those became decisions when the import was confirmed; taken from the sheet a second time they would also count
        after their import was undone, or for a framework that nobody has confirmed them for.
        """
        return tuple(replace(module.record, statements=()) for module in self.modules)

    def build_outline(self) -> "nx.DiGraph[tuple[NodeKind, str]]":
        """Return the graph with modules by name only: for coverage and matrix, in which their texts play no part."""
        names = tuple(module.name for module in self.modules)
        return build_graph(names, self.framework, self.links, self.decisions, self.qualification)

    def build_graph(self) -> "nx.DiGraph[tuple[NodeKind, str]]":
        """Return the curriculum graph of the version."""
        return build_graph(self.records, self.framework, self.links, self.decisions, self.qualification)

    def module_by_key(self) -> dict[str, StoredModule]:
        """Return the modules by the name that the engine knows them by."""
        return {module.key: module for module in self.modules}


def read_snapshot(
    session: Session, version_id: int, *, evidence: bool = True, competency: str | None = None
) -> Snapshot:
    """Read a version; if so asked without evidence, or with the links and decisions of one competency only.

    Raises ``NotFound`` for a version or a competency that is not there.
    """
    version = require_version(session, version_id)
    modules = read_modules(session, version_id)
    competencies = read_competencies(session, version.framework_version_id)
    part = Part() if competency is None else Part(competency_id=_find_competency(competencies, competency))
    decisions = read_decisions(session, modules, competencies, version_id, part=part)
    run = read_latest_run(session, version)
    return Snapshot(
        version=version,
        framework=read_framework(session, version, competencies),
        qualification=read_qualification(session, version),
        modules=modules,
        competencies=competencies,
        links=read_links(session, run, modules, competencies, decisions, evidence=evidence, part=part),
        assessments=read_assessments(session, run, competencies),
        decisions=_in_sheet_order(modules, (decision.record for decision in decisions)),
        rule=read_rule(run),
        run=view_run(session, run, version),
    )


def _find_competency(competencies: Iterable[StoredCompetency], code: str) -> int:
    for competency in competencies:
        if competency.record.code == code:
            return competency.id
    raise NotFound("competency-not-found", code=code)


def _in_sheet_order(modules: Iterable[StoredModule], decisions: Iterable[DecisionRecord]) -> tuple[DecisionRecord, ...]:
    """Order decisions by module and competency: equal state gives equal bytes, whoever decided first."""
    order = {module.key: position for position, module in enumerate(modules)}
    return tuple(sorted(decisions, key=lambda decision: (order[decision.module], decision.competency)))
