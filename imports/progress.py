"""How far the reading of a file is, in rows that hold something; counted in blocks, which costs next to nothing."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Is told how many rows have been read and how many there are; an exception from it ends the reading and goes on."""

ROWS_PER_REPORT = 250


class RowCounter:
    """Tells ``progress`` how many of ``total`` rows have been read, a block of rows at a time.

    >>> told: list[tuple[int, int]] = []
    >>> counter = RowCounter(600, lambda done, total: told.append((done, total)))
    >>> len(counter.gather(range(300)))
    300
    >>> counter.finish()
    >>> told
    [(0, 600), (250, 600), (300, 600), (600, 600)]
    """

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = -1
        self.reach(0)

    def gather(self, rows: Iterable[T]) -> list[T]:
        """Return the rows as a list, and count them while they come."""
        if self._progress is None:
            return list(rows)
        found: list[T] = []
        coming = iter(rows)
        while block := list(islice(coming, ROWS_PER_REPORT)):
            found += block
            self.reach(self._done + len(block))
        return found

    def finish(self) -> None:
        """Say that all rows have been looked at, also those of parts that are not read."""
        self.reach(self._total)

    def reach(self, done: int) -> None:
        """Say that so many rows have been read; a number that was said before is not said again."""
        done = min(done, self._total)
        if self._progress is not None and done > self._done:
            self._done = done
            self._progress(done, self._total)
