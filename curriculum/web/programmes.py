"""Choosing the programme to work on, and adding one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from wtforms.fields import SelectChoice

from curriculum.contract.vocabulary import Leerweg
from curriculum.services.errors import ServiceError
from curriculum.services.school import frameworks, programmes
from curriculum.services.school.permissions import Permission
from curriculum.web.access import for_any_account, requires
from curriculum.web.forms import ProgrammeForm

blueprint = Blueprint("programmes", __name__)


@blueprint.get("/")
@for_any_account
def home() -> ResponseReturnValue:
    """Go to the only version there is, or let the person choose."""
    found = programmes.list_programmes(current_user.id)
    versions = [version for programme in found for version in programme.versions]
    if len(versions) == 1:
        return redirect(url_for("overview.show", version_id=versions[0].id))
    return render_template("programmes/choose.html", programmes=found)


@blueprint.route("/programmes/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMMES)
def create() -> ResponseReturnValue:
    """Add a programme with its first cohort."""
    # A file name may already say the crebo, the learning route and the cohort; the person sees them before they count.
    form = ProgrammeForm(data={name: request.args.get(name, "") for name in ("crebo_code", "leerweg", "cohort")})
    form.framework.choices = [SelectChoice(item.id, item.title) for item in frameworks.list_frameworks()]
    if form.validate_on_submit():
        try:
            version_id = programmes.create_programme(
                form.name.data,
                leerweg=Leerweg(form.leerweg.data),
                cohort=form.cohort.data,
                crebo_code=form.crebo_code.data or None,
                framework_id=form.framework.data,
                actor_id=current_user.id,
            )
        except ServiceError as error:
            flash(error.render(gettext), "error")
        else:
            flash(gettext("The programme %(name)s is there. Now upload its modules.", name=form.name.data), "done")
            return redirect(url_for("uploads.index", version_id=version_id))
    return render_template("programmes/create.html", form=form)
