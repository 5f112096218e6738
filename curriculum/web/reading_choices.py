"""A person's word on the columns and tables of an upload: read the file again with it, or forget what was chosen."""

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum import jobs
from curriculum.services.errors import ServiceError
from curriculum.services.school.permissions import Permission
from curriculum.services.uploading import choosing, reading_choices
from curriculum.services.uploading.reading_choices import ColumnChosenTwice, HeadingsRefused
from curriculum.web.access import requires
from curriculum.web.addresses import read_key
from curriculum.web.check_form import read_sent, without_block
from curriculum.web.columns import describe_columns, read_choices
from curriculum.web.uploads import show_check

blueprint = Blueprint(
    "reading_choices", __name__, url_prefix="/versions/<int:version_id>/uploads/<int:import_id>/columns"
)


@blueprint.get("")
@requires(Permission.VIEW)
def show(version_id: int, import_id: int) -> ResponseReturnValue:
    """Lead to the columns on the check page; here somebody comes who asks again for the answer to the form."""
    return redirect(url_for("uploads.check", version_id=version_id, import_id=import_id, _anchor="columns"))


@blueprint.post("")
@requires(Permission.UPLOAD)
def choose(version_id: int, import_id: int) -> ResponseReturnValue:
    """Read the file again as the person says; a form that is refused comes back as it was filled in."""
    sent = read_sent(import_id)
    if sent.form is None:
        abort(400)
    try:
        choosing.keep_answers(import_id, sent.answers)
        reading_choices.choose_reading(
            import_id,
            read_choices(sent.form, sent.fields),
            actor_id=current_user.id,
            seen_reading=request.form.get("seen_reading", type=read_key),
        )
    except ValueError:
        abort(400)
    except ServiceError as error:
        columns = describe_columns(
            sent.form,
            current_user.id,
            filled=sent.unread,
            refused=error.render(gettext),
            wrong=error.places if isinstance(error, ColumnChosenTwice) else frozenset(),
            wrong_heading=error.choice if isinstance(error, HeadingsRefused) else None,
        )
        return show_check(import_id, columns), error.status
    jobs.deliver_waiting()
    return redirect(url_for("uploads.check", version_id=version_id, import_id=import_id, _anchor="columns"))


@blueprint.post("/forget")
@requires(Permission.UPLOAD)
def forget(version_id: int, import_id: int) -> ResponseReturnValue:
    """Forget what was chosen for tables with these headers, and read the file again as the tool sees it."""
    signature = request.form.get("signature", "")
    try:
        sent = read_sent(import_id)
        answers = sent.answers
        if sent.page is not None:
            answers = replace(answers, unread=without_block(sent.page, signature, sent.unread))
        choosing.keep_answers(import_id, answers)
        reading_choices.forget_choices(import_id, signature, actor_id=current_user.id)
        jobs.deliver_waiting()
        flash(gettext("These choices are forgotten. The file is read as the tool sees it."), "done")
    except ServiceError as error:
        flash(error.render(gettext), "error")
    return redirect(url_for("uploads.check", version_id=version_id, import_id=import_id, _anchor="columns"))
