"""Tells how much processor time a piece of work takes, which says more than wall time on a shared machine."""

import time
from collections.abc import Callable
from statistics import median


def cpu_seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the median CPU time of a piece of work."""
    times = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)
