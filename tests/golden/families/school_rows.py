"""Rows between the headings and the modules that say something of the rows below them, and codes within names."""

from tests.golden.describe import Case, Sheet, module, reading, warning, xlsx

CASES = [
    Case(
        "layout-core-task-in-rows-of-its-own",
        "Every core task stands in a row over the whole width; the work processes below it are numbered within it.",
        xlsx(
            Sheet(
                [
                    ("Werkproces", "Module", "SBU"),
                    ("B1-K1 Ondersteunt bij informatie en communicatie", None, None),
                    ("W1", "Notuleren", 40),
                    ("W2", "Vergaderingen organiseren", 60),
                    ("B1-K2 Organiseert en coördineert", None, None),
                    ("W1", "Agendabeheer en planning", 80),
                    ("W4", "Bezoekers ontvangen", 100),
                ],
                merged=("A2:C2", "A5:C5"),
            )
        ),
        reading(
            [
                module("Notuleren", sbu=40, work_processes=["B1-K1-W1"]),
                module("Vergaderingen organiseren", sbu=60, work_processes=["B1-K1-W2"]),
                module("Agendabeheer en planning", sbu=80, work_processes=["B1-K2-W1"]),
                module("Bezoekers ontvangen", sbu=100, work_processes=["B1-K2-W4"]),
            ],
            quiet=True,
        ),
    ),
    Case(
        "layout-names-with-codes-in-merged-rows",
        "Name and code of each module stand in a merged row, without the word module; its outcomes stand below it.",
        xlsx(
            Sheet(
                [
                    ("Leerdoel", "Werkproces", "Toets"),
                    ("Agendabeheer en planning (OM-102)", None, None),
                    ("De student plant afspraken.", "B1-K2-W1", "praktijktoets"),
                    ("De student verzet afspraken.", "B1-K2-W1", None),
                    ("Bezoekers ontvangen (OM-105)", None, None),
                    ("De student ontvangt bezoekers.", "B1-K2-W4", "portfolio"),
                ],
                merged=("A2:C2", "A5:C5"),
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer en planning",
                    code="OM-102",
                    outcomes=["De student plant afspraken.", "De student verzet afspraken."],
                    work_processes=["B1-K2-W1"],
                    assessments=["praktijktoets"],
                ),
                module("Bezoekers ontvangen", code="OM-105", outcomes=["De student ontvangt bezoekers."]),
            ],
            quiet=True,
        ),
    ),
    Case(
        "layout-codes-before-the-names",
        "There is no column for codes: every name begins with its code. Below the headings stands how to fill them in.",
        xlsx(
            Sheet(
                [
                    ("Module", "Leerjaar", "SBU", "Toets"),
                    ("(code en naam)", "(1-3)", "(klokuren)", "(vorm)"),
                    ("OM-102 Agendabeheer en planning", 1, 120, "praktijktoets"),
                    ("OM-105 Bezoekers ontvangen", 1, 100, "portfolio"),
                    ("OM-201 Projectbureau", 2, 240, "proeve"),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", code="OM-102", years=[1], sbu=120, row=3),
                module("Bezoekers ontvangen", code="OM-105", years=[1], sbu=100, row=4),
                module("Projectbureau", code="OM-201", years=[2], sbu=240, row=5),
            ],
            quiet=True,
        ),
    ),
    Case(
        "layout-codes-of-tests-beside-the-module",
        "A list of tests: each test has a code and a name of its own, and the module that it closes stands beside it.",
        xlsx(
            Sheet(
                [
                    ("Toetsplan 2026", None, None, None),
                    ("Code toets", "Naam toets", "Module", "Weging"),
                    ("T1", "Kennistoets agenda", "Agendabeheer en planning", 1),
                    ("T2", "Praktijktoets agenda", "Agendabeheer en planning", 2),
                    ("T3", "Gesprek aan de balie", "Bezoekers ontvangen", 1),
                ]
            )
        ),
        reading([module("Agendabeheer en planning", code=None), module("Bezoekers ontvangen", code=None)]),
    ),
    Case(
        "layout-year-and-period-in-one-heading",
        "Hours per period under headings that name the year as well, with a total at the end.",
        xlsx(
            Sheet(
                [
                    ("Vak", "Lj1 P1", "Lj1 P2", "Lj2 P5", "Totaal"),
                    ("Nederlands", 10, 10, 20, 40),
                    ("Agendabeheer", 5, None, None, 5),
                ]
            )
        ),
        reading(
            [
                module("Nederlands", years=[1, 2], periods=["1", "2", "5"], sbu=40),
                module("Agendabeheer", years=[1], periods=["1"], sbu=5),
            ],
            quiet=True,
        ),
    ),
    Case(
        "layout-sheet-per-module",
        "Every module has a sheet of its own that carries its name, with the same week plan on each; the sheet with "
        "agreements is no module.",
        xlsx(
            Sheet(
                [
                    ("Week", "Onderwerp", "Leerdoel"),
                    (1, "Soorten agenda's", "De student kent soorten agenda's."),
                    (2, "Plannen", "De student plant afspraken."),
                ],
                name="Agendabeheer",
            ),
            Sheet(
                [("Week", "Onderwerp", "Leerdoel"), (1, "Luisteren", "De student noteert besluiten.")],
                name="OM-103 Notuleren",
            ),
            Sheet(
                [("Wie", "Onderwerp"), ("Iedereen", "Samen lunchen"), ("Team", "Toetsen nakijken")], name="Afspraken"
            ),
        ),
        reading(
            [
                module(
                    "Agendabeheer",
                    code=None,
                    outcomes=["De student kent soorten agenda's.", "De student plant afspraken."],
                    sheet="Agendabeheer",
                ),
                module(
                    "Notuleren", code="OM-103", outcomes=["De student noteert besluiten."], sheet="OM-103 Notuleren"
                ),
            ],
            [warning("sheet_not_read", "Afspraken")],
        ),
    ),
]
