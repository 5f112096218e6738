"""Numbers, dates and formulas: hours as docents type them, years and periods in words, codes that look like numbers."""

from collections.abc import Sequence
from datetime import date

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color

from tests.golden.describe import Case, Found, Sheet, Value, error, module, reading, warning, xlsx


def _one_column(header: str, typed: Sequence[Value]) -> bytes:
    """A sheet of modules that differ only in the cell of one column (C2 and down)."""
    rows: list[tuple[Value, ...]] = [("Code", "Module", header)]
    rows += [(f"M{number}", f"Module {number}", value) for number, value in enumerate(typed, 1)]
    return xlsx(Sheet(rows))


def _warnings(kind: str, count: int) -> list[Found]:
    return [warning(kind, "Blad1", f"C{row}") for row in range(2, 2 + count)]


_HOURS: list[tuple[Value, float]] = [
    (40, 40),
    (37.5, 37.5),
    ("40", 40),
    ("40 sbu", 40),
    ("40 uur", 40),
    ("40u", 40),
    ("37,5", 37.5),
    ("37,50 klokuren", 37.5),
    ("1.600", 1600),
    ("1 600", 1600),
    ("3x50 min", 2.5),
    ("2 x 45 minuten", 1.5),
    ("8 x 1,5 uur", 12),
]
_NO_HOURS: list[Value] = ["-", "", "n.v.t.", None]
_UNCLEAR_HOURS: list[Value] = ["n.t.b.", "30-40", "tweehonderdveertig", "zie jaar 2", -40, "?", "40 + p.m."]

_YEARS: list[tuple[Value, list[int]]] = [
    (1, [1]),
    ("2", [2]),
    (3.0, [3]),
    ("lj 1", [1]),
    ("LJ2", [2]),
    ("leerjaar 3", [3]),
    ("jaar 2", [2]),
    ("1e jaar", [1]),
    ("1-2", [1, 2]),
    ("leerjaar 1-2", [1, 2]),
    ("1 t/m 3", [1, 2, 3]),
    ("1 en 2", [1, 2]),
    ("1, 3", [1, 3]),
    ("2+3", [2, 3]),
    ("1/2", [1, 2]),
    ("eerste leerjaar", [1]),
]
_UNCLEAR_YEARS: list[Value] = ["2 of 3", "2026", "alle", 14, "n.t.b."]

_PERIODS: list[tuple[Value, list[str]]] = [
    (1, ["1"]),
    ("P1", ["1"]),
    ("p 2", ["2"]),
    ("Periode 3", ["3"]),
    ("per. 4", ["4"]),
    ("blok 3", ["3"]),
    ("P1-P4", ["1", "2", "3", "4"]),
    ("1-2", ["1", "2"]),
    ("Periode 1 t/m 7", ["1", "2", "3", "4", "5", "6", "7"]),
    ("P9 t/m P11", ["9", "10", "11"]),
    ("P2, P4", ["2", "4"]),
    ("1 en 3", ["1", "3"]),
    ("P3 + P4", ["3", "4"]),
    ("2/3", ["2", "3"]),
    ("semester 1", ["S1"]),
    ("sem. 2", ["S2"]),
]

CASES = [
    Case(
        "hours-as-typed",
        "Hours as numbers, as text, with a unit, a decimal comma, a thousands point, and as lessons times minutes.",
        _one_column("SBU", [typed for typed, _ in _HOURS]),
        reading([module(f"Module {number}", sbu=hours) for number, (_, hours) in enumerate(_HOURS, 1)]),
    ),
    Case(
        "hours-not-stated",
        "A dash, an empty cell and 'n.v.t.' say that there are no hours to state; nothing to warn about.",
        _one_column("SBU", _NO_HOURS),
        reading([module(f"Module {number}", sbu=None) for number in range(1, 5)], quiet=True),
    ),
    Case(
        "hours-unclear",
        "Hours that a fair reader cannot turn into one number: left open, and the docent hears of each.",
        _one_column("SBU", _UNCLEAR_HOURS),
        reading(
            [module(f"Module {number}", sbu=None) for number in range(1, 8)],
            _warnings("unclear_hours", len(_UNCLEAR_HOURS)),
        ),
    ),
    Case(
        "hours-about",
        "'ca. 40' is 40, with a word to the docent.",
        _one_column("SBU", ["ca. 40", "± 80"]),
        reading([module("Module 1", sbu=40), module("Module 2", sbu=80)], _warnings("unclear_hours", 2)),
    ),
    Case(
        "hours-more-contact-than-load",
        "More guided hours than study load: both are taken as typed, and the docent is asked to look.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU", "BOT", "BPV"),
                    ("A1", "Agendabeheer", 40, 60, None),
                    ("A2", "Stage", 240, 30, 300),
                ]
            )
        ),
        reading(
            [module("Agendabeheer", sbu=40, bot=60), module("Stage", sbu=240, bot=30, bpv=300)],
            [warning("hours_do_not_add_up", "Blad1"), warning("hours_do_not_add_up", "Blad1")],
        ),
    ),
    Case(
        "years-as-typed",
        "Sixteen ways to type a leerjaar.",
        _one_column("Leerjaar", [typed for typed, _ in _YEARS]),
        reading([module(f"Module {number}", years=years) for number, (_, years) in enumerate(_YEARS, 1)], quiet=True),
    ),
    Case(
        "years-unclear",
        "A choice, a calendar year, a number that is no leerjaar: left open, and the docent hears of each.",
        _one_column("Leerjaar", _UNCLEAR_YEARS),
        reading([module(f"Module {number}") for number in range(1, 6)], _warnings("unclear_year", 5)),
    ),
    Case(
        "periods-as-typed",
        "Sixteen ways to type a period.",
        _one_column("Periode", [typed for typed, _ in _PERIODS]),
        reading(
            [module(f"Module {number}", periods=periods) for number, (_, periods) in enumerate(_PERIODS, 1)],
            quiet=True,
        ),
    ),
    Case(
        "periods-turned-into-dates",
        "The docent typed 1-3 and 2-4; the spreadsheet made dates of it. The docent is asked.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Periode"),
                    ("A1", "Agendabeheer", date(2026, 3, 1)),
                    ("A2", "Notuleren", date(2026, 4, 2)),
                    ("A3", "Archiveren", "P3"),
                ],
                formats={"C2": "d-m", "C3": "d-mmm"},
            )
        ),
        reading(
            [module("Agendabeheer"), module("Notuleren"), module("Archiveren", periods=["3"])],
            [warning("date_as_period", "Blad1", "C2"), warning("date_as_period", "Blad1", "C3")],
        ),
    ),
    Case(
        "codes-with-leading-zeros",
        "The codes are numbers with the format 000, so the docent sees 007; and one is text.",
        xlsx(
            Sheet(
                [
                    ("Modulecode", "Module", "SBU"),
                    (7, "Agendabeheer", 120),
                    (42, "Notuleren", 90),
                    ("008", "Archiveren", 80),
                    (1250, "Facturen", 110),
                ],
                formats={"A2": "000", "A3": "000", "A5": "000"},
            )
        ),
        reading(
            [
                module("Agendabeheer", code="007"),
                module("Notuleren", code="042"),
                module("Archiveren", code="008"),
                module("Facturen", code="1250"),
            ],
            quiet=True,
        ),
    ),
    Case(
        "codes-that-are-numbers",
        "Plain numbers as codes: 101 is 101 and not 101.0; the hours show two decimals.",
        xlsx(
            Sheet(
                [("Code", "Module", "SBU"), (101, "Agendabeheer", 120), (102.0, "Notuleren", 37.5)],
                formats={"C2": "0.00", "C3": "0.00"},
            )
        ),
        reading([module("Agendabeheer", code="101", sbu=120), module("Notuleren", code="102", sbu=37.5)], quiet=True),
    ),
    Case(
        "formula-without-value",
        "The hours are a formula of which the file holds no outcome (it was made by a program): ask, do not compute.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "BOT", "SBU"),
                    ("A1", "Agendabeheer", 70, "=C2+50"),
                    ("A2", "Notuleren", 45, 90),
                ]
            )
        ),
        reading(
            [module("Agendabeheer", hours={"bot": 70, "sbu": None}), module("Notuleren", hours={"bot": 45, "sbu": 90})],
            [warning("formula_without_value", "Blad1", "D2")],
        ),
    ),
    Case(
        "formula-errors",
        "Cells that show #DEEL/0!, #N/B and #VERW!: no value, and the docent hears which cell.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU", "Omschrijving"),
                    ("A1", "Agendabeheer", "#DIV/0!", "Plannen."),
                    ("A2", "Notuleren", 90, "#N/A"),
                    ("A3", "#REF!", 80, "Archief."),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", hours={"sbu": None}, description="Plannen."),
                module("Notuleren", description="", hours={"sbu": 90}),
            ],
            [
                warning("error_value", "Blad1", "C2"),
                warning("error_value", "Blad1", "D3"),
                error("no_title", "Blad1", "B4"),
            ],
        ),
    ),
    Case(
        "text-with-markup-and-comments",
        "Half of a title is bold, a word is red, and a colleague left a comment; only the words count.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Omschrijving"),
                    ("A1", CellRichText(TextBlock(InlineFont(b=True), "Agenda"), "beheer"), "Plannen in Outlook."),
                    (
                        "A2",
                        "Notuleren",
                        CellRichText(
                            "Verslag ", TextBlock(InlineFont(color=Color(rgb="FFFF0000")), "maken"), " en bewaken."
                        ),
                    ),
                ],
                comments={"B2": "deze ook in jaar 2?", "C3": "nog afstemmen"},
            )
        ),
        reading(
            [
                module("Agendabeheer", description="Plannen in Outlook."),
                module("Notuleren", description="Verslag maken en bewaken."),
            ],
            quiet=True,
        ),
    ),
    Case(
        "text-that-looks-like-a-formula",
        "Titles and descriptions that begin with -, + or @ are text and stay as they are.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Omschrijving"),
                    ("A1", "-18 en dan?", "+31 is het landnummer."),
                    ("A2", "@work", "Werken op kantoor & thuis <voorbeeld>"),
                ]
            )
        ),
        reading(
            [
                module("-18 en dan?", description="+31 is het landnummer."),
                module("@work", description="Werken op kantoor & thuis <voorbeeld>"),
            ],
            quiet=True,
        ),
    ),
    Case(
        "hours-per-year",
        "The guided hours of each leerjaar in a column of its own, as the OER asks for them, and their total. An empty "
        "cell is a year in which the subject is not taught.",
        xlsx(
            Sheet(
                [
                    ("Overzicht BOT per leerjaar",),
                    ("Vak", "BOT leerjaar 1", "BOT leerjaar 2", "BOT leerjaar 3", "Totaal"),
                    ("Nederlands", 40, 40, 20, 100),
                    ("Agendabeheer", 60, None, None, 60),
                    ("Projecten", None, 30, 60, 90),
                    ("Totaal", 100, 70, 80, 250),
                ]
            )
        ),
        reading(
            [
                module("Nederlands", years=[1, 2, 3], sbu=None, bot=100),
                module("Agendabeheer", years=[1], sbu=None, bot=60),
                module("Projecten", years=[2, 3], sbu=None, bot=90),
            ]
        ),
    ),
    Case(
        "hours-per-year-below-groups",
        "BOT and BPV stand merged above the leerjaren; there is no total. A module has the hours of its years "
        "together.",
        xlsx(
            Sheet(
                [
                    ("Module", "BOT", None, None, "BPV", None, None),
                    (None, "LJ1", "LJ2", "LJ3", "LJ1", "LJ2", "LJ3"),
                    ("Nederlands", 40, 40, 20, None, None, None),
                    ("Stage", 10, 10, None, 200, 400, None),
                    ("Projecten", None, 30, "60,5", 0, 0, 100),
                ],
                merged=["A1:A2", "B1:D1", "E1:G1"],
            )
        ),
        reading(
            [
                module("Nederlands", years=[1, 2, 3], sbu=None, bot=100, bpv=None),
                module("Stage", years=[1, 2], sbu=None, bot=20, bpv=600),
                module("Projecten", years=[2, 3], sbu=None, bot=90.5, bpv=100),
            ]
        ),
    ),
    Case(
        "hours-of-one-year-only",
        "One column 'SBU leerjaar 1' holds the study load; it is no column of crosses.",
        xlsx(Sheet([("Module", "SBU leerjaar 1", "Periode"), ("Agendabeheer", 60, "P1"), ("Post", 40, "P2")])),
        reading(
            [module("Agendabeheer", years=[1], periods=["1"], sbu=60), module("Post", years=[1], periods=["2"], sbu=40)]
        ),
    ),
]
