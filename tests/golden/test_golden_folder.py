"""The golden folder is what its descriptions say, and no expected reading speaks of what its sheet does not hold."""

import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.golden.build import described_cases, expected_json
from tests.golden.cases import FOLDER, GoldenCase, iter_cases
from tests.golden.describe import Case

DESCRIBED = described_cases()
STORED = list(iter_cases())
KEYS_OF_A_MODULE = {
    "title",
    "code",
    "description",
    "outcomes",
    "assessments",
    "work_processes",
    "years",
    "periods",
    "hours",
    "statements",
    "sheet",
    "row",
}


def parts_of(data: bytes) -> dict[str, bytes]:
    """Unpack a workbook; any other file (also the half of a workbook) is one part."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plain(text: object) -> str:
    """One line of text without soft hyphens, for looking up."""
    return " ".join(unicodedata.normalize("NFC", str(text)).replace("\u00ad", "").split())


def text_of(case: Case) -> str | None:
    """All text that a person sees in the file, or None when nothing in it is to be read."""
    data = case.source if case.data is None else case.data
    assert data is not None
    if not case.expected["modules"]:
        return None
    if zipfile.is_zipfile(io.BytesIO(data)):
        book = load_workbook(io.BytesIO(data), rich_text=True)
        cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        return plain(" | ".join([*book.sheetnames, *cells]))
    for encoding in ("utf-16",) if data.startswith(b"\xff\xfe") else ("utf-8-sig", "cp1252"):
        try:
            return plain(data.decode(encoding)).replace('""', '"')
        except UnicodeDecodeError:
            continue
    raise AssertionError(f"{case.name} is no text")


@pytest.mark.parametrize("case", DESCRIBED, ids=lambda case: case.name)
def test_a_stored_file_is_what_its_description_builds(case: Case) -> None:
    stored = (FOLDER / case.stored_as).read_bytes()
    if case.data is not None:
        assert parts_of(stored) == parts_of(case.data)
    assert (FOLDER / f"{case.name}.json").read_text("utf-8") == expected_json(case)


def test_the_folder_holds_at_least_sixty_cases_and_nothing_else() -> None:
    assert len(DESCRIBED) >= 60
    names = [name for case in DESCRIBED for name in (case.stored_as, f"{case.name}.json")]
    assert max(Counter(names).values()) == 1
    assert {path.name for path in FOLDER.iterdir()} == set(names)
    assert sorted(case.name for case in STORED) == sorted(case.name for case in DESCRIBED)


@pytest.mark.parametrize("case", DESCRIBED, ids=lambda case: case.name)
def test_every_expected_title_code_and_outcome_stands_in_the_sheet(case: Case) -> None:
    text = text_of(case)
    modules = case.expected["modules"] or []
    if text is None or "mojibake" in case.name:
        return
    for module in modules:
        assert plain(module["title"]) in text
        for outcome in module.get("outcomes", []):
            assert plain(outcome) in text


@pytest.mark.parametrize("case", STORED, ids=lambda case: case.name)
def test_an_expected_reading_uses_the_documented_words_only(case: GoldenCase) -> None:
    documented = set(re.findall(r"`(\w+)`", Path(__file__).with_name("README.md").read_text("utf-8")))
    expected = case.expected
    assert set(expected) - {"suggested"} == {"meaning", "stored_as", "filename", "modules", "problems", "quiet"}
    assert set(expected.get("suggested", {})) <= {"crebo", "leerweg", "cohort"}
    assert expected["meaning"].endswith(".")
    for module in expected["modules"] or []:
        assert set(module) <= KEYS_OF_A_MODULE
        assert set(module.get("hours", {})) <= {"sbu", "bot", "bpv"}
        for code in module.get("work_processes", []):
            assert re.fullmatch(r"[BP]\d-K\d(-W\d)?", code)
        for statement in module.get("statements", []):
            assert re.fullmatch(r"M(16|20)-\d\d", statement["competency"])
    for problem in expected["problems"]:
        assert problem["kind"] in documented
        assert problem["severity"] in {"error", "warning"}


@pytest.mark.parametrize("case", [case for case in DESCRIBED if case.extension == "xlsx"], ids=lambda case: case.name)
def test_every_problem_points_at_a_sheet_and_a_cell_that_exist(case: Case) -> None:
    placed = [problem for problem in case.expected["problems"] if "sheet" in problem]
    data = case.source if case.data is None else case.data
    assert data is not None
    if not placed:
        return
    book = load_workbook(io.BytesIO(data))
    for problem in placed:
        sheet = book[problem["sheet"]]
        if "cell" in problem:
            cell = sheet[problem["cell"]]
            assert cell.row <= sheet.max_row
            assert cell.column <= sheet.max_column


@pytest.mark.parametrize("case", [case for case in DESCRIBED if case.data is None], ids=lambda case: case.name)
def test_a_file_saved_by_libreoffice_is_of_the_kind_that_its_name_says(case: Case) -> None:
    stored = (FOLDER / case.stored_as).read_bytes()
    old_container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # An .xls, and any .xlsx with a password.
    if case.extension == "csv":
        assert stored.decode("utf-8").count(";") > 10
    elif case.extension == "xls" or (case.password and case.extension == "xlsx"):
        assert stored.startswith(old_container)
    elif case.extension == "ods":
        parts = parts_of(stored)
        assert parts["mimetype"] == b"application/vnd.oasis.opendocument.spreadsheet"
        assert (b"encryption-data" in parts["META-INF/manifest.xml"]) is bool(case.password)
    else:
        content_types = parts_of(stored)["[Content_Types].xml"]
        assert (b"macroEnabled" in content_types) is (case.extension == "xlsm")
        assert b"LibreOffice" in parts_of(stored)["docProps/app.xml"]


def test_the_cases_unpack_as_name_bytes_filename_and_expected_reading() -> None:
    for name, data, filename, expected in iter_cases():
        assert isinstance(data, bytes)
        assert filename
        assert json.dumps(expected)
        assert name in {case.name for case in DESCRIBED}
