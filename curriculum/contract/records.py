"""The frozen records that cross the rooms: modules as read from a sheet, competencies of a framework, decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from curriculum.contract.codec import quote
from curriculum.contract.vocabulary import Mastery, ModuleField, StatementSource, Verdict


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of module text and the cell it was read from; both are empty for text from elsewhere."""

    field: ModuleField
    text: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class WorkProcessMention:
    """A work process that a module names: the normalised code (``B1-K1-W1``) and the cell as the docent typed it."""

    code: str
    raw: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The docent's own code or cross for a competency in the sheet; it counts as a decision with source *explicit*."""

    competency: str
    verdict: Verdict = Verdict.FULL
    mastery: Mastery | None = None
    raw: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """Study load in clock hours: ``sbu`` in all, ``bot`` supervised, ``bpv`` in practice; ``None`` = not stated."""

    sbu: float | None = None
    bot: float | None = None
    bpv: float | None = None


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of a module's row, as it stood in the sheet."""

    header: str
    cell: str
    text: str


class RawCells(Sequence[RawCell]):
    """The raw cells of some rows of one table, made when somebody asks for them: a large sheet has half a million.

    Parameters
    ----------
    columns
        (0-based column, header, letters) of the columns whose cells are kept.
    rows
        (row number, texts from column A on) of each row.

    Examples
    --------
    >>> cells = RawCells(((0, "Module", "A"), (2, "SBU", "C")), ((7, ["Agenda", "x"]), (8, ["", "", "40"])))
    >>> [(cell.cell, cell.text) for cell in cells]
    [('A7', 'Agenda'), ('C8', '40')]
    >>> len(cells), cells == tuple(cells)
    (2, True)
    """

    __slots__ = ("_columns", "_rows")

    def __init__(self, columns: Sequence[tuple[int, str, str]], rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        self._columns = columns
        self._rows = rows

    def __iter__(self) -> Iterator[RawCell]:
        for number, texts in self._rows:
            size = len(texts)
            for column, header, letters in self._columns:
                if column < size and texts[column]:
                    yield RawCell(header, f"{letters}{number}", texts[column])

    def to_plain(self) -> list[dict[str, str]]:
        """Return the cells ready for JSON, as :func:`curriculum.contract.codec.to_json` would."""
        return [
            {"header": header, "cell": f"{letters}{number}", "text": texts[column]}
            for number, texts in self._rows
            for column, header, letters in self._columns
            if column < len(texts) and texts[column]
        ]

    def to_text(self) -> str:
        """Return the JSON text of :meth:`to_plain`."""
        cells = [
            f'{{"header": {quote(header)}, "cell": "{letters}{number}", "text": {quote(texts[column])}}}'
            for number, texts in self._rows
            for column, header, letters in self._columns
            if column < len(texts) and texts[column]
        ]
        return f"[{', '.join(cells)}]"

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __len__(self) -> int:
        return sum(
            column < len(texts) and bool(texts[column]) for _, texts in self._rows for column, _, _ in self._columns
        )

    @overload
    def __getitem__(self, index: int) -> RawCell: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[RawCell]: ...

    def __getitem__(self, index: int | slice) -> RawCell | Sequence[RawCell]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, RawCells | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class ModuleRecord:
    """One module of a programme.

    ``id`` is unique within one upload: the code when there is one, else a stable name made from title and place.
    ``passages`` holds the title, the description(s), the learning outcomes (one passage each) and the assessments.
    ``periods`` are bare labels in the order of the sheet: "7" for "P7", "Periode 7" or "blok 7", "S1" for "semester 1".
    A work process mention may be a core task only ("P2-K1") when the sheet names no more than that.
    """

    id: str
    title: str
    code: str | None = None
    passages: tuple[Passage, ...] = ()
    years: tuple[int, ...] = ()
    periods: tuple[str, ...] = ()
    hours: Hours = field(default_factory=Hours)
    work_processes: tuple[WorkProcessMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    sheet: str = ""
    row: int = 0
    raw_cells: Sequence[RawCell] = ()

    def texts(self, field: ModuleField) -> tuple[str, ...]:
        """Return the texts of one field, in the order of the sheet.

        >>> module = ModuleRecord("M1", "Agenda", passages=(Passage(ModuleField.OUTCOME, "plant afspraken"),))
        >>> module.texts(ModuleField.OUTCOME)
        ('plant afspraken',)
        """
        return tuple(passage.text for passage in self.passages if passage.field is field)

    @property
    def description(self) -> str:
        """The description cells as one text."""
        return "\n".join(self.texts(ModuleField.DESCRIPTION))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The learning outcomes, one text each."""
        return self.texts(ModuleField.OUTCOME)

    @property
    def assessments(self) -> tuple[str, ...]:
        """The forms of assessment."""
        return self.texts(ModuleField.ASSESSMENT)


@dataclass(frozen=True, slots=True)
class CompetencyRecord:
    """One statement of a framework, for instance a future competency (toekomstcompetentie)."""

    code: str
    title: str
    description: str = ""
    theme: str = ""
    theme_title: str = ""
    phase: str = ""
    kind: str = ""
    work_processes: tuple[str, ...] = ()
    core_tasks: tuple[str, ...] = ()
    kbb_letters: tuple[str, ...] = ()
    grows_into: tuple[str, ...] = ()
    search_terms: tuple[str, ...] = ()
    source: str = ""
    source_date: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A competency list with its origin; ``sha256`` is the hash of the file it was read from."""

    name: str
    title: str
    competencies: tuple[CompetencyRecord, ...]
    version: str = ""
    source: str = ""
    source_date: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class WorkProcess:
    """One work process of a qualification file; the code stays verbatim (``B1-K1-W1``)."""

    code: str
    title: str
    core_task: str


@dataclass(frozen=True, slots=True)
class QualificationFile:
    """A kwalificatiedossier, as far as it is verified: core tasks (code, title) and work processes."""

    code: str
    title: str
    core_tasks: tuple[tuple[str, str], ...]
    work_processes: tuple[WorkProcess, ...]
    source: str = ""
    source_date: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What was decided on one link; the last decision on a (module, competency) pair holds.

    ``outdated`` is True when the module's or the competency's text changed after the decision (*verouderd*).
    """

    module: str
    competency: str
    verdict: Verdict
    source: StatementSource = StatementSource.PERSON
    mastery: Mastery | None = None
    reason: str = ""
    decided_by: str = ""
    decided_at: str = ""
    outdated: bool = False
