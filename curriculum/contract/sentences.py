"""What a sentence for a problem is made of, and the mark for texts that are to be translated."""

from collections.abc import Callable
from typing import NamedTuple

Translate = Callable[[str], str]


class Message(NamedTuple):
    """The sentence for one problem code: the matter, and the advice."""

    matter: str
    advice: str


def N_(text: str) -> str:  # noqa: N802 (the customary gettext marker)
    """Mark a text for extraction without translating it yet."""
    return text
