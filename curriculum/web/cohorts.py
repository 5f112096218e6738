"""The next cohort of a programme: empty, or with what the present one has."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from wtforms.fields import SelectChoice

from curriculum import jobs
from curriculum.contract.messages import N_
from curriculum.services.errors import ServiceError
from curriculum.services.mapping import runs
from curriculum.services.school import frameworks, programmes
from curriculum.services.school.permissions import Permission
from curriculum.services.school.programmes import Take
from curriculum.web.access import requires
from curriculum.web.forms import CohortForm

blueprint = Blueprint("cohorts", __name__, url_prefix="/versions/<int:version_id>/cohorts")


TAKE_WORDS: dict[Take, str] = {
    Take.DECISIONS: N_("The modules and the decisions on them"),
    Take.MODULES: N_("Only the modules; everything is judged anew"),
    Take.NOTHING: N_("Nothing: I upload a new sheet"),
}


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PROGRAMMES)
def create(version_id: int) -> ResponseReturnValue:
    """Ask for the cohort and what it takes over, and make it."""
    form = CohortForm(data={"framework": g.version.framework_id, "take": Take.DECISIONS.value})
    form.framework.choices = [SelectChoice(item.id, item.title) for item in frameworks.list_frameworks()]
    form.take.choices = [SelectChoice(take.value, gettext(label)) for take, label in TAKE_WORDS.items()]
    if form.validate_on_submit():
        try:
            new_id = programmes.create_version(
                g.version.programme_id,
                form.cohort.data,
                framework_id=form.framework.data,
                copy_from=version_id,
                take=Take(form.take.data),
                actor_id=current_user.id,
            )
        except ServiceError as error:
            form.cohort.errors = [error.render(gettext)]
        else:
            flash(gettext("Cohort %(cohort)s is there.", cohort=form.cohort.data), "done")
            if not programmes.get_version(new_id).module_count:
                return redirect(url_for("uploads.index", version_id=new_id))
            runs.start_run(new_id, actor_id=current_user.id)
            jobs.deliver_waiting()
            return redirect(url_for("overview.show", version_id=new_id))
    return render_template("cohorts/create.html", form=form)
