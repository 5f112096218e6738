"""Builds the curriculum graph (networkx) and answers the first questions about it: coverage and candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from curriculum.contract.records import DecisionRecord, Framework, ModuleRecord, QualificationFile, WorkProcess
from curriculum.contract.report import Assessment, Candidate, Link
from curriculum.contract.vocabulary import CandidateReason, Coverage, EdgeKind, Finding, NodeKind, Verdict
from curriculum.mapping.asked import require_distinct, require_known
from curriculum.mapping.coverage_rule import coverage_of
from curriculum.mapping.sequence import add_sequence
from curriculum.mapping.statements import holding_decisions, statements_as_decisions

if TYPE_CHECKING:
    import networkx as nx

    CurriculumGraph = nx.DiGraph[tuple[NodeKind, str]]


def build_graph(
    modules: Sequence[ModuleRecord],
    framework: Framework,
    links: Sequence[Link],
    decisions: Sequence[DecisionRecord] = (),
    qualification: QualificationFile | None = None,
) -> CurriculumGraph:
    """Build the graph of one curriculum version.

    Parameters
    ----------
    modules : Sequence[ModuleRecord]
        In sheet order; the node attribute ``position`` keeps it.
    framework : Framework
        Every competency becomes a node, also when nothing touches it.
    links : Sequence[Link]
        What :func:`curriculum.mapping.propose_links` found.
    decisions : Sequence[DecisionRecord]
        What people decided; the codes in the sheet are added by this function. The last decision on a link holds.
    qualification : QualificationFile, optional
        Gives the work processes their titles.

    Returns
    -------
    networkx.DiGraph
        Node key ``(NodeKind, code)``; every node has ``kind`` and ``record``. Edges have ``kind``; the one edge between
        a module and a competency has ``link`` (Link or None) and ``decision`` (DecisionRecord or None), one between two
        modules ``competencies``: what both cover, the second in a later period.

    Raises
    ------
    ValueError
        When two modules have one id or two competencies one code.

    Notes
    -----
    A link or decision on a module or competency that is not there is left out: decisions outlive the modules.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord
    >>> framework = Framework("demo", "Demo", (CompetencyRecord("C1", "Agenda beheren"),))
    >>> graph = build_graph([ModuleRecord("M1", "Agenda")], framework, [])
    >>> sorted((kind.value, code) for kind, code in graph)
    [('competency', 'C1'), ('module', 'M1')]
    """
    import networkx as nx

    require_distinct((module.id for module in modules), "module id")
    require_distinct((competency.code for competency in framework.competencies), "competency code")
    graph: CurriculumGraph = nx.DiGraph(framework=framework.name)
    _add_competencies(graph, framework)
    titles = {process.code: process for process in qualification.work_processes} if qualification else {}
    for process in titles.values():
        _add_node(graph, NodeKind.WORK_PROCESS, process.code, record=process)
    for competency in framework.competencies:
        for code in competency.work_processes:
            _add_node(graph, NodeKind.WORK_PROCESS, code, record=titles.get(code))
            graph.add_edge(
                (NodeKind.WORK_PROCESS, code), (NodeKind.COMPETENCY, competency.code), kind=EdgeKind.SUPPORTS
            )
    for position, module in enumerate(modules):
        _add_module(graph, module, position, titles)
    for link in links:
        _add_address(graph, link.module, link.competency, link=link)
    for (module_id, code), decision in holding_decisions((*statements_as_decisions(modules), *decisions)).items():
        _add_address(graph, module_id, code, decision=decision)
    add_sequence(graph)
    return graph


def nodes_of_kind(graph: CurriculumGraph, kind: NodeKind) -> list[str]:
    """Return the codes of all nodes of one kind, in their own order (modules: sheet, competencies: framework)."""
    found = [(data["position"], code) for (_kind, code), data in graph.nodes(data=True) if data["kind"] is kind]
    return [code for _position, code in sorted(found)]


def addresses(graph: CurriculumGraph, code: str) -> Iterator[tuple[str, Link | None, DecisionRecord | None]]:
    """Yield (module id, link, decision) for every module that is linked to a competency, in sheet order."""
    edges = [
        (graph.nodes[source]["position"], source[1], data)
        for source, _target, data in graph.in_edges((NodeKind.COMPETENCY, code), data=True)
        if data["kind"] is EdgeKind.ADDRESSES
    ]
    for _position, module, data in sorted(edges, key=lambda edge: edge[:2]):
        yield module, data["link"], data["decision"]


def coverage(graph: CurriculumGraph) -> dict[str, Coverage]:
    """Return the coverage of every competency, in framework order; the rule is :func:`coverage_of`.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord
    >>> from curriculum.contract.vocabulary import Verdict
    >>> framework = Framework("demo", "Demo", (CompetencyRecord("C1", "Agenda beheren"),))
    >>> graph = build_graph([ModuleRecord("M1", "Agenda")], framework, [], [DecisionRecord("M1", "C1", Verdict.FULL)])
    >>> coverage(graph)
    {'C1': <Coverage.FULL: 'full'>}
    """
    verdicts: dict[str, list[Verdict]] = {code: [] for code in nodes_of_kind(graph, NodeKind.COMPETENCY)}
    proposed: set[str] = set()
    for _module, (_kind, code), data in graph.edges(data=True):
        if data["kind"] is EdgeKind.ADDRESSES:
            if data["decision"] is not None:
                verdicts[code].append(data["decision"].verdict)
            elif data["link"] is not None and data["link"].proposed:
                proposed.add(code)
    return {code: coverage_of(held, proposed=code in proposed) for code, held in verdicts.items()}


def find_gaps(graph: CurriculumGraph, assessments: Sequence[Assessment]) -> tuple[Candidate, ...]:
    """Return the candidates Niveau 4+: competencies for which nothing is found and that no person has confirmed.

    A competency with a confirmed link, full or partial, is never a candidate. Not every competency without a proposal
    is one: between covered and nothing found lies *doubtful*. A rejected link is no evidence, so a competency of which
    every proposal was rejected is a candidate at once, before a new run assesses it again. Where there is no module at
    all there is nothing to compare, so nothing is a candidate.

    Parameters
    ----------
    graph : networkx.DiGraph
        As made by :func:`build_graph`.
    assessments : Sequence[Assessment]
        Those of :func:`curriculum.mapping.propose_links`.

    Raises
    ------
    UnknownCodeError
        When an assessment is about a competency that is not in the graph.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord
    >>> framework = Framework("demo", "Demo", (CompetencyRecord("C1", "Agenda"), CompetencyRecord("C2", "Post")))
    >>> graph = build_graph([ModuleRecord("M1", "Rekenen")], framework, [])
    >>> found = [Assessment("C1", 0.2, Finding.NOTHING_FOUND), Assessment("C2", 0.6, Finding.DOUBTFUL)]
    >>> [(candidate.competency, candidate.reason) for candidate in find_gaps(graph, found)]
    [('C1', 'nothing_found')]
    """
    require_known(graph, NodeKind.COMPETENCY, [assessment.competency for assessment in assessments])
    if not any(kind is NodeKind.MODULE for kind, _code in graph):
        return ()
    covered = coverage(graph)
    rejected = {
        code
        for code, state in covered.items()
        if state is Coverage.MISSING and any(decision for _module, _link, decision in addresses(graph, code))
    }
    candidates = []
    for assessment in assessments:
        code = assessment.competency
        if covered.get(code) in (Coverage.FULL, Coverage.PARTIAL):
            continue
        if assessment.finding is Finding.NOTHING_FOUND:
            candidates.append(Candidate(code, CandidateReason.NOTHING_FOUND.value, assessment.nearest))
        elif code in rejected:
            candidates.append(Candidate(code, CandidateReason.REJECTED.value, assessment.nearest))
    return tuple(candidates)


def _add_node(graph: CurriculumGraph, kind: NodeKind, code: str, **attributes: object) -> None:
    if (kind, code) not in graph:
        graph.add_node((kind, code), kind=kind, code=code, **{"position": graph.number_of_nodes(), **attributes})


def _add_competencies(graph: CurriculumGraph, framework: Framework) -> None:
    known = {competency.code for competency in framework.competencies}
    for position, competency in enumerate(framework.competencies):
        _add_node(graph, NodeKind.COMPETENCY, competency.code, record=competency, position=position)
        if competency.theme:
            _add_node(graph, NodeKind.THEME, competency.theme, record=competency.theme_title)
            graph.add_edge(
                (NodeKind.COMPETENCY, competency.code), (NodeKind.THEME, competency.theme), kind=EdgeKind.BELONGS_TO
            )
    for competency in framework.competencies:
        for later in competency.grows_into:
            if later in known:
                graph.add_edge(
                    (NodeKind.COMPETENCY, competency.code), (NodeKind.COMPETENCY, later), kind=EdgeKind.GROWS_INTO
                )


def _add_module(graph: CurriculumGraph, module: ModuleRecord, position: int, titles: Mapping[str, WorkProcess]) -> None:
    _add_node(graph, NodeKind.MODULE, module.id, record=module, position=position)
    for number, outcome in enumerate(module.outcomes, 1):
        code = f"{module.id}#{number}"
        _add_node(graph, NodeKind.LEARNING_OUTCOME, code, record=outcome)
        graph.add_edge((NodeKind.MODULE, module.id), (NodeKind.LEARNING_OUTCOME, code), kind=EdgeKind.HAS_OUTCOME)
    for mention in module.work_processes:
        _add_node(graph, NodeKind.WORK_PROCESS, mention.code, record=titles.get(mention.code))
        graph.add_edge((NodeKind.MODULE, module.id), (NodeKind.WORK_PROCESS, mention.code), kind=EdgeKind.TRAINS)


def _add_address(
    graph: CurriculumGraph,
    module: str,
    competency: str,
    *,
    link: Link | None = None,
    decision: DecisionRecord | None = None,
) -> None:
    """Add to the one edge between a module and a competency; pairs outside this upload and framework are left out."""
    source, target = (NodeKind.MODULE, module), (NodeKind.COMPETENCY, competency)
    if source not in graph or target not in graph:
        return
    if not graph.has_edge(source, target):
        graph.add_edge(source, target, kind=EdgeKind.ADDRESSES, link=None, decision=None)
    if link is not None:
        graph.edges[source, target]["link"] = link
    if decision is not None:
        graph.edges[source, target]["decision"] = decision
