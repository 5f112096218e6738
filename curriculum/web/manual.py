"""How the mapping works, in plain words."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from curriculum.web.access import for_any_account

blueprint = Blueprint("manual", __name__, url_prefix="/help")


@blueprint.get("/mapping")
@for_any_account
def mapping() -> ResponseReturnValue:
    """Explain proposals, decisions, coverage and candidates."""
    run = g.version.latest_run if g.version else None
    return render_template("manual/mapping.html", rule=run.rule if run else None)
