"""The language of the command: Dutch, or what ``CURRICULUM_LANGUAGE`` says."""

import os

import click

from curriculum.contract.i18n import LOCALES, get_translator


def default_language() -> str:
    """Return the language from the environment; an unknown one falls back to Dutch."""
    language = os.environ.get("CURRICULUM_LANGUAGE", LOCALES[0])
    return language if language in LOCALES else LOCALES[0]


_ = get_translator(default_language())

language_option = click.option(
    "--language",
    type=click.Choice(LOCALES),
    default=default_language,
    help=_("Language of messages and of what is written: nl (default) or en."),
)
