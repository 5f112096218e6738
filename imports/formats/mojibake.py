"""Repairs texts that were once read in the wrong code page ("FinanciÃ«le"), with ftfy, and tells which."""

import re
from collections.abc import Iterable

# The beginnings of UTF-8 read as cp1252 or latin-1; ordinary Dutch text has none of these pairs.
_SUSPECT = re.compile("[ÃÂÅÄâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ\u2018-\u2022–—˜™š›œžŸ]")


def is_suspect(text: str) -> bool:
    """Return whether a text holds a pair of signs that only arises by a wrong code page.

    >>> is_suspect("FinanciÃ«le"), is_suspect("Financiële één")
    (True, False)
    """
    return _SUSPECT.search(text) is not None


def repair_text(text: str) -> str:
    """Return the text as it was before it was read in the wrong code page.

    >>> repair_text("FinanciÃ«le administratie")
    'Financiële administratie'
    """
    import ftfy  # Takes a tenth of a second to load, and most files need no repair.

    return ftfy.fix_encoding(text)


def repair_texts(texts: Iterable[str]) -> tuple[list[str], str]:
    """Return the texts, repaired where needed, and the first repaired one ("" when none was)."""
    repaired: list[str] = []
    sample = ""
    for text in texts:
        if not text.isascii() and is_suspect(text):
            fixed = repair_text(text)
            if fixed != text and not sample:
                sample = fixed
            text = fixed
        repaired.append(text)
    return repaired, sample
