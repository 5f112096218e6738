"""Puts one whole result together in the form of the report contract."""

from collections.abc import Sequence

from curriculum.contract.records import DecisionRecord, Framework, ModuleRecord, QualificationFile
from curriculum.contract.report import (
    InputFile,
    Report,
    ReportCompetency,
    ReportFramework,
    ReportModule,
    ReportProblem,
)
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping.graph import addresses, build_graph, coverage, find_gaps
from curriculum.mapping.proposing import Proposals
from curriculum.mapping.sequence import build_up
from curriculum.mapping.statements import statements_as_decisions


def build_report(
    modules: Sequence[ModuleRecord],
    framework: Framework,
    proposals: Proposals,
    decisions: Sequence[DecisionRecord] = (),
    *,
    problems: Sequence[ReportProblem] = (),
    inputs: Sequence[InputFile] = (),
    qualification: QualificationFile | None = None,
) -> Report:
    """Return the report of one result: the graph is built, coverage and candidates follow from it.

    Parameters
    ----------
    decisions : Sequence[DecisionRecord]
        What people decided, oldest first; the codes in the sheet are put before them. All are reported, by module and
        competency; which one holds on a link says :func:`curriculum.mapping.statements.holding_decisions`.
    """
    graph = build_graph(modules, framework, proposals.links, decisions, qualification)
    candidates = find_gaps(graph, proposals.assessments)
    flagged = {candidate.competency for candidate in candidates}
    covered = coverage(graph)
    assessed = {assessment.competency: assessment for assessment in proposals.assessments}
    competencies = []
    for record in framework.competencies:
        by_verdict: dict[Verdict | None, list[str]] = {Verdict.FULL: [], Verdict.PARTIAL: [], None: []}
        for module, link, decision in addresses(graph, record.code):
            if decision is not None:
                by_verdict.setdefault(decision.verdict, []).append(module)
            elif link is not None and link.proposed:
                by_verdict[None].append(module)
        assessment = assessed[record.code]
        competencies.append(
            ReportCompetency(
                code=record.code,
                title=record.title,
                coverage=covered[record.code],
                probability=assessment.probability,
                finding=assessment.finding,
                candidate=record.code in flagged,
                modules_full=tuple(by_verdict[Verdict.FULL]),
                modules_partial=tuple(by_verdict[Verdict.PARTIAL]),
                modules_proposed=tuple(by_verdict[None]),
                record=record,
                build_up=build_up(graph, record.code),
            )
        )
    order = {module.id: number for number, module in enumerate(modules)}
    log = dict.fromkeys((*statements_as_decisions(modules), *decisions))
    return Report(
        framework=ReportFramework(
            name=framework.name,
            title=framework.title,
            version=framework.version,
            source=framework.source,
            source_date=framework.source_date,
            sha256=framework.sha256,
        ),
        rule=proposals.rule,
        modules=tuple(_report_module(module) for module in modules),
        competencies=tuple(competencies),
        links=proposals.links,
        candidates=candidates,
        decisions=tuple(
            sorted(log, key=lambda item: (order.get(item.module, len(order)), item.module, item.competency))
        ),
        problems=tuple(problems),
        inputs=tuple(inputs),
    )


def _report_module(module: ModuleRecord) -> ReportModule:
    return ReportModule(
        id=module.id,
        code=module.code,
        title=module.title,
        name=module.title,
        description=module.description,
        sheet=module.sheet,
        row=module.row,
        years=module.years,
        periods=module.periods,
        hours=module.hours,
        work_processes=tuple(mention.code for mention in module.work_processes),
        outcomes=module.outcomes,
        assessments=module.assessments,
    )
