"""Background work: delivers what the services wrote in the job table, through Huey, to one or more workers.

Huey delivers at most once: a worker that is killed loses its task. So the truth is the job table; the queue carries
numbers only, a job that was delivered twice is done once, and the reaper delivers again what got lost.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

import psycopg
from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from curriculum.config import ConfigurationError
from curriculum.services.background import job_status
from curriculum.services.background.child_process import ChildLostError, end_kept
from curriculum.services.background.job_status import JobKind, JobStoppedError, Ticket, WorkerLeavingError
from curriculum.services.databases import LOCK_NUMBER
from curriculum.services.errors import ServiceError
from curriculum.services.mapping import old_evidence, runs
from curriculum.services.school import framework_drafts, login_brake
from curriculum.services.uploading import reading, uploads

log = logging.getLogger(__name__)

SECONDS_TO_STOP = 10
# How long a page waits for a mapping that it asked for, and how often it looks.
SECONDS_TO_WAIT = 2.0
SECONDS_BETWEEN_LOOKS = 0.04

WORK: dict[JobKind, Callable[[Ticket], None]] = {
    JobKind.PARSE_IMPORT: reading.parse_import,
    JobKind.RUN_MAPPING: runs.perform_run,
}


class QuietConsumer(Consumer):  # type: ignore[misc]  # huey has no types
    """A consumer that leaves the signals of the process to the process: it runs beside the web server."""

    def _set_signal_handlers(self) -> None:
        """Set none; :func:`stop_consumer` stops it."""


@dataclass
class JobQueue:
    """The queue of one application and, while it runs, its consumer."""

    huey: Huey
    deliver: Callable[[int], object]
    consumer: QuietConsumer | None = None


def init_app(app: Flask) -> None:
    """Make the queue of this application; ``JOBS_IMMEDIATE`` does the work at once, in tests and for the demo."""
    huey = _make_huey(app)

    @huey.task(name="run_job")  # type: ignore[untyped-decorator]  # huey has no types
    def deliver(job_id: int) -> None:
        with app.app_context():
            run_job(job_id)

    @huey.periodic_task(crontab(minute="*"), name="tend_jobs")  # type: ignore[untyped-decorator]  # huey has no types
    def tend() -> None:
        with app.app_context():
            tend_jobs()

    # At night, when nobody waits for the database.
    @huey.periodic_task(crontab(minute="30", hour="3"), name="tidy")  # type: ignore[untyped-decorator]  # no types
    def tidy() -> None:
        with app.app_context():
            old_evidence.clear_old_evidence()

    app.extensions["curriculum_jobs"] = JobQueue(huey, deliver)


def deliver_waiting() -> None:
    """Hand every waiting job to the queue; call it after a service that returns a job or an import."""
    for job_id in job_status.list_waiting():
        if current_app.config["JOBS_IMMEDIATE"]:
            run_job(job_id)
        else:
            _queue(current_app).deliver(job_id)


def deliver_and_wait(job_id: int) -> None:
    """Hand the waiting jobs to the queue and give one of them the moment that it needs when the engine is loaded.

    So the page that is shown next has the result; when it takes longer, that page tells how far it is.
    """
    deliver_waiting()
    deadline = monotonic() + SECONDS_TO_WAIT
    while monotonic() < deadline and not job_status.get_job(job_id).is_finished:
        sleep(SECONDS_BETWEEN_LOOKS)


def run_job(job_id: int) -> None:
    """Do one job, if it still waits; whatever comes of it is written in the job table.

    A job that crashes is closed as failed and the exception goes on, to the log. After a reading that is done, the
    mapping that will follow is made ready.
    """
    ticket = job_status.claim_job(job_id)
    if ticket is None:
        return
    try:
        WORK[ticket.kind](ticket)
    except JobStoppedError:
        job_status.stop_job(ticket)
    except WorkerLeavingError:
        job_status.return_job(ticket)
    except ServiceError as error:
        job_status.fail_job(ticket, error.code)
    except ChildLostError:
        log.warning("job %d broke its limits", job_id, exc_info=True)
        job_status.fail_job(ticket, "job-too-heavy")
    except Exception:
        # Whatever went wrong, the person hears that the job ended; the fault itself goes on to the log.
        job_status.fail_job(ticket, "job-crashed")
        raise
    else:
        if ticket.kind is JobKind.PARSE_IMPORT:
            # The person now looks at the file; the mapping that will follow can be made ready. The reading is done and
            # told by now, so a fault here is no fault of it: it only goes on to the log.
            runs.prepare_run(ticket.version_id)


def tend_jobs() -> None:
    """Deliver what got lost, drop what nobody came back for or counts no more; the consumer does so every minute."""
    returned, failed = job_status.reap_jobs()
    if returned or failed:
        log.warning("lost jobs: %d put back in the row, %d failed", returned, failed)
    uploads.expire_drafts()
    framework_drafts.expire_framework_drafts()
    login_brake.forget_attempts()
    deliver_waiting()


def start_consumer(app: Flask) -> None:
    """Start the worker thread of this process and hand it what waited while nobody worked."""
    queue = _queue(app)
    job_status.set_leaving(False)
    queue.consumer = QuietConsumer(
        queue.huey, workers=1, initial_delay=0.05, max_delay=0.2, shutdown_timeout=SECONDS_TO_STOP
    )
    queue.consumer.start()
    with app.app_context():
        tend_jobs()


def stop_consumer(app: Flask) -> None:
    """Stop the worker thread; a job that is busy stops at its next step and goes back in the row."""
    queue = _queue(app)
    if queue.consumer is None:
        return
    job_status.set_leaving(True)
    try:
        queue.consumer.stop(graceful=True)
    finally:
        job_status.set_leaving(False)
        end_kept()
        close_queue(app)
        queue.consumer = None


def close_queue(app: Flask) -> None:
    """Let go of the queue; whoever uses it again opens it anew."""
    _queue(app).huey.storage.close()


def _queue(app: Flask) -> JobQueue:
    queue: JobQueue = app.extensions["curriculum_jobs"]
    return queue


def _make_huey(app: Flask) -> Huey:
    """Return the queue that the settings ask for; by default a file of its own, apart from the database."""
    url = app.config["QUEUE_URL"]
    # No results are kept: the job table has them.
    options = {"name": "curriculum", "results": False}
    if url:
        huey = PostgresHuey(dsn=url, create_tables=False, **options)
        try:
            connection = psycopg.connect(url)
        except psycopg.OperationalError as error:
            raise ConfigurationError(f"The queue of CURRICULUM_QUEUE_URL cannot be reached: {error}") from None
        with connection:
            # Several processes may start at once on an empty database; the lock ends with the transaction.
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_NUMBER,))
            huey.storage.initialize_schema()
        return huey
    app.config["CURRICULUM_DATA"].mkdir(parents=True, exist_ok=True)
    return SqliteHuey(filename=str(app.config["CURRICULUM_DATA"] / "queue.db"), **options)
