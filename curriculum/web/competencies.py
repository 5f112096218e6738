"""One competency of the programme: coverage, links, nearest modules."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from curriculum.services.coverage import gaps, modules
from curriculum.services.school.permissions import Permission
from curriculum.web.access import requires

blueprint = Blueprint("competencies", __name__, url_prefix="/versions/<int:version_id>")


@blueprint.get("/competencies/<path:code>")
@requires(Permission.VIEW)
def show(version_id: int, code: str) -> ResponseReturnValue:
    """Show one competency, with a way to link a module by hand."""
    return render_template(
        "competencies/show.html",
        view=gaps.get_competency(version_id, code),
        modules=modules.list_names(version_id),
    )
