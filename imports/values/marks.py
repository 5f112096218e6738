"""Reads the marks of a matrix: x, v, 1, ●, and the levels I, O and B."""

from functools import lru_cache
from typing import NamedTuple

from curriculum.contract.vocabulary import Mastery, Verdict
from imports.findings import says_nothing


class Mark(NamedTuple):
    """What one mark says; ``verdict`` is ``None`` for "no" and for a mark that nobody can read (``known`` False)."""

    verdict: Verdict | None
    mastery: Mastery | None = None
    known: bool = True


_YES = frozenset(
    ["x", "v", "✓", "✔", "☑", "☒", "✗", "✘", "●", "•", "■", "▪", "◼", "⬤", "+", "*", "√", "ü", "1", "ja", "j", "yes",
     "y", "waar", "true", "ok", "volledig", "vol", "full"]
)  # fmt: skip
_NO = frozenset(["nee", "n", "no", "onwaar", "false", "☐", "○", "□", "0"])
_PARTLY = frozenset({"g", "gedeeltelijk", "deels", "partial", "partly", "(x)", "(v)", "½", "o.d.", "/x", "±", "◐"})
# Introduceren/oriënteren, oefenen, beheersen: the sheet's own level. Below "beheersen" the sheet itself says that the
# module takes the student part of the way.
_LEVELS: dict[str, Mastery] = {
    "i": Mastery.ORIENT, "introduceren": Mastery.ORIENT, "introductie": Mastery.ORIENT, "oriënteren": Mastery.ORIENT,
    "orienteren": Mastery.ORIENT, "oriëntatie": Mastery.ORIENT, "starter": Mastery.ORIENT,
    "kennismaken": Mastery.ORIENT,
    "o": Mastery.PRACTISE, "oefenen": Mastery.PRACTISE, "toepassen": Mastery.PRACTISE, "basis": Mastery.PRACTISE,
    "b": Mastery.MASTER, "beheersen": Mastery.MASTER, "beheerst": Mastery.MASTER, "examen": Mastery.MASTER,
    "beheersing": Mastery.MASTER, "introduce": Mastery.ORIENT, "practise": Mastery.PRACTISE,
    "practice": Mastery.PRACTISE,
    "master": Mastery.MASTER, "orient": Mastery.ORIENT,
}  # fmt: skip
_NUMBERED = {"1": Mastery.ORIENT, "2": Mastery.PRACTISE, "3": Mastery.MASTER}
_ORDER = (Mastery.ORIENT, Mastery.PRACTISE, Mastery.MASTER)


@lru_cache(maxsize=4096)
def parse_mark(text: str, *, numbered: bool = False) -> Mark:
    """Return what a mark says.

    Parameters
    ----------
    text
        The cell text.
    numbered
        Whether 1, 2 and 3 are levels, which they are when the matrix holds more than ones.

    Examples
    --------
    >>> parse_mark("X").verdict, parse_mark("O").mastery, parse_mark("I/O").mastery
    (<Verdict.FULL: 'full'>, <Mastery.PRACTISE: 'practise'>, <Mastery.PRACTISE: 'practise'>)
    >>> parse_mark("-").verdict is None, parse_mark("zie toets").known
    (True, False)
    """
    sign = text.strip().strip(".").casefold()
    if numbered and sign in _NUMBERED:
        return _level(_NUMBERED[sign])
    if sign in _YES or (sign and not sign.strip("x")) or (sign and not sign.strip("●•✓✔")):
        return Mark(Verdict.FULL)
    if sign in _PARTLY:
        return Mark(Verdict.PARTIAL)
    if sign in _NO or says_nothing(sign):
        return Mark(None)
    pieces = [
        piece for piece in sign.replace("/", " ").replace(",", " ").replace("-", " ").replace("+", " ").split() if piece
    ]
    levels = [_LEVELS[piece] for piece in pieces if piece in _LEVELS]
    if levels and len(levels) == len(pieces):
        return _level(max(levels, key=_ORDER.index))
    return Mark(None, known=False)


def is_mark(text: str) -> bool:
    """Return whether a cell looks like a mark of a matrix rather than like text.

    >>> is_mark("x"), is_mark("Vergaderen")
    (True, False)
    """
    return len(text) <= 12 and parse_mark(text).known


def _level(mastery: Mastery) -> Mark:
    return Mark(Verdict.FULL if mastery is Mastery.MASTER else Verdict.PARTIAL, mastery)
