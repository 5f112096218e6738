"""The language of the command: Dutch, or what ``--language`` or ``CURRICULUM_LANGUAGE`` says."""

import gettext
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from curriculum.contract.i18n import LOCALES, TRANSLATIONS, get_translator

Command = TypeVar("Command", bound=Callable[..., Any] | click.Command)

VARIABLE = "CURRICULUM_LANGUAGE"


def default_language() -> str:
    """Return the language from the environment; an unknown one falls back to Dutch."""
    language = os.environ.get(VARIABLE, LOCALES[0])
    return language if language in LOCALES else LOCALES[0]


def _(text: str) -> str:
    return get_translator(default_language())(text)


def speak(language: str) -> None:
    """Let the rest of this process speak ``language``, the sentences of click itself included.

    click asks the standard gettext for its sentences, which goes by the process's text domain and ``LANGUAGE``; our
    catalogue ``click.po`` has the ones that a user can meet.
    """
    os.environ[VARIABLE] = os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("click", TRANSLATIONS)
    gettext.textdomain("click")


def _speak(context: click.Context, parameter: click.Parameter, language: str) -> None:
    speak(language)


group_language_option = click.option(
    "--language",
    type=click.Choice(LOCALES),
    default=default_language,
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help=_("Language of messages and of what is written: nl (default) or en."),
)


def language_option(command: Command) -> Command:
    """Add ``--language`` to a command; its help is worded when the command is made."""
    return click.option(
        "--language",
        type=click.Choice(LOCALES),
        default=default_language,
        help=_("Language of messages and of what is written: nl (default) or en."),
    )(command)
