"""From the reading of an upload to the draft that waits for the person."""

from typing import Any

from curriculum.contract.codec import to_json
from curriculum.contract.records import ModuleRecord
from curriculum.services.previews import Draft, PreviewColumn, PreviewGridRow, PreviewTable
from imports import Reading, TableReading, merge_readings


def make_draft(reading: Reading) -> dict[str, Any]:
    """Return a reading as the JSON of a :class:`Draft`, ready to be stored."""
    modules, problems = merge_readings([reading])
    draft = Draft(
        modules=_distinct(modules),
        problems=tuple(problems),
        tables=tuple(_view_table(table) for table in reading.tables),
    )
    content: dict[str, Any] = to_json(draft)
    return content


def _distinct(modules: tuple[ModuleRecord, ...]) -> tuple[ModuleRecord, ...]:
    """Keep the first module of each id and code: the database refuses a second one, and the reader has named it."""
    ids: set[str] = set()
    codes: set[str] = set()
    kept = []
    for module in modules:
        if module.id not in ids and module.code not in codes:
            kept.append(module)
            ids.add(module.id)
            codes |= {module.code} if module.code is not None else set()
    return tuple(kept)


def _view_table(table: TableReading) -> PreviewTable:
    return PreviewTable(
        sheet=table.sheet,
        header_row=table.header_row,
        columns=tuple(
            PreviewColumn(
                header=column.header,
                cell=column.cell,
                meaning=None if column.column is None else column.column.value,
                confidence=column.confidence,
                samples=column.samples,
                letter=column.letter,
                hidden=column.hidden,
                target=column.target,
            )
            for column in table.columns
        ),
        rows=tuple(PreviewGridRow(row.row, row.role.value, row.module, row.texts) for row in table.rows),
        included=table.included,
    )
