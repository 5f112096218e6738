"""What people do inside a cell: code and name together, ditto marks, invisible characters, dates for codes."""

from datetime import date

from tests.golden.describe import Case, Sheet, module, reading, warning, xlsx

_LONG = "\n\n".join(
    f"Les {number}. De student oefent met een casus uit het leerbedrijf, bespreekt de aanpak met een medestudent en "
    f"verwerkt de feedback in het verslag van week {number}."
    for number in range(1, 61)
)

CASES = [
    Case(
        "cell-code-before-the-title",
        "Code and name share a cell, the name in capitals; once the code has a space in it.",
        xlsx(
            Sheet(
                [
                    ("Module", "Leerjaar", "SBU"),
                    ("OM-12 NOTULEREN", 1, 60),
                    ("OM 13 BEZOEKERS ONTVANGEN", 1, 80),
                    ("OM-14 – ZAKELIJK ENGELS", 2, 40),
                ],
            )
        ),
        reading(
            [
                module("NOTULEREN", code="OM-12", years=[1], sbu=60),
                module("BEZOEKERS ONTVANGEN", code="OM 13", years=[1], sbu=80),
                module("ZAKELIJK ENGELS", code="OM-14", years=[2], sbu=40),
            ]
        ),
    ),
    Case(
        "cell-code-behind-the-title",
        "The code stands in brackets behind the name, on a line of its own in the same cell.",
        xlsx(
            Sheet(
                [
                    ("Module", "Leerjaar", "SBU"),
                    ("Notuleren\n(OM-12)", 1, 60),
                    ("Bezoekers ontvangen\n(OM-13)", 1, 80),
                    ("Zakelijk Engels\n(OM-14)", 2, 40),
                ],
            )
        ),
        reading(
            [
                module("Notuleren", code="OM-12", years=[1], sbu=60),
                module("Bezoekers ontvangen", code="OM-13", years=[1], sbu=80),
                module("Zakelijk Engels", code="OM-14", years=[2], sbu=40),
            ]
        ),
    ),
    Case(
        "cell-outcomes-numbered-on-one-line",
        "Outcomes numbered 1.1, 1.2 on one line, with semicolons between them.",
        xlsx(
            Sheet(
                [
                    ("Module", "Leerdoelen"),
                    (
                        "Agendabeheer",
                        "1.1 De student plant afspraken; 1.2 De student lost dubbele afspraken op; "
                        "1.3 De student bewaakt de tijd van de manager.",
                    ),
                    ("Notuleren", "2.1 De student luistert actief; 2.2 De student maakt een besluitenlijst."),
                ],
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer",
                    outcomes=[
                        "De student plant afspraken",
                        "De student lost dubbele afspraken op",
                        "De student bewaakt de tijd van de manager",
                    ],
                ),
                module("Notuleren", outcomes=["De student luistert actief", "De student maakt een besluitenlijst"]),
            ]
        ),
    ),
    Case(
        "cell-see-another-module",
        "'Zie module 1' where the hours should be: nothing is filled in from there, and the docent hears that no hours "
        "can be read.",
        xlsx(
            Sheet(
                [
                    ("Nr.", "Module", "Inhoud", "SBU", "Toetsvorm"),
                    (1, "Agendabeheer", "Afspraken plannen.", 80, "praktijktoets"),
                    (2, "Reizen boeken", "zie module 1", "zie module 1", "praktijktoets"),
                    (3, "Notuleren", "Verslag maken.", 60, "zie module 1"),
                ],
            )
        ),
        reading(
            [
                module("Agendabeheer", description="Afspraken plannen.", sbu=80),
                module("Reizen boeken", description="zie module 1", sbu=None, assessments=["praktijktoets"]),
                module("Notuleren", description="Verslag maken.", sbu=60),
            ],
            [warning("unclear_hours", "Blad1", "D3")],
        ),
    ),
    Case(
        "cell-ditto-marks",
        "Ditto marks: a quote, two quotes, idem, id. Each means what stands above it.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "Periode", "Werkproces", "Toetsvorm"),
                    ("OM-12", "Notuleren", 1, "P1", "B1-K2-W3", "praktijktoets"),
                    ("OM-13", "Vergaderingen voorbereiden", '"', "idem", '"', "idem"),
                    ("OM-14", "Bezoekers ontvangen", "''", "P2", "B1-K2-W4", '"'),
                    ("OM-15", "Reizen boeken", "idem", "id.", "B1-K2-W2", "portfolio"),
                ],
            )
        ),
        reading(
            [
                module(
                    "Notuleren", years=[1], periods=["1"], work_processes=["B1-K2-W3"], assessments=["praktijktoets"]
                ),
                module(
                    "Vergaderingen voorbereiden",
                    years=[1],
                    periods=["1"],
                    work_processes=["B1-K2-W3"],
                    assessments=["praktijktoets"],
                ),
                module(
                    "Bezoekers ontvangen",
                    years=[1],
                    periods=["2"],
                    work_processes=["B1-K2-W4"],
                    assessments=["praktijktoets"],
                ),
                module(
                    "Reizen boeken", years=[1], periods=["2"], work_processes=["B1-K2-W2"], assessments=["portfolio"]
                ),
            ]
        ),
    ),
    Case(
        "cell-headings-from-word",
        "A narrow table pasted from Word: the headings are broken off with hyphens inside their cells.",
        xlsx(
            Sheet(
                [
                    ("Mo-\ndule", "Leer-\njaar", "Pe-\nriode", "Studie-\nbelas-\ntings-\nuren", "Leer-\ndoelen"),
                    ("Archiveren", 1, "P2", 40, "Ordent digitale\ndossiers."),
                    ("Telefoneren", 1, "P1", 20, "Verbindt door en\nnoteert terugbelverzoeken."),
                ],
            )
        ),
        reading(
            [
                module("Archiveren", years=[1], periods=["2"], sbu=40, outcomes=["Ordent digitale dossiers."]),
                module(
                    "Telefoneren",
                    years=[1],
                    periods=["1"],
                    sbu=20,
                    outcomes=["Verbindt door en noteert terugbelverzoeken."],
                ),
            ]
        ),
    ),
    Case(
        "cell-invisible-characters",
        "Copied from the web: tabs, hard spaces, a soft hyphen, a zero-width space inside a code.",
        xlsx(
            Sheet(
                [
                    ("Code\u00a0", "\tModule", "Leerjaar\u200b", "SBU"),
                    ("OM\u200b-12", "\tNotuleren\u00a0 en uitwerken ", "\u00a01", "60\u00a0"),
                    ("\ufeffOM-13", "Be\u00adzoekers ontvangen\t", "2 ", "\t80"),
                ],
            )
        ),
        reading(
            [
                module("Notuleren en uitwerken", code="OM-12", years=[1], sbu=60),
                module("Bezoekers ontvangen", code="OM-13", years=[2], sbu=80),
            ]
        ),
    ),
    Case(
        "cell-very-long-text",
        "A whole reader was pasted into one cell, with empty lines. None of it may be lost.",
        xlsx(
            Sheet(
                [
                    ("Module", "Inhoud", "SBU"),
                    ("Projectondersteuning", _LONG, 120),
                    ("Relatiebeheer", "Klantgegevens bijhouden.", 40),
                ],
            )
        ),
        reading(
            [
                module("Projectondersteuning", description=_LONG, sbu=120),
                module("Relatiebeheer", description="Klantgegevens bijhouden.", sbu=40),
            ]
        ),
    ),
    Case(
        "cell-code-became-a-date",
        "Codes like 1-1 and 1-2 were typed and Excel made dates of them. The modules are taken and the docent is told.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU"),
                    (date(2027, 1, 1), "Agendabeheer", 60),
                    (date(2027, 2, 1), "Telefoneren", 40),
                    (date(2027, 1, 2), "Notuleren", 80),
                ],
                formats={"A2": "d-mmm", "A3": "d-mmm", "A4": "d-mmm"},
            )
        ),
        reading(
            [module("Agendabeheer", sbu=60), module("Telefoneren", sbu=40), module("Notuleren", sbu=80)],
            [warning("date_as_code", "Blad1")],
        ),
    ),
    Case(
        "cell-numbers-as-text-and-percentages",
        "Hours stored as text, thousands with a point, and a column '% BPV': a quarter of the time is no quarter of an "
        "hour.",
        xlsx(
            Sheet(
                [
                    ("Module", "SBU", "% BPV", "BOT"),
                    ("Notuleren", "60", 0.25, "30"),
                    ("Reizen boeken", "80,5", 0.5, " 40 "),
                    ("Werken in het leerbedrijf", "1.200", 1, "0"),
                ],
                formats={"B2": "@", "B3": "@", "B4": "@", "C2": "0%", "C3": "0%", "C4": "0%"},
            )
        ),
        reading(
            [
                module("Notuleren", sbu=60, bot=30, bpv=None),
                module("Reizen boeken", sbu=80.5, bot=40, bpv=None),
                module("Werken in het leerbedrijf", sbu=1200, bot=0, bpv=None),
            ]
        ),
    ),
    Case(
        "cell-hours-in-several-units",
        "Study load in sbu, klokuren and credits. A credit is not an hour and is not turned into hours by guessing.",
        xlsx(
            Sheet(
                [
                    ("Module", "Studielast", "Leerjaar"),
                    ("Agendabeheer", "80 sbu", 1),
                    ("Telefoneren", "60 klokuren", 1),
                    ("Onderzoek doen", "3 EC", 3),
                    ("Notuleren", "120 sbu (waarvan 60 BOT)", 2),
                ],
            )
        ),
        reading(
            [
                module("Agendabeheer", sbu=80),
                module("Telefoneren", sbu=60),
                module("Onderzoek doen", sbu=None),
                module("Notuleren", sbu=120),
            ],
            [warning("unclear_hours", "Blad1", "B4")],
        ),
    ),
    Case(
        "cell-several-periods",
        "Several periods in one cell, each typed in another way.",
        xlsx(
            Sheet(
                [
                    ("Module", "Periode"),
                    ("Agendabeheer", "P1+P2"),
                    ("Telefoneren", "P3 & P4"),
                    ("Notuleren", "blok 1/2"),
                    ("Reizen boeken", "periode 2 en 4"),
                    ("Archiveren", "1e periode"),
                    ("Relatiebeheer", "P1, P2 en P3"),
                ],
            )
        ),
        reading(
            [
                module("Agendabeheer", periods=["1", "2"]),
                module("Telefoneren", periods=["3", "4"]),
                module("Notuleren", periods=["1", "2"]),
                module("Reizen boeken", periods=["2", "4"]),
                module("Archiveren", periods=["1"]),
                module("Relatiebeheer", periods=["1", "2", "3"]),
            ]
        ),
    ),
    Case(
        "cell-years-in-words",
        "The leerjaar in words and Roman figures.",
        xlsx(
            Sheet(
                [
                    ("Module", "Leerjaar"),
                    ("Agendabeheer", "1e jaar"),
                    ("Telefoneren", "2e lj"),
                    ("Notuleren", "jaar 1 + 2"),
                    ("Onderzoek doen", "LJ III"),
                    ("Archiveren", "eerste leerjaar"),
                    ("Relatiebeheer", "lj. 2/3"),
                ],
            )
        ),
        reading(
            [
                module("Agendabeheer", years=[1]),
                module("Telefoneren", years=[2]),
                module("Notuleren", years=[1, 2]),
                module("Onderzoek doen", years=[3]),
                module("Archiveren", years=[1]),
                module("Relatiebeheer", years=[2, 3]),
            ]
        ),
    ),
    Case(
        "cell-start-and-end-dates",
        "A start and an end date and week numbers instead of a period. No period is made of them.",
        xlsx(
            Sheet(
                [
                    ("Module", "Startdatum", "Einddatum", "Weken", "SBU"),
                    ("Agendabeheer", date(2026, 8, 31), date(2026, 11, 6), "36-45", 60),
                    ("Notuleren", date(2026, 11, 9), date(2027, 1, 29), "46-4", 80),
                ],
                formats=dict.fromkeys(("B2", "B3", "C2", "C3"), "d-m-yyyy"),
            )
        ),
        reading(
            [
                module("Agendabeheer", periods=[], years=[], sbu=60, description=""),
                module("Notuleren", periods=[], years=[], sbu=80, description=""),
            ]
        ),
    ),
]
