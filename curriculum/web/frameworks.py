"""Frameworks: the competency lists, and which one this programme is held against."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum.services.errors import Refused, ServiceError
from curriculum.services.school import framework_drafts, frameworks, programmes
from curriculum.services.school.permissions import Permission
from curriculum.web.access import requires
from curriculum.web.forms import FrameworkForm
from curriculum.web.grid import sort_notes

KINDS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
ROWS_SHOWN = 200
blueprint = Blueprint("frameworks", __name__, url_prefix="/versions/<int:version_id>/frameworks")


@blueprint.get("")
@requires(Permission.VIEW)
def index(version_id: int) -> ResponseReturnValue:
    """List the competency lists."""
    return render_template("frameworks/index.html", frameworks=frameworks.list_frameworks())


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_FRAMEWORKS)
def create(version_id: int) -> ResponseReturnValue:
    """Explain what a list looks like, and take one; the next page shows what is in it."""
    if request.method == "POST":
        file = request.files.get("list")
        if file is None or not file.filename:
            flash(gettext("Choose a file first."), "error")
        else:
            try:
                draft_id = framework_drafts.receive_framework(file.filename, file.read(), actor_id=current_user.id)
                return redirect(url_for(".check", version_id=version_id, draft_id=draft_id))
            except ServiceError as error:
                flash(error.render(gettext), "error")
    return render_template("frameworks/create.html", kinds=KINDS)


@blueprint.get("/drafts/<int:draft_id>")
@requires(Permission.MANAGE_FRAMEWORKS)
def check(version_id: int, draft_id: int) -> ResponseReturnValue:
    """Show what was read of a list, and every problem, before it is stored."""
    return show_draft(draft_id, FrameworkForm(formdata=None))


def show_draft(draft_id: int, form: FrameworkForm) -> str:
    """Return the check page with the form as it was filled in; at first with what the file itself says."""
    draft = framework_drafts.get_draft(draft_id, actor_id=current_user.id)
    if not form.is_submitted():
        form.title.data = draft.newer_of or draft.framework.title
    notes = sort_notes(draft.problems, gettext)
    return render_template("frameworks/check.html", draft=draft, form=form, notes=notes, shown=ROWS_SHOWN)


@blueprint.post("/drafts/<int:draft_id>/confirm")
@requires(Permission.MANAGE_FRAMEWORKS)
def confirm(version_id: int, draft_id: int) -> ResponseReturnValue:
    """Store the list; it can then be chosen for a programme."""
    form = FrameworkForm()
    if not form.validate_on_submit():
        return show_draft(draft_id, form)
    try:
        framework_id = framework_drafts.confirm_draft(
            draft_id,
            title=form.title.data,
            version=form.version.data,
            source=form.source.data,
            source_date=form.source_date.data,
            actor_id=current_user.id,
        )
    except Refused as error:
        field = form.source if error.code == "source-required" else form.title
        field.errors = [error.render(gettext)]
        return show_draft(draft_id, form)
    flash(
        gettext("The list “%(title)s” is stored. Below you can hold the programme against it.", title=form.title.data),
        "done",
    )
    return redirect(url_for(".index", version_id=version_id, _anchor=f"list-{framework_id}"))


@blueprint.post("/drafts/<int:draft_id>/discard")
@requires(Permission.MANAGE_FRAMEWORKS)
def discard(version_id: int, draft_id: int) -> ResponseReturnValue:
    """Throw the uploaded list away; nothing was stored."""
    framework_drafts.discard_draft(draft_id, actor_id=current_user.id)
    flash(gettext("The file is thrown away. No list has changed."), "done")
    return redirect(url_for(".index", version_id=version_id))


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
