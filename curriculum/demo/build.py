"""Builds the two shipped workbooks from their descriptions: ``python -m curriculum.demo.build``."""

from pathlib import Path

from curriculum.demo.demo_sheet import build_demo
from curriculum.demo.fixed_workbook import save_fixed
from curriculum.demo.messy_sheet import build_messy


def build_workbooks() -> dict[str, bytes]:
    """Return the bytes of each shipped workbook by its file name in this package."""
    return {
        "demo.xlsx": save_fixed(build_demo()),
        "messy.xlsx": save_fixed(build_messy(), author="onbekend"),
    }


if __name__ == "__main__":
    for name, content in build_workbooks().items():
        Path(__file__).with_name(name).write_bytes(content)
