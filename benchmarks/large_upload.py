"""Measures the whole engine without encoder on the largest upload: ``python -m benchmarks.large_upload [ROWS COLS]``.

One run in this process, with its progress on standard error; CPU seconds and the peak memory of the process.
"""

import sys
import time

from benchmarks.corpus import make_upload
from benchmarks.memory import peak_megabytes
from curriculum.mapping import Reach, propose_links


def measure(rows: int, columns: int) -> None:
    """Run once and print one line of a table."""
    modules, competencies = make_upload(rows, columns)
    before = peak_megabytes()
    start, last = time.process_time(), -1

    def tell(done: int, total: int) -> None:
        nonlocal last
        if done > last:
            last = done
            sys.stderr.write(f"{done}/{total} after {time.process_time() - start:.0f} CPU s\n")

    found = propose_links(modules, competencies, use_meaning=False, progress=tell, reach=Reach())
    seconds = time.process_time() - start
    peak = peak_megabytes()
    proposed = sum(link.proposed for link in found.links)
    print("| modules × competencies | CPU s | peak of the process, MB | of that the texts, MB | proposals |")
    print("|---|---|---|---|---|")
    print(f"| {rows:,} × {columns:,} | {seconds:.0f} | {peak:.0f} | {before:.0f} | {proposed:,} |")


if __name__ == "__main__":
    measure(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (50_000, 14_000)))
