"""What does not fit in a workbook is refused with a sentence, before anything is written."""

from dataclasses import replace
from datetime import date

import pytest

from curriculum.contract.i18n import get_translator
from curriculum.contract.report import Report
from exports import Cover, WorkbookLimitError, limits, write_workbook
from exports.index import ReportIndex
from exports.limits import COLUMNS_BEFORE_MODULES, check_limits
from tests.exports.reading import Export, columns_of
from tests.exports.reports import large_report, make_module, small_report

DUTCH = get_translator("nl")


def write(report: Report) -> bytes:
    return write_workbook(report, Cover(), translate=DUTCH, made_on=date(2026, 11, 21))


def test_more_modules_than_columns_are_refused_before_anything_is_written() -> None:
    many = tuple(make_module(f"M{number}", "Module") for number in range(16_376))
    report = replace(small_report(), modules=many)
    with pytest.raises(WorkbookLimitError, match=r"hoogstens 16375.*16376.*Exporteer in delen"):
        write(report)
    check_limits(ReportIndex(replace(report, modules=many[:-1])), DUTCH)


def test_the_limit_counts_the_columns_that_the_matrix_really_has(export: Export) -> None:
    columns = columns_of(export(small_report()), "matrix")
    assert sum(1 for key in columns if not key.startswith("module:")) == COLUMNS_BEFORE_MODULES


def test_more_links_than_rows_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 100)
    with pytest.raises(WorkbookLimitError, match="Blad Koppelingen zou 40 rijen nodig hebben"):
        write(large_report(4, 12, links_per_module=10))


def test_a_matrix_of_three_hundred_modules_is_written(export: Export) -> None:
    workbook = export(large_report(300, 2, links_per_module=1))
    assert len(columns_of(workbook, "matrix")) == 300 + COLUMNS_BEFORE_MODULES
