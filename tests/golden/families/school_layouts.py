"""Layouts that mbo teams think of: week plans, exam plans, forms, overviews by period, tables beside each other."""

from tests.golden.describe import Case, Sheet, module, reading, warning, xlsx

CASES = [
    Case(
        "layout-totals-with-words-beside",
        "Totals with hours and a remark beside them are no modules; modules whose names begin with the same word are.",
        xlsx(
            Sheet(
                [
                    ("Module", "Leerjaar", "SBU", "Toets", "Opmerking"),
                    ("Agendabeheer en planning", 1, 120, "praktijktoets", None),
                    ("Totaalbeeld van de organisatie", 1, 80, "verslag", None),
                    ("Totaal SBU leerjaar 1", None, 200, None, "zonder de BPV"),
                    ("Total quality management", 2, 60, None, None),
                    ("Bezoekers ontvangen", 2, 100, "portfolio", None),
                    ("Subtotaal", None, 160, None, "zie ook het lesrooster"),
                    ("Totaal", None, 360, None, "norm is 3.200 in drie jaar"),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", years=[1], sbu=120, row=2),
                module("Totaalbeeld van de organisatie", years=[1], sbu=80, row=3),
                module("Total quality management", years=[2], sbu=60, row=5),
                module("Bezoekers ontvangen", years=[2], sbu=100, row=6),
            ],
            quiet=True,
        ),
    ),
    Case(
        "layout-week-plan-of-one-module",
        "A studiewijzer: which module it is stands above the table, and every week is a row of it.",
        xlsx(
            Sheet(
                [
                    ("Studiewijzer", None, None, None),
                    ("Module: Bezoekers ontvangen (OM-105)", None, None, None),
                    ("Leerjaar 1, periode 3", None, None, None),
                    (),
                    ("Week", "Onderwerp", "Leerdoel", "Toets"),
                    (1, "Kennismaken met de receptie", "De student kent de taken van de receptie.", None),
                    (2, "Gasten ontvangen", "De student ontvangt gasten volgens het draaiboek.", None),
                    (3, "Moeilijke gasten", "De student blijft rustig bij een klacht.", "praktijktoets"),
                ],
                name="Studiewijzer",
            )
        ),
        reading(
            [
                module(
                    "Bezoekers ontvangen",
                    code="OM-105",
                    years=[1],
                    periods=["3"],
                    outcomes=[
                        "De student kent de taken van de receptie.",
                        "De student ontvangt gasten volgens het draaiboek.",
                        "De student blijft rustig bij een klacht.",
                    ],
                    assessments=["praktijktoets"],
                    description="Kennismaken met de receptie Gasten ontvangen Moeilijke gasten",
                )
            ]
        ),
    ),
    Case(
        "layout-module-named-in-a-row-of-its-own",
        "Code and name of each module stand together in a row above the outcomes that belong to it.",
        xlsx(
            Sheet(
                [
                    ("Leerdoel", "Werkproces", "Toetsvorm"),
                    ("Module: Agendabeheer en planning (OM-102)", None, None),
                    ("De student plant afspraken.", "B1-K2-W1", "praktijktoets"),
                    ("De student verzet afspraken.", "B1-K2-W1", None),
                    ("Module: Bezoekers ontvangen (OM-105)", None, None),
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
                    row=2,
                ),
                module(
                    "Bezoekers ontvangen",
                    code="OM-105",
                    outcomes=["De student ontvangt bezoekers."],
                    work_processes=["B1-K2-W4"],
                    row=5,
                ),
            ]
        ),
    ),
    Case(
        "layout-exam-plan-in-outline",
        "A PTA: core task and work process stand left and are only written where they change; each row is an exam part "
        "of a module.",
        xlsx(
            Sheet(
                [
                    ("PTA Office & management support, cohort 2026", None, None, None, None, None),
                    (),
                    ("Kerntaak", "Werkproces", "Module", "Examenvorm", "Weging", "Periode"),
                    ("B1-K1", "W1", "Notuleren", "portfolio", 1, "P2"),
                    (None, None, "Zakelijk schrijven", "schriftelijke toets", 2, "P3"),
                    (None, "W2", "Vergaderingen organiseren", "praktijktoets", 1, "P4"),
                    ("B1-K2", "W1", "Agendabeheer en planning", "praktijktoets", 2, "P1"),
                    (None, "W4", "Bezoekers ontvangen", "proeve van bekwaamheid", 3, "P4"),
                ]
            )
        ),
        reading(
            [
                module("Notuleren", work_processes=["B1-K1-W1"], assessments=["portfolio"], periods=["2"]),
                module("Zakelijk schrijven", work_processes=["B1-K1-W1"], periods=["3"]),
                module("Vergaderingen organiseren", work_processes=["B1-K1-W2"], periods=["4"]),
                module("Agendabeheer en planning", work_processes=["B1-K2-W1"], periods=["1"]),
                module("Bezoekers ontvangen", work_processes=["B1-K2-W4"], periods=["4"]),
            ]
        ),
    ),
    Case(
        "layout-module-form-on-its-side",
        "A module description as teams paste it from Word: the names of the fields down the first column, one module, "
        "line breaks within the cells.",
        xlsx(
            Sheet(
                [
                    ("Modulebeschrijving", None),
                    ("Modulenaam", "Bezoekers ontvangen"),
                    ("Modulecode", "OM-105"),
                    ("Leerjaar", "1"),
                    ("Periode", "P3 en P4"),
                    ("SBU", 100),
                    ("Werkprocessen", "B1-K2-W4"),
                    ("Inhoud", "Receptie draaien\nin het leerbedrijf."),
                    ("Leeruitkomsten", "- De student ontvangt bezoekers gastvrij.\n- De student leidt gasten rond."),
                    ("Toetsvorm", "praktijkbeoordeling"),
                    ("Docent", "J. de Vries"),
                ],
                name="OM-105",
            )
        ),
        reading(
            [
                module(
                    "Bezoekers ontvangen",
                    code="OM-105",
                    years=[1],
                    periods=["3", "4"],
                    sbu=100,
                    work_processes=["B1-K2-W4"],
                    description="Receptie draaien in het leerbedrijf.",
                    outcomes=["De student ontvangt bezoekers gastvrij.", "De student leidt gasten rond."],
                    assessments=["praktijkbeoordeling"],
                )
            ]
        ),
    ),
    Case(
        "layout-module-forms-per-sheet-and-below-each-other",
        "Two forms below each other, each with its code first and its outcomes over more rows; and a sheet that "
        "explains the fields, which is no module.",
        xlsx(
            Sheet(
                [
                    ("Code:", "OM-102", None),
                    ("Module:", "Agendabeheer en planning", None),
                    ("Kerntaak:", "B1-K2", None),
                    ("Werkproces:", "W1", None),
                    ("Leerdoelen:", "De student plant afspraken.", None),
                    (None, "De student verzet afspraken.", None),
                    (),
                    ("Code:", "OM-105", None),
                    ("Module:", "Bezoekers ontvangen", None),
                    ("Kerntaak:", "B1-K2", None),
                    ("Werkproces:", "W4", None),
                    ("Leerdoelen:", "De student ontvangt bezoekers.", None),
                ],
                name="LJ1",
            ),
            Sheet(
                [
                    ("Veld", "Wat je invult"),
                    ("Module", "De naam van de module"),
                    ("Leerjaar", "in welk jaar de module wordt gegeven"),
                    ("Leerdoelen", "wat de student daarna kan"),
                    ("Toetsvorm", "hoe je toetst"),
                ],
                name="Uitleg",
            ),
        ),
        reading(
            [
                module(
                    "Agendabeheer en planning",
                    code="OM-102",
                    years=[1],
                    work_processes=["B1-K2-W1"],
                    outcomes=["De student plant afspraken.", "De student verzet afspraken."],
                    row=2,
                ),
                module(
                    "Bezoekers ontvangen",
                    code="OM-105",
                    years=[1],
                    work_processes=["B1-K2-W4"],
                    outcomes=["De student ontvangt bezoekers."],
                    row=9,
                ),
            ],
            [warning("sheet_not_read", "Uitleg")],
        ),
    ),
    Case(
        "layout-modules-across-periods-down",
        "A leerlijn: modules are the columns, periods the rows, a cross says when the module is taught.",
        xlsx(
            Sheet(
                [
                    ("Leerlijn communicatie", None, None, None),
                    ("Periode", "Zakelijk schrijven", "Notuleren", "Presenteren"),
                    ("P1", "x", None, None),
                    ("P2", "x", "x", None),
                    ("P3", None, "x", "x"),
                ]
            )
        ),
        reading(
            [
                module("Zakelijk schrijven", periods=["1", "2"]),
                module("Notuleren", periods=["2", "3"]),
                module("Presenteren", periods=["3"]),
            ]
        ),
    ),
    Case(
        "layout-overview-names-in-periods",
        "An overview of the programme: periods across, leerlijnen down, and in every cell the name of a module.",
        xlsx(
            Sheet(
                [
                    ("Opleidingsoverzicht leerjaar 1", None, None, None, None),
                    ("Leerlijn", "P1", "P2", "P3", "P4"),
                    ("Communicatie", "Zakelijk schrijven", "Zakelijk schrijven", "Notuleren", "Presenteren"),
                    ("Organisatie", "Agendabeheer", "Reizen regelen", "Bezoekers ontvangen", "Vergaderen"),
                ],
                name="Leerjaar 1",
            )
        ),
        reading(
            [
                module("Zakelijk schrijven", years=[1], periods=["1", "2"]),
                module("Notuleren", years=[1], periods=["3"]),
                module("Presenteren", years=[1], periods=["4"]),
                module("Agendabeheer", years=[1], periods=["1"]),
                module("Reizen regelen", years=[1], periods=["2"]),
                module("Bezoekers ontvangen", years=[1], periods=["3"]),
                module("Vergaderen", years=[1], periods=["4"]),
            ]
        ),
    ),
    Case(
        "layout-lesson-table-twelve-periods",
        "A lessentabel over three years: hours per week in P1 to P12, subtotals per part of the programme.",
        xlsx(
            Sheet(
                [
                    (
                        "Vak",
                        "Leerjaar 1",
                        None,
                        None,
                        None,
                        "Leerjaar 2",
                        None,
                        None,
                        None,
                        "Leerjaar 3",
                        None,
                        None,
                        None,
                    ),
                    (None, "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12"),
                    ("Generiek", *[None] * 12),
                    ("Nederlands", 2, 2, 2, 2, 2, 2, None, None, None, None, None, None),
                    ("Rekenen", 2, 2, None, None, None, None, None, None, None, None, None, None),
                    ("Subtotaal generiek", 4, 4, 2, 2, 2, 2, None, None, None, None, None, None),
                    ("Beroepsgericht", *[None] * 12),
                    ("Agendabeheer", 4, None, None, None, None, None, None, None, None, None, None, None),
                    ("Projectbureau", None, None, None, None, None, None, 8, 8, 12, 12, None, None),
                    ("Subtotaal beroepsgericht", 4, None, None, None, None, None, 8, 8, 12, 12, None, None),
                    ("Totaal", 8, 4, 2, 2, 2, 2, 8, 8, 12, 12, None, None),
                ],
                merged=("A1:A2", "B1:E1", "F1:I1", "J1:M1", "A3:M3", "A7:M7"),
            )
        ),
        reading(
            [
                module("Nederlands", years=[1, 2], periods=["1", "2", "3", "4", "5", "6"], sbu=None),
                module("Rekenen", years=[1], periods=["1", "2"], sbu=None),
                module("Agendabeheer", years=[1], periods=["1"], sbu=None),
                module("Projectbureau", years=[2, 3], periods=["7", "8", "9", "10"], sbu=None),
            ]
        ),
    ),
    Case(
        "layout-two-tables-side-by-side",
        "Two tables with the same headings next to each other, one per year, with an empty column in between.",
        xlsx(
            Sheet(
                [
                    ("Leerjaar 1", None, None, None, "Leerjaar 2", None, None),
                    ("Module", "Periode", "SBU", None, "Module", "Periode", "SBU"),
                    ("Agendabeheer en planning", "P1", 120, None, "Projectbureau", "P5", 240),
                    ("Bezoekers ontvangen", "P3", 100, None, "Reizen regelen", "P7", 80),
                    ("Notuleren", "P4", 60, None, None, None, None),
                ],
                merged=("A1:C1", "E1:G1"),
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", years=[1], periods=["1"], sbu=120),
                module("Bezoekers ontvangen", years=[1], periods=["3"], sbu=100),
                module("Notuleren", years=[1], periods=["4"], sbu=60),
                module("Projectbureau", years=[2], periods=["5"], sbu=240),
                module("Reizen regelen", years=[2], periods=["7"], sbu=80),
            ],
            quiet=True,
        ),
    ),
    Case(
        "layout-placement-assignments",
        "A sheet of BPV-opdrachten: a number, the assignment, its work process, what to hand in, and hours.",
        xlsx(
            Sheet(
                [
                    ("BPV-opdrachten leerjaar 2", None, None, None, None),
                    ("Nr.", "Opdracht", "Werkproces", "Wat lever je in?", "Uren"),
                    ("1", "Ontvang een groep bezoekers", "B1-K2-W4", "verslag van een A4", 20),
                    ("2", "Plan een week van je leidinggevende", "B1-K2-W1", "agenda met toelichting", 16),
                ],
                name="BPV-opdrachten",
            )
        ),
        reading(
            [
                module("Ontvang een groep bezoekers", code="1", work_processes=["B1-K2-W4"]),
                module("Plan een week van je leidinggevende", code="2", work_processes=["B1-K2-W1"]),
            ],
            [warning("guessed_heading", "BPV-opdrachten", "B2")],
        ),
    ),
    Case(
        "layout-long-letterhead",
        "Fourteen rows of letterhead above the headings, with facts about the programme among them.",
        xlsx(
            Sheet(
                [
                    ("ROC Voorbeeld", None, None, None),
                    ("Team Office & management", None, None, None),
                    ("Voorbeeldstraat 1", None, None, None),
                    (),
                    ("Opleiding:", "Office & management support", None, None),
                    ("Crebo:", "25168", None, None),
                    ("Leerweg:", "bol", None, None),
                    ("Leerjaar:", "2", None, None),
                    ("Opsteller:", "J. de Vries", None, None),
                    ("Versie:", "3.1", None, "vastgesteld 12 maart"),
                    (),
                    ("Beste collega, vul per module de uren in en lever dit blad in voor 1 mei.", None, None, None),
                    (),
                    ("Overzicht van de modules", None, None, None),
                    ("Modulenaam", "Periode", "SBU", "Toetsvorm"),
                    ("Projectbureau", "P5", 240, "portfolio"),
                    ("Reizen regelen", "P7", 80, "praktijktoets"),
                ]
            )
        ),
        reading(
            [
                module("Projectbureau", years=[2], periods=["5"], sbu=240, assessments=["portfolio"], row=16),
                module("Reizen regelen", years=[2], periods=["7"], sbu=80, assessments=["praktijktoets"], row=17),
            ],
            quiet=True,
        ),
    ),
]
