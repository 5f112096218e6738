"""Dates and moments on their way into a workbook: in words, and as Excel counts them, in Dutch local time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date

from exports.cells import Value
from exports.sheet import Styled

_ZONE = ZoneInfo("Europe/Amsterdam")
# Excel counts days since the end of 1899.
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 (Excel's dates have no time zone)
# Excel takes 1900 for a leap year, so before March of that year its numbers are another day than they are elsewhere.
_FIRST = date(1900, 3, 1)
_DECIMALS = 8  # less than a thousandth of a second


def long_date(day: date, locale: str) -> str:
    """Return a date in words; English as it is written in Europe.

    >>> long_date(date(2026, 11, 21), "nl"), long_date(date(2026, 11, 21), "en")
    ('21 november 2026', '21 November 2026')
    """
    return format_date(day, "long", locale="en_GB" if locale == "en" else locale)


def long_moment(text: str, locale: str) -> str:
    """Return an ISO moment as a day in words, in Dutch local time; empty for none.

    >>> long_moment("2026-11-22T23:30:00+00:00", "nl"), long_moment("", "nl")
    ('23 november 2026', '')
    """
    return long_date(datetime.fromisoformat(text).astimezone(_ZONE).date(), locale) if text else ""


def moment_cell(text: str) -> Value | Styled:
    """Return an ISO moment as a date-time cell in Dutch local time.

    A moment without a time zone is local already, and a day without a time is shown as a day. What is no moment stays
    the text that it is.

    >>> moment_cell("2026-11-22T00:46:23+00:00")  # a quarter to two at night in the Netherlands
    46348.07387731
    >>> moment_cell("2026-10-01"), moment_cell("gisteren"), moment_cell("")
    (Styled(value=46296.0, look='day'), 'gisteren', '')
    """
    try:
        return Styled(_serial(date.fromisoformat(text), time()), "day")
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
        local = moment.astimezone(_ZONE) if moment.tzinfo else moment
        return _serial(local.date(), local.time())
    except (ValueError, OverflowError):
        return text


def _serial(day: date, at: time) -> float:
    if day < _FIRST:
        raise ValueError(day)
    since = datetime.combine(day, at.replace(tzinfo=None)) - _DAY_ZERO
    return round(since.total_seconds() / 86400, _DECIMALS)
