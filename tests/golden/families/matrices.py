"""Cross tables: modules against work processes or competencies, with crosses, letters and one to three header rows."""

from tests.golden.describe import Case, Sheet, module, reading, states, warning, xlsx

_CORE_1 = "Voert taken rondom informatiemanagement uit"
_CORE_2 = "Voert taken rondom planning en organisatie uit"

_AGENDA = module("Agendabeheer", work_processes=["B1-K2-W1"])
_BRIEVEN = module("Correspondentie", work_processes=["B1-K1-W1", "B1-K1-W2"])
_BALIE = module("Bezoekers ontvangen", work_processes=["B1-K1-W2", "B1-K2-W2"])
_THREE = [_AGENDA, _BRIEVEN, _BALIE]
_CROSSES = [
    ("Agendabeheer", None, None, "x", None),
    ("Correspondentie", "x", "x", None, None),
    ("Bezoekers ontvangen", None, "x", None, "x"),
]

CASES = [
    Case(
        "matrix-one-header-row",
        "Modules down, whole codes of work processes across, an x where they meet.",
        xlsx(Sheet([("Module", "B1-K1-W1", "B1-K1-W2", "B1-K2-W1", "B1-K2-W2"), *_CROSSES])),
        reading(_THREE, quiet=True),
    ),
    Case(
        "matrix-two-header-rows",
        "The core task stands merged above W1 and W2.",
        xlsx(
            Sheet(
                [("Module", "B1-K1", None, "B1-K2", None), (None, "W1", "W2", "W1", "W2"), *_CROSSES],
                merged=["A1:A2", "B1:C1", "D1:E1"],
            )
        ),
        reading(_THREE, quiet=True),
    ),
    Case(
        "matrix-two-header-rows-not-merged",
        "The core task is typed only above its first work process, as in a sheet without merged cells.",
        xlsx(Sheet([(None, "B1-K1", None, "B1-K2", None), ("Module", "W1", "W2", "W1", "W2"), *_CROSSES])),
        reading(_THREE),
    ),
    Case(
        "matrix-three-header-rows",
        "Core task code, core task name and work process name, each in a row of its own, under a title.",
        xlsx(
            Sheet(
                [
                    ("Dekkingsmatrix OMS",),
                    ("Modules", "B1-K1", None, "B1-K2", None),
                    (None, _CORE_1, None, _CORE_2, None),
                    (None, "W1 schriftelijk", "W2 mondeling", "W1 agenda", "W2 bijeenkomsten"),
                    *_CROSSES,
                ],
                merged=["A1:E1", "A2:A4", "B2:C2", "D2:E2", "B3:C3", "D3:E3"],
            )
        ),
        reading(_THREE),
    ),
    Case(
        "matrix-all-kinds-of-crosses",
        "Every docent crosses in an own way; a dash, a zero and 'nee' are no crosses.",
        xlsx(
            Sheet(
                [
                    ("Module", "B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "B1-K1-W4", "B1-K1-W5"),
                    ("Letters", "x", "X", "v", "V", " x "),
                    ("Tekens", "●", "•", "✓", "✔", "√"),
                    ("Woorden", "ja", "Ja", "j", 1, True),
                    ("Niets", "-", 0, "nee", "n", None),
                ]
            )
        ),
        reading(
            [
                module("Letters", work_processes=[f"B1-K1-W{number}" for number in range(1, 6)]),
                module("Tekens", work_processes=[f"B1-K1-W{number}" for number in range(1, 6)]),
                module("Woorden", work_processes=[f"B1-K1-W{number}" for number in range(1, 6)]),
                module("Niets", work_processes=[]),
            ]
        ),
    ),
    Case(
        "matrix-doubtful-cross",
        "A question mark and a remark stand where a cross belongs; the docent must decide.",
        xlsx(
            Sheet(
                [
                    ("Module", "B1-K1-W1", "B1-K1-W2", "B1-K2-W1"),
                    ("Agendabeheer", None, "?", "x"),
                    ("Correspondentie", "x", "evt. in stage", None),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", work_processes=["B1-K2-W1"]),
                module("Correspondentie", work_processes=["B1-K1-W1"]),
            ],
            [warning("unclear_mark", "Blad1", "C2"), warning("unclear_mark", "Blad1", "C3")],
        ),
    ),
    Case(
        "matrix-totals-and-legend",
        "Rows and columns that count the crosses, and a legend below, are no modules and no work processes.",
        xlsx(
            Sheet(
                [
                    ("Module", "B1-K1-W1", "B1-K1-W2", "B1-K2-W1", "Aantal"),
                    ("Agendabeheer", None, None, "x", 1),
                    ("Correspondentie", "x", "x", None, 2),
                    ("Totaal", 1, 1, 1, 3),
                    (),
                    ("x = komt aan bod",),
                    ("Legenda: leeg = niet van toepassing",),
                ]
            )
        ),
        reading([_AGENDA, _BRIEVEN]),
    ),
    Case(
        "matrix-beside-a-list",
        "Ordinary columns (code, module, sbu) come first; the crosses stand to the right of them in the same row.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar", "SBU", "B1-K1-W1", "B1-K1-W2", "B1-K2-W1", "Toetsvorm"),
                    ("OM-102", "Agendabeheer", 1, 120, None, None, "x", "Praktijktoets"),
                    ("OM-103", "Correspondentie", 1, 140, "x", "x", None, "Portfolio"),
                ]
            )
        ),
        reading(
            [
                _AGENDA | {"code": "OM-102", "years": [1], "hours": {"sbu": 120}, "assessments": ["Praktijktoets"]},
                _BRIEVEN | {"code": "OM-103", "years": [1], "hours": {"sbu": 140}, "assessments": ["Portfolio"]},
            ],
            quiet=True,
        ),
    ),
    Case(
        "matrix-work-processes-down",
        "The other way round, as in many exam plans: work processes down, modules across.",
        xlsx(
            Sheet(
                [
                    ("Werkproces", "Agendabeheer", "Correspondentie", "Bezoekers ontvangen"),
                    ("B1-K1-W1 Zorgt voor de schriftelijke informatie-uitwisseling", None, "x", None),
                    ("B1-K1-W2 Zorgt voor de mondelinge informatie-uitwisseling", None, "x", "x"),
                    ("B1-K2-W1 Beheert de agenda", "x", None, None),
                    ("B1-K2-W2 Organiseert bijeenkomsten", None, None, "x"),
                ]
            )
        ),
        reading(_THREE),
    ),
    Case(
        "matrix-on-a-second-sheet",
        "The first sheet lists the modules; the second crosses the same modules by their code.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "SBU"),
                    ("OM-102", "Agendabeheer", 120),
                    ("OM-103", "Correspondentie", 140),
                ],
                name="Modules",
            ),
            Sheet(
                [
                    ("Code", "Module", "B1-K1-W1", "B1-K1-W2", "B1-K2-W1"),
                    ("OM-102", "Agendabeheer", None, None, "x"),
                    ("OM-103", "Correspondentie", "x", "x", None),
                ],
                name="Dekking",
            ),
        ),
        reading(
            [
                _AGENDA | {"code": "OM-102", "hours": {"sbu": 120}},
                _BRIEVEN | {"code": "OM-103", "hours": {"sbu": 140}},
            ]
        ),
    ),
    Case(
        "matrix-years-crossed",
        "A column for each leerjaar, crossed where the module runs.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Leerjaar 1", "Leerjaar 2", "Leerjaar 3", "SBU"),
                    ("NED", "Nederlands", "x", "x", "x", 280),
                    ("OM-102", "Agendabeheer", "x", None, None, 120),
                    ("OM-202", "Notuleren", None, "x", None, 90),
                ]
            )
        ),
        reading(
            [
                module("Nederlands", code="NED", years=[1, 2, 3], sbu=280),
                module("Agendabeheer", code="OM-102", years=[1], sbu=120),
                module("Notuleren", code="OM-202", years=[2], sbu=90),
            ]
        ),
    ),
    Case(
        "matrix-lesson-table",
        "A lessentabel: a column per period with the guided hours in it, and their total. The hours count once.",
        xlsx(
            Sheet(
                [
                    ("Lessentabel leerjaar 1",),
                    ("Module", "P1", "P2", "P3", "P4", "BOT totaal"),
                    ("Nederlands", 20, 20, 20, 20, 80),
                    ("Agendabeheer", 35, 35, None, None, 70),
                    ("Notuleren", None, None, 0, 50, 50),
                ]
            )
        ),
        reading(
            [
                module("Nederlands", periods=["1", "2", "3", "4"], bot=80),
                module("Agendabeheer", periods=["1", "2"], bot=70),
                module("Notuleren", periods=["4"], bot=50),
            ]
        ),
    ),
    Case(
        "matrix-competencies",
        "Modules against codes of future competencies; each cross is the docent's own statement.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "M16-06", "M16-12", "M20-11"),
                    ("OM-102", "Agendabeheer", None, None, "x"),
                    ("OM-103", "Correspondentie", "x", None, None),
                    ("OM-105", "Bezoekers ontvangen", None, "X", "x"),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", statements=[states("M20-11")]),
                module("Correspondentie", statements=[states("M16-06")]),
                module("Bezoekers ontvangen", statements=[states("M16-12"), states("M20-11")]),
            ],
            quiet=True,
        ),
    ),
    Case(
        "matrix-competencies-code-and-title",
        "The header gives the code of the competency with its title behind it.",
        xlsx(
            Sheet(
                [
                    ("Module", "M16-12 Externe bezoekers gastvrij ontvangen", "M20-11: eigen werk prioriteren"),
                    ("Agendabeheer", None, "x"),
                    ("Bezoekers ontvangen", "x", None),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", statements=[states("M20-11")]),
                module("Bezoekers ontvangen", statements=[states("M16-12")]),
            ]
        ),
    ),
    Case(
        "matrix-competencies-levels",
        "I-O-B: introduceren, oefenen, beheersen. Only B reaches the level that is asked; I and O are a part of it.",
        xlsx(
            Sheet(
                [
                    ("I = introduceren, O = oefenen, B = beheersen",),
                    ("Module", "M16-06", "M16-12", "M20-11"),
                    ("Agendabeheer", None, "I", "B"),
                    ("Correspondentie", "O", None, "i"),
                ]
            )
        ),
        reading(
            [
                module(
                    "Agendabeheer",
                    statements=[states("M16-12", "partial", "orient"), states("M20-11", "full", "master")],
                ),
                module(
                    "Correspondentie",
                    statements=[states("M16-06", "partial", "practise"), states("M20-11", "partial", "orient")],
                ),
            ]
        ),
    ),
    Case(
        "matrix-competencies-unknown",
        "One column has a code that the list of competencies does not have.",
        xlsx(
            Sheet(
                [
                    ("Module", "M16-06", "M16-99"),
                    ("Agendabeheer", "x", "x"),
                    ("Correspondentie", "x", None),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", statements=[states("M16-06")]),
                module("Correspondentie", statements=[states("M16-06")]),
            ],
            [warning("unknown_competency", "Blad1", "C1")],
        ),
    ),
    Case(
        "codes-of-competencies-in-a-column",
        "The docent typed competency codes in a column: several at once, small letters, spaces; one does not exist.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Toekomstcompetentie"),
                    ("OM-102", "Agendabeheer", "M20-11"),
                    ("OM-103", "Correspondentie", "m16-06, M16-07"),
                    ("OM-105", "Bezoekers ontvangen", "M16-12 Externe bezoekers gastvrij ontvangen"),
                    ("OM-201", "Bijeenkomsten", "M16-02; M16 13"),
                    ("OM-202", "Notuleren", "M99-01"),
                    ("OM-204", "Relatiebeheer", "n.v.t."),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", statements=[states("M20-11")]),
                module("Correspondentie", statements=[states("M16-06"), states("M16-07")]),
                module("Bezoekers ontvangen", statements=[states("M16-12")]),
                module("Bijeenkomsten", statements=[states("M16-02"), states("M16-13")]),
                module("Notuleren", statements=[]),
                module("Relatiebeheer", statements=[]),
            ],
            [warning("unknown_competency", "Blad1", "C6")],
        ),
    ),
]
