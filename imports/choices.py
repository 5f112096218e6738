"""What a person says about the reading of a file, and how its columns, rows and tables are known again."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from curriculum.contract.columns import SPECS, ModuleColumn
from imports.structure.heading_rows import HeadingChoice, KnownHeading

Place = tuple[str, int]
"""Names something that a person may say the meaning of: a signature, and a position among what has that signature."""


def header_signature(headers: Sequence[str]) -> str:
    """Return a short hash of a table's headers; case and spaces do not count, nor what stands right of the last header.

    >>> header_signature(["Module ", "SBU"]) == header_signature(["module", "sbu", ""])
    True
    """
    text = "\x1f".join(" ".join(header.casefold().split()) for header in headers).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


FORM_SIGNATURE = header_signature(["\x02form"])
"""All forms have this signature: what their rows mean goes by the label of each row."""


def label_signature(label: str) -> str:
    """Return a short hash of the label of a row of a form; case and spaces do not count.

    >>> label_signature("Toetsvorm ") == label_signature("toetsvorm") != header_signature(["Toetsvorm"])
    True
    """
    return header_signature(["\x02label", label])


class Labelled(Protocol):
    """Something with a header or a label."""

    @property
    def header(self) -> str:
        """The text of the header or label."""


Labels = TypeVar("Labels", bound=Labelled)


def choosable(signature: str, columns: Sequence[Labels], lines: Sequence[Labels]) -> dict[Place, Labels]:
    """Return what a person may say the meaning of, by its place: the labelled rows of a form, else the columns.

    A row of a form goes by its label alone: forms of a school hardly ever have all the same rows.
    """
    if lines or signature == FORM_SIGNATURE:
        return {(label_signature(line.header), 0): line for line in lines}
    return {(signature, position): column for position, column in enumerate(columns)}


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A person's word on one column, or on one row of a form: what to take it for, ``None`` to leave it out.

    ``signature`` names the headers and ``position`` the place in :attr:`TableReading.columns`, from 0: a table that
    moved to other columns of its sheet keeps its choices. Tables with equal headers share them. A row of a form is
    named by :func:`label_signature` and position 0, so all forms share what is said of a label.
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


def find_double_choices(
    choices: ReadingChoices, tables: Iterable[Collection[Place]]
) -> dict[tuple[ModuleColumn, tuple[Place, ...]], int]:
    """Return what was chosen for more than one column of a table though a module has it once.

    The reader would take one of the columns and lose the others, so who asks for the choices refuses these.

    Parameters
    ----------
    choices
        What a person chose.
    tables
        The places of each table, as :attr:`TableReading.choosable` names them.

    Returns
    -------
    dict
        The meaning and the places that share it, with the number of the first table in which they stand.

    Examples
    --------
    >>> choices = ReadingChoices(tuple(ColumnChoice("ab", place, ModuleColumn.SBU) for place in (1, 4)))
    >>> list(find_double_choices(choices, [[("ab", place) for place in range(6)]]))
    [(<ModuleColumn.SBU: 'sbu'>, (('ab', 1), ('ab', 4)))]
    """
    once = {
        (choice.signature, choice.position): choice.column
        for choice in choices.columns
        if choice.column is not None and not SPECS[choice.column].repeatable
    }
    found: dict[tuple[ModuleColumn, tuple[Place, ...]], int] = {}
    for number, places in enumerate(tables):
        shared: dict[ModuleColumn, list[Place]] = {}
        for place in places:
            if place in once:
                shared.setdefault(once[place], []).append(place)
        for meaning, double in shared.items():
            if len(double) > 1:
                found.setdefault((meaning, tuple(double)), number)
    return found
