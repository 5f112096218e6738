"""Layouts that mbo teams think of: week plans, exam plans, forms, overviews by period, tables beside each other."""

from tests.golden.describe import Case, Sheet, module, reading, xlsx

CASES = [
    Case(
        "layout-totals-with-words-beside",
        "Totals with their hours, of what, and a remark beside them are no modules; modules whose names begin with the "
        "same word are.",
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
]
