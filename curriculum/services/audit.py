"""The log of who changed what, when, from which upload; written in the transaction of the change itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.models import Account, AuditEntry, CurriculumVersion
from curriculum.services.transactions import read


@dataclass(frozen=True, slots=True)
class AuditView:
    """One entry; ``action`` is a code such as ``import.confirm``, ``actor`` is empty for the command line."""

    id: int
    at: datetime
    actor: str
    action: str
    programme_id: int | None
    version_id: int | None
    import_id: int | None
    detail: dict[str, Any]


def record_entry(
    session: Session,
    actor_id: int | None,
    action: str,
    *,
    programme_id: int | None = None,
    version: CurriculumVersion | None = None,
    import_id: int | None = None,
    **detail: Any,
) -> None:
    """Add the entry to the transaction of the use case. ``detail`` holds codes and counts, never rows or passwords."""
    session.add(
        AuditEntry(
            account_id=actor_id,
            action=action,
            programme_id=version.programme_id if version else programme_id,
            version_id=version.id if version else None,
            import_id=import_id,
            detail=detail,
        )
    )


def list_entries(version_id: int | None = None, *, limit: int = 200) -> tuple[AuditView, ...]:
    """Return the newest entries, of one version or of everything."""
    query = (
        sa.select(AuditEntry, Account.name)
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    if version_id is not None:
        query = query.where(AuditEntry.version_id == version_id)
    with read() as session:
        return tuple(
            AuditView(
                id=entry.id,
                at=entry.at,
                actor=name or "",
                action=entry.action,
                programme_id=entry.programme_id,
                version_id=entry.version_id,
                import_id=entry.import_id,
                detail=entry.detail,
            )
            for entry, name in session.execute(query)
        )
