"""Reads a whole file into modules: opens it, finds its tables, reads their rows, and gathers every problem."""

import re
from collections import Counter
from pathlib import PurePath

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import Framework, QualificationFile
from curriculum.contract.vocabulary import Severity
from imports.cells import CellReader
from imports.choices import FORM_SIGNATURE, ReadingChoices, header_signature
from imports.cycle_search import without_cycle_search
from imports.filenames import suggest_from_filename
from imports.formats.opening import open_workbook
from imports.frameworks import load_qualification_file
from imports.modules import ModuleCollector
from imports.progress import Progress, RowCounter
from imports.reading import (
    Basis,
    GridLine,
    GridRows,
    ModulePlace,
    Reading,
    RowRole,
    Suggestions,
    TableKind,
    TableReading,
)
from imports.remarks import Remarks
from imports.rows import TableRows
from imports.sheets import Limits, RefusalError, Sheet, Workbook, cell_address, sha256_of
from imports.structure.assignment import assign_columns
from imports.structure.column_views import has_numbered_marks, is_personal, make_show, names_of, view_column
from imports.structure.columns import AssignedColumn, HeaderReader
from imports.structure.continued import ReadTable, find_rest
from imports.structure.forms import Form, find_form, may_be_form, read_form, view_form
from imports.structure.heading_rows import SheetTop, find_chosen, show_top, sign_heading
from imports.structure.layouts import (
    find_place,
    look_at_content,
    names_in_rows,
    open_named,
    split_beside,
    tells_of_modules,
    without_codes,
)
from imports.structure.letterhead import NamedModule, name_of_sheet, read_letterhead
from imports.structure.overview import Overview, find_overview, read_overview
from imports.structure.own_export import find_own_sheets
from imports.structure.sideways import SideReader, SideReading
from imports.structure.tables import FoundTable, TableFinder
from imports.structure.transposed import Transposed, find_transposed, read_transposed
from imports.values.competency_codes import CompetencyIndex
from imports.values.moments import ParsedMoments, parse_place

_NOT_READ = re.compile(r"^(?:Dit blad wordt niet ingelezen|This sheet is not read)\b")
_FILLED_ROLES = (RowRole.MODULE, RowRole.CONTINUED, RowRole.REFUSED, RowRole.HIDDEN)
_ROWS_OF_UNREAD_TABLE = 5


def read_modules(
    data: bytes,
    filename: str,
    *,
    framework: Framework | None = None,
    qualification: QualificationFile | None = None,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read the modules from a school's workbook or .csv file.

    Parameters
    ----------
    data
        The bytes of the file; its kind is recognised by its content.
    filename
        The name that the person gave it; used in messages, for the sheet name of a .csv and for suggestions.
    framework
        The competency list whose codes and titles are recognised in the sheet; without it no statements are read.
    qualification
        The qualification file whose work processes are known; without it the shipped one (23231) is used.
    choices
        A person's corrections: what a column is, which tables to leave out, whether to read hidden parts.
    limits
        What the file may ask of this machine; the default suits sheets up to some 50,000 rows.
    progress
        Called with how many rows have been read and how many the file has, as soon as that is known and every few
        hundred rows; an exception from it ends the reading and goes on to the caller.

    Returns
    -------
    Reading
        Never raises, whatever the bytes: what is the matter stands in ``problems``, good rows are in ``modules``.

    Examples
    --------
    >>> reading = read_modules("Modulenaam;Werkproces\\nAgenda;B1-K2-W1\\n;W2\\n".encode(), "modules.csv")
    >>> [(module.title, [item.code for item in module.work_processes]) for module in reading.modules]
    [('Agenda', ['B1-K2-W1'])]
    >>> [(problem.code, problem.cell) for problem in reading.problems]
    [('work-process-without-core-task', 'B3')]
    """
    name = PurePath(filename.replace("\\", "/")).name or "bestand"
    sha256 = sha256_of(data)
    suggestions = suggest_from_filename(name)
    qualification = qualification or load_qualification_file()
    with without_cycle_search():
        try:
            workbook = open_workbook(data, name, limits)
        except RefusalError as refusal:
            problem = Problem(refusal.code, Severity.ERROR, name, value=refusal.value, params=refusal.params)
            return Reading(name, sha256, problems=(problem,), suggestions=suggestions)
        reader = _FileReader(name, framework, qualification, choices or ReadingChoices())
        reader.counter = RowCounter(sum(len(sheet.rows) for sheet in workbook.sheets), progress)
        return _read_workbook(reader, workbook, name, sha256, suggestions)


def _read_workbook(
    reader: "_FileReader", workbook: Workbook, name: str, sha256: str, suggestions: Suggestions
) -> Reading:
    for code, value in workbook.remarks:
        reader.remarks.warn(code, None, value=value)
    own = find_own_sheets(workbook.sheets)
    if own:
        reader.remarks.warn("own-export", None)
    rows = 0
    for sheet in workbook.sheets:
        if sheet.name not in own:
            reader.read_sheet(sheet)
            rows += len(sheet.rows)
            reader.counter.reach(rows)
    for table in own.values():
        if table is not None:
            reader.read_table(table)
    reader.read_nameless()
    reader.counter.finish()
    reader.remarks.problems.extend(reader.collector.check_hours(name))
    crossed = {
        (table.sheet, row.row)
        for table in reader.tables
        if table.included and table.kind is TableKind.CROSSES
        for row in table.rows
    }
    reader.remarks.problems.extend(reader.collector.check_names(crossed, name))
    modules = reader.collector.records()
    return Reading(
        name,
        sha256,
        workbook.kind.value,
        modules,
        reader.remarks.finish(bool(modules), any(sheet.rows or sheet.far_cells for sheet in workbook.sheets)),
        tuple(reader.tables),
        suggestions,
        tuple(reader.tops),
    )


class _FileReader:
    """Goes through the sheets of one file."""

    def __init__(
        self,
        file: str,
        framework: Framework | None,
        qualification: QualificationFile | None,
        choices: ReadingChoices,
    ) -> None:
        self.remarks = Remarks(file)
        self.tables: list[TableReading] = []
        self.tops: list[SheetTop] = []
        self._lines: list[list[GridLine]] = []  # The rows of each table.
        self._nameless: list[tuple[int, FoundTable, Problem]] = []
        self.collector = ModuleCollector()
        self._file = file
        self._competencies = CompetencyIndex(framework)
        self._qualification = qualification
        self._choices = choices
        self.counter = RowCounter(0, None)
        self._headers = HeaderReader(self._competencies)
        self._last: ReadTable | None = None  # What the next sheet may go on with.

    def read_sheet(self, sheet: Sheet) -> None:
        """Read one sheet."""
        if not sheet.rows or _NOT_READ.search(" ".join(sheet.rows[0].texts)):
            return  # The explanation and the example of our own template say themselves that they are not read.
        if sheet.hidden and not self._choices.include_hidden:
            self.remarks.warn("sheet-hidden", sheet, rows=str(len(sheet.rows)))
            return
        chosen = find_chosen(sheet, self._choices.headings, self._choices.known_headings)
        finder = TableFinder(sheet, self._headers, chosen)
        found = [part for table in finder.find() for part in split_beside(table)]
        form = None
        if not chosen and (not found or (len(found) == 1 and may_be_form(found[0]))):
            labels = {choice.signature: choice.column for choice in self._choices.columns}
            form = find_form(sheet, self._headers, labels, include_hidden=self._choices.include_hidden)
        if form is not None and (not found or form.title_row in found[0].header_rows):
            self._read_form(sheet, form)
            return
        last, self._last = self._last, None
        rest = find_rest(last, sheet) if last is not None and not found and not chosen else None
        found = [rest] if rest is not None else found
        if not found:
            guess = finder.guess()
            found = [guess] if guess is not None else []
            if guess is None:
                self.remarks.warn("sheet-without-table", sheet)
        before, said = len(self.tables), len(self.remarks.problems)
        personal: dict[int, list[int]] = {}
        for table in found:
            goes_on = last if table is rest else None
            personal.setdefault(max(1, table.header_rows[-1]), []).extend(self.read_table(table, goes_on))
        headings = {table.header_rows[0]: table.header_rows for table in found}
        self.tops.append(show_top(sheet, headings, personal))
        if any(table.included for table in self.tables[before:]):
            grid = [line for lines in self._lines[before:] for line in lines]
            self.remarks.report_faults(sheet, found, grid)
            self.remarks.report_colours(sheet, found, grid)
        self.remarks.sort_from(said)

    def read_table(self, table: FoundTable, goes_on: ReadTable | None = None) -> list[int]:
        """Read one table, which may go on with one of the sheet before; return the columns with names of people."""
        sheet = table.sheet
        first = min(table.headers, default=0)
        key = f"{sheet.name}!{cell_address(max(1, table.header_rows[0]), first)}"
        signature = header_signature([header.text for header in table.headers.values()])
        hidden = frozenset() if self._choices.include_hidden else sheet.hidden_columns
        choices = self._choices_for(table, signature)
        columns = goes_on.columns if goes_on else assign_columns(table.headers, choices, look_at_content(table), hidden)
        # Our own export hides its identifiers; that column is always read, so that a module is known again.
        hidden &= {column for column, item in columns.items() if item.column is not ModuleColumn.ID}
        visible = {column: item for column, item in columns.items() if column not in hidden}
        head = read_letterhead(table.above)
        place = find_place(table, head, goes_on.place if goes_on else ParsedMoments())
        layout = find_transposed(table, visible) if not names_of(visible) else None
        overview = find_overview(table, visible) if layout is None else None
        on_its_side = layout or overview
        if on_its_side is not None:
            columns, visible = {**columns, **on_its_side.columns}, on_its_side.columns
        # Below a header that nobody recognised nothing is read until a person names a column, or "Module" does.
        nobody_knows = table.guessed and not any(
            item.basis is Basis.CHOICE or (item.column is ModuleColumn.TITLE and item.header.is_sure)
            for item in visible.values()
        )
        readable = on_its_side is not None or (self._names_modules(table, visible) and not nobody_knows)
        cell = cell_address(table.header_rows[-1], first)
        by_sheet = name_of_sheet(sheet.name, table.header_rows[-1], cell)
        named = None if readable else (head.named or (by_sheet if table.sheet_is_module else None))
        if not readable and (named is not None or names_in_rows(table)) and tells_of_modules(visible):
            readable, visible = True, without_codes(visible)
        is_off = key in self._choices.excluded_tables or (sheet.name, signature) in self._choices.excluded_headers
        included = readable and not is_off
        rows: list[GridLine] = []
        modules: tuple[ModulePlace, ...] = ()
        if included and on_its_side is not None:
            rows, modules = self._read_on_its_side(table, on_its_side, place)
        elif included:
            rows = self._read_rows(table, visible, place, named)
            if goes_on is None:
                self.remarks.report_columns(table, columns, hidden)
            else:
                start = cell_address(table.rows[0].number, table.rows[0].filled()[0])
                self.remarks.warn("table-goes-on", sheet, start, goes_on.table.sheet.name)
            self._last = ReadTable(table, columns, place)
        elif not readable:
            self.remarks.warn("table-without-title", sheet, cell)
            if by_sheet is not None and tells_of_modules(visible):
                self._nameless.append((len(self.tables), table, self.remarks.problems[-1]))
            # A few rows are enough to name the columns by; the table may be a list of students.
            shown = table.rows[:_ROWS_OF_UNREAD_TABLE]
            rows = [(row.number, RowRole.NOTE, "", row.texts) for row in shown]
        self._lines.append(rows)
        if included and on_its_side is None and not any(role in _FILLED_ROLES for _, role, _, _ in rows):
            last = table.rows[-1].number if table.rows else table.header_rows[-1]
            names = names_of(visible)
            name = names.get(ModuleColumn.TITLE, names.get(ModuleColumn.CODE, first))
            self.remarks.note_empty_table(sheet, cell_address(last + 1, name), last + 1)
        crosses = TableKind.CROSSES if any(item.target for item in visible.values()) else TableKind.LIST
        self.tables.append(
            TableReading(
                key=key,
                sheet=sheet.name,
                header_row=table.header_rows[0],
                last_header_row=table.header_rows[-1],
                kind=crosses if on_its_side is None else TableKind.ACROSS if layout else TableKind.OVERVIEW,
                columns=tuple(view_column(table, column, item, column in hidden) for column, item in columns.items()),
                rows=GridRows(rows, make_show(columns, hidden)),
                included=included,
                hidden=sheet.hidden,
                years=place.years,
                periods=place.periods,
                chosen_heading=sign_heading(sheet, table.header_rows) if table.chosen else "",
                modules=modules,
            )
        )
        return [column for column, item in columns.items() if is_personal(item)]

    def read_nameless(self) -> None:
        """Read the tables that name no module on sheets that are named after one.

        Sheets are when two of them or more have the same headings; a single one may be named for another reason.
        """
        sheets = {(self.tables[place].signature, table.sheet.name) for place, table, _ in self._nameless}
        alike = Counter(signature for signature, _ in sheets)
        nameless, self._nameless = self._nameless, []
        for place, table, problem in nameless:
            if alike[self.tables[place].signature] > 1:
                self.remarks.problems.remove(problem)
                table.sheet_is_module = True
                self.read_table(table)
                self.tables[place], self._lines[place] = self.tables.pop(), self._lines.pop()
                self.remarks.report_faults(table.sheet, [table], self._lines[place])

    def _read_on_its_side(self, table: FoundTable, layout: Transposed | Overview, place: ParsedMoments) -> SideReading:
        """Read a table whose modules stand in headings or cells, and say what is left out of it."""
        side = self._side(table.sheet, place)
        if isinstance(layout, Overview):
            self.remarks.warn(
                "names-below-periods",
                table.sheet,
                cell_address(table.header_rows[-1], min(layout.moments or layout.columns)),
            )
            return side.finish(list(read_overview(table, layout, side)))
        self.remarks.report_unread(table, layout.columns)
        return side.finish(list(read_transposed(table, layout, side)))

    def _side(self, sheet: Sheet, place: ParsedMoments) -> SideReader:
        parts = (self.collector, self._competencies, self._qualification, self.remarks.problems)
        return SideReader(self._file, sheet, place, *parts)

    def _read_form(self, sheet: Sheet, form: Form) -> None:
        """Read a sheet on which the names of the fields stand below each other."""
        said = len(self.remarks.problems)
        key = f"{sheet.name}!{cell_address(form.first, form.label)}"
        is_off = key in self._choices.excluded_tables or (sheet.name, FORM_SIGNATURE) in self._choices.excluded_headers
        side = self._side(sheet, parse_place(sheet.name))
        included = not is_off and bool(form.modules)
        found = side.finish(self.counter.gather(read_form(form, side))) if included else SideReading([], ())
        if not is_off:
            self.remarks.report_form(sheet, cell_address(form.title_row, form.label), form.labels, read=included)
        self._lines.append(found.rows)
        self.tables.append(view_form(sheet, form, found, key, side.place, included=included))
        self.tops.append(show_top(sheet, {}, {}))
        self.remarks.sort_from(said)

    def _choices_for(self, table: FoundTable, signature: str) -> dict[int, ModuleColumn | None]:
        chosen = {choice.position: choice.column for choice in self._choices.columns if choice.signature == signature}
        choices = {column: chosen[place] for place, column in enumerate(table.headers) if place in chosen}
        return {**table.known, **choices}

    def _names_modules(self, table: FoundTable, columns: dict[int, AssignedColumn]) -> bool:
        """Return whether rows say which module they are about: by name, or by a code that is already known."""
        names = names_of(columns)
        if ModuleColumn.TITLE in names:
            return True
        code = names.get(ModuleColumn.CODE)
        if code is None:
            return False
        return any(self.collector.find_by_code(row.text(code)) for row in table.rows if row.text(code))

    def _read_rows(
        self,
        table: FoundTable,
        columns: dict[int, AssignedColumn],
        place: ParsedMoments,
        named: NamedModule | None = None,
    ) -> list[GridLine]:
        cells = CellReader(
            self._file,
            table.sheet,
            columns,
            self._competencies,
            place,
            qualification=self._qualification,
            numbered_marks=has_numbered_marks(table, columns),
        )
        reader = TableRows(
            table,
            columns,
            self.collector,
            cells,
            include_hidden=self._choices.include_hidden,
            place=place,
            named=open_named(named, table, place, self.collector, self.remarks, self._file),
        )
        rows = self.counter.gather(reader.read())
        self.remarks.problems.extend((*reader.problems, *cells.finish()))
        self.remarks.report_hidden_rows(table.sheet, reader.hidden_rows)
        return rows
