"""Plans of a team: tests with their weight, tests per leerjaar, lessons per week, and hours in several kinds."""

from tests.golden.describe import Case, Sheet, module, reading, xlsx

_PTA_1 = Sheet(
    [
        ("PTA Managementassistent – leerjaar 1 – cohort 2025-2028",),
        (),
        ("Module", "Toetscode", "Toetsvorm", "Periode", "Weging", "Herkansing", "Bijzonderheden"),
        ("Zakelijk Nederlands", "ZN1-a", "kennistoets", 1, 1, "ja", None),
        (None, "ZN1-b", "schrijfopdracht", 2, 2, "ja", "met woordenboek"),
        ("Agendabeheer", "AG1-a", "praktijktoets", 2, 1, "nee", None),
    ],
    name="PTA leerjaar 1",
    merged=("A1:G1", "A4:A5"),
)
_PTA_2 = Sheet(
    [
        ("PTA Managementassistent – leerjaar 2 – cohort 2025-2028",),
        (),
        ("Module", "Toetscode", "Toetsvorm", "Periode", "Weging", "Herkansing", "Bijzonderheden"),
        ("Bezoekers ontvangen", "BZ2-a", "praktijktoets", 5, 1, "ja", None),
        ("Notuleren", "NT2-a", "schrijfopdracht", 5, 1, "ja", "thuis"),
        (None, "NT2-b", "praktijktoets", 6, 2, "nee", None),
    ],
    name="PTA leerjaar 2",
    merged=("A1:G1", "A8:A9"),
)

CASES = [
    Case(
        "plan-tests-with-weights",
        "A test plan: two tests per module with the weight of each beside it, subtotals per period, and a cohort in "
        "the title. A weight and a hundred percent are no hours; a subtotal is no module.",
        xlsx(
            Sheet(
                [
                    ("Toetsplan Managementassistent – cohort 2025-2028",),
                    (),
                    ("Code", "Module", "Periode", "Toets 1", "Weging", "Toets 2", "Weging", "Totaal"),
                    ("OM-11", "Zakelijke e-mail", "P1", "kennistoets", 0.4, "schrijfopdracht", 0.6, 1),
                    ("OM-12", "Notuleren", "P1", "praktijktoets", 1, None, None, 1),
                    (None, "Subtotaal periode 1", None, "3 toetsen"),
                    ("OM-21", "Reizen boeken", "P2", "praktijktoets", 0.5, "portfolio", 0.5, 1),
                    (None, "Subtotaal periode 2", None, "2 toetsen"),
                    (None, "Eindtotaal", None, "5 toetsen"),
                ],
                merged=("A1:H1",),
                formats={f"{column}{row}": "0%" for column in "EGH" for row in (4, 5, 7)},
            )
        ),
        reading(
            [
                module(
                    "Zakelijke e-mail",
                    code="OM-11",
                    years=[],
                    periods=["1"],
                    assessments=["kennistoets", "schrijfopdracht"],
                    sbu=None,
                    bot=None,
                ),
                module("Notuleren", code="OM-12", periods=["1"], assessments=["praktijktoets"], sbu=None, bot=None),
                module("Reizen boeken", code="OM-21", periods=["2"], assessments=["praktijktoets", "portfolio"]),
            ]
        ),
    ),
    Case(
        "plan-tests-per-year",
        "A programme of tests, one sheet per leerjaar, saved as .xls: a row per test, the module merged over them. "
        "The code is that of the test; 2025-2028 is the cohort and no leerjaar.",
        None,
        reading(
            [
                module(
                    "Zakelijk Nederlands",
                    code=None,
                    years=[1],
                    periods=["1", "2"],
                    assessments=["kennistoets", "schrijfopdracht"],
                ),
                module("Agendabeheer", code=None, years=[1], periods=["2"], assessments=["praktijktoets"]),
                module("Bezoekers ontvangen", code=None, years=[2], periods=["5"], assessments=["praktijktoets"]),
                module(
                    "Notuleren",
                    code=None,
                    years=[2],
                    periods=["5", "6"],
                    assessments=["schrijfopdracht", "praktijktoets"],
                ),
            ]
        ),
        extension="xls",
        source=xlsx(_PTA_1, _PTA_2),
    ),
    Case(
        "plan-lessons-with-holidays",
        "Lessons per week: the module stands at its first week only, some weeks are empty, and a holiday is merged "
        "over the row. A holiday is no module.",
        xlsx(
            Sheet(
                [
                    ("Week", "Module", "Onderwerp", "Lokaal"),
                    (36, "Agendabeheer", "Kennismaken met de agenda", "A1.02"),
                    (37, None, "Afspraken plannen", "A1.02"),
                    (38, None, None, None),
                    (39, None, "Verzetten en afzeggen", "A1.04"),
                    (43, "HERFSTVAKANTIE", None, None),
                    (44, "Notuleren", "Luisteren en aantekenen", "A1.02"),
                    (45, None, "Besluitenlijst maken", "A1.02"),
                    (52, "KERSTVAKANTIE", None, None),
                    (1, None, None, None),
                ],
                merged=("B6:D6", "B9:D9"),
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer",
                    description="Kennismaken met de agenda Afspraken plannen Verzetten en afzeggen",
                    periods=[],
                    row=2,
                ),
                module("Notuleren", description="Luisteren en aantekenen Besluitenlijst maken", row=7),
            ]
        ),
    ),
    Case(
        "plan-period-with-its-sum",
        "The period is merged down the side and its last row is a sum; at the bottom stands the sum of the leerjaar.",
        xlsx(
            Sheet(
                [
                    ("Periode", "Module", "BOT", "BPV", "Zelfstudie", "SBU"),
                    ("Periode 1", "Agendabeheer", 40, 0, 20, 60),
                    (None, "Telefoneren", 20, 0, 20, 40),
                    (None, "totaal", 60, 0, 40, 100),
                    ("Periode 2", "Voorbereiding op de BPV", 10, 60, 10, 80),
                    (None, "Notuleren", 30, 0, 30, 60),
                    (None, "totaal", 40, 60, 40, 140),
                    ("Leerjaar 1", "totaal", 100, 60, 80, 240),
                ],
                merged=("A2:A4", "A5:A7"),
            )
        ),
        reading(
            [
                module("Agendabeheer", periods=["1"], sbu=60, bot=40, bpv=0),
                module("Telefoneren", periods=["1"], sbu=40, bot=20, bpv=0),
                module("Voorbereiding op de BPV", periods=["2"], sbu=80, bot=10, bpv=60),
                module("Notuleren", periods=["2"], sbu=60, bot=30, bpv=0),
            ],
            quiet=True,
        ),
    ),
    Case(
        "plan-hours-below-study-load",
        "'Studiebelasting (uren)' stands over BOT, BPV, Zelfstudie and Totaal: that total is the study load.",
        xlsx(
            Sheet(
                [
                    ("Module", "Leerjaar", "Studiebelasting (uren)", None, None, None),
                    (None, None, "BOT", "BPV", "Zelfstudie", "Totaal"),
                    ("Archiveren", 1, 24, 0, 16, 40),
                    ("Evenementen organiseren", 2, 40, 20, 40, 100),
                ],
                merged=("A1:A2", "B1:B2", "C1:F1"),
            )
        ),
        reading(
            [
                module("Archiveren", years=[1], sbu=40, bot=24, bpv=0),
                module("Evenementen organiseren", years=[2], sbu=100, bot=40, bpv=20),
            ]
        ),
    ),
    Case(
        "plan-units-in-a-second-row",
        "Below the headings stands a row with their units, in brackets and not merged. It is no module.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "Periode", "SBU", "BPV"),
                    (None, None, "(1-3)", "(P1-P12)", "(klokuren)", "(uren)"),
                    ("OM-31", "Projectondersteuning", 3, "P9", 120, 40),
                    ("OM-32", "Relatiebeheer", 3, "P10", 80, 0),
                ],
            )
        ),
        reading(
            [
                module("Projectondersteuning", code="OM-31", years=[3], periods=["9"], sbu=120, bpv=40, row=3),
                module("Relatiebeheer", code="OM-32", years=[3], periods=["10"], sbu=80, bpv=0, row=4),
            ],
            quiet=True,
        ),
    ),
    Case(
        "plan-lessons-per-week",
        "A lesson table with hours a week and a number of weeks. Two hours a week is not two hours; a tool that does "
        "not multiply must leave the hours alone.",
        xlsx(
            Sheet(
                [
                    ("Vak", "Leerjaar", "Lesuren per week", "Aantal weken"),
                    ("Zakelijk Engels", 1, 2, 10),
                    ("Office-toepassingen", 1, 4, 20),
                ],
            )
        ),
        reading(
            [
                module("Zakelijk Engels", years=[1], sbu=None, bot=None, bpv=None),
                module("Office-toepassingen", years=[1], sbu=None, bot=None, bpv=None),
            ]
        ),
    ),
]
