"""What a file speaks of: a field for which it has no column keeps what the module already says."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.records import ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.services.texts import list_fields
from curriculum.services.uploading.previews import Draft, PreviewTable

# The field, as services.texts.list_fields names it, that a column fills. What is not here is no part of a module.
_FIELDS: dict[str, str] = {
    ModuleColumn.DESCRIPTION: "description",
    ModuleColumn.OUTCOME: "outcome",
    ModuleColumn.ASSESSMENT: "assessment",
    ModuleColumn.YEAR: "year",
    ModuleColumn.PERIOD: "period",
    ModuleColumn.SBU: "sbu",
    ModuleColumn.BOT: "bot",
    ModuleColumn.BPV: "bpv",
    ModuleColumn.CORE_TASK: "work_process",
    ModuleColumn.WORK_PROCESS: "work_process",
    ModuleColumn.COMPETENCY: "competency",
}
KEEPABLE = tuple(dict.fromkeys(_FIELDS.values()))
_TEXTS = {
    "description": ModuleField.DESCRIPTION,
    "outcome": ModuleField.OUTCOME,
    "assessment": ModuleField.ASSESSMENT,
}
_HOURS = ("sbu", "bot", "bpv")
_ORDER = {field: place for place, field in enumerate(ModuleField)}


@dataclass(frozen=True, slots=True)
class Stated:
    """Which fields a file has a column for: in any of its tables, and in the tables that each module stands in.

    ``hidden`` are those for which it has a column that was skipped because it is hidden.
    """

    anywhere: frozenset[str]
    by_module: Mapping[str, frozenset[str]]
    hidden: frozenset[str] = frozenset()

    def of(self, record: ModuleRecord) -> frozenset[str]:
        """Return the fields that the file has a column for where this module stands."""
        return self.by_module.get(record.id, self.anywhere)


def find_stated(draft: Draft) -> Stated:
    """Return which fields the tables of a draft have a column for.

    A module counts by the tables in which it has a row: a table of crosses that does not name it says nothing of it.
    """
    # The reader may have met a module by its title before it read its code; then its rows carry the earlier name.
    named: dict[tuple[str, int], str] = {}
    cells: dict[tuple[str, str], str] = {}
    members: dict[str, set[int]] = defaultdict(set)
    fields: list[frozenset[str]] = []
    for number, table in enumerate(draft.tables):
        fields.append(_fields_of(table))
        for line in table.rows if table.included else ():
            if line.module:
                named.setdefault((table.sheet, line.row), line.module)
                members[line.module].add(number)
        for place in table.modules if table.included else ():
            members[place.module].add(number)
            cells.setdefault((table.sheet, place.cells[0]), place.module)
    by_module = {}
    for record in draft.modules:
        key = named.get((record.sheet, record.row), record.id)
        first = cells.get((record.sheet, _title_cell(record)), record.id)
        numbers = members[record.id] | members[key] | members[first]
        if numbers:
            by_module[record.id] = frozenset().union(*(fields[number] for number in numbers))
    hidden = (_fields_of(table, hidden=True) for table in draft.tables)
    return Stated(frozenset().union(*fields), by_module, frozenset().union(*hidden))


def keep_unstated(record: ModuleRecord, known: ModuleRecord, stated: frozenset[str]) -> tuple[ModuleRecord, list[str]]:
    """Return the record with what the module already says where the file says nothing, and the fields kept so.

    An empty cell in a column that is there empties the field. What is kept comes without its place: the cell that it
    was read from stands in another file.
    """
    old, new = list_fields(known), list_fields(record)
    kept = [field for field in KEEPABLE if field not in stated and old[field] and not new[field]]
    texts = {_TEXTS[field] for field in kept if field in _TEXTS}
    passages = [*record.passages, *(Passage(item.field, item.text) for item in known.passages if item.field in texts)]
    merged = replace(
        record,
        passages=tuple(sorted(passages, key=lambda passage: _ORDER[passage.field])),
        years=known.years if "year" in kept else record.years,
        periods=known.periods if "period" in kept else record.periods,
        hours=replace(record.hours, **{name: getattr(known.hours, name) for name in _HOURS if name in kept}),
    )
    if "work_process" in kept:
        mentions = tuple(replace(mention, sheet="", cell="") for mention in known.work_processes)
        merged = replace(merged, work_processes=mentions)
    if "competency" in stated:
        return merged, kept
    # Without such a column the statements of the file were found in its ordinary texts; those known before stay too.
    said = {statement.competency: statement for statement in record.statements}
    if any(statement.competency not in said for statement in known.statements):
        kept = list(dict.fromkeys((*kept, "competency")))
    earlier = tuple(
        said.pop(statement.competency, replace(statement, sheet="", cell="")) for statement in known.statements
    )
    return replace(merged, statements=(*earlier, *said.values())), kept


def _fields_of(table: PreviewTable, *, hidden: bool = False) -> frozenset[str]:
    """Return the fields that a table fills, or would fill if its hidden columns were not skipped."""
    if not table.included:
        return frozenset()
    return frozenset(
        _FIELDS[column.meaning]
        for column in table.choosable.values()
        if column.meaning in _FIELDS and column.hidden is hidden
    )


def _title_cell(record: ModuleRecord) -> str:
    return next((item.cell for item in record.passages if item.field is ModuleField.TITLE), "")
