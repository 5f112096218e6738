"""Sheets: one per year or period, hidden parts, helper sheets, and workbooks with nothing in them."""

from tests.golden.describe import Case, Sheet, error, module, reading, warning, xlsx

_HEADER = ("Code", "Module", "SBU")
_AGENDA_ROW = ("OM-102", "Agendabeheer", 120)
_BEZOEK_ROW = ("OM-105", "Bezoekers ontvangen", 100)
_NOTULEREN_ROW = ("OM-202", "Notuleren", 90)
_CORPORATE_ROW = ("OM-301", "Corporate communicatie", 160)
_AGENDA = module("Agendabeheer", code="OM-102", sbu=120)
_BEZOEK = module("Bezoekers ontvangen", code="OM-105", sbu=100)
_NOTULEREN = module("Notuleren", code="OM-202", sbu=90)
_CORPORATE = module("Corporate communicatie", code="OM-301", sbu=160)

CASES = [
    Case(
        "sheets-one-per-year",
        "Each leerjaar has its own sheet, named in three different ways; there is no column for the year.",
        xlsx(
            Sheet([_HEADER, _AGENDA_ROW, _BEZOEK_ROW], name="Leerjaar 1"),
            Sheet([_HEADER, _NOTULEREN_ROW], name="LJ2"),
            Sheet([_HEADER, _CORPORATE_ROW], name="jaar 3 (concept)"),
        ),
        reading(
            [
                _AGENDA | {"years": [1], "sheet": "Leerjaar 1"},
                _BEZOEK | {"years": [1], "sheet": "Leerjaar 1"},
                _NOTULEREN | {"years": [2], "sheet": "LJ2"},
                _CORPORATE | {"years": [3], "sheet": "jaar 3 (concept)"},
            ],
            quiet=True,
        ),
    ),
    Case(
        "sheets-one-per-period",
        "The sheet names carry leerjaar and period together.",
        xlsx(
            Sheet([_HEADER, _AGENDA_ROW], name="LJ1 P3"),
            Sheet([_HEADER, _NOTULEREN_ROW], name="LJ2 P7"),
            Sheet([_HEADER, _CORPORATE_ROW], name="lj3-p9"),
        ),
        reading(
            [
                _AGENDA | {"years": [1], "periods": ["3"]},
                _NOTULEREN | {"years": [2], "periods": ["7"]},
                _CORPORATE | {"years": [3], "periods": ["9"]},
            ],
            quiet=True,
        ),
    ),
    Case(
        "sheets-same-module-in-two-years",
        "Nederlands stands on the sheet of leerjaar 1 and on that of leerjaar 2, with the same code: one module.",
        xlsx(
            Sheet([_HEADER, ("NED", "Nederlands", 80), _AGENDA_ROW], name="Leerjaar 1"),
            Sheet([_HEADER, ("NED", "Nederlands", 80), _NOTULEREN_ROW], name="Leerjaar 2"),
        ),
        reading(
            [
                module("Nederlands", code="NED", years=[1, 2]),
                _AGENDA | {"years": [1]},
                _NOTULEREN | {"years": [2]},
            ]
        ),
    ),
    Case(
        "sheets-code-used-for-another-title",
        "The code OM-102 stands on two sheets for two different modules.",
        xlsx(
            Sheet([_HEADER, _AGENDA_ROW], name="Leerjaar 1"),
            Sheet([_HEADER, ("OM-102", "Factuurverwerking", 110), _NOTULEREN_ROW], name="Leerjaar 2"),
        ),
        reading([_AGENDA, _NOTULEREN], [error("duplicate_code", "Leerjaar 2", "A2")]),
    ),
    Case(
        "sheets-year-of-the-column-wins",
        "The sheet is called 'Leerjaar 1', but one module has leerjaar 2 typed in its own row.",
        xlsx(
            Sheet(
                [
                    (*_HEADER, "Leerjaar"),
                    (*_AGENDA_ROW, 1),
                    (*_NOTULEREN_ROW, 2),
                ],
                name="Leerjaar 1",
            )
        ),
        reading([_AGENDA | {"years": [1]}, _NOTULEREN | {"years": [2]}]),
    ),
    Case(
        "sheets-with-explanation-and-lists",
        "A page of explanation and a sheet with the choices of drop-downs stand around the modules.",
        xlsx(
            Sheet(
                [
                    ("Toelichting bij het onderwijsplan",),
                    ("Dit plan is vastgesteld in het team op 12 maart.",),
                    ("Vragen? Mail de curriculumcommissie.",),
                ],
                name="Toelichting",
            ),
            Sheet([_HEADER, _AGENDA_ROW, _BEZOEK_ROW], name="Modules"),
            Sheet(
                [
                    ("Leerjaren", "Perioden", "Toetsvormen"),
                    (1, "P1", "Praktijktoets"),
                    (2, "P2", "Portfolio"),
                    (3, "P3", "Examen"),
                ],
                name="lijsten",
            ),
        ),
        reading(
            [_AGENDA, _BEZOEK],
            [warning("sheet_not_read", "Toelichting"), warning("sheet_not_read", "lijsten")],
            quiet=True,
        ),
    ),
    Case(
        "sheets-empty-ones-beside",
        "Blad2 and Blad3 are empty, as they came with the new workbook.",
        xlsx(Sheet([_HEADER, _AGENDA_ROW]), Sheet([], name="Blad2"), Sheet([], name="Blad3")),
        reading([_AGENDA], quiet=True),
    ),
    Case(
        "sheets-hidden-sheet",
        "Last year's modules stand on a hidden sheet: not read unless the docent wants it, and reported.",
        xlsx(
            Sheet([_HEADER, _AGENDA_ROW], name="2026"),
            Sheet([_HEADER, ("OM-001", "Typen op de schrijfmachine", 80)], name="oud", hidden=True),
        ),
        reading([_AGENDA], [warning("hidden_sheet", "oud")]),
    ),
    Case(
        "sheets-hidden-rows",
        "A filter hides two of the four modules: what the docent sees is read, and the hidden rows are reported.",
        xlsx(
            Sheet(
                [_HEADER, _AGENDA_ROW, _BEZOEK_ROW, _NOTULEREN_ROW, _CORPORATE_ROW],
                hidden_rows=[3, 5],
                filter_range="A1:C5",
            )
        ),
        reading([_AGENDA, _NOTULEREN], [warning("hidden_rows", "Blad1")]),
    ),
    Case(
        "sheets-hidden-columns",
        "The columns BOT and remarks are hidden: what the docent sees is read, and the hidden columns are reported.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "BOT", "SBU", "Opmerkingen"),
                    ("OM-102", "Agendabeheer", 70, 120, "x"),
                    ("OM-105", "Bezoekers ontvangen", 50, 100, None),
                ],
                hidden_columns=["C", "E"],
            )
        ),
        reading(
            [_AGENDA | {"hours": {"sbu": 120, "bot": None}}, _BEZOEK | {"hours": {"sbu": 100, "bot": None}}],
            [warning("hidden_columns", "Blad1")],
        ),
    ),
    Case(
        "sheets-colour-means-something",
        "A legend says that yellow modules are to lapse; a tool cannot read colours and must say so.",
        xlsx(
            Sheet(
                [
                    ("geel = vervalt per 2026",),
                    (),
                    _HEADER,
                    _AGENDA_ROW,
                    ("OM-099", "Faxen en telex", 40),
                ],
                fills={"A1": "FFFF00", "A5:C5": "FFFF00"},
            )
        ),
        reading([_AGENDA, module("Faxen en telex", code="OM-099")], [warning("colour", "Blad1", "A1")]),
    ),
    Case(
        "sheets-formatted-far-down",
        "Three modules, and empty cells with a border down to row 2000 and out to column AZ.",
        xlsx(
            Sheet(
                [_HEADER, _AGENDA_ROW, _BEZOEK_ROW, _NOTULEREN_ROW],
                fills={"A5:C2000": "FFFFFF", "D1:AZ4": "FFFFFF"},
            )
        ),
        reading([_AGENDA, _BEZOEK, _NOTULEREN], quiet=True),
    ),
    Case(
        "sheets-header-but-no-modules",
        "A template that nobody filled in: the header is there and nothing below it.",
        xlsx(Sheet([("Code", "Modulenaam", "Leerjaar", "Periode", "SBU")])),
        reading([], [error("no_modules")]),
    ),
    Case(
        "sheets-no-modules-at-all",
        "A workbook with a letter in it: text in one column, no table.",
        xlsx(
            Sheet(
                [
                    ("Beste collega's,",),
                    ("Bijgaand het verzoek om de modules voor 1 mei aan te leveren.",),
                    ("Met vriendelijke groet,",),
                    ("De teamleider",),
                ]
            )
        ),
        reading([], [error("no_modules")]),
    ),
    Case(
        "sheets-attendance-list",
        "A list of lesson dates and rooms: a real table, but not of modules.",
        xlsx(
            Sheet(
                [
                    ("Datum", "Lokaal", "Groep", "Aanwezig"),
                    ("12-03-2026", "B1.12", "OM1A", 22),
                    ("13-03-2026", "B1.14", "OM1B", 19),
                ]
            )
        ),
        reading([], [error("no_modules")]),
    ),
    Case(
        "sheets-empty-workbook", "A new workbook with one empty sheet.", xlsx(Sheet([])), reading([], [error("empty")])
    ),
]
