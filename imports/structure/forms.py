"""Reads a module description that lies on its side: the names of the fields down one column, a module beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import QualificationFile
from imports.cells import CellReader
from imports.drafts import ModuleDraft, StatedMoments
from imports.modules import Clash, ModuleCollector, clash_problem
from imports.reading import Basis, GridLine, RowRole
from imports.sheets import Row, Sheet, cell_address
from imports.structure.columns import AssignedColumn, Header, HeaderReader
from imports.structure.headers import find_known_name
from imports.structure.letterhead import split_name
from imports.values.competency_codes import CompetencyIndex
from imports.values.moments import ParsedMoments, parse_periods, parse_years
from imports.values.work_processes import parse_work_processes

_LABEL_COLUMNS = 3
_MOST_ROWS = 400
_LEAST_NAMES = 4
_STARTS = (ModuleColumn.TITLE, ModuleColumn.CODE)
_EXPLAINS = ("de naam", "naam van", "de titel", "titel van", "the name", "vul ", "hier ")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: the field that its label names, or that of the label above it; ``None`` when nobody knows."""

    row: Row
    field: AssignedColumn | None
    has_label: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet that is a form: the column with the labels, the columns with a module each, and its modules' rows."""

    label: int
    values: tuple[int, ...]
    modules: tuple[tuple[FormRow, ...], ...]
    title: str
    title_row: int
    first: int


def find_form(sheet: Sheet, reader: HeaderReader, *, include_hidden: bool) -> Form | None:
    """Return the form that a sheet is, or ``None``.

    One of its first columns must hold the known name of a module's title and three other known names. Rows that explain
    columns look the same, so beside the title no explanation may stand, and of years and periods one must be readable.
    """
    rows = [row for row in sheet.rows[:_MOST_ROWS] if include_hidden or not row.hidden]
    for label in range(_LABEL_COLUMNS):
        known = {find_known_name(_label_text(row, label)) for row in rows if row.text(label)} - {None}
        if ModuleColumn.TITLE not in known or len(known) < _LEAST_NAMES:
            continue
        lines = list(_label_rows(rows, label, reader))
        starts = [line for line in lines if _means(line, ModuleColumn.TITLE)]
        hidden = frozenset() if include_hidden else sheet.hidden_columns
        values = sorted({column for line in starts for column in line.row.filled() if column > label} - hidden)
        names = [line.row.text(column) for line in starts for column in values if line.row.text(column)]
        if not names or any(_explains(name) for name in names) or not _has_readable_moments(lines, values):
            continue
        start = starts[0].row
        title = _label_text(start, label)
        return Form(label, tuple(values), _split(lines), title, start.number, lines[0].row.number)
    return None


def describe_form(form: Form) -> dict[int, AssignedColumn]:
    """Return the columns of a form as those of a table: the labels, and a column for each module."""
    title = AssignedColumn(Header(form.title, ModuleColumn.TITLE, 1.0), ModuleColumn.TITLE, 1.0, Basis.NAME)
    labels = AssignedColumn(Header(""), None, 0.0, Basis.UNKNOWN)
    return {form.label: labels, **dict.fromkeys(form.values, title)}


def read_form(
    sheet: Sheet,
    form: Form,
    collector: ModuleCollector,
    competencies: CompetencyIndex,
    qualification: QualificationFile | None,
    place: ParsedMoments,
    file: str,
    problems: list[Problem],
) -> Iterator[GridLine]:
    """Read the modules of a form; yield each row with what it was taken for, names of people left out."""
    found: dict[int, str] = {}
    for lines in form.modules:
        for column in form.values:
            draft = _open(sheet, lines, column, collector, file, problems)
            if draft is not None:
                _read_fields(sheet, lines, column, draft, competencies, qualification, place, file, problems)
                found.update((line.row.number, draft.id) for line in lines if line.row.text(column))
    for line in (line for lines in form.modules for line in lines):
        row, texts = line.row, line.row.texts
        if line.field is not None and _is_personal(line.field):
            texts = [text if column <= form.label else "" for column, text in enumerate(texts)]
        module = found.get(row.number, "")
        role = RowRole.NOTE
        if module:
            role = RowRole.MODULE if _means(line, ModuleColumn.TITLE) else RowRole.CONTINUED
        yield row.number, role, module, texts


def _label_rows(rows: list[Row], label: int, reader: HeaderReader) -> Iterator[FormRow]:
    """Yield the rows from the first known label on; below a label its field goes on."""
    field: AssignedColumn | None = None
    begun = False
    for row in rows:
        text = _label_text(row, label)
        begun = begun or find_known_name(text) is not None
        if not begun:
            continue
        if text:
            header = reader.read((text,))
            known = header.column is not None and header.is_sure
            field = AssignedColumn(header, header.column, header.confidence, Basis.NAME) if known else None
        yield FormRow(row, field, bool(text))


def _split(lines: list[FormRow]) -> tuple[tuple[FormRow, ...], ...]:
    """Return the rows of each module: every module begins with the same label, that of its code or of its title."""
    first = next(line.field.column for line in lines if line.field is not None and line.field.column in _STARTS)
    parts: list[list[FormRow]] = []
    for line in lines:
        if not parts or (_means(line, first) and any(_means(other, first) for other in parts[-1])):
            parts.append([])
        parts[-1].append(line)
    return tuple(tuple(part) for part in parts)


def _open(
    sheet: Sheet,
    lines: tuple[FormRow, ...],
    column: int,
    collector: ModuleCollector,
    file: str,
    problems: list[Problem],
) -> ModuleDraft | None:
    title = next((line for line in lines if _means(line, ModuleColumn.TITLE) and line.row.text(column)), None)
    name = split_name(title.row.text(column)) if title is not None else None
    if title is None or name is None:
        return None
    code = next((line.row.text(column) for line in lines if _means(line, ModuleColumn.CODE)), "")
    place = cell_address(title.row.number, column)
    # With a code of its own the title stays as it was typed.
    full = " ".join(title.row.text(column).split())
    opened = collector.open(*((full, " ".join(code.split())) if code else name), sheet.name, title.row.number, place)
    if isinstance(opened, Clash):
        problems.append(clash_problem(opened, file, sheet.name, place, full))
        return None
    return opened


def _read_fields(
    sheet: Sheet,
    lines: tuple[FormRow, ...],
    column: int,
    draft: ModuleDraft,
    competencies: CompetencyIndex,
    qualification: QualificationFile | None,
    place: ParsedMoments,
    file: str,
    problems: list[Problem],
) -> None:
    """Read the fields of one module, each with the parser of its kind."""
    task = ""
    has_processes = any(_means(line, ModuleColumn.WORK_PROCESS) and line.row.text(column) for line in lines)
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
            file, sheet, {column: field}, competencies, place, qualification=qualification, numbered_marks=False
        )
        cells.read_row(line.row, line.row.texts, draft, ParsedMoments(), continued=True)
        problems.extend(cells.finish())
        stated.add(field.column)
    draft.parts.append(
        StatedMoments(
            () if ModuleColumn.YEAR in stated else place.years, () if ModuleColumn.PERIOD in stated else place.periods
        )
    )


def _means(line: FormRow, column: ModuleColumn | None) -> bool:
    return line.has_label and line.field is not None and line.field.column is column


def _is_personal(field: AssignedColumn) -> bool:
    return field.column is not None and SPECS[field.column].kind is ColumnKind.PERSONAL


def _label_text(row: Row, label: int) -> str:
    return row.text(label).rstrip(": ")


def _explains(name: str) -> bool:
    return name.casefold().startswith(_EXPLAINS) or find_known_name(name) is not None


def _has_readable_moments(lines: list[FormRow], values: list[int]) -> bool:
    """Return whether years and periods say when; a form without them has nothing against it."""
    asked = [
        (parse_years if line.field.column is ModuleColumn.YEAR else parse_periods)(text)
        for line in lines
        if line.field is not None and line.field.column in (ModuleColumn.YEAR, ModuleColumn.PERIOD)
        for column in values
        if (text := line.row.text(column))
    ]
    return not asked or any(not said.problems for said in asked)
