"""The log of who changed what, when, from which upload; written in the transaction of the change itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AuditView:
    """One entry; ``action`` is a code such as ``import.confirm`` or ``link.decide``."""

    id: int
    at: datetime
    actor: str
    action: str
    programme_id: int | None
    version_id: int | None
    import_id: int | None
    detail: dict[str, Any]


def list_entries(version_id: int | None = None, *, limit: int = 200) -> tuple[AuditView, ...]:
    """Return the newest entries, of one version or of everything."""
    raise NotImplementedError
