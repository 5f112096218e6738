"""The gap matrix: every competency a row, every module a column."""

from functools import partial
from math import ceil

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
from curriculum.web.matrix_table import build_body, build_head, choose_columns, name_themes

PAIRS_SHOWN = 50
MODULES_PER_PAGE = 100
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
    """Show the matrix: the rows with one coverage or theme, and of the modules a hundred at a time."""
    view = matrix.get_matrix(version_id)
    coverage, theme = request.args.get("coverage", ""), request.args.get("theme", "")
    keep = [coverage in ("", row.coverage) and theme in ("", theme_of(row.competency)) for row in view.rows]
    year, signs = request.args.get("year", type=int), request.args.get("signs") == "on"
    columns = choose_columns(view, keep, year, signs=signs)
    pages = max(1, ceil(len(columns) / MODULES_PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    on_page = columns[(page - 1) * MODULES_PER_PAGE : page * MODULES_PER_PAGE]
    base = url_for(".show", version_id=version_id).removesuffix("matrix")
    return render_template(
        "matrix/show.html",
        view=view,
        head=build_head(view, base, on_page),
        body=build_body(view, keep, base, on_page),
        columns=[view.modules[column] for column in on_page],
        found=len(columns),
        page=page,
        pages=pages,
        years=sorted({year for module in view.modules for year in module.years}),
        shown=sum(keep),
        themes=name_themes(view),
        coverages=tuple(Coverage),
        changed=count_changed_findings(version_id),
        chosen={"coverage": coverage, "theme": theme, "year": year, "signs": "on" if signs else None},
    )
