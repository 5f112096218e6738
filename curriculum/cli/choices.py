"""What a person says about columns, tables and hidden parts on the command line."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from curriculum.cli.language import _
from curriculum.contract.columns import COLUMNS, SPECS, ModuleColumn
from curriculum.contract.i18n import LOCALES, get_translator
from curriculum.contract.messages import Translate
from imports.choices import ColumnChoice, ReadingChoices, find_double_choices, label_signature
from imports.reading import (
    SURENESS_WORDS,
    Basis,
    ColumnReading,
    Reading,
    TableKind,
    TableReading,
    tell_sureness,
)
from imports.structure.headers import find_known_name
from imports.structure.heading_rows import MOST_HEADING_ROWS, HeadingChoice

Command = TypeVar("Command", bound=Callable[..., Any])
NOT_READ = "skip"
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})?")
_ROWS = re.compile(r"([1-9]\d{0,6})(?:\s*-\s*([1-9]\d{0,6}))?")
_SAMPLE_LENGTH = 30
_SHOWN_ROWS = 12


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options as they were typed."""

    columns: tuple[str, ...] = ()
    without_tables: tuple[str, ...] = ()
    include_hidden: bool = False
    headings: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def reading_options(command: Command) -> Command:
    """Add the options with which a person corrects the reading."""
    for option in (
        click.option(
            "--include-hidden", is_flag=True, help=_("Also read hidden rows, columns and sheets; they are left out.")
        ),
        click.option(
            "--without-table",
            "without_tables",
            metavar=_("SHEET|SHEET!A3"),
            multiple=True,
            help=_("Leave out a table, as `curriculum check` names it, or a whole sheet; repeatable."),
        ),
        click.option(
            "--headings",
            metavar=_("SHEET!ROW[-ROW]"),
            multiple=True,
            help=_(
                "Say in which rows the headings of a table stand, when the tool finds them elsewhere or not at all; "
                "without a sheet it counts for every sheet. Repeatable."
            ),
        ),
        click.option(
            "--column",
            "columns",
            metavar=_("SHEET!E=MEANING"),
            multiple=True,
            help=_(
                "Say what a column is, by its letter or the cell of its header; `skip` leaves it out. "
                "Tables with equal headers share it. Repeatable."
            ),
        ),
        click.option(
            "--row",
            "rows",
            metavar=_("SHEET!5=MEANING|LABEL=MEANING"),
            multiple=True,
            help=_(
                "Say what a row of a form is, where the names of the fields stand below each other: by its number or "
                "by its label; `skip` leaves it out. All forms share it. Repeatable."
            ),
        ),
    ):
        command = option(command)
    return command


def read_headings(wishes: Wishes) -> tuple[HeadingChoice, ...]:
    """Return where the headings stand by the options.

    Raises
    ------
    click.BadParameter
        When it is no row or range of rows, runs backwards, or takes more rows than headings do.
    """
    choices = []
    for wish in wishes.headings:
        sheet, _mark, rows = wish.rpartition("!")
        found = _ROWS.fullmatch(rows.strip())
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last or last - first >= MOST_HEADING_ROWS:
            raise click.BadParameter(
                _("%(wish)s is not understood; write for instance LJ1!3 or LJ1!3-4, %(most)d rows at most")
                % {"wish": f"“{wish}”", "most": MOST_HEADING_ROWS},
                param_hint="--headings",
            )
        choices.append(HeadingChoice(sheet.strip("'"), first, last))
    return tuple(choices)


def check_headings(wishes: Wishes, readings: Sequence[Reading]) -> None:
    """Refuse headings that no file has.

    Raises
    ------
    click.BadParameter
        When no sheet has this name, or when nothing stands in these rows.
    """
    tops = [top for reading in readings for top in reading.sheets]
    tables = [table for reading in readings for table in reading.tables if table.chosen_heading]
    for wish, choice in zip(wishes.headings, read_headings(wishes), strict=True):
        if not any(choice.counts_for(top.sheet) for top in tops):
            known = ", ".join(dict.fromkeys(top.sheet for top in tops)) or "–"
            raise click.BadParameter(
                _("there is no sheet %(name)s with something to read; there is: %(known)s")
                % {"name": f"“{choice.sheet}”", "known": known},
                param_hint="--headings",
            )
        if not any(
            choice.counts_for(table.sheet) and choice.first <= table.header_row <= choice.last for table in tables
        ):
            raise click.BadParameter(
                _("nothing stands in the rows of %(wish)s") % {"wish": f"“{wish}”"}, param_hint="--headings"
            )


def settle_wishes(wishes: Wishes, readings: Sequence[Reading]) -> ReadingChoices:
    """Return the choices that the options mean, going by what was read without them.

    Raises
    ------
    click.BadParameter
        When no file has the table, the column or the row, when the meaning is unknown, and when two columns of one
        table are chosen for what a module has once (wrong usage, exit code 2).
    """
    tables = [table for reading in readings for table in reading.tables]
    columns = [choice for wish in wishes.columns for choice in _settle_column(wish, tables)]
    rows = [choice for wish in wishes.rows for choice in _settle_row(wish, tables)]
    choices = ReadingChoices(
        columns=(*columns, *rows),
        excluded_tables=frozenset(key for wish in wishes.without_tables for key in _settle_table(wish, tables)),
        include_hidden=wishes.include_hidden,
        headings=read_headings(wishes),
    )
    for (meaning, places), number in find_double_choices(choices, [table.choosable for table in tables]).items():
        table = tables[number]
        if table.kind is TableKind.FORM:
            labels = ", ".join(f"“{table.choosable[place].header}”" for place in places)
            raise click.BadParameter(
                _("a module has one %(meaning)s, and rows %(rows)s cannot both be it")
                % {"meaning": f"“{_(SPECS[meaning].label)}”", "rows": labels},
                param_hint="--row",
            )
        letters = ", ".join(table.choosable[place].letter for place in places)
        raise click.BadParameter(
            _("a module has one %(meaning)s, and columns %(columns)s of %(table)s cannot both be it")
            % {"meaning": f"“{_(SPECS[meaning].label)}”", "columns": letters, "table": table.key},
            param_hint="--column",
        )
    return choices


def describe_tables(reading: Reading, choices: ReadingChoices, translate: Translate) -> Iterable[str]:
    """Yield the lines that tell, table by table, what each column was taken for and how sure that is."""
    for table in reading.tables:
        if table.included and table.kind is TableKind.FORM:
            yield translate("Form %(table)s, by its rows") % {"table": table.key}
        elif table.included:
            yield translate("Table %(table)s") % {"table": table.key}
        elif table.key in choices.excluded_tables:
            yield translate("Table %(table)s: left out, as you asked") % {"table": table.key}
        elif table.kind is TableKind.FORM:
            yield translate("Form %(table)s: not read, for no row names the modules") % {"table": table.key}
        else:
            yield translate("Table %(table)s: not read, for no column names the modules") % {"table": table.key}
        for column in table.choosable.values():
            words = (
                f"{column.row if table.kind is TableKind.FORM else column.letter:>4}",
                f"{_shorten(column.header) or '–':<{_SAMPLE_LENGTH}}",
                f"{_tell_meaning(table, column, translate):<{_SAMPLE_LENGTH}}",
                f"{translate(SURENESS_WORDS[tell_sureness(column.basis, column.confidence)]):<14}",
                " · ".join(map(_shorten, column.samples)),
            )
            yield "  ".join(words).rstrip()


def _settle_column(wish: str, tables: Sequence[TableReading]) -> list[ColumnChoice]:
    place, _equals, name = wish.rpartition("=")
    sheet, _mark, cell = place.rpartition("!")
    found = _CELL.fullmatch(cell.strip())
    if found is None or not name.strip():
        raise click.BadParameter(
            _("%(wish)s is not understood; write for instance LJ1!E=description") % {"wish": f"“{wish}”"},
            param_hint="--column",
        )
    meaning = _read_meaning(name.strip(), "--column")
    letter, row = found[1].upper(), int(found[2] or 0)
    listed = [table for table in tables if table.kind is not TableKind.FORM]
    chosen = [
        ColumnChoice(*place, meaning)
        for table in listed
        if not sheet or table.sheet.casefold() == sheet.strip("'").casefold()
        if not row or table.header_row <= row <= table.last_header_row
        for place, column in table.choosable.items()
        if column.letter == letter
    ]
    if not chosen:
        known = ", ".join(f"{table.key} ({table.columns[0].letter}-{table.columns[-1].letter})" for table in listed)
        raise click.BadParameter(
            _("no table has a column %(place)s; there is: %(known)s") % {"place": f"“{place}”", "known": known or "–"},
            param_hint="--column",
        )
    return list(dict.fromkeys(chosen))


def _settle_row(wish: str, tables: Sequence[TableReading]) -> list[ColumnChoice]:
    """Return the choice for the rows of forms that a wish names: one by its number, or all with a label."""
    place, _equals, name = wish.rpartition("=")
    sheet, _mark, number = place.rpartition("!")
    if not place.strip() or not name.strip():
        raise click.BadParameter(
            _("%(wish)s is not understood; write for instance OM-105!5=description or Bijzonderheden=description")
            % {"wish": f"“{wish}”"},
            param_hint="--row",
        )
    meaning = _read_meaning(name.strip(), "--row")
    forms = [table for table in tables if table.kind is TableKind.FORM]
    if number.strip().isdecimal():
        chosen = [
            ColumnChoice(*known, meaning)
            for table in forms
            if not sheet or table.sheet.casefold() == sheet.strip("'").casefold()
            for known, line in table.choosable.items()
            if line.row == number.strip()
        ]
    else:
        wanted = label_signature(place.rstrip(": "))
        chosen = [ColumnChoice(*known, meaning) for table in forms for known in table.choosable if known[0] == wanted]
    if not chosen:
        rows = [f"{table.sheet}!{line.row} ({_shorten(line.header)})" for table in forms for line in table.lines]
        known_rows = ", ".join(rows[:_SHOWN_ROWS]) + (" …" if len(rows) > _SHOWN_ROWS else "")
        raise click.BadParameter(
            _("no form has a row %(place)s; there is: %(known)s") % {"place": f"“{place}”", "known": known_rows or "–"},
            param_hint="--row",
        )
    return list(dict.fromkeys(chosen))


def _settle_table(wish: str, tables: Sequence[TableReading]) -> list[str]:
    keys = [table.key for table in tables if wish.casefold() in (table.key.casefold(), table.sheet.casefold())]
    if not keys:
        known = ", ".join(dict.fromkeys(table.key for table in tables))
        raise click.BadParameter(
            _("there is no table %(name)s; there is: %(known)s") % {"name": f"“{wish}”", "known": known or "–"},
            param_hint="--without-table",
        )
    return keys


def _read_meaning(name: str, option: str) -> ModuleColumn | None:
    """Read a meaning by its code, by its label in either language, or by a name that a header could have."""
    folded = name.casefold()
    if folded == NOT_READ:
        return None
    for spec in COLUMNS:
        labels = [get_translator(locale)(spec.label).casefold() for locale in LOCALES]
        if folded.replace("-", "_") == spec.column.value or folded in labels:
            return spec.column
    meaning = find_known_name(name)
    if meaning is None:
        known = ", ".join(f"{spec.column.value} ({_(spec.label)})" for spec in COLUMNS)
        raise click.BadParameter(
            _("%(name)s is no kind of column; there is: %(known)s, skip (do not read)")
            % {"name": f"“{name}”", "known": known},
            param_hint=option,
        )
    return meaning


def _tell_meaning(table: TableReading, column: ColumnReading, translate: Translate) -> str:
    if column.is_module:
        return translate("a module: the heading is its name")
    if table.kind is TableKind.OVERVIEW and column.target and column.column is not None:
        label = translate(SPECS[column.column].label)
        return translate("modules in %(place)s") % {"place": f"{label} {column.target}"}
    if column.hidden:
        return translate("hidden, not read")
    if column.column is None:
        return translate("not read") if column.basis is Basis.CHOICE else "–"
    label = translate(SPECS[column.column].label)
    return f"{label} {column.target}".strip()


def _shorten(text: str) -> str:
    """Return a text on one line, cut where a column of the overview ends."""
    line = " ".join(text.split())
    return line if len(line) <= _SAMPLE_LENGTH else f"{line[: _SAMPLE_LENGTH - 1]}…"
