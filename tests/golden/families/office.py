"""Sheets that LibreOffice itself opened and saved: its own .xlsx, .xls, .ods and .csv, with computed formulas."""

from datetime import date

from tests.golden.describe import Case, Sheet, error, module, reading, warning, xlsx

_PLAN = xlsx(
    Sheet(
        [
            ("Onderwijsplan OMS – cohort 2026", None, None, None, None, None, None),
            (),
            ("Modulecode", "Module", "Leerjaar", "Leeruitkomsten", "BOT", "Zelfstudie", "SBU"),
            (7, "Agendabeheer en planning", 1, "plant afspraken", 70, 50, "=E4+F4"),
            (None, None, None, "lost dubbele afspraken op", None, None, None),
            (8, "Financiële administratie", 1, "controleert facturen", 37.5, 42.5, "=E6+F6"),
            ("Totaal", None, None, None, "=SUM(E4:E6)", None, "=SUM(G4:G6)"),
        ],
        name="Leerjaar 1",
        merged=["A1:G1", "A4:A5", "B4:B5"],
        formats={"A4": "000", "A6": "000", "G4": "0", "E6": "0.0"},
    )
)
_DATES = xlsx(
    Sheet(
        [
            ("Code", "Module", "Periode", "SBU"),
            ("A1", "Agendabeheer", date(2026, 3, 1), "=40*3"),
            ("A2", "Notuleren", "P2", "=90/0"),
        ],
        formats={"C2": "d-m"},
    )
)
_AGENDA = module(
    "Agendabeheer en planning",
    code="007",
    years=[1],
    outcomes=["plant afspraken", "lost dubbele afspraken op"],
    sbu=120,
    bot=70,
)
_FINANCE = module(
    "Financiële administratie",
    code="008",
    years=[1],
    outcomes=["controleert facturen"],
    sbu=80,
    bot=37.5,
)
_STORY = "A plan with merged cells, codes 007 and 008, computed hours and a total row, saved by LibreOffice as "
_DATE_STORY = "A period that became a date, a formula with its outcome and one that fails, saved by LibreOffice as "

CASES = [
    *(
        Case(
            f"office-plan-{extension}",
            f"{_STORY}.{extension}.",
            None,
            reading([_AGENDA, _FINANCE], quiet=extension != "csv"),
            extension=extension,
            source=_PLAN,
        )
        for extension in ("xlsx", "xlsm", "xls", "ods", "csv")
    ),
    *(
        Case(
            f"office-dates-{extension}",
            f"{_DATE_STORY}.{extension}.",
            None,
            reading(
                [module("Agendabeheer", sbu=120), module("Notuleren", periods=["2"], hours={"sbu": None})],
                [warning("date_as_period", "Blad1", "C2"), warning("error_value", "Blad1", "D3")],
            ),
            extension=extension,
            source=_DATES,
        )
        for extension in ("xlsx", "xls", "ods")
    ),
    *(
        Case(
            f"office-password-{extension}",
            f"The plan, saved by LibreOffice as .{extension} with a password: nothing can be read, and it says why.",
            None,
            reading([], [error("protected")]),
            extension=extension,
            source=_PLAN,
            password="geheim",
        )
        for extension in ("xlsx", "xls", "ods")
    ),
]
