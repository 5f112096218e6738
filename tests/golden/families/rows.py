"""Rows: modules over several rows, repeated, merged, banded, totalled, and tables that follow each other."""

from tests.golden.describe import Case, Sheet, error, module, reading, warning, xlsx

_HEADER = ("Code", "Module", "Leerjaar", "Periode", "Leeruitkomsten", "SBU")
_DRAAIBOEK = "De student stelt een draaiboek op."
_BUDGET = "De student blijft binnen het budget."
_EVALUATIE = "De student evalueert met de opdrachtgever."
_KERN = "De student onderscheidt hoofd- en bijzaken."
_LIJST = "De student bewaakt de actielijst."

_BIJEENKOMST = module(
    "Bijeenkomsten organiseren",
    code="OM-201",
    years=[2],
    periods=["5"],
    sbu=140,
    outcomes=[_DRAAIBOEK, _BUDGET, _EVALUATIE],
)
_NOTULEREN = module("Notuleren", code="OM-202", years=[2], periods=["6"], sbu=90, outcomes=[_KERN, _LIJST])
_BOTH = [_BIJEENKOMST, _NOTULEREN]
_AGENDA = module("Agendabeheer", code="OM-102", sbu=120)
_BEZOEK = module("Bezoekers ontvangen", code="OM-105", sbu=100)

CASES = [
    Case(
        "rows-outcome-per-row-blank-continued",
        "One learning outcome per row; the cells of the module stand only in its first row.",
        xlsx(
            Sheet(
                [
                    _HEADER,
                    ("OM-201", "Bijeenkomsten organiseren", 2, "P5", _DRAAIBOEK, 140),
                    (None, None, None, None, _BUDGET, None),
                    (None, None, None, None, _EVALUATIE, None),
                    ("OM-202", "Notuleren", 2, "P6", _KERN, 90),
                    (None, None, None, None, _LIJST, None),
                ]
            )
        ),
        reading(_BOTH, quiet=True),
    ),
    Case(
        "rows-outcome-per-row-repeated",
        "One learning outcome per row; the cells of the module are copied into each of its rows (hours count once).",
        xlsx(
            Sheet(
                [
                    _HEADER,
                    ("OM-201", "Bijeenkomsten organiseren", 2, "P5", _DRAAIBOEK, 140),
                    ("OM-201", "Bijeenkomsten organiseren", 2, "P5", _BUDGET, 140),
                    ("OM-201", "Bijeenkomsten organiseren", 2, "P5", _EVALUATIE, 140),
                    ("OM-202", "Notuleren", 2, "P6", _KERN, 90),
                    ("OM-202", "Notuleren", 2, "P6", _LIJST, 90),
                ]
            )
        ),
        reading(_BOTH, quiet=True),
    ),
    Case(
        "rows-outcome-per-row-merged",
        "One learning outcome per row; the cells of the module are merged downwards.",
        xlsx(
            Sheet(
                [
                    _HEADER,
                    ("OM-201", "Bijeenkomsten organiseren", 2, "P5", _DRAAIBOEK, 140),
                    (None, None, None, None, _BUDGET, None),
                    (None, None, None, None, _EVALUATIE, None),
                    ("OM-202", "Notuleren", 2, "P6", _KERN, 90),
                    (None, None, None, None, _LIJST, None),
                ],
                merged=[f"{letter}{rows}" for letter in "ABCDF" for rows in (f"2:{letter}4", f"5:{letter}6")],
            )
        ),
        reading(_BOTH, quiet=True),
    ),
    Case(
        "rows-year-merged-over-modules",
        "The cell of the leerjaar is merged over the modules of that year, in the first column.",
        xlsx(
            Sheet(
                [
                    ("Leerjaar", "Code", "Module", "SBU"),
                    (1, "OM-102", "Agendabeheer", 120),
                    (None, "OM-105", "Bezoekers ontvangen", 100),
                    (2, "OM-202", "Notuleren", 90),
                ],
                merged=["A2:A3"],
            )
        ),
        reading(
            [
                _AGENDA | {"years": [1]},
                _BEZOEK | {"years": [1]},
                module("Notuleren", code="OM-202", years=[2], sbu=90),
            ],
            quiet=True,
        ),
    ),
    Case(
        "rows-year-only-where-it-changes",
        "The leerjaar in the first column is typed only where a new year begins; the cells are not merged.",
        xlsx(
            Sheet(
                [
                    ("Leerjaar", "Code", "Module", "SBU"),
                    (1, "OM-102", "Agendabeheer", 120),
                    (None, "OM-105", "Bezoekers ontvangen", 100),
                    (2, "OM-202", "Notuleren", 90),
                    (None, "OM-205", "Factuurverwerking", 110),
                ]
            )
        ),
        reading(
            [
                _AGENDA | {"years": [1]},
                _BEZOEK | {"years": [1]},
                module("Notuleren", code="OM-202", years=[2]),
                module("Factuurverwerking", code="OM-205", years=[2]),
            ]
        ),
    ),
    Case(
        "rows-band-with-the-year",
        "A band over the whole width says 'Leerjaar 1' and 'Leerjaar 2'; there is no column for the year.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU"),
                    ("Leerjaar 1",),
                    ("OM-102", "Agendabeheer", 120),
                    ("OM-105", "Bezoekers ontvangen", 100),
                    ("Leerjaar 2",),
                    ("OM-202", "Notuleren", 90),
                ],
                merged=["A2:C2", "A5:C5"],
                fills={"A2": "DDEBF7", "A5": "DDEBF7"},
            )
        ),
        reading(
            [
                _AGENDA | {"years": [1]},
                _BEZOEK | {"years": [1]},
                module("Notuleren", code="OM-202", years=[2], sbu=90),
            ]
        ),
    ),
    Case(
        "rows-bullets-in-one-cell",
        "The learning outcomes of a module stand in one cell, as bullets of four kinds.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerdoelen"),
                    ("A1", "Agendabeheer", "• plant afspraken\n• lost dubbele afspraken op\n• houdt reistijd vrij"),
                    ("A2", "Bezoekers ontvangen", "- ontvangt bezoekers\n- meldt bezoekers aan en af"),
                    ("A3", "Notuleren", "* maakt aantekeningen\n\n* werkt een verslag uit\n"),
                    ("A4", "Facturen", "– controleert facturen;\n– verwerkt e-mail-declaraties."),
                ]
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer", outcomes=["plant afspraken", "lost dubbele afspraken op", "houdt reistijd vrij"]
                ),
                module("Bezoekers ontvangen", outcomes=["ontvangt bezoekers", "meldt bezoekers aan en af"]),
                module("Notuleren", outcomes=["maakt aantekeningen", "werkt een verslag uit"]),
                module("Facturen", outcomes=["controleert facturen", "verwerkt e-mail-declaraties"]),
            ],
            quiet=True,
        ),
    ),
    Case(
        "rows-numbering-in-one-cell",
        "The learning outcomes are numbered inside the cell: 1. / 1) / a. ; a number inside a sentence stays.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leeruitkomsten"),
                    ("A1", "Agendabeheer", "1. plant afspraken\n2. lost dubbele afspraken op"),
                    ("A2", "Typen", "1) typt blind\n2) haalt 160 aanslagen per minuut\n3) typt 3 brieven per uur"),
                    ("A3", "Notuleren", "a. maakt aantekeningen\nb. werkt een verslag uit"),
                    ("A4", "Engels", "Voert een gesprek op niveau B1.\nSchrijft een e-mail op niveau A2."),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", outcomes=["plant afspraken", "lost dubbele afspraken op"]),
                module(
                    "Typen",
                    outcomes=["typt blind", "haalt 160 aanslagen per minuut", "typt 3 brieven per uur"],
                ),
                module("Notuleren", outcomes=["maakt aantekeningen", "werkt een verslag uit"]),
                module(
                    "Engels",
                    outcomes=["Voert een gesprek op niveau B1.", "Schrijft een e-mail op niveau A2."],
                ),
            ],
            quiet=True,
        ),
    ),
    Case(
        "rows-totals-and-footnotes",
        "Subtotals, a grand total, a source and footnotes stand among and under the modules; none is a module.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU"),
                    ("OM-102", "Agendabeheer", 120),
                    ("OM-105", "Bezoekers ontvangen", 100),
                    (None, "Subtotaal leerjaar 1", 220),
                    ("OM-202", "Notuleren", 90),
                    (None, "Subtotaal leerjaar 2", 90),
                    ("Totaal", None, 310),
                    (),
                    ("* uren zijn klokuren",),
                    ("Bron: teamoverleg 12 maart",),
                    ("1) onder voorbehoud van instemming van de studentenraad",),
                ]
            )
        ),
        reading([_AGENDA, _BEZOEK, module("Notuleren", code="OM-202", sbu=90)], quiet=True),
    ),
    Case(
        "rows-empty-between-modules",
        "Empty rows separate the modules, and a row of dashes is only a line.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU"),
                    ("OM-102", "Agendabeheer", 120),
                    (),
                    (),
                    ("OM-105", "Bezoekers ontvangen", 100),
                    ("-----", "-----", "-----"),
                    ("OM-202", "Notuleren", 90),
                ]
            )
        ),
        reading([_AGENDA, _BEZOEK, module("Notuleren", code="OM-202", sbu=90)], quiet=True),
    ),
    Case(
        "rows-two-tables-other-headers",
        "Lessons first; under them the placements in a table of their own, with other columns in another order.",
        xlsx(
            Sheet(
                [
                    ("Lessen",),
                    ("Code", "Module", "Leerjaar", "SBU"),
                    ("OM-102", "Agendabeheer", 1, 120),
                    ("OM-105", "Bezoekers ontvangen", 1, 100),
                    (),
                    ("Stages",),
                    ("Naam stage", "Lj", "BPV-uren", "Code"),
                    ("Oriënterende stage", 1, 240, "BPV1"),
                    ("Meewerkstage", 2, 380, "BPV2"),
                ]
            )
        ),
        reading(
            [
                _AGENDA | {"years": [1], "row": 3},
                _BEZOEK | {"years": [1]},
                module("Oriënterende stage", code="BPV1", years=[1], bpv=240, row=8),
                module("Meewerkstage", code="BPV2", years=[2], bpv=380),
            ],
            quiet=True,
        ),
    ),
    Case(
        "rows-two-tables-same-modules",
        "Formative tests in one table, summative tests of the same modules in a second: the module is one module.",
        xlsx(
            Sheet(
                [
                    ("Opleidingsonderdeel", "Formatieve toets", "Periode", "Kerntaak / Werkproces"),
                    ("Agendabeheer", "Oefencasus", "P1", "B1-K2-W1"),
                    ("Notuleren", "Proefverslag", "P2", "B1-K2-W3"),
                    (),
                    ("Opleidingsonderdeel", "Summatieve toets", "Periode", "Cesuur"),
                    ("Agendabeheer", "Praktijktoets", "P2", "5,5"),
                    ("Notuleren", "Eindverslag", "P3", "5,5"),
                ]
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer",
                    periods=["1", "2"],
                    work_processes=["B1-K2-W1"],
                    assessments=["Oefencasus", "Praktijktoets"],
                ),
                module(
                    "Notuleren",
                    periods=["2", "3"],
                    work_processes=["B1-K2-W3"],
                    assessments=["Proefverslag", "Eindverslag"],
                ),
            ]
        ),
    ),
    Case(
        "rows-same-module-in-two-years",
        "A module runs in leerjaar 1 and again in 2, each with its own row: years and periods are put together.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "Periode"),
                    ("NED", "Nederlands", 1, "P3"),
                    ("OM-202", "Notuleren", 2, "P5"),
                    ("NED", "Nederlands", 2, "P6"),
                ]
            )
        ),
        reading(
            [
                module("Nederlands", code="NED", years=[1, 2], periods=["3", "6"]),
                module("Notuleren", code="OM-202", years=[2], periods=["5"]),
            ]
        ),
    ),
    Case(
        "rows-code-used-for-another-title",
        "Two different modules carry the code OM-102; the second cannot be taken.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU"),
                    ("OM-102", "Agendabeheer", 120),
                    ("OM-105", "Bezoekers ontvangen", 100),
                    ("OM-102", "Factuurverwerking", 110),
                ]
            )
        ),
        reading([_AGENDA, _BEZOEK], [error("duplicate_code", "Blad1", "A4")], quiet=True),
    ),
    Case(
        "rows-module-without-title",
        "A row has a code and hours but no name; it cannot be taken, the others can.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU"),
                    ("OM-102", "Agendabeheer", 120),
                    ("OM-103", None, 140),
                    ("OM-105", "Bezoekers ontvangen", 100),
                ]
            )
        ),
        reading([_AGENDA, _BEZOEK], [error("no_title", "Blad1", "B3")], quiet=True),
    ),
    Case(
        "rows-same-title-twice-without-code",
        "Two rows without code carry the same title but different text: probably one module too many.",
        xlsx(
            Sheet(
                [
                    ("Module", "Omschrijving"),
                    ("Engels", "Gesprekken en telefoneren."),
                    ("Rekenen", "Procenten en btw."),
                    ("Engels", "Brieven en e-mail."),
                ]
            )
        ),
        reading([], [warning("duplicate_title", "Blad1", "A4")]) | {"modules": None},
    ),
    Case(
        "rows-untidy-text",
        "Line breaks, double and non-breaking spaces in the cells; the words are clear.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Omschrijving"),
                    (" OM-102 ", "Agendabeheer\nen  planning ", "Afspraken\u00a0plannen.  "),
                    ("OM-105\n", "\tBezoekers ontvangen", "Recep\u00adtie draaien."),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", code="OM-102", description="Afspraken plannen."),
                module("Bezoekers ontvangen", code="OM-105", description="Receptie draaien."),
            ],
            quiet=True,
        ),
    ),
]
