"""How a job does its heavy work: in a process of its own, or here and now where the settings say so."""

from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

from flask import current_app

from curriculum.contract.records import Framework, QualificationFile
from curriculum.services.child_process import SECONDS_BETWEEN_LOOKS, run_apart
from curriculum.services.job_status import Heart, Ticket
from imports import ChildLimits, Reading, ReadingChoices, read_modules, read_modules_safely

# One worker reads for everybody, so a file may not hold it for long. 20,000 modules take 10 seconds and fit in this.
READING_LIMITS = ChildLimits(seconds=60, memory_bytes=1024**3)
T = TypeVar("T")


def do_work(work: Callable[..., T], *arguments: Any, ticket: Ticket) -> T:
    """Return ``work(*arguments, progress)`` while the job table hears that the work goes on."""
    heart = Heart(ticket)
    if current_app.config["JOBS_IN_CHILD"]:
        return run_apart(work, *arguments, beat=heart.beat, progress=heart.progress)
    return work(*arguments, heart.progress)


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

    The reader's own child knows no secrets and answers in JSON, so not even a file that takes it over reaches us.
    """
    # How far the reader is cannot be told from outside, so the bar moves without a figure.
    heart = Heart(ticket)
    heart.beat()
    if not current_app.config["JOBS_IN_CHILD"]:
        return read_modules(data, filename, framework=framework, qualification=qualification, choices=choices)
    answers: list[Reading] = []
    failures: list[BaseException] = []

    def read() -> None:
        try:
            answers.append(
                read_modules_safely(
                    data,
                    filename,
                    framework=framework,
                    qualification=qualification,
                    choices=choices,
                    child=READING_LIMITS,
                )
            )
        except BaseException as error:  # noqa: BLE001 (raised again below, in the thread that asked)
            failures.append(error)

    # A daemon, so that a worker that leaves need not wait for it; the child ends by its own limits.
    reader = Thread(target=read, name="reader", daemon=True)
    reader.start()
    while reader.is_alive():
        heart.beat()
        reader.join(SECONDS_BETWEEN_LOOKS)
    if failures:
        raise failures[0]
    return answers[0]
