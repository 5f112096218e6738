"""Logging in: Flask-Security with our own words; which addresses exist is never told."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Request, abort, request
from flask_babel import lazy_gettext as _l
from flask_login import user_logged_out
from flask_security import LoginForm as SecurityLoginForm
from flask_security import Security, current_user, user_authenticated
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import InputRequired

from curriculum.config import Mode
from curriculum.contract.messages import N_
from curriculum.models import Account
from curriculum.services.demo import DEMO_LOGINS, DemoLogin
from curriculum.services.school import login_brake, people
from curriculum.services.written import drop_control_characters

# Every sentence of Flask-Security that a person can meet here; its own Dutch catalogue is three quarters empty.
_MESSAGES = {
    "GENERIC_AUTHN_FAILED": (N_("E-mail address or password is not right. Check both and try again."), "error"),
    "UNAUTHENTICATED": (N_("Log in first."), "error"),
    "LOGIN": (N_("Log in first."), "info"),
    "ANONYMOUS_USER_REQUIRED": (N_("You are already logged in."), "info"),
}

SETTINGS: dict[str, Any] = {
    "SECURITY_I18N_DOMAIN": "messages",
    "SECURITY_I18N_DIRNAME": [str(Path(__file__).parent.parent / "translations")],
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/login",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_API_ENABLED_METHODS": ["session"],
    # No page asks for a second, fresh login, so the pages for it are not there.
    "SECURITY_FRESHNESS": timedelta(minutes=-1),
    "REMEMBER_COOKIE_DURATION": timedelta(days=14),
    **{f"SECURITY_MSG_{name}": message for name, message in _MESSAGES.items()},
}


class LoginForm(SecurityLoginForm):
    """The login form with our labels and our own message for a field that is empty."""

    email = EmailField(
        _l("E-mail address"),
        [InputRequired(_l("Fill in your e-mail address."))],
        filters=[lambda text: text and drop_control_characters(text)],
    )
    password = PasswordField(_l("Password"), [InputRequired(_l("Fill in your password."))])
    remember = BooleanField(_l("Stay logged in on this computer for two weeks"))


def demo_logins(mode: Mode) -> tuple[DemoLogin, ...]:
    """Return what the login page may show: the demo accounts in demo mode, nobody anywhere else."""
    return DEMO_LOGINS if mode is Mode.DEMO else ()


def refuse_tokens(_request: Request) -> None:
    """Know nobody by a token in an address or a header: it would have no end, and addresses end up in logs."""


def want_json(_request: Request) -> bool:
    """Answer everybody with a page; the JSON answers of Flask-Security hand out such tokens."""
    return False


def brake_logins() -> None:
    """Refuse a login that is no form, and one after too many wrong ones, before the slow hash is made."""
    if request.endpoint != "security.login" or request.method != "POST":
        return
    if request.is_json:
        abort(415)
    if current_user.is_authenticated:
        return
    if not login_brake.let_try(request.form.get("email", ""), request.remote_addr):
        abort(429)


def forgive(_app: Flask, **_details: object) -> None:
    """Forget the wrong passwords of who has logged in."""
    login_brake.forgive(request.form.get("email", ""), request.remote_addr)


def end_sessions(_app: Flask, user: Account, **_details: object) -> None:
    """End all sessions of who logs out: a kept copy of a signed cookie would be good for two more weeks."""
    people.end_sessions(user.id, actor_id=user.id)


def init_app(app: Flask) -> None:
    """Narrow Flask-Security down to one login form and one session; after its own ``init_app``."""
    security: Security = app.extensions["security"]
    security.login_manager.request_loader(refuse_tokens)
    security.want_json(want_json)
    app.before_request(brake_logins)
    user_authenticated.connect(forgive, app)
    user_logged_out.connect(end_sessions, app)
