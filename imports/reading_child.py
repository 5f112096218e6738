"""The process that reads one file for :mod:`imports.sandbox`: limits first, then the file, then an answer in JSON."""

import gc
import json
import os
import signal
import sys
from dataclasses import replace
from typing import Any

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.records import Framework, QualificationFile
from imports.choices import ReadingChoices
from imports.frameworks import read_framework
from imports.reader import read_modules
from imports.reading import reading_to_text
from imports.sandbox import MEMORY_EXIT
from imports.sheets import Limits

_PR_SET_PDEATHSIG = 1  # prctl(2)


def main() -> int:
    """Answer one request from standard input; the exit code says when memory ran out."""
    gc.disable()  # The process ends after one answer; searching for reference cycles only costs time.
    source = sys.stdin.buffer
    head = source.read(int.from_bytes(source.read(8), "big"))
    request = json.loads(head)
    if not end_with(request["asker"]):
        return 1
    limit_process(request["memory"], request["seconds"])
    try:
        answer = answer_request(request, source.read())
    except MemoryError:
        return MEMORY_EXIT
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def limit_process(memory: int, seconds: float) -> None:
    """Give this process its limits; on a system without them the parent's clock remains."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def end_with(asker: int) -> bool:
    """Let Linux end this process with the one that asked, so that nobody reads on for a worker that was killed.

    Parameters
    ----------
    asker
        The process that waits for the answer.

    Returns
    -------
    bool
        Whether it still waits; it may have ended before the order was given.
    """
    if sys.platform != "linux":
        return True
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return os.getppid() == asker


def answer_request(request: dict[str, Any], data: bytes) -> bytes:
    """Return the reading of a file as JSON text."""
    if request["task"] == "framework":
        plain = to_json(read_framework(data, request["filename"]), sparse=True)
        return json.dumps(plain, ensure_ascii=False).encode()

    def build(kind: type, name: str) -> Any:
        return None if request[name] is None else from_json(kind, request[name])

    reading = read_modules(
        data,
        request["filename"],
        framework=build(Framework, "framework"),
        qualification=build(QualificationFile, "qualification"),
        choices=build(ReadingChoices, "choices"),
        limits=build(Limits, "limits"),
        progress=say_rows,
    )
    if request["task"] == "records":
        reading = replace(reading, tables=tuple(replace(table, rows=()) for table in reading.tables))
    return reading_to_text(reading)


def say_rows(done: int, total: int) -> None:
    """Say how far the reading is; :class:`imports.child_talk.RowsSaid` knows the line."""
    sys.stderr.write(f"rows {done} {total}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
