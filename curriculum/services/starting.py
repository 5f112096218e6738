"""Getting an installation ready to serve: its schema, the shipped lists and, in the demo, the demo programme."""

from flask import Flask

from curriculum.config import Mode
from curriculum.services.databases import check_database, prepare_alone, upgrade_database
from curriculum.services.school.frameworks import load_shipped_frameworks


def make_ready(app: Flask) -> Flask:
    """Bring the database of an application up to date, one process at a time, and return the application.

    Raises ``ConfigurationError`` when the database cannot be opened or is of a newer version of the tool, and
    ``Refused`` in production while a demo account is active.
    """
    with prepare_alone(app), app.app_context():
        upgrade_database(app)
        load_shipped_frameworks()
        if app.config["CURRICULUM_MODE"] is Mode.DEMO:
            from curriculum.services.demo import load_demo

            load_demo()
        check_database(app)
    return app
