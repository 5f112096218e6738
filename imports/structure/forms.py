"""Reads a module description that lies on its side: the names of the fields down one column, a module beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from curriculum.contract.columns import ModuleColumn
from imports.cells import CellReader
from imports.choices import label_signature
from imports.drafts import ModuleDraft, StatedMoments
from imports.reading import Basis, ColumnReading, GridLine, GridRows, RowRole, TableKind, TableReading
from imports.sheets import Sheet, cell_address
from imports.structure.column_views import make_show, view_column
from imports.structure.columns import AssignedColumn, Header, HeaderReader
from imports.structure.form_labels import FormRow, LabelChoices, is_known, label_rows, label_text, view_labels
from imports.structure.headers import find_known_name
from imports.structure.letterhead import split_name
from imports.structure.sideways import SideReader, SideReading
from imports.structure.tables import FoundTable
from imports.values.moments import ParsedMoments, parse_periods, parse_years
from imports.values.work_processes import parse_work_processes

_LABEL_COLUMNS = 3
_MOST_ROWS = 400
_LEAST_NAMES = 4
_LOOKED_AT = 3
_STARTS = (ModuleColumn.TITLE, ModuleColumn.CODE)
_EXPLAINS = ("de naam", "naam van", "de titel", "titel van", "the name", "vul ", "hier ")


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet that is a form: the column with the labels, the columns with a module each, and its modules' rows.

    ``labels`` tell of each label what it was taken for. Without ``modules`` no label names them, by a person's word.
    """

    label: int
    values: tuple[int, ...]
    modules: tuple[tuple[FormRow, ...], ...]
    labels: tuple[tuple[AssignedColumn, ColumnReading], ...]
    title: str
    title_row: int
    first: int


def find_form(sheet: Sheet, reader: HeaderReader, choices: LabelChoices, *, include_hidden: bool) -> Form | None:
    """Return the form that a sheet is, or ``None``.

    One of its first columns must hold the label of a module's title and three other known labels: known names, or ones
    that a person chose a meaning for. Rows that explain columns look the same, so beside the title no explanation may
    stand, and of years and periods one must be readable. A choice never makes a form something else.
    """
    rows = [row for row in sheet.rows[:_MOST_ROWS] if include_hidden or not row.hidden]
    hidden = frozenset() if include_hidden else sheet.hidden_columns
    for label in range(_LABEL_COLUMNS):
        texts = {label_text(row, label) for row in rows if row.text(label)}
        if not any(is_known(text, choices) for text in texts):
            continue
        known = {find_known_name(text) for text in texts} - {None}
        known |= {choices[sign] for sign in map(label_signature, texts) if choices.get(sign) is not None}
        if ModuleColumn.TITLE not in known or len(known) < _LEAST_NAMES:
            continue
        named = [row for row in rows if _names_title(label_text(row, label), choices)]
        values = sorted({column for row in named for column in row.filled() if column > label} - hidden)
        names = [row.text(column) for row in named for column in values if row.text(column)]
        lines = label_rows(rows, label, values, reader, choices)
        if not names or any(_explains(name) for name in names) or not _has_readable_moments(lines, values):
            continue
        starts = [line.row for line in lines if line.means(ModuleColumn.TITLE)]
        start = (starts or named)[0]
        return Form(
            label=label,
            values=tuple(values),
            modules=_split(lines) if starts else (),
            labels=view_labels([line.row for line in lines], label, values, reader, choices),
            title=label_text(start, label),
            title_row=start.number,
            first=lines[0].row.number,
        )
    return None


def may_be_form(table: FoundTable) -> bool:
    """Return whether what was found as a table may be a form whose first module is called like a field.

    "Modulenaam" beside "Stage" looks like a heading, but no list of modules has the names of fields below it.
    """
    first = min(table.headers, default=0)
    return any(find_known_name(label_text(row, first)) is not None for row in table.rows[:_LOOKED_AT])


def view_form(
    sheet: Sheet, form: Form, found: SideReading, key: str, place: ParsedMoments, *, included: bool
) -> TableReading:
    """Return what a person is told of a form; its columns are the labels and one for each module."""
    columns = _describe_columns(form)
    table = FoundTable(sheet, (form.first,), {column: item.header for column, item in columns.items()}, [])
    return TableReading(
        key=key,
        sheet=sheet.name,
        header_row=form.first,
        last_header_row=form.first,
        kind=TableKind.FORM,
        columns=tuple(view_column(table, column, item, False) for column, item in columns.items()),
        rows=GridRows(found.rows, make_show(columns, ())),
        included=included,
        hidden=sheet.hidden,
        years=place.years,
        periods=place.periods,
        lines=tuple(view for _, view in form.labels),
        modules=found.modules,
    )


def _describe_columns(form: Form) -> dict[int, AssignedColumn]:
    title = AssignedColumn(Header(form.title), None, 1.0, Basis.NAME, is_module=True)
    labels = AssignedColumn(Header(""), None, 0.0, Basis.UNKNOWN)
    return {form.label: labels, **dict.fromkeys(form.values, title)}


def read_form(form: Form, side: SideReader) -> Iterator[GridLine]:
    """Read the modules of a form; yield each row with what it was taken for, names of people left out.

    A row in which several modules stand beside each other is that of none of them.
    """
    found: dict[int, dict[str, None]] = {}
    for lines in form.modules:
        for column in form.values:
            draft = _open(lines, column, side)
            if draft is not None:
                _read_fields(lines, column, draft, side)
                for line in lines:
                    if line.row.text(column):
                        found.setdefault(line.row.number, {})[draft.id] = None
    for line in (line for lines in form.modules for line in lines):
        row, texts = line.row, line.row.texts
        if line.is_personal:
            texts = [text if column <= form.label else "" for column, text in enumerate(texts)]
        modules = list(found.get(row.number, ()))
        role = RowRole.NOTE
        if modules:
            role = RowRole.MODULE if line.means(ModuleColumn.TITLE) else RowRole.CONTINUED
        yield row.number, role, modules[0] if modules and len(form.values) == 1 else "", texts


def _names_title(text: str, choices: LabelChoices) -> bool:
    """Return whether a label names the module, by its text or by a person's word."""
    chosen = bool(text) and choices.get(label_signature(text)) is ModuleColumn.TITLE
    return chosen or find_known_name(text) is ModuleColumn.TITLE


def _split(lines: Sequence[FormRow]) -> tuple[tuple[FormRow, ...], ...]:
    """Return the rows of each module: every module begins with the same label, that of its code or of its title."""
    first = next(line.field.column for line in lines if line.field is not None and line.field.column in _STARTS)
    parts: list[list[FormRow]] = []
    for line in lines:
        if not parts or (line.means(first) and any(other.means(first) for other in parts[-1])):
            parts.append([])
        parts[-1].append(line)
    return tuple(tuple(part) for part in parts)


def _open(lines: tuple[FormRow, ...], column: int, side: SideReader) -> ModuleDraft | None:
    title = next((line for line in lines if line.means(ModuleColumn.TITLE) and line.row.text(column)), None)
    name = split_name(title.row.text(column)) if title is not None else None
    if title is None or name is None:
        return None
    code = next((line.row.text(column) for line in lines if line.means(ModuleColumn.CODE)), "")
    place = cell_address(title.row.number, column)
    # With a code of its own the title stays as it was typed.
    full = " ".join(title.row.text(column).split())
    return side.open(*((full, " ".join(code.split())) if code else name), title.row.number, place)


def _read_fields(lines: tuple[FormRow, ...], column: int, draft: ModuleDraft, side: SideReader) -> None:
    """Read the fields of one module, each with the parser of its kind."""
    task = ""
    place = side.place
    has_processes = any(line.means(ModuleColumn.WORK_PROCESS) and line.row.text(column) for line in lines)
    stated: set[ModuleColumn | None] = set()
    for line in lines:
        text = line.row.text(column)
        if line.field is None or not text:
            continue
        field = replace(line.field, header=replace(line.field.header, task=task)) if task else line.field
        if field.column is ModuleColumn.CORE_TASK:
            task = next((code for code in parse_work_processes(text).codes if "-W" not in code), task)
            if task and has_processes:
                continue  # It gives the work processes below it their place.
        cells = CellReader(
            side.file,
            side.sheet,
            {column: field},
            side.competencies,
            place,
            qualification=side.qualification,
            numbered_marks=False,
        )
        cells.read_row(line.row, line.row.texts, draft, ParsedMoments(), continued=True)
        side.problems.extend(cells.finish())
        stated.add(field.column)
    draft.parts.append(
        StatedMoments(
            () if ModuleColumn.YEAR in stated else place.years, () if ModuleColumn.PERIOD in stated else place.periods
        )
    )


def _explains(name: str) -> bool:
    return name.casefold().startswith(_EXPLAINS) or find_known_name(name) is not None


def _has_readable_moments(lines: Sequence[FormRow], values: Sequence[int]) -> bool:
    """Return whether years and periods say when; a form without them, or with a person's word on them, is fine."""
    asked = [
        (parse_years if line.field.column is ModuleColumn.YEAR else parse_periods)(text)
        for line in lines
        if line.field is not None
        and line.field.basis is Basis.NAME
        and line.field.column in (ModuleColumn.YEAR, ModuleColumn.PERIOD)
        for column in values
        if (text := line.row.text(column))
    ]
    return not asked or any(not said.problems for said in asked)
