"""Which modules come nearest to a competency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.contract.report import Link
from curriculum.contract.vocabulary import NodeKind
from curriculum.mapping.asked import require_at_least, require_known
from curriculum.mapping.graph import addresses

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph


def nearest_modules(graph: CurriculumGraph, competency: str, count: int = 5) -> tuple[Link, ...]:
    """Return the links of the modules that come nearest to a competency, the most probable first.

    Only links that are in the graph can be found: call ``propose_links`` with ``top`` for more than the proposals.

    Raises
    ------
    UnknownCodeError
        When the competency is not in the graph; it is a ``KeyError``.
    ValueError
        When ``count`` is not at least 1.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord, Framework, ModuleRecord
    >>> from curriculum.mapping import build_graph, propose_links
    >>> framework = Framework("f", "F", (CompetencyRecord("C1", "Agenda beheren"), CompetencyRecord("C2", "Notulen")))
    >>> modules = [ModuleRecord("M1", "Koken"), ModuleRecord("M2", "Agendabeheer"), ModuleRecord("M3", "Zwemmen")]
    >>> links = propose_links(modules, framework.competencies, top=2, use_meaning=False).links
    >>> [link.module for link in nearest_modules(build_graph(modules, framework, links), "C1", count=1)]
    ['M2']
    """
    require_known(graph, NodeKind.COMPETENCY, [competency])
    require_at_least(count, 1, "count")
    links = [link for _module, link, _decision in addresses(graph, competency) if link is not None]
    return tuple(sorted(links, key=lambda link: -link.probability)[:count])
