"""What a person writes: cleaned of what is no text, and no longer than a reader or a cell of a workbook can take."""

import re

from flask import current_app

from curriculum.config import MEGABYTE
from curriculum.services.errors import Refused

NAME_LENGTH = 200
EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3
COHORT_LENGTH = 20
REASON_LENGTH = 2_000
FILENAME_LENGTH = 200


_HOURS = re.compile(r"\d{1,5}(?:[.,]\d{1,2})?")


def read_hours(text: str) -> float | None:
    """Return the hours that a person typed, with a comma or a point; ``None`` for an empty field.

    Raises ``Refused`` for anything else.

    >>> read_hours("40"), read_hours(" 37,5 "), read_hours("")
    (40.0, 37.5, None)
    """
    text = text.strip()
    if not text:
        return None
    if not _HOURS.fullmatch(text):
        raise Refused("hours-unreadable", text=clean_name(text, REASON_LENGTH))
    return float(text.replace(",", "."))


def drop_control_characters(text: str) -> str:
    """Return the text without the signs that nobody can read, of which PostgreSQL refuses NUL; tabs and lines stay."""
    return "".join(sign for sign in text if sign in "\n\t" or not (ord(sign) < 32 or 127 <= ord(sign) < 160))


def clean_text(text: str, longest: int) -> str:
    """Return the text without control characters (but line ends and tabs) and without space around it.

    Raises ``Refused`` when more than ``longest`` characters are left; nothing is ever cut off in silence.

    >>> clean_text(" two\\r\\nlines\\x00 ", 10)
    'two\\nlines'
    """
    kept = drop_control_characters(text).strip()
    if len(kept) > longest:
        raise Refused("text-too-long", length=str(len(kept)), longest=str(longest))
    return kept


def clean_name(text: str, longest: int = NAME_LENGTH) -> str:
    """Return a text that stands on one line: as :func:`clean_text`, with a single space for every run of spaces.

    >>> clean_name("Anna\\n de  Vries")
    'Anna de Vries'
    """
    return " ".join(clean_text(text, longest).split())


def clean_filename(filename: str) -> str:
    """Return the last part of a name without control characters; the name is shown, never used as a path."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in last if character.isprintable())[-FILENAME_LENGTH:].strip() or "?"


def require_size(filename: str, data: bytes) -> None:
    """Refuse a file that is empty or larger than an upload may be."""
    limit = current_app.config["UPLOAD_LIMIT"]
    if not data:
        raise Refused("upload-empty", filename=filename)
    if len(data) > limit:
        raise Refused(
            "upload-too-large", filename=filename, size=f"{len(data) / MEGABYTE:.1f}", limit=f"{limit / MEGABYTE:g}"
        )
