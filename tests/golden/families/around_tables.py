"""What stands around and between the modules: notes, a cover, names of colleagues, and what somebody hid."""

from tests.golden.describe import Case, Sheet, module, reading, warning, xlsx

CASES = [
    Case(
        "around-notes-beside-the-table",
        "The table starts in D4; two columns to the right of it somebody keeps notes, and a comment hangs "
        "on a name. None of that belongs to a module.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Inhoud", "SBU", None, None),
                    ("OM-12", "Agendabeheer", "Plannen in Outlook.", 60, None, "Let op: uren nog checken met Petra"),
                    ("OM-13", "Telefoneren", "Doorverbinden.", 40, None, None),
                    ("OM-14", "Notuleren", "Verslag maken.", 80, None, "bespreken in teamoverleg van 12 mei"),
                ],
                start="D4",
                comments={"E5": "Vervalt misschien volgend jaar, vraag Petra"},
            )
        ),
        reading(
            [
                module("Agendabeheer", code="OM-12", description="Plannen in Outlook.", sbu=60, outcomes=[], row=5),
                module("Telefoneren", code="OM-13", description="Doorverbinden.", sbu=40, outcomes=[], row=6),
                module("Notuleren", code="OM-14", description="Verslag maken.", sbu=80, outcomes=[], row=7),
            ]
        ),
    ),
    Case(
        "around-cover-with-a-picture",
        "The first sheet is a cover: a title, the name of the school and a picture. It is named, and the modules are "
        "read from the second.",
        xlsx(
            Sheet(
                [("Onderwijsprogramma Office & management support",), ("ROC Voorbeeldstad",), ("cohort 2026-2029",)],
                name="Voorblad",
                start="C8",
                chart="C12",
            ),
            Sheet(
                [("Module", "Leerjaar", "SBU"), ("Agendabeheer", 1, 60), ("Reizen boeken", 2, 40)],
                name="Programma",
            ),
        ),
        reading(
            [module("Agendabeheer", years=[1], sbu=60), module("Reizen boeken", years=[2], sbu=40)],
            [warning("sheet_not_read", "Voorblad")],
            quiet=True,
        ),
    ),
    Case(
        "around-names-of-colleagues",
        "Names, e-mail addresses and telephone numbers of docenten stand in five columns. None of it is read, and "
        "'Contact' is no column of hours.",
        xlsx(
            Sheet(
                [
                    (
                        "Naam docent",
                        "E-mailadres",
                        "Contact",
                        "Code",
                        "Module",
                        "Inhoud",
                        "Toetsvorm",
                        "Examinator",
                        "Ontwikkelaar",
                        "BOT",
                    ),
                    (
                        "Petra de Vries",
                        "p.devries@voorbeeld.nl",
                        "06-12345678",
                        "OM-12",
                        "Agendabeheer",
                        "Plannen in Outlook.",
                        "praktijktoets",
                        "J. Jansen",
                        "Petra / Jan",
                        30,
                    ),
                    (
                        "Jan Jansen",
                        "j.jansen@voorbeeld.nl",
                        "tst. 1234",
                        "OM-13",
                        "Notuleren",
                        "Verslag maken.",
                        "portfolio",
                        "P. de Vries",
                        "Jan",
                        20,
                    ),
                ],
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer",
                    code="OM-12",
                    description="Plannen in Outlook.",
                    outcomes=[],
                    assessments=["praktijktoets"],
                    sbu=None,
                    bot=30,
                ),
                module(
                    "Notuleren",
                    code="OM-13",
                    description="Verslag maken.",
                    outcomes=[],
                    assessments=["portfolio"],
                    sbu=None,
                    bot=20,
                ),
            ]
        ),
    ),
    Case(
        "around-hidden-older-version",
        "Somebody hid last year's rows and last year's column of hours instead of deleting them.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU 2024", "SBU 2025"),
                    ("OM-12", "Agendabeheer", 80, 60),
                    ("OM-12", "Agenda (oud)", 100, None),
                    ("OM-13", "Notuleren en uitwerken", 40, 80),
                    ("OM-13", "Steno (oud)", 120, None),
                ],
                hidden_rows=(3, 5),
                hidden_columns=("C",),
            )
        ),
        reading(
            [
                module("Agendabeheer", code="OM-12", sbu=60),
                module("Notuleren en uitwerken", code="OM-13", sbu=80),
            ],
            [warning("hidden_rows", "Blad1"), warning("hidden_columns", "Blad1")],
        ),
    ),
]
