"""Reads what stands above a table for all of its rows: which module it is about, and in which year and period."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from curriculum.contract.columns import ModuleColumn
from imports.sheets import Row, cell_address
from imports.structure.headers import match_header
from imports.values.moments import ParsedMoments, parse_periods, parse_place, parse_years

_LONGEST_LABEL = 30
_LONGEST_TITLE = 150
_MOST_WORDS = 6
_MOST_TEXTS = 3  # "Leerjaar 1", "periode 3" and a remark beside it; more texts are a row of something else.
_LEAST_LETTERS = 4
_NO_MODULE = re.compile(
    r"^(?:blad|sheet|tabel|werkblad|uitleg|toelichting|legenda|overzicht|planning|weekplanning|studiewijzer|voorblad|"
    r"inhoud|index|totaal|afspraken|lijst|lijsten|rooster|versie|info|informatie|instructie|notities|kopie|copy|data)",
    re.IGNORECASE,
)
_LABELS = frozenset(["vak", "cursus", "course", "subject", "onderdeel", "project", "keuzedeel", "thema", "theme"])
_CODE_BEHIND = re.compile(r"^(?P<title>.+?)\s*[(\[](?P<code>[A-Z][\w.\-/]*\d[\w.\-/]*)[)\]]$", re.IGNORECASE)
# "OM 13 Agenda" has a code too; with one figure it is as well a name: "BPV 1 Kantoor".
_CODE_BEFORE = re.compile(
    r"^(?P<code>[A-Z]{1,6}(?:[-.]?\d[\w.\-]*|\s\d{2,3}(?!\w)))(?:\s*[-–:/|]\s*|\s+)(?P<title>[^\W\d_].+)$"
)


@dataclass(frozen=True, slots=True)
class NamedModule:
    """A module that is named outside a table of modules: above the rows that tell of it, or by the sheet's name."""

    title: str
    code: str
    row: int
    cell: str
    by_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the rows above a table say of all its rows."""

    named: NamedModule | None = None
    place: ParsedMoments = field(default_factory=ParsedMoments)


def parse_named(text: str) -> tuple[str, str] | None:
    """Return title and code of a text that says itself that it names a module, or ``None``.

    >>> parse_named("Module: Bezoekers ontvangen (OM-105)"), parse_named("Vak: OM-07 - Agenda")
    (('Bezoekers ontvangen', 'OM-105'), ('Agenda', 'OM-07'))
    >>> parse_named("Module: Agenda"), parse_named("Let op: geen stage") is None
    (('Agenda', ''), True)
    """
    label, colon, value = text.partition(":")
    if not colon or _label_of(label) is not ModuleColumn.TITLE:
        return None
    return split_name(value)


def split_name(text: str) -> tuple[str, str] | None:
    """Return title and code of a name with or without its code; ``None`` when nothing is left of it.

    >>> split_name("Agenda (OM-07)"), split_name("Agenda (deel 2)"), split_name(" ")
    (('Agenda', 'OM-07'), ('Agenda (deel 2)', ''), None)
    >>> split_name("OM 07 Agenda"), split_name("BPV 1 Agenda")
    (('Agenda', 'OM 07'), ('BPV 1 Agenda', ''))
    """
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST_TITLE:
        return None
    found = _CODE_BEHIND.match(name) or _CODE_BEFORE.match(name)
    return (found["title"].strip(" -–"), found["code"]) if found else (name, "")


def name_in_row(text: str) -> tuple[str, str] | None:
    """Return title and code of a module that is named in a row of its own: by "Module:", or by its code behind it.

    >>> name_in_row("Module: Agenda"), name_in_row("Agenda (OM-07)"), name_in_row("Agenda") is None
    (('Agenda', ''), ('Agenda', 'OM-07'), True)
    """
    if ":" in text:
        return parse_named(text)
    found = _CODE_BEHIND.match(text) if text.endswith((")", "]")) else None
    return (found["title"], found["code"]) if found else None


def name_of_sheet(name: str, row: int, cell: str) -> NamedModule | None:
    """Return the module that the name of a sheet may be; ``None`` for names that sheets have for other reasons.

    >>> name_of_sheet("OM-07 Agenda", 1, "A1").title, name_of_sheet("Blad1", 1, "A1"), name_of_sheet("LJ2", 1, "A1")
    ('Agenda', None, None)
    """
    moments = parse_place(name)
    if moments.years or moments.periods or _NO_MODULE.match(name) or sum(map(str.isalpha, name)) < _LEAST_LETTERS:
        return None
    found = split_name(name)
    return NamedModule(*found, row, cell, by_sheet=True) if found else None


def have_codes(names: Iterable[str]) -> bool:
    """Return whether all names of modules begin or end with a code, another one for each name.

    >>> have_codes(["OM-07 Agenda", "OM-08 Post"]), have_codes(["P1 Agenda", "P1 Post"]), have_codes(["OM-07 Agenda"])
    (True, False, False)
    """
    codes: dict[str, str] = {}
    for text in names:
        name = " ".join(text.split())
        found = _CODE_BEHIND.match(name) or _CODE_BEFORE.match(name)
        if found is None or codes.setdefault(found["code"].casefold(), found["title"]) != found["title"]:
            return False
    return len(codes) > 1


def read_letterhead(rows: Iterable[Row]) -> Letterhead:
    """Return what the rows above a table say of its modules.

    A year and a period count when there is one of each: "leerjaar 1 t/m 3" tells of the programme and not of a module.
    """
    named: NamedModule | None = None
    code = ""
    years: dict[int, None] = {}
    periods: dict[str, None] = {}
    for row in rows:
        for label, value, column in _pairs(row):
            meaning = _label_of(label)
            if meaning is ModuleColumn.TITLE and named is None:
                name = split_name(value)
                if name is not None:
                    named = NamedModule(*name, row.number, cell_address(row.number, column))
            elif meaning is ModuleColumn.CODE:
                code = code or value
            elif meaning in (ModuleColumn.YEAR, ModuleColumn.PERIOD):
                said = parse_years(value) if meaning is ModuleColumn.YEAR else parse_periods(value)
                years.update(dict.fromkeys(said.years))
                periods.update(dict.fromkeys(said.periods))
        texts = [text for text in row.texts if text]
        for text in texts if len(texts) <= _MOST_TEXTS else ():
            said = parse_place(text) if len(text.split()) <= _MOST_WORDS else ParsedMoments()
            years.update(dict.fromkeys(said.years))
            periods.update(dict.fromkeys(said.periods))
    if named is not None and code and not named.code:
        named = NamedModule(named.title, code, named.row, named.cell)
    return Letterhead(
        named,
        ParsedMoments(tuple(years) if len(years) == 1 else (), tuple(periods) if len(periods) == 1 else ()),
    )


def _pairs(row: Row) -> list[tuple[str, str, int]]:
    """Return the labels of a row with their values and the column of the value: in one cell or in two."""
    filled = row.filled()
    pairs = []
    for place, column in enumerate(filled):
        label, colon, value = row.texts[column].partition(":")
        if colon and value.strip():
            pairs.append((label, value.strip(), column))
        elif place + 1 < len(filled):
            beside = row.texts[filled[place + 1]]
            if colon or len(filled) == 2 or (filled[place + 1] == column + 1 and _is_moment(label, beside)):
                pairs.append((label, beside, filled[place + 1]))
    return pairs


def _is_moment(label: str, value: str) -> bool:
    """Return whether a year or a period stands right beside its name, whatever else the row holds."""
    meaning = _label_of(label)
    if meaning is ModuleColumn.YEAR:
        return bool(parse_years(value).years)
    return meaning is ModuleColumn.PERIOD and bool(parse_periods(value).periods)


def _label_of(label: str) -> ModuleColumn | None:
    if not label.strip() or len(label) > _LONGEST_LABEL:
        return None
    match = match_header(label)
    # A typing error or a longer name is no label of a letterhead; "Naam:" is that of a person or a programme.
    return match.column if match is not None and (match.confidence >= 1.0 or match.synonym in _LABELS) else None
