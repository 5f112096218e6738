"""Conditions that several queries share: which text of a module is its present one, what still holds, what lapsed."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from curriculum.models import Decision, Import, ImportChange, Module, ModuleRevision
from curriculum.models.module import ModuleState
from curriculum.models.upload import ChangeKind, ImportState


def has_lapsed() -> sa.ColumnElement[bool]:
    """Return the condition that a module is out of the programme because a person said so."""
    change, source = aliased(ImportChange), aliased(Import)
    marked = (
        sa.exists()
        .where(change.module_id == Module.id, change.kind == ChangeKind.RETIRED)
        .where(source.id == change.import_id, source.state == ImportState.APPLIED)
    )
    return sa.and_(Module.state == ModuleState.RETIRED, marked)


def still_stands() -> sa.ColumnElement[bool]:
    """Return the condition that a decision was not read from an import that was undone later."""
    # What the next cohort took over stands on its own, also when the first cohort undoes its import after that.
    source, module = aliased(Import), aliased(Module)
    undone = (
        sa.exists()
        .where(source.id == Decision.import_id, source.state == ImportState.UNDONE)
        .where(module.id == Decision.module_id, module.version_id == source.version_id)
    )
    return ~undone


def is_present() -> sa.ColumnElement[bool]:
    """Return the condition that joins a module to its present text."""
    return sa.and_(ModuleRevision.module_id == Module.id, ModuleRevision.number == Module.revision)
