"""Progress of a run through its steps, as one count out of a hundred; the same calls let a caller stop the run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]

TOTAL = 100


class Steps:
    """Counts several steps as one piece of work.

    Parameters
    ----------
    progress : Callable[[int, int], None], optional
        Without it nothing is counted. It is called with (done, 100) several times a second of work; ``done`` never
        falls. What it raises ends the run.
    sizes : Mapping[str, float], optional
        The steps in their order, with how much work each is beside the others.

    Examples
    --------
    >>> steps = Steps(lambda done, total: print(done, total), {"read": 1, "score": 3})
    >>> letters = [letter for letter in steps.follow("read", ["a", "b"])]
    0 100
    12 100
    25 100
    >>> steps.progress("score")(2, 3)
    75 100
    """

    def __init__(self, progress: Progress | None = None, sizes: Mapping[str, float] | None = None) -> None:
        self._progress = progress
        self._sizes = sizes or {}
        self._done = 0

    def progress(self, step: str) -> Progress:
        """Return the callback for one step."""
        if self._progress is None:
            return _ignore
        report, total = self._progress, sum(self._sizes.values()) or 1.0
        names = list(self._sizes)
        before = sum(self._sizes[name] for name in names[: names.index(step)])
        size = self._sizes[step]

        def tell(done: int, of: int) -> None:
            reached = before + size * (done / of if of else 1.0)
            self._done = max(self._done, int(TOTAL * reached / total))
            report(self._done, TOTAL)

        return tell

    def follow(self, step: str, items: Sequence[T]) -> Iterator[T]:
        """Yield the items of one step and report before each and after the last."""
        tell = self.progress(step)
        for number, item in enumerate(items):
            tell(number, len(items))
            yield item
        tell(len(items), len(items))


def _ignore(_done: int, _total: int) -> None:
    """Nobody asks."""
