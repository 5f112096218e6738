"""Marking the words that matched, inside the text they were found in."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape


def mark_words(text: str, words: Iterable[str]) -> Markup:
    """Return ``text`` as safe HTML with every occurrence of each word or phrase inside ``<mark>``.

    Upper and lower case count as the same; a match starts and ends at the edge of a word; the longest phrase wins.

    >>> mark_words("Plant de <agenda> en agenda's.", ["agenda"])
    Markup('Plant de &lt;<mark>agenda</mark>&gt; en <mark>agenda</mark>&#39;s.')
    >>> mark_words("vergaderagenda", ["agenda"])
    Markup('vergaderagenda')
    """
    wanted = sorted({word.strip() for word in words if word.strip()}, key=lambda word: (-len(word), word))
    if not wanted:
        return escape(text)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in wanted) + r")(?!\w)", re.IGNORECASE)
    parts, end = [], 0
    for found in pattern.finditer(text):
        parts += [escape(text[end : found.start()]), Markup("<mark>"), escape(found.group()), Markup("</mark>")]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
