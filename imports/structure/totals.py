"""Tells a row that adds hours up from a module whose name begins with the same word."""

import re

_OPENING = re.compile(
    r"^(?:(?:sub|eind|generaal|algemeen)\s?-?\s?)?(?:totaal|totalen|total|totals)\b|^(?:som|gemiddelde?|aantal)\b",
    re.IGNORECASE,
)
_FIRST_LETTERS = frozenset("stegaSTEGA")
_WORD = re.compile(r"[^\W\d_]+")
_AMOUNT = re.compile(r"^\d[\d.,\s]*(?:uur|uren|u|sbu|h)?$", re.IGNORECASE)
_COUNT = re.compile(r"^\d[\d.,]*\s?[^\W\d_]*$")  # "3 toetsen" beside "Subtotaal periode 1".
# What people add to the word: of what, of when. Any other word makes it a name: "Total quality management".
_OF_WHAT = frozenset(
    [
        *("sbu", "bot", "bpv", "ec", "uur", "uren", "klokuren", "lesuren", "contacturen", "onderwijsuren", "hours"),
        *("studielast", "studiebelasting", "studiebelastingsuren", "onderwijstijd", "zelfstudie", "stage", "praktijk"),
        *("leerjaar", "leerjaren", "jaar", "jaren", "lj", "studiejaar", "schooljaar", "cohort", "year", "years", "per"),
        *("periode", "periodes", "perioden", "p", "blok", "semester", "kwartaal", "week", "weken", "period", "e", "de"),
        *("het", "een", "van", "in", "voor", "over", "alle", "t", "m", "tot", "en", "met", "of", "the", "all", "for"),
        *(
            "eerste",
            "tweede",
            "derde",
            "vierde",
            "module",
            "modules",
            "vak",
            "vakken",
            "opleiding",
            "onderwijs",
            "hele",
        ),
        *("generiek", "generieke", "beroepsgericht", "beroepsgerichte", "keuzedeel", "keuzedelen", "avo", "programma"),
        *("aantal", "begeleid", "begeleide", "onbegeleid", "onbegeleide", "bol", "bbl", "basisdeel", "profieldeel"),
        *("records", "regels", "rijen", "toetsen", "lessen", "studenten", "deelnemers", "toetsmomenten"),
        *("generaal", "algemeen", "kerntaak", "onderdeel", "sectie", "gepland", "geplande", "benodigd", "minimaal"),
    ]
)


def is_total(label: str, beside: list[str], above: list[list[str]]) -> bool:
    """Tell whether a row is a total.

    Parameters
    ----------
    label
        The text that may name the total: the first of the row, or the name of its module.
    beside
        The other texts of the row.
    above
        Per text of ``beside`` the texts that stand above it, for a label with words that no total has.

    Examples
    --------
    >>> is_total("Totaal SBU leerjaar 1", ["1600", "incl. BPV"], [[], []]), is_total("Totaalbeeld", ["40"], [[]])
    (True, False)
    >>> is_total("Total quality management", ["40"], [["30", "60"]]), is_total("Totaal Office", ["40"], [["20", "20"]])
    (False, True)
    >>> is_total("Totaal Office", ["40"], [["30", "10"]])
    True
    """
    opening = _OPENING.match(label)
    if opening is None:
        return False
    if all(word.casefold() in _OF_WHAT for word in _WORD.findall(label[opening.end() :])):
        return any(_AMOUNT.match(text) or _COUNT.match(text) for text in beside) or not any(map(_has_letters, beside))
    return any(_adds_up(text, texts) for text, texts in zip(beside, above, strict=True))


def opens_a_total(label: str) -> bool:
    """Return whether a text begins as the label of a total does; most rows need no further look.

    >>> opens_a_total("Sub-totaal"), opens_a_total("Agenda")
    (True, False)
    """
    return label[:1] in _FIRST_LETTERS and _OPENING.match(label) is not None


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _adds_up(text: str, above: list[str]) -> bool:
    wanted = _read(text)
    if not wanted:
        return False
    sum_above, added = 0.0, 0
    for number in map(_read, reversed(above)):
        sum_above += number
        added += number > 0
        if added > 1 and abs(sum_above - wanted) < 0.01:
            return True
    return False


def _read(text: str) -> float:
    found = re.match(r"\d+(?:[.,]\d+)?", text) if _AMOUNT.match(text) else None
    return float(found[0].replace(",", ".")) if found else 0.0
