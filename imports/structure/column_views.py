"""What a person is told of one column: what it was taken for, and a few of its values."""

from collections.abc import Callable, Collection, Mapping, Sequence

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from imports.reading import Basis, ColumnReading
from imports.sheets import cell_address, column_letters
from imports.structure.columns import AssignedColumn
from imports.structure.tables import FoundTable

_SAMPLE_ROWS = 200
SAMPLES = 3
SAMPLE_LENGTH = 80


def names_of(columns: dict[int, AssignedColumn]) -> dict[ModuleColumn, int]:
    """Return the columns that hold the module's name or code."""
    return {
        item.column: column
        for column, item in columns.items()
        if item.column in (ModuleColumn.TITLE, ModuleColumn.CODE) and item.basis is not Basis.TARGET
    }


def has_numbered_marks(table: FoundTable, columns: dict[int, AssignedColumn]) -> bool:
    targets = [column for column, item in columns.items() if item.target and item.column is ModuleColumn.COMPETENCY]
    return any(row.text(column) in ("2", "3") for row in table.rows for column in targets)


def is_personal(item: AssignedColumn) -> bool:
    return item.column is not None and SPECS[item.column].kind is ColumnKind.PERSONAL


def view_column(table: FoundTable, column: int, item: AssignedColumn, hidden: bool) -> ColumnReading:
    personal = is_personal(item)
    samples: dict[str, None] = {}
    if not personal:
        for row in table.rows[:_SAMPLE_ROWS]:
            text = row.text(column)
            if text and len(samples) < SAMPLES:
                samples[text[:SAMPLE_LENGTH]] = None
    return ColumnReading(
        letter=column_letters(column),
        cell=cell_address(table.header_rows[-1], column),
        header=item.header.text,
        column=item.column,
        confidence=item.confidence,
        basis=item.basis,
        target=item.target,
        samples=tuple(samples),
        hidden=hidden,
        is_module=item.is_module,
    )


def make_show(
    columns: Mapping[int, AssignedColumn], left_out: Collection[int]
) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return a function that picks a row's texts along the columns, without those left out and personal data."""
    kept = [
        -1 if column in left_out or item.column is ModuleColumn.TEACHER else column for column, item in columns.items()
    ]

    def show(texts: Sequence[str]) -> tuple[str, ...]:
        size = len(texts)
        return tuple([texts[column] if 0 <= column < size else "" for column in kept])

    return show
