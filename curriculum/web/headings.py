"""The question in which rows the headings of a table stand, with the rows of the sheet to choose from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext

from curriculum.services.uploading.previews import PreviewTable
from curriculum.services.uploading.reading_choices import HeaderGroup, HeadingsRefused, ReadingForm
from imports.reading import TableKind
from imports.sheets import column_letters
from imports.structure.heading_rows import HeadingChoice, SheetTop, TopRow

_LABEL_LENGTH = 60
_MANY_PLACES = 12  # Beyond this the rows themselves are only shown where nothing was read; the choices name them too.


class RowLine(NamedTuple):
    """One row of the sheet as it is shown: its number, its texts, and whether it is a heading now."""

    row: int
    texts: tuple[str, ...]
    is_heading: bool


class HeadingPlace(NamedTuple):
    """The question for the tables with equal headings, or for a sheet without a table.

    ``now`` tells where the headings were found, ``automatic`` what happens without a choice; ``first`` and ``last``
    are the chosen values. ``letters`` stand above the ``lines``.
    """

    name: str
    sheet: str
    now: str
    automatic: str
    options: tuple[tuple[str, str], ...]
    first: str
    last: str
    lines: tuple[RowLine, ...]
    letters: tuple[str, ...]
    is_wrong: bool

    @property
    def fields(self) -> dict[str, str]:
        """Its part of the form as it stands."""
        return {f"{self.name}-first": self.first, f"{self.name}-last": self.last}


def describe_headings(
    form: ReadingForm, filled: Mapping[str, str], refused: HeadingChoice | None
) -> dict[str, HeadingPlace]:
    """Return the question per header signature, and per name of a sheet without tables (after an exclamation mark)."""
    tops = {top.sheet: top for top in form.sheets}
    asked: list[tuple[str, SheetTop, PreviewTable | None]] = [
        (group.signature, tops[group.tables[0].sheet], group.tables[0])
        for group in form.groups
        if group.tables[0].sheet in tops
    ]
    asked += [(f"!{top.sheet}", top, None) for top in find_bare_sheets(form)]
    return {
        key: _describe_place(
            name_heading(form, key),
            top,
            table,
            filled=filled,
            shows_rows=len(asked) <= _MANY_PLACES or table is None or not table.included,
            is_wrong=refused is not None and refused.sheet == top.sheet,
        )
        for key, top, table in asked
    }


def find_bare_sheets(form: ReadingForm) -> list[SheetTop]:
    """Return the sheets in which no table was found."""
    with_tables = {table.sheet for group in form.groups for table in group.tables}
    return [top for top in form.sheets if top.rows and top.sheet not in with_tables]


def read_headings(form: ReadingForm, sent: Mapping[str, str]) -> tuple[HeadingChoice, ...]:
    """Return where the headings stand by a sent form.

    Tables with equal headings share the answer, each as far below its present headings as the first of them.

    Raises ``ValueError`` for a value that is no row, ``HeadingsRefused`` for a last row without a first one.
    """
    choices: list[HeadingChoice] = []
    answered: set[str] = set()
    shown = {top.sheet: {row.row for row in top.rows} for top in form.sheets}
    for group in form.groups:
        table = group.tables[0]
        rows = _read_rows(form, group.signature, table.sheet, sent)
        if rows is None:
            continue
        for other in group.tables:
            if not other.header_row:
                continue  # It goes on with a table of the sheet before, whichever headings that has.
            moved = other.header_row - table.header_row
            choice = HeadingChoice(other.sheet, rows[0] + moved, rows[1] + moved)
            if other is table or {choice.first, choice.last} <= shown.get(other.sheet, set()):
                choices.append(choice)
                answered.add(other.key)
    for top in find_bare_sheets(form):
        rows = _read_rows(form, f"!{top.sheet}", top.sheet, sent)
        if rows is not None:
            choices.append(HeadingChoice(top.sheet, *rows))
    return (*choices, *_keep_above(form.groups, choices, answered))


def name_heading(form: ReadingForm, key: str) -> str:
    """Return the name of the fields of one question; a sheet goes by its place, for its name may hold anything."""
    if key.startswith("!"):
        return f"heading-sheet-{[top.sheet for top in form.sheets].index(key[1:])}"
    return f"heading-{key}"


def _keep_above(
    groups: Iterable[HeaderGroup], choices: Sequence[HeadingChoice], answered: set[str]
) -> list[HeadingChoice]:
    """Return the headings of the tables above those that were chosen: what stands above a choice is else no table."""
    firsts: dict[str, int] = {}
    for choice in choices:
        firsts[choice.sheet] = min(choice.first, firsts.get(choice.sheet, choice.first))
    return [
        HeadingChoice(table.sheet, table.header_row, table.last_header_row)
        for group in groups
        for table in group.tables
        if table.key not in answered and table.header_row < firsts.get(table.sheet, 0)
    ]


def _read_rows(form: ReadingForm, key: str, sheet: str, sent: Mapping[str, str]) -> tuple[int, int] | None:
    name = name_heading(form, key)
    first, last = sent.get(f"{name}-first", ""), sent.get(f"{name}-last", "")
    if not first and last:
        raise HeadingsRefused("headings-without-first", HeadingChoice(sheet, 0, int(last)))
    return (int(first), int(last or first)) if first else None


def _describe_place(
    name: str,
    top: SheetTop,
    table: PreviewTable | None,
    *,
    filled: Mapping[str, str],
    shows_rows: bool,
    is_wrong: bool,
) -> HeadingPlace:
    is_table = table is not None and table.kind != TableKind.FORM
    numbers = range(table.header_row, table.last_header_row + 1) if table is not None and is_table else range(0)
    first, last = "", ""
    if table is not None and table.heading:
        first = str(table.header_row)
        last = str(table.last_header_row) if table.last_header_row > table.header_row else ""
    first, last = filled.get(f"{name}-first", first), filled.get(f"{name}-last", last)
    now = _tell_rows(table) if table is not None else ""
    if table is None:
        automatic = gettext("no headings on this sheet")
    elif table.kind == TableKind.FORM:
        now, automatic = "", gettext("none: the names of the fields stand below each other")
    elif table.heading:
        automatic = gettext("let the tool find them")
    else:
        automatic = gettext("%(rows)s (found)", rows=now)
    width = max((len(row.texts) for row in top.rows), default=0)
    lines = [RowLine(row.row, (*row.texts, *[""] * (width - len(row.texts))), row.row in numbers) for row in top.rows]
    return HeadingPlace(
        name=name,
        sheet=top.sheet,
        now=now,
        automatic=automatic,
        options=tuple((str(row.row), _label(row)) for row in top.rows),
        first=first,
        last=last,
        lines=tuple(lines) if shows_rows else (),
        letters=tuple(column_letters(column) for column in range(width)),
        is_wrong=is_wrong,
    )


def _tell_rows(table: PreviewTable) -> str:
    if not table.header_row:
        return str(gettext("no headings of its own"))
    if table.last_header_row <= table.header_row:
        return str(gettext("row %(row)d", row=table.header_row))
    return str(gettext("rows %(first)d to %(last)d", first=table.header_row, last=table.last_header_row))


def _label(row: TopRow) -> str:
    texts = " · ".join(text for text in row.texts if text)
    shown = texts if len(texts) <= _LABEL_LENGTH else f"{texts[: _LABEL_LENGTH - 1]}…"
    return f"{row.row}: {shown}"
