"""The same report gives the same bytes, whenever and wherever it is written."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from curriculum.contract.i18n import get_translator
from exports import Cover, write_workbook
from tests.exports.reports import small_report

PROGRAM = """
import hashlib
from datetime import date
from curriculum.contract.i18n import get_translator
from exports import Cover, write_workbook
from tests.exports.reports import small_report
data = write_workbook(small_report(), Cover("Office"), translate=get_translator("nl"), made_on=date(2026, 11, 21))
print(hashlib.sha256(data).hexdigest())
"""


def write(made_on: date = date(2026, 11, 21)) -> bytes:
    return write_workbook(small_report(), Cover("Office"), translate=get_translator("nl"), made_on=made_on)


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(seed: str) -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": "Pacific/Auckland"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(write()).hexdigest()


def test_the_date_is_the_argument_and_never_the_clock() -> None:
    workbook = load_workbook(io.BytesIO(write(date(2020, 2, 29))))
    assert workbook.properties.created == workbook.properties.modified == datetime(2020, 2, 29)  # noqa: DTZ001
    with zipfile.ZipFile(io.BytesIO(write())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_date_gives_other_bytes() -> None:
    assert write(date(2026, 11, 21)) != write(date(2026, 11, 22))


def test_the_document_says_what_it_is_to_a_program() -> None:
    workbook = load_workbook(io.BytesIO(write()))
    told = {each.name: each.value for each in workbook.custom_doc_props.props}  # type: ignore[attr-defined]
    assert told == {
        "schema": "curriculum-workbook/1",
        "report_schema": "curriculum-report/1",
        "locale": "nl",
        "made_on": "2026-11-21",
        "framework": "toekomst",
        "status": "draft",
    }
    assert workbook.properties.title == "Office"
    assert workbook.properties.language == "nl"


def test_excel_is_not_asked_to_recalculate_and_so_does_not_ask_to_save() -> None:
    with zipfile.ZipFile(io.BytesIO(write())) as archive:
        assert b"calcPr" not in archive.read("xl/workbook.xml")


def test_excel_is_told_not_to_doubt_codes_that_are_text() -> None:
    with zipfile.ZipFile(io.BytesIO(write())) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert archive.read(name).count(b'numberStoredAsText="1"') == 1, name
