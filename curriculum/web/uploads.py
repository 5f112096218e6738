"""Uploading a module sheet: explain, store, show what was read, and only then take it in."""

from io import BytesIO

from flask import Blueprint, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, ngettext
from flask_security import current_user

from curriculum import jobs
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobKind
from curriculum.services.errors import ServiceError
from curriculum.services.mapping import runs
from curriculum.services.school import frameworks, programmes
from curriculum.services.school.permissions import Permission
from curriculum.services.uploading import choosing, reading, uploads
from curriculum.services.uploading.reading_choices import choose_reading, get_reading_form
from curriculum.web.access import requires
from curriculum.web.addresses import read_key
from curriculum.web.check_form import describe_unread, read_sent
from curriculum.web.columns import ColumnsPage, describe_file_name, read_choices
from curriculum.web.row_words import change_lines, confirm_words, outcome_words, upload_words
from curriculum.web.rows import build_rows, read_place
from imports import build_template

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The kinds that were seen to be read; a file is known by its content and not by its name.
KINDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
blueprint = Blueprint("uploads", __name__, url_prefix="/versions/<int:version_id>/uploads")


@blueprint.get("")
@requires(Permission.VIEW)
def index(version_id: int) -> ResponseReturnValue:
    """Explain what the file may look like, take it, and list the earlier ones."""
    return render_template(
        "uploads/index.html", imports=uploads.list_imports(version_id), kinds=KINDS, upload_words=upload_words
    )


@blueprint.post("")
@requires(Permission.UPLOAD)
def receive(version_id: int) -> ResponseReturnValue:
    """Store the file and nothing else; the check page shows what is in it."""
    file = request.files.get("workbook")
    if file is None or not file.filename:
        flash(gettext("Choose a file first."), "error")
        return redirect(url_for(".index", version_id=version_id))
    try:
        import_id = uploads.receive_upload(version_id, file.filename, file.read(), actor_id=current_user.id)
    except ServiceError as error:
        flash(error.render(gettext), "error")
        return redirect(url_for(".index", version_id=version_id))
    jobs.deliver_waiting()
    return redirect(url_for(".check", version_id=version_id, import_id=import_id))


@blueprint.get("/<int:import_id>")
@requires(Permission.VIEW)
def check(version_id: int, import_id: int) -> ResponseReturnValue:
    """Show the person's own rows, what each column was taken for, and every problem in its cell."""
    return show_check(import_id)


def show_check(import_id: int, columns: ColumnsPage | None = None) -> str:
    """Return the check page; ``columns`` is the form as it was sent, when it is shown again because it was refused."""
    # The job is looked at first: when it ends in between, the page says once more that it is busy and comes back by
    # itself. The other way round it would show the file as it was before the reading, and say that it is read.
    job = job_status.find_latest(uploads.version_of(import_id), JobKind.PARSE_IMPORT, import_id=import_id)
    preview = uploads.get_preview(import_id)
    form = get_reading_form(import_id)
    return render_template(
        "uploads/check.html",
        preview=preview,
        job=job,
        rows=build_rows(preview, read_place(request.args), gettext),
        columns=columns or describe_unread(form, preview.choices.unread),
        file_name=describe_file_name(form.named),
        change_lines=change_lines,
        confirm_words=confirm_words,
    )


@blueprint.post("/<int:import_id>/confirm")
@requires(Permission.UPLOAD)
def confirm(version_id: int, import_id: int) -> ResponseReturnValue:
    """Take the chosen modules in and start the mapping; what was ticked is kept also when that cannot be done.

    Who chose something for a column and did not have that read yet, sees what it makes of the file first.
    """
    try:
        sent = read_sent(import_id)
        choices = choosing.keep_answers(import_id, sent.answers, seen=request.form.get("seen_choices") or None)
        seen_reading = request.form.get("seen_reading", type=read_key)
        if sent.form is not None and sent.unread:
            asked = read_choices(sent.form, sent.fields)
            choose_reading(import_id, asked, actor_id=current_user.id, seen_reading=seen_reading)
            jobs.deliver_waiting()
            flash(
                gettext(
                    "You chose something else for a column, row or table, so the file is read again first. "
                    "Nothing has been taken in yet: look once more."
                ),
                "done",
            )
            return redirect(url_for(".check", version_id=version_id, import_id=import_id))
        outcome = uploads.confirm_import(
            import_id,
            actor_id=current_user.id,
            seen_revision=request.form.get("seen_revision", type=read_key),
            seen_reading=seen_reading,
            choices=choices,
        )
    except ValueError:
        abort(400)
    except ServiceError as error:
        flash(error.render(gettext), "error")
        place = read_place(request.form).to_arguments()
        return redirect(url_for(".check", version_id=version_id, import_id=import_id, **place))
    flash(outcome_words(outcome), "done")
    jobs.deliver_and_wait(runs.start_run(version_id, actor_id=current_user.id))
    return redirect(url_for("links.index", version_id=version_id))


@blueprint.post("/<int:import_id>/discard")
@requires(Permission.UPLOAD)
def discard(version_id: int, import_id: int) -> ResponseReturnValue:
    """Throw a checked file away."""
    try:
        uploads.discard_import(import_id, actor_id=current_user.id)
        flash(gettext("The file is thrown away. Nothing in the programme has changed."), "done")
    except ServiceError as error:
        flash(error.render(gettext), "error")
    return redirect(_page_of_list(version_id))


@blueprint.post("/discard-unreadable")
@requires(Permission.UPLOAD)
def discard_unreadable(version_id: int) -> ResponseReturnValue:
    """Throw away all files in which there is nothing to take in."""
    count = uploads.discard_unreadable(version_id, actor_id=current_user.id)
    flash(ngettext("%(num)d file is thrown away.", "%(num)d files are thrown away.", count), "done")
    return redirect(_page_of_list(version_id))


def _page_of_list(version_id: int) -> str:
    """Return the page with the list of uploads from which somebody threw something away."""
    return url_for("overview.show" if request.form.get("from") == "overview" else ".index", version_id=version_id)


@blueprint.post("/<int:import_id>/undo")
@requires(Permission.UPLOAD)
def undo(version_id: int, import_id: int) -> ResponseReturnValue:
    """Put the modules back as they were before this file."""
    try:
        uploads.undo_import(import_id, actor_id=current_user.id)
    except ServiceError as error:
        flash(error.render(gettext), "error")
        return redirect(url_for(".index", version_id=version_id))
    flash(gettext("The modules are as they were before this file."), "done")
    if programmes.get_version(version_id).module_count:
        jobs.deliver_and_wait(runs.start_run(version_id, actor_id=current_user.id))
    return redirect(url_for(".index", version_id=version_id))


@blueprint.get("/<int:import_id>/original")
@requires(Permission.VIEW)
def original(version_id: int, import_id: int) -> ResponseReturnValue:
    """Give the file back as it was uploaded; always as a download, never shown in the browser."""
    name, content = uploads.get_upload(import_id)
    if not content:
        abort(404)
    return send_file(BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@blueprint.get("/<int:import_id>/marked")
@requires(Permission.VIEW)
def marked(version_id: int, import_id: int) -> ResponseReturnValue:
    """Give the person's own file back with every problem in its cell."""
    try:
        name, content = reading.mark_problems(import_id, str(get_locale()))
    except ServiceError as error:
        flash(error.render(gettext), "error")
        return redirect(url_for(".check", version_id=version_id, import_id=import_id))
    return send_file(BytesIO(content), mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=name)


@blueprint.get("/template")
@requires(Permission.VIEW)
def template(version_id: int) -> ResponseReturnValue:
    """Give the workbook that a person can fill in."""
    name = gettext("module-sheet.xlsx")
    content = build_template(locale=str(get_locale()), framework=frameworks.get_framework(g.version.framework_id))
    return send_file(BytesIO(content), mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=name)
