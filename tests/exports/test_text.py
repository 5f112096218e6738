"""Text is always text: what goes into a cell comes out of it, and never runs as a formula."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from curriculum.contract.records import DecisionRecord
from curriculum.contract.report import Report
from curriculum.contract.vocabulary import Verdict
from exports import Cover, check_package, write_workbook
from exports.text import (
    MAX_CELL_UNITS,
    cell_text,
    clean_text,
    header_footer_text,
    sheet_title,
    utf16_units,
)
from tests.exports.reading import Export, rows_of, sheet_of
from tests.exports.reports import FRAMEWORK, RULE, make_module, small_report

FORMULA_LOOKALIKES = ("=1+1", "+31 20", "-5", "@home", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "'quote", "\t=1")

any_text = st.text(st.characters(codec="utf-16", exclude_categories=()), max_size=60)


def expected(text: str) -> str | None:
    """What a reader should find: the text itself, but for what XML cannot hold."""
    text = re.sub("\r\n|[\r\x0b\x0c]", "\n", text)
    kept = "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and c not in "\ufffe\uffff"))
    return kept or None


@given(st.lists(any_text, min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
@example(["_x0041_", "a\r\nb\rc", "\x00", " lead and trail ", "\ud800half", "😀" * 20, "&<>\"'", "\ufffe"])
def test_any_text_comes_back_the_same(texts: list[str]) -> None:
    modules = tuple(make_module(f"M{number}", text, description=text) for number, text in enumerate(texts))
    data = write_workbook(
        Report(FRAMEWORK, RULE, modules, (), (), ()), Cover(), translate=str, made_on=date(2026, 11, 21), locale="en"
    )
    assert check_package(data) == []
    for text, row in zip(texts, rows_of(load_workbook(io.BytesIO(data)), "modules"), strict=True):
        told = expected(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        assert (row["title"] and unescape(row["title"])) == told
        assert (row["description"] and unescape(row["description"])) == told


@pytest.mark.parametrize("text", FORMULA_LOOKALIKES)
def test_what_looks_like_a_formula_stays_text_in_every_sheet(export: Export, text: str) -> None:
    report = small_report()
    report = replace(
        report,
        modules=(make_module("M1", text, code=text, description=text), *report.modules[1:]),
        competencies=(replace(report.competencies[0], title=text), *report.competencies[1:]),
        decisions=(DecisionRecord("M1", "C1", Verdict.FULL, reason=text, decided_by=text),),
        problems=(replace(report.problems[0], value=text, message=text, sheet=text),),
    )
    workbook = export(report, cover=Cover(programme=text, author=text, crebo=text))
    found = 0
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate}"
                found += cell.value == text
                if cell.value == text:
                    assert cell.data_type == "s"
                    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    assert found >= 12


def test_a_text_longer_than_a_cell_is_cut_and_says_so(export: Export) -> None:
    report = replace(small_report(), modules=(make_module("M1", "Lang", description="woord " * 10_000),))
    (row,) = rows_of(export(report), "modules")
    assert len(row["description"]) <= MAX_CELL_UNITS
    assert row["description"].endswith("[…]")


@given(st.integers(MAX_CELL_UNITS // 2 - 3, MAX_CELL_UNITS + 3), st.sampled_from(["a", "😀", "é"]))
@settings(max_examples=30, deadline=None)
def test_a_cell_never_holds_more_units_than_excel_allows(length: int, character: str) -> None:
    cut = cell_text(character * length)
    assert utf16_units(cut) <= MAX_CELL_UNITS
    assert cut == character * length or cut.endswith(" […]")
    assert "\ufffd" not in cut


@given(any_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(any_text)
def test_any_text_becomes_a_name_that_a_sheet_may_have(text: str) -> None:
    title = sheet_title(text)
    assert 0 < utf16_units(title) <= 31
    assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", title)
    assert not title.startswith("'")
    assert not title.endswith("'")
    assert title.casefold() != "history"


@given(any_text, st.integers(2, 60))
def test_a_header_is_one_line_with_its_ampersands_doubled(text: str, room: int) -> None:
    line = header_footer_text(text, room)
    assert "\n" not in line
    assert utf16_units(line) <= room
    assert "&" not in line.replace("&&", "")


def test_a_programme_with_an_ampersand_is_printed_as_it_is(export: Export) -> None:
    workbook = export(small_report(), cover=Cover(programme="Office & support"))
    assert sheet_of(workbook, "matrix").oddHeader.left.text == "Office && support"
