"""Recognises what a header text means: synonyms first, then small typing errors, always with how sure that is."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from curriculum.contract.columns import COLUMNS, SPECS, ColumnKind, ModuleColumn
from imports.findings import has_digit

_WORDS = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_HYPHENATED_BREAK = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_TRAILING_NUMBER = re.compile(r"^(.*\D)\s*\d{1,2}$")
_HOURS_NAME = (
    r"(?P<hours>sbu|bot|bpv|studielast|studiebelasting|begeleide onderwijstijd|bpv[ -]uren|bot[ -]uren|stageuren)"
)
_HOURS_ONLY = re.compile(rf"{_HOURS_NAME}(?:\s*\([^)]*\))?", re.IGNORECASE)
_HOURS_BEFORE = re.compile(rf"^{_HOURS_NAME}[\s:(–-]+(?P<rest>.{{2,30}})$", re.IGNORECASE)
_HOURS_BEHIND = re.compile(rf"^(?P<rest>.{{2,30}}?)[\s:(–-]+{_HOURS_NAME}\W*$", re.IGNORECASE)
_BOTH = re.compile(r"[/+&]|\ben\b", re.IGNORECASE)
# "SBU 2025", "Uren 2025-2026": of which year the column is.
_OF_YEAR = re.compile(r"^(?P<name>.*\D)\s(?P<year>20\d\d)(?: (?:20)?\d\d)?$")
# "Moduleverantwoordelijke", "BPV-begeleider", "Afkorting docent", "Telefoonnummer": about people. Names of professions
# ("Netwerkbeheerder") are so only alone or beside what somebody looks after: they may be names of modules as well.
_OF_PERSON = re.compile(
    r"(?:docent|leraar|lerares|mentor|examinator|assessor|verantwoordelijke?|contactpersoon|contactgegevens|collega|trekker"
    r"|begeleider|praktijkopleider|teamlid|constructeur|vaststeller|taakhouder|slber|voornaam|achternaam)s?(?:en)?$"
    r"|^(?:(?:module|onderwijs|les|toets|vak|naam|inhoudelijk)\s?)?"
    r"(?:ontwikkelaar|eigenaar|beheerder|medewerker|coach|beoordelaar|coordinator|instructeur)s?$"
    r"|^(?:docent|mentor|coach|slb|begeleider|verantwoordelijk)(?:en)?\s(?:afk|code|naam|namen|team|\d|docent)\w*$"
    r"|^(?:docent|leraar|personeels?|medewerker|student|leerling|deelnemer)s?(?:en)?(?:code|afkorting|naam|namen|nummer|nr)$"
    r"|^(?:tel|mail|e?mailadres|mobiel|telefoon(?:nummer)?s?|bsn|geb datum|ontwikkeld door|gemaakt door|student(?:en)?"
    r"|leerlingen|deelnemers|cursist(?:en)?)$"
)
# What is done with people is no name of them: "Rol docent", "Uren docent".
_NOT_OF_PERSON = re.compile(
    r"\b(?:rol|ta(?:ak|ken)|activiteit\w*|handel\w*|instructie|handleiding|materia\w*|opmerking\w*|feedback|\w*uren|uur|tijd"
    r"|inzet|toets\w*|examen\w*|aantal|per|sbu|bot|kosten|vraag|vragen|beoordeling)\b"
)
# "Naam stage", "Projectnaam"; not the names of people, files and firms.
_NAME_OF = re.compile(
    r"^(?:naam|titel|name|title)(?: van)?(?: de| het| of)?(?: the)? (?!docent|student|leerling|school|bedrijf)\w{3,}$"
    r"|^(?!voor|achter|roep|bestand|bedrijf|school|student|leerling|gebruiker|docent|bij)\w{4,}(?:naam|titel)$"
)
_CODE_OF = re.compile(
    r"^(?!crebo|post|opleiding|examen|kbb|toets|lokaal|werkproces|kerntaak|docent|student)\w{3,}code$"
)
# Hours of a week or a lesson, weeks and days, and shares of the hours, say nothing about the hours of a whole module.
_NOT_WHOLE = re.compile(
    r"%|\bprocent\b|\bpercent\w*|(?:\b(?:per|p|a)\b|/)[\s.]?(?:week|wk|les|dag|lesson|day)\b|\bp[./]?\s?w\b"
    r"|(?:uren|uur|hours)[\s(]+week\b|\b(?:weken|dagen|dagdelen|minuten|weeks|days|minutes)\b",
    re.IGNORECASE,
)
_COMPOUND = 0.9
_DATED = 0.9
_OF_PEOPLE = 0.95
_SUREST_GUESS = 0.87  # A typing error is always shown to the person, however small.
_FUZZY_FROM_LENGTH = 5
_FUZZY_SIMILARITY = 0.82


class HeaderMatch(NamedTuple):
    """What a header was taken for: ``confidence`` 1 for a sure name, less for a guess; ``weak`` names yield."""

    column: ModuleColumn
    confidence: float
    synonym: str
    weak: bool = False


@lru_cache(maxsize=8192)
def normalise_header(text: str) -> str:
    r"""Return a header in lower case, without accents, punctuation and line breaks.

    >>> normalise_header("Werk-\nprocessen (KD)")
    'werkprocessen kd'
    """
    text = _HYPHENATED_BREAK.sub("", text) if "\n" in text else text
    if text.isascii():
        return " ".join(_WORDS.findall(text.lower().replace("'", "")))
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(_WORDS.findall(plain.replace("'", "").replace("’", "")))


def _index(weak: bool) -> dict[str, ModuleColumn]:
    names: dict[str, ModuleColumn] = {}
    for spec in COLUMNS:
        for name in spec.weak_synonyms if weak else spec.synonyms:
            names[normalise_header(name)] = spec.column
    return names


_SURE = _index(weak=False)
_WEAK = _index(weak=True)
_LONGEST_NAME = max(map(len, _SURE)) + 10
_FUZZY_NAMES = [name for name in (*_SURE, *_WEAK) if len(name) >= _FUZZY_FROM_LENGTH]


def find_known_name(text: str) -> ModuleColumn | None:
    """Return the column when a text is exactly a sure name; much quicker than matching, for rows that are likely data.

    >>> find_known_name("Modulenaam").value, find_known_name("Agenda beheren") is None
    ('title', True)
    """
    return _SURE.get(normalise_header(text)) if len(text) <= _LONGEST_NAME else None


def find_known_names(texts: Iterable[str]) -> frozenset[str]:
    """Return those of many texts that are exactly a sure name; no such name is long or holds a digit.

    >>> sorted(find_known_names(["Modulenaam", "Agenda beheren", "B1-K1"]))
    ['Modulenaam']
    """
    short = [text for text in texts if len(text) <= _LONGEST_NAME]
    return frozenset([text for text in short if not has_digit(text) and normalise_header(text) in _SURE])


@lru_cache(maxsize=8192)
def match_header(text: str) -> HeaderMatch | None:
    """Return what a header means, or ``None`` when nothing in the column contract comes near.

    >>> match_header("Modulenaam").column.value, match_header("Per peridoe").synonym
    ('title', 'per periode')
    >>> match_header("Kleur van de muur") is None, match_header("Uren (per week)") is None, match_header("% BPV")
    (True, True, None)
    """
    match = _match(text)
    if match is not None and SPECS[match.column].kind is ColumnKind.HOURS and _NOT_WHOLE.search(text):
        return None
    return match


def _match(text: str) -> HeaderMatch | None:
    full = normalise_header(text)
    if not full or len(full) > 80:
        return None
    if _BOTH.search(text) and _names_code_and_title(text):
        return HeaderMatch(ModuleColumn.TITLE, 0.95, full)
    without_brackets = normalise_header(_BRACKETS.sub(" ", text))
    for name in dict.fromkeys((full, without_brackets)):
        if name in _SURE:
            return HeaderMatch(_SURE[name], 1.0, name)
        if name in _WEAK:
            return HeaderMatch(_WEAK[name], 0.9, name, weak=True)
    if _OF_PERSON.search(without_brackets or full) and not _NOT_OF_PERSON.search(full):
        return HeaderMatch(ModuleColumn.TEACHER, _OF_PEOPLE, full)
    # "Leerdoel 2" is a second column with outcomes, but "Module 2" is a module.
    unnumbered = _without_number(without_brackets or full)
    if unnumbered in _SURE and SPECS[_SURE[unnumbered]].repeatable:
        return HeaderMatch(_SURE[unnumbered], 1.0, unnumbered)
    name = without_brackets or full
    dated = _OF_YEAR.match(name)
    if dated and dated["name"] in _SURE:
        return HeaderMatch(_SURE[dated["name"]], _DATED, dated["name"])
    return _match_part(text) or _match_fuzzy(name) or _match_compound(name) or _match_longer(name)


def split_hours(text: str) -> tuple[ModuleColumn | None, str]:
    """Return the kind of hours that a header names beside something else, and the rest of it.

    Only names that mean the whole programme count: "Lesuren P1" may well be hours a week.

    >>> split_hours("BOT leerjaar 1")[1], split_hours("LJ1 (SBU)"), split_hours("Lesuren P1")
    ('leerjaar 1', (<ModuleColumn.SBU: 'sbu'>, 'LJ1'), (None, 'Lesuren P1'))
    """
    found = _HOURS_BEFORE.match(text) or _HOURS_BEHIND.match(text)
    kind = _SURE.get(normalise_header(found["hours"])) if found else None
    return (kind, found["rest"].strip(" ()[]:–-")) if found and kind else (None, text)


def find_hours(groups: Iterable[str]) -> ModuleColumn | None:
    """Return the kind of hours that the groups above a column name.

    >>> find_hours(["Opleiding", "BOT"]), find_hours(["Lesuren"])
    (<ModuleColumn.BOT: 'bot'>, None)
    """
    kinds = [_SURE.get(normalise_header(group)) for group in groups if _HOURS_ONLY.fullmatch(group.strip())]
    return kinds[-1] if kinds else None


def year_of_header(text: str) -> int:
    """Return the year that a header ends with, 0 without one: of two versions of a column the later one counts.

    >>> year_of_header("SBU 2025"), year_of_header("Uren 2024-2025"), year_of_header("SBU")
    (2025, 2024, 0)
    """
    dated = _OF_YEAR.match(normalise_header(text))
    return int(dated["year"]) if dated else 0


def _without_number(name: str) -> str:
    numbered = _TRAILING_NUMBER.match(name)
    return numbered[1].strip() if numbered else name


def _names_code_and_title(text: str) -> bool:
    """Return whether a header says that code and name share a cell: "Code / module", "Modulecode + naam"."""
    parts = [normalise_header(part) for part in _BOTH.split(text)]
    found = {_SURE.get(part) or _WEAK.get(part) for part in parts}
    return len(parts) == 2 and found == {ModuleColumn.CODE, ModuleColumn.TITLE}


def _match_part(text: str) -> HeaderMatch | None:
    """Match "Module / vak" or "Leerdoelen - de student kan": every part that is a name must mean the same."""
    parts = [
        normalise_header(part) for part in re.split(r"[/|:;,\n–]|\s-\s|\b(?:en|of|and|or)\b", text) if part.strip()
    ]
    if len(parts) < 2:
        return None
    found = {(_SURE.get(part) or _WEAK[part]): part for part in parts if part in _SURE or part in _WEAK}
    if set(found) == {ModuleColumn.CORE_TASK, ModuleColumn.WORK_PROCESS}:
        return HeaderMatch(ModuleColumn.WORK_PROCESS, 0.95, " ".join(parts))
    if len(found) == 1:
        column, name = next(iter(found.items()))
        return HeaderMatch(column, 0.9, name, weak=name in _WEAK)
    return None


def _match_compound(name: str) -> HeaderMatch | None:
    """Match "Naam stage" and "Stagecode": the name or the code of whatever this school calls its modules."""
    if _NAME_OF.match(name):
        return HeaderMatch(ModuleColumn.TITLE, _COMPOUND, "naam", weak=True)
    if _CODE_OF.match(name):
        return HeaderMatch(ModuleColumn.CODE, _COMPOUND, "code", weak=True)
    return None


def _match_longer(name: str) -> HeaderMatch | None:
    """Match "SBU per student" or "Toetsvorm van de module": a sure name that opens a longer header."""
    words = name.split()
    for size in range(min(len(words) - 1, 4), 0, -1):
        start = " ".join(words[:size])
        if start == "code" and _CODE_OF.match(f"{words[1]}code") is None:
            return None  # "Code toets" is the code of something else.
        if start in _SURE and len(start) > 2 and len(words) <= size + 4 and not words[size].isdigit():
            return HeaderMatch(_SURE[start], 0.9, start)
    return None


def _match_fuzzy(name: str) -> HeaderMatch | None:
    if len(name) < _FUZZY_FROM_LENGTH:
        return None
    best = process.extractOne(
        name, _FUZZY_NAMES, scorer=OSA.normalized_similarity, score_cutoff=_FUZZY_SIMILARITY, processor=None
    )
    if best is None:
        return None
    found, similarity, _ = best
    column = _SURE.get(found) or _WEAK[found]
    return HeaderMatch(column, min(round(0.95 * similarity, 2), _SUREST_GUESS), found, weak=found in _WEAK)
