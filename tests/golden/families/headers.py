"""Headers: where they stand, how they are spelled, and in how many rows."""

from tests.golden.describe import Case, Sheet, error, module, reading, xlsx

AGENDA = module(
    "Agendabeheer en planning",
    code="OM-102",
    years=[1],
    periods=["1"],
    work_processes=["B1-K2-W1"],
    sbu=120,
)
BEZOEK = module(
    "Bezoekers ontvangen",
    code="OM-105",
    years=[1],
    periods=["3"],
    work_processes=["B1-K2-W4"],
    sbu=100,
)
_AGENDA_ROW = ("OM-102", "Agendabeheer en planning", 1, "P1", "B1-K2-W1", 120)
_BEZOEK_ROW = ("OM-105", "Bezoekers ontvangen", 1, "P3", "B1-K2-W4", 100)

CASES = [
    Case(
        "header-plain",
        "A tidy sheet: header in the first row, one row per module, nothing wrong.",
        xlsx(
            Sheet(
                [
                    (
                        "Code",
                        "Modulenaam",
                        "Omschrijving",
                        "Leerjaar",
                        "Periode",
                        "Werkprocessen",
                        "SBU",
                        "BOT",
                        "BPV",
                        "Leeruitkomsten",
                        "Toetsvorm",
                        "Toekomstcompetentie",
                    ),
                    (
                        "OM-102",
                        "Agendabeheer en planning",
                        "Afspraken plannen voor een leidinggevende.",
                        1,
                        "P1",
                        "B1-K2-W1",
                        120,
                        70,
                        0,
                        "De student plant afspraken en reistijd.",
                        "Praktijktoets",
                        "M20-11",
                    ),
                    (
                        "OM-105",
                        "Bezoekers ontvangen",
                        "Receptie draaien in het leerbedrijf.",
                        1,
                        "P3",
                        "B1-K2-W4",
                        100,
                        50,
                        0,
                        "De student ontvangt bezoekers gastvrij.",
                        "Praktijkbeoordeling",
                        None,
                    ),
                ]
            )
        ),
        reading(
            [
                AGENDA
                | {
                    "description": "Afspraken plannen voor een leidinggevende.",
                    "outcomes": ["De student plant afspraken en reistijd."],
                    "assessments": ["Praktijktoets"],
                    "hours": {"sbu": 120, "bot": 70, "bpv": 0},
                    "statements": [{"competency": "M20-11", "verdict": "full"}],
                    "sheet": "Blad1",
                    "row": 2,
                },
                BEZOEK
                | {
                    "description": "Receptie draaien in het leerbedrijf.",
                    "outcomes": ["De student ontvangt bezoekers gastvrij."],
                    "assessments": ["Praktijkbeoordeling"],
                    "hours": {"sbu": 100, "bot": 50, "bpv": 0},
                    "statements": [],
                    "row": 3,
                },
            ],
            quiet=True,
        ),
    ),
    Case(
        "header-below-title-rows",
        "School name, title, crebo, cohort and two empty rows stand above the header; they are no modules.",
        xlsx(
            Sheet(
                [
                    ("ROC Voorbeeldstad",),
                    ("Onderwijsplan Office & Management Support", None, None, None, "versie 0.3"),
                    ("Crebo:", 12345, None, "Cohort:", 2026, None),
                    ("Opleiding", "bol, niveau 4"),
                    (),
                    (),
                    ("Code", "Module", "Leerjaar", "Periode", "Werkproces", "SBU"),
                    _AGENDA_ROW,
                    _BEZOEK_ROW,
                ],
                merged=["A1:F1", "A2:D2"],
            )
        ),
        reading([AGENDA, BEZOEK], quiet=True),
    ),
    Case(
        "header-english",
        "The same columns with English headers.",
        xlsx(
            Sheet(
                [
                    (
                        "Module code",
                        "Course",
                        "Year",
                        "Term",
                        "Work process",
                        "Study load",
                        "Learning outcomes",
                        "Description",
                        "Assessment",
                    ),
                    (*_AGENDA_ROW, "Plans appointments.", "Diary management in Outlook.", "Practical test"),
                    (*_BEZOEK_ROW, "Welcomes visitors.", "Front desk duty.", "Observation"),
                ]
            )
        ),
        reading(
            [
                AGENDA
                | {
                    "outcomes": ["Plans appointments."],
                    "description": "Diary management in Outlook.",
                    "assessments": ["Practical test"],
                },
                BEZOEK
                | {
                    "outcomes": ["Welcomes visitors."],
                    "description": "Front desk duty.",
                    "assessments": ["Observation"],
                },
            ]
        ),
    ),
    Case(
        "header-typos",
        "Five headers are misspelled; anybody sees what is meant, and the docent is asked to confirm.",
        xlsx(
            Sheet(
                [
                    ("Modulcode", "Modulnaam", "Leerjaaar", "Peroide", "Werkprocesen", "SBU", "Leeruitkomstn"),
                    (*_AGENDA_ROW, "Plant afspraken."),
                    (*_BEZOEK_ROW, "Ontvangt bezoekers."),
                ]
            )
        ),
        reading([AGENDA | {"outcomes": ["Plant afspraken."]}, BEZOEK | {"outcomes": ["Ontvangt bezoekers."]}]),
    ),
    Case(
        "header-shouting-and-spaced",
        "Headers in capitals, with stray spaces, colons and a trailing star.",
        xlsx(
            Sheet(
                [
                    ("CODE:", "  MODULE NAAM ", "LEERJAAR", "PERIODE(S)", "WERK-PROCESSEN", "SBU*"),
                    _AGENDA_ROW,
                    _BEZOEK_ROW,
                ]
            )
        ),
        reading([AGENDA, BEZOEK]),
    ),
    Case(
        "header-line-breaks-and-units",
        "Headers run over two lines inside the cell and name their unit or range.",
        xlsx(
            Sheet(
                [
                    (
                        "Module-\ncode",
                        "Naam van de\nmodule",
                        "Leerjaar\n(1-3)",
                        "Periode\n(1 t/m 4)",
                        "Kerntaak /\nwerkproces",
                        "SBU\n(klokuren)",
                        "Begeleide\nonderwijstijd (BOT)",
                    ),
                    (*_AGENDA_ROW, 70),
                    (*_BEZOEK_ROW, 50),
                ]
            )
        ),
        reading([AGENDA | {"hours": {"sbu": 120, "bot": 70}}, BEZOEK | {"hours": {"sbu": 100, "bot": 50}}]),
    ),
    Case(
        "header-two-rows-merged",
        "'Uren' stands merged above SBU, BOT and BPV; the other headers are merged downwards.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "Periode", "Werkproces", "Uren", None, None),
                    (None, None, None, None, None, "SBU", "BOT", "BPV"),
                    (*_AGENDA_ROW, 70, 10),
                    (*_BEZOEK_ROW, 50, 20),
                ],
                merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:H1"],
            )
        ),
        reading(
            [
                AGENDA | {"hours": {"sbu": 120, "bot": 70, "bpv": 10}},
                BEZOEK | {"hours": {"sbu": 100, "bot": 50, "bpv": 20}},
            ],
            quiet=True,
        ),
    ),
    Case(
        "header-three-rows",
        "Two rows of group names stand above the row that names the columns.",
        xlsx(
            Sheet(
                [
                    ("Onderwijsprogramma", None, None, None, None, None, None),
                    ("Module", None, "Planning", None, "Inhoud", None, "Toetsing"),
                    ("Code", "Naam", "Leerjaar", "Periode", "Werkproces", "SBU", "Toetsvorm"),
                    (*_AGENDA_ROW, "Praktijktoets"),
                    (*_BEZOEK_ROW, "Praktijkbeoordeling"),
                ],
                merged=["A1:G1", "A2:B2", "C2:D2", "E2:F2"],
            )
        ),
        reading([AGENDA | {"assessments": ["Praktijktoets"]}, BEZOEK | {"assessments": ["Praktijkbeoordeling"]}]),
    ),
    Case(
        "header-only-title-and-description",
        "A list of names with a few lines of text each, as often mailed round; there is no code.",
        xlsx(
            Sheet(
                [
                    ("Naam", "Omschrijving"),
                    ("Agendabeheer en planning", "Afspraken plannen en verzetten voor een leidinggevende."),
                    ("Bezoekers ontvangen", "Receptie draaien in het leerbedrijf."),
                ]
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer en planning",
                    code=None,
                    description="Afspraken plannen en verzetten voor een leidinggevende.",
                    years=[],
                    periods=[],
                    work_processes=[],
                ),
                module("Bezoekers ontvangen", code=None, description="Receptie draaien in het leerbedrijf."),
            ],
            quiet=True,
        ),
    ),
    Case(
        "header-repeated-on-each-page",
        "The header was copied above each printed page; the copies are no modules.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "Periode", "Werkproces", "SBU"),
                    _AGENDA_ROW,
                    (),
                    ("Code", "Module", "Leerjaar", "Periode", "Werkproces", "SBU"),
                    _BEZOEK_ROW,
                ]
            )
        ),
        reading([AGENDA, BEZOEK], quiet=True),
    ),
    Case(
        "header-extra-columns",
        "Columns the tool has no use for (docent, lokaal, opmerkingen) stand between the ones it needs.",
        xlsx(
            Sheet(
                [
                    ("Docent", "Code", "Module", "Lokaal", "Leerjaar", "Periode", "Werkproces", "Opmerkingen", "SBU"),
                    ("VRI", *_AGENDA_ROW[:2], "B1.12", *_AGENDA_ROW[2:5], "overleg met Engels", 120),
                    ("VRI/JAN", *_BEZOEK_ROW[:2], "balie", *_BEZOEK_ROW[2:5], None, 100),
                ]
            )
        ),
        reading([AGENDA, BEZOEK]),
    ),
    Case(
        "header-table-away-from-the-corner",
        "The table starts in C5; an empty column stands in the middle of it.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", None, "Periode", "Werkproces", "SBU"),
                    (*_AGENDA_ROW[:3], None, *_AGENDA_ROW[3:]),
                    (*_BEZOEK_ROW[:3], None, *_BEZOEK_ROW[3:]),
                ],
                start="C5",
            )
        ),
        reading([AGENDA | {"row": 6}, BEZOEK | {"row": 7}], quiet=True),
    ),
    Case(
        "header-theme-beside-module",
        "Both 'Thema' and 'Module' look like a name; the module is the module.",
        xlsx(
            Sheet(
                [
                    ("Thema", "Code", "Module", "Leerjaar", "Periode", "Werkproces", "SBU"),
                    ("De balie", *_AGENDA_ROW),
                    ("De balie", *_BEZOEK_ROW),
                ]
            )
        ),
        reading([AGENDA, BEZOEK]),
    ),
    Case(
        "header-same-name-twice",
        "Two columns are both called 'Leerdoelen'; the outcomes of both belong to the module.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerdoelen", "Leerdoelen"),
                    ("OM-102", "Agendabeheer en planning", "Plant afspraken.", "Lost dubbele afspraken op."),
                ]
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer en planning",
                    code="OM-102",
                    outcomes=["Plant afspraken.", "Lost dubbele afspraken op."],
                )
            ]
        ),
    ),
    Case(
        "header-missing",
        "There is no header row at all. A tool must not guess here: nothing is read, and it says why.",
        xlsx(Sheet([_AGENDA_ROW, _BEZOEK_ROW])),
        reading([], [error("no_header", "Blad1")]),
    ),
    Case(
        "header-without-a-name-column",
        "The header is fine but no column holds the name of the module.",
        xlsx(
            Sheet(
                [
                    ("Code", "Leerjaar", "Periode", "SBU"),
                    ("OM-102", 1, "P1", 120),
                    ("OM-105", 1, "P3", 100),
                ]
            )
        ),
        reading([], [error("no_title_column", "Blad1")]),
    ),
]
