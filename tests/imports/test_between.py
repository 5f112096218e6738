"""What stands between modules and below headings of another kind: ditto marks, free weeks, shares, the next sheet."""

from typing import Any

import pytest
from openpyxl import Workbook

from tests.imports.conftest import Read, problems_of

HEADER = ["Code", "Module", "Leerjaar", "Periode", "SBU"]
FIRST: list[list[Any]] = [HEADER, ["OM-11", "Agenda", 1, "P1", 60], ["OM-12", "Post", 1, "P2", 40]]


def titles(reading: Any) -> list[str]:
    return [module.title for module in reading.modules]


def test_a_ditto_mark_below_an_empty_cell_is_reported_and_not_guessed(read: Read) -> None:
    reading = read([HEADER, ["OM-11", "Agenda", 1, None, 60], ["OM-12", "Post", '"', "idem", "idem"]])
    assert [(module.years, module.periods, module.hours.sbu) for module in reading.modules] == [
        ((1,), (), 60),
        ((1,), (), 60),
    ]
    assert problems_of(reading) == [("period-unclear", "D3", "idem")]


def test_a_ditto_mark_keeps_its_own_sign_among_the_raw_cells(read: Read) -> None:
    reading = read([HEADER, ["OM-11", "Agenda", 1, "P1", 60], ["OM-12", "Post", '"', "P2", 40]])
    assert [(cell.cell, cell.text) for cell in reading.modules[1].raw_cells if cell.cell == "C3"] == [("C3", '"')]


def test_a_free_week_does_not_end_the_module_that_goes_on_after_it(read: Read) -> None:
    rows = [
        ["Week", "Module", "Onderwerp"],
        [41, "Agenda", "plannen"],
        [42, "Herfstvakantie", None],
        [43, None, "verzetten"],
    ]
    (module,) = read(rows).modules
    assert (module.title, module.description) == ("Agenda", "plannen\nverzetten")


def test_a_module_that_is_called_after_a_free_week_is_one_when_its_row_says_more(read: Read) -> None:
    rows = [*FIRST, ["OM-13", "Toetsweek", None, None, None], [None, "Vakantie", 2, "P5", 20]]
    assert titles(read(rows)) == ["Agenda", "Post", "Toetsweek", "Vakantie"]


@pytest.mark.parametrize("header", ["Uren (per week)", "Uren/week", "Lesuren p.w.", "BPV (%)", "% BPV", "Uren per les"])
def test_hours_of_a_week_and_shares_are_no_hours_of_a_module(read: Read, header: str) -> None:
    reading = read([["Module", "Leerjaar", header], ["Agenda", 1, 4], ["Post", 1, 2]])
    assert [(module.hours.sbu, module.hours.bot, module.hours.bpv) for module in reading.modules] == [(None,) * 3] * 2
    assert ("column-not-read", "C1", header) in problems_of(reading)


def test_a_percentage_in_a_column_of_hours_is_asked_about(read: Read) -> None:
    def as_share(book: Workbook) -> None:
        book.worksheets[0]["C2"].number_format = "0%"

    reading = read([["Module", "Leerjaar", "BPV"], ["Agenda", 1, 0.25], ["Post", 1, 20]], change=as_share)
    assert [module.hours.bpv for module in reading.modules] == [None, 20]
    assert problems_of(reading) == [("hours-unclear", "C2", "25%")]


def test_of_two_versions_of_a_column_the_later_year_counts_and_the_other_is_named(read: Read) -> None:
    reading = read([["Module", "SBU 2024", "SBU 2025"], ["Agenda", 80, 60], ["Post", 20, 40]])
    assert [module.hours.sbu for module in reading.modules] == [60, 40]
    assert [(code, cell) for code, cell, _ in problems_of(reading)] == [
        ("column-twice", "B1"),
        ("header-guessed", "C1"),
    ]


def test_columns_that_wait_for_marks_and_get_none_are_named(read: Read) -> None:
    rows: list[list[Any]] = [["Module", "P1", "P2", "P3"], ["Agenda", None, None, None], ["Post", None, None, None]]
    assert ("marks-missing", "B1", "P1 … P3") in problems_of(read(rows))
    rows[2][2] = "x"
    assert problems_of(read(rows)) == []


@pytest.mark.parametrize(
    ("text", "years", "periods"),
    [
        ("1e en 2e leerjaar", (1, 2), ()),
        ("1e/2e jaar", (1, 2), ()),
        ("LJ III", (3,), ()),
        ("1e t/m 3e periode", (), ("1", "2", "3")),
        ("2e blok, leerjaar II", (2,), ("2",)),
    ],
)
def test_ordinals_and_roman_figures_are_read_to_the_last(
    read: Read, text: str, years: tuple[int, ...], periods: tuple[str, ...]
) -> None:
    (module,) = read([["Module", "Periode", "SBU"], ["Agenda", text, 40]]).modules
    assert (module.years, module.periods) == (years, periods)


def test_assessments_below_each_other_are_two_and_a_broken_line_is_one(read: Read) -> None:
    rows = [["Module", "Toetsvorm"], ["Agenda", "kennistoets\n- portfolio"], ["Post", "gesprek met\nde opdrachtgever"]]
    assert [module.assessments for module in read(rows).modules] == [
        ("kennistoets", "portfolio"),
        ("gesprek met\nde opdrachtgever",),
    ]


def test_a_sheet_that_goes_on_with_the_table_before_is_read_and_said(read: Read) -> None:
    more = [["Vervolg"], [], ["OM-21", "Reizen", 2, "P5", 40], ["OM-22", "Notuleren", 2, "P6", 80]]
    reading = read({"Modules": FIRST, "vervolg": more, "nog meer": [["OM-31", "Project", 3, "P9", 100]]})
    assert titles(reading) == ["Agenda", "Post", "Reizen", "Notuleren", "Project"]
    assert problems_of(reading) == [("table-goes-on", "A3", "Modules"), ("table-goes-on", "A1", "vervolg")]
    assert [(table.key, table.header_row) for table in reading.tables] == [
        ("Modules!A1", 1),
        ("vervolg!A1", 0),
        ("nog meer!A1", 0),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["204512", "Jansen", 1, "P1", 7], ["204513", "De Vries", 1, "P1", 8]],  # Students have another kind of number.
        [["OM-21", "Reizen", 2, "P5", 40, "kopie"]],  # A column more.
        [["OM-21", "Reizen", "hoog", "P5", 40]],  # No leerjaar where the leerjaar stands.
        [["OM-21", 12, 2, "P5", 40]],  # No name.
        [[None, "Reizen", None, None, 40]],  # Too little to know it by.
    ],
)
def test_a_sheet_that_may_be_something_else_does_not_go_on_with_a_table(read: Read, rows: list[list[Any]]) -> None:
    reading = read({"Modules": FIRST, "Blad2": rows})
    assert titles(reading) == ["Agenda", "Post"]
    assert not any(code == "table-goes-on" for code, _, _ in problems_of(reading))


def test_names_of_people_on_a_sheet_that_goes_on_are_not_kept(read: Read) -> None:
    first = [[*row, person] for row, person in zip(FIRST, ["Docent", "Petra", "Jan"], strict=True)]
    reading = read({"Modules": first, "vervolg": [["OM-21", "Reizen", 2, "P5", 40, "Soraya"]]})
    assert titles(reading) == ["Agenda", "Post", "Reizen"]
    assert "Soraya" not in repr(reading)


def test_a_module_of_leerjaar_2_is_no_total_of_two_of_leerjaar_1(read: Read) -> None:
    text = "Module;Leerjaar;SBU\nAgenda;1;120\nPost;1;80\nTotal quality management;2;60\nTotaal Office;;260\n"
    assert titles(read(text.encode(), filename="modules.csv")) == ["Agenda", "Post", "Total quality management"]


@pytest.mark.parametrize(
    "above",
    [
        [["Leerjaar 2", "Periode 5"]],
        [["Leerjaar 2, periode 5", None, None, None, "nakijken!"]],
        [["Leerjaar", 2, "Periode", 5]],
        [["Leerjaar", 2, None, "nakijken!"], ["Periode", 5]],
    ],
)
def test_a_letterhead_is_read_in_one_cell_in_more_and_beside_a_remark(read: Read, above: list[list[Any]]) -> None:
    (module,) = read([*above, [], ["Module", "SBU"], ["Agenda", 60]]).modules
    assert (module.years, module.periods) == ((2,), ("5",))


def test_a_note_below_or_beside_the_table_changes_nothing_in_it(read: Read) -> None:
    rows: list[list[Any]] = [["Module", "SBU"], ["OM-07 Agenda", 60], ["OM-08 Post", 40], []]
    noted = [rows[0], [*rows[1], None, None, "klopt dit?"], *rows[2:], ["* onder voorbehoud"], ["Totaal", 100]]
    for sheet in (rows, noted):
        assert [(module.code, module.title) for module in read(sheet).modules] == [
            ("OM-07", "Agenda"),
            ("OM-08", "Post"),
        ]


def test_a_note_beside_tables_that_stand_beside_each_other_is_no_table(read: Read) -> None:
    rows = [
        ["Periode 1", None, None, "Periode 2"],
        ["Module", "SBU", None, "Module", "SBU"],
        ["Agenda", 60, None, "Post", 40, None, None, "klopt dit?"],
    ]
    assert titles(read(rows)) == ["Agenda", "Post"]


@pytest.mark.parametrize("header", ["Code / module", "Modulecode + naam", "Naam en code"])
def test_code_and_name_in_one_column_are_told_apart(read: Read, header: str) -> None:
    rows = [[header, "Leerjaar"], ["OM-12 / Notuleren", 1], ["OM-13 / Post", 1]]
    assert [(module.code, module.title) for module in read(rows).modules] == [("OM-12", "Notuleren"), ("OM-13", "Post")]


def test_module_beside_modulenaam_holds_the_codes_when_they_look_like_codes(read: Read) -> None:
    rows = [["Module", "Modulenaam", "SBU"], ["AGB1", "Agenda", 60], ["PST1", "Post", 40]]
    assert [(module.code, module.title) for module in read(rows).modules] == [("AGB1", "Agenda"), ("PST1", "Post")]


def test_beside_a_code_a_short_description_is_the_name_and_that_is_asked(read: Read) -> None:
    reading = read([["Vakcode", "Omschrijving", "Leerjaar"], ["AGB1", "Agenda", 1], ["PST1", "Post", 1]])
    assert [(module.code, module.title) for module in reading.modules] == [("AGB1", "Agenda"), ("PST1", "Post")]
    assert ("header-guessed", "B1", "Omschrijving") in problems_of(reading)


def test_yes_and_no_name_no_assessment(read: Read) -> None:
    rows = [["Module", "Leerjaar", "Examen"], ["Agenda", 1, "ja"], ["Post", 1, "nee"], ["Reizen", 1, "proeve"]]
    assert [module.assessments for module in read(rows).modules] == [(), (), ("proeve",)]


def test_several_names_in_one_cell_are_taken_as_one_and_asked_about(read: Read) -> None:
    reading = read([["Periode", "Modules", "SBU"], ["P1", "Agenda\nPost", 120], ["P2", "Reizen\nen project", 80]])
    assert titles(reading) == ["Agenda Post", "Reizen en project"]
    assert problems_of(reading) == [("title-of-several", "B2", "Agenda, Post")]


def test_the_numbers_of_the_columns_below_the_headings_are_no_module(read: Read) -> None:
    assert titles(read([["Module", "Leerjaar", "SBU"], [1, 2, 3], ["Agenda", 1, 60]])) == ["Agenda"]


def test_weeks_are_no_hours(read: Read) -> None:
    reading = read([["Module", "BPV (weken)", "SBU"], ["Agenda", 10, 60]])
    assert [(module.hours.sbu, module.hours.bpv) for module in reading.modules] == [(60, None)]
    assert problems_of(reading) == [("column-not-read", "B1", "BPV (weken)")]


def test_names_stand_below_no_heading_right_of_the_code_and_that_is_asked(read: Read) -> None:
    reading = read([["Code", None, "Leerjaar"], ["OM-1", "Agenda", 1], ["OM-2", "Post", 1]])
    assert [(module.code, module.title) for module in reading.modules] == [("OM-1", "Agenda"), ("OM-2", "Post")]
    assert problems_of(reading) == [("header-guessed", "B1", "B")]


def test_tables_right_beside_each_other_are_told_by_headings_that_come_back(read: Read) -> None:
    rows = [["Modules leerjaar 1", "SBU", "Modules leerjaar 2", "SBU"], ["Agenda", 60, "Reizen", 80], ["Post", 40]]
    found = [(module.title, module.years, module.hours.sbu) for module in read(rows).modules]
    assert found == [("Agenda", (1,), 60), ("Post", (1,), 40), ("Reizen", (2,), 80)]
    (module,) = read([["Module (NL)", "Module (EN)", "SBU"], ["Agenda", "Diary", 60]]).modules
    assert module.title == "Agenda"


PEOPLE = [
    "Verantwoordelijk docent",
    "Mentor",
    "Afkorting docent",
    "BPV-begeleider",
    "Naam ontwikkelaar",
    "Tel.",
    "1e docent",
]


@pytest.mark.parametrize("header", PEOPLE)
def test_a_column_about_people_is_left_out_by_whatever_name_a_school_gives_it(read: Read, header: str) -> None:
    reading = read([["Module", header, "SBU"], ["Agenda", "Soraya", 60], ["Post", "Petra", 40]])
    assert titles(reading) == ["Agenda", "Post"]
    assert problems_of(reading) == [("column-personal", "B1", header)]
    assert "Soraya" not in repr(reading)


def test_a_column_of_addresses_is_about_people_without_a_heading_that_says_so(read: Read) -> None:
    reading = read([["Module", "Wie?", "SBU"], ["Agenda", "soraya@voorbeeld.nl", 60], ["Post", "p@voorbeeld.nl", 40]])
    assert problems_of(reading) == [("column-personal", "B1", "Wie?")]
    assert "soraya" not in repr(reading)


@pytest.mark.parametrize("header", ["Rol docent", "Netwerkbeheerder", "Docentenhandleiding", "Aantal studenten"])
def test_a_column_that_only_sounds_like_people_is_shown(read: Read, header: str) -> None:
    reading = read([["Module", header, "SBU"], ["Agenda", "begeleidt", 60], ["Post", "kijkt", 40]])
    assert problems_of(reading) == [("column-not-read", "B1", header)]
