"""A worker that is killed with SIGKILL in the middle of its work: ``python -m tests.services.killed``.

Arguments: database URL, data folder, the step to die in, and the number of the import or job.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from curriculum import jobs
from curriculum.services.uploading import uploads
from curriculum.services.uploading.applying import apply_modules
from tests.conftest import make_settings
from tests.services.conftest import make_app


def die(*_arguments: Any, **_more: Any) -> None:
    """Leave without any clean-up, as when the power goes."""
    os.kill(os.getpid(), signal.SIGKILL)


def after(work: Callable[..., Any], *, commit_first: bool = False) -> Callable[..., Any]:
    """Return a function that does the work and then dies; with ``commit_first`` half of the work is kept."""

    def work_and_die(session: Any, *arguments: Any, **more: Any) -> None:
        work(session, *arguments, **more)
        session.flush()
        if commit_first:
            session.commit()
        die()

    return work_and_die


def main(url: str, folder: str, step: str, number: int) -> None:
    """Do one piece of work on the database and die in the middle of it."""
    with make_app(make_settings(url, Path(folder))).app_context():
        if step == "reading":
            patch("curriculum.services.uploading.reading.read_upload", die).start()
            jobs.run_job(number)
        elif step in ("storing", "storing without the guard"):
            half = after(apply_modules, commit_first=step != "storing")
            patch("curriculum.services.uploading.uploads.apply_modules", half).start()
            uploads.confirm_import(number, actor_id=None)
        elif step == "mapping":
            patch("curriculum.services.mapping.runs.finish_job", after(lambda *_arguments: None)).start()
            jobs.run_job(number)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
