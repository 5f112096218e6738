"""A person says in which rows the headings stand: for this file, and known again by their texts in the next one."""

from typing import Any

import pytest
from openpyxl import Workbook

from curriculum.contract.columns import ModuleColumn
from imports import ColumnChoice, HeadingChoice, KnownHeading, Reading, ReadingChoices
from tests.imports.conftest import MakeBook, Read, problems_of

LETTERHEAD: list[list[Any]] = [["Team Office", "Module", "Code"], ["versie 3", "concept", "A"]]
TABLE: list[list[Any]] = [
    [None, "Wat de student doet", None],
    ["Bouwsteen", "Bedoeling", "Stap"],
    ["Agenda", "plannen", "1"],
    ["Post", "lezen", "2"],
]


def headers(reading: Reading, table: int = 0) -> list[str]:
    return [column.header for column in reading.tables[table].columns]


def place(first: int, last: int, sheet: str = "Blad1", **more: Any) -> ReadingChoices:
    return ReadingChoices(headings=(HeadingChoice(sheet, first, last),), **more)


def merge_group(book: Workbook) -> None:
    book.worksheets[0].merge_cells("B3:C3")


def test_chosen_heading_rows_are_the_headings_and_nothing_above_them_is_a_table(read: Read) -> None:
    rows = [*LETTERHEAD, *TABLE]
    assert read(rows, change=merge_group).tables[0].header_row == 1
    reading = read(rows, change=merge_group, choices=place(3, 4))
    assert [(table.header_row, table.last_header_row) for table in reading.tables] == [(3, 4)]
    assert headers(reading) == ["Bouwsteen", "Wat de student doet / Bedoeling", "Wat de student doet / Stap"]
    named = place(3, 4, columns=(ColumnChoice(reading.tables[0].signature, 0, ModuleColumn.TITLE),))
    assert [module.title for module in read(rows, change=merge_group, choices=named).modules] == ["Agenda", "Post"]


def test_a_sheet_in_which_no_table_is_found_can_be_reached(read: Read) -> None:
    rows = [["Module"], ["Agenda"], ["Post"]]
    first = read(rows)
    assert problems_of(first) == [("sheet-without-table", "", ""), ("no-modules", "", "")]
    assert first.tables == ()
    assert [(row.row, row.texts) for row in first.sheets[0].rows] == [
        (1, ("Module",)),
        (2, ("Agenda",)),
        (3, ("Post",)),
    ]
    assert [module.title for module in read(rows, choices=place(1, 1)).modules] == ["Agenda", "Post"]


def test_the_texts_of_chosen_headings_are_known_again_wherever_they_stand(read: Read) -> None:
    chosen = read([*LETTERHEAD, *TABLE], choices=place(3, 4)).tables[0].chosen_heading
    known = ReadingChoices(known_headings=frozenset({KnownHeading(chosen, 2)}))
    moved = read({"Nieuw": [["Module", "Code"], [], *[[None, *row] for row in TABLE]]}, choices=known)
    assert [(table.header_row, table.chosen_heading) for table in moved.tables] == [(3, chosen)]
    other = [["Module", "Code"], ["Agenda", "A1"]]
    assert read(other, choices=known).tables[0].chosen_heading == ""


def test_what_is_chosen_for_this_file_wins_over_what_is_known(read: Read) -> None:
    known = read([*LETTERHEAD, *TABLE], choices=place(3, 4)).tables[0].chosen_heading
    reading = read([*LETTERHEAD, *TABLE], choices=place(4, 4, known_headings=frozenset({KnownHeading(known, 2)})))
    assert [(table.header_row, table.last_header_row) for table in reading.tables] == [(4, 4)]


def test_tables_below_chosen_headings_are_still_found_and_can_be_chosen_too(read: Read) -> None:
    rows = [["Bouwsteen", "Stap"], ["Agenda", "1"], [], ["Vervolg"], ["Module", "Periode", "SBU"], ["Post", "P1", 4]]
    reading = read(rows, choices=place(1, 1))
    assert [table.header_row for table in reading.tables] == [1, 5]
    both = ReadingChoices(headings=(HeadingChoice("Blad1", 1, 1), HeadingChoice("", 4, 5)))
    assert [(table.header_row, table.last_header_row) for table in read(rows, choices=both).tables] == [(1, 1), (4, 5)]


def test_headings_that_are_repeated_on_each_page_begin_one_table(read: Read) -> None:
    rows = [["Bouwsteen", "Stap"], ["Agenda", "1"], ["Bouwsteen", "Stap"], ["Post", "2"]]
    known = read(rows, choices=place(1, 1)).tables[0].chosen_heading
    reading = read(rows, choices=ReadingChoices(known_headings=frozenset({KnownHeading(known, 1)})))
    assert [len(table.rows) for table in reading.tables] == [2]


@pytest.mark.parametrize("choice", [HeadingChoice("Blad1", 90, 91), HeadingChoice("Elders", 1, 1)])
def test_a_choice_for_rows_or_a_sheet_that_the_file_does_not_have_changes_nothing(
    read: Read, make_book: MakeBook, choice: HeadingChoice
) -> None:
    data = make_book([["Module", "SBU"], ["Agenda", 40]])  # Once: a workbook holds the second in which it was made.
    assert read(data, choices=ReadingChoices(headings=(choice,))) == read(data)


def test_the_rows_to_choose_from_are_the_first_ones_and_those_around_each_table(read: Read) -> None:
    data = [[f"Bijeenkomst {number}", number] for number in range(60)]
    rows = [["Module", "SBU"], *data, [], ["Vervolg"], ["Module", "Periode", "SBU"], ["Post", "P1", 4]]
    top = read(rows).sheets[0]
    shown = [row.row for row in top.rows]
    assert shown == [*range(1, 26), 59, 60, 61, 63, 64, 65]
    assert top.last_row == 65


def test_the_rows_to_choose_from_hold_no_names_of_people(read: Read) -> None:
    rows = [
        ["Docent:", "Jan Jansen", "en Kees"],
        ["Opsteller: Piet Jansen"],
        [],
        ["Module", "Docent", "SBU"],
        ["Agenda", "Kees Jansen", 40],
    ]
    reading = read(rows)
    assert "Jansen" not in repr(reading)
    assert [row.texts for row in reading.sheets[0].rows] == [
        ("Docent:", "…", "…"),
        ("Opsteller:",),
        ("Module", "Docent", "SBU"),
        ("Agenda", "…", "40"),
    ]
