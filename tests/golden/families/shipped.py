"""The two workbooks that ship with the tool, with what a docent of that (invented) team would say they mean."""

import re

from curriculum.demo import DEMO_FILENAME, MESSY_FILENAME
from curriculum.demo.build import build_workbooks
from curriculum.demo.demo_sheet import ModuleRow, modules_of_year
from tests.golden.describe import Case, Fields, error, module, reading, states, warning

_K1 = [f"B1-K1-W{number}" for number in range(1, 6)]
_K2 = [f"B1-K2-W{number}" for number in range(1, 6)]

# Written by hand from the sheet, so that the reading of the notation is not the notation itself.
_WORK_PROCESSES = {
    "OM-102": ["B1-K2-W1"],
    "OM-103": ["B1-K1-W1"],
    "OM-104": ["B1-K1-W2"],
    "OM-105": ["B1-K2-W4"],
    "OM-106": ["B1-K1-W5"],
    "OM-107": ["B1-K1-W4"],
    "OM-108": ["B1-K2-W3"],
    "OM-113": _K1[:3],
    "OM-201": ["B1-K2-W2"],
    "OM-202": ["B1-K2-W3"],
    "OM-203": _K1[:2],
    "OM-205": ["B1-K2-W5"],
    "OM-206": _K2[:2],
    "OM-207": ["B1-K1-W4"],
    "OM-213": [*_K1, *_K2],
    "OM-301": ["P2-K1"],
    "OM-302": ["P2-K2"],
    "OM-303": ["B1-K1-W4", "B1-K2-W2"],
    "OM-313": [*_K1, *_K2, "P2-K1", "P2-K2"],
}
_NOT_COMPARED = {"OM-208"}  # One of its two codes does not exist; only the warning is asked for.
_STATEMENTS = {
    "OM-102": ["M20-11"],
    "OM-103": ["M16-06"],
    "OM-105": ["M16-12"],
    "OM-201": ["M16-02"],
    "OM-303": ["M20-13", "M20-16"],
    "OM-305": ["M20-17"],
}
_PERIODS = {
    "P1": ["1"],
    "P2": ["2"],
    "P3": ["3"],
    "P4": ["4"],
    "P5": ["5"],
    "P7": ["7"],
    "P8": ["8"],
    "P11": ["11"],
    "P1-P2": ["1", "2"],
    "P5-P6": ["5", "6"],
    "P5-P7": ["5", "6", "7"],
    "P7-P8": ["7", "8"],
    "P9-P10": ["9", "10"],
    "P10-P11": ["10", "11"],
    "P11-P12": ["11", "12"],
    "P1 t/m P4": ["1", "2", "3", "4"],
    "P5 t/m P8": ["5", "6", "7", "8"],
    "P9 t/m P11": ["9", "10", "11"],
}
_SHEETS = {1: "Leerjaar 1", 2: "Leerjaar 2", 3: "LJ 3"}
_FIRST_ROWS = {1: 5, 2: 5, 3: 4}


def _number(typed: object) -> float | None:
    """Hours as the team meant them: ``240``, ``"240 sbu"`` and ``"70,0"``."""
    found = re.match(r"[\d,]+", str(typed))
    return float(found.group().replace(",", ".")) if found else None


def _module_of(year: int, described: ModuleRow, row: int) -> Fields:
    code = described["code"]
    expected = module(
        described["title"],
        code=code,
        description=described["description"],
        outcomes=described["outcomes"],
        years=[year],
        periods=_PERIODS[described["periods"]],
        statements=[states(competency) for competency in _STATEMENTS.get(code, [])],
        sheet=_SHEETS[year],
        row=row,
        **{key: _number(described.get(key)) for key in ("sbu", "bot", "bpv")},
    )
    if code not in _NOT_COMPARED:
        expected["work_processes"] = _WORK_PROCESSES.get(code, [])
    return expected


def _demo_modules() -> list[Fields]:
    expected = []
    for year, first in _FIRST_ROWS.items():
        row = first
        for described in modules_of_year(year):
            expected.append(_module_of(year, described, row))
            row += len(described["outcomes"]) if year == 2 else 1
    return expected


def _row_of(code: str) -> int:
    """The row in the sheet of leerjaar 2 where a module begins."""
    (row,) = [found["row"] for found in _DEMO if found["code"] == code]
    return int(row)


_DEMO = _demo_modules()
_BUILT = build_workbooks()

CASES = [
    Case(
        "shipped-demo",
        "The demo programme: three leerjaren in three hands, 33 modules, two small mistakes.",
        _BUILT["demo.xlsx"],
        reading(
            _DEMO,
            [
                warning("sheet_not_read", "Toelichting"),
                warning("unclear_work_process", "Leerjaar 2", f"F{_row_of('OM-204')}"),
                warning("unknown_work_process", "Leerjaar 2", f"F{_row_of('OM-208')}"),
            ],
            quiet=True,
        )
        | {"suggested": {"crebo": None, "leerweg": "bol", "cohort": "2026"}},
        filename=DEMO_FILENAME,
    ),
    Case(
        "shipped-messy",
        "The sheet called DEF (2): two tables and a cross table, with everything that goes wrong in a hurry.",
        _BUILT["messy.xlsx"],
        reading(
            [
                module(
                    "Duits op kantoor",
                    code="KD-1",
                    years=[2],
                    periods=["1", "2", "3", "4"],
                    work_processes=[],
                    sbu=240,
                    outcomes=["voert een kort telefoongesprek in het Duits", "schrijft een Duitse e-mail"],
                ),
                module(
                    "Sociale media voor organisaties",
                    code="KD-2",
                    years=[3],
                    work_processes=["P2-K1"],
                    sbu=240,
                    outcomes=["kiest een kanaal bij de boodschap", "volgt reacties en meldt wat van belang is"],
                    statements=[states("M20-05")],
                ),
                module(
                    "Digitale vaardigheden gevorderd",
                    code=None,
                    years=[3],
                    periods=["2"],
                    work_processes=[],
                    sbu=None,
                    outcomes=["helpt collega's met Excel"],
                ),
                module(
                    "Oriënterende stage",
                    code="BPV1",
                    years=[1],
                    periods=["4"],
                    bpv=240,
                    work_processes=[*_K1[:3], "B1-K2-W4"],
                ),
                module(
                    "Meewerkstage",
                    code="BPV2",
                    years=[2],
                    periods=["3", "4"],
                    bpv=380,
                    work_processes=["B1-K1-W1", "B1-K1-W2", "B1-K1-W5", "B1-K2-W1", "B1-K2-W4"],
                    outcomes=[
                        "werkt zelfstandig en past de planning aan bij drukte",
                        "bespreekt de samenwerking met de praktijkopleider",
                    ],
                ),
                module(
                    "Afstudeerstage",
                    code="BPV3",
                    years=[3],
                    periods=["3", "4"],
                    bpv=500,
                    work_processes=["B1-K1-W1", "B1-K1-W2", "B1-K2-W1", "B1-K2-W2"],
                ),
                module("Snuffelstage", code=None, work_processes=["B1-K2-W4"]),
            ],
            [
                warning("date_as_period", "Blad1", "D6"),
                error("duplicate_code", "Blad1", "A7"),
                warning("hidden_rows", "Blad1"),
                error("no_title", "Blad1", "B9"),
                warning("unclear_work_process", "Blad1", "E10"),
                warning("unclear_hours", "Blad1", "F10"),
                warning("unclear_work_process", "Blad1", "E16"),
                warning("unclear_work_process", "Blad1", "E18"),
                warning("unclear_mark", "dekking", "D6"),
                warning("hidden_sheet", "oud"),
            ],
        ),
        filename=MESSY_FILENAME,
    ),
]
