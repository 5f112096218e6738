"""What child processes do in the tests; a module of its own, because a fresh process has to import it."""

import os
import signal
import time
from collections.abc import Callable

Progress = Callable[[int, int], None]


def add_slowly(first: int, second: int, progress: Progress) -> int:
    """Report twice, then add."""
    progress(1, 2)
    progress(2, 2)
    return first + second


def eat_memory(progress: Progress) -> int:
    """Ask for more memory than a child may have."""
    return len(bytearray(64 * 1024**3))


def kill_yourself(progress: Progress) -> int:
    """Die without a word."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def divide_by_zero(progress: Progress) -> float:
    """Raise."""
    return 1 / 0


def sleep_long(progress: Progress) -> None:
    """Take longer than anybody waits."""
    time.sleep(600)


def report_for_long(seconds: float, progress: Progress) -> str:
    """Report for some time, without coming further."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        progress(1, 2)
        time.sleep(0.05)
    return "done"


_counted: list[int] = []


def count(progress: Progress) -> int:
    """Tell how often this process was asked to count."""
    _counted.append(1)
    return len(_counted)
