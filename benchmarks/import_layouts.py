"""Large sheets of other kinds than the plain list of :mod:`benchmarks.import_reading`, 12 columns each."""

import random
from collections.abc import Callable, Iterator, Sequence

Cell = str | int | float | None
WORDS = ("agenda", "plannen", "vergadering", "verslag", "bezoeker", "ontvangen", "relatie", "beheren", "archief")
HEADER = (
    *("Modulecode", "Modulenaam", "Leerjaar", "Periode", "SBU", "BOT", "Werkprocessen", "Toekomstcompetenties"),
    *("Leeruitkomsten", "Omschrijving", "Toetsvorm", "Docent"),
)
CROSSED = tuple(f"M16-{number:02}" for number in range(1, 11))


def _words(pick: random.Random, size: int) -> str:
    return " ".join(pick.choices(WORDS, k=size))


def bulleted(rows: int) -> Iterator[Sequence[Cell]]:
    """Yield modules with four bulleted outcomes in a cell, one of them with a competency code."""
    pick = random.Random(rows)
    yield HEADER
    for number in range(rows):
        outcomes = (
            "\n".join(f"• {_words(pick, 6)}" for _ in range(3)) + f"\n• {_words(pick, 4)} (M16-0{number % 9 + 1})"
        )
        hours = (pick.choice((40, 80)), 20, "B1-K1-W1", "M16-01", outcomes)
        yield (f"B-{number:05}", f"Module {number}", 1, "P1", *hours, _words(pick, 20), "portfolio", "J. Jansen")


def continued(rows: int) -> Iterator[Sequence[Cell]]:
    """Yield modules of four rows each: the name in the first, an outcome in every one."""
    pick = random.Random(rows)
    yield HEADER
    for number in range(rows):
        begin: tuple[Cell, ...] = (None,) * 6
        if number % 4 == 0:
            begin = (f"C-{number:05}", f"Module {number}", 1, "P1", 40, 20)
        rest = (_words(pick, 10), _words(pick, 20) if number % 4 == 0 else None, "toets", "J. Jansen")
        yield (*begin, pick.choice(("B1-K1-W1", "B1-K2-W3")), None, *rest)


def crossed(rows: int) -> Iterator[Sequence[Cell]]:
    """Yield modules against ten competencies, a third of the cells crossed."""
    pick = random.Random(rows)
    yield ("Modulecode", "Modulenaam", *CROSSED)
    for number in range(rows):
        yield (f"X-{number:05}", f"Module {number}", *pick.choices(("x", None, None, "I", "B", None), k=len(CROSSED)))


def troubled(rows: int) -> Iterator[Sequence[Cell]]:
    """Yield modules in which four cells cannot be read as they stand."""
    pick = random.Random(rows)
    yield HEADER
    for number in range(rows):
        unclear = ("2 uur per week", 50, "Wp 3.1", f"M99-{number % 90 + 10}")
        begin = (f"T-{number:05}", f"Module {number}", "2024-2025", "P1")
        yield (*begin, *unclear, _words(pick, 12), _words(pick, 20), "portfolio", "J. Jansen")


LAYOUTS: dict[str, Callable[[int], Iterator[Sequence[Cell]]]] = {
    "outcomes with bullets": bulleted,
    "four rows per module": continued,
    "matrix of crosses": crossed,
    "four problems a row": troubled,
}
