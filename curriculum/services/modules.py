"""The modules of a version as they were last taken in."""

from dataclasses import dataclass
from datetime import datetime

from curriculum.contract.records import ModuleRecord
from curriculum.services.links import LinkView


@dataclass(frozen=True, slots=True)
class ModuleSummary:
    """One module in a list, in sheet order, with how many links are open, confirmed and rejected."""

    id: int
    key: str
    code: str | None
    title: str
    record: ModuleRecord
    open_links: int
    confirmed_links: int
    rejected_links: int


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One earlier or present text of a module."""

    number: int
    filename: str
    sheet: str
    row: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ModuleView:
    """One module with its links and its revisions, newest first."""

    id: int
    version_id: int
    key: str
    code: str | None
    title: str
    record: ModuleRecord
    filename: str
    links: tuple[LinkView, ...]
    revisions: tuple[RevisionView, ...]


def list_modules(version_id: int) -> tuple[ModuleSummary, ...]:
    """Return the modules of a version in sheet order."""
    raise NotImplementedError


def get_module(version_id: int, module_id: int) -> ModuleView:
    """Return one module with its links."""
    raise NotImplementedError
