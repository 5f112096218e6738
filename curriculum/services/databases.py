"""Bringing a database to the present schema, and refusing to start on one that is not fit."""

from flask import Flask


def upgrade_database(app: Flask) -> None:
    """Run all migrations on the application's database; does nothing when it is up to date."""
    raise NotImplementedError


def check_database(app: Flask) -> None:
    """Raise when the schema is older or newer than this program, or when production meets an active demo account."""
    raise NotImplementedError
