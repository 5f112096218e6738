"""What reading a file gives: modules, problems, and per table what each column and each row was taken for."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, overload

from curriculum.contract.codec import from_json, quote, to_json, to_text, to_texts
from curriculum.contract.columns import SPECS, ModuleColumn
from curriculum.contract.messages import N_
from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import Leerweg
from imports.structure.heading_rows import HeadingChoice, KnownHeading, SheetTop


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
    """The two layouts: a list of modules, or modules against work processes or competencies with marks."""

    LIST = "list"
    CROSSES = "crosses"


def header_signature(headers: Sequence[str]) -> str:
    """Return a short hash of a table's headers; case and spaces do not count, nor what stands right of the last header.

    >>> header_signature(["Module ", "SBU"]) == header_signature(["module", "sbu", ""])
    True
    """
    text = "\x1f".join(" ".join(header.casefold().split()) for header in headers).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column of a table: what stands above it and what it was taken for.

    ``confidence`` is 1 for a sure name and for a person's choice, 0 for an unknown column. ``target`` is the code that
    the header of a marks column names. ``samples`` are up to three different values, none for personal data.
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


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row as it stands in the sheet; ``texts`` runs along the table's columns, personal data left out.

    ``module`` is the id of the module that the row belongs to, empty for rows that carry none.
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
    modules. ``chosen_heading`` is the signature of headings that a person pointed at.
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

    @property
    def signature(self) -> str:
        """A short hash of the headers, by which a person's column choices can be remembered."""
        return header_signature([column.header for column in self.columns])

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
class ColumnChoice:
    """A person's word on one column: what to take it for, ``None`` to leave it out.

    ``signature`` names the headers and ``position`` the place in :attr:`TableReading.columns`, from 0: a table that
    moved to other columns of its sheet keeps its choices. Tables with equal headers share them.
    """

    signature: str
    position: int
    column: ModuleColumn | None


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What a person decided about the reading of a file.

    ``excluded_tables`` are keys of tables to leave out; ``excluded_headers`` are pairs of a sheet's name and a header
    signature, for who does not know yet where in the file the table stands. ``include_hidden`` reads hidden rows,
    columns and sheets too. ``headings`` say where headings stand in this file, ``known_headings`` which texts are
    headings wherever they stand.
    """

    columns: tuple[ColumnChoice, ...] = ()
    excluded_tables: frozenset[str] = frozenset()
    excluded_headers: frozenset[tuple[str, str]] = frozenset()
    include_hidden: bool = False
    headings: tuple[HeadingChoice, ...] = ()
    known_headings: frozenset[KnownHeading] = frozenset()


def find_double_choices(choices: ReadingChoices) -> dict[tuple[str, ModuleColumn], tuple[int, ...]]:
    """Return per header signature what was chosen for more than one column though a module has it once, and where.

    The reader would take one of the columns and lose the others, so who asks for the choices refuses these.

    >>> choices = ReadingChoices(tuple(ColumnChoice("ab", place, ModuleColumn.SBU) for place in (1, 4)))
    >>> list(find_double_choices(choices).values())
    [(1, 4)]
    """
    places: dict[tuple[str, ModuleColumn], dict[int, None]] = {}
    for choice in choices.columns:
        if choice.column is not None and not SPECS[choice.column].repeatable:
            places.setdefault((choice.signature, choice.column), {})[choice.position] = None
    return {once: tuple(found) for once, found in places.items() if len(found) > 1}


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
