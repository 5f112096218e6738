"""Modules: what was read from the sheets, and each module with the proposals for it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from curriculum.services.coverage import modules
from curriculum.services.school.permissions import Permission
from curriculum.web.access import requires

blueprint = Blueprint("modules", __name__, url_prefix="/versions/<int:version_id>/modules")


@blueprint.get("")
@requires(Permission.VIEW)
def index(version_id: int) -> ResponseReturnValue:
    """List the modules in the order of the sheets."""
    return render_template("modules/index.html", modules=modules.list_modules(version_id))


@blueprint.get("/<int:module_id>")
@requires(Permission.VIEW)
def show(version_id: int, module_id: int) -> ResponseReturnValue:
    """Show one module: texts, work processes, links, where it came from."""
    return render_template("modules/show.html", module=modules.get_module(version_id, module_id))
