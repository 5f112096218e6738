"""The competency lists that a version can be held against."""

from dataclasses import dataclass

from curriculum.contract.records import Framework


@dataclass(frozen=True, slots=True)
class FrameworkSummary:
    """One competency list; ``id`` is that of the framework version."""

    id: int
    name: str
    title: str
    version: str
    source: str
    source_date: str
    competency_count: int


def list_frameworks() -> tuple[FrameworkSummary, ...]:
    """Return the stored lists, the default first."""
    raise NotImplementedError


def get_framework(framework_id: int) -> Framework:
    """Return one list with all its competencies, in its own order."""
    raise NotImplementedError


def load_shipped_frameworks(*, actor_id: int | None = None) -> int:
    """Store the lists and the qualification file that ship with the tool, as far as they are not stored yet.

    Returns how many were stored. Running it again changes nothing.
    """
    raise NotImplementedError
