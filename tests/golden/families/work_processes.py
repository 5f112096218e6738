"""Work processes, in every notation that docents use for the same few codes."""

from collections.abc import Sequence

from tests.golden.describe import Case, Found, Reading, Sheet, module, reading, warning, xlsx

Notation = tuple[str, Sequence[str]]

_K1 = [f"B1-K1-W{number}" for number in range(1, 6)]
_K2 = [f"B1-K2-W{number}" for number in range(1, 6)]


def _sheet(notations: Sequence[Notation]) -> bytes:
    rows = [("Code", "Module", "Werkprocessen")]
    rows += [(f"M{number}", f"Module {number}", typed) for number, (typed, _) in enumerate(notations, 1)]
    return xlsx(Sheet(rows))


def _reading(notations: Sequence[Notation], problems: Sequence[Found] = ()) -> Reading:
    modules = [module(f"Module {number}", work_processes=list(codes)) for number, (_, codes) in enumerate(notations, 1)]
    return reading(modules, problems, quiet=not problems)


_SINGLE: list[Notation] = [
    ("B1-K1-W1", ["B1-K1-W1"]),
    ("B1K1W1", ["B1-K1-W1"]),
    ("b1-k1-w2", ["B1-K1-W2"]),
    ("B1 - K1 - W3", ["B1-K1-W3"]),
    ("B1–K2–W1", ["B1-K2-W1"]),
    ("B1.K2.W2", ["B1-K2-W2"]),
    ("B1_K2_W3", ["B1-K2-W3"]),
    ("B1-K1-2", ["B1-K1-W2"]),
    ("B1 K1 W4", ["B1-K1-W4"]),
    ("B1-K2-WP4", ["B1-K2-W4"]),
    ("(B1-K2-W5)", ["B1-K2-W5"]),
    ("B1-K1-W1 Zorgt voor de schriftelijke informatie-uitwisseling", ["B1-K1-W1"]),
]
_LISTS: list[Notation] = [
    ("B1-K1-W1, B1-K1-W2", _K1[:2]),
    ("B1-K1-W1; B1-K2-W1", ["B1-K1-W1", "B1-K2-W1"]),
    ("B1-K1-W1 / B1-K1-W3", ["B1-K1-W1", "B1-K1-W3"]),
    ("B1-K1-W1\nB1-K2-W3", ["B1-K1-W1", "B1-K2-W3"]),
    ("B1-K1-W1, W2 en W5", ["B1-K1-W1", "B1-K1-W2", "B1-K1-W5"]),
    ("B1-K1-W1/W2", _K1[:2]),
    ("B1-K2: W1, W3", ["B1-K2-W1", "B1-K2-W3"]),
    ("B1-K1 W1+W2", _K1[:2]),
    ("B1-K1-W1 & B1-K1-W4", ["B1-K1-W1", "B1-K1-W4"]),
    ("B1-K1-W1, B1-K1-W1", ["B1-K1-W1"]),
    ("• B1-K1-W1 Schriftelijk\n• B1-K1-W2 Mondeling", _K1[:2]),
]
_RANGES: list[Notation] = [
    ("B1-K1-W1 t/m W3", _K1[:3]),
    ("B1-K1-W1 t/m B1-K1-W5", _K1),
    ("B1-K2-W2-W4", _K2[1:4]),
    ("B1-K2-W1 tot en met W3", _K2[:3]),
    ("B1-K1-W2..W4", _K1[1:4]),
    ("B1-K1-W1 t/m W2, B1-K2-W4 t/m W5", [*_K1[:2], *_K2[3:]]),
    ("B1-K1-W1 t/m 3 en B1-K2-W1", [*_K1[:3], "B1-K2-W1"]),
]
_SPOKEN: list[Notation] = [
    ("Wp 1.1 van B1-K1", ["B1-K1-W1"]),
    ("Wp 1.1 t/m 1.4 van B1-K1", _K1[:4]),
    ("wp 2.1, 2.3 van B1-K2", ["B1-K2-W1", "B1-K2-W3"]),
    ("B1-K2, werkproces 2.4", ["B1-K2-W4"]),
    ("Kerntaak B1-K1, werkproces 1.5", ["B1-K1-W5"]),
    ("B1-K1: wp 1.1 en 1.2", _K1[:2]),
    ("werkproces 1 en 2 van B1-K2", _K2[:2]),
    ("kerntaak B1-K1: werkprocessen 1 t/m 3", _K1[:3]),
]
_NONE: list[Notation] = [
    ("n.v.t.", []),
    ("nvt", []),
    ("-", []),
    ("geen", []),
    ("generiek", []),
    ("L&B", []),
    ("n.v.t. (keuzedeel)", []),
    ("", []),
]
_UNCLEAR: list[Notation] = [
    ("Wp 1.3", []),
    ("W2", []),
    ("werkproces 3", []),
    ("idem", []),
    ("alle", []),
    ("zie KD", []),
    ("B1-K1-W4 t/m W2", []),
    ("B1-K1-W", []),
]
_UNKNOWN: list[Notation] = [
    ("B1-K1-W9", []),
    ("B1-K3-W1", []),
    ("B1-K1-W5, B1-K1-W6", ["B1-K1-W5"]),
]

CASES = [
    Case("wp-one-code", "Twelve ways to type one work process.", _sheet(_SINGLE), _reading(_SINGLE)),
    Case("wp-lists", "Several codes in a cell, whole or shortened.", _sheet(_LISTS), _reading(_LISTS)),
    Case("wp-ranges", "From one code up to and including another.", _sheet(_RANGES), _reading(_RANGES)),
    Case(
        "wp-in-words",
        "'Wp 1.1 van B1-K1' and its relatives: the core task is named.",
        _sheet(_SPOKEN),
        _reading(_SPOKEN),
    ),
    Case(
        "wp-not-applicable", "Words that say that there is none; nothing to warn about.", _sheet(_NONE), _reading(_NONE)
    ),
    Case(
        "wp-unclear",
        "The core task is missing, the range runs backwards, or the cell refers to elsewhere: ask, never guess.",
        _sheet(_UNCLEAR),
        _reading(_UNCLEAR, [warning("unclear_work_process", "Blad1", f"C{row}") for row in range(2, 10)])
        | {
            "modules": [module(f"Module {number}", work_processes=[]) for number in range(1, 7)]
            + [module("Module 7"), module("Module 8")]  # Whatever is made of a broken code, the warning must be there.
        },
    ),
    Case(
        "wp-not-in-the-qualification-file",
        "Well-formed codes that dossier 23231 does not have; the docent hears of each.",
        _sheet(_UNKNOWN),
        _reading(_UNKNOWN, [warning("unknown_work_process", "Blad1", f"C{row}") for row in range(2, 5)])
        | {"modules": [module(f"Module {number}") for number in range(1, 4)]},
    ),
    Case(
        "wp-core-task-only",
        "Only the core task is typed (no work processes of P2 are known); the module belongs to the core task.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Kerntaak / werkproces"),
                    ("OM-301", "Corporate communicatie", "P2-K1"),
                    ("OM-302", "Financiële ondersteuning", "P2-K2; B1-K2-W5"),
                    ("OM-303", "Projectbureau", "B1-K2"),
                ]
            )
        ),
        reading(
            [
                module("Corporate communicatie", work_processes=["P2-K1"]),
                module("Financiële ondersteuning", work_processes=["P2-K2", "B1-K2-W5"]),
                module("Projectbureau", work_processes=["B1-K2"]),
            ]
        ),
    ),
    Case(
        "wp-core-task-in-its-own-column",
        "The core task and the work processes stand in two columns that belong together.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Kerntaak", "Werkproces"),
                    ("OM-102", "Agendabeheer", "B1-K2", "W1"),
                    ("OM-103", "Correspondentie", "B1-K1", "W1, W2"),
                    ("OM-106", "Archiveren", "B1-K1", "1.5"),
                    ("OM-201", "Bijeenkomsten", "B1-K2", "2.2 t/m 2.4"),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", work_processes=["B1-K2-W1"]),
                module("Correspondentie", work_processes=["B1-K1-W1", "B1-K1-W2"]),
                module("Archiveren", work_processes=["B1-K1-W5"]),
                module("Bijeenkomsten", work_processes=["B1-K2-W2", "B1-K2-W3", "B1-K2-W4"]),
            ]
        ),
    ),
    Case(
        "wp-core-task-in-the-header",
        "Each core task has its own column; the cells hold only the numbers of the work processes.",
        xlsx(
            Sheet(
                [
                    ("Code", "Module", "Werkprocessen B1-K1", "Werkprocessen B1-K2"),
                    ("OM-102", "Agendabeheer", None, "W1"),
                    ("OM-103", "Correspondentie", "W1, W2", None),
                    ("OM-113", "Stage", "W1 t/m W3", "W1 en W4"),
                ]
            )
        ),
        reading(
            [
                module("Agendabeheer", work_processes=["B1-K2-W1"]),
                module("Correspondentie", work_processes=["B1-K1-W1", "B1-K1-W2"]),
                module("Stage", work_processes=["B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "B1-K2-W1", "B1-K2-W4"]),
            ]
        ),
    ),
]
