"""What layouts of schools are not: lists of people, explanations, topics below periods; and what is said of a guess."""

from typing import Any

import pytest
from openpyxl import Workbook

from curriculum.contract.columns import ModuleColumn
from imports import ColumnChoice, ReadingChoices, RowRole
from tests.imports.conftest import Read, problems_of

FORM: list[list[Any]] = [
    ["Modulenaam", "Bezoekers ontvangen"],
    ["Leerjaar", "1"],
    ["Leerdoelen", "De student ontvangt gasten."],
    ["Docent", "J. de Vries"],
    ["Toetsvorm", "portfolio"],
]


def titles(reading: Any) -> list[str]:
    return [module.title for module in reading.modules]


def codes(reading: Any) -> list[str]:
    return [code for code, _, _ in problems_of(reading)]


def test_a_list_of_people_below_the_name_of_a_module_is_not_read_as_its_content(read: Read) -> None:
    rows = [["Module: Agendabeheer"], ["Leerling", "Groep", "Aanwezig"], ["Jan Jansen", "1A", "ja"], ["Els", "1B", ""]]
    reading = read(rows)
    assert titles(reading) == []
    assert "table-without-title" in codes(reading)


def test_that_a_table_was_read_as_parts_of_the_module_above_it_is_said(read: Read) -> None:
    rows = [["Vak: Agendabeheer"], [], ["Week", "Leerdoel"], [1, "De student plant."], [2, "De student verzet."]]
    reading = read(rows)
    assert [(module.title, module.outcomes) for module in reading.modules] == [
        ("Agendabeheer", ("De student plant.", "De student verzet."))
    ]
    assert ("module-above-table", "A1", "Agendabeheer") in problems_of(reading)
    assert [row.role for row in reading.tables[0].rows] == [RowRole.MODULE, RowRole.CONTINUED]


@pytest.mark.parametrize("label", ["Naam:", "Naam docent:", "Naam opleiding:", "Nr:", "Leerlijn:", "Opmerking:"])
def test_what_is_no_name_of_a_module_above_a_table_names_none(read: Read, label: str) -> None:
    reading = read([[label, "Kees Jansen"], [], ["Week", "Leerdoel"], [1, "De student plant."], [2, "verzet"]])
    assert titles(reading) == []


def test_a_module_with_a_name_of_its_own_in_each_row_is_not_the_module_above_the_table(read: Read) -> None:
    reading = read([["Thema: Kantoor"], [], ["Module", "Leerdoel"], ["Agenda", "plant"], ["Post", "leest"]])
    assert titles(reading) == ["Agenda", "Post"]


def test_a_year_in_the_letterhead_counts_when_it_is_one_and_the_rows_have_none(read: Read) -> None:
    table = [["Module", "Leerjaar"], ["Agenda", None], ["Post", 3]]
    assert [module.years for module in read([["Leerjaar:", "2"], [], *table]).modules] == [(2,), (3,)]
    assert [module.years for module in read([["Leerjaar 1 t/m 3"], [], *table]).modules] == [(), (3,)]


def test_topics_of_a_subject_below_its_periods_are_no_modules(read: Read) -> None:
    rows = [["Vak", "P1", "P2", "P3"], ["Nederlands", "spelling", "zakelijke brief", "debat"]]
    assert titles(read(rows)) in ([], ["Nederlands"])


@pytest.mark.parametrize(
    "rows",
    [
        [["Agenda", "Engels", "Project"], ["Post", "Archief", "Notulen"]],
        [["Agenda", "Engels", "BPV"], ["Post", "BPV", "BPV"]],
        [["Engels 1", "Engels 2", "Engels 3"]],
    ],
)
def test_names_right_below_periods_are_modules_and_no_second_row_of_headings(read: Read, rows: list[list[str]]) -> None:
    reading = read([["Periode 1", "Periode 2", "Periode 3"], *rows])
    assert sorted(titles(reading)) == sorted({name for row in rows for name in row})


@pytest.mark.parametrize(
    "second",
    [["(10 weken)", "(8 weken)", "(9 weken)"], ["wk 36 - 45", "wk 46 - 4", "week 5 - 14"], ["36-45", "46-4", "wk 5"]],
)
def test_weeks_right_below_periods_are_headings(read: Read, second: list[str]) -> None:
    reading = read([["Periode 1", "Periode 2", "Periode 3"], second, ["Agenda", "Engels", "Post"]])
    assert titles(reading) == ["Agenda", "Engels", "Post"]


def test_that_names_below_periods_were_read_as_modules_is_said_and_the_table_can_be_switched_off(read: Read) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("B2:C2")

    rows = [
        ["Leerlijn", "P1", "P2", "P3"],
        ["Organisatie", "Agenda (OM-02)", None, "Gasten\nReizen"],
        ["Communicatie", "Post", "Bellen", None],
    ]
    reading = read(rows, change=merge)
    assert [(module.title, module.code, module.periods) for module in reading.modules] == [
        ("Agenda", "OM-02", ("1", "2")),
        ("Gasten", None, ("3",)),
        ("Reizen", None, ("3",)),
        ("Post", None, ("1",)),
        ("Bellen", None, ("2",)),
    ]
    assert "names-below-periods" in codes(reading)
    # Several modules stand in one row, so no row is that of a module.
    assert [row.module for row in reading.tables[0].rows] == ["", ""]
    assert {module.row for module in reading.modules} == {1}
    # What stands left of the names is no module, unless a person says so.
    assert reading.tables[0].columns[0].column is None
    chosen = (ColumnChoice(reading.tables[0].signature, 0, ModuleColumn.TITLE),)
    named = read(rows, change=merge, choices=ReadingChoices(columns=chosen))
    assert titles(named) == ["Organisatie", "Communicatie"]
    off = ReadingChoices(excluded_tables=frozenset({reading.tables[0].key}))
    assert titles(read(rows, change=merge, choices=off)) == []


def test_a_column_that_is_called_module_is_read_beside_names_that_nobody_knows(read: Read) -> None:
    reading = read([["Module", "Wat we doen"], ["Agenda", "Plannen en verzetten"], ["Post", "Brieven sorteren"]])
    assert titles(reading) == ["Agenda", "Post"]
    assert problems_of(reading) == [("column-not-read", "B1", "Wat we doen")]


def test_a_form_is_said_to_be_one_and_keeps_no_names_of_people(read: Read) -> None:
    reading = read(FORM)
    assert [(module.title, module.years, module.assessments) for module in reading.modules] == [
        ("Bezoekers ontvangen", (1,), ("portfolio",))
    ]
    assert codes(reading) == ["form-read"]
    assert "Vries" not in repr(reading)
    assert [row.role for row in reading.tables[0].rows][:2] == [RowRole.MODULE, RowRole.CONTINUED]
    assert [(item.text, item.cell) for item in reading.modules[0].passages] == [
        ("Bezoekers ontvangen", "B1"),
        ("De student ontvangt gasten.", "B3"),
        ("portfolio", "B5"),
    ]


def test_forms_beside_each_other_are_modules_beside_each_other(read: Read) -> None:
    rows = [[*row, text] for row, text in zip(FORM, ["Agenda", "2", "plant", "K. Bos", ""], strict=True)]
    reading = read(rows)
    assert [(module.title, module.years, module.outcomes) for module in reading.modules] == [
        ("Bezoekers ontvangen", (1,), ("De student ontvangt gasten.",)),
        ("Agenda", (2,), ("plant",)),
    ]


def test_a_form_can_be_switched_off(read: Read) -> None:
    key = read(FORM).tables[0].key
    assert titles(read(FORM, choices=ReadingChoices(excluded_tables=frozenset({key})))) == []


def test_tables_beside_each_other_without_names_of_their_own_are_one_table(read: Read) -> None:
    reading = read([["Module", "SBU", None, "Toets", "Moment"], ["Agenda", 40, None, "portfolio", "week 8"]])
    assert len(reading.tables) == 1
    assert reading.modules[0].assessments == ("portfolio",)


def test_one_sheet_alone_is_no_module_for_its_name_and_generic_names_never_are(read: Read) -> None:
    plan = [["Week", "Leerdoel"], [1, "De student plant."]]
    assert titles(read({"Agenda beheren": plan})) == []
    assert titles(read({"Blad1": plan, "LJ2": plan, "Planning": plan})) == []
    reading = read({"Agenda beheren": plan, "LJ2": plan, "Notuleren": [plan[0], [1, "De student schrijft."]]})
    assert titles(reading) == ["Agenda beheren", "Notuleren"]
    assert [table.sheet for table in reading.tables] == ["Agenda beheren", "LJ2", "Notuleren"]
    assert sorted(codes(reading)) == [
        *("column-not-read", "column-not-read", "module-is-sheet", "module-is-sheet", "table-without-title"),
    ]


def test_a_table_with_only_a_header_says_where_to_fill_it_in(read: Read) -> None:
    reading = read([["Programma 2026"], ["Module", "Leerjaar", "SBU"]])
    assert problems_of(reading) == [("table-still-empty", "A3", "")]
