"""How a job does its heavy work: in a process of its own, or here and now where the settings say so."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from flask import current_app

from curriculum.contract.records import Framework, QualificationFile
from curriculum.services.background.child_process import run_apart
from curriculum.services.background.job_status import Heart, Ticket
from imports import ChildLimits, Reading, ReadingChoices, read_modules, read_modules_safely
from imports.frameworks import FrameworkReading, read_framework
from imports.sandbox import read_framework_safely

# A person waits for a list; one of 14,000 competencies takes 0.4 s of processor time.
LIST_LIMITS = ChildLimits(seconds=30, memory_bytes=1024**3)
# One worker reads for everybody, so a file may not hold it for long. 20,000 modules take 10 seconds and fit in this.
READING_LIMITS = ChildLimits(seconds=60, memory_bytes=1024**3)
T = TypeVar("T")


def do_work(work: Callable[..., T], *arguments: Any, ticket: Ticket) -> T:
    """Return ``work(*arguments, progress)`` while the job table hears that the work goes on.

    The process that does it is kept: what it has loaded and read is there for the next work.
    """
    heart = Heart(ticket)
    if not current_app.config["JOBS_IN_CHILD"]:
        return work(*arguments, heart.progress)
    silence = current_app.config["JOB_SILENCE"]
    return run_apart(work, *arguments, beat=heart.beat, progress=heart.progress, silence=silence, keep=True)


def read_list(data: bytes, filename: str) -> FrameworkReading:
    """Read a competency list, while the person waits: a list is small, and whatever takes long is refused."""
    if current_app.config["JOBS_IN_CHILD"]:
        return read_framework_safely(data, filename, child=LIST_LIMITS)
    return read_framework(data, filename)


def read_upload(
    data: bytes,
    filename: str,
    framework: Framework,
    qualification: QualificationFile | None,
    choices: ReadingChoices,
    *,
    ticket: Ticket,
) -> Reading:
    """Read a file; what is the matter with it becomes a problem of the reading, also when it breaks its limits.

    The reader's own child knows no secrets and answers in JSON, so not even a file that takes it over reaches us. When
    the job must stop, the child is ended at once.
    """
    heart = Heart(ticket)
    heart.beat()
    told = (0, 0)

    def follow(done: int, total: int) -> None:
        nonlocal told
        if (done, total) == told:
            heart.beat()
        else:
            told = (done, total)
            heart.progress(done, total)

    is_apart = current_app.config["JOBS_IN_CHILD"]
    read: Callable[..., Reading] = partial(read_modules_safely, child=READING_LIMITS) if is_apart else read_modules
    return read(data, filename, framework=framework, qualification=qualification, choices=choices, progress=follow)
