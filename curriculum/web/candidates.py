"""Niveau 4+: the competencies that nothing covers, what the board decides on each, and those to strengthen."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum.contract.foresight import SCENARIOS, Weighing
from curriculum.contract.vocabulary import Destination
from curriculum.services.board import outlooks, weighings
from curriculum.services.board.weighings import Choice
from curriculum.services.coverage import gaps, modules
from curriculum.services.errors import ServiceError
from curriculum.services.school.permissions import Permission
from curriculum.services.written import read_hours
from curriculum.web.access import requires
from curriculum.web.addresses import read_key
from curriculum.web.labels import word

blueprint = Blueprint("candidates", __name__, url_prefix="/versions/<int:version_id>")

# The texts of the form that are kept as they were typed when something is wrong with one of them.
_TEXTS = ("reason", "hours", "first_step", "owner", "due")


@blueprint.get("/candidates")
@requires(Permission.VIEW)
def index(version_id: int) -> ResponseReturnValue:
    """List the candidates with what was decided and their nearest modules, and what is covered in part only."""
    found = gaps.list_candidates(version_id)
    log = weighings.list_weighings(version_id)
    flagged = {item.competency.code for item in found.candidates}
    return render_template(
        "candidates/index.html",
        gaps=found,
        log=log,
        left=[item for item in log.holding.values() if item.competency not in flagged],
    )


@blueprint.get("/candidates/<path:code>")
@requires(Permission.VIEW)
def weigh(version_id: int, code: str) -> ResponseReturnValue:
    """Show one candidate with all that was decided on it, and the form to decide."""
    return show_candidate(version_id, code)


@blueprint.post("/candidates/<path:code>")
@requires(Permission.WEIGH)
def decide(version_id: int, code: str) -> ResponseReturnValue:
    """Keep the decision and go back to the list."""
    form = request.form
    try:
        destination = Destination(form["destination"]) if form.get("destination") else None
        seen = read_key(form["seen"]) if "seen" in form else None
        seen_outlook = read_key(form["seen_outlook"]) if "seen_outlook" in form else None
        module_id = read_key(form["module"]) if form.get("module") else None
        needed_in = tuple(read_key(number) for number in form.getlist("needed_in"))
    except ValueError:
        abort(400)
    names = modules.full_names(version_id)
    if module_id is not None and module_id not in names:
        abort(400)
    problem, status = "", 400
    if destination is None:
        problem = gettext("Choose what becomes of it.")
    else:
        try:
            choice = Choice(
                destination=destination,
                reason=form.get("reason", ""),
                needed_in=needed_in,
                hours=read_hours(form.get("hours", "")),
                module="" if module_id is None else names[module_id],
                first_step=form.get("first_step", ""),
                owner=form.get("owner", ""),
                due=form.get("due", ""),
            )
            weighings.weigh_candidate(
                version_id, code, choice, seen=seen, seen_outlook=seen_outlook, actor_id=current_user.id
            )
        except ServiceError as error:
            if error.status == 404:
                raise
            problem, status = error.render(gettext), error.status
            if error.code == "scenarios-moved":
                needed_in = ()
    if problem or destination is None:
        # The same page again, so that nothing that was typed is lost.
        typed = {name: form.get(name, "") for name in _TEXTS}
        return show_candidate(version_id, code, problem, destination, needed_in, module_id, typed), status
    flash(gettext("Kept: %(code)s: %(destination)s.", code=code, destination=word(destination)), "done")
    return redirect(url_for(".index", version_id=version_id, _anchor="content"))


def show_candidate(
    version_id: int,
    code: str,
    problem: str = "",
    destination: Destination | None = None,
    needed_in: tuple[int, ...] | None = None,
    module_id: int | None = None,
    typed: dict[str, str] | None = None,
) -> str:
    """Render the page of a candidate; after an error with what the person had filled in."""
    view = gaps.get_competency(version_id, code)
    history = weighings.get_history(version_id, code)
    outlook_number, kept = outlooks.get_outlook(version_id)
    names = modules.full_names(version_id)
    newest: Weighing | None = history.weighings[0] if history.weighings else None
    if typed is None and newest is not None:
        destination, needed_in = newest.destination, history.ticked
        module_id = next((key for key, name in names.items() if name == newest.module), None)
    return render_template(
        "candidates/weigh.html",
        view=view,
        history=history,
        newest=newest,
        outlook=kept.outlook if kept else None,
        outlook_number=outlook_number,
        scenarios=SCENARIOS,
        destinations=tuple(Destination),
        names=names,
        problem=problem,
        chosen=destination,
        needed_in=needed_in or (),
        module_id=module_id,
        typed=typed or {},
    )
