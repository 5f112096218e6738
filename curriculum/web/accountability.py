"""Accountability: what the workbook rests on, and the workbook itself."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from flask_security import current_user

from curriculum.contract.vocabulary import VersionStatus
from curriculum.services.board import weighings
from curriculum.services.coverage import lapsed, links, matrix, reports
from curriculum.services.coverage.links import LinkState
from curriculum.services.errors import ServiceError
from curriculum.services.school import frameworks, programmes
from curriculum.services.school.permissions import Permission
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import ImportState
from curriculum.web.access import requires
from exports import WorkbookLimitError

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
blueprint = Blueprint("accountability", __name__, url_prefix="/versions/<int:version_id>/accountability")


@blueprint.get("")
@requires(Permission.VIEW)
def show(version_id: int) -> ResponseReturnValue:
    """Show status, rule, sources and hashes."""
    return render_template(
        "accountability/show.html",
        matrix=matrix.get_matrix(version_id),
        framework=frameworks.get_framework(g.version.framework_id),
        imports=uploads.list_sources(version_id),
        lapsed=lapsed.list_lapsed(version_id),
        moment=datetime.fromisoformat,
        statuses=tuple(VersionStatus),
    )


@blueprint.post("/workbook")
@requires(Permission.EXPORT)
def workbook(version_id: int) -> ResponseReturnValue:
    """Make the workbook of this moment; a POST, because the log keeps who took it."""
    today = datetime.now(ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"])).date()
    try:
        name, content = reports.export_workbook(version_id, str(get_locale()), today, actor_id=current_user.id)
    except WorkbookLimitError as error:
        flash(str(error), "error")
        return redirect(url_for(".show", version_id=version_id))
    return send_file(BytesIO(content), mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=name)


@blueprint.get("/adopt")
@requires(Permission.SET_STATUS)
def adopt(version_id: int) -> ResponseReturnValue:
    """Say what adopting means and what is still open, and ask."""
    if g.version.is_frozen:
        return redirect(url_for(".show", version_id=version_id))
    found = links.list_proposals(version_id, evidence=False)
    decided = weighings.list_weighings(version_id).holding
    return render_template(
        "accountability/adopt.html",
        open_links=sum(view.state is LinkState.OPEN for view in found),
        outdated_links=sum(view.outdated for view in found),
        undecided=sum(
            row.candidate and row.competency.code not in decided for row in matrix.get_matrix(version_id).rows
        ),
        drafts=sum(item.state is ImportState.DRAFT for item in uploads.list_imports(version_id)),
    )


@blueprint.post("/status")
@requires(Permission.SET_STATUS)
def status(version_id: int) -> ResponseReturnValue:
    """Move the version between draft, agreed and adopted."""
    try:
        chosen = VersionStatus(request.form.get("status", ""))
    except ValueError:
        flash(gettext("Choose one of the statuses."), "error")
        return redirect(url_for(".show", version_id=version_id))
    if chosen is VersionStatus.ADOPTED and request.form.get("sure") != "yes":
        return redirect(url_for(".adopt", version_id=version_id))
    try:
        programmes.set_status(version_id, chosen, actor_id=current_user.id)
        flash(gettext("The status has changed."), "done")
    except ServiceError as error:
        flash(error.render(gettext), "error")
    return redirect(url_for(".show", version_id=version_id))
