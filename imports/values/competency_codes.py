"""Finds the competency codes of a framework in cells: lists, ranges and the spellings of docents (m20.3)."""

import re
from collections.abc import Callable
from typing import NamedTuple

from curriculum.contract.records import CompetencyRecord, Framework
from curriculum.contract.vocabulary import Mastery, Verdict
from imports.findings import Finding, has_digit, says_nothing
from imports.structure.headers import normalise_header
from imports.values.marks import parse_mark

_CHUNKS = re.compile(r"[^\W\d_]+|\d+")
_RANGE = re.compile(r"\s*(?:t\s?/\s?m|t\s?\.\s?/?\s?m\.?|tot en met|through|-|–|—)\s*", re.IGNORECASE)
_LEVEL_AFTER = re.compile(r"\s*[(:=\[]\s*([^\W\d_]+|[IOB123](?:/[IOB])?)\s*[)\]]?", re.IGNORECASE)
_CODE_SHAPED = re.compile(r"(?<!\w)[A-Za-z]{1,4}\d{0,3}[-–._]?\d{1,3}(?!\w)")
_LETTER_AND_DIGIT = re.compile(r"([^\W\d_])[\W_]*\d")
_SHORT_END = re.compile(r"\d{1,3}(?!\w)")


class CodeStatement(NamedTuple):
    """A competency that a cell names, with the level beside it when there is one."""

    code: str
    verdict: Verdict = Verdict.FULL
    mastery: Mastery | None = None


class ParsedStatements(NamedTuple):
    """The competencies that a cell names, once each, and what is unclear."""

    statements: tuple[CodeStatement, ...] = ()
    problems: tuple[Finding, ...] = ()


class CompetencyIndex:
    """The codes and titles of one framework, ready for looking up; without a framework it knows nothing."""

    def __init__(self, framework: Framework | None) -> None:
        competencies = framework.competencies if framework else ()
        self._order = [competency.code for competency in competencies]
        self._place = {code: place for place, code in enumerate(self._order)}
        self._codes: dict[str, str] = {}
        for competency in competencies:
            self._codes.setdefault(_key(competency.code), competency.code)
        self._titles = {normalise_header(competency.title): competency.code for competency in competencies}
        self._pattern = _pattern(competencies)
        # Codes such as "1" or "A" also occur in ordinary text; only telling ones are looked for outside their column.
        self._telling = [
            code for code in self._order if re.search(r"[^\W\d_]", code) and re.search(r"\d", code) and len(code) > 2
        ]
        self._text_pattern = _pattern([item for item in competencies if item.code in set(self._telling)])
        self._may_hold = _quick_search(self._telling)
        self._cache: dict[str, ParsedStatements] = {}

    def __bool__(self) -> bool:
        return bool(self._order)

    def find(self, text: str) -> str | None:
        """Return the one competency that a header names by its code (at the start) or by its whole title."""
        if self._pattern is None:
            return None
        match = self._pattern.match(text.strip())
        if match:
            code = self._codes.get(_key(match[0]))
            if code is not None:
                return code
        return self._titles.get(normalise_header(text))

    def resembles(self, text: str) -> bool:
        """Return whether a header has the shape of this framework's codes without being one of them."""
        match = self._text_pattern.match(text.strip()) if self._text_pattern is not None else None
        return match is not None and _key(match[0]) not in self._codes

    def scan(self, text: str) -> tuple[CodeStatement, ...]:
        """Return the competencies whose code stands somewhere in ordinary text."""
        if self._text_pattern is None or not has_digit(text) or not self._may_hold(text):
            return ()
        found: dict[str, CodeStatement] = {}
        for match in self._text_pattern.finditer(text):
            code = self._codes.get(_key(match[0]))
            if code is not None:
                found.setdefault(code, CodeStatement(code))
        return tuple(found.values())

    def parse(self, text: str) -> ParsedStatements:
        """Return the competencies that a cell of a competency column names.

        >>> from curriculum.contract.records import CompetencyRecord, Framework
        >>> codes = ("M16-01", "M16-02", "M16-03")
        >>> index = CompetencyIndex(Framework("f", "F", tuple(CompetencyRecord(code, code) for code in codes)))
        >>> [statement.code for statement in index.parse("m16.1 t/m M16-03").statements]
        ['M16-01', 'M16-02', 'M16-03']
        >>> index.parse("M99-01").problems[0].code
        'competency-unknown'
        """
        known = self._cache.get(text)
        if known is None:
            known = self._cache[text] = self._parse(text)
        return known

    def _parse(self, text: str) -> ParsedStatements:
        if says_nothing(text) or self._pattern is None:
            return ParsedStatements()
        found: dict[str, CodeStatement] = {}
        problems: list[Finding] = []
        rest: list[str] = []
        position, previous = 0, ""
        for match in self._pattern.finditer(text):
            code = self._codes.get(_key(match[0]))
            if code is None or match.start() < position:
                continue
            between = text[position : match.start()]
            end = match.end()
            if previous and _RANGE.fullmatch(between):
                self._add_range(previous, code, found, problems, text)
            else:
                rest.append(between)
            short = _RANGE.match(text, end)
            tail = _SHORT_END.match(text, short.end()) if short and not self._pattern.match(text, short.end()) else None
            if tail:
                last = self._codes.get(_key(re.sub(r"\d+$", tail[0], code)))
                found.setdefault(code, CodeStatement(code))
                if last is None:
                    problems.append(Finding("competency-unknown", tail[0]))
                else:
                    self._add_range(code, last, found, problems, text)
                position, previous = tail.end(), ""
                continue
            level = _LEVEL_AFTER.match(text, end)
            mark = parse_mark(level[1], numbered=True) if level else None
            if level and mark and mark.verdict is not None:
                found[code] = CodeStatement(code, mark.verdict, mark.mastery)
                end = level.end()
            else:
                found.setdefault(code, CodeStatement(code))
            position, previous = end, code
        rest.append(text[position:])
        self._read_rest(rest, found, problems, text)
        return ParsedStatements(tuple(found.values()), tuple(dict.fromkeys(problems)))

    def _add_range(
        self, first: str, last: str, found: dict[str, CodeStatement], problems: list[Finding], text: str
    ) -> None:
        start, end = self._place[first], self._place[last]
        if end < start:
            problems.append(Finding("competency-range-unclear", text))
            start = end
        for code in self._order[start : end + 1]:
            found.setdefault(code, CodeStatement(code))

    def _read_rest(self, rest: list[str], found: dict[str, CodeStatement], problems: list[Finding], text: str) -> None:
        """Look at what is no known code: a title of the framework, a code that looks like one, or only words."""
        for piece in re.split(r"[;,\n|]", "\n".join(rest)):
            code = self._titles.get(normalise_header(piece))
            if code is not None:
                found.setdefault(code, CodeStatement(code))
                continue
            problems.extend(Finding("competency-unknown", match[0]) for match in _CODE_SHAPED.finditer(piece))
        if not found and not problems:
            problems.append(Finding("competency-unknown", text))


def _key(code: str) -> str:
    """Return a code without the differences that do not count: M16-01, m16.1 and M16 – 01 are one."""
    return ".".join(str(int(chunk)) if chunk.isdecimal() else chunk.casefold() for chunk in _CHUNKS.findall(code))


def _quick_search(codes: list[str]) -> Callable[[str], re.Match[str] | None]:
    """Return a search for what every spelling of these codes holds: the letter before its first digit, and that digit.

    It is many times quicker than the search for the codes themselves, and most texts hold no such pair.
    """
    letters: set[str] = set()
    for code in codes:
        first = _LETTER_AND_DIGIT.search(code)
        if first is None:
            return re.compile(r"\d").search
        letters.update((first[1].lower(), first[1].upper()))
    return re.compile(rf"[{re.escape(''.join(sorted(letters)) or '-')}]\s?[-–—._ /]?\s?\d").search


def _pattern(competencies: list[CompetencyRecord] | tuple[CompetencyRecord, ...]) -> re.Pattern[str] | None:
    """Return a pattern for the few shapes that the codes of a framework have, so that it stays small for long lists."""
    shapes: set[str] = set()
    for competency in competencies:
        chunks = _CHUNKS.findall(competency.code)
        if chunks:
            shapes.add(
                r"\s?[-–—._ /]?\s?".join(
                    rf"0{{0,2}}\d{{1,{len(chunk)}}}" if chunk.isdecimal() else rf"[^\W\d_]{{{len(chunk)}}}"
                    for chunk in chunks
                )
            )
    if not shapes:
        return None
    longest_first = sorted(shapes, key=lambda shape: (-len(shape), shape))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])")
