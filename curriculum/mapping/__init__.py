"""The matching engine and the curriculum graph: records in, explained links, gaps and reports out.

Every name loads its module on first use, so that ``import curriculum.mapping`` costs nothing and only the questions
that need networkx or the dictionaries load them.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

# One thread: the matrices are so small that OpenBLAS loses time by sharing them (three times slower encoding on two
# cores), and the last bits of a sum would depend on the number of cores. It must be set before numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from curriculum.mapping.asked import UnknownCodeError
    from curriculum.mapping.bundling import Bundle, bundles
    from curriculum.mapping.candidates import find_candidates
    from curriculum.mapping.confirmed import ConfirmedLinks, confirmed_links
    from curriculum.mapping.coverage_rule import coverage_of
    from curriculum.mapping.covers import Cover, ModuleShare, minimal_cover, redundancy
    from curriculum.mapping.graph import build_graph, coverage, find_gaps
    from curriculum.mapping.large import Reach
    from curriculum.mapping.matcher import Matcher
    from curriculum.mapping.matrix import Cell, CellState, Matrix, MatrixRow, build_matrix
    from curriculum.mapping.nearest import nearest_modules
    from curriculum.mapping.proposing import Proposals, propose_links
    from curriculum.mapping.reporting import build_report
    from curriculum.mapping.sequence import Stage, build_up, order_in_time
    from curriculum.mapping.settings import MatchSettings
    from curriculum.mapping.statements import holding_decisions, statements_as_decisions
    from curriculum.mapping.text.encoder import VectorCache
    from curriculum.mapping.whatif import CoverageChange, WhatIf, what_if

_HOMES = {
    "UnknownCodeError": "asked",
    "coverage_of": "coverage_rule",
    "build_graph": "graph",
    "coverage": "graph",
    "find_gaps": "graph",
    "Reach": "large",
    "Matcher": "matcher",
    "Cell": "matrix",
    "CellState": "matrix",
    "Matrix": "matrix",
    "MatrixRow": "matrix",
    "build_matrix": "matrix",
    "Proposals": "proposing",
    "propose_links": "proposing",
    "build_report": "reporting",
    "Stage": "sequence",
    "build_up": "sequence",
    "order_in_time": "sequence",
    "MatchSettings": "settings",
    "holding_decisions": "statements",
    "statements_as_decisions": "statements",
    "VectorCache": "text.encoder",
    "Bundle": "bundling",
    "bundles": "bundling",
    "find_candidates": "candidates",
    "ConfirmedLinks": "confirmed",
    "confirmed_links": "confirmed",
    "Cover": "covers",
    "ModuleShare": "covers",
    "minimal_cover": "covers",
    "redundancy": "covers",
    "nearest_modules": "nearest",
    "theme_of": "themes",
    "theme_order": "themes",
    "CoverageChange": "whatif",
    "WhatIf": "whatif",
    "what_if": "whatif",
}

__all__ = [
    "Bundle",
    "Cell",
    "CellState",
    "ConfirmedLinks",
    "Cover",
    "CoverageChange",
    "MatchSettings",
    "Matcher",
    "Matrix",
    "MatrixRow",
    "ModuleShare",
    "Proposals",
    "Reach",
    "Stage",
    "UnknownCodeError",
    "VectorCache",
    "WhatIf",
    "build_graph",
    "build_matrix",
    "build_report",
    "build_up",
    "bundles",
    "confirmed_links",
    "coverage",
    "coverage_of",
    "find_candidates",
    "find_gaps",
    "holding_decisions",
    "minimal_cover",
    "nearest_modules",
    "order_in_time",
    "propose_links",
    "redundancy",
    "statements_as_decisions",
    "theme_of",
    "theme_order",
    "what_if",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
