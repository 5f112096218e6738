"""Crosses in other shapes, and codes of work processes and competencies the short way people type them."""

from tests.golden.describe import Case, Sheet, module, reading, states, xlsx

_CHECKED = [f"{column}{row}" for column in "BCD" for row in (2, 3, 4)]

CASES = [
    Case(
        "mark-wingdings",
        "The check marks are the letter ü in the font Wingdings, which looks like a check on the screen.",
        xlsx(
            Sheet(
                [
                    ("Module", "B1-K1-W1", "B1-K1-W2", "B1-K2-W1"),
                    ("Verkoopgesprekken voeren", None, "ü", None),
                    ("Offertes maken", "ü", None, None),
                    ("Winkelrooster maken", None, None, "ü"),
                ],
                fonts=dict.fromkeys(_CHECKED, "Wingdings"),
            )
        ),
        reading(
            [
                module("Verkoopgesprekken voeren", work_processes=["B1-K1-W2"]),
                module("Offertes maken", work_processes=["B1-K1-W1"]),
                module("Winkelrooster maken", work_processes=["B1-K2-W1"]),
            ]
        ),
    ),
    Case(
        "mark-yes-and-no",
        "Which competencies a module teaches is answered with ja and nee. Nee is no cross.",
        xlsx(
            Sheet(
                [
                    ("Module", "M16-01", "M16-12", "M20-11"),
                    ("Agendabeheer", "nee", "nee", "ja"),
                    ("Bezoekers ontvangen", "Nee", "JA", "nee"),
                    ("Servicedesk", "ja", "n.v.t.", "Ja"),
                ],
            )
        ),
        reading(
            [
                module("Agendabeheer", statements=[states("M20-11")]),
                module("Bezoekers ontvangen", statements=[states("M16-12")]),
                module("Servicedesk", statements=[states("M16-01"), states("M20-11")]),
            ]
        ),
    ),
    Case(
        "mark-boxes-and-checks",
        "Boxes with and without a check, as in a form. An empty box is no cross; a box with an x in it is.",
        xlsx(
            Sheet(
                [
                    ("Module", "B1-K1-W1", "B1-K1-W5", "B1-K2-W5"),
                    ("Incidenten afhandelen", "☑", "☐", "✔"),
                    ("Documentatie schrijven", "☐", "√", "☐"),
                    ("Licenties beheren", "☐", "☐", "☒"),
                ],
            )
        ),
        reading(
            [
                module("Incidenten afhandelen", work_processes=["B1-K1-W1", "B1-K2-W5"]),
                module("Documentatie schrijven", work_processes=["B1-K1-W5"]),
                module("Licenties beheren", work_processes=["B1-K2-W5"]),
            ]
        ),
    ),
    Case(
        "code-work-processes-shortened",
        "The second code of a list is shortened to what differs, a crebo stands before the code, and the title "
        "behind it.",
        xlsx(
            Sheet(
                [
                    ("Module", "Werkprocessen"),
                    ("Zakelijke e-mail", "B1-K1-W1 / W2"),
                    ("Telefoneren", "B1-K1-W1 t/m W3"),
                    ("Relatiebeheer", "25151-B1-K1-W3"),
                    ("Vergaderen", "B1-K2: W1, W3"),
                    ("Archiveren", "B1-K1-W1, -W4 en -W5"),
                    ("Evenementen", "B1-K2-W1 + B1-K2-W2"),
                    ("Receptie", "B1-K2-W4 Ontvangt bezoekers\nB1-K2-W5 Handelt facturen en declaraties af"),
                ],
            )
        ),
        reading(
            [
                module("Zakelijke e-mail", work_processes=["B1-K1-W1", "B1-K1-W2"]),
                module("Telefoneren", work_processes=["B1-K1-W1", "B1-K1-W2", "B1-K1-W3"]),
                module("Relatiebeheer", work_processes=["B1-K1-W3"]),
                module("Vergaderen", work_processes=["B1-K2-W1", "B1-K2-W3"]),
                module("Archiveren", work_processes=["B1-K1-W1", "B1-K1-W4", "B1-K1-W5"]),
                module("Evenementen", work_processes=["B1-K2-W1", "B1-K2-W2"]),
                module("Receptie", work_processes=["B1-K2-W4", "B1-K2-W5"]),
            ]
        ),
    ),
    Case(
        "code-competencies-by-comma-and-line",
        "Codes of competencies in one cell, with commas, semicolons and line breaks, one with its title behind it.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Toekomstcompetenties"),
                    ("OM-12", "Agendabeheer", "M16-04, M20-10\nM20-11"),
                    ("OM-13", "Bezoekers ontvangen", "M16-12 Externe bezoekers gastvrij ontvangen\nM16-13;"),
                    ("OM-14", "Archiveren", None),
                ],
            )
        ),
        reading(
            [
                module("Agendabeheer", statements=[states("M16-04"), states("M20-10"), states("M20-11")]),
                module("Bezoekers ontvangen", statements=[states("M16-12"), states("M16-13")]),
                module("Archiveren", statements=[]),
            ]
        ),
    ),
]
