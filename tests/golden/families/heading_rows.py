"""Headings in two or three rows: groups above the names, and names that the tool cannot know."""

from tests.golden.describe import Case, Sheet, error, module, reading, warning, xlsx

CASES = [
    Case(
        "headings-groups-above-names-nobody-knows",
        "Two merged group names above four names of the school's own; the names are the headings, and nobody can tell "
        "without the docent which of them is the name of the module.",
        xlsx(
            Sheet(
                [
                    ("Wat we doen", None, "Hoe we kijken", None),
                    ("Bouwsteen", "Waarover", "Kijkwijzer", "Bewijsstuk"),
                    ("Agendabeheer", "Afspraken plannen en verzetten", "rubriek A", "logboek"),
                    ("Bezoekers ontvangen", "Gastvrij zijn aan de balie", "rubriek B", "filmpje"),
                    ("Notuleren", "Verslag maken van een vergadering", "rubriek A", "verslag"),
                ],
                merged=("A1:B1", "C1:D1"),
            )
        ),
        reading([], [error("no_title_column", "Blad1", "A2")]),
    ),
    Case(
        "headings-known-groups-above-own-names",
        "The group names are known (Module, Uren, Toetsing), the names below them are the school's own; the second row "
        "is a row of headings and no module.",
        xlsx(
            Sheet(
                [
                    ("Module", None, "Uren", None, None, "Toetsing", None),
                    ("Kenmerk", "Aanduiding", "Klas", "Praktijk", "Thuis", "Soort", "Wanneer"),
                    ("OM-102", "Agendabeheer en planning", 60, 20, 40, "praktijktoets", "week 8"),
                    ("OM-105", "Bezoekers ontvangen", 50, 30, 20, "portfolio", "week 9"),
                ],
                merged=("A1:B1", "C1:E1", "F1:G1"),
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", code="OM-102", sbu=None, bot=None, bpv=20, row=3),
                module("Bezoekers ontvangen", code="OM-105", sbu=None, bot=None, bpv=30, row=4),
            ],
        ),
    ),
    Case(
        "headings-merged-down-and-across",
        "Headings that run down over both rows beside a group of hours with names of the school's own.",
        xlsx(
            Sheet(
                [
                    ("Modulenaam", "Leerjaar", "Uren", None, None, "Inhoud"),
                    (None, None, "Klas", "Bedrijf", "Thuis", None),
                    ("Agendabeheer en planning", 1, 60, 20, 40, "Afspraken plannen."),
                    ("Bezoekers ontvangen", 2, 50, 30, 20, "Gastvrij ontvangen."),
                ],
                merged=("A1:A2", "B1:B2", "C1:E1", "F1:F2"),
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", years=[1], sbu=None, description="Afspraken plannen."),
                module("Bezoekers ontvangen", years=[2], sbu=None, description="Gastvrij ontvangen."),
            ],
        ),
    ),
    Case(
        "headings-groups-that-lost-their-merge",
        "Such a sheet saved as text and opened again: the group names stand above the first of their columns.",
        xlsx(
            Sheet(
                [
                    (None, None, "Uren", None, None, "Toetsing", None),
                    ("Module", "Leerjaar", "Klas", "BPV", "Zelfstudie", "Vorm", "Moment"),
                    ("Agendabeheer en planning", 1, 60, 20, 40, "praktijktoets", "week 8"),
                    ("Bezoekers ontvangen", 2, 50, 30, 20, "portfolio", "week 9"),
                ],
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", years=[1], sbu=None, bpv=20, row=3),
                module("Bezoekers ontvangen", years=[2], sbu=None, bpv=30, row=4),
            ],
        ),
    ),
    Case(
        "headings-title-groups-and-names",
        "Three rows on top of each other: the title of the sheet over its whole width, groups, and the names.",
        xlsx(
            Sheet(
                [
                    ("Opleidingsplan Office & management support 2026", None, None, None, None, None),
                    ("Plaats in de opleiding", None, "Wat", None, "Hoe", None),
                    ("Leerjaar", "Periode", "Onderwijseenheid", "Beoogd resultaat", "Werkvorm", "Bewijs"),
                    (1, "P1", "Agendabeheer en planning", "De student plant afspraken.", "training", "toets"),
                    (1, "P3", "Bezoekers ontvangen", "De student ontvangt bezoekers.", "simulatie", "portfolio"),
                ],
                merged=("A1:F1", "A2:B2", "C2:D2", "E2:F2"),
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", years=[1], periods=["1"], assessments=["toets"], row=4),
                module("Bezoekers ontvangen", years=[1], periods=["3"], assessments=["portfolio"], row=5),
            ],
        ),
    ),
    Case(
        "headings-three-rows-nobody-knows",
        "A theme over everything, groups below it, and names of the school's own in the third row.",
        xlsx(
            Sheet(
                [
                    ("Ons onderwijs", None, None, None, None),
                    ("Bouwstenen", None, "Uitvoering", None, None),
                    ("Bouwsteen", "Bedoeling", "Blokuren", "Ruimte", "Kijkwijzer"),
                    ("Agendabeheer", "Afspraken plannen", 4, "A1.02", "rubriek A"),
                    ("Bezoekers ontvangen", "Gastvrij zijn", 6, "balie", "rubriek B"),
                ],
                merged=("A1:E1", "A2:B2", "C2:E2"),
            )
        ),
        reading([], [error("no_title_column", "Blad1", "A3")]),
    ),
    Case(
        "headings-merged-for-the-width-only",
        "The headings are merged over two columns for the looks, and so is every cell below them.",
        xlsx(
            Sheet(
                [
                    ("Module", None, "Inhoud", None, "SBU"),
                    ("Agendabeheer en planning", None, "Afspraken plannen.", None, 120),
                    ("Bezoekers ontvangen", None, "Gastvrij ontvangen.", None, 100),
                ],
                merged=("A1:B1", "C1:D1", "A2:B2", "C2:D2", "A3:B3", "C3:D3"),
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", description="Afspraken plannen.", sbu=120),
                module("Bezoekers ontvangen", description="Gastvrij ontvangen.", sbu=100),
            ],
            quiet=True,
        ),
    ),
    Case(
        "headings-one-name-over-code-and-title",
        "One merged heading, Module, above codes and names without headings of their own; the first row of data is no "
        "heading.",
        xlsx(
            Sheet(
                [
                    ("Module", None, "Periode", "SBU"),
                    ("AGE", "Agendabeheer en planning", "P1", 120),
                    ("BEZ", "Bezoekers ontvangen", "P3", 100),
                ],
                merged=("A1:B1",),
            )
        ),
        reading(
            [
                module("Agendabeheer en planning", code="AGE", periods=["1"], sbu=120, row=2),
                module("Bezoekers ontvangen", code="BEZ", periods=["3"], sbu=100, row=3),
            ],
            [warning("guessed_heading", "Blad1", "B1")],
        ),
    ),
]
