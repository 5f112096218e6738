"""The language of the pages: Dutch, or English for who asks for it."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from curriculum.contract.i18n import LOCALES

NAMES = {"nl": "Nederlands", "en": "English"}
blueprint = Blueprint("language", __name__)


def select_locale() -> str | None:
    """Return the chosen language; ``None`` leaves it to the default of the school."""
    return session.get("locale") if has_request_context() else None


def is_own_path(target: str) -> bool:
    """Whether an address is a path on this site; anything else could lead a person away.

    >>> is_own_path("/versions/1/"), is_own_path("//evil.example"), is_own_path("https://evil.example/")
    (True, False, False)
    >>> is_own_path("/\\\\evil.example"), is_own_path("/\\tevil"), is_own_path("versions"), is_own_path("/..//x")
    (False, False, False, False)
    """
    if not target.startswith("/") or "\\" in target or any(ord(sign) < 32 for sign in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc and "//" not in parts.path


@blueprint.post("/language")
def choose() -> ResponseReturnValue:
    """Keep the chosen language for this visit and go back to the page, or to the start when that is no page of ours."""
    locale, back = request.form.get("locale", ""), request.form.get("back", "")
    if locale not in LOCALES:
        abort(400)
    session["locale"] = locale
    return redirect(back if is_own_path(back) else url_for("programmes.home"))
