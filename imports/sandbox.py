"""Reads a file in a process of its own, with limits on time and memory, so that no file can take the server down.

The child (:mod:`imports.reading_child`) is a fresh interpreter that gets the file on its standard input and answers
with JSON; nothing that it sends is executed. It knows no secrets: only the variables that an interpreter needs to start
are passed on.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePath

from curriculum.contract.codec import to_json
from curriculum.contract.problems import Problem
from curriculum.contract.records import Framework, QualificationFile
from curriculum.contract.vocabulary import Severity
from imports.reading import Reading, ReadingChoices, reading_from_dict, reading_to_dict
from imports.sheets import Limits, sha256_of

_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
MEMORY_EXIT = 3  # The child's exit code when its memory ran out.


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What the reading process may use: seconds of wall clock and of processor, and bytes of address space."""

    seconds: float = 60.0
    memory_bytes: int = 1536 * 1024 * 1024


def read_modules_safely(
    data: bytes,
    filename: str,
    *,
    framework: Framework | None = None,
    qualification: QualificationFile | None = None,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
    child: ChildLimits | None = None,
) -> Reading:
    """Read modules as :func:`imports.read_modules` does, in a child process with limits.

    Parameters
    ----------
    data, filename, framework, qualification, choices, limits
        As for :func:`imports.read_modules`.
    child
        What the process may use; default: a minute and 1.5 GB.

    Returns
    -------
    Reading
        Never raises for what is in the file: a child that is killed, stopped or crashes becomes the problem
        ``reading-took-too-long`` or ``file-unreadable``.

    Examples
    --------
    >>> reading = read_modules_safely(b"Module;SBU\\nAgenda;40\\n", "modules.csv")
    >>> reading.modules[0].hours.sbu
    40.0
    """
    answer = read_draft_safely(
        data,
        filename,
        framework=framework,
        qualification=qualification,
        choices=choices,
        limits=limits,
        child=child,
    )
    return reading_from_dict(json.loads(answer))


def read_draft_safely(
    data: bytes,
    filename: str,
    *,
    framework: Framework | None = None,
    qualification: QualificationFile | None = None,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
    child: ChildLimits | None = None,
) -> bytes:
    """Return the reading as the JSON text of :func:`imports.reading_to_dict`, ready to be stored as a draft.

    A job that only stores the draft saves the time that it takes to build the records in this process.
    """
    child = child or ChildLimits()
    request = {
        "filename": filename,
        "memory": child.memory_bytes,
        "seconds": child.seconds,
        "framework": None if framework is None else to_json(framework, sparse=True),
        "qualification": None if qualification is None else to_json(qualification, sparse=True),
        "choices": None if choices is None else to_json(choices, sparse=True),
        "limits": None if limits is None else to_json(limits, sparse=True),
    }
    head = json.dumps(request).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "imports.reading_child"],
            input=len(head).to_bytes(8, "big") + head + data,
            capture_output=True,
            timeout=child.seconds,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _failure(data, filename, "reading-took-too-long")
    if done.returncode == 0:
        return done.stdout
    stopped = done.returncode == MEMORY_EXIT or done.returncode < 0
    return _failure(data, filename, "reading-took-too-long" if stopped else "file-unreadable")


def _failure(data: bytes, filename: str, code: str) -> bytes:
    name = PurePath(filename.replace("\\", "/")).name or "bestand"
    reading = Reading(name, sha256_of(data), problems=(Problem(code, Severity.ERROR, name),))
    return json.dumps(reading_to_dict(reading)).encode()
