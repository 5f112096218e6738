"""Reads and checks large module sheets beside python-calamine's bare read of the same file, in the same run.

Run: ``python -m benchmarks.import_reading [ROWS ...]`` (default 1,000, 10,000 and 50,000 rows of 12 columns).

calamine's best documented setting is used: ``from_filelike`` and ``to_python`` of one sheet. It gives values only; our
bare read also sees number formats, hidden parts, merged cells, formulas without a value and errors, and checks limits.
"""

import io
import random
import resource
import sys
import time
from collections.abc import Callable

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from imports import read_modules
from imports.frameworks import load_framework
from imports.opening import open_workbook

HEADER = (
    *("Modulecode", "Modulenaam", "Leerjaar", "Periode", "SBU", "BOT", "Werkprocessen", "Toekomstcompetenties"),
    *("Leeruitkomsten", "Omschrijving", "Toetsvorm", "Docent"),
)
WORDS = (
    *(
        "agenda",
        "plannen",
        "vergadering",
        "verslag",
        "bezoeker",
        "ontvangen",
        "relatie",
        "beheren",
        "archief",
        "factuur",
    ),
    *("organiseren", "schrijven", "presenteren", "overleg", "klant", "team", "digitaal", "samenwerken", "declaratie"),
)
PROCESSES = ("B1-K1-W1", "B1K2W3", "Wp 1.1 t/m 1.4 van B1-K1", "B1-K1-W1, W2 en W4")


def make_sheet(rows: int) -> bytes:
    """Return a module sheet of so many rows; the same for the same number."""
    pick = random.Random(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Modules")
    sheet.append(HEADER)
    for number in range(rows):
        words = [" ".join(pick.choices(WORDS, k=size)) for size in (2, 12, 20)]
        sheet.append(
            [
                *(f"OM-{number:05}", f"Module {number} {words[0]}", pick.randint(1, 3), f"P{pick.randint(1, 12)}"),
                *(pick.choice((40, 80, 120)), pick.choice((20, 37.5)), pick.choice(PROCESSES)),
                *(pick.choice(("", "M16-01", "M20-03, M20-04")), words[1], words[2], "portfolio", "J. Jansen"),
            ]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def seconds_of(work: Callable[[], object], times: int = 3) -> float:
    """Return the least processor time of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def measure(rows: int) -> str:
    """Return the line of one size."""
    data, framework = make_sheet(rows), load_framework()
    peer = seconds_of(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())
    bare = seconds_of(lambda: open_workbook(data, "modules.xlsx"))
    whole = seconds_of(lambda: read_modules(data, "modules.xlsx", framework=framework))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    ratios = f"{bare:9.3f}s ({bare / peer:4.1f})  {whole:9.3f}s ({whole / peer:4.1f})"
    return f"{rows:6}  {peer:7.3f}s  {ratios}      {peak:5} MB"


if __name__ == "__main__":
    print("rows    calamine  bare read (ratio)  read and check (ratio)  peak memory")
    for size in [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000, 50_000]:
        print(measure(size))
