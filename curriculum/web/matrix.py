"""The gap matrix: every competency a row, every module a column."""

from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from curriculum.contract.changes import tell_cause
from curriculum.contract.vocabulary import Coverage
from curriculum.mapping import theme_of
from curriculum.services.coverage import matrix
from curriculum.services.mapping.run_differences import compare_latest_runs, count_changed_findings
from curriculum.services.school.permissions import Permission
from curriculum.web.access import requires
from curriculum.web.matrix_table import build_body, build_head, name_themes

PAIRS_SHOWN = 50
blueprint = Blueprint("matrix", __name__, url_prefix="/versions/<int:version_id>")


@blueprint.get("/matrix/changes")
@requires(Permission.VIEW)
def changes(version_id: int) -> ResponseReturnValue:
    """Show what the last mapping finds and proposes otherwise than the one before, and why."""
    view = matrix.get_matrix(version_id)
    return render_template(
        "matrix/changes.html",
        difference=compare_latest_runs(version_id),
        titles={row.competency.code: row.competency.title for row in view.rows},
        candidates={row.competency.code for row in view.rows if row.candidate},
        tell_cause=partial(tell_cause, translate=gettext),
        shown=PAIRS_SHOWN,
    )


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
        changed=count_changed_findings(version_id),
        chosen={"coverage": coverage, "theme": theme},
    )
