"""Programmes and their curriculum versions."""

from dataclasses import dataclass
from datetime import datetime

from curriculum.contract.vocabulary import Leerweg, Role, VersionStatus
from curriculum.services.runs import RunView


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """One curriculum version in a list, newest cohort first."""

    id: int
    cohort: str
    status: VersionStatus
    module_count: int


@dataclass(frozen=True, slots=True)
class ProgrammeSummary:
    """A programme with its versions and the role of the account that asks."""

    id: int
    name: str
    crebo_code: str | None
    leerweg: Leerweg
    role: Role | None
    versions: tuple[VersionSummary, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """One curriculum version, with all that the page head needs."""

    id: int
    programme_id: int
    programme: str
    crebo_code: str | None
    leerweg: Leerweg
    cohort: str
    status: VersionStatus
    framework_id: int
    framework_title: str
    qualification_title: str
    module_count: int
    competency_count: int
    decision_count: int
    open_import_id: int | None
    latest_run: RunView | None
    running_job_id: int | None
    created_at: datetime

    @property
    def is_frozen(self) -> bool:
        """Whether the version is adopted, so that nothing in it may change."""
        return self.status is VersionStatus.ADOPTED


def list_programmes(account_id: int) -> tuple[ProgrammeSummary, ...]:
    """Return the programmes in which the account has a role, by name."""
    raise NotImplementedError


def get_version(version_id: int) -> VersionView:
    """Return one version with its counts and its latest run."""
    raise NotImplementedError


def create_programme(
    name: str,
    *,
    leerweg: Leerweg,
    cohort: str,
    crebo_code: str | None = None,
    framework_id: int | None = None,
    actor_id: int | None,
) -> int:
    """Create a programme with its first version and return the id of that version.

    Without ``framework_id`` the shipped default list is used. The actor becomes admin of the programme.
    """
    raise NotImplementedError


def create_version(programme_id: int, cohort: str, *, framework_id: int | None = None, actor_id: int | None) -> int:
    """Create a version of the programme for another cohort and return its id."""
    raise NotImplementedError


def set_status(version_id: int, status: VersionStatus, *, actor_id: int) -> None:
    """Move a version between concept, afgestemd and vastgesteld."""
    raise NotImplementedError


def choose_framework(version_id: int, framework_id: int, *, actor_id: int) -> None:
    """Hold the version against another competency list; decisions on the other list stay with that list."""
    raise NotImplementedError
