"""Frameworks: the competency lists, and which one this programme is held against."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum.services import frameworks, programmes
from curriculum.services.errors import ServiceError
from curriculum.services.permissions import Permission
from curriculum.web.access import requires

blueprint = Blueprint("frameworks", __name__, url_prefix="/versions/<int:version_id>/frameworks")


@blueprint.get("")
@requires(Permission.VIEW)
def index(version_id: int) -> ResponseReturnValue:
    """List the competency lists."""
    return render_template("frameworks/index.html", frameworks=frameworks.list_frameworks())


@blueprint.get("/<int:framework_id>")
@requires(Permission.VIEW)
def show(version_id: int, framework_id: int) -> ResponseReturnValue:
    """Show one list with all its competencies."""
    framework = frameworks.get_framework(framework_id)
    return render_template("frameworks/show.html", framework=framework, framework_id=framework_id)


@blueprint.post("/<int:framework_id>/choose")
@requires(Permission.MANAGE_FRAMEWORKS)
def choose(version_id: int, framework_id: int) -> ResponseReturnValue:
    """Hold the programme against this list from now on."""
    try:
        programmes.choose_framework(version_id, framework_id, actor_id=current_user.id)
        flash(gettext("The programme is now held against this list. Start the mapping anew."), "done")
    except ServiceError as error:
        flash(error.render(gettext), "error")
    return redirect(url_for(".index", version_id=version_id))
