"""Cell references: places and ranges of a sheet, within the limits of a sheet."""

import re
import sys
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ROWS = re.compile(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})")
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")


class Area(NamedTuple):
    """A rectangle of cells, numbered from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: "Area") -> bool:
        """Whether the two rectangles share a cell."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def contains(self, other: "Area") -> bool:
        """Whether the other rectangle lies inside this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def whole(text: str) -> int:
    """Return the whole number that an attribute holds; what is none becomes larger than any limit.

    >>> whole("7"), whole("seven") > MAX_ROW
    (7, True)
    """
    return int(text) if text.isdecimal() and len(text) < 10 else sys.maxsize


def column_number(letters: str) -> int:
    """Return the number of a column, A = 1.

    >>> column_number("XFD")
    16384
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def parse_cell(text: str) -> tuple[int, int] | None:
    """Return column and row of a cell reference, or None when it is none or lies outside a sheet.

    >>> parse_cell("C7"), parse_cell("XFE1"), parse_cell("7C")
    ((3, 7), None, None)
    """
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    column, row = column_number(match[1]), int(match[2])
    return (column, row) if column <= MAX_COLUMN and row <= MAX_ROW else None


def parse_area(text: str) -> Area | None:
    """Return the rectangle of a reference: a cell, a range, whole rows or whole columns; None when it is none.

    >>> parse_area("$A$1:B2"), parse_area("4:4"), parse_area("B2:A1")
    (Area(left=1, top=1, right=2, bottom=2), Area(left=1, top=4, right=16384, bottom=4), None)
    """
    if match := _ROWS.fullmatch(text):
        area = Area(1, int(match[1]), MAX_COLUMN, int(match[2]))
    elif match := _COLUMNS.fullmatch(text):
        area = Area(column_number(match[1]), 1, column_number(match[2]), MAX_ROW)
    else:
        first, _, last = text.partition(":")
        start, end = parse_cell(first), parse_cell(last or first)
        if start is None or end is None:
            return None
        area = Area(start[0], start[1], end[0], end[1])
    inside = area.right <= MAX_COLUMN and area.bottom <= MAX_ROW
    return area if inside and area.left <= area.right and area.top <= area.bottom else None
