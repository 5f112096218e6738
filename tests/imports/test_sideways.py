"""Overviews and matrices on their side: what is told of each column, and what a person's word on one does."""

from typing import Any

import pytest
from openpyxl import Workbook

from curriculum.contract.columns import ModuleColumn
from imports import Basis, ColumnChoice, Reading, ReadingChoices, RowRole, TableKind
from tests.imports.conftest import Read, problems_of

OVERVIEW: list[list[Any]] = [
    ["Leerlijn", "Leerjaar", "Kerntaak", "P1", "P2", "P3"],
    ["Communicatie", "1", "B1-K1", "Post", "Bellen", "Notuleren"],
    ["Organisatie", None, "B1-K2", "Agenda", "Agenda", None],
    ["Afsluiting", "2", None, "Stage", None, None],
]
MATRIX: list[list[Any]] = [
    ["Werkproces", "Agenda", "Post", "Bellen", "Uitleg"],
    ["B1-K1-W1", None, "x", None, "over brieven"],
    ["B1-K1-W2", None, None, "x", "over de telefoon"],
    ["B1-K2-W1", "x", None, "x", None],
]


def choose(reading: Reading, *columns: tuple[int, ModuleColumn | None]) -> ReadingChoices:
    signature = reading.tables[0].signature
    return ReadingChoices(tuple(ColumnChoice(signature, *column) for column in columns))


def taught(reading: Reading) -> list[tuple[str, tuple[int, ...], tuple[str, ...]]]:
    return [(module.title, module.years, module.periods) for module in reading.modules]


def processes(reading: Reading) -> dict[str, list[str]]:
    return {module.title: [item.code for item in module.work_processes] for module in reading.modules}


def test_what_stands_left_of_the_names_in_an_overview_counts_for_every_module_of_the_row(read: Read) -> None:
    reading = read(OVERVIEW)
    assert reading.tables[0].kind is TableKind.OVERVIEW
    assert taught(reading) == [
        ("Post", (1,), ("1",)),
        ("Bellen", (1,), ("2",)),
        ("Notuleren", (1,), ("3",)),
        # An empty year means "as above", and a name in two periods is one module.
        ("Agenda", (1,), ("1", "2")),
        ("Stage", (2,), ("1",)),
    ]
    assert processes(reading) == {
        "Post": ["B1-K1"],
        "Bellen": ["B1-K1"],
        "Notuleren": ["B1-K1"],
        "Agenda": ["B1-K2"],
        "Stage": ["B1-K2"],
    }
    assert [cell for code, cell, _ in problems_of(reading) if code == "cells-carried-down"] == ["B3", "C4"]
    assert [(cell.header, cell.cell, cell.text) for cell in reading.modules[3].raw_cells][:2] == [
        ("P1", "D3", "Agenda"),
        ("P2", "E3", "Agenda"),
    ]


def test_cells_merged_down_beside_the_names_count_for_each_of_their_rows(read: Read) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A2:A3")

    rows = [["Werkproces", "P1", "P2"], ["B1-K1-W1", "Post", "Bellen"], [None, "Agenda", None]]
    assert processes(read(rows, change=merge)) == {title: ["B1-K1-W1"] for title in ("Post", "Bellen", "Agenda")}


def test_a_period_that_is_left_out_gives_no_modules_and_the_others_still_do(read: Read) -> None:
    first = read(OVERVIEW)
    reading = read(OVERVIEW, choices=choose(first, (3, None), (4, None)))
    assert [module.title for module in reading.modules] == ["Notuleren"]
    assert [(column.column, column.basis) for column in reading.tables[0].columns[3:5]] == [(None, Basis.CHOICE)] * 2


def test_a_column_beside_the_names_is_read_as_a_person_says(read: Read) -> None:
    rows = [["Leerlijn", "Omschrijving", "P1", "P2"], ["LJ 2", "Over taal", "Post", "Bellen"], ["", "", "Agenda", ""]]
    first = read(rows)
    # The text of a line tells of the line, and is no text of each of its modules; the page does not say so either.
    assert [module.description for module in first.modules] == ["", "", ""]
    assert [column.column for column in first.tables[0].columns[:2]] == [None, None]
    assert first.modules[0].years == (2,)
    chosen = read(rows, choices=choose(first, (0, None), (1, ModuleColumn.DESCRIPTION)))
    assert [module.description for module in chosen.modules] == ["Over taal", "Over taal", ""]
    assert chosen.modules[0].years == ()
    moved = read(rows, choices=choose(first, (0, ModuleColumn.WORK_PROCESS)))
    assert ("work-process-unclear", "A2") in [(code, cell) for code, cell, _ in problems_of(moved)]


def test_every_module_of_an_overview_is_named_with_its_cells(read: Read) -> None:
    table = read(OVERVIEW).tables[0]
    assert [(place.module, place.cells) for place in table.modules] == [
        ("post", ("D2",)),
        ("bellen", ("E2",)),
        ("notuleren", ("F2",)),
        ("agenda", ("D3", "E3")),
        ("stage", ("D4",)),
    ]
    assert {(row.role, row.module) for row in table.rows} == {(RowRole.MODULE, "")}


def test_a_matrix_on_its_side_tells_that_its_columns_are_modules_and_what_is_not_read(read: Read) -> None:
    reading = read(MATRIX)
    table = reading.tables[0]
    assert table.kind is TableKind.ACROSS
    assert [(column.header, column.column, column.is_module) for column in table.columns] == [
        ("Werkproces", ModuleColumn.WORK_PROCESS, False),
        ("Agenda", None, True),
        ("Post", None, True),
        ("Bellen", None, True),
        ("Uitleg", None, False),
    ]
    assert problems_of(reading) == [("column-not-read", "E1", "Uitleg")]
    assert [(place.module, place.cells) for place in table.modules] == [
        ("agenda", ("B1",)),
        ("post", ("C1",)),
        ("bellen", ("D1",)),
    ]


@pytest.mark.parametrize(
    ("skipped", "left"), [([1], ["Post", "Bellen"]), ([1, 3], ["Post"]), ([1, 2, 3], [])], ids=["one", "two", "all"]
)
def test_a_module_of_a_matrix_on_its_side_can_be_left_out(
    read: Read, skipped: tuple[int, ...], left: list[str]
) -> None:
    reading = read(MATRIX, choices=choose(read(MATRIX), *((place, None) for place in skipped)))
    assert [module.title for module in reading.modules] == left
    assert reading.tables[0].kind is TableKind.ACROSS


def test_the_key_of_a_matrix_on_its_side_is_read_as_a_person_says(read: Read) -> None:
    rows = [["Wat", "Agenda", "Post"], ["M16-12", "x", None], ["M20-10", None, "o"]]
    first = read(rows)
    assert first.modules == ()
    reading = read(rows, choices=choose(first, (0, ModuleColumn.COMPETENCY)))
    assert [[item.competency for item in module.statements] for module in reading.modules] == [["M16-12"], ["M20-10"]]
