"""The columns and tables of an upload on the check page: what each was taken for, and what a person chose."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask_babel import format_date, gettext, ngettext

from curriculum.contract.columns import COLUMNS, SPECS, ColumnKind, ModuleColumn
from curriculum.contract.messages import N_
from curriculum.services.errors import SERVICE_MESSAGES
from curriculum.services.uploading.previews import HiddenParts, PreviewColumn, PreviewTable
from curriculum.services.uploading.reading_choices import HeaderGroup, NamedPart, ReadingForm, SuggestedPart
from curriculum.services.uploading.remembered import Remembered
from curriculum.web.headings import HeadingPlace, describe_headings, read_headings
from curriculum.web.labels import column_word
from imports.reading import SURENESS_WORDS, Basis, ColumnChoice, ReadingChoices, Sureness, tell_sureness
from imports.structure.heading_rows import HeadingChoice

NOT_READ = "-"  # The value of the choice that leaves a column out; no value leaves it to the tool.
MANY_MARKS = 6
PARTS: dict[SuggestedPart, str] = {
    SuggestedPart.CREBO: N_("crebo %(value)s"),
    SuggestedPart.LEERWEG: N_("learning route %(value)s"),
    SuggestedPart.COHORT: N_("cohort %(value)s"),
}


class ColumnLine(NamedTuple):
    """One column: what it was taken for, how sure, and the choice; ``name`` is that of its form field.

    ``automatic`` says what happens when the choice is left to the tool; ``is_wrong`` that the choice was refused.
    """

    name: str
    letter: str
    header: str
    meaning: str
    sureness: str
    is_unknown: bool
    samples: tuple[str, ...]
    is_hidden: bool
    chosen: str
    automatic: str
    is_wrong: bool


class TableSwitch(NamedTuple):
    """One table that can be on or off; ``remark`` says why one that is on gives no modules."""

    key: str
    label: str
    is_on: bool
    remark: str


class HeaderBlock(NamedTuple):
    """The tables with equal headers and their columns; ``marks`` are many columns of crosses, shown folded."""

    signature: str
    heading: str
    switches: tuple[TableSwitch, ...]
    lines: tuple[ColumnLine, ...]
    marks: tuple[ColumnLine, ...]
    remembered: str
    place: HeadingPlace | None

    @property
    def is_shared(self) -> bool:
        """Whether a choice counts for more than one table."""
        return len(self.switches) > 1

    @property
    def is_off(self) -> bool:
        """Whether none of the tables is read, so that their columns do not matter."""
        return not any(switch.is_on for switch in self.switches)


class ColumnsPage(NamedTuple):
    """All that ``uploads/columns.html`` shows."""

    blocks: tuple[HeaderBlock, ...]
    bare: tuple[HeadingPlace, ...]
    summary: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    hidden_label: str
    include_hidden: bool
    can_choose: bool
    is_open: bool
    error: str


class FileName(NamedTuple):
    """What the file name says about the programme; ``doubt`` is empty when it fits the version."""

    told: str
    doubt: str
    values: dict[str, str]


def describe_columns(
    form: ReadingForm,
    actor_id: int,
    *,
    submitted: Mapping[str, str] | None = None,
    tables_on: frozenset[str] = frozenset(),
    refused: str = "",
    wrong: frozenset[tuple[str, int]] = frozenset(),
    wrong_heading: HeadingChoice | None = None,
) -> ColumnsPage:
    """Return the form as it stands, or as it was sent when the service refused it, so that no choice is lost."""
    places = describe_headings(form, submitted, wrong_heading)
    blocks = tuple(
        _describe_group(form, group, actor_id, submitted=submitted, tables_on=tables_on, wrong=wrong)._replace(
            place=places.get(group.signature)
        )
        for group in form.groups
    )
    error = refused or (gettext(SERVICE_MESSAGES[form.error]) if form.error else "")
    unread = any(switch.remark for block in blocks for switch in block.switches if switch.is_on)
    return ColumnsPage(
        blocks=blocks,
        bare=tuple(place for key, place in places.items() if key.startswith("!")),
        summary=tuple(_summarise(form)),
        options=((NOT_READ, gettext("do not read")), *((spec.column.value, gettext(spec.label)) for spec in COLUMNS)),
        hidden_label=_tell_hidden(form.hidden),
        include_hidden=form.include_hidden if submitted is None else "include_hidden" in submitted,
        can_choose=form.can_choose,
        is_open=bool(error) or unread or not blocks,
        error=error,
    )


def read_choices(form: ReadingForm, sent: Mapping[str, str], tables_on: frozenset[str]) -> ReadingChoices:
    """Return what a sent form says about the columns and tables of the upload.

    Raises ``ValueError`` for a meaning or a row that the form does not offer, and ``HeadingsRefused``.
    """
    columns = []
    for group in form.groups:
        for position in range(len(group.columns)):
            value = sent.get(_name_field(group.signature, position), "")
            if value:
                meaning = None if value == NOT_READ else ModuleColumn(value)
                columns.append(ColumnChoice(group.signature, position, meaning))
    keys = frozenset(table.key for group in form.groups for table in group.tables)
    return ReadingChoices(
        tuple(columns), keys - tables_on, include_hidden="include_hidden" in sent, headings=read_headings(form, sent)
    )


def describe_file_name(named: tuple[NamedPart, ...]) -> FileName | None:
    """Return what the file name says beside what the version is, or None when it says nothing."""
    if not named:
        return None
    told = _join([gettext(PARTS[part.part], value=part.found) for part in named])
    doubts = [
        gettext(
            "The file name says %(found)s; this version has %(expected)s.",
            found=gettext(PARTS[part.part], value=part.found),
            expected=part.expected,
        )
        for part in named
        if part.differs
    ]
    # The names are those of the fields of the form for a new programme.
    fields = {SuggestedPart.CREBO: "crebo_code", SuggestedPart.LEERWEG: "leerweg", SuggestedPart.COHORT: "cohort"}
    return FileName(
        told=gettext("The file name says %(parts)s, which fits this version.", parts=told),
        doubt=" ".join([*doubts, gettext("Is this the right file?")]) if doubts else "",
        values={fields[part.part]: part.found for part in named},
    )


def _describe_group(
    form: ReadingForm,
    group: HeaderGroup,
    actor_id: int,
    *,
    submitted: Mapping[str, str] | None,
    tables_on: frozenset[str],
    wrong: frozenset[tuple[str, int]],
) -> HeaderBlock:
    lines: list[ColumnLine] = []
    marks: list[ColumnLine] = []
    for position, column in enumerate(group.columns):
        name = _name_field(group.signature, position)
        if submitted is not None:
            chosen = submitted.get(name, "")
        elif position in group.asked:
            meaning = group.asked[position]
            chosen = NOT_READ if meaning is None else meaning.value
        else:
            chosen = ""
        line = _describe_column(column, name, chosen, form.is_recalled, (group.signature, position) in wrong)
        (marks if column.target and not chosen else lines).append(line)
    if len(marks) < MANY_MARKS:
        lines, marks = sorted((*lines, *marks), key=lambda line: int(line.name.rsplit("-", 1)[1])), []
    off = form.excluded_tables if submitted is None else {table.key for table in group.tables} - tables_on
    return HeaderBlock(
        signature=group.signature,
        heading=_join([gettext("Sheet %(sheet)s", sheet=table.sheet) for table in group.tables]),
        switches=tuple(_describe_table(table, table.key not in off) for table in group.tables),
        lines=tuple(lines),
        marks=tuple(marks),
        remembered=_tell_remembered(group.remembered, actor_id, form.is_recalled) if group.remembered else "",
        place=None,
    )


def _describe_column(column: PreviewColumn, name: str, chosen: str, is_recalled: bool, is_wrong: bool) -> ColumnLine:
    sureness = tell_sureness(column.basis, column.confidence)
    meaning = column_word(column.meaning)
    if _is_personal(column):
        meaning = gettext("%(meaning)s, left out", meaning=meaning)
    if column.target:
        meaning = gettext("%(meaning)s: marks for %(code)s", meaning=meaning, code=column.target)
    if column.basis == Basis.CHOICE:
        automatic = gettext("let the tool recognise it")
    elif column.meaning is None:
        automatic = gettext("not recognised")
    else:
        automatic = gettext("%(meaning)s (recognised)", meaning=column_word(column.meaning))
    recalled = sureness is Sureness.CHOSEN and is_recalled
    return ColumnLine(
        name=name,
        letter=column.letter,
        header=column.header,
        meaning=meaning,
        sureness=gettext("as chosen before") if recalled else gettext(SURENESS_WORDS[sureness]),
        is_unknown=sureness is Sureness.UNKNOWN,
        samples=column.samples,
        is_hidden=column.hidden,
        chosen=chosen,
        automatic=automatic,
        is_wrong=is_wrong,
    )


def _is_personal(column: PreviewColumn) -> bool:
    return column.meaning is not None and SPECS[ModuleColumn(column.meaning)].kind is ColumnKind.PERSONAL


def _describe_table(table: PreviewTable, is_on: bool) -> TableSwitch:
    remark = ""
    if is_on and not table.included:
        remark = gettext(
            "Nothing is read: no column is known as the name of the module. Choose below which one it is, "
            "or in which row the headings stand."
        )
    label = (
        gettext("Read sheet %(sheet)s, headings in row %(row)d", sheet=table.sheet, row=table.header_row)
        if table.header_row
        else gettext("Read sheet %(sheet)s, which goes on with the sheet before", sheet=table.sheet)
    )
    return TableSwitch(table.key, label, is_on, remark)


def _tell_remembered(remembered: Remembered, actor_id: int, is_recalled: bool) -> str:
    when = format_date(remembered.at, "long")
    if not is_recalled:
        return str(gettext("Kept for the next files of this programme with these headings."))
    if remembered.account_id == actor_id:
        return str(gettext("As you chose before, on %(date)s.", date=when))
    if remembered.name:
        return str(gettext("As %(name)s chose before, on %(date)s.", name=remembered.name, date=when))
    return str(gettext("As was chosen before, on %(date)s.", date=when))


def _summarise(form: ReadingForm) -> Iterator[str]:
    on = [group for group in form.groups if any(table.key not in form.excluded_tables for table in group.tables)]
    columns = [column for group in on for column in _named(group)]
    read = [column for group in on if any(table.included for table in group.tables) for column in _named(group)]
    personal = sum(_is_personal(column) for column in columns)
    known = sum(column.meaning is not None and not _is_personal(column) for column in read)
    left_out = sum(column.meaning is None and column.basis == Basis.CHOICE for column in columns)
    yield ngettext("%(num)d column is read.", "%(num)d columns are read.", known)
    if personal:
        yield ngettext(
            "%(num)d column with names of people is left out.",
            "%(num)d columns with names of people are left out.",
            personal,
        )
    if unknown := sum(column.meaning is None for column in columns) - left_out:
        yield ngettext("%(num)d column was not recognised.", "%(num)d columns were not recognised.", unknown)
    if left_out:
        yield ngettext("%(num)d column is left out by choice.", "%(num)d columns are left out by choice.", left_out)
    if off := len(form.excluded_tables):
        yield ngettext("%(num)d table is off.", "%(num)d tables are off.", off)
    if form.is_recalled and any(group.asked or any(table.heading for table in group.tables) for group in form.groups):
        yield gettext("Read with choices from an earlier file.")
    if hidden := _tell_hidden_parts(form.hidden):
        if form.include_hidden:
            yield gettext("Also read: %(parts)s.", parts=hidden)
        else:
            yield gettext("Not read: %(parts)s.", parts=hidden)


def _named(group: HeaderGroup) -> list[PreviewColumn]:
    """Return the columns that have a heading and are not hidden."""
    return [column for column in group.columns if column.header and not column.hidden]


def _tell_hidden(hidden: HiddenParts) -> str:
    parts = _tell_hidden_parts(hidden)
    return str(gettext("Also read what is hidden: %(parts)s", parts=parts)) if parts else ""


def _tell_hidden_parts(hidden: HiddenParts) -> str:
    counted = (
        (hidden.rows, ngettext("%(num)d hidden row", "%(num)d hidden rows", hidden.rows)),
        (hidden.columns, ngettext("%(num)d hidden column", "%(num)d hidden columns", hidden.columns)),
        (hidden.sheets, ngettext("%(num)d hidden sheet", "%(num)d hidden sheets", hidden.sheets)),
    )
    return _join([words for number, words in counted if number])


def _join(parts: list[str]) -> str:
    """Join words as people do: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return str(gettext("%(first)s and %(last)s", first=", ".join(parts[:-1]), last=parts[-1]))


def _name_field(signature: str, position: int) -> str:
    return f"column-{signature}-{position}"
