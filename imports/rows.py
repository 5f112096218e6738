"""Reads the data rows of one table into modules: which row opens a module, goes on with one, or is no module at all."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.vocabulary import Severity
from imports.cells import CellReader
from imports.drafts import ModuleDraft, StatedMoments
from imports.modules import Clash, ModuleCollector, clash_problem
from imports.reading import Basis, GridLine, RowRole
from imports.sheets import FaultKind, Row, cell_address, column_letters
from imports.structure.between import holds_ditto, is_break, names_several, repeat_above
from imports.structure.columns import AssignedColumn, core_task_in
from imports.structure.letterhead import have_codes, name_in_row, parse_named, split_name
from imports.structure.tables import FoundTable
from imports.structure.totals import is_total, opens_a_total
from imports.values.moments import ParsedMoments, parse_place

_NOTE = re.compile(
    r"^(?:[*†‡¹²³⁴⁵]|\(?\d\)\s|bron\b|bronnen\b|let op\b|nb\b|n\.b\.|noot\b|opmerking|toelichting|legenda|legend\b|"
    r"versie\b|vastgesteld\b|note\b|source\b|laatst gewijzigd|gemaakt\b|afdruk|datum\b|pagina\b|©|\S{1,3}\s*=\s)",
    re.IGNORECASE,
)
# The example row of our own template.
_EXAMPLE = re.compile(r"^(?:voorbeeld|example)\s?:", re.IGNORECASE)
# Columns in which an empty cell often means "as above"; only when they stand left of the module's name.
_CARRIED = (ModuleColumn.YEAR, ModuleColumn.PERIOD, ModuleColumn.CORE_TASK)
# Columns whose value counts for every row of a vertically merged cell. Hours are left out: they would count twice.
_NOT_FILLED = (ModuleColumn.SBU, ModuleColumn.BOT, ModuleColumn.BPV)


_CORE_TASK = re.compile(r"^(?:kerntaak\s*\d?\s*[:.–-]?\s*)?[BP]\s?\d\s?[-–—. ]?\s?K", re.IGNORECASE)
_ADDED_ROWS = 200  # A total adds up no more rows than this.
_MOST_SUMS = 500  # So many rows of a table are added up; a file that repeats the word only costs time.


@dataclass(slots=True)
class _State:
    """What the rows above say about the row at hand."""

    module: ModuleDraft | None = None
    refused: bool = False
    section: ParsedMoments = field(default_factory=ParsedMoments)
    carried: dict[int, str] = field(default_factory=dict)
    above: Sequence[str] = ()
    last_row: int = 0


class TableRows:
    """Goes through one table from top to bottom and hands every module row to the cell reader."""

    def __init__(
        self,
        table: FoundTable,
        columns: dict[int, AssignedColumn],
        collector: ModuleCollector,
        cells: CellReader,
        *,
        include_hidden: bool,
        place: ParsedMoments | None = None,
        named: ModuleDraft | None = None,
    ) -> None:
        self._table = table
        self._place = place or ParsedMoments()
        # The module that stands above the table when its rows name none.
        self._named = named
        self._has_row = False
        self._sheet = table.sheet
        self._columns = columns
        self._collector = collector
        self._cells = cells
        self._include_hidden = include_hidden
        self._title = self._only(ModuleColumn.TITLE)
        self._code = self._only(ModuleColumn.CODE)
        name = min((column for column in (self._title, self._code) if column is not None), default=0)
        self._letters = column_letters(self._title if self._title is not None else 0)
        self._carry = [column for column, item in columns.items() if self._is_carried(column, item) and column < name]
        self._descriptions = [column for column, item in columns.items() if item.column is ModuleColumn.DESCRIPTION]
        # How many more columns the merged cell that begins at (row, column) covers.
        self._across = {(row, first): last - first for row, first, _, last in table.sheet.merges}
        # A column without a heading and a meaning holds somebody's notes.
        self._told = [column for column, item in columns.items() if item.header.text or item.column is not None]
        self._merged = self._merged_cells()
        self._has_ditto = holds_ditto(table.rows)
        self._with_codes = self._code is None and self._title is not None and have_codes(self._names())
        first_rows = table.rows[:20]
        self._usual = sum(len(row.filled()) for row in first_rows) / max(len(first_rows), 1)
        self._sums = _MOST_SUMS
        self.hidden_rows: list[int] = []
        self.problems: list[Problem] = []

    def _names(self) -> Iterator[str]:
        """Yield the names of modules; a note below the table, a total or an explanation is none."""
        title = self._title or 0
        for row in self._table.rows:
            text = row.text(title)
            if text and text[0] != "(" and not _NOTE.match(text) and not opens_a_total(text):
                yield text

    def _is_carried(self, column: int, item: AssignedColumn) -> bool:
        """Return whether an empty cell of a column means "as above"; of work processes in an outline only.

        An outline begins with the work process, or has the core task right before it.
        """
        if item.column is ModuleColumn.WORK_PROCESS and item.basis is not Basis.TARGET:
            left = self._columns.get(column - 1)
            return column == min(self._columns) or (left is not None and left.column is ModuleColumn.CORE_TASK)
        return item.column in _CARRIED

    def read(self) -> Iterator[GridLine]:
        """Yield every row with what it was taken for; the modules go to the collector."""
        state = _State(module=self._named, last_row=self._table.header_rows[-1])
        width = max(self._columns, default=-1) + 1
        for row in self._table.rows:
            texts = row.texts
            if len(texts) < width:
                texts = [*texts, *[""] * (width - len(texts))]
            role = self._take(row, texts, state)
            if role is None:
                continue
            carries = role is RowRole.MODULE or role is RowRole.CONTINUED
            module = state.module.id if carries and state.module is not None else ""
            yield row.number, role, module, row.texts
            state.last_row = row.number

    def _take(self, row: Row, texts: list[str], state: _State) -> RowRole | None:
        """Take one row; ``texts`` reaches to the table's last column."""
        if row.hidden and not self._include_hidden:
            self.hidden_rows.append(row.number)
            return RowRole.HIDDEN
        own = [column for column in self._told if texts[column]]
        if not own:
            return RowRole.NOTE if any(texts[column] for column in self._columns) else None
        aside = self._aside(row, own, state)
        if aside is not None:
            return aside
        if row.number in self._merged:
            # A vertically merged cell counts for each of its rows.
            texts = list(texts)
            for column, text in self._merged[row.number]:
                texts[column] = texts[column] or text
        if self._has_ditto:
            texts = repeat_above(texts, state.above, self._columns)
            state.above = texts
        return self._take_module_row(row, texts, state)

    def _aside(self, row: Row, own: list[int], state: _State) -> RowRole | None:
        """Return the role of a row that is no module: totals, sections, notes."""
        first = row.texts[own[0]]
        if len(own) > 1 and (first == "1" or not first[0].isalnum()) and self._is_no_data(row, own):
            return RowRole.NOTE
        if self._is_total(row, own):
            return RowRole.TOTAL
        if own[-1] == self._title and is_break(row, own, self._title, self._columns, self._across):
            return RowRole.NOTE
        if len(own) > 1:
            if len(own) == 2 and len(first) <= 3 and row.number > state.last_row + 1 and _NOTE.match(first):
                return RowRole.NOTE
            return None
        if self._title is None and (name := name_in_row(first)) is not None:
            return self._open_named(row, own[0], name, state)
        task = core_task_in((first,)) if _CORE_TASK.match(first) else ""
        if task:
            self._cells.task = task
            state.module, state.refused = self._named, False
            return RowRole.SECTION
        moment = parse_place(first)
        if (
            (moment.years or moment.periods)
            and len(first.split()) <= 6
            and self._columns[own[0]].column not in _CARRIED
        ):
            state.section, state.module, state.refused = moment, self._named, False
            state.carried.clear()
            return RowRole.SECTION
        if _NOTE.match(first) or (own[0] not in (self._title, self._code) and self._spans_table(row, own[0])):
            return RowRole.NOTE
        if self._spans_table(row, own[0]):
            return RowRole.SECTION
        if row.number > state.last_row + 1 and self._usual >= 2.5 and own[0] == min(self._columns):
            # Most likely a remark below the table; but a module with no more than a name would look the same.
            place = cell_address(row.number, own[0])
            self.problems.append(
                Problem("row-not-read", Severity.WARNING, self._cells.file, self._sheet.name, place, first)
            )
            return RowRole.NOTE
        return None

    def _open_named(self, row: Row, column: int, name: tuple[str, str], state: _State) -> RowRole:
        """Open the module that a row of its own names; the rows below it go on with it."""
        place = cell_address(row.number, column)
        opened = self._collector.open(*name, self._sheet.name, row.number, place)
        if isinstance(opened, Clash):
            self.problems.append(clash_problem(opened, self._cells.file, self._sheet.name, place, name[0]))
            state.module, state.refused = None, True
            return RowRole.REFUSED
        moments = StatedMoments(state.section.years or self._place.years, state.section.periods or self._place.periods)
        opened.parts.append(moments)
        state.module, state.refused = opened, False
        return RowRole.MODULE

    def _is_no_data(self, row: Row, own: list[int]) -> bool:
        """Return whether a row is a line of dashes, or tells right below the headings how to fill in: "(naam)".

        The numbers of the columns, 1, 2, 3, are no data either.
        """
        texts = [row.texts[column] for column in own]
        if not any(any(map(str.isalnum, text)) for text in texts):
            return True
        is_first = row.number == self._table.header_rows[-1] + 1
        if is_first and len(own) > 2 and texts == [str(place) for place in range(1, len(own) + 1)]:
            return True
        return is_first and all(text.startswith(("(", "[")) and text.endswith((")", "]")) for text in texts)

    def _is_total(self, row: Row, own: list[int]) -> bool:
        """Return whether a row is a total; its label is the first text, or stands where the names of modules do."""
        texts = row.texts
        for label in (own[0], self._title):
            if label is not None and opens_a_total(row.text(label)):
                # Years and periods are not added up, though leerjaar 2 stands below twice leerjaar 1.
                beside = [column for column in own if column > label and self._columns[column].column not in _CARRIED]
                rows = self._table.rows
                place = bisect_left(rows, row.number, key=lambda other: other.number)
                above = rows[max(0, place - _ADDED_ROWS) : place] if self._sums > 0 else []
                self._sums -= 1
                return is_total(
                    texts[label],
                    [texts[column] for column in beside],
                    [[text for other in above if (text := other.text(column))] for column in beside],
                )
        return False

    def _spans_table(self, row: Row, column: int) -> bool:
        return self._across.get((row.number, column), 0) >= 2

    def _take_module_row(self, row: Row, texts: list[str], state: _State) -> RowRole:
        title = texts[self._title] if self._title is not None else ""
        code = texts[self._code] if self._code is not None else ""
        # A cell text holds no other spaces than single ones.
        if "\n" in title:
            self._warn_of_several(row, title)
            title = " ".join(title.split())
        code = " ".join(code.split()) if "\n" in code else code
        if not title and not code:
            return self._continue(row, texts, state)
        if ":" in title and _EXAMPLE.match(title):
            state.module, state.refused = None, True
            return RowRole.NOTE
        if ":" in title and (name := parse_named(title)) is not None:
            title, code = name[0], code or name[1]
        elif self._with_codes and (name := split_name(title)) is not None:
            title, code = name
        if not title:
            known = self._collector.find_by_code(code)
            if known is None:
                return self._refuse(row, state, code)
            state.module = known
        else:
            opened = self._open(row, title, code, state)
            if isinstance(opened, Clash):
                self.problems.append(self._clash(opened, row, title))
                state.module, state.refused = None, True
                return RowRole.REFUSED
            state.module = opened
        state.refused = False
        if state.module.code is None:
            self._warn_of_second_text(row, texts, state.module)
        if self._carry:
            texts = self._carry_down(row, texts, state)
        self._cells.read_row(row, texts, state.module, state.section)
        return RowRole.MODULE

    def _warn_of_several(self, row: Row, title: str) -> None:
        column = self._title or 0
        if names_several(title, self._columns[column].header.text):
            place = cell_address(row.number, column)
            names = ", ".join(title.split("\n"))[:200]
            self.problems.append(
                Problem("title-of-several", Severity.WARNING, self._cells.file, self._sheet.name, place, names)
            )

    def _clash(self, clash: Clash, row: Row, title: str) -> Problem:
        """Return the error of a code that belongs to another title; in a merged cell it is no slip of the pen."""
        code, name = self._code or 0, self._title or 0
        if row.text(code):
            place = cell_address(row.number, code)
            return clash_problem(clash, self._cells.file, self._sheet.name, place, title)
        # The cell of the name, for nobody sees the lower cells under a merged one.
        place = cell_address(row.number, name)
        problem = clash_problem(clash, self._cells.file, self._sheet.name, place, title)
        return replace(problem, code="code-merged-over-two")

    def _warn_of_second_text(self, row: Row, texts: list[str], module: ModuleDraft) -> None:
        """Warn when a module without a code comes back with another description: it may be another module."""
        for column in self._descriptions if module.parts else ():
            text = texts[column]
            if not text or text in module.descriptions():
                continue
            if module.descriptions():
                place = cell_address(row.number, self._title if self._title is not None else 0)
                params = (("sheet", module.sheet), ("row", str(module.row)))
                self.problems.append(
                    Problem(
                        "title-twice", Severity.WARNING, self._cells.file, self._sheet.name, place, module.title, params
                    )
                )
                return

    def _open(self, row: Row, title: str, code: str, state: _State) -> ModuleDraft | Clash:
        previous = state.module
        if not code and previous is not None and previous.title == title:
            return previous
        return self._collector.open(title, code, self._sheet.name, row.number, f"{self._letters}{row.number}")

    def _continue(self, row: Row, texts: list[str], state: _State) -> RowRole:
        """A row without a name goes on with the module above it."""
        if state.refused:
            return RowRole.REFUSED
        if state.module is None or self._faulty_name(row):
            return self._refuse(row, state, "")
        self._cells.read_row(row, texts, state.module, ParsedMoments(), continued=True)
        if state.module is self._named and not self._has_row:
            self._has_row = True
            return RowRole.MODULE  # The first row that tells of the module above the table stands for it.
        return RowRole.CONTINUED

    def _refuse(self, row: Row, state: _State, value: str) -> RowRole:
        column = self._title if self._title is not None else self._code
        place = cell_address(row.number, column if column is not None else 0)
        self.problems.append(Problem("title-missing", Severity.ERROR, self._cells.file, self._sheet.name, place, value))
        state.module, state.refused = None, True
        return RowRole.REFUSED

    def _faulty_name(self, row: Row) -> bool:
        """Return whether a name is missing because its formula has no value or gives an error."""
        names = [column for column in (self._title, self._code) if column is not None]
        faults = [self._sheet.faults.get((row.number, column)) for column in names]
        return any(fault and fault.kind in (FaultKind.FORMULA_WITHOUT_VALUE, FaultKind.ERROR_VALUE) for fault in faults)

    def _carry_down(self, row: Row, texts: list[str], state: _State) -> list[str]:
        """Return the texts with those of the row above where a cell left of the name is empty."""
        texts = list(texts)
        for column in self._carry:
            text = texts[column]
            if text:
                if self._columns[column].column is ModuleColumn.CORE_TASK:
                    state.carried.pop(column + 1, None)  # A new core task begins without a work process.
                state.carried[column] = text
            elif column in state.carried:
                texts[column] = state.carried[column]
                self._cells.note_carried(column, row.number)
        return texts

    def _merged_cells(self) -> dict[int, list[tuple[int, str]]]:
        if not self._table.rows or not self._sheet.merges:
            return {}
        by_number = {row.number: row for row in self._table.rows}
        first_data, last_data = self._table.rows[0].number, self._table.rows[-1].number
        filled: dict[int, list[tuple[int, str]]] = {}
        covered: dict[int, int] = {}
        for first_row, first, last_row, _ in sorted(self._sheet.merges):
            item = self._columns.get(first)
            if last_row == first_row or not first_data <= first_row <= last_data or item is None:
                continue
            text = by_number[first_row].text(first) if first_row in by_number else ""
            if not text or item.column in _NOT_FILLED or first_row <= covered.get(first, 0):
                continue  # Merged cells of one column never overlap, except in a file that wants to cost time.
            last_row = covered[first] = min(last_row, last_data)
            for number in range(first_row + 1, last_row + 1):
                if number in by_number:
                    filled.setdefault(number, []).append((first, text))
        return filled

    def _only(self, wanted: ModuleColumn) -> int | None:
        return next(
            (
                column
                for column, item in self._columns.items()
                if item.column is wanted and item.basis is not Basis.TARGET
            ),
            None,
        )
