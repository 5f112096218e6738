"""Measures a new run after one module was changed, beside a whole run: ``python -m benchmarks.incremental``."""

import time
from dataclasses import replace
from statistics import median

from benchmarks.corpus import make_upload
from curriculum.contract.records import Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping import Matcher, propose_links

SIZES = ((35, 40), (200, 100), (1_000, 100))
_ROUNDS = 7


def print_incremental() -> None:
    """Print the CPU time of a run by a matcher after each change, and of an engine that starts afresh; no encoder.

    The results are compared: both are equal to the last bit.
    """
    print("\n| modules × competencies | new run after one changed module, CPU ms | first run, CPU s | ratio |")
    print("|---|---|---|---|")
    for rows, columns in SIZES:
        modules, competencies = make_upload(rows, columns)
        propose_links(modules[:20], competencies[:20], use_meaning=False)
        start = time.process_time()
        propose_links(modules, competencies, use_meaning=False)
        whole = time.process_time() - start
        matcher = Matcher(use_meaning=False)
        matcher.propose(modules, competencies)
        times = []
        for row in range(_ROUNDS):
            added = Passage(ModuleField.OUTCOME, competencies[row].title)
            modules[row] = replace(modules[row], passages=(*modules[row].passages, added))
            start = time.process_time()
            found = matcher.propose(modules, competencies)
            times.append(time.process_time() - start)
        if found != propose_links(modules, competencies, use_meaning=False):
            raise RuntimeError("the matcher and a run that starts afresh differ")
        again = median(times)
        print(f"| {rows:,} × {columns:,} | {again * 1000:.0f} | {whole:.2f} | {again / whole:.2f} |", flush=True)


if __name__ == "__main__":
    print_incremental()
