"""A draft against the modules of the version: what each row is, what it changes, and what stays as it was."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord
from curriculum.models.module import ModuleState
from curriculum.services.contents import StoredModule
from curriculum.services.texts import list_fields
from curriculum.services.uploading.identity import identify_modules
from curriculum.services.uploading.previews import Comparison, Draft, FieldChange, KeptField, RowStatus
from curriculum.services.uploading.row_choices import RowChoices
from curriculum.services.uploading.stated import KEEPABLE, find_stated, keep_unstated


@dataclass(frozen=True, slots=True)
class Compared:
    """All modules of a file beside those of the version, in the order of the file."""

    comparisons: tuple[Comparison, ...]
    missing: tuple[StoredModule, ...]
    kept: tuple[KeptField, ...]
    problems: tuple[Problem, ...]

    def chosen(self, choices: RowChoices) -> tuple[Comparison, ...]:
        """Return the rows without those that a person switched off."""
        return tuple(
            comparison
            for comparison in self.comparisons
            if comparison.status is RowStatus.SAME or choices.take.is_on(comparison.record.id)
        )

    def retiring(self, choices: RowChoices) -> tuple[StoredModule, ...]:
        """Return the missing modules that a person marked."""
        return tuple(module for module in self.missing if choices.retire.is_on(module.key))


def compare_draft(draft: Draft, stored: Sequence[StoredModule], choices: RowChoices, *, ask: bool = True) -> Compared:
    """Compare what was read with the modules of the version; ``stored`` holds the retired ones too.

    A module is the same when every field reads the same, however its cells are cut. ``ask`` looks for titles that
    nearly match; writing does without, because it needs the person's answers only.
    """
    found = identify_modules(draft, stored, choices.same, ask=ask)
    stated = find_stated(draft)
    comparisons = []
    for record in draft.modules:
        module, alike = found.same.get(record.id), found.alike.get(record.id)
        if module is None:
            comparisons.append(Comparison(RowStatus.NEW, record, None, alike=alike))
            continue
        # A file without codes says nothing about the code that the module already has.
        coded = replace(record, code=record.code or module.code)
        merged, kept = keep_unstated(coded, module.record, stated.of(record))
        changes = _list_changes(module, merged)
        comparisons.append(Comparison(_tell_status(module, changes), merged, module, changes, tuple(kept), alike))
    met = {comparison.module.id for comparison in comparisons if comparison.module is not None}
    counted = Counter(field for comparison in comparisons for field in comparison.kept)
    return Compared(
        comparisons=tuple(comparisons),
        missing=tuple(module for module in stored if module.id not in met and module.state is ModuleState.ACTIVE),
        kept=tuple(
            KeptField(field, counted[field], field in stated.anywhere, field in stated.hidden)
            for field in KEEPABLE
            if counted[field]
        ),
        problems=tuple(found.problems),
    )


def _tell_status(module: StoredModule, changes: Sequence[FieldChange]) -> RowStatus:
    """Return what taking the row in does; a module of an upload that was undone is new to whoever looks."""
    if module.state is ModuleState.RETIRED:
        return RowStatus.RETURNED if module.lapsed else RowStatus.NEW
    return RowStatus.CHANGED if changes else RowStatus.SAME


def _list_changes(module: StoredModule, record: ModuleRecord) -> tuple[FieldChange, ...]:
    old, new = list_fields(module.record), list_fields(record)
    # The code stands with the module itself: a revision from before it had one does not know it.
    old["code"] = module.code or ""
    changes = [FieldChange(field, old[field], new[field]) for field in new if old[field] != new[field]]
    if module.lapsed:
        changes.append(FieldChange("state", module.state.value, ModuleState.ACTIVE.value))
    return tuple(changes)
