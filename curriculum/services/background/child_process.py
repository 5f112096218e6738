"""Heavy work in a process of its own, with limits on memory and on silence, so that no file can take the tool down.

Loading the dictionaries and the encoder takes seconds, so one such process is kept between two pieces of work.
"""

import ctypes
import multiprocessing
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]

GIGABYTE = 1024**3
MEMORY_LIMIT = 4 * GIGABYTE
# A process that took more than this is not kept.
MOST_KEPT = GIGABYTE
SECONDS_KEPT = 900
# How long work may go on without a word. However large an upload is, the engine tells several times a minute how far it
# is, so that this limit fits every size.
SECONDS_OF_SILENCE = 300
SECONDS_BETWEEN_LOOKS = 0.25
# What a child says before its work is done; after that a result, "memory" or "error".
_ON_THE_WAY = ("begun", "progress")
_PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


class ChildLostError(Exception):
    """The process broke its limits or was killed; what it worked on may be too heavy or harmful."""


class ChildFailedError(Exception):
    """The work raised in the other process; the message is its traceback."""


class _NotBegunError(Exception):
    """A kept process had ended before it took the work."""


def run_apart(
    work: Callable[..., T],
    *arguments: Any,
    beat: Callable[[], None],
    progress: Progress,
    silence: float = SECONDS_OF_SILENCE,
    keep: bool = False,
) -> T:
    """Return ``work(*arguments, progress)``, done in another process.

    ``work`` must be importable. ``beat`` is called a few times a second and ``progress`` in this process whenever the
    work reports; an exception from either of them ends the other process at once. So does a time of ``silence``, in
    seconds, during which the work reports nothing; as long as it reports, it may go on.

    With ``keep`` a process is used that was kept, if there is one, and kept again: what the work holds in memory is
    there the next time. Without it the process is a fresh one and ends with its work.
    """
    child = _take_kept() if keep else None
    if child is not None:
        try:
            return _use(child, work, arguments, beat, progress, silence, keep=keep)
        except _NotBegunError:
            pass  # It ended by itself while nobody looked; a fresh one does the work.
    return _use(_Child(), work, arguments, beat, progress, silence, keep=keep)


def prepare(work: Callable[..., object], *arguments: Any) -> None:
    """Let a process that is kept do ``work(*arguments, progress)`` now, and do not wait for it.

    The next work that uses this process begins when this is done. What becomes of it is told to nobody. While
    an earlier preparation goes on, nothing is added to it.
    """
    child = _take_kept() or _Child()
    try:
        if not child.is_busy():
            child.send(work, arguments, SECONDS_OF_SILENCE)
    except _NotBegunError:
        child.end()
    else:
        _keep(child)


def end_kept() -> None:
    """End the process that was kept, if there is one."""
    child = _take_kept()
    if child is not None:
        child.end()


class _Child:
    """A process that does one piece of work after the other, and ends when it is left alone for long."""

    def __init__(self) -> None:
        # Spawned, not forked: a forked child would share our database connections and the locks of our other threads.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work_in_child, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._number = self._done = 0
        self.stays = True

    def send(self, work: Callable[..., object], arguments: tuple[Any, ...], silence: float) -> None:
        """Give the process work to do after what it already has."""
        self._number += 1
        try:
            self._pipe.send((self._number, work, arguments, silence))
        except OSError:
            raise _NotBegunError from None

    def is_busy(self) -> bool:
        """Whether the process still has work; raises when it has ended."""
        try:
            while self._pipe.poll():
                number, kind, _content = self._pipe.recv()
                if kind not in _ON_THE_WAY:
                    self._done = number
        except (EOFError, OSError):
            raise _NotBegunError from None
        return self._done < self._number

    def follow(self, name: str, beat: Callable[[], None], progress: Progress, silence: float) -> Any:
        """Return the result of the latest work; that of earlier work is passed over."""
        deadline = monotonic() + silence
        has_begun = False
        while True:
            beat()
            if monotonic() > deadline:
                raise ChildLostError(f"{name} said nothing for more than {silence:.0f} seconds")
            if not self._pipe.poll(SECONDS_BETWEEN_LOOKS):
                continue
            try:
                number, kind, content = self._pipe.recv()
            except (EOFError, ConnectionResetError):
                if not has_begun and self._number > 1:
                    raise _NotBegunError from None
                self._process.join()
                raise ChildLostError(f"{name} ended with code {self._process.exitcode}") from None
            deadline = monotonic() + silence
            if number != self._number:
                continue
            has_begun = True
            if kind == "progress":
                progress(*content)
            if kind in _ON_THE_WAY:
                continue
            self._done = number
            result, self.stays = content
            if kind == "memory":
                raise ChildLostError(f"{name} needed more memory than it may have")
            if kind == "error":
                raise ChildFailedError(result)
            return result

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()


# The process that waits for work, none or one.
_kept: list[_Child] = []
_lock = Lock()


def _take_kept() -> _Child | None:
    with _lock:
        return _kept.pop() if _kept else None


def _keep(child: _Child) -> None:
    with _lock:
        if not _kept:
            _kept.append(child)
            return
    child.end()


def _use(
    child: _Child,
    work: Callable[..., T],
    arguments: tuple[Any, ...],
    beat: Callable[[], None],
    progress: Progress,
    silence: float,
    *,
    keep: bool,
) -> T:
    stays = False
    try:
        child.send(work, arguments, silence)
        result: T = child.follow(work.__name__, beat, progress, silence)
        stays = keep and child.stays
        return result
    finally:
        # After a failure, a limit or a cancelled job nobody knows what is left in it.
        if stays:
            _keep(child)
        else:
            child.end()


def _work_in_child(pipe: Connection) -> None:
    """Run in the child: set the limits, do what comes, send back what came of it."""
    _die_with_parent()
    _limit(resource.RLIMIT_AS, MEMORY_LIMIT)
    stays = True
    try:
        while stays and pipe.poll(SECONDS_KEPT):
            number, work, arguments, silence = pipe.recv()
            pipe.send((number, "begun", None))
            kind, content = _do(work, arguments, silence, partial(_tell, pipe, number))
            stays = kind == "result" and is_small()
            pipe.send((number, kind, (content, stays)))
    except (EOFError, BrokenPipeError):
        sys.exit(1)


def is_small() -> bool:
    """Whether this process never took more memory than a kept one may; what was taken is seldom given back."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 <= MOST_KEPT  # In kilobytes on Linux.


def _do(
    work: Callable[..., Any], arguments: tuple[Any, ...], silence: float, tell: Callable[[int, int], None]
) -> tuple[str, Any]:
    """Do one piece of work; as long as it reports it gets more time."""
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if done >= total or monotonic() - last >= SECONDS_BETWEEN_LOOKS:
            last = monotonic()
            _allow(silence)
            tell(done, total)

    _allow(silence)
    try:
        return "result", work(*arguments, report)
    except MemoryError:
        return "memory", None
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 (handed over whole to the parent, which raises it)
        return "error", traceback.format_exc()


def _tell(pipe: Connection, number: int, done: int, total: int) -> None:
    pipe.send((number, "progress", (done, total)))


def _allow(seconds: float) -> None:
    """Let this process calculate for so many seconds from now, should the parent not be there to end it."""
    _limit(resource.RLIMIT_CPU, int(time.process_time() + seconds) + 1)


def _die_with_parent() -> None:
    """Ask Linux to end this process when the worker is killed; other systems let it run into its time limit."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit(kind: int, value: int) -> None:
    """Set a limit of this process, but never above what the system allows it."""
    _soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
