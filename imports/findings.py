"""What a cell parser has to say about a cell: a problem code with its value, not yet bound to a place."""

import re
from typing import NamedTuple

from curriculum.contract.vocabulary import Severity


class Finding(NamedTuple):
    """A problem of one cell text; the caller adds file, sheet and address."""

    code: str
    value: str
    params: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.WARNING


# What people type in a cell to say that there is nothing to say. "n.t.b." and "?" are not among them: there is
# something to say, but nobody knows yet, and the docent should hear that it was not read.
NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "/",
        ".",
        "n.v.t.",
        "n.v.t",
        "nvt",
        "n/a",
        "na",
        "geen",
        "none",
        "niet van toepassing",
        "0",
    ]
)


_ANY_DIGIT = re.compile(r"\d")
_DIGITS = b"0123456789"


def has_digit(text: str) -> bool:
    """Return whether a text holds a digit; a text with signs beyond ASCII may hold one of another script.

    Much quicker than a search with a regular expression, which counts for very many texts of a few lines.

    >>> has_digit("Module 7"), has_digit("Agenda beheren")
    (True, False)
    """
    if text.isascii():
        plain = text.encode("ascii")
        return len(plain.translate(None, _DIGITS)) != len(plain)
    return _ANY_DIGIT.search(text) is not None


def says_nothing(text: str) -> bool:
    """Return whether a cell says that it holds nothing.

    >>> says_nothing("n.v.t."), says_nothing("–"), says_nothing("agenda")
    (True, True, False)
    """
    return text.strip().casefold() in NOTHING or text.strip().casefold().startswith(("n.v.t", "nvt "))
