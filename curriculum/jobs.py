"""Background work: delivers what the services wrote in the job table, through Huey, to one or more workers."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Make the queue of this application; ``JOBS_IMMEDIATE`` does the work at once, in tests and on the command line."""
    raise NotImplementedError


def deliver_waiting() -> None:
    """Hand every waiting job to the queue; call it after a service that returns a job or an import."""
    raise NotImplementedError


def start_consumer(app: Flask) -> None:
    """Start the worker thread of this process."""
    raise NotImplementedError


def stop_consumer(app: Flask) -> None:
    """Stop the worker thread; a job that is busy is finished first, or goes back to the queue after a time limit."""
    raise NotImplementedError
