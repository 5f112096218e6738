"""The places of the tool in the order of the work, and what every page head needs."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, url_for
from flask_babel import format_date, format_datetime, format_decimal, get_locale, gettext
from flask_security import current_user

from curriculum.contract.messages import N_
from curriculum.contract.rules import cut_off, measured_of, state_rule
from curriculum.services.coverage.gaps import lacking_in_all
from curriculum.services.school.permissions import Permission
from curriculum.web.access import may
from curriculum.web.labels import (
    column_word,
    describe_job,
    field_word,
    legend,
    look,
    reason_words,
    role_word,
    rule_words,
    word,
    word_of,
)
from curriculum.web.language import NAMES
from curriculum.web.login import demo_logins


class Place(NamedTuple):
    """One entry of the menu."""

    label: str
    url: str
    current: bool


# (blueprints that belong to the place, endpoint, label, permission)
PLACES: tuple[tuple[tuple[str, ...], str, str, Permission], ...] = (
    (("overview",), "overview.show", N_("Overview"), Permission.VIEW),
    (("modules", "uploads"), "modules.index", N_("Modules"), Permission.VIEW),
    (("links",), "links.index", N_("Links"), Permission.VIEW),
    (("matrix", "competencies"), "matrix.show", N_("Gap matrix"), Permission.VIEW),
    (("candidates", "outlooks"), "candidates.index", N_("Niveau 4+"), Permission.VIEW),
    (("accountability", "log", "cohorts"), "accountability.show", N_("Accountability"), Permission.VIEW),
    (("frameworks",), "frameworks.index", N_("Frameworks"), Permission.VIEW),
    (("admin",), "admin.people", N_("Administration"), Permission.MANAGE_PEOPLE),
)


def list_places() -> tuple[Place, ...]:
    """Return the menu of the open programme, as far as the account may go there."""
    if g.get("version") is None:
        return ()
    version_id = g.version.id
    return tuple(
        Place(
            gettext(label),
            url_for(endpoint) if endpoint.startswith("admin.") else url_for(endpoint, version_id=version_id),
            request.blueprint in blueprints,
        )
        for blueprints, endpoint, label, permission in PLACES
        if may(permission)
    )


def describe_version() -> str:
    """Return crebo, route, cohort and status of the open version in one line."""
    version = g.version
    parts = [f"crebo {version.crebo_code}" if version.crebo_code else "", word(version.leerweg)]
    parts += [f"cohort {version.cohort}", word(version.status)]
    return " · ".join(part for part in parts if part)


def page_context() -> dict[str, Any]:
    """Return the names that every template may use."""
    locale = str(get_locale() or "nl")
    other = "en" if locale == "nl" else "nl"
    version = g.get("version")
    signed_in = bool(current_user) and current_user.is_authenticated
    return {
        "locale": locale,
        "other_locale": other,
        "other_locale_name": NAMES[other],
        "signed_in": signed_in,
        "places": list_places() if signed_in else (),
        "version": version,
        "version_facts": describe_version() if version else "",
        "may": may,
        "describe_job": describe_job,
        "column_word": column_word,
        "word": word,
        "word_of": word_of,
        "field_word": field_word,
        "reason_words": reason_words,
        "rule_words": rule_words,
        "measured_of": measured_of,
        "state_rule": partial(state_rule, gettext),
        "lacking_in_all": lacking_in_all,
        "look": look,
        "legend_of": legend,
        "role_word": role_word,
        "demo_logins": () if signed_in else demo_logins(current_app.config["CURRICULUM_MODE"]),
    }


def init_app(app: Flask) -> None:
    """Give every template of ``app`` the page head and the ways to write dates."""
    app.context_processor(page_context)
    app.add_template_filter(format_date, "date")
    app.add_template_filter(format_datetime, "datetime")
    app.add_template_filter(show_moment, "moment")
    app.add_template_filter(show_number, "number")
    app.add_template_filter(first_some, "first_some")
    app.add_template_filter(in_hundred, "in_hundred")
    app.add_template_filter(upper_first, "upper_first")


def show_moment(text: str) -> str:
    """Write an ISO moment of the contract the way the reader is used to.

    >>> show_moment("")
    ''
    """
    return str(format_datetime(datetime.fromisoformat(text), "short")) if text else ""


def show_number(value: float | None) -> str:
    """Write a number with the decimal sign of the language; nothing when nothing was stated."""
    return "" if value is None else str(format_decimal(value))


def in_hundred(probability: float) -> str:
    """Write a chance as a number out of a hundred, cut off and not rounded: what is below a bar stays below it.

    >>> in_hundred(0.4999), in_hundred(0.29), in_hundred(0.0)
    ('49', '29', '0')
    """
    if 0 < probability < 0.01:
        return str(gettext("less than 1"))
    return str(round(cut_off(probability) * 100))


def upper_first(text: str) -> str:
    """Begin a text with a capital and leave the rest as it is: what stands for a name or letters stays so.

    >>> upper_first("in de BPV")
    'In de BPV'
    """
    return text[:1].upper() + text[1:]


def first_some(items: Sequence[str], number: int) -> list[str]:
    """Return the first few of a list and an ellipsis when there are more.

    >>> first_some(["a", "b", "c"], 2)
    ['a', 'b', '…']
    """
    return [*items[:number], *(["…"] if len(items) > number else [])]
