"""Heavy work in a process of its own, with a memory and a time limit, so that no file can take the tool down."""

import ctypes
import multiprocessing
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]

GIGABYTE = 1024**3
MEMORY_LIMIT = 4 * GIGABYTE
SECONDS_LIMIT = 900
SECONDS_BETWEEN_LOOKS = 0.25
_PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


class ChildLostError(Exception):
    """The process broke its limits or was killed; what it worked on may be too heavy or harmful."""


class ChildFailedError(Exception):
    """The work raised in the other process; the message is its traceback."""


def run_apart(
    work: Callable[..., T],
    *arguments: Any,
    beat: Callable[[], None],
    progress: Progress,
    seconds: float = SECONDS_LIMIT,
) -> T:
    """Return ``work(*arguments, progress)``, done in a fresh process.

    ``work`` must be importable. ``beat`` is called a few times a second and ``progress`` in this process whenever the
    work reports; an exception from either of them ends the other process at once.
    """
    # Spawned, not forked: a forked child would share our database connections and the locks of our other threads.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work_in_child, args=(theirs, work, arguments, int(seconds)), daemon=True)
    child.start()
    theirs.close()
    deadline = monotonic() + seconds
    try:
        while True:
            beat()
            if monotonic() > deadline:
                raise ChildLostError(f"{work.__name__} took more than {seconds:.0f} seconds")
            if not ours.poll(SECONDS_BETWEEN_LOOKS):
                continue
            try:
                kind, content = ours.recv()
            except EOFError:
                child.join()
                raise ChildLostError(f"{work.__name__} ended with code {child.exitcode}") from None
            if kind == "result":
                result: T = content
                return result
            if kind == "memory":
                raise ChildLostError(f"{work.__name__} needed more memory than it may have")
            if kind == "error":
                raise ChildFailedError(content)
            progress(*content)
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


def _work_in_child(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...], seconds: int) -> None:
    """Run in the child: set the limits, do the work, send back what came of it."""
    _die_with_parent()
    _limit(resource.RLIMIT_AS, MEMORY_LIMIT)
    _limit(resource.RLIMIT_CPU, seconds)
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if done >= total or monotonic() - last >= SECONDS_BETWEEN_LOOKS:
            last = monotonic()
            pipe.send(("progress", (done, total)))

    try:
        message = ("result", work(*arguments, report))
    except MemoryError:
        message = ("memory", None)
    except Exception:  # noqa: BLE001 (handed over whole to the parent, which raises it)
        message = ("error", traceback.format_exc())
    try:
        pipe.send(message)
    except BrokenPipeError:
        sys.exit(1)


def _die_with_parent() -> None:
    """Ask Linux to end this process when the worker is killed; other systems let it run into its time limit."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit(kind: int, value: int) -> None:
    """Lower a limit of this process, but never above what the system allows it."""
    _soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
