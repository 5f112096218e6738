"""The outlook of a programme: trends, four scenarios between two axes, and the way back from the future."""

from collections.abc import Iterable, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from werkzeug.datastructures import MultiDict

from curriculum.contract.foresight import SCENARIOS, Axis, Outlook, Part, Scenario, Trend, Uncertainty
from curriculum.contract.vocabulary import Fate, TrendKind
from curriculum.services.board import outlooks, weighings
from curriculum.services.coverage import modules
from curriculum.services.errors import ServiceError
from curriculum.services.school.permissions import Permission
from curriculum.services.written import read_hours
from curriculum.web.access import requires
from curriculum.web.addresses import read_key

blueprint = Blueprint("outlooks", __name__, url_prefix="/versions/<int:version_id>/outlook")

MARKS = range(1, 6)
# A form without JavaScript cannot grow: it shows some empty rows more than there are.
SPARE_ROWS, FEWEST_ROWS = 3, 6
# The fields of each row of the three tables in the form.
TREND = ("trend", "kind", "trend_source", "role", "cluster")
UNCERTAINTY = ("uncertainty", "challenge", "impact", "ground")
PART = ("part", "fate", "part_reason", "part_hours")
# What is chosen from a list always says something, so it tells nothing of whether a row is in use.
CHOSEN = frozenset({"kind", "cluster", "challenge", "impact", "fate"})


@blueprint.get("")
@requires(Permission.VIEW)
def show(version_id: int) -> ResponseReturnValue:
    """Show the outlook with the candidates in its scenarios."""
    log = weighings.list_weighings(version_id)
    return render_template(
        "outlooks/show.html", kept=log.outlook, log=log, scenarios=SCENARIOS, marks=MARKS, fates=tuple(Fate)
    )


@blueprint.get("/edit")
@requires(Permission.WEIGH)
def edit(version_id: int) -> ResponseReturnValue:
    """Show the form with the outlook that holds."""
    number, kept = outlooks.get_outlook(version_id)
    return show_form(version_id, fill_form(kept.outlook if kept else None), number)


@blueprint.post("/edit")
@requires(Permission.WEIGH)
def save(version_id: int) -> ResponseReturnValue:
    """Keep the outlook; one with something wrong comes back as it was typed."""
    form = request.form
    try:
        seen = read_key(form["seen"]) if "seen" in form else None
        trends, uncertainties = read_trends(form), read_uncertainties(form)
        for fate in form.getlist("fate"):
            Fate(fate)
    except ValueError:
        abort(400)
    try:
        outlooks.save_outlook(version_id, read_form(form, trends, uncertainties), seen=seen, actor_id=current_user.id)
    except ServiceError as error:
        # Who keeps the form once more has been told what it replaces.
        number = outlooks.get_outlook(version_id)[0]
        return show_form(version_id, form, number, error.render(gettext)), error.status
    flash(gettext("The outlook is kept. Now weigh the candidates in it."), "done")
    return redirect(url_for(".show", version_id=version_id))


def show_form(version_id: int, form: MultiDict[str, str], seen: int, problem: str = "") -> str:
    """Render the form with these texts in it."""
    return render_template(
        "outlooks/edit.html",
        form=form,
        trends=list_rows(form, TREND),
        uncertainties=list_rows(form, UNCERTAINTY, outlooks.MOST_UNCERTAINTIES),
        parts=list_rows(form, PART),
        kinds=tuple(TrendKind),
        fates=tuple(Fate),
        scenarios=SCENARIOS,
        marks=MARKS,
        names=modules.full_names(version_id).values(),
        seen=seen,
        problem=problem,
    )


def list_rows(form: MultiDict[str, str], names: Sequence[str], number: int | None = None) -> list[dict[str, str]]:
    """Return the rows of one table of the form, with empty ones behind those that are filled in."""
    columns = {name: form.getlist(name) for name in names}
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=False)]
    typed = [row for row in rows if any(text for name, text in row.items() if name not in CHOSEN)]
    if number is None:
        number = min(max(len(typed) + SPARE_ROWS, FEWEST_ROWS), outlooks.MOST_ROWS)
    return typed + [dict.fromkeys(names, "")] * (number - len(typed))


def read_trends(form: MultiDict[str, str]) -> tuple[Trend, ...]:
    """Return the trends; raises ``ValueError`` for a kind or a cluster that nobody could choose."""
    return tuple(
        Trend(text, TrendKind(kind), source, role, read_key(cluster) if cluster else 0)
        for text, kind, source, role, cluster in _rows(form, TREND)
    )


def read_uncertainties(form: MultiDict[str, str]) -> tuple[Uncertainty, ...]:
    """Return the clusters; raises ``ValueError`` for a mark that is no number."""
    return tuple(
        Uncertainty(name, read_key(challenge), read_key(impact), ground)
        for name, challenge, impact, ground in _rows(form, UNCERTAINTY)
    )


def read_form(form: MultiDict[str, str], trends: tuple[Trend, ...], uncertainties: tuple[Uncertainty, ...]) -> Outlook:
    """Return what was filled in; raises ``Refused`` for hours that are no number."""
    return Outlook(
        question=form.get("question", ""),
        moment=form.get("moment", ""),
        picture=form.get("picture", ""),
        trends=trends,
        uncertainties=uncertainties,
        horizontal=Axis(*(form.get(f"horizontal_{part}", "") for part in ("name", "low", "high"))),
        vertical=Axis(*(form.get(f"vertical_{part}", "") for part in ("name", "low", "high"))),
        scenarios=tuple(
            Scenario(*(form.get(f"{name}_{number}", "") for name in ("scenario", "features", "story")))
            for number in SCENARIOS
        ),
        parts=tuple(
            Part(name, Fate(fate), reason, read_hours(hours)) for name, fate, reason, hours in _rows(form, PART)
        ),
        room_hours=read_hours(form.get("room_hours", "")),
    )


def fill_form(outlook: Outlook | None) -> MultiDict[str, str]:
    """Return an outlook as the texts of the form."""
    form: MultiDict[str, str] = MultiDict()
    if outlook is None:
        return form
    form["question"], form["moment"], form["picture"] = outlook.question, outlook.moment, outlook.picture
    for trend in outlook.trends:
        _add(form, TREND, (trend.text, trend.kind.value, trend.source, trend.role, str(trend.cluster or "")))
    for item in outlook.uncertainties:
        _add(form, UNCERTAINTY, (item.name, str(item.challenge), str(item.impact), item.source))
    for part in outlook.parts:
        _add(form, PART, (part.name, part.fate.value, part.reason, write_hours(part.hours)))
    for side, axis in (("horizontal", outlook.horizontal), ("vertical", outlook.vertical)):
        form[f"{side}_name"], form[f"{side}_low"], form[f"{side}_high"] = axis.name, axis.low, axis.high
    for number, scenario in zip(SCENARIOS, outlook.scenarios, strict=True):
        form[f"scenario_{number}"] = scenario.name
        form[f"features_{number}"] = scenario.features
        form[f"story_{number}"] = scenario.story
    form["room_hours"] = write_hours(outlook.room_hours)
    return form


def write_hours(hours: float | None) -> str:
    """Return hours as a person types them.

    >>> write_hours(37.5), write_hours(240.0), write_hours(None)
    ('37,5', '240', '')
    """
    return "" if hours is None else f"{hours:g}".replace(".", ",")


def _add(form: MultiDict[str, str], names: Iterable[str], texts: Iterable[str]) -> None:
    for name, text in zip(names, texts, strict=True):
        form.add(name, text)


def _rows(form: MultiDict[str, str], names: Iterable[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(form.getlist(name) for name in names), strict=False)
