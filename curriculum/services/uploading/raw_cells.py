"""The raw cells of modules in a draft: they stand in the rows of its tables already, so they are kept there only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from curriculum.contract.records import RawCell, RawCells
from curriculum.services.uploading.previews import Draft, PreviewTable
from imports.reading import RowRole

_OWN_ROWS = (RowRole.MODULE, RowRole.CONTINUED)


def find_in_rows(tables: Iterable[PreviewTable]) -> Mapping[str, Sequence[RawCell]]:
    """Return the cells of the rows of each module, by its id; they are made when somebody asks for them."""
    parts: dict[str, list[RawCells]] = defaultdict(list)
    for table in tables:
        columns = [(place, column.header, column.letter) for place, column in enumerate(table.columns)]
        rows: dict[str, list[tuple[int, Sequence[str]]]] = defaultdict(list)
        for line in table.rows if table.included else ():
            if line.module and line.role in _OWN_ROWS:
                rows[line.module].append((line.row, line.texts))
        for module, lines in rows.items():
            parts[module].append(RawCells(columns, lines))
    return {
        module: found[0] if len(found) == 1 else tuple(cell for cells in found for cell in cells)
        for module, found in parts.items()
    }


def drop_raw_cells(draft: Draft) -> Draft:
    """Return the draft without the raw cells that its rows tell; those that they tell otherwise stay."""
    told = find_in_rows(draft.tables)
    own = frozenset(record.id for record in draft.modules if tuple(told.get(record.id, ())) != tuple(record.raw_cells))
    modules = tuple(record if record.id in own else replace(record, raw_cells=()) for record in draft.modules)
    return replace(draft, modules=modules, own_cells=own)


def restore_raw_cells(draft: Draft) -> Draft:
    """Return the draft with the raw cells of every module."""
    if draft.own_cells is None:
        return draft
    told = find_in_rows(draft.tables)
    modules = tuple(
        record if record.id in draft.own_cells else replace(record, raw_cells=told.get(record.id, ()))
        for record in draft.modules
    )
    return replace(draft, modules=modules)
