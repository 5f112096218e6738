"""Text on its way into a workbook: what Excel cannot hold is cleaned here, and nowhere else.

Nothing is stripped and nothing is interpreted: ``-5``, ``=1+1`` and ``@home`` stay what the person typed.
"""

import re

MAX_CELL_UNITS = 32_767
"""Excel counts the length of a cell in UTF-16 units (Excel specifications and limits)."""

MAX_SHEET_TITLE = 31
MAX_HEADER_FOOTER = 255

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_TITLE_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_CUT_MARK = " […]"


def clean_text(text: str) -> str:
    r"""Return ``text`` as a workbook can hold it.

    Line ends of every kind become the one that Excel knows; control characters that XML forbids go; half characters
    (lone surrogates) become the replacement sign.

    >>> clean_text("=1+1\r\nnext\x00 line")
    '=1+1\nnext line'
    """
    return _SURROGATES.sub("\ufffd", _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text)))


def cell_text(text: str) -> str:
    """Return what goes into the XML of a cell: cleaned, escaped as Excel reads it, and never longer than a cell holds.

    Excel reads ``_x000D_`` in a text as a control character; a text that happens to look like one gets its underscore
    escaped, as ECMA-376 part 1, 22.9.2.19 (ST_Xstring) asks. A text that is too long ends in ``[…]``.

    >>> cell_text("file_x0041_name")
    'file_x005F_x0041_name'
    """
    # One look at the text decides for nearly all of them; the exact work is for the few that need it.
    cleaned = _ESCAPE_LOOKALIKE.sub("_x005F_", clean_text(text)) if _ODD.search(text) else text
    if len(cleaned) * 2 <= MAX_CELL_UNITS or utf16_units(cleaned) <= MAX_CELL_UNITS:
        return cleaned
    room = (MAX_CELL_UNITS - utf16_units(_CUT_MARK)) * 2
    kept = cleaned.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore")
    return kept + _CUT_MARK


def utf16_units(text: str) -> int:
    """Return the length of ``text`` as Excel counts it.

    >>> utf16_units("a😀")
    3
    """
    return len(text) if text.isascii() else len(text) + sum(1 for character in text if character > "\uffff")


def sheet_title(text: str) -> str:
    """Return ``text`` as a name that a sheet may have: at most 31 units, none of the signs that Excel forbids.

    >>> sheet_title("Niveau 4+: wat/wie?")
    'Niveau 4+ wat wie'
    """
    title = " ".join(_TITLE_ILLEGAL.sub(" ", clean_text(text)).split()).strip("' ")
    while utf16_units(title) > MAX_SHEET_TITLE:
        title = title[:-1]
    title = title.rstrip("' ")
    return title if title and title.casefold() != "history" else f"{title}_"


def header_footer_text(text: str, room: int) -> str:
    """Return ``text`` for a printed header or footer of ``room`` units: one line, ``&`` doubled, as Excel's codes ask.

    >>> header_footer_text("Office & support", 40)
    'Office && support'
    """
    line = " ".join(clean_text(text).split())
    while utf16_units(line.replace("&", "&&")) > room:
        line = line[:-2].rstrip() + "…"
    return line.replace("&", "&&")
