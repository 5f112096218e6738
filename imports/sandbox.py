"""Reads a file in a process of its own, with limits on time and memory, so that no file can take the server down.

The child (:mod:`imports.reading_child`) is a fresh interpreter that gets the file on its standard input and answers
with JSON; nothing that it sends is executed. On its standard error it says how far it is (:mod:`imports.child_talk`).
It knows no secrets: only the variables that an interpreter needs to start are passed on.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.problems import Problem
from curriculum.contract.records import Framework, QualificationFile
from curriculum.contract.vocabulary import Severity
from imports.child_talk import Bounds, Watch, talk
from imports.choices import ReadingChoices
from imports.frameworks import FrameworkReading
from imports.reading import Reading, reading_from_dict, reading_to_dict
from imports.sheets import Limits, sha256_of

_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
MEMORY_EXIT = 3  # The child's exit code when its memory ran out.


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What the reading process may use: seconds of wall clock and of processor, bytes of address space and of answer.

    The answer on a sheet of 50,000 rows takes some 64 MB.
    """

    seconds: float = 60.0
    memory_bytes: int = 1536 * 1024 * 1024
    answer_bytes: int = 512 * 1024 * 1024


def read_modules_safely(
    data: bytes,
    filename: str,
    *,
    framework: Framework | None = None,
    qualification: QualificationFile | None = None,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
    child: ChildLimits | None = None,
    progress: Watch | None = None,
) -> Reading:
    """Read modules as :func:`imports.read_modules` does, in a child process with limits.

    Parameters
    ----------
    data, filename, framework, qualification, choices, limits
        As for :func:`imports.read_modules`.
    child
        What the process may use; default: a minute and 1.5 GB.
    progress
        Called a few times a second, also while nothing is known yet, with how many rows have been read and how many
        there are (0, 0 until then). An exception from it ends the process at once and goes on to the caller.

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
    request = _request(filename, framework, qualification, choices, limits)
    return reading_from_dict(json.loads(_read_draft(request, data, child or ChildLimits(), progress)))


def read_records_safely(
    data: bytes,
    filename: str,
    *,
    framework: Framework | None = None,
    choices: ReadingChoices | None = None,
    child: ChildLimits | None = None,
    progress: Watch | None = None,
) -> Reading:
    """Read as :func:`read_modules_safely` does, without the rows of the tables, which a command does not show.

    Examples
    --------
    >>> reading = read_records_safely(b"Module;SBU\\nAgenda;40\\n", "modules.csv")
    >>> len(reading.modules), len(reading.tables[0].columns), reading.tables[0].rows
    (1, 2, ())
    """
    request = _request(filename, framework, None, choices, None) | {"task": "records"}
    return reading_from_dict(json.loads(_read_draft(request, data, child or ChildLimits(), progress)))


def read_framework_safely(data: bytes, filename: str, *, child: ChildLimits | None = None) -> FrameworkReading:
    """Read a competency list as :func:`imports.frameworks.read_framework` does, in a child process with limits.

    Examples
    --------
    >>> read_framework_safely(b"code;titel\\nA1;Agenda beheren\\n", "eigen.csv").framework.competencies[0].title
    'Agenda beheren'
    """
    answer = _ask_child({"task": "framework", "filename": filename}, data, child or ChildLimits())
    if isinstance(answer, bytes):
        return from_json(FrameworkReading, json.loads(answer))
    name = _name_of(filename)
    empty = Framework(PurePath(name).stem, PurePath(name).stem, (), sha256=sha256_of(data))
    return FrameworkReading(empty, (Problem(answer, Severity.ERROR, name),))


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
    request = _request(filename, framework, qualification, choices, limits)
    return _read_draft(request, data, child or ChildLimits())


def _request(
    filename: str,
    framework: Framework | None,
    qualification: QualificationFile | None,
    choices: ReadingChoices | None,
    limits: Limits | None,
) -> dict[str, Any]:
    parts = {"framework": framework, "qualification": qualification, "choices": choices, "limits": limits}
    plain = {name: None if part is None else to_json(part, sparse=True) for name, part in parts.items()}
    return {"task": "modules", "filename": filename, **plain}


def _read_draft(request: dict[str, Any], data: bytes, child: ChildLimits, progress: Watch | None = None) -> bytes:
    answer = _ask_child(request, data, child, progress)
    if isinstance(answer, bytes):
        return answer
    name = _name_of(request["filename"])
    reading = Reading(name, sha256_of(data), problems=(Problem(answer, Severity.ERROR, name),))
    return json.dumps(reading_to_dict(reading)).encode()


def _ask_child(request: dict[str, Any], data: bytes, child: ChildLimits, progress: Watch | None = None) -> bytes | str:
    """Return the child's answer, or the problem code that says why there is none."""
    terms = {"memory": child.memory_bytes, "seconds": child.seconds, "asker": os.getpid()}
    head = json.dumps(request | terms).encode()
    ended = talk(
        # -P: nothing is imported from the folder in which the command is given.
        [sys.executable, "-P", "-m", "imports.reading_child"],
        [len(head).to_bytes(8, "big"), head, data],
        {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        Bounds(child.seconds, child.answer_bytes),
        progress or _watch_nothing,
    )
    if ended is None:
        return "reading-took-too-long"
    code, answer = ended
    if code == 0:
        return answer
    return "reading-took-too-long" if code == MEMORY_EXIT or code < 0 else "file-unreadable"


def _watch_nothing(_done: int, _total: int) -> None:
    """Nobody looks on."""


def _name_of(filename: str) -> str:
    return PurePath(filename.replace("\\", "/")).name or "bestand"
