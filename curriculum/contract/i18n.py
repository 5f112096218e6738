"""The message catalogues without a web framework, for the command line and for exports."""

import gettext
from functools import cache
from pathlib import Path

from curriculum.contract.messages import Translate

LOCALES = ("nl", "en")
TRANSLATIONS = Path(__file__).parent.parent / "translations"


@cache
def get_translator(locale: str) -> Translate:
    """Return the function that turns an English msgid into ``locale`` ("nl" or "en").

    Raises
    ------
    ValueError
        When ``locale`` is not one of :data:`LOCALES`.
    """
    if locale not in LOCALES:
        raise ValueError(f"unknown locale {locale!r}, expected one of {LOCALES}")
    if locale == "en":
        return gettext.NullTranslations().gettext
    return gettext.translation("messages", localedir=TRANSLATIONS, languages=[locale]).gettext
