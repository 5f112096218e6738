"""LibreOffice opens each export, finds the same in every cell, and prints it on the paper that was asked for."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from curriculum.contract.i18n import get_translator
from curriculum.contract.report import Report
from curriculum.contract.vocabulary import VersionStatus
from exports import Cover, check_package, write_workbook
from tests.exports.reports import FRAMEWORK, RULE, large_report, make_module, small_report

Convert = Callable[[Path, str], Path]
A3_LANDSCAPE = (1190, 841)
ODD_TEXTS = (
    "=1+1",
    "-5",
    "+31",
    "@home",
    "'quote",
    " spaced ",
    "_x0041_",
    "&<>\"'",
    "😀 é ﬁ",
    "a\nb\n\nc",
    "1,5",
    "007",
)


def odd_report() -> Report:
    """Return the small report with modules whose texts a spreadsheet is tempted to change."""
    modules = tuple(
        make_module(f"X{number}", text, code=text, description=text) for number, text in enumerate(ODD_TEXTS)
    )
    return replace(small_report(), modules=(*small_report().modules, *modules))


REPORTS: dict[str, Callable[[], Report]] = {
    "small": small_report,
    "odd": odd_report,
    "empty": lambda: Report(FRAMEWORK, RULE, (), (), (), ()),
    "wide": lambda: large_report(130, 40, links_per_module=6),
}


@pytest.fixture(scope="module", params=list(REPORTS))
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One export as a file."""
    cover = Cover("Office & support", "02557", "bol", "2026", "1", VersionStatus.ADOPTED, "A. de Vries")
    data = write_workbook(
        REPORTS[request.param](), cover, translate=get_translator("nl"), made_on=date(2026, 11, 21), locale="nl"
    )
    assert check_package(data) == []
    path = tmp_path_factory.mktemp("exported") / f"{request.param}.xlsx"
    path.write_bytes(data)
    return path


def contents(path: Path) -> dict[tuple[str, str], Any]:
    workbook = load_workbook(path)
    cells: dict[tuple[str, str], Any] = {}
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate} became a formula"
                    cells[sheet.title, cell.coordinate] = cell.value
    return cells


def test_every_cell_is_the_same_after_libreoffice_opened_and_recalculated_it(exported: Path, convert: Convert) -> None:
    before, after = contents(exported), contents(convert(exported, "xlsx"))
    assert before.keys() == after.keys()
    for place, value in before.items():
        if isinstance(value, str):
            assert after[place] == unescape(value), place
        elif isinstance(value, datetime):
            # A moment is a number of days; LibreOffice keeps it to the second.
            assert after[place] == pytest.approx(value, abs=timedelta(seconds=1)), place
        else:
            assert after[place] == pytest.approx(value, abs=1e-12), place


def test_filters_hidden_keys_and_names_survive_in_libreoffice(exported: Path, convert: Convert) -> None:
    # Not the frozen panes: without a window LibreOffice drops the view of every file it converts.
    before, after = load_workbook(exported), load_workbook(convert(exported, "xlsx"))
    assert before.sheetnames == after.sheetnames
    for name in before.sheetnames:
        assert after[name].row_dimensions[3].hidden, name
    filtered = {name for name in before.sheetnames if before[name].tables or before[name].auto_filter.ref}
    kept = {name for name in after.sheetnames if after[name].tables or after[name].auto_filter.ref}
    assert filtered == kept
    assert set(before.defined_names) <= set(after.defined_names)


def test_it_prints_on_a3_landscape(exported: Path, convert: Convert) -> None:
    pdf = convert(exported, "pdf").read_bytes()
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert {(int(float(width)), int(float(height))) for width, height in sizes} == {A3_LANDSCAPE}
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    least = len(load_workbook(exported).sheetnames)
    if exported.stem in ("small", "empty"):
        assert pages == least, "each sheet of a small report fits on one page"
    elif exported.stem == "wide":
        assert pages >= least + 2, "130 modules take three pages next to each other"
