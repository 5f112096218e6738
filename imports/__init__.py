"""From a docent's workbook to module records and problems. Knows no web and no database."""

from imports.modules import merge_readings
from imports.reader import read_modules
from imports.reading import (
    Basis,
    ColumnChoice,
    ColumnReading,
    GridRow,
    Reading,
    ReadingChoices,
    RowRole,
    Suggestions,
    TableKind,
    TableReading,
    reading_from_dict,
    reading_to_dict,
)

__all__ = [
    "Basis",
    "ColumnChoice",
    "ColumnReading",
    "GridRow",
    "Reading",
    "ReadingChoices",
    "RowRole",
    "Suggestions",
    "TableKind",
    "TableReading",
    "merge_readings",
    "read_modules",
    "reading_from_dict",
    "reading_to_dict",
]
