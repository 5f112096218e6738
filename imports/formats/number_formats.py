"""Shows a number as the workbook shows it, so that a code 007 or 1.10 stays what the docent sees."""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

# The formats that are not written out in a workbook (ECMA-376, part 1, 18.8.30), with the Dutch day-month order.
BUILT_IN_FORMATS: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "d-m-yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "d-m-yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# The letter that imports.error_workbook puts before a value; whoever repairs that file and uploads it does not mean it.
_OUR_MARK = re.compile(r'"\[[A-Z]\] "')
_NOT_SHOWN = re.compile(
    r"\[(?:\$([^\]-]*)(?:-[^\]]*)?|(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color ?\d+))\]", re.I
)
_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|y+|m+|d+|h+|s+|[0#?]|.', re.IGNORECASE | re.DOTALL)
_DATE_LETTERS = frozenset("ymdhs")


LONGEST_FORMAT = 255
MOST_PERCENT_SIGNS = 9


class NumberFormat(NamedTuple):
    """A number format, cut into pieces once: for dates, for numbers, or (neither) the general format."""

    is_date: bool
    sections: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=512)
def parse_format(code: str) -> NumberFormat | None:
    """Return the format cut into pieces, or ``None`` when it shows a number as General does."""
    code = _OUR_MARK.sub("", code)
    # Excel writes no longer format; a longer one only costs time, and a hundred per cent signs overflow.
    if len(code) > LONGEST_FORMAT or code.count("%") > MOST_PERCENT_SIGNS:
        return None
    if code.strip().lower() in ("", "general", "standaard", "@"):
        return None
    code = _NOT_SHOWN.sub(lambda match: f'"{match.group(1)}"' if match.group(1) else "", code)
    sections: list[list[str]] = [[]]
    for piece in _TOKEN.findall(code):
        if piece == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    pieces = sections[0]
    if "General" in code or any(piece in ("@", "E", "e", "/") and not _has_date(pieces) for piece in pieces):
        return None
    if any(piece.startswith("[") and piece[1:2] in "<>=" for piece in pieces):
        return None
    return NumberFormat(_has_date(pieces), tuple(tuple(section) for section in sections))


def show_number(value: float, code: str, *, date1904: bool = False) -> tuple[str, bool]:
    """Return the text that a number shows in its format, and whether that text is a date or time.

    The decimal sign is a point and thousands are not grouped, whatever the machine: "1.200" never means two things.

    >>> show_number(7, "000"), show_number(1.1, "0.00"), show_number(0.4, "0%")
    (('007', False), ('1.10', False), ('40%', False))
    >>> show_number(1200, "#,##0"), show_number(40, '0" sbu"')
    (('1200', False), ('40 sbu', False))
    >>> show_number(46054, "d-mmm")
    ('1-feb', True)
    """
    parsed = parse_format(code)
    if parsed is None:
        return show_general(value), False
    if parsed.is_date:
        text = _show_date(value, parsed.sections[0], date1904)
        return (show_general(value), False) if text is None else (text, True)
    section, amount = parsed.sections[0], value
    if value < 0 and len(parsed.sections) > 1:
        section, amount = parsed.sections[1], -value
    elif value == 0 and len(parsed.sections) > 2:
        section = parsed.sections[2]
    return _show_digits(amount, section), False


def show_general(value: float) -> str:
    """Return a number as the General format shows it, without the noise of binary fractions.

    >>> show_general(40.0), show_general(0.1 + 0.2), show_general(25604)
    ('40', '0.3', '25604')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"


def _has_date(pieces: list[str]) -> bool:
    return any(
        piece[0].lower() in _DATE_LETTERS or piece.lower() in ("[h]", "[m]", "[s]", "[hh]", "[mm]") for piece in pieces
    )


def _literal(piece: str) -> str | None:
    if piece.startswith('"'):
        return piece[1:-1]
    if piece.startswith("\\"):
        return piece[1:]
    if piece.startswith(("_", "*", "[")):
        return ""
    return None


def _show_digits(value: float, pieces: tuple[str, ...]) -> str:
    """Fill the digit places of a number section from right to left, keeping the literals between them."""
    point = pieces.index(".") if "." in pieces else len(pieces)
    percent = pieces.count("%")
    decimals = sum(piece in "0#?" for piece in pieces[point + 1 :])
    required = sum(piece in "0?" for piece in pieces[point + 1 :])
    whole, _, fraction = f"{abs(value) * 100**percent:.{decimals}f}".partition(".")
    while len(fraction) > required and fraction.endswith("0"):
        fraction = fraction[:-1]
    places = [index for index, piece in enumerate(pieces[:point]) if piece in ("0", "#", "?")]
    digits = list(whole.lstrip("0"))
    shown: list[str] = []
    for index in range(point - 1, -1, -1):
        piece = pieces[index]
        if index in places:
            if digits:
                shown.append(digits.pop())
            elif piece == "0":
                shown.append("0")
            if index == places[0]:
                shown.extend(reversed(digits))
                digits = []
        elif (literal := _literal(piece)) is not None:
            shown.append(literal[::-1])
        elif piece != ",":
            shown.append(piece)
    text = "".join(shown)[::-1]
    if fraction:
        text += "." + fraction
    for piece in pieces[point + 1 :]:
        if piece not in ("0", "#", "?", ","):
            literal = _literal(piece)
            text += piece if literal is None else literal
    sign = "-" if value < 0 and any(digit in "123456789" for digit in text) else ""
    return (sign + text).strip()


def _show_date(value: float, pieces: tuple[str, ...], date1904: bool) -> str | None:
    if not 0 <= value < 2_958_466:
        return None
    # Excel counts a 29 February 1900 that never was; from March on its day zero is 30 December 1899.
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001 (a cell has no time zone)
    if not date1904 and value < 60:
        epoch += timedelta(days=1)
    moment = epoch + timedelta(seconds=round(value * 86400))
    shown: list[str] = []
    after_hour = False
    for index, piece in enumerate(pieces):
        letter, size = piece[0].lower(), len(piece)
        if piece.lower().startswith("[h"):
            shown.append(str(int(value * 24)))
            after_hour = True
        elif (literal := _literal(piece)) is not None:
            shown.append(literal)
        elif letter == "y":
            shown.append(f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}")
        elif letter == "m":
            before_seconds = any(later[0].lower() == "s" for later in pieces[index + 1 : index + 3])
            if after_hour or before_seconds:
                shown.append(f"{moment.minute:02d}")
            else:
                shown.append(_MONTHS[moment.month - 1] if size > 2 else f"{moment.month:0{size}d}")
        elif letter == "d":
            shown.append(f"{moment.day:0{min(size, 2)}d}" if size < 3 else "")
        elif letter == "h":
            shown.append(f"{moment.hour:0{min(size, 2)}d}")
            after_hour = True
        elif letter == "s":
            shown.append(f"{moment.second:02d}")
        else:
            shown.append(piece)
    return "".join(shown).strip()
