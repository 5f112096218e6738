"""The columns and tables of an upload on the check page: what each was taken for, and what a person chose."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import format_date, gettext, ngettext
from werkzeug.datastructures import MultiDict

from curriculum.contract.columns import COLUMNS, ModuleColumn
from curriculum.contract.messages import N_
from curriculum.services.errors import SERVICE_MESSAGES
from curriculum.services.uploading.previews import PreviewColumn, PreviewTable
from curriculum.services.uploading.reading_choices import HeaderGroup, NamedPart, ReadingForm, SuggestedPart
from curriculum.web.column_summary import is_personal, join_words, summarise, tell_hidden
from curriculum.web.headings import HeadingPlace, describe_headings, read_headings
from curriculum.web.labels import column_word
from imports.choices import ColumnChoice, Place, ReadingChoices
from imports.reading import SURENESS_WORDS, Basis, Sureness, TableKind, tell_sureness
from imports.structure.heading_rows import HeadingChoice

Fields = Mapping[str, str]
"""The form by the names of its fields; a tick is "on" or empty."""
SHOWN = "columns"  # The field that tells that the form was on the page that was sent.
INCLUDE_HIDDEN = "include_hidden"
_LONGEST_VALUE = 100
NOT_READ = "-"  # The value of the choice that leaves a column out; no value leaves it to the tool.
MANY_MARKS = 6
MANY_TABLES = 6
_NAMED_TABLES = 3
PARTS: dict[SuggestedPart, str] = {
    SuggestedPart.CREBO: N_("crebo %(value)s"),
    SuggestedPart.LEERWEG: N_("learning route %(value)s"),
    SuggestedPart.COHORT: N_("cohort %(value)s"),
}


class ColumnLine(NamedTuple):
    """One column, or one row of a form: what it was taken for, how sure, and the choice.

    ``name`` is that of its form field; ``place`` is the letter of the column, or the number of a row where that is the
    same in all forms; ``label`` names it for who does not see the table. ``automatic`` says what happens when the
    choice is left to the tool; ``is_wrong`` that the choice was refused.
    """

    name: str
    place: str
    label: str
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
    """The tables with equal headers and their columns; ``marks`` are many columns of crosses, shown folded.

    Of forms the ``lines`` are their rows.
    """

    signature: str
    is_form: bool
    heading: str
    switches: tuple[TableSwitch, ...]
    lines: tuple[ColumnLine, ...]
    marks: tuple[ColumnLine, ...]
    remembered: str
    place: HeadingPlace | None

    @property
    def lines_name(self) -> str:
        """What the list of columns or rows is called."""
        if self.is_form:
            return str(gettext("Rows of %(tables)s", tables=self.heading))
        return str(gettext("Columns of %(tables)s", tables=self.heading))

    @property
    def fields(self) -> dict[str, str]:
        """Its part of the form as it stands."""
        return {
            **{line.name: line.chosen for line in (*self.lines, *self.marks)},
            **(self.place.fields if self.place is not None else {}),
            **{name_switch(switch.key): "on" if switch.is_on else "" for switch in self.switches},
        }

    @property
    def is_shared(self) -> bool:
        """Whether a choice counts for more than one table."""
        return len(self.switches) > 1

    @property
    def switches_told(self) -> str:
        """How many of very many tables are read, for a list that is folded; empty when there are few."""
        if len(self.switches) <= MANY_TABLES:
            return ""
        on = sum(switch.is_on for switch in self.switches)
        return str(gettext("%(on)d of %(all)d sheets are read", on=on, all=len(self.switches)))

    @property
    def has_remarks(self) -> bool:
        """Whether there is something to say about one of the tables."""
        return any(switch.remark for switch in self.switches)

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
    is_unread: bool
    error: str

    @property
    def has_forms_only(self) -> bool:
        """Whether a person sees rows, and no columns."""
        return bool(self.blocks) and all(block.is_form for block in self.blocks)

    @property
    def fields(self) -> Fields:
        """The form as it stands."""
        fields = {name: value for block in self.blocks for name, value in block.fields.items()}
        for place in self.bare:
            fields |= place.fields
        if self.hidden_label:
            fields[INCLUDE_HIDDEN] = "on" if self.include_hidden else ""
        return fields


class FileName(NamedTuple):
    """What the file name says about the programme; ``doubt`` is empty when it fits the version."""

    told: str
    doubt: str
    values: dict[str, str]


def describe_columns(
    form: ReadingForm,
    actor_id: int,
    *,
    filled: Fields | None = None,
    refused: str = "",
    wrong: frozenset[Place] = frozenset(),
    wrong_heading: HeadingChoice | None = None,
) -> ColumnsPage:
    """Return the form as it stands, with what a person ``filled`` in that the file was not read with yet."""
    filled = filled or {}
    places = describe_headings(form, filled, wrong_heading)
    blocks = tuple(
        _describe_group(form, group, actor_id, filled, wrong)._replace(place=places.get(group.signature))
        for group in form.groups
    )
    error = refused or (gettext(SERVICE_MESSAGES[form.error]) if form.error else "")
    unread = any(switch.remark for block in blocks for switch in block.switches if switch.is_on)
    return ColumnsPage(
        blocks=blocks,
        bare=tuple(place for key, place in places.items() if key.startswith("!")),
        summary=tuple(summarise(form)),
        options=((NOT_READ, gettext("do not read")), *((spec.column.value, gettext(spec.label)) for spec in COLUMNS)),
        hidden_label=tell_hidden(form.hidden),
        include_hidden=bool(filled.get(INCLUDE_HIDDEN, form.include_hidden)),
        can_choose=form.can_choose,
        is_open=bool(error) or bool(filled) or unread or not blocks,
        is_unread=bool(filled),
        error=error,
    )


def read_fields(page: ColumnsPage, sent: MultiDict[str, str]) -> Fields:
    """Return the form as it was sent."""
    tables = frozenset(sent.getlist("table"))
    switches = {name_switch(switch.key): switch.key for block in page.blocks for switch in block.switches}
    fields = {}
    for name in page.fields:
        if name in switches:
            fields[name] = "on" if switches[name] in tables else ""
        elif name == INCLUDE_HIDDEN:
            fields[name] = "on" if name in sent else ""
        else:
            fields[name] = sent.get(name, "")[:_LONGEST_VALUE]
    return fields


def read_choices(form: ReadingForm, fields: Fields) -> ReadingChoices:
    """Return what a form says about the columns and tables of the upload.

    Raises ``ValueError`` for a meaning or a row that the form does not offer, and ``HeadingsRefused``.
    """
    columns = []
    for group in form.groups:
        for place in group.columns:
            value = fields.get(_name_field(place), "")
            if value:
                columns.append(ColumnChoice(*place, None if value == NOT_READ else ModuleColumn(value)))
    keys = frozenset(table.key for group in form.groups for table in group.tables)
    return ReadingChoices(
        tuple(columns),
        frozenset(key for key in keys if not fields.get(name_switch(key))),
        include_hidden=bool(fields.get(INCLUDE_HIDDEN)),
        headings=read_headings(form, fields),
    )


def name_switch(key: str) -> str:
    """Return the name under which the form knows whether a table is on."""
    return f"table:{key}"


def describe_file_name(named: tuple[NamedPart, ...]) -> FileName | None:
    """Return what the file name says beside what the version is, or None when it says nothing."""
    if not named:
        return None
    told = join_words([gettext(PARTS[part.part], value=part.found) for part in named])
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


def tell_meaning(kind: str, column: PreviewColumn) -> str:
    """Return what a column was taken for, in a table of this kind."""
    if column.is_module:
        return str(gettext("a module: the heading is its name"))
    meaning = column_word(column.meaning)
    if column.target and kind == TableKind.OVERVIEW:
        return str(gettext("modules in %(place)s", place=f"{meaning.lower()} {column.target}"))
    return meaning


def _describe_group(
    form: ReadingForm, group: HeaderGroup, actor_id: int, filled: Fields, wrong: frozenset[Place]
) -> HeaderBlock:
    lines: list[ColumnLine] = []
    marks: list[ColumnLine] = []
    for place, column in group.columns.items():
        asked = ""
        if place in group.asked:
            meaning = group.asked[place]
            asked = NOT_READ if meaning is None else meaning.value
        chosen = filled.get(_name_field(place), asked)
        line = _describe_column(group, place, chosen, is_recalled=form.is_recalled, is_wrong=place in wrong)
        (marks if column.target and not chosen else lines).append(line)
    if len(marks) < MANY_MARKS:
        order = {_name_field(place): number for number, place in enumerate(group.columns)}
        lines, marks = sorted((*lines, *marks), key=lambda line: order[line.name]), []
    return HeaderBlock(
        signature=group.signature,
        is_form=group.is_form,
        heading=_name_tables(group),
        switches=tuple(
            _describe_table(table, bool(filled.get(name_switch(table.key), table.key not in form.excluded_tables)))
            for table in group.tables
        ),
        lines=tuple(lines),
        marks=tuple(marks),
        remembered=_tell_remembered(group, actor_id, form.is_recalled),
        place=None,
    )


def _name_tables(group: HeaderGroup) -> str:
    names = [gettext("Sheet %(sheet)s", sheet=table.sheet) for table in group.tables]
    if len(names) > MANY_TABLES:
        rest = len(names) - _NAMED_TABLES
        names = [*names[:_NAMED_TABLES], ngettext("%(num)d more", "%(num)d more", rest)]
    return join_words(names)


def _describe_column(
    group: HeaderGroup, position: Place, chosen: str, *, is_recalled: bool, is_wrong: bool
) -> ColumnLine:
    column = group.columns[position]
    sureness = tell_sureness(column.basis, column.confidence)
    meaning = tell_meaning(group.tables[0].kind, column)
    if is_personal(column):
        meaning = gettext("%(meaning)s, left out", meaning=meaning)
    elif column.target and group.tables[0].kind != TableKind.OVERVIEW:
        meaning = gettext("%(meaning)s: marks for %(code)s", meaning=meaning, code=column.target)
    if column.basis == Basis.CHOICE:
        automatic = gettext("let the tool recognise it")
    elif column.is_module:
        automatic = gettext("a module (recognised)")
    elif column.meaning is None:
        automatic = gettext("not recognised")
    else:
        automatic = gettext("%(meaning)s (recognised)", meaning=column_word(column.meaning))
    recalled = sureness is Sureness.CHOSEN and is_recalled
    header = column.header or gettext("(no heading)")
    if group.is_form:
        # The same label stands in another row of the next form.
        place = column.row if len(group.tables) == 1 else ""
        label = gettext("Read row %(label)s as", label=header)
    else:
        place = column.letter
        label = gettext("Read column %(letter)s, %(header)s, as", letter=column.letter, header=header)
    return ColumnLine(
        name=_name_field(position),
        place=place,
        label=label,
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


def _describe_table(table: PreviewTable, is_on: bool) -> TableSwitch:
    remark = ""
    if table.kind == TableKind.FORM:
        if is_on and not table.included:
            remark = gettext(
                "Nothing is read: no row is known as the name of the module. Choose below which one it is."
            )
        return TableSwitch(table.key, gettext("Read sheet %(sheet)s, a form", sheet=table.sheet), is_on, remark)
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


def _tell_remembered(group: HeaderGroup, actor_id: int, is_recalled: bool) -> str:
    remembered = group.remembered
    if remembered is None:
        return ""
    when = format_date(remembered.at, "long")
    if not is_recalled and group.is_form:
        return str(gettext("Kept for the next files of this programme: rows with the same label are read so."))
    if not is_recalled:
        return str(gettext("Kept for the next files of this programme with these headings."))
    if remembered.account_id == actor_id:
        return str(gettext("As you chose before, on %(date)s.", date=when))
    if remembered.name:
        return str(gettext("As %(name)s chose before, on %(date)s.", name=remembered.name, date=when))
    return str(gettext("As was chosen before, on %(date)s.", date=when))


def _name_field(place: Place) -> str:
    signature, position = place
    return f"column-{signature}-{position}"
