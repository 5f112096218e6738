"""Background work as a person sees it: start a mapping, and ask how far a job is."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum import jobs
from curriculum.services import job_status, runs
from curriculum.services.errors import ServiceError
from curriculum.services.permissions import Permission
from curriculum.web.access import requires
from curriculum.web.labels import describe_job

blueprint = Blueprint("jobs", __name__, url_prefix="/versions/<int:version_id>")


@blueprint.get("/jobs/<int:job_id>")
@requires(Permission.VIEW)
def show(version_id: int, job_id: int) -> ResponseReturnValue:
    """Tell page.js how far a job is."""
    job = job_status.get_job(job_id)
    return {"done": job.is_finished, "progress": job.progress, "total": job.total, "words": describe_job(job)}


@blueprint.post("/mapping")
@requires(Permission.RUN_MAPPING)
def start(version_id: int) -> ResponseReturnValue:
    """Start the mapping anew."""
    try:
        runs.start_run(version_id, actor_id=current_user.id)
    except ServiceError as error:
        flash(error.render(gettext), "error")
    else:
        jobs.deliver_waiting()
    return redirect(url_for("links.index", version_id=version_id))
