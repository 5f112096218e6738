"""Hands out the golden files: the bytes a docent uploads, the file name, and the expected reading (see README.md)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).with_name("workbooks")


class GoldenCase(NamedTuple):
    """One golden file; unpacks as ``name, data, filename, expected``."""

    name: str
    data: bytes
    filename: str
    expected: dict[str, Any]


def iter_cases() -> Iterator[GoldenCase]:
    """Yield each file of the folder with its expected reading, by name."""
    for described in sorted(FOLDER.glob("*.json")):
        expected = json.loads(described.read_text("utf-8"))
        stored = FOLDER / expected["stored_as"]
        yield GoldenCase(described.stem, stored.read_bytes(), expected["filename"], expected)
