"""Deny by default: one guard before every request, an allow-list of public endpoints, one permission per route."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from curriculum.services.background import job_status
from curriculum.services.errors import NotFound
from curriculum.services.school import people, programmes
from curriculum.services.school.permissions import Permission
from curriculum.services.uploading import uploads
from curriculum.web.addresses import page_before

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

PUBLIC_ENDPOINTS = frozenset(
    {"static", "bootstrap.static", "security.static", "security.login", "language.choose", "health.check"}
)
# Views of Flask-Security for everyone with an account; our own views carry their mark themselves.
ACCOUNT_ENDPOINTS = frozenset({"security.logout"})
_PERMISSION = "curriculum_permission"
_ANY_ACCOUNT = "any account"
_OPEN_VERSION = "version_id"


def requires(permission: Permission) -> Callable[[View], View]:
    """Open a view to people whose role in the programme of the address (or in the school) gives the permission."""

    def mark(view: View) -> View:
        setattr(view, _PERMISSION, permission)
        return view

    return mark


def for_any_account(view: View) -> View:
    """Open a view to everyone who is logged in; it shows nothing of a programme."""
    setattr(view, _PERMISSION, _ANY_ACCOUNT)
    return view


def permission_of(endpoint: str) -> Permission | str | None:
    """Return what a route asks for; ``None`` = nobody thought of it, so nobody gets in."""
    if endpoint in PUBLIC_ENDPOINTS:
        return "public"
    if endpoint in ACCOUNT_ENDPOINTS:
        return _ANY_ACCOUNT
    asked: Permission | str | None = getattr(current_app.view_functions.get(endpoint), _PERMISSION, None)
    return asked


def guard() -> ResponseReturnValue | None:
    """Let the request through only when the account may do this in this programme."""
    g.version, g.permissions, g.school_permissions = None, frozenset(), frozenset()
    if request.endpoint is None:
        return None  # No such page: Flask answers 404 or 405 by itself.
    asked = permission_of(request.endpoint)
    if asked == "public":
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=_way_back()))
    arguments = request.view_args or {}
    g.school_permissions = people.permissions_of(current_user.id)
    if "version_id" in arguments:
        _open_version(arguments["version_id"])
        _check_parts(arguments)
    else:
        _reopen_version()
    if asked == _ANY_ACCOUNT:
        return None
    held = g.permissions if "version_id" in arguments else g.school_permissions
    if asked is None or asked not in held:
        abort(403)
    return None


def _way_back() -> str | None:
    """Return where to go after logging in: this page, or the page that a form was on; then say what became of it."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    flash(gettext("You were logged out, so what you sent was not kept. Log in to go on where you were."), "warning")
    return page_before()


def _open_version(version_id: int) -> None:
    """Load the version of the address; to someone without a role in its programme it does not exist."""
    version = programmes.get_version(version_id)
    permissions = people.permissions_of(current_user.id, version.programme_id)
    if not permissions:
        abort(404)
    g.version, g.permissions = version, permissions
    session[_OPEN_VERSION] = version_id


def _reopen_version() -> None:
    """Keep the programme that was open in the header on pages of the whole school."""
    if _OPEN_VERSION not in session:
        return
    try:
        version = programmes.get_version(session[_OPEN_VERSION])
    except NotFound:
        session.pop(_OPEN_VERSION)
        return
    permissions = people.permissions_of(current_user.id, version.programme_id)
    if permissions:
        g.version, g.permissions = version, permissions


def _check_parts(arguments: dict[str, int]) -> None:
    """Refuse an upload or a job of another version than the one in the address."""
    version_id = arguments["version_id"]
    if "import_id" in arguments and uploads.version_of(arguments["import_id"]) != version_id:
        abort(404)
    if "job_id" in arguments and job_status.get_job(arguments["job_id"]).version_id != version_id:
        abort(404)


def may(permission: str) -> bool:
    """Tell a template whether to offer an action; the guard decides anew when it is done."""
    return Permission(permission) in g.permissions | g.school_permissions


def init_app(app: Flask) -> None:
    """Put the guard before everything else, also before the body of the request is read."""
    app.before_request(guard)
