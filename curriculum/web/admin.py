"""Administration: who may log in, and with which role in which programme."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from wtforms.fields import SelectChoice

from curriculum.contract.vocabulary import Role
from curriculum.services.errors import Conflict, ServiceError
from curriculum.services.school import people, programmes
from curriculum.services.school.permissions import Permission
from curriculum.services.school.programmes import ProgrammeSummary
from curriculum.web.access import requires
from curriculum.web.addresses import read_key
from curriculum.web.forms import AccountForm, NewPasswordForm
from curriculum.web.labels import role_word

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


def managed_programmes() -> tuple[ProgrammeSummary, ...]:
    """Return the programmes that the person who is logged in administers."""
    return tuple(item for item in programmes.list_programmes(current_user.id) if item.role is Role.ADMIN)


@blueprint.route("/people", methods=["GET"], endpoint="people")
@requires(Permission.MANAGE_PEOPLE)
def list_people() -> ResponseReturnValue:
    """List the accounts with their roles."""
    return render_template(
        "admin/people.html",
        accounts=people.list_accounts(current_user.id),
        programmes=managed_programmes(),
        roles=tuple(Role),
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def create() -> ResponseReturnValue:
    """Create an account with its first role; who works in another programme already gets the role and nothing else."""
    form = AccountForm()
    form.programme.choices = [SelectChoice(item.id, item.name) for item in managed_programmes()]
    form.role.choices = [SelectChoice(role.value, role_word(role)) for role in Role]
    if form.validate_on_submit():
        try:
            flash(create_or_add(form), "done")
            return redirect(url_for(".people"))
        except ServiceError as error:
            flash(error.render(gettext), "error")
    return render_template("admin/create.html", form=form, shortest=people.PASSWORD_LENGTH)


def create_or_add(form: AccountForm) -> str:
    """Do what the form asks and return what happened, in words."""
    email, programme_id, role = form.email.data, form.programme.data, Role(form.role.data)
    try:
        people.create_account(
            email, form.name.data, form.password.data, roles=((programme_id, role),), actor_id=current_user.id
        )
    except Conflict:
        name = people.add_role(email, programme_id, role, actor_id=current_user.id)
        return str(
            gettext("%(name)s already had an account and has this role now too. The password is the same.", name=name)
        )
    return str(gettext("%(name)s can log in now. Give the first password in person.", name=form.name.data))


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


@blueprint.route("/people/<int:account_id>/password", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def new_password(account_id: int) -> ResponseReturnValue:
    """Give somebody who forgot it a new password; all sessions of that person end."""
    if account_id == current_user.id:
        return redirect(url_for("account.password"))
    account = next((item for item in people.list_accounts(current_user.id) if item.id == account_id), None)
    if account is None:
        abort(404)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            people.set_password(account_id, form.new.data, actor_id=current_user.id)
        except ServiceError as error:
            form.new.errors = [error.render(gettext)]
        else:
            flash(gettext("%(name)s has a new password. Give it in person.", name=account.name), "done")
            return redirect(url_for(".people"))
    return render_template("admin/password.html", form=form, account=account, shortest=people.PASSWORD_LENGTH)
