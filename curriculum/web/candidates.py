"""Niveau 4+: the competencies that nothing covers, and those to strengthen."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from curriculum.services.coverage import gaps
from curriculum.services.school.permissions import Permission
from curriculum.web.access import requires

blueprint = Blueprint("candidates", __name__, url_prefix="/versions/<int:version_id>")


@blueprint.get("/candidates")
@requires(Permission.VIEW)
def index(version_id: int) -> ResponseReturnValue:
    """List the candidates with their nearest modules, and what is covered in part only."""
    return render_template("candidates/index.html", gaps=gaps.list_candidates(version_id))
