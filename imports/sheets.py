"""The normalised workbook behind which every file format disappears: texts as the docent sees them, with faults."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter


class FileKind(StrEnum):
    """What a file turned out to be, by its content."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


class FaultKind(StrEnum):
    """What can be the matter with a single cell before anyone asks what it means."""

    FORMULA_WITHOUT_VALUE = "formula-without-value"
    ERROR_VALUE = "error-value"
    DATE = "date"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one cell, with what stands there verbatim."""

    kind: FaultKind
    value: str


@dataclass(slots=True)
class Row:
    """One row that holds something: its number in the sheet (1-based) and the texts from column A on."""

    number: int
    texts: list[str]
    hidden: bool = False

    def text(self, column: int) -> str:
        """Return the text in a 0-based column, empty when the row is shorter."""
        return self.texts[column] if column < len(self.texts) else ""

    def filled(self) -> list[int]:
        """Return the 0-based columns that hold text."""
        return [column for column, text in enumerate(self.texts) if text]


@dataclass(slots=True)
class Sheet:
    """One sheet: only rows that hold something, in ascending order.

    ``merges`` are (first row, first column, last row, last column), rows 1-based and columns 0-based. ``numbers`` holds
    the typed value of number cells whose text could be read in two ways ("1.200"). ``far_cells`` are cells beyond the
    last column that is read.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    numbers: dict[tuple[int, int], float] = field(default_factory=dict)
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    far_cells: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """All sheets of a file, with what the reader wants to tell about the file as a whole (problem code, value)."""

    kind: FileKind
    sheets: list[Sheet]
    remarks: list[tuple[str, str]] = field(default_factory=list)


class RefusalError(Exception):
    """A file that will not be read, with the problem code that says why; never leaves :mod:`imports`."""

    def __init__(self, code: str, value: str = "", **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.value = value
        self.params = tuple(sorted(params.items()))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask of this machine; beyond it the file is refused before it is parsed.

    ``part_bytes`` and ``total_bytes`` count what really comes out of the zip, not what the zip claims. The small parts
    (lists of parts, relations, styles, the workbook itself) may hold ``small_part_bytes`` and ``small_part_elements``:
    the most overgrown workbooks of schools need a tenth of that. ``lines`` counts the lines of a .csv, empty ones too.
    """

    file_bytes: int = 25 * 1024 * 1024
    entries: int = 5_000
    part_bytes: int = 160 * 1024 * 1024
    total_bytes: int = 240 * 1024 * 1024
    ratio: int = 200
    ratio_from_bytes: int = 20 * 1024 * 1024
    sheets: int = 250
    rows: int = 100_000
    columns: int = 512
    cells: int = 2_000_000
    text_length: int = 32_767
    small_part_bytes: int = 16 * 1024 * 1024
    small_part_elements: int = 300_000
    lines: int = 2_000_000


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACES = re.compile("[\\t\u00a0\u2000-\u200a\u202f\u3000 ]+")
_LINE_ENDS = re.compile("[ ]*(?:\r\n|\r|\n|\x85|\u2028|\u2029)[ ]*")


def clean_text(text: str) -> str:
    r"""Return a cell text without what nobody sees: odd spaces, invisible characters, different Unicode forms.

    >>> clean_text("  Agenda\u00a0 beheren\u200b \r\n en\tplannen ")
    'Agenda beheren\nen plannen'
    """
    # Nearly every text is already clean, which the interpreter can tell without looking at each sign in Python: what is
    # printable holds no control sign, no invisible sign and no space but the ordinary one.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip()


def picker(columns: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return a function that picks the texts of these columns, as quickly as can be: it is called for every row.

    >>> picker([2, 0])(["Agenda", "x", "40"]), picker([1])(["Agenda", "x", "40"]), picker([])(["Agenda"])
    (('40', 'Agenda'), ('x',), ())
    """
    if len(columns) > 1:
        pick: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*columns)
        return pick
    return lambda texts: tuple([texts[column] for column in columns])


def column_letters(column: int) -> str:
    """Return the letters of a 0-based column.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell, from a 1-based row and a 0-based column.

    >>> cell_address(7, 5)
    'F7'
    """
    return f"{column_letters(column)}{row}"


def column_index(letters: str) -> int:
    """Return the 0-based column of its letters.

    >>> column_index("A"), column_index("XFD")
    (0, 16383)
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def sha256_of(data: bytes) -> str:
    """Return the hash by which a file is known."""
    return hashlib.sha256(data).hexdigest()
