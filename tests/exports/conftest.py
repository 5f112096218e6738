"""Fixtures of the export tests: workbooks written and opened again."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from curriculum.contract.i18n import get_translator
from curriculum.contract.report import Report
from curriculum.contract.vocabulary import VersionStatus
from exports import Cover, check_package, write_workbook
from tests.exports.reading import Export
from tests.exports.reports import small_report


@pytest.fixture(scope="session")
def cover() -> Cover:
    """A cover with everything filled in."""
    return Cover(
        programme="Office & managementsupport",
        crebo="02557",
        leerweg="bol",
        cohort="2026-2027",
        version="0.3",
        status=VersionStatus.AGREED,
        author="A. de Vries",
        school="Voorbeeldcollege",
        qualification="23231 Office- en managementsupport",
    )


@pytest.fixture(scope="session")
def export(cover: Cover) -> Export:
    """Write a report, check the package, open it again."""

    def write(report: Report, locale: str = "nl", cover: Cover = cover) -> Workbook:
        data = write_workbook(
            report, cover, translate=get_translator(locale), made_on=date(2026, 11, 21), locale=locale
        )
        assert check_package(data) == []
        return load_workbook(io.BytesIO(data))

    return write


@pytest.fixture(scope="session")
def small(export: Export) -> Workbook:
    """The small report as a Dutch workbook."""
    return export(small_report())
