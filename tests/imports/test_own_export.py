"""Our own workbook comes back as the modules that went in, and nothing else on it is taken for a module."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from curriculum.contract.i18n import get_translator
from curriculum.contract.records import Hours
from curriculum.contract.report import Report, ReportModule
from exports import Cover, write_workbook
from imports import Reading
from tests.exports.reports import FRAMEWORK, RULE

MODULES = (
    ReportModule(
        id="OM-07",
        code="OM-07",
        title="Vergaderingen organiseren",
        name="Vergaderingen organiseren",
        description="Je bereidt een vergadering voor.\nJe handelt de acties af.",
        sheet="LJ2",
        row=5,
        years=(1, 2),
        periods=("7", "8"),
        hours=Hours(sbu=80, bot=40.5),
        work_processes=("B1-K2-W2", "B1-K2-W3"),
        outcomes=("Plant een bijeenkomst.", "Maakt een verslag."),
        assessments=("portfolio",),
        stable_id="4f1c2d9e-0000-4000-8000-00000000000a",
    ),
    ReportModule(
        id="zonder-code",
        code=None,
        title="Zonder code",
        name="Zonder code",
        description="",
        sheet="LJ2",
        row=6,
        years=(),
        periods=(),
        hours=Hours(),
        work_processes=(),
        outcomes=(),
        assessments=(),
    ),
)


def export(locale: str) -> bytes:
    report = Report(FRAMEWORK, RULE, MODULES, (), (), ())
    return write_workbook(report, Cover(), translate=get_translator(locale), made_on=date(2026, 1, 31), locale=locale)


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_an_export_reads_back_as_its_modules_with_their_identifiers(locale: str, read: Callable[..., Reading]) -> None:
    reading = read(export(locale))
    assert [problem.code for problem in reading.problems] == ["own-export"]
    first, second = reading.modules
    assert (first.code, first.title, first.description) == (MODULES[0].code, MODULES[0].title, MODULES[0].description)
    assert (first.years, first.periods, first.hours) == (MODULES[0].years, MODULES[0].periods, MODULES[0].hours)
    assert [mention.code for mention in first.work_processes] == list(MODULES[0].work_processes)
    assert (first.outcomes, first.assessments) == (MODULES[0].outcomes, MODULES[0].assessments)
    assert ("curriculum-id", MODULES[0].stable_id) in [(cell.header, cell.text) for cell in first.raw_cells]
    assert (second.code, second.title) == (None, "Zonder code")
    assert not any(cell.header == "curriculum-id" for cell in second.raw_cells)


def test_a_sheet_that_somebody_adds_to_an_export_is_read_as_in_any_workbook(read: Callable[..., Reading]) -> None:
    book = openpyxl.load_workbook(BytesIO(export("nl")))
    added = book.create_sheet("Nieuw")
    for row in (("Module", "SBU"), ("Reizen boeken", 40)):
        added.append(row)
    file = BytesIO()
    book.save(file)
    assert [module.title for module in read(file.getvalue()).modules] == [
        "Reizen boeken",
        "Vergaderingen organiseren",
        "Zonder code",
    ]


def test_a_docents_own_headings_in_small_letters_are_no_keys_of_ours(read: Callable[..., Reading]) -> None:
    reading = read(
        {"Blad1": [["code", "titel", "sbu"], ["A", "Agenda", 40]], "Blad2": [["module", "uren"], ["Bellen", 8]]}
    )
    assert "own-export" not in [problem.code for problem in reading.problems]
    assert [module.title for module in reading.modules] == ["Agenda", "Bellen"]
