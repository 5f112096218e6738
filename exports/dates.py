"""How a workbook writes a date."""

from datetime import date

from babel.dates import format_date


def long_date(day: date, locale: str) -> str:
    """Return a date in words; English as it is written in Europe.

    >>> long_date(date(2026, 11, 21), "nl"), long_date(date(2026, 11, 21), "en")
    ('21 november 2026', '21 November 2026')
    """
    return format_date(day, "long", locale="en_GB" if locale == "en" else locale)
