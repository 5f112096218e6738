"""The person's own file back: every problem in its cell, nothing typed changed, ready to be uploaded again."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from imports import build_template, read_modules, write_error_workbook
from tests.golden.cases import GoldenCase, iter_cases
from tests.imports.conftest import MakeBook, Read

ROWS = [
    ["Code", "Module", "Werkproces", "SBU"],
    ["A1", "Agenda", "Wp 3.1", 40],
    ["A1", "Post", "B1-K1-W1", -5],
    [None, None, None, None],
]


def test_a_problem_is_marked_by_colour_letter_and_comment_and_the_value_stays(make_book: MakeBook) -> None:
    def show(book: Workbook) -> None:
        book.worksheets[0]["D2"].number_format = "000"

    data = make_book([*ROWS, ["A3", "Gasten", "=B1", "=1/0"]], show)
    reading = read_modules(data, "modules.xlsx")
    sheet = load_workbook(io.BytesIO(write_error_workbook(data, reading)))["Blad1"]
    assert (sheet["A3"].value, sheet["A3"].number_format) == ("A1", '"[F] "@')
    assert (sheet["C2"].value, sheet["C2"].number_format) == ("Wp 3.1", '"[L] "@')
    assert sheet["C2"].comment.text.startswith('[L] "Wp 3.1" hoort bij geen kerntaak. Vul de kerntaak aan')
    assert sheet["A3"].fill.start_color.rgb != sheet["C2"].fill.start_color.rgb
    assert sheet["D2"].number_format == "000"
    assert sheet["C5"].value == "=B1"


def test_all_problems_stand_on_a_sheet_of_their_own_with_links(make_book: MakeBook) -> None:
    data = make_book(ROWS)
    reading = read_modules(data, "modules.xlsx")
    book = load_workbook(io.BytesIO(write_error_workbook(data, reading)))
    sheet = book.worksheets[0]
    listed = [tuple(cell.value for cell in row[:5]) for row in sheet.iter_rows(min_row=4)]
    assert listed == [
        (
            "F" if problem.is_error else "L",
            "Fout" if problem.is_error else "Let op",
            "Blad1",
            problem.cell,
            problem.value,
        )
        for problem in reading.problems
    ]
    assert sheet["D4"].hyperlink.location or sheet["D4"].hyperlink.ref


def test_the_marked_file_reads_as_the_original_did(make_book: MakeBook) -> None:
    def show(book: Workbook) -> None:
        book.worksheets[0]["A2"].number_format = "000"

    data = make_book([["Code", "Module", "SBU"], [7, "Agenda", "veel"], [7, "Post", 5000]], show)
    first = read_modules(data, "modules.xlsx")
    second = read_modules(write_error_workbook(data, first), "modules.xlsx")
    assert second.modules == first.modules
    assert second.problems == first.problems


@pytest.mark.parametrize("case", list(iter_cases()), ids=lambda case: case.name)
def test_every_golden_file_that_can_be_read_can_be_given_back(case: GoldenCase) -> None:
    reading = read_modules(case.data, case.filename)
    if not reading.kind:
        with pytest.raises(ValueError, match="nothing of this file"):
            write_error_workbook(case.data, reading)
        return
    back = write_error_workbook(case.data, reading)
    again = read_modules(back, Path(case.filename).with_suffix(".xlsx").name)
    assert [module.title for module in again.modules] == [module.title for module in reading.modules]


def test_english_letters_and_texts_are_there_too(make_book: MakeBook, read: Read) -> None:
    data = make_book(ROWS)
    book = load_workbook(io.BytesIO(write_error_workbook(data, read(data), locale="en")))
    assert book.worksheets[0].title == "Problems"
    assert book["Blad1"]["A3"].number_format == '"[E] "@'


def test_a_file_that_already_has_a_sheet_of_that_name_keeps_it(make_book: MakeBook) -> None:
    data = make_book({"Problemen": ROWS})
    book = load_workbook(io.BytesIO(write_error_workbook(data, read_modules(data, "a.xlsx"))))
    assert book.sheetnames == ["Problemen_", "Problemen"]
    assert read_modules(build_template(), "a.xlsx").kind == "xlsx"
