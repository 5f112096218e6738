"""How a plan lies over its sheets: titles that speak, tables beside each other, and sheets that belong together."""

from tests.golden.describe import Case, Sheet, module, reading, warning, xlsx

CASES = [
    Case(
        "plan-year-in-the-title",
        "The title above the table says which leerjaar it is; no column does. The cohort in it is no leerjaar.",
        xlsx(
            Sheet(
                [
                    ("Overzicht modules leerjaar 2 (cohort 2025-2028)",),
                    ("Office & management support",),
                    (),
                    ("Code", "Module", "Periode", "SBU"),
                    ("OM-22", "Vergaderingen voorbereiden", "P5", 60),
                    ("OM-23", "Facturen en declaraties", "P6", 80),
                ],
                merged=("A1:D1",),
            )
        ),
        reading(
            [
                module("Vergaderingen voorbereiden", code="OM-22", years=[2], periods=["5"], sbu=60),
                module("Facturen en declaraties", code="OM-23", years=[2], periods=["6"], sbu=80),
            ]
        ),
    ),
    Case(
        "plan-three-periods-side-by-side",
        "Three small tables beside each other, each with its period above it and of its own length.",
        xlsx(
            Sheet(
                [
                    ("Periode 1", None, None, "Periode 2", None, None, "Periode 3", None),
                    ("Module", "SBU", None, "Module", "SBU", None, "Module", "SBU"),
                    ("Agendabeheer", 60, None, "Notuleren", 80, None, "Reizen boeken", 40),
                    ("Telefoneren", 40, None, None, None, None, "Archiveren", 20),
                ],
                merged=("A1:B1", "D1:E1", "G1:H1"),
            )
        ),
        reading(
            [
                module("Agendabeheer", periods=["1"], sbu=60),
                module("Telefoneren", periods=["1"], sbu=40),
                module("Notuleren", periods=["2"], sbu=80),
                module("Reizen boeken", periods=["3"], sbu=40),
                module("Archiveren", periods=["3"], sbu=20),
            ]
        ),
    ),
    Case(
        "plan-continued-on-a-second-sheet",
        "The list goes on on the sheet 'vervolg', without its headings but in the same columns: the same list.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "Periode", "SBU"),
                    ("OM-11", "Agendabeheer", 1, "P1", 60),
                    ("OM-12", "Telefoneren", 1, "P2", 40),
                    ("OM-13", "Notuleren", 1, "P3", 80),
                ],
                name="Modules",
            ),
            Sheet(
                [
                    ("OM-21", "Reizen boeken", 2, "P5", 40),
                    ("OM-22", "Evenementen organiseren", 2, "P6", 100),
                ],
                name="vervolg",
            ),
        ),
        reading(
            [
                module("Agendabeheer", code="OM-11", years=[1], periods=["1"], sbu=60),
                module("Telefoneren", code="OM-12", years=[1], periods=["2"], sbu=40),
                module("Notuleren", code="OM-13", years=[1], periods=["3"], sbu=80),
                module("Reizen boeken", code="OM-21", years=[2], periods=["5"], sbu=40),
                module("Evenementen organiseren", code="OM-22", years=[2], periods=["6"], sbu=100),
            ]
        ),
    ),
    Case(
        "plan-older-copy-of-the-sheet",
        "'Blad1 (2)' is an older copy of 'Blad1' with other hours for one module. The modules are not there twice, the "
        "first sheet counts, and the difference is named.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "SBU"),
                    ("OM-11", "Agendabeheer", 1, 60),
                    ("OM-12", "Telefoneren", 1, 40),
                ],
            ),
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "SBU"),
                    ("OM-11", "Agendabeheer", 1, 80),
                    ("OM-12", "Telefoneren", 1, 40),
                ],
                name="Blad1 (2)",
            ),
        ),
        reading(
            [
                module("Agendabeheer", code="OM-11", years=[1], sbu=60, sheet="Blad1"),
                module("Telefoneren", code="OM-12", years=[1], sbu=40, sheet="Blad1"),
            ],
            [warning("two_values", "Blad1 (2)")],
        ),
    ),
    Case(
        "plan-periods-in-colour-only",
        "When a module is taught is shown by coloured cells without a letter in them. Colours are not read: the "
        "modules are taken without periods, and the docent hears why.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "P1", "P2", "P3", "P4"),
                    ("OM-11", "Agendabeheer", None, None, None, None),
                    ("OM-12", "Telefoneren", None, None, None, None),
                    ("OM-13", "Notuleren", None, None, None, None),
                ],
                fills={"C2:D2": "92D050", "D3:D3": "92D050", "E4:F4": "92D050"},
            )
        ),
        reading(
            [
                module("Agendabeheer", code="OM-11", periods=[]),
                module("Telefoneren", code="OM-12", periods=[]),
                module("Notuleren", code="OM-13", periods=[]),
            ],
            [warning("colour", "Blad1")],
        ),
    ),
]
