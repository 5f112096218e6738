"""A module while its file is read: the rows that tell of it, from which its record is made when somebody looks at it.

Reading finds every problem and parses every text. Making the frozen records of half a million cells is another matter:
a command that counts modules, or a page that shows twenty of them, needs only some, and each at its own time.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol

from curriculum.contract.records import Hours, ModuleRecord, Passage, RawCell, RawCells, Statement, WorkProcessMention
from curriculum.contract.vocabulary import Mastery, ModuleField, Verdict
from imports.cell_texts import SILENT, CellSays
from imports.values.moments import ParsedMoments

RawColumns = Sequence[tuple[int, str, str]]
"""The columns of a table whose cells are kept: 0-based column, header, letters."""
_FIELD_ORDER = {field: place for place, field in enumerate(ModuleField)}
_VERDICTS = (Verdict.REJECTED, Verdict.PARTIAL, Verdict.FULL)


@lru_cache(maxsize=4096)
def _hours(sbu: float | None, bot: float | None, bpv: float | None) -> Hours:
    """Return the record of these hours; most modules share theirs with others."""
    return Hours(sbu, bot, bpv)


PassageParts = tuple[ModuleField, str, str, str]
MentionParts = tuple[str, str, str, str]
StatementParts = tuple[str, Verdict, Mastery | None, str, str, str]
"""The fields of a passage, a work process mention and a statement, in the order of their records."""


@dataclass(slots=True)
class ModuleContent:
    """What the parts of a module say together, each thing once, before it becomes a record or a text."""

    passages: dict[tuple[ModuleField, str], PassageParts] = field(default_factory=dict)
    years: dict[int, None] = field(default_factory=dict)
    periods: dict[str, None] = field(default_factory=dict)
    work_processes: dict[str, MentionParts] = field(default_factory=dict)
    statements: dict[str, StatementParts] = field(default_factory=dict)
    raw_cells: list[RawCell] = field(default_factory=list)
    raw_rows: list[tuple[RawColumns, int, list[str]]] = field(default_factory=list)

    def add_statement(self, statement: StatementParts) -> None:
        """Add a statement; of two about one competency the one that says more stays."""
        code, verdict, *_ = statement
        known = self.statements.get(code)
        if known is None or _VERDICTS.index(verdict) > _VERDICTS.index(known[1]):
            self.statements[code] = statement

    def ordered_passages(self) -> list[PassageParts]:
        """Return the texts field by field; the cells of one row come in this order already (imports.cells)."""
        passages = list(self.passages.values())
        if len(self.raw_rows) != 1:
            passages.sort(key=lambda passage: _FIELD_ORDER[passage[0]])
        return passages

    def all_raw_cells(self) -> Sequence[RawCell]:
        """Return the raw cells; those of one table, which is the usual case, are made when somebody asks for them."""
        if len(self.raw_rows) == 1 and not self.raw_cells:
            ((only, row, texts),) = self.raw_rows
            return RawCells(only, ((row, texts),))
        tables = {id(columns): columns for columns, _, _ in self.raw_rows}
        if self.raw_cells or len(tables) != 1:
            later = (RawCells(columns, ((number, texts),)) for columns, number, texts in self.raw_rows)
            return (*self.raw_cells, *(cell for cells in later for cell in cells))
        (columns,) = tables.values()
        return RawCells(columns, tuple([(number, texts) for _, number, texts in self.raw_rows]))


class ModulePart(Protocol):
    """Something that was read about a module: a row, a column of a matrix, what another file says."""

    def texts(self, field: ModuleField) -> Iterator[str]:
        """Yield the texts of one field."""

    def add_to(self, content: ModuleContent) -> None:
        """Add what it says."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What the rows of one table have in common.

    ``letters`` are the columns that are read, in the order in which a module keeps what they say; ``place`` is what the
    name of the sheet says of a row without a year or period of its own.
    """

    sheet: str
    letters: tuple[str, ...]
    kept: RawColumns
    place: ParsedMoments


class ReadRow(NamedTuple):
    """One row of a table about a module: ``cells`` says what its cells say, in the order of ``plan.letters``.

    ``section`` is what stood above a part of the table, ``None`` for a row that goes on with the one above it.
    """

    plan: RowPlan
    number: int
    row_texts: list[str]
    cells: tuple[CellSays, ...]
    section: ParsedMoments | None

    def texts(self, field: ModuleField) -> Iterator[str]:
        """Yield the texts of one field."""
        return (text for says in self.cells for kind, text in says.passages if kind is field)

    def add_to(self, content: ModuleContent) -> None:
        """Add what the cells say, each with its address; without a year or period those of its section or sheet."""
        plan, number, row_texts, cells, section = self
        sheet = plan.sheet
        years: dict[int, None] = {}
        periods: dict[str, None] = {}
        task = ""
        for letters, says in zip(plan.letters, cells, strict=True):
            if says is SILENT:
                continue
            text, passages, statements, processes, _, said_years, said_periods, said_task, _, _ = says
            cell = f"{letters}{number}"
            for kind, passage in passages:
                content.passages.setdefault((kind, passage), (kind, passage, sheet, cell))
            for code, verdict, mastery in statements:
                content.add_statement((code, verdict, mastery, text, sheet, cell))
            for code in processes:
                content.work_processes.setdefault(code, (code, text, sheet, cell))
            years.update(dict.fromkeys(said_years))
            periods.update(dict.fromkeys(said_periods))
            task = said_task or task
        if section is not None:
            years = years or dict.fromkeys(section.years or plan.place.years)
            periods = periods or dict.fromkeys(section.periods or plan.place.periods)
        content.years.update(years)
        content.periods.update(periods)
        if task and not any(code.startswith(f"{task}-") for code in content.work_processes):
            content.work_processes.setdefault(task, (task, task, sheet, ""))
        content.raw_rows.append((plan.kept, number, row_texts))


class CrossedCell(NamedTuple):
    """One mark in a matrix whose columns are modules."""

    raw: RawCell
    mentions: tuple[MentionParts, ...]
    statements: tuple[StatementParts, ...]

    def texts(self, field: ModuleField) -> Iterator[str]:
        """Yield nothing: a mark is no text."""
        return iter(())

    def add_to(self, content: ModuleContent) -> None:
        """Add what the mark points at."""
        for mention in self.mentions:
            content.work_processes.setdefault(mention[0], mention)
        for statement in self.statements:
            content.add_statement(statement)
        content.raw_cells.append(self.raw)


class StatedMoments(NamedTuple):
    """When a module is taught, by what stands above its rows or its column."""

    years: tuple[int, ...]
    periods: tuple[str, ...]

    def texts(self, field: ModuleField) -> Iterator[str]:
        """Yield nothing: a year is no text."""
        return iter(())

    def add_to(self, content: ModuleContent) -> None:
        """Add the years and periods."""
        content.years.update(dict.fromkeys(self.years))
        content.periods.update(dict.fromkeys(self.periods))


class NamedCell(NamedTuple):
    """A cell that names the module, and when it is taught by what stands above the cell and left of it."""

    raw: RawCell
    years: tuple[int, ...]
    periods: tuple[str, ...]

    def texts(self, field: ModuleField) -> Iterator[str]:
        """Yield nothing: the module knows its title."""
        return iter(())

    def add_to(self, content: ModuleContent) -> None:
        """Add the years and periods, and the cell as it stood."""
        content.years.update(dict.fromkeys(self.years))
        content.periods.update(dict.fromkeys(self.periods))
        content.raw_cells.append(self.raw)


class OtherRecord(NamedTuple):
    """What another file says of the module."""

    record: ModuleRecord

    def texts(self, field: ModuleField) -> Iterator[str]:
        """Yield the texts of one field."""
        return iter(self.record.texts(field))

    def add_to(self, content: ModuleContent) -> None:
        """Add what the record says."""
        for item in self.record.passages:
            content.passages.setdefault((item.field, item.text), (item.field, item.text, item.sheet, item.cell))
        content.years.update(dict.fromkeys(self.record.years))
        content.periods.update(dict.fromkeys(self.record.periods))
        for mention in self.record.work_processes:
            parts = (mention.code, mention.raw, mention.sheet, mention.cell)
            content.work_processes.setdefault(mention.code, parts)
        for said in self.record.statements:
            content.add_statement((said.competency, said.verdict, said.mastery, said.raw, said.sheet, said.cell))
        content.raw_cells.extend(self.record.raw_cells)


@dataclass(slots=True)
class ModuleDraft:
    """A module while its rows are being read.

    ``hours`` are checked while reading, so they are known at once; the mapping is replaced and never changed, because
    modules with the same hours share it.
    """

    id: str
    title: str
    code: str | None
    sheet: str
    row: int
    title_cell: str
    hours: Mapping[str, float] = field(default_factory=dict)
    parts: list[ModulePart] = field(default_factory=list)
    _descriptions: set[str] | None = None
    _looked_at: int = 0

    def state_hours(self, name: str, value: float) -> bool:
        """Take hours unless others were stated before; return whether they agree with what is known."""
        if name not in self.hours:
            self.hours = {**self.hours, name: value}
        return self.hours[name] == value

    def descriptions(self) -> Collection[str]:
        """Return the descriptions so far."""
        found = self._descriptions = self._descriptions or set()
        for part in self.parts[self._looked_at :]:
            found.update(part.texts(ModuleField.DESCRIPTION))
        self._looked_at = len(self.parts)
        return found

    def stands_in(self, rows: Collection[tuple[str, int]]) -> bool:
        """Whether the module was first named in one of these rows (sheet, row number) and has no text of its own."""
        return (self.sheet, self.row) in rows and not any(
            text for part in self.parts for field in ModuleField for text in part.texts(field)
        )

    def content(self) -> ModuleContent:
        """Return what all parts say together."""
        content = ModuleContent()
        title = (ModuleField.TITLE, self.title, self.sheet, self.title_cell)
        content.passages[title[:2]] = title
        for part in self.parts:
            part.add_to(content)
        return content

    def to_record(self) -> ModuleRecord:
        """Return the frozen record."""
        content = self.content()
        return ModuleRecord(
            id=self.id,
            title=self.title,
            code=self.code,
            passages=tuple([Passage(*parts) for parts in content.ordered_passages()]),
            years=tuple(content.years),
            periods=tuple(content.periods),
            hours=_hours(self.hours.get("sbu"), self.hours.get("bot"), self.hours.get("bpv")),
            work_processes=tuple([WorkProcessMention(*parts) for parts in content.work_processes.values()]),
            statements=tuple([Statement(*parts) for parts in content.statements.values()]),
            sheet=self.sheet,
            row=self.row,
            raw_cells=content.all_raw_cells(),
        )
