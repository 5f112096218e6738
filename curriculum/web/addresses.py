"""What may stand in an address or a hidden field: numbers that a key can have, and texts that a database can hold."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map, PathConverter, ValidationError

LARGEST_KEY = 2**31 - 1  # An INTEGER of PostgreSQL; no key is ever larger.


class KeyConverter(IntegerConverter):
    """The number of a row; a larger one than any key stands for nothing, so its page does not exist."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 (werkzeug's name)
        super().__init__(map, *args, **{"max": LARGEST_KEY, **kwargs})


class TextConverter(PathConverter):
    """A code of a person's own list, slashes included; PostgreSQL cannot even compare a text with NUL in it."""

    def to_python(self, value: str) -> str:
        """Return the text; with a control character in it the page does not exist."""
        if any(ord(sign) < 32 for sign in value):
            raise ValidationError
        return value


def read_key(text: str) -> int:
    """Return the number in a form field; for ``request.form.get(..., type=read_key)``.

    >>> read_key("12")
    12
    >>> read_key("99999999999999999999")
    Traceback (most recent call last):
    ...
    ValueError: 99999999999999999999 is no key
    """
    if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) > LARGEST_KEY:
        raise ValueError(f"{text} is no key")
    return int(text)


def page_before() -> str | None:
    """Return the page of this tool that a form was on, as far as the browser says; never an address elsewhere."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return None
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def init_app(app: Flask) -> None:
    """Give the routes of ``app`` these meanings of ``int`` and ``path``; before the first blueprint."""
    app.url_map.converters = {**app.url_map.converters, "int": KeyConverter, "path": TextConverter}
