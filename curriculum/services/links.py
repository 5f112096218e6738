"""Links between modules and competencies as people see them: the proposal, the decision that holds, the history."""

from dataclasses import dataclass
from enum import StrEnum

from curriculum.contract.records import CompetencyRecord, DecisionRecord, ModuleRecord
from curriculum.contract.report import Link


class LinkState(StrEnum):
    """What holds for a link now."""

    OPEN = "open"  # proposed, nobody judged
    FULL = "full"
    PARTIAL = "partial"
    REJECTED = "rejected"
    NONE = "none"  # neither proposed nor judged


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link in a list. ``link`` is None when the latest run found nothing; ``decision`` None when nobody judged."""

    module_id: int
    module_key: str
    module_code: str | None
    module_title: str
    competency_code: str
    competency_title: str
    state: LinkState
    outdated: bool
    link: Link | None
    decision: DecisionRecord | None


@dataclass(frozen=True, slots=True)
class LinkDetail:
    """One link with the texts of both sides and all decisions, newest first."""

    view: LinkView
    module: ModuleRecord
    competency: CompetencyRecord
    history: tuple[DecisionRecord, ...]


def list_proposals(
    version_id: int,
    *,
    module: int | None = None,
    competency: str | None = None,
    state: LinkState | None = None,
    outdated: bool | None = None,
) -> tuple[LinkView, ...]:
    """Return proposed and decided links, by module in sheet order, then falling score.

    ``module`` is a module id, ``competency`` a code; each filter narrows.
    """
    raise NotImplementedError


def get_link(version_id: int, module_id: int, competency_code: str) -> LinkDetail:
    """Return one link, also when nothing was proposed (a person may link by hand)."""
    raise NotImplementedError
