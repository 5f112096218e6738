"""Checks what a person asks of a graph, so that a typing error is an answer in words and never a wrong result."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from curriculum.contract.vocabulary import NodeKind

if TYPE_CHECKING:
    from curriculum.mapping.graph import CurriculumGraph

_NAMES = {NodeKind.MODULE: "module", NodeKind.COMPETENCY: "competency"}


class UnknownCodeError(KeyError):
    """A module or competency that is not in the graph.

    >>> raise UnknownCodeError(NodeKind.MODULE, "M9")
    Traceback (most recent call last):
    curriculum.mapping.asked.UnknownCodeError: there is no module 'M9' in this graph
    """

    def __init__(self, kind: NodeKind, code: str) -> None:
        super().__init__(code)
        self.kind = kind
        self.code = code

    def __str__(self) -> str:
        return f"there is no {_NAMES[self.kind]} {self.code!r} in this graph"


def require_known(graph: CurriculumGraph, kind: NodeKind, codes: Collection[str]) -> None:
    """Raise ``UnknownCodeError`` for the first code that is not in the graph, ``TypeError`` for a text alone."""
    if isinstance(codes, str):
        raise TypeError(f"give a list or set of codes, not the text {codes!r} alone")
    for code in codes:
        if (kind, code) not in graph:
            raise UnknownCodeError(kind, code)


def require_distinct(keys: Iterable[str], what: str) -> None:
    """Raise ``ValueError`` when two records share a key.

    >>> require_distinct(["M1", "M2", "M1"], "module id")
    Traceback (most recent call last):
    ValueError: two records share the module id 'M1'
    """
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"two records share the {what} {key!r}")
        seen.add(key)


def require_at_least(number: int, least: int, what: str) -> None:
    """Raise ``ValueError`` when a number is too small."""
    if number < least:
        raise ValueError(f"{what} is {number}; give {least} or more")


def count_words(items: Sequence[object], one: str, many: str) -> str:
    """Return how many there are, in words for a person.

    >>> count_words("ab", "link", "links")
    '2 links'
    """
    return f"{len(items)} {one if len(items) == 1 else many}"
