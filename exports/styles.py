"""The look of the workbook: one accent, one signal colour, and a letter beside every fill."""

from dataclasses import dataclass, replace
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

FONT = "Calibri"
ACCENT = "0B5563"
ACCENT_HALF = "A9D3D9"
ACCENT_PALE = "E6F1F2"
SIGNAL = "9C3A0A"
SIGNAL_PALE = "FDEEE2"
INK = "14252B"
INK_SOFT = "4A5D64"
LINE = "D3DCDE"
PAPER = "FFFFFF"

_THIN = Side(style="thin", color=LINE)
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_RULED = Border(top=_THIN, bottom=_THIN)
_DASH = Side(style="dashed", color=ACCENT)
_WARN = Side(style="thin", color=SIGNAL)


@dataclass(frozen=True, slots=True)
class Look:
    """One way a cell can look; the words say what it is for."""

    color: str = INK
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 10
    fill: str = ""
    border: Border | None = None
    horizontal: str = "left"
    vertical: str = "top"
    wrap: bool = False
    rotation: int = 0
    indent: int = 0
    number_format: str = "General"


def _boxed(side: Side) -> Border:
    return Border(left=side, right=side, top=side, bottom=side)


_SIGN = Look(border=_GRID, horizontal="center", vertical="center")
_STRONG_SIGN = replace(_SIGN, bold=True)
_HEAD_LINE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=Side(style="medium", color=ACCENT))
_HEAD = Look(bold=True, fill=ACCENT_PALE, border=_HEAD_LINE, vertical="center", wrap=True)

LOOKS: dict[str, Look] = {
    "title": Look(color=ACCENT, bold=True, size=18, vertical="center"),
    "subtitle": Look(color=INK_SOFT, size=12, vertical="center"),
    "note": Look(color=INK_SOFT, vertical="center"),
    "notice": Look(color=SIGNAL, bold=True, vertical="center"),
    "section": Look(
        color=ACCENT, bold=True, size=12, vertical="center", border=Border(bottom=Side(style="medium", color=ACCENT))
    ),
    "key": Look(color=INK_SOFT, size=8),
    "label": Look(color=INK_SOFT, wrap=True),
    "value": Look(wrap=True),
    "strong": Look(bold=True, wrap=True),
    "line_free": Look(vertical="center"),
    "link": Look(color=ACCENT, underline=True),
    "head": _HEAD,
    "head_number": replace(_HEAD, horizontal="right", indent=1),
    "head_up": replace(_HEAD, horizontal="center", vertical="bottom", rotation=90, size=9),
    "text": Look(border=_GRID, wrap=True),
    "line": Look(border=_GRID),
    "bold": Look(border=_GRID, bold=True, wrap=True),
    "moment": Look(border=_GRID, number_format="dd-mm-yyyy hh:mm"),
    "day": Look(border=_GRID, number_format="dd-mm-yyyy"),
    "mono": Look(border=_GRID, size=9, color=INK_SOFT),
    "number": Look(border=_GRID, horizontal="right", indent=1, number_format="General"),
    "count": Look(border=_GRID, horizontal="right", indent=1, number_format="0"),
    "count_middle": Look(border=_GRID, horizontal="center", vertical="center", number_format="0", size=9),
    "percent": Look(border=_GRID, horizontal="right", indent=1, number_format="0.0%"),
    "share": Look(border=_GRID, horizontal="right", indent=1, number_format="0.000"),
    "empty": Look(border=_GRID, horizontal="center", vertical="center"),
    "band": Look(bold=True, color=ACCENT, fill=ACCENT_PALE, border=_RULED, vertical="center"),
    "total": Look(bold=True, fill=ACCENT_PALE, border=_GRID, vertical="center"),
    "total_count": Look(
        bold=True, size=9, fill=ACCENT_PALE, border=_GRID, horizontal="center", vertical="center", number_format="0"
    ),
    "row_title": Look(border=_GRID, vertical="center", wrap=True),
    "row_missing": Look(border=_GRID, vertical="center", wrap=True, fill=SIGNAL_PALE),
    "word": Look(border=_GRID, vertical="center"),
    "word_missing": Look(border=_GRID, vertical="center", fill=SIGNAL_PALE, color=SIGNAL, bold=True),
    "sign_full": replace(_STRONG_SIGN, color=PAPER, fill=ACCENT),
    "sign_partial": replace(_STRONG_SIGN, fill=ACCENT_HALF),
    "sign_proposed": replace(_STRONG_SIGN, color=ACCENT, border=_boxed(_DASH)),
    "sign_rejected": replace(_SIGN, color=INK_SOFT),
    "sign_missing": replace(_STRONG_SIGN, color=SIGNAL, fill=SIGNAL_PALE),
    "sign_candidate": replace(_STRONG_SIGN, color=SIGNAL),
    "sign_open": _SIGN,
}
# A decision whose text changed since keeps its look and gets the thin signal border on top of its "!".
LOOKS |= {
    f"sign_{state}_outdated": replace(LOOKS[f"sign_{state}"], border=_boxed(_WARN))
    for state in ("full", "partial", "rejected")
}


GUIDES = DifferentialStyle(border=_GRID)
"""Thin lines for the empty places of the matrix: one rule for the whole range instead of a cell for each place."""


class StyleBook:
    """The number of each look in the style sheet of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        # Styles are handed out to cells, and cells belong to a sheet; this one only lends its workbook.
        self._scratch: Any = workbook.create_sheet()
        workbook.remove(self._scratch)
        self._numbers: dict[str, int] = {}
        self._quoted: dict[int, int] = {}

    def __getitem__(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = self._register(LOOKS[name])
        return number

    def quote(self, number: int) -> int:
        """Return the number of the same style for a text that Excel must keep a text when somebody edits the cell."""
        if number not in self._quoted:
            name = next(name for name, known in self._numbers.items() if known == number)
            self._quoted[number] = self._register(LOOKS[name], quoted=True)
        return self._quoted[number]

    def _register(self, look: Look, *, quoted: bool = False) -> int:
        cell = WriteOnlyCell(self._scratch)
        cell.font = Font(
            name=FONT,
            size=look.size,
            bold=look.bold,
            italic=look.italic,
            underline="single" if look.underline else None,
            color=look.color,
        )
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.border is not None:
            cell.border = look.border
        cell.alignment = Alignment(
            horizontal=look.horizontal,
            vertical=look.vertical,
            wrap_text=look.wrap,
            text_rotation=look.rotation,
            indent=look.indent,
        )
        cell.number_format = look.number_format
        cell.quotePrefix = quoted
        return cell.style_id
