"""From a docent's workbook to module records and problems. Knows no web and no database."""

from typing import TYPE_CHECKING, Any

from imports.choices import ColumnChoice, ReadingChoices
from imports.modules import merge_readings
from imports.reader import read_modules
from imports.reading import (
    Basis,
    ColumnReading,
    GridRow,
    ModulePlace,
    Reading,
    RowRole,
    Suggestions,
    TableKind,
    TableReading,
    reading_from_dict,
    reading_to_dict,
)
from imports.sandbox import ChildLimits, read_draft_safely, read_modules_safely
from imports.structure.heading_rows import HeadingChoice, KnownHeading, SheetTop

if TYPE_CHECKING:
    from imports.error_workbook import write_error_workbook
    from imports.template import build_template

__all__ = [
    "Basis",
    "ChildLimits",
    "ColumnChoice",
    "ColumnReading",
    "GridRow",
    "HeadingChoice",
    "KnownHeading",
    "ModulePlace",
    "Reading",
    "ReadingChoices",
    "RowRole",
    "SheetTop",
    "Suggestions",
    "TableKind",
    "TableReading",
    "build_template",
    "merge_readings",
    "read_draft_safely",
    "read_modules",
    "read_modules_safely",
    "reading_from_dict",
    "reading_to_dict",
    "write_error_workbook",
]


def __getattr__(name: str) -> Any:
    """Load what writes workbooks on first use: it takes a library that reading does without."""
    if name == "build_template":
        from imports.template import build_template

        return build_template
    if name == "write_error_workbook":
        from imports.error_workbook import write_error_workbook

        return write_error_workbook
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
