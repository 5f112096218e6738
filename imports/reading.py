"""What reading a file gives: modules, problems, and per table what each column and each row was taken for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from string import ascii_uppercase
from typing import Any, overload

from curriculum.contract.codec import from_json, quote, to_json, to_text, to_texts
from curriculum.contract.columns import ModuleColumn
from curriculum.contract.messages import N_
from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import Leerweg
from imports.choices import FORM_SIGNATURE, Place, choosable, header_signature
from imports.structure.heading_rows import SheetTop


class Basis(StrEnum):
    """Why a column was taken for what it was taken for."""

    NAME = "name"  # Its header is a known name.
    GUESS = "guess"  # Its header comes near a known name.
    TARGET = "target"  # Its header is a work process, a competency or a period; its cells are marks.
    CHOICE = "choice"  # A person said so.
    UNKNOWN = "unknown"  # Nobody knows; the column is not read.


class Sureness(StrEnum):
    """How sure the reading of a column is, as a person is told."""

    CHOSEN = "chosen"
    SURE = "sure"
    LIKELY = "likely"
    UNKNOWN = "unknown"


SURENESS_WORDS: dict[Sureness, str] = {
    Sureness.CHOSEN: N_("your choice"),
    Sureness.SURE: N_("certain"),
    Sureness.LIKELY: N_("likely"),
    Sureness.UNKNOWN: N_("not recognised"),
}


def tell_sureness(basis: str, confidence: float) -> Sureness:
    """Return how sure the reading of a column is; a name that may also mean something else is likely, no more.

    >>> tell_sureness("name", 1.0).value, tell_sureness("name", 0.9).value, tell_sureness("choice", 1.0).value
    ('sure', 'likely', 'chosen')
    """
    if basis == Basis.CHOICE:
        return Sureness.CHOSEN
    if basis == Basis.UNKNOWN:
        return Sureness.UNKNOWN
    return Sureness.SURE if confidence >= 1.0 else Sureness.LIKELY


class RowRole(StrEnum):
    """What a row of a table was taken for."""

    MODULE = "module"
    CONTINUED = "continued"
    SECTION = "section"
    TOTAL = "total"
    NOTE = "note"
    HEADER = "header"
    HIDDEN = "hidden"
    REFUSED = "refused"


class TableKind(StrEnum):
    """How a table lies."""

    LIST = "list"  # Every row is about a module.
    CROSSES = "crosses"  # The same, with marks below work processes, competencies or periods.
    ACROSS = "across"  # A matrix on its side: every column is a module.
    OVERVIEW = "overview"  # Names of modules stand in the cells below periods or years.
    FORM = "form"  # The names of the fields stand below each other, a module beside them.


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column of a table, or one row of a form: what its header or label says and what it was taken for.

    ``cell`` is that of the header. ``confidence`` is 1 for a sure name and for a person's choice, 0 for an unknown
    column. ``target`` is the code that the header of a marks column names. ``samples`` are up to three different
    values, none for personal data. ``is_module`` tells that the column is a module, which its header names.
    """

    letter: str
    cell: str
    header: str
    column: ModuleColumn | None
    confidence: float
    basis: Basis
    target: str = ""
    samples: tuple[str, ...] = ()
    hidden: bool = False
    is_module: bool = False

    @property
    def row(self) -> str:
        """The number of the row of its header, by which a person finds a row of a form."""
        return self.cell.lstrip(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class ModulePlace:
    """A module whose name stands in a heading or among others in a row: its id, and the cells that name it."""

    module: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row as it stands in the sheet; ``texts`` runs along the table's columns, personal data left out.

    ``module`` is the id of the module that the row belongs to, empty for rows that carry none or several.
    """

    row: int
    role: RowRole
    module: str
    texts: tuple[str, ...]


GridLine = tuple[int, RowRole, str, Sequence[str]]
"""A row of the grid as it is kept until somebody asks for it: number, role, module, texts from column A on."""


class GridRows(Sequence[GridRow]):
    """The rows of one table, made when somebody asks for them; ``show`` picks the texts that may be shown.

    >>> rows = GridRows([(7, RowRole.MODULE, "M1", ["Agenda", "40"])], tuple)
    >>> rows[0].texts, len(rows), rows == tuple(rows)
    (('Agenda', '40'), 1, True)
    """

    __slots__ = ("_show", "lines")

    def __init__(self, lines: Sequence[GridLine], show: Callable[[Sequence[str]], tuple[str, ...]]) -> None:
        self.lines = lines
        self._show = show

    def __iter__(self) -> Iterator[GridRow]:
        show = self._show
        return (GridRow(number, role, module, show(texts)) for number, role, module, texts in self.lines)

    def to_plain(self) -> list[dict[str, Any]]:
        """Return the rows ready for JSON, as :func:`curriculum.contract.codec.to_json` would."""
        show = self._show
        return [
            {"row": number, "role": role.value, "module": module, "texts": list(show(texts))}
            for number, role, module, texts in self.lines
        ]

    def to_text(self) -> str:
        """Return the JSON text of :meth:`to_plain`."""
        show = self._show
        rows = [
            f'{{"row": {number}, "role": {quote(role.value)}, "module": {quote(module)}, '
            f'"texts": [{", ".join([quote(text) for text in show(texts)])}]}}'
            for number, role, module, texts in self.lines
        ]
        return f"[{', '.join(rows)}]"

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> GridRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[GridRow]: ...

    def __getitem__(self, index: int | slice) -> GridRow | Sequence[GridRow]:
        if isinstance(index, slice):
            return tuple(GridRows(self.lines[index], self._show))
        number, role, module, texts = self.lines[index]
        return GridRow(number, role, module, self._show(texts))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, GridRows | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table of a sheet. ``key`` names it within the file, ``signature`` its headers (equal headers, equal value).

    ``years`` and ``periods`` are what the sheet's name says of all its rows. A table that is not ``included`` gave no
    modules. ``chosen_heading`` is the signature of headings that a person pointed at. ``lines`` are the labelled rows
    of a form. ``modules`` are those that a table on its side, an overview or a form names, in the order of the sheet.
    """

    key: str
    sheet: str
    header_row: int
    last_header_row: int
    kind: TableKind
    columns: tuple[ColumnReading, ...]
    rows: Sequence[GridRow] = ()
    included: bool = True
    hidden: bool = False
    years: tuple[int, ...] = ()
    periods: tuple[str, ...] = ()
    chosen_heading: str = ""
    lines: tuple[ColumnReading, ...] = ()
    modules: tuple[ModulePlace, ...] = ()

    @property
    def signature(self) -> str:
        """A short hash of the headers, by which a person's column choices can be remembered."""
        if self.kind is TableKind.FORM:
            return FORM_SIGNATURE
        return header_signature([column.header for column in self.columns])

    @property
    def choosable(self) -> dict[Place, ColumnReading]:
        """What a person may say the meaning of, by the place that a :class:`ColumnChoice` names it by."""
        return choosable(self.signature, self.columns, self.lines)

    def address(self, row: GridRow, index: int) -> str:
        """Return the address of a cell from its row and its place in ``columns``."""
        return f"{self.columns[index].letter}{row.row}"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the file name suggests; a person confirms it."""

    crebo_code: str = ""
    leerweg: Leerweg | None = None
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one file; plain values only, so that it can be kept as a draft.

    ``sheets`` are the sheets that were looked at, each with the rows in which headings may stand.
    """

    filename: str
    sha256: str
    kind: str = ""
    modules: Sequence[ModuleRecord] = ()
    problems: tuple[Problem, ...] = ()
    tables: tuple[TableReading, ...] = ()
    suggestions: Suggestions = field(default_factory=Suggestions)
    sheets: tuple[SheetTop, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether at least one row, or the whole file, could not be taken."""
        return any(problem.is_error for problem in self.problems)


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    """Return a reading as dictionaries, lists, texts and numbers, ready for JSON.

    >>> reading_from_dict(reading_to_dict(Reading("a.xlsx", "0" * 64))).filename
    'a.xlsx'
    """
    plain = to_json(reading, sparse=True)
    assert isinstance(plain, dict)  # noqa: S101 (a dataclass becomes a dictionary)
    return plain


def reading_to_text(reading: Reading) -> bytes:
    """Return a reading as JSON text, written module by module so that it never stands in memory twice.

    >>> import json
    >>> reading_from_dict(json.loads(reading_to_text(Reading("a.xlsx", "0" * 64)))).filename
    'a.xlsx'
    """
    pieces = [to_text(replace(reading, modules=(), tables=()))[:-1]]
    for name, items in (("modules", reading.modules), ("tables", reading.tables)):
        if items:
            pieces.append(f', "{name}": [')
            for text in to_texts(items):
                pieces += (text, ", ")
            pieces[-1] = "]"
    return "".join([*pieces, "}"]).encode()


def reading_from_dict(content: dict[str, Any]) -> Reading:
    """Return the reading that :func:`reading_to_dict` wrote.

    Raises
    ------
    ValueError
        When the content is not such a reading.
    """
    reading = from_json(Reading, content)
    assert isinstance(reading, Reading)  # noqa: S101 (narrows the type)
    return reading
