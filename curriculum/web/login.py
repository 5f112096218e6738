"""Logging in: Flask-Security with our own words; which addresses exist is never told."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_security import LoginForm as SecurityLoginForm
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import InputRequired

from curriculum.config import Mode
from curriculum.contract.messages import N_
from curriculum.services.demo import DEMO_LOGINS, DemoLogin

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
    # No page asks for a second, fresh login, so the pages for it are not there.
    "SECURITY_FRESHNESS": timedelta(minutes=-1),
    "REMEMBER_COOKIE_HTTPONLY": True,
    "REMEMBER_COOKIE_SAMESITE": "Lax",
    "REMEMBER_COOKIE_DURATION": timedelta(days=14),
    **{f"SECURITY_MSG_{name}": message for name, message in _MESSAGES.items()},
}


class LoginForm(SecurityLoginForm):
    """The login form with our labels and our own message for a field that is empty."""

    email = EmailField(_l("E-mail address"), [InputRequired(_l("Fill in your e-mail address."))])
    password = PasswordField(_l("Password"), [InputRequired(_l("Fill in your password."))])
    remember = BooleanField(_l("Stay logged in on this computer for two weeks"))


def demo_logins(mode: Mode) -> tuple[DemoLogin, ...]:
    """Return what the login page may show: the demo accounts in demo mode, nobody anywhere else."""
    return DEMO_LOGINS if mode is Mode.DEMO else ()
