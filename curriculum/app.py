"""The application factory: the only module that knows everything, in named steps."""

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from curriculum import jobs, web
from curriculum.config import ConfigurationError, Settings
from curriculum.extensions import babel, csrf, db, migrate, security
from curriculum.models import account
from curriculum.web import access, addresses, errors, headers, language, login, navigation


def create_app(settings: Settings) -> Flask:
    """Build the application; :mod:`curriculum.wsgi` and the commands then make its database ready.

    Raises ``ConfigurationError`` when the data folder or the queue cannot be used.
    """
    app = Flask(__name__, template_folder="web/templates", static_folder="web/static")
    app.config.from_mapping(settings.to_flask())
    app.config.from_mapping(web.SETTINGS)
    prepare_data_folder(settings)
    connect_data(app)
    connect_people_and_languages(app)
    connect_pages(app)
    trust_proxies(app, settings.trusted_proxies)
    jobs.init_app(app)
    return app


def prepare_data_folder(settings: Settings) -> None:
    """Make the folder that holds the embedded database and the caches."""
    folder = settings.data_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"CURRICULUM_DATA: no folder can be made at {folder} ({error.strerror}).") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigurationError(f"CURRICULUM_DATA: nothing can be written in {folder}.")


def connect_data(app: Flask) -> None:
    """Bind the database and its migrations."""
    db.init_app(app)
    migrate.init_app(app, db)


def connect_people_and_languages(app: Flask) -> None:
    """Put the guard first, then the form keys, the languages and the login with its brake."""
    access.init_app(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=language.select_locale)
    security.init_app(app, account.make_datastore(), login_form=login.LoginForm)
    login.init_app(app)


def connect_pages(app: Flask) -> None:
    """Register every page, its frame, its headers and the error pages."""
    addresses.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    navigation.init_app(app)
    web.register_blueprints(app)


def trust_proxies(app: Flask, number: int) -> None:
    """Believe the last ``number`` proxies about who the visitor is and whether the visit is over https.

    With 0 every such header is ignored: anybody could send it, and be a new visitor at every guess of a password. The
    host is not taken from them: the proxy passes it on in ``Host``.
    """
    if number:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number, x_host=0, x_prefix=0)  # type: ignore[method-assign]  # the way that Flask documents
