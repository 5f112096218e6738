"""Background work as a person sees it: start a mapping, ask how far a job is, stop it, and start it again."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum import jobs
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobView
from curriculum.services.errors import ServiceError
from curriculum.services.mapping import runs
from curriculum.services.school.permissions import Permission
from curriculum.web.access import requires
from curriculum.web.labels import describe_job

blueprint = Blueprint("jobs", __name__, url_prefix="/versions/<int:version_id>")


@blueprint.get("/jobs/<int:job_id>")
@requires(Permission.VIEW)
def show(version_id: int, job_id: int) -> ResponseReturnValue:
    """Tell page.js how far a job is."""
    job = job_status.get_job(job_id)
    return {"done": job.is_finished, "share": job.share, "words": describe_job(job)}


# Who may start long work may stop it; the roles that upload are those that map.
@blueprint.post("/jobs/<int:job_id>/cancel")
@requires(Permission.RUN_MAPPING)
def cancel(version_id: int, job_id: int) -> ResponseReturnValue:
    """Stop a job at its next step; what was there before it stays."""
    job_status.cancel_job(job_id, actor_id=current_user.id)
    return redirect(_page_of(job_status.get_job(job_id)))


@blueprint.post("/jobs/<int:job_id>/restart")
@requires(Permission.RUN_MAPPING)
def restart(version_id: int, job_id: int) -> ResponseReturnValue:
    """Do the work of a job that failed or was stopped after all; the upload is still there."""
    job_status.restart_job(job_id, actor_id=current_user.id)
    jobs.deliver_waiting()
    return redirect(_page_of(job_status.get_job(job_id)))


@blueprint.post("/mapping")
@requires(Permission.RUN_MAPPING)
def start(version_id: int) -> ResponseReturnValue:
    """Start the mapping anew."""
    try:
        jobs.deliver_and_wait(runs.start_run(version_id, actor_id=current_user.id))
    except ServiceError as error:
        flash(error.render(gettext), "error")
    return redirect(url_for("links.index", version_id=version_id))


def _page_of(job: JobView) -> str:
    """Return the page on which a person follows a job."""
    if job.import_id is not None:
        return url_for("uploads.check", version_id=job.version_id, import_id=job.import_id)
    return url_for("links.index", version_id=job.version_id)
