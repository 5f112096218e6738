"""Administration: who may log in, and with which role in which programme."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from wtforms.fields import SelectChoice

from curriculum.contract.vocabulary import Role
from curriculum.services import people, programmes
from curriculum.services.errors import ServiceError
from curriculum.services.permissions import Permission
from curriculum.web.access import requires
from curriculum.web.addresses import read_key
from curriculum.web.forms import AccountForm
from curriculum.web.labels import role_word

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.route("/people", methods=["GET"], endpoint="people")
@requires(Permission.MANAGE_PEOPLE)
def list_people() -> ResponseReturnValue:
    """List the accounts with their roles."""
    return render_template(
        "admin/people.html",
        accounts=people.list_accounts(),
        programmes=programmes.list_programmes(current_user.id),
        roles=tuple(Role),
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def create() -> ResponseReturnValue:
    """Create an account with its first role."""
    form = AccountForm()
    form.programme.choices = [SelectChoice(item.id, item.name) for item in programmes.list_programmes(current_user.id)]
    form.role.choices = [SelectChoice(role.value, role_word(role)) for role in Role]
    if form.validate_on_submit():
        try:
            people.create_account(
                form.email.data,
                form.name.data,
                form.password.data,
                roles=((form.programme.data, Role(form.role.data)),),
                actor_id=current_user.id,
            )
        except ServiceError as error:
            flash(error.render(gettext), "error")
        else:
            flash(gettext("%(name)s can log in now. Give the first password in person.", name=form.name.data), "done")
            return redirect(url_for(".people"))
    return render_template("admin/create.html", form=form)


@blueprint.post("/people/<int:account_id>/role")
@requires(Permission.MANAGE_PEOPLE)
def set_role(account_id: int) -> ResponseReturnValue:
    """Give a role in one programme, or take it away."""
    text = request.form.get("role", "")
    try:
        role = Role(text) if text else None
        people.set_role(account_id, request.form.get("programme", 0, read_key), role, actor_id=current_user.id)
        flash(gettext("The role has changed."), "done")
    except ServiceError as error:
        flash(error.render(gettext), "error")
    except ValueError:
        flash(gettext("Choose one of the roles."), "error")
    return redirect(url_for(".people"))


@blueprint.post("/people/<int:account_id>/active")
@requires(Permission.MANAGE_PEOPLE)
def set_active(account_id: int) -> ResponseReturnValue:
    """Let an account in, or keep it out."""
    try:
        people.set_active(account_id, request.form.get("active") == "yes", actor_id=current_user.id)
        flash(gettext("The account has changed."), "done")
    except ServiceError as error:
        flash(error.render(gettext), "error")
    return redirect(url_for(".people"))
