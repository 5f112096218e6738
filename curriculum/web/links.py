"""Links: what the tool proposes, and what people decide about it."""

from itertools import groupby
from math import ceil

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum.contract.vocabulary import Mastery, Verdict
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobKind
from curriculum.services.coverage import decisions, links, modules
from curriculum.services.coverage.links import LinkDetail, LinkState, LinkView
from curriculum.services.errors import ServiceError
from curriculum.services.school import frameworks
from curriculum.services.school.permissions import Permission
from curriculum.web.access import requires
from curriculum.web.addresses import read_key
from curriculum.web.evidence import explain_link, explain_past
from curriculum.web.labels import word

FIRST_SHOWN = 8
MODULES_PER_PAGE = 100
FILTER_STATES = (LinkState.OPEN, LinkState.FULL, LinkState.PARTIAL, LinkState.REJECTED)
blueprint = Blueprint("links", __name__, url_prefix="/versions/<int:version_id>/links")


@blueprint.get("")
@requires(Permission.VIEW)
def index(version_id: int) -> ResponseReturnValue:
    """List proposed and decided links per module, a hundred modules at a time and of each the best eight first."""
    module = request.args.get("module", type=int)
    competency = request.args.get("competency") or None
    state = _read_state(request.args.get("state", ""))
    everything = links.list_proposals(version_id, evidence=False)
    found = [
        view
        for view in everything
        if module in (None, view.module_id)
        and competency in (None, view.competency_code)
        and state in (None, view.state)
    ]
    groups = [(key, list(group)) for key, group in groupby(found, key=lambda view: view.module_id)]
    pages = max(1, ceil(len(groups) / MODULES_PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    on_page = groups[(page - 1) * MODULES_PER_PAGE : page * MODULES_PER_PAGE]
    explained = links.add_evidence(version_id, [view for _key, group in on_page for view in group])
    return render_template(
        "links/index.html",
        groups=[(key, list(group)) for key, group in groupby(explained, key=lambda view: view.module_id)],
        page=page,
        pages=pages,
        shown=None if module or competency else FIRST_SHOWN,
        unfolded=request.args.get("all", type=int),
        modules=modules.list_names(version_id),
        competencies=frameworks.get_framework(g.version.framework_id).competencies,
        states=FILTER_STATES,
        chosen={"module": module, "competency": competency, "state": state},
        next_open=next_proposal(tuple(view for view in everything if view.state is LinkState.OPEN)),
        job=job_status.find_latest(version_id, JobKind.RUN_MAPPING),
    )


@blueprint.get("/by-hand")
@requires(Permission.VIEW)
def by_hand(version_id: int) -> ResponseReturnValue:
    """Go to the pair that a person chose on the page of a competency."""
    module_id, code = request.args.get("module", type=int), request.args.get("competency")
    if module_id is None or not code:
        abort(400)
    return redirect(url_for(".show", version_id=version_id, module_id=module_id, code=code))


@blueprint.get("/<int:module_id>/<path:code>")
@requires(Permission.VIEW)
def show(version_id: int, module_id: int, code: str) -> ResponseReturnValue:
    """Show one link with its evidence in view, and the decision form."""
    return show_link(links.get_link(version_id, module_id, code))


def show_link(
    detail: LinkDetail, *, error: ServiceError | None = None, reason: str = "", mastery: Mastery | None = None
) -> str:
    """Render the page of a link; after an error with what the person had filled in."""
    if error is None and detail.view.decision:
        mastery = detail.view.decision.mastery
    return render_template(
        "links/show.html",
        detail=detail,
        why=explain_link(detail),
        past_why=explain_past(detail),
        present_texts={" ".join(passage.text.split()) for passage in detail.module.passages},
        masteries=tuple(Mastery),
        problem=error.render(gettext) if error else "",
        moved=error is not None and error.code == "decision-moved",
        reason=reason,
        chosen_mastery=mastery,
    )


@blueprint.post("/<int:module_id>/<path:code>")
@requires(Permission.DECIDE)
def decide(version_id: int, module_id: int, code: str) -> ResponseReturnValue:
    """Keep the verdict and go on with the next open proposal."""
    try:
        verdict = Verdict(request.form.get("verdict", ""))
        mastery = Mastery(request.form["mastery"]) if request.form.get("mastery") else None
        seen = read_key(request.form["seen"]) if "seen" in request.form else None
    except ValueError:
        abort(400)
    module = links.get_link(version_id, module_id, code).view
    open_links = links.list_proposals(version_id, state=LinkState.OPEN, evidence=False)
    reason = request.form.get("reason", "").strip()
    try:
        decisions.decide_link(
            version_id, module_id, code, verdict, mastery=mastery, reason=reason, seen=seen, actor_id=current_user.id
        )
    except ServiceError as error:
        # The same page again, so that nothing that was typed is lost.
        detail = links.get_link(version_id, module_id, code)
        return show_link(detail, error=error, reason=reason, mastery=mastery), error.status
    name = module.module_code or module.module_title
    flash(
        gettext("Kept: %(code)s is %(verdict)s in %(module)s.", code=code, verdict=word(verdict), module=name), "done"
    )
    following = next_proposal(open_links, after=(module_id, code))
    if following is None:
        return redirect(url_for(".index", version_id=version_id))
    return redirect(
        url_for(
            ".show",
            version_id=version_id,
            module_id=following.module_id,
            code=following.competency_code,
            _anchor="content",
        )
    )


def next_proposal(open_links: tuple[LinkView, ...], after: tuple[int, str] | None = None) -> LinkView | None:
    """Return the open proposal that follows a link, in the order of the list; after the last comes the first."""
    names = [(view.module_id, view.competency_code) for view in open_links]
    if after in names:
        position = names.index(after)
        rest = open_links[position + 1 :] + open_links[:position]
    elif after is not None:
        rest = tuple(view for view in open_links if view.module_id == after[0]) or open_links
    else:
        rest = open_links
    return rest[0] if rest else None


def _read_state(text: str) -> LinkState | None:
    return LinkState(text) if text in tuple(LinkState) else None
