"""How far long work is, on one line of a terminal that clears itself; a file or a pipe never gets it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

from curriculum.cli.language import _

LARGE = 5_000
"""From so many rows, or so many steps of the mapping, the work takes long enough to say how far it is."""

_SECONDS_BETWEEN_LINES = 0.2
_CLEAR = "\r\x1b[K"


@contextmanager
def show_progress(sentence: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that shows ``sentence`` with how much has been done of how much; None without a terminal.

    ``sentence`` is an English text with ``done``, ``total`` and ``share`` to fill in; small work shows nothing.
    """
    if not sys.stderr.isatty():
        yield None
        return
    last = 0.0

    def show(done: int, total: int) -> None:
        nonlocal last
        if total >= LARGE and monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = monotonic()
            line = _(sentence) % {"done": done, "total": total, "share": f"{done / total:.0%}"}
            click.echo(f"{_CLEAR}{line}", nl=False, err=True)

    try:
        yield show
    finally:
        if last:
            click.echo(_CLEAR, nl=False, err=True)
