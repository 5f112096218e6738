"""The order in which a matrix shows competencies: theme by theme, each theme in one piece."""

import re

from curriculum.contract.records import CompetencyRecord

Key = tuple[bool, tuple[tuple[int, str], ...]]


def theme_of(record: CompetencyRecord) -> str:
    """Return what holds the competencies of one theme together: its code, else its title, empty without a theme."""
    return record.theme or record.theme_title


def theme_order(record: CompetencyRecord) -> Key:
    """Return a key to sort competencies by theme code as people count (T2 before T10), those without a theme last.

    Sorting is stable, so within a theme the order of the framework stays.

    Examples
    --------
    >>> records = [CompetencyRecord(f"C{n}", "x", theme=theme) for n, theme in enumerate(("", "T10", "T2", "T10"))]
    >>> [record.code for record in sorted(records, key=theme_order)]
    ['C2', 'C1', 'C3', 'C0']
    """
    theme = theme_of(record)
    # Digits come at the odd places of the split, so numbers are compared with numbers and text with text.
    parts = re.split(r"([0-9]+)", theme.casefold())
    return not theme, tuple((int(part), "") if part.isdecimal() else (0, part) for part in parts)
