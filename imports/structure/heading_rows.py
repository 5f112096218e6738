"""Where the headings of a table stand by a person's word, and the first rows of a sheet to choose them from."""

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from curriculum.contract.columns import ModuleColumn
from imports.sheets import Row, Sheet
from imports.structure.headers import match_header

MOST_HEADING_ROWS = 5
"""A heading takes no more rows than this."""
_TOP_ROWS = 25
_AROUND = 4  # This many rows above and below the headings of a later table are shown as well.
_TOP_COLUMNS = 16
_TOP_LENGTH = 40
_RECALLED_ROWS = 400  # How far down headings that were chosen in an earlier file are looked for.


@dataclass(frozen=True, slots=True)
class HeadingChoice:
    """A person's word on one table: its headings stand in rows ``first`` to ``last`` (1-based) of this sheet.

    An empty ``sheet`` is every sheet of the file. What stands above the first of these headings is no table.
    """

    sheet: str
    first: int
    last: int

    def counts_for(self, sheet: str) -> bool:
        """Return whether this is about a sheet; no two sheets of a workbook differ in capitals only."""
        return not self.sheet or self.sheet.casefold() == sheet.casefold()


@dataclass(frozen=True, slots=True)
class KnownHeading:
    """Headings that a person chose in an earlier file: their texts as a short hash, and how many rows they take."""

    signature: str
    rows: int


@dataclass(frozen=True, slots=True)
class TopRow:
    """One row as it is shown to choose headings from: shortened texts from column A on, names of people left out."""

    row: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetTop:
    """The rows of a sheet in which headings may stand: its first ones and those around the tables that were found.

    ``last_row`` is the number of the last row that holds something.
    """

    sheet: str
    rows: tuple[TopRow, ...]
    last_row: int = 0


def heading_signature(rows: Iterable[Sequence[str]]) -> str:
    """Return a short hash of the texts of heading rows; case, spaces and the columns they stand in do not count.

    >>> heading_signature([["", "Module "], ["Naam", ""]]) == heading_signature([["module"], ["", "naam"]])
    True
    """
    lines = ("\x1f".join(" ".join(text.casefold().split()) for text in row if text) for row in rows)
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:16]


def sign_heading(sheet: Sheet, numbers: Collection[int]) -> str:
    """Return the signature of the rows with these numbers."""
    wanted = set(numbers)
    return heading_signature(row.texts for row in sheet.rows if row.number in wanted)


def find_chosen(sheet: Sheet, choices: Iterable[HeadingChoice], known: Collection[KnownHeading]) -> dict[int, int]:
    """Return where the headings of a sheet stand by a person's word: index of the first row -> index after the last.

    What was chosen for this file wins over what is known of earlier ones; empty without either.
    """
    found: dict[int, int] = {}
    for choice in choices:
        if choice.counts_for(sheet.name):
            places = [place for place, row in enumerate(sheet.rows) if choice.first <= row.number <= choice.last]
            if places:
                found[places[0]] = places[-1] + 1
    if found or not known:
        return found
    sizes = {heading.rows for heading in known}
    wanted = {(heading.signature, heading.rows) for heading in known}
    for place in range(min(len(sheet.rows), _RECALLED_ROWS)):
        for size in sizes:
            rows = sheet.rows[place : place + size]
            if len(rows) == size and (heading_signature(row.texts for row in rows), size) in wanted:
                found[place] = place + size
    return found


def show_top(
    sheet: Sheet, headings: Mapping[int, Collection[int]], personal: Mapping[int, Collection[int]]
) -> SheetTop:
    """Return the rows of a sheet that headings may be chosen from.

    Parameters
    ----------
    sheet
        The sheet, with its hidden rows.
    headings
        The tables that were found: the number of the first heading row, and those of all its heading rows.
    personal
        Which columns hold names of people from a row on.
    """
    shown = set(range(min(_TOP_ROWS, len(sheet.rows))))
    for number in headings:
        place = bisect_left(sheet.rows, number, key=lambda row: row.number)
        shown.update(range(max(0, place - _AROUND), min(len(sheet.rows), place + _AROUND + 1)))
    heading_rows = {number for numbers in headings.values() for number in numbers}
    starts = sorted(personal)
    rows = []
    for place in sorted(shown):
        row = sheet.rows[place]
        if row.hidden:
            continue
        start = max((start for start in starts if start <= row.number), default=0)
        is_heading = row.number in heading_rows
        left_out = personal[start] if start and not is_heading else ()
        rows.append(TopRow(row.number, _shorten(row, left_out, sheet.hidden_columns, is_heading=is_heading)))
    return SheetTop(sheet.name, tuple(rows), sheet.rows[-1].number if sheet.rows else 0)


def _shorten(row: Row, left_out: Collection[int], hidden: Collection[int], *, is_heading: bool) -> tuple[str, ...]:
    texts: list[str] = []
    labelled = False
    for column, text in enumerate(row.texts[:_TOP_COLUMNS]):
        label, colon, _value = text.partition(":")
        if column in left_out or column in hidden or (labelled and text):
            texts.append("…" if text else "")
            continue
        if text and not is_heading and _names_people(label):
            # "Docent: Jan" or "Docent" beside "Jan", above the table.
            labelled = True
            text = label + colon
        line = " ".join(text.split())
        texts.append(line if len(line) <= _TOP_LENGTH else f"{line[: _TOP_LENGTH - 1]}…")
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _names_people(label: str) -> bool:
    match = match_header(label) if len(label) <= _TOP_LENGTH else None
    return match is not None and match.column is ModuleColumn.TEACHER
