"""Reads years and periods: Periode 1 t/m 7, P7, LJ2 P7, leerjaar 1-2, 2.3, 9 en 10, semester 1."""

import re
from functools import lru_cache
from typing import NamedTuple

from imports.findings import Finding, says_nothing

_MOST_YEARS = 6
_MOST_PERIODS = 24
_TO = r"(?:t\s?/\s?m|t\s?\.\s?/?\s?m\.?|tot en met|tot|through|to|-|–|—)"
_AND = r"(?:,|;|/|\+|&|\n|en|and)"
_LIST = rf"\d{{1,2}}(?:\s*(?:{_TO}|{_AND})\s*\d{{1,2}}(?!\.\d))*"
_YEAR_WORD = r"(?:leerjaren|leerjaar|studiejaar|schooljaar|jaren|jaar|lj|jr|years?|j)"
_PERIOD_WORD = (
    r"(?:perioden|periodes|periode|periods?|per|kwartaal|kwartalen|quarters?|blokken|blok|blocks?|terms?|p|q|bl)"
)
_SEMESTER_WORD = r"(?:semesters?|sem|s)"
_YEARS = re.compile(
    rf"(?<![^\W\d_]){_YEAR_WORD}\W{{0,2}}\s*(?P<list>{_LIST.replace('{1,2}', '{1}')})(?!\d)", re.IGNORECASE
)
_ORDINAL = r"(?:e|de|ste|st|nd|rd|th)"
_YEAR_ORDINAL = re.compile(
    rf"\b(?P<list>(?:[1-6]\s?{_ORDINAL}?\s*(?:{_TO}|{_AND})\s*){{0,5}}[1-6]\s?{_ORDINAL}?)\s*"
    r"(?:(?:leer|studie)?jaar|lj)\b",
    re.IGNORECASE,
)
_YEAR_NAMED = re.compile(r"\b(eerste|tweede|derde|vierde)(?:jaars|\s*(?:leer|studie)?jaar)", re.IGNORECASE)
_PERIOD_ORDINAL = re.compile(
    rf"\b(?:(?P<list>(?:\d{{1,2}}{_ORDINAL}?\s*(?:{_TO}|{_AND})\s*){{0,5}}\d{{1,2}}{_ORDINAL})"
    r"|(?P<name>eerste|tweede|derde|vierde))\s+(?:(?:onderwijs|les)?periode|blok|kwartaal|period|block|quarter|term)\b",
    re.IGNORECASE,
)
# "Leerjaar II": in capitals only, for "i" is also a word.
_ROMAN = re.compile(
    rf"(?<![^\W\d_])(?P<word>(?i:{_YEAR_WORD}|periode|blok|kwartaal|semester|block|term))\.?\s+"
    r"(?P<number>I{1,3}|IV|VI?)(?![\w])"
)
_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_PERIODS = re.compile(
    rf"(?<![^\W\d_]){_PERIOD_WORD}\W{{0,2}}\s*"
    rf"(?P<list>\d{{1,2}}(?:\s*(?:{_TO}|{_AND})\s*(?:{_PERIOD_WORD}\.?\s*)?\d{{1,2}}(?!\.\d))*)(?!\d)",
    re.IGNORECASE,
)
_SEMESTERS = re.compile(
    rf"(?<![^\W\d_]){_SEMESTER_WORD}\.?\s*(?P<list>\d(?:\s*(?:{_TO}|{_AND})\s*(?:{_SEMESTER_WORD}\s*)?\d)*)(?!\d)",
    re.IGNORECASE,
)
_LETTERED = re.compile(rf"(?<![^\W\d_]){_PERIOD_WORD}\s+(?P<letter>[A-Z])\b")
_YEAR_PERIOD = re.compile(r"(?<![\d.,])(?P<year>[1-6])\.(?P<period>\d{1,2})(?![\d.,])")
_SCHOOL_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_WHOLE_YEAR = frozenset(
    {"hele jaar", "heel jaar", "het hele jaar", "jaar rond", "doorlopend", "alle", "alle periodes", "alle perioden",
     "elke periode", "iedere periode", "all", "whole year"}
)  # fmt: skip


class ParsedMoments(NamedTuple):
    """The years and period labels of a cell, in its order, once each."""

    years: tuple[int, ...] = ()
    periods: tuple[str, ...] = ()
    problems: tuple[Finding, ...] = ()


@lru_cache(maxsize=8192)
def parse_years(text: str) -> ParsedMoments:
    """Return the years (and periods, when the cell names them) of a year cell.

    >>> parse_years("leerjaar 1-2").years, parse_years("1, 2 en 3").years, parse_years("LJ2 P7")[:2]
    ((1, 2), (1, 2, 3), ((2,), ('7',)))
    >>> parse_years("2024-2025").problems[0].code
    'year-unclear'
    """
    if says_nothing(text):
        return ParsedMoments()
    years, periods, rest = _take_named(text)
    if not years:
        bare = re.fullmatch(rf"\s*({_LIST})\s*\.?\s*", rest)
        if bare:
            years = _expand(bare[1], _MOST_YEARS) or []
    years = [year for year in years if 1 <= year <= _MOST_YEARS]
    if not years and not periods:
        return ParsedMoments(problems=(Finding("year-unclear", text),))
    return ParsedMoments(tuple(dict.fromkeys(years)), tuple(dict.fromkeys(periods)))


@lru_cache(maxsize=8192)
def parse_periods(text: str) -> ParsedMoments:
    """Return the periods (and years, when the cell names them) of a period cell.

    >>> parse_periods("Periode 1 t/m 3").periods, parse_periods("9 en 10").periods, parse_periods("P7").periods
    (('1', '2', '3'), ('9', '10'), ('7',))
    >>> parse_periods("7, S1").periods
    ('7', 'S1')
    >>> parse_periods("2.3")[:2], parse_periods("semester 1").periods, parse_periods("Leerjaar 2")[:2]
    (((2,), ('3',)), ('S1',), ((2,), ()))
    """
    if says_nothing(text):
        return ParsedMoments()
    years, periods, rest = _take_named(text)
    if periods:
        periods = _with_bare(periods, rest, text)
    else:
        for match in _YEAR_PERIOD.finditer(rest):
            years.append(int(match["year"]))
            periods.append(str(int(match["period"])))
        if not periods:
            bare = re.fullmatch(rf"\W*({_LIST})\W*(?:\([^)]*\))?\W*", rest)
            numbers = _expand(bare[1], _MOST_PERIODS) if bare and not _SCHOOL_YEAR.search(rest) else None
            periods.extend(str(number) for number in numbers or ())
    if not periods:
        label = " ".join(re.sub(r"[^\w ]", " ", rest).split()).casefold()
        if label in _WHOLE_YEAR:
            periods.append(label)
    if not periods and not years:
        return ParsedMoments(problems=(Finding("period-unclear", text),))
    return ParsedMoments(tuple(dict.fromkeys(years)), tuple(dict.fromkeys(periods)))


def _with_bare(named: list[str], rest: str, text: str) -> list[str]:
    """Return the periods with those that stand beside named ones without their word: the 7 of "7, S1"."""
    bare = re.fullmatch(rf"(?:\W|\b{_AND}\b)*({_LIST})(?:\W|\b{_AND}\b)*", rest)
    numbers = [str(number) for number in (_expand(bare[1], _MOST_PERIODS) or ())] if bare else []
    return [*numbers, *named] if text.strip()[:1].isdecimal() else [*named, *numbers]


@lru_cache(maxsize=1024)
def parse_place(text: str) -> ParsedMoments:
    """Return what a sheet name or a section row says: only years and periods that are named as such.

    >>> parse_place("LJ2 P7")[:2], parse_place("Leerjaar 1")[:2], parse_place("Modules 2024")[:2]
    (((2,), ('7',)), ((1,), ()), ((), ()))
    """
    years, periods, _ = _take_named(text.replace("_", " "))
    return ParsedMoments(
        tuple(dict.fromkeys(year for year in years if 1 <= year <= _MOST_YEARS)), tuple(dict.fromkeys(periods))
    )


def _take_named(text: str) -> tuple[list[int], list[str], str]:
    """Take everything that carries the word year, period or semester out of a text; return it and the rest."""
    years: list[int] = []
    periods: list[str] = []

    def take_years(match: re.Match[str]) -> str:
        years.extend(_expand(match["list"], _MOST_YEARS) or ())
        return " "

    def take_ordinal(match: re.Match[str]) -> str:
        years.extend(_expand(match["list"], _MOST_YEARS) or ())
        return " "

    def take_named(match: re.Match[str]) -> str:
        years.append(_ORDINALS[match[1].lower()])
        return " "

    def take_periods(match: re.Match[str]) -> str:
        listed = re.sub(rf"{_PERIOD_WORD}\.?\s*(?=\d)", "", match["list"], flags=re.IGNORECASE)
        periods.extend(str(number) for number in _expand(listed, _MOST_PERIODS) or ())
        return " "

    def take_semesters(match: re.Match[str]) -> str:
        listed = re.sub(rf"{_SEMESTER_WORD}\s*(?=\d)", "", match["list"], flags=re.IGNORECASE)
        periods.extend(f"S{number}" for number in _expand(listed, 8) or ())
        return " "

    def take_letter(match: re.Match[str]) -> str:
        periods.append(match["letter"])
        return " "

    def take_period_ordinal(match: re.Match[str]) -> str:
        listed = match["list"] or str(_ORDINALS[match["name"].lower()])
        periods.extend(str(number) for number in _expand(listed, _MOST_PERIODS) or ())
        return " "

    rest = _ROMAN.sub(lambda match: f"{match['word']} {_ROMANS[match['number']]}", text)
    rest = _PERIOD_ORDINAL.sub(take_period_ordinal, rest)
    rest = _YEAR_ORDINAL.sub(take_ordinal, rest)
    rest = _YEARS.sub(take_years, rest)
    rest = _YEAR_NAMED.sub(take_named, rest)
    rest = _PERIODS.sub(take_periods, rest)
    rest = _SEMESTERS.sub(take_semesters, rest)
    rest = _LETTERED.sub(take_letter, rest)
    return years, periods, rest


def _expand(listed: str, most: int) -> list[int] | None:
    """Return the numbers of "1 t/m 3, 5", or ``None`` when one is out of reach or a range runs backwards."""
    numbers: list[int] = []
    in_range = False
    for piece in re.findall(rf"\d+|{_TO}|{_AND}", listed, flags=re.IGNORECASE):
        if not piece.isdigit():
            in_range = re.fullmatch(_TO, piece, flags=re.IGNORECASE) is not None
            continue
        number = int(piece)
        if not 1 <= number <= most or (in_range and number < numbers[-1]):
            return None
        numbers.extend(range(numbers[-1] + 1, number) if in_range else ())
        numbers.append(number)
        in_range = False
    return numbers
