"""Reads and checks large module sheets beside python-calamine's bare read of the same file, in the same run.

Run: ``python -m benchmarks.import_reading [ROWS ...]`` (default 1,000, 10,000 and 50,000 rows of 12 columns), with
``--layouts`` for sheets of other kinds (:mod:`benchmarks.import_layouts`). Where pandas is installed, its
``read_excel`` with the calamine engine is measured as well.

calamine's best documented setting is used: ``from_filelike`` and ``to_python`` of one sheet. It gives values only; our
bare read also sees number formats, hidden parts, merged cells, formulas without a value and errors, and checks limits.
The last columns are what an upload really takes: the reading as the JSON text that the reading process answers with.

Everybody takes turns, and the least processor time of each counts, so that a busy machine slows all of them alike.
"""

import importlib.util
import io
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.import_layouts import HEADER, LAYOUTS, Cell
from benchmarks.memory import peak_megabytes
from imports import read_modules
from imports.formats.opening import open_workbook
from imports.frameworks import load_framework
from imports.reading import reading_to_text

PEAK = "--peak"
OTHERS = "--layouts"
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
    """Return a plain list of so many modules; the same for the same number."""
    return write_sheet(plain(rows))


def plain(rows: int) -> Iterator[Sequence[Cell]]:
    """Yield the header and one row per module."""
    pick = random.Random(rows)
    yield HEADER
    for number in range(rows):
        words = [" ".join(pick.choices(WORDS, k=size)) for size in (2, 12, 20)]
        yield (
            *(f"OM-{number:05}", f"Module {number} {words[0]}", pick.randint(1, 3), f"P{pick.randint(1, 12)}"),
            *(pick.choice((40, 80, 120)), pick.choice((20, 37.5)), pick.choice(PROCESSES)),
            *(pick.choice(("", "M16-01", "M20-03, M20-04")), words[1], words[2], "portfolio", "J. Jansen"),
        )


def write_sheet(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook with these rows on one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Modules")
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def take_turns(works: dict[str, Callable[[], object]], turns: int = 5) -> dict[str, float]:
    """Return the least processor time of each, over a few rounds in which everybody has a turn."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(turns):
        for name, work in works.items():
            start = time.process_time()
            work()
            best[name] = min(best[name], time.process_time() - start)
    return best


def read_with_pandas(data: bytes) -> object:
    """Read with pandas at its quickest; it is no part of the development environment."""
    import pandas

    return pandas.read_excel(io.BytesIO(data), engine="calamine", dtype=str)


def print_peak() -> None:
    """Read the file on standard input and print the most memory that this process ever used, in MB."""
    kept = read_modules(sys.stdin.buffer.read(), "modules.xlsx", framework=load_framework())
    assert kept.modules
    print(round(peak_megabytes()))


def measure(name: str, data: bytes) -> str:
    """Return the line of one file."""
    framework = load_framework()
    works: dict[str, Callable[[], object]] = {
        "calamine": lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(),
        "bare": lambda: open_workbook(data, "modules.xlsx"),
        "whole": lambda: read_modules(data, "modules.xlsx", framework=framework),
    }
    if importlib.util.find_spec("pandas") is not None:
        works["pandas"] = lambda: read_with_pandas(data)
    # A process of its own, because the others leave their marks on the memory of this one.
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_reading", PEAK], input=data, stdout=subprocess.PIPE, check=True
    )
    peak = int(done.stdout)
    works["answer"] = lambda: reading_to_text(read_modules(data, "modules.xlsx", framework=framework))
    found = take_turns(works)
    peer = found["calamine"]
    shown = [f"{found[name]:8.3f}s ({found[name] / peer:4.1f})" for name in ("bare", "whole", "answer")]
    pandas = f"{found['pandas']:8.3f}s ({found['pandas'] / peer:4.1f})" if "pandas" in found else "   not here"
    return f"{name:>29}  {peer:7.3f}s  {'  '.join(shown)}  {pandas}  {peak:5} MB"


if __name__ == "__main__":
    if sys.argv[1:] == [PEAK]:
        print_peak()
        sys.exit()
    others = OTHERS in sys.argv
    sizes = [int(argument) for argument in sys.argv[1:] if argument != OTHERS]
    head = "calamine  bare read         read and check    as answer         pandas            peak memory"
    print(f"{'rows':>29}  {head}")
    for size in sizes or ([10_000] if others else [1_000, 10_000, 50_000]):
        if not others:
            print(measure(f"{size}", make_sheet(size)))
        for layout, make in LAYOUTS.items() if others else ():
            print(measure(f"{size} {layout}", write_sheet(make(size))))
