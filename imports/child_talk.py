"""Starts a process, feeds it, and listens to it within bounds: what it says is counted and checked, never believed."""

import os
import re
import selectors
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import IO

SECONDS_BETWEEN_LOOKS = 0.25
_PIECE = 1 << 16
# A reading says a line for every few hundred rows, and a traceback is short.
_MOST_SAID = 256 * 1024
_LONGEST_LINE = 64
_ROWS = re.compile(rb"rows ([0-9]{1,8}) ([0-9]{1,8})")

Watch = Callable[[int, int], None]
"""Hears a few times a second how many rows have been read of how many, (0, 0) while nobody knows."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process may use of the clock, in seconds, and how many bytes it may answer."""

    seconds: float
    answer_bytes: int


class RowsSaid:
    """Reads the lines in which a process says how far it is: ``rows 250 2000``; anything else is passed over.

    >>> said = RowsSaid()
    >>> said.hear(b"rows 250 20"), said.rows
    (True, (0, 0))
    >>> said.hear(b"00\\nTraceback: rows 9 9\\nrows 12 3\\n"), said.rows
    (True, (250, 2000))
    """

    def __init__(self) -> None:
        self.rows = (0, 0)
        self._bytes = 0
        self._line = b""

    def hear(self, piece: bytes) -> bool:
        """Take what was said; return whether it is still little enough to go on listening."""
        self._bytes += len(piece)
        *lines, rest = (self._line + piece).split(b"\n")
        # Of an endless line so much is kept as tells that it is none of ours.
        self._line = rest[: _LONGEST_LINE + 1]
        for line in lines:
            found = _ROWS.fullmatch(line)
            if found is not None and int(found[1]) <= int(found[2]):
                self.rows = (int(found[1]), int(found[2]))
        return self._bytes <= _MOST_SAID


def talk(
    command: Sequence[str], question: Sequence[bytes], environment: Mapping[str, str], bounds: Bounds, watch: Watch
) -> tuple[int, bytes] | None:
    """Return the exit code and the answer of a process that gets ``question`` on its standard input.

    Parameters
    ----------
    command, environment
        What is started, with these variables only.
    question
        Pieces of bytes, written one after another.
    bounds
        Beyond the seconds the process is killed; one that says too much is killed too.
    watch
        Called a few times a second; an exception from it kills the process and goes on to the caller.

    Returns
    -------
    tuple of int and bytes, or None
        None when the time was up. A process that said too much counts as failed, with code 1 and no answer.

    Examples
    --------
    >>> import sys
    >>> echo = [sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read().upper())"]
    >>> talk(echo, [b"agenda"], {}, Bounds(30, 100), lambda done, total: None)
    (0, b'AGENDA')
    """
    deadline = monotonic() + bounds.seconds
    pipe = subprocess.PIPE
    variables = dict(environment)
    # The command is one of this package, with nothing of a person in it.
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=variables) as process:  # noqa: S603
        try:
            answer = _Talk(process, question, bounds.answer_bytes).hold(deadline, watch)
            if answer is None:
                return None if monotonic() > deadline else (1, b"")
            with suppress(subprocess.TimeoutExpired):
                return process.wait(max(deadline - monotonic(), 0)), answer
            return None
        finally:
            process.kill()


class _Talk:
    """The three pipes of one process."""

    def __init__(self, process: "subprocess.Popen[bytes]", question: Sequence[bytes], most: int) -> None:
        self._stdin, self._stdout, self._stderr = map(_need, (process.stdin, process.stdout, process.stderr))
        self._to_say = [memoryview(piece) for piece in question if piece]
        self._most = most
        self._said = RowsSaid()
        self._answer = bytearray()
        for stream in (self._stdin, self._stdout, self._stderr):
            os.set_blocking(stream.fileno(), False)

    def hold(self, deadline: float, watch: Watch) -> bytes | None:
        """Return the answer, or None when the time was up or too much was said."""
        look = 0.0
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdin, selectors.EVENT_WRITE)
            for stream in (self._stdout, self._stderr):
                selector.register(stream, selectors.EVENT_READ)
            while selector.get_map():
                now = monotonic()
                if now > deadline:
                    return None
                if now >= look:
                    look = now + SECONDS_BETWEEN_LOOKS
                    watch(*self._said.rows)
                for key, _events in selector.select(SECONDS_BETWEEN_LOOKS):
                    if key.fileobj is self._stdin:
                        if not self._say():
                            selector.unregister(self._stdin)
                            self._close_question()
                        continue
                    piece = os.read(key.fd, _PIECE)
                    if not piece:
                        selector.unregister(key.fileobj)
                    elif not self._hear(key.fileobj, piece):
                        return None
        watch(*self._said.rows)
        return bytes(self._answer)

    def _say(self) -> bool:
        """Write what the pipe takes; return whether there is more to write."""
        if not self._to_say:
            return False
        try:
            written = os.write(self._stdin.fileno(), self._to_say[0][:_PIECE])
        except BrokenPipeError:
            return False  # The process has ended, or wants no more; its exit code tells which.
        self._to_say[0] = self._to_say[0][written:]
        if not self._to_say[0]:
            self._to_say.pop(0)
        return bool(self._to_say)

    def _close_question(self) -> None:
        with suppress(BrokenPipeError):
            self._stdin.close()

    def _hear(self, stream: object, piece: bytes) -> bool:
        """Take what came; return whether that is still little enough."""
        if stream is self._stderr:
            return self._said.hear(piece)
        self._answer += piece
        return len(self._answer) <= self._most


def _need(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a pipe; a process that was started with three of them has them."""
    if stream is None:
        raise ValueError("the process has no pipe")
    return stream
