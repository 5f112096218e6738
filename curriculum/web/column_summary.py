"""In a few sentences, what became of the columns of an upload and of the rows of its forms."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext, ngettext

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from curriculum.services.uploading.previews import HiddenParts, PreviewColumn
from curriculum.services.uploading.reading_choices import HeaderGroup, ReadingForm
from imports.reading import Basis


def summarise(form: ReadingForm) -> Iterator[str]:
    """Yield how much is read, left out and not known."""
    on = [group for group in form.groups if any(table.key not in form.excluded_tables for table in group.tables)]
    for is_form in (False, True):
        groups = [group for group in on if group.is_form is is_form]
        if groups or not (is_form or any(group.is_form for group in on)):
            yield from _count_columns(groups, is_form=is_form)
    if off := len(form.excluded_tables):
        yield ngettext("%(num)d table is off.", "%(num)d tables are off.", off)
    if form.is_recalled and any(group.asked or any(table.heading for table in group.tables) for group in form.groups):
        yield gettext("Read with choices from an earlier file.")
    if hidden := _tell_hidden_parts(form.hidden):
        if form.include_hidden:
            yield gettext("Also read: %(parts)s.", parts=hidden)
        else:
            yield gettext("Not read: %(parts)s.", parts=hidden)


def _count_columns(groups: list[HeaderGroup], *, is_form: bool) -> Iterator[str]:
    """Yield how many columns, or rows of forms, are read and how many are not."""
    columns = [column for group in groups for column in _named(group)]
    read = [column for group in groups if any(table.included for table in group.tables) for column in _named(group)]
    personal = sum(is_personal(column) for column in columns)
    known = sum((column.meaning is not None and not is_personal(column)) or column.is_module for column in read)
    left_out = sum(column.meaning is None and column.basis == Basis.CHOICE for column in columns)
    unknown = sum(column.meaning is None and not column.is_module for column in columns) - left_out
    if is_form:
        yield ngettext("%(num)d row of the form is read.", "%(num)d rows of the form are read.", known)
        if personal:
            yield ngettext(
                "%(num)d row with names of people is left out.",
                "%(num)d rows with names of people are left out.",
                personal,
            )
        if unknown:
            yield ngettext("%(num)d row was not recognised.", "%(num)d rows were not recognised.", unknown)
        if left_out:
            yield ngettext("%(num)d row is left out by choice.", "%(num)d rows are left out by choice.", left_out)
        return
    yield ngettext("%(num)d column is read.", "%(num)d columns are read.", known)
    if personal:
        yield ngettext(
            "%(num)d column with names of people is left out.",
            "%(num)d columns with names of people are left out.",
            personal,
        )
    if unknown:
        yield ngettext("%(num)d column was not recognised.", "%(num)d columns were not recognised.", unknown)
    if left_out:
        yield ngettext("%(num)d column is left out by choice.", "%(num)d columns are left out by choice.", left_out)


def _named(group: HeaderGroup) -> list[PreviewColumn]:
    """Return the columns that have a heading and are not hidden."""
    return [column for column in group.columns.values() if column.header and not column.hidden]


def tell_hidden(hidden: HiddenParts) -> str:
    """Return the offer to read what is hidden as well; empty when nothing is."""
    parts = _tell_hidden_parts(hidden)
    return str(gettext("Also read what is hidden: %(parts)s", parts=parts)) if parts else ""


def _tell_hidden_parts(hidden: HiddenParts) -> str:
    counted = (
        (hidden.rows, ngettext("%(num)d hidden row", "%(num)d hidden rows", hidden.rows)),
        (hidden.columns, ngettext("%(num)d hidden column", "%(num)d hidden columns", hidden.columns)),
        (hidden.sheets, ngettext("%(num)d hidden sheet", "%(num)d hidden sheets", hidden.sheets)),
    )
    return join_words([words for number, words in counted if number])


def is_personal(column: PreviewColumn) -> bool:
    """Return whether a column holds names of people."""
    return column.meaning is not None and SPECS[ModuleColumn(column.meaning)].kind is ColumnKind.PERSONAL


def join_words(parts: Sequence[str]) -> str:
    """Join words as people do: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return str(gettext("%(first)s and %(last)s", first=", ".join(parts[:-1]), last=parts[-1]))
