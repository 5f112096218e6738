"""What everyone does with the own account: a new password."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user, logout_user, verify_password

from curriculum.services.errors import ServiceError
from curriculum.services.school import people
from curriculum.web.access import for_any_account
from curriculum.web.forms import PasswordForm

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.route("/password", methods=["GET", "POST"])
@for_any_account
def password() -> ResponseReturnValue:
    """Change the own password; all sessions of this person end."""
    form = PasswordForm()
    if form.validate_on_submit():
        if not verify_password(form.current.data, current_user.password):
            form.current.errors.append(gettext("This is not your present password."))
        else:
            try:
                people.set_password(current_user.id, form.new.data, actor_id=current_user.id)
            except ServiceError as error:
                form.new.errors.append(error.render(gettext))
            else:
                logout_user()
                session.clear()
                flash(gettext("Your password has changed. Log in with the new one."), "done")
                return redirect(url_for("security.login"))
    return render_template("account/password.html", form=form)
