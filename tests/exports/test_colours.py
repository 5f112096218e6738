"""The workbook has the colours of the pages: one look in page, workbook, PDF and print."""

import re
from pathlib import Path

import pytest

import curriculum
from exports import styles

TOKENS = Path(curriculum.__file__).parent / "web/static/tokens.css"


@pytest.mark.parametrize(
    ("token", "colour"),
    [
        ("accent", styles.ACCENT),
        ("accent-half", styles.ACCENT_HALF),
        ("accent-tint", styles.ACCENT_PALE),
        ("signal", styles.SIGNAL),
        ("signal-tint", styles.SIGNAL_PALE),
        ("ink", styles.INK),
        ("ink-soft", styles.INK_SOFT),
        ("line", styles.LINE),
        ("paper", styles.PAPER),
    ],
)
def test_the_workbook_has_the_colours_of_the_pages(token: str, colour: str) -> None:
    light = TOKENS.read_text().split("@media")[0]
    found = re.search(rf"--curriculum-color-{token}: #([0-9a-f]{{6}});", light)

    assert found is not None
    assert colour == found[1].upper()
