"""The gap matrix: every competency a row, every module a column."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from curriculum.contract.vocabulary import Coverage
from curriculum.mapping import theme_of
from curriculum.services import matrix
from curriculum.services.permissions import Permission
from curriculum.web.access import requires
from curriculum.web.matrix_table import build_body, build_head, name_themes

blueprint = Blueprint("matrix", __name__, url_prefix="/versions/<int:version_id>")


@blueprint.get("/matrix")
@requires(Permission.VIEW)
def show(version_id: int) -> ResponseReturnValue:
    """Show the matrix, all of it or the rows with one coverage or theme."""
    view = matrix.get_matrix(version_id)
    coverage, theme = request.args.get("coverage", ""), request.args.get("theme", "")
    keep = [coverage in ("", row.coverage) and theme in ("", theme_of(row.competency)) for row in view.rows]
    base = url_for(".show", version_id=version_id).removesuffix("matrix")
    return render_template(
        "matrix/show.html",
        view=view,
        head=build_head(view, base),
        body=build_body(view, keep, base),
        shown=sum(keep),
        themes=name_themes(view),
        coverages=tuple(Coverage),
        chosen={"coverage": coverage, "theme": theme},
    )
