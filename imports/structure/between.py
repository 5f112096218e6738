"""What people put between the modules of a table: weeks without lessons, and marks that mean "the same as above"."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from imports.sheets import Row
from imports.structure.columns import AssignedColumn
from imports.structure.headers import normalise_header

DITTO = frozenset(
    [
        '"',
        '""',
        "''",
        "“",
        "”",
        "„",
        "″",
        "〃",
        ",,",
        "´´",
        "``",
        "idem",
        "Idem",
        "IDEM",
        "id.",
        "Id.",
        "ibid.",
        "ditto",
    ]
)
_NO_LESSONS = re.compile(
    r"(?:(?:herfst|kerst|voorjaars?|mei|zomer|krokus|carnavals?|paas|pinkster)?\s?vakantie(?:week|weken)?"
    r"|(?:les|rooster)vrij\w*(?:\s(?:week|dag|dagen))?|vrij|feestdag(?:en)?|koningsdag|hemelvaart(?:sdag)?"
    r"|(?:1e|2e|eerste|tweede)?\s?(?:paas|pinkster|kerst)dag(?:en)?|goede vrijdag|pasen|pinksteren"
    r"|studie(?:dag|dagen|middag)|(?:toets|herkansings?|inhaal)week"
    r"|(?:autumn|christmas|spring|summer|winter|may)?\s?(?:holidays?|break))\W*",
    re.IGNORECASE,
)
_LONGEST_BREAK = 40
_PLURALS = frozenset(
    ["modules", "vakken", "keuzedelen", "onderdelen", "leereenheden", "onderwijseenheden", "projecten"]
)


def holds_ditto(rows: Iterable[Row]) -> bool:
    """Return whether any cell holds nothing but a ditto mark."""
    return any(not DITTO.isdisjoint(row.texts) for row in rows)


def repeat_above(texts: Sequence[str], above: Sequence[str], columns: Iterable[int]) -> list[str]:
    """Return the texts of a row with those of the row above where it has a ditto mark.

    A mark below an empty cell stays what it is, so that the person hears that it could not be read.

    >>> repeat_above(["Agenda", '"', "idem"], ["Post", "P1", ""], range(3))
    ['Agenda', 'P1', 'idem']
    """
    repeated = list(texts)
    for column in columns:
        if repeated[column] in DITTO and column < len(above):
            repeated[column] = above[column] or repeated[column]
    return repeated


def names_a_break(text: str) -> bool:
    """Return whether a text is that of a week or day without lessons.

    >>> names_a_break("HERFSTVAKANTIE"), names_a_break("Lesvrije week"), names_a_break("Vakantieparken adviseren")
    (True, True, False)
    """
    return len(text) <= _LONGEST_BREAK and _NO_LESSONS.fullmatch(text) is not None


def is_break(
    row: Row,
    own: Sequence[int],
    title: int,
    columns: Mapping[int, AssignedColumn],
    across: Mapping[tuple[int, int], int],
) -> bool:
    """Tell whether a row of a plan only says that there are no lessons, or what fills a whole week.

    Parameters
    ----------
    row
        The row.
    own
        The columns of the table that it fills.
    title
        The column with the names of the modules.
    columns
        What each column is.
    across
        How many more columns the merged cell that begins at (row, column) covers.
    """
    if not own or own[-1] != title:
        return False
    beside = own[:-1]
    if any(any(map(str.isalpha, row.texts[column])) and columns[column].column is not None for column in beside):
        return False
    if names_a_break(row.texts[title]):
        return True
    # A cell over the whole width, with no more than the number of a week before it.
    spans = across.get((row.number, title), 0) >= 2
    return spans and bool(beside) and all(columns[column].column is None for column in beside)


def names_several(text: str, header: str) -> bool:
    r"""Tell whether a cell with line breaks names several modules: below "Modules" two are enough, elsewhere three.

    >>> names_several("Agenda\nPost", "Modules"), names_several("Agenda\nDeel 1", "Module")
    (True, False)
    >>> names_several("Agenda\nPost\nReizen", "Module"), names_several("Agenda\nen post", "Modules")
    (True, False)
    """
    lines = text.split("\n")
    least = 2 if normalise_header(header) in _PLURALS else 3
    return len(lines) >= least and all(line[:1].isupper() and sum(map(str.isalpha, line)) > 2 for line in lines)


def lack_marks(rows: Sequence[Row], targets: Collection[int]) -> bool:
    """Return whether several columns wait for marks and no row has any: they may be coloured instead."""
    return len(targets) > 1 and len(rows) > 1 and not any(row.text(column) for row in rows for column in targets)
