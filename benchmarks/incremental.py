"""Measures how long one changed module takes beside a whole new run: ``python -m benchmarks.incremental``."""

import time
from dataclasses import replace
from statistics import median

from benchmarks.corpus import make_upload
from curriculum.contract.records import Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping import Matcher, propose_links

SIZES = ((35, 40), (200, 100), (1_000, 100))


def print_incremental() -> None:
    """Print the CPU time of one changed module, with its evidence, beside that of a new run; both without encoder."""
    print(
        "\n| modules × competencies | one changed module, CPU ms | making the matcher, CPU s | whole new run, CPU s |"
    )
    print("|---|---|---|---|")
    for rows, columns in SIZES:
        modules, competencies = make_upload(rows, columns)
        propose_links(modules[:20], competencies[:20], use_meaning=False)
        start = time.process_time()
        propose_links(modules, competencies, use_meaning=False)
        whole = time.process_time() - start
        start = time.process_time()
        matcher = Matcher(modules, competencies, use_meaning=False)
        making = time.process_time() - start
        times = []
        for module, competency in zip(modules[:30], competencies[:30], strict=True):
            added = Passage(ModuleField.OUTCOME, competency.title)
            start = time.process_time()
            matcher.rescore(replace(module, passages=(*module.passages, added)))
            times.append(time.process_time() - start)
        print(f"| {rows:,} × {columns:,} | {median(times) * 1000:.0f} | {making:.2f} | {whole:.2f} |", flush=True)


if __name__ == "__main__":
    print_incremental()
