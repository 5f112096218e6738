"""The pages: one blueprint per task of a person. A view takes a form, calls one service, redirects; no rules here."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5

from curriculum.web import (
    account,
    accountability,
    admin,
    candidates,
    cohorts,
    competencies,
    frameworks,
    health,
    jobs,
    language,
    links,
    log,
    login,
    manual,
    matrix,
    modules,
    outlooks,
    overview,
    programmes,
    reading_choices,
    rows,
    uploads,
)

BLUEPRINTS = (
    health,
    language,
    programmes,
    cohorts,
    overview,
    modules,
    uploads,
    rows,
    reading_choices,
    jobs,
    links,
    matrix,
    competencies,
    candidates,
    outlooks,
    accountability,
    log,
    frameworks,
    admin,
    account,
    manual,
)

SETTINGS: dict[str, Any] = {
    "BOOTSTRAP_SERVE_LOCAL": True,
    "BABEL_TRANSLATION_DIRECTORIES": "translations",
    # A working day with one form open; the session itself ends with the browser.
    "WTF_CSRF_TIME_LIMIT": 10 * 60 * 60,
    "SEND_FILE_MAX_AGE_DEFAULT": timedelta(hours=1),
    **login.SETTINGS,
}


def register_blueprints(app: Flask) -> None:
    """Register every blueprint and Bootstrap's own files."""
    Bootstrap5().init_app(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for part in BLUEPRINTS:
        app.register_blueprint(part.blueprint)
