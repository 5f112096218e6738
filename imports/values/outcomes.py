"""Splits a cell with several learning outcomes into one text each."""

import re

_BULLET = re.compile(r"^\s*(?:[•●○◦▪▫■□‣⁃∙·*\-–—►▶➢➤✓✔❖\uf0b7\uf0a7]|o(?=\s{1,4}[A-Za-zÀ-ÿ])|->|=>)+\s*(?=\S)")
_NUMBERING = re.compile(
    r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.):]\s*|\d{1,2}(?:\.\d{1,2}){1,2}\s+|\(?(?:[a-z]|i{1,3}|iv|vi{0,3}|ix)[.)]\s+|(?:LU|LD|LO)\s?\d{1,2}(?:\.\d{1,2})?\s*[.:)\-–]?\s+)(?=[^\W\d_]|[\"'(])"
)
_INLINE_BULLET = re.compile(r"(?:^|(?<=\s))[•●▪■‣➢►✓✔\uf0b7\uf0a7]\s*")
_INLINE_NUMBER = re.compile(r"(?:^|(?<=[\s.;]))\(?(\d{1,2})[.)]\s+(?=[^\W\d_])")
# "1.1 plant 1.2 verzet": the numbers after the point run on.
_INLINE_PARTS = re.compile(r"(?:^|(?<=[\s.;]))(\d{1,2})\.(\d{1,2})[.):]?\s+(?=[^\W\d_])")
_OPEN_END = re.compile(r"(?:,|\b(?:en|of|de|het|een|van|in|met|op|aan|voor|te|and|or|the|of|to)|-)$", re.IGNORECASE)


# One line that begins with a letter (not "a)" or "o ") and holds no bullet, number or semicolon: the most common cell.
_ONE_OUTCOME = re.compile(r"[^\W\d_]{2}[^\n;•●▪■‣➢►✓✔\uf0b7\uf0a7\d]*[^\n;•●▪■‣➢►✓✔\uf0b7\uf0a7\d\s]")


_SPLITTING = b"0123456789\n;"


def is_plain_line(text: str) -> bool:
    """Return whether a text is one outcome at a glance: one line in ASCII that begins with a word and holds no digit.

    The same as the pattern above asks, but many times quicker; bullets and the like cannot occur in ASCII.

    >>> is_plain_line("plant afspraken"), is_plain_line("a) plant"), is_plain_line("plant 2 afspraken")
    (True, False, False)
    """
    if not text.isascii() or not text[:2].isalpha() or text[-1].isspace():
        return False
    plain = text.encode("ascii")
    return len(plain.translate(None, _SPLITTING)) == len(plain)


def split_outcomes(text: str) -> tuple[str, ...]:
    r"""Return the learning outcomes of one cell: by line, bullet, number or semicolon.

    A line that goes on where the one before broke off stays one text; a line that only introduces the list ("De student
    kan:") is left out.

    Examples
    --------
    >>> split_outcomes("De student kan:\n• plant afspraken\n• maakt verslag\n  en archiveert dat")
    ('plant afspraken', 'maakt verslag en archiveert dat')
    >>> split_outcomes("1. plant afspraken 2. maakt verslag")
    ('plant afspraken', 'maakt verslag')
    >>> split_outcomes("plant een vergadering; maakt een verslag")
    ('plant een vergadering', 'maakt een verslag')
    >>> split_outcomes("1.1 plant een vergadering; 1.2 maakt een verslag")
    ('plant een vergadering', 'maakt een verslag')
    >>> split_outcomes("Ordent digitale\ndossiers.")
    ('Ordent digitale dossiers.',)
    """
    if is_plain_line(text) or (not text.isascii() and _ONE_OUTCOME.fullmatch(text)):
        return (text,)
    lines = [line.strip() for line in _break_inline(text).split("\n")]
    lines = [line for line in lines if line]
    marked = any(_is_marked(line) for line in lines)
    wrapped = not marked and _is_wrapped(lines)
    items: list[str] = []
    for line in lines:
        bare = _strip_mark(line)
        begins = _is_marked(line) or not items
        if not begins and not marked:
            begins = not wrapped and _OPEN_END.search(items[-1]) is None
        elif not begins:
            # Between bullets an unmarked line goes on with the one above, unless that one was an introduction.
            begins = items[-1].endswith(":") or (items[-1].endswith(".") and bare[:1].isupper())
        if begins:
            items.append(bare)
        else:
            joined = items[-1][:-1] if items[-1].endswith("-") and bare[:1].islower() else f"{items[-1]} "
            items[-1] = joined + bare
    if len(items) > 1 and items[0].endswith(":"):
        items = items[1:]
    items = [part for item in items for part in _split_semicolons(item)]
    return tuple(item for item in (item.rstrip(" ;").strip() for item in items) if any(sign.isalnum() for sign in item))


def split_lines(text: str) -> tuple[str, ...]:
    r"""Return the texts that stand below each other in a cell; a line that the one before or after needs stays with it.

    >>> split_lines("kennistoets\n- portfolio"), split_lines("gesprek met\nde opdrachtgever"), split_lines("Toets:\nA")
    (('kennistoets', 'portfolio'), ('gesprek met\nde opdrachtgever',), ('Toets:\nA',))
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or any(line.rstrip().endswith(":") or _OPEN_END.search(line) for line in lines[:-1]):
        return (text,)
    if any(line.lstrip().startswith("(") for line in lines) or _is_wrapped(lines):
        return (text,)
    return tuple([bare for line in lines if (bare := _strip_mark(line).rstrip(" ;,"))])


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether the lines are one sentence that was broken off for its width: a capital, and one full stop."""
    first, *others = lines or [""]
    return (
        bool(others)
        and first[:1].isupper()
        and all(line[:1].islower() for line in others)
        and lines[-1].endswith(".")
        and not any(line.endswith((".", ";", ":", ",", "!", "?")) for line in lines[:-1])
    )


def _is_marked(line: str) -> bool:
    return _BULLET.match(line) is not None or _NUMBERING.match(line) is not None


def _strip_mark(line: str) -> str:
    line = _BULLET.sub("", line, count=1)
    return _NUMBERING.sub("", line, count=1).strip()


def _break_inline(text: str) -> str:
    """Give bullets and running numbers (1. … 2. … 3. …) within one line a line of their own."""
    broken: list[str] = []
    for line in text.split("\n"):
        if len(_INLINE_BULLET.findall(line)) > 1:
            line = _INLINE_BULLET.sub("\n• ", line)
        else:
            numbers = [int(number) for number in _INLINE_NUMBER.findall(line)]
            if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
                line = _INLINE_NUMBER.sub(r"\n\1. ", line)
            elif _run_on(_INLINE_PARTS.findall(line)):
                line = _INLINE_PARTS.sub(r"\n\1.\2 ", line)
        broken.append(line)
    return "\n".join(broken)


def _run_on(numbers: list[tuple[str, str]]) -> bool:
    """Return whether 1.1, 1.2, 1.3 follow each other."""
    parts = [int(part) for _, part in numbers]
    one_chapter = len({chapter for chapter, _ in numbers}) == 1
    return len(parts) > 1 and one_chapter and parts == list(range(parts[0], parts[0] + len(parts)))


def _split_semicolons(item: str) -> list[str]:
    parts = [part.strip() for part in item.split(";")]
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 and all(len(part.split()) > 1 for part in parts) else [item]
