"""Pauses Python's search for reference cycles while very many objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Pause the search for reference cycles: a reading makes very many objects and no cycle.

    On 10,000 rows the search alone takes a quarter of the time. Afterwards all objects count as old ones, which the
    search looks at last; otherwise the first new object would have it look at every one of them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
