"""Reads hours as docents write them: 40, 40,5, 1.200, 40 sbu, 3x50 min, 120 SBU (80 BOT)."""

import re
from functools import lru_cache
from typing import NamedTuple

from imports.findings import Finding, says_nothing

# The largest programme is 6,400 hours; one module of more than half of that is a slip of the pen or a total.
_MOST_HOURS = 3_200
_NUMBER = r"\d{1,3}(?:[.  ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_TIMES = re.compile(
    # "4 lessen à 2 uur" is eight hours; "80 à 100" lies between the two.
    rf"(?P<count>{_NUMBER})\s*(?:(?:lessen|lesuren|keer|les|weken)?\s*(?:x|×|\*)|(?:lessen|lesuren|keer|les|weken)\s*(?:à|a))"
    rf"\s*(?P<each>{_NUMBER})\s*"
    rf"(?P<unit>min(?:uten|uut|utes)?\b\.?|m\b|uur|uren|u\b|klokuren|klokuur|hours?|h\b|sbu|bot)?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?P<sign>(?<![\w.,])-)?(?P<number>{_NUMBER})\s*"
    rf"(?P<unit>(?:begeleide\s+|onbegeleide\s+)?[^\W\d_]+)?",
    re.IGNORECASE,
)
_UNITS = {
    "sbu": "sbu", "sbus": "sbu", "studielast": "sbu", "bot": "bot", "contacturen": "bot", "contactuur": "bot",
    "begeleid": "bot", "begeleide uren": "bot", "lesuren": "bot", "bpv": "bpv", "stage": "bpv", "stageuren": "bpv",
    "praktijk": "bpv",
}  # fmt: skip
_PLAIN_UNITS = frozenset({"uur", "uren", "u", "klokuur", "klokuren", "hours", "hour", "h", "hrs", "ku"})
_BETWEEN = frozenset(
    [
        "",
        "waarvan",
        "en",
        "and",
        "w.v",
        "of which",
        "excl",
        "incl",
        "inclusief",
        "exclusief",
        "totaal",
        "in totaal",
        "total",
    ]
)
_MINUTES = frozenset({"min", "minuten", "minuut", "minutes", "m"})
_VAGUE = re.compile(r"per\s+week|p/w|/\s*week|wekelijks|per\s+les\b|%", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:ca\.?|circa|ongeveer|±|~|plm\.?|min\.?(?=\s*\d)|max\.?|minimaal|maximaal)\s*", re.IGNORECASE)


class ParsedHours(NamedTuple):
    """Hours of one cell: ``plain`` without a unit of its own, the others with one (sbu, bot, bpv)."""

    plain: float | None = None
    sbu: float | None = None
    bot: float | None = None
    bpv: float | None = None
    problems: tuple[Finding, ...] = ()


@lru_cache(maxsize=8192)
def parse_hours(text: str) -> ParsedHours:
    """Return the hours that a cell names; a cell that can mean two things gives a problem and no number.

    Examples
    --------
    >>> parse_hours("40,5").plain, parse_hours("1.200").plain, parse_hours("3x50 min").plain
    (40.5, 1200.0, 2.5)
    >>> parse_hours("120 SBU (80 BOT)")[:3]
    (None, 120.0, 80.0)
    >>> parse_hours("4 lessen à 2 uur").plain, parse_hours("80 à 100").plain, parse_hours("40 (incl. 10 BPV)")[::3]
    (8.0, None, (40.0, 10.0))
    >>> parse_hours("2 uur per week").problems[0].code
    'hours-unclear'
    """
    if says_nothing(text) and text.strip() != "0":
        return ParsedHours()
    if _VAGUE.search(text):
        return ParsedHours(problems=(Finding("hours-unclear", text),))
    rest = _ABOUT.sub("", text.strip())
    parsed = _read_exact(rest, text)
    if rest != text.strip() and not parsed.problems:
        return parsed._replace(problems=(Finding("hours-about", text),))
    return parsed


def _read_exact(rest: str, text: str) -> ParsedHours:
    times = _TIMES.fullmatch(rest.strip(" ."))
    if times:
        amount = to_number(times["count"]) * to_number(times["each"])
        if (times["unit"] or "").lower().startswith("m"):
            amount /= 60
        return _checked({"plain": round(amount, 2)}, text)
    return _read_amounts(rest, text)


def to_number(text: str) -> float:
    """Return a Dutch number; three digits after a single point are thousands.

    >>> to_number("1.200"), to_number("1.200,5"), to_number("40.5"), to_number("1 200")
    (1200.0, 1200.5, 40.5, 1200.0)
    """
    text = text.replace(" ", "").replace("\u00a0", "")
    if "," in text:
        return float(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", text):
        return float(text.replace(".", ""))
    return float(text)


def _read_amounts(rest: str, text: str) -> ParsedHours:
    amounts: dict[str, float] = {}
    position = 0
    unclear = ParsedHours(problems=(Finding("hours-unclear", text),))
    # "SBU: 120, BOT: 80" names the unit first; turning it round lets one loop read both.
    rest = re.sub(rf"\b(sbu|bot|bpv|studielast)\s*[:=]?\s*({_NUMBER})", r"\2 \1", rest, flags=re.IGNORECASE)
    for match in _AMOUNT.finditer(rest):
        between = rest[position : match.start()].strip(" ,;:()[]/+\n").casefold()
        if between.rstrip(".") not in _BETWEEN:
            return unclear
        unit = " ".join((match["unit"] or "").lower().split())
        number = to_number(match["number"])
        if match["sign"]:
            return ParsedHours(problems=(Finding("hours-negative", text),))
        if unit in _MINUTES:
            number, unit = number / 60, "uur"
        if unit and unit not in _UNITS and unit not in _PLAIN_UNITS:
            return unclear
        key = _UNITS.get(unit, "plain")
        plus = "+" in rest[position : match.start()]
        if key in amounts and not plus:
            return unclear
        amounts[key] = amounts.get(key, 0) + round(number, 2)
        position = match.end()
    if not amounts or rest[position:].strip(" ,;:()[]/.\n") not in ("", "*"):
        return unclear
    return _checked(amounts, text)


def _checked(amounts: dict[str, float], text: str) -> ParsedHours:
    problems = (Finding("hours-many", text),) if max(amounts.values()) > _MOST_HOURS else ()
    return ParsedHours(**amounts, problems=problems)
