"""Forms, with the names of the fields below each other: what is told of a row, and what a word on one does."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from curriculum.contract.columns import ModuleColumn
from imports import Basis, ColumnChoice, Reading, ReadingChoices, TableKind
from imports.choices import label_signature
from tests.imports.conftest import Read, problems_of

FORM: list[list[Any]] = [
    ["Modulebeschrijving", None],
    ["Modulenaam", "Bezoekers ontvangen"],
    ["Leerjaar", "1"],
    ["SBU", 100],
    ["Waar het over gaat", "De receptie."],
    [None, "In het leerbedrijf."],
    ["Leerdoelen", "De student ontvangt gasten."],
    ["Docent", "J. de Vries"],
]


def choose(labels: Mapping[str, ModuleColumn | None]) -> ReadingChoices:
    return ReadingChoices(tuple(ColumnChoice(label_signature(label), 0, column) for label, column in labels.items()))


def beside(*columns: Sequence[Any]) -> list[list[Any]]:
    """Return the form with more modules beside the first."""
    return [[*row, *(column[number] for column in columns)] for number, row in enumerate(FORM)]


AGENDA = [None, "Agenda", "2", 40, "Plannen.", None, "De student plant.", "K. Bos"]


def told(reading: Reading, table: int = 0) -> list[tuple[str, str | None, str, tuple[str, ...]]]:
    return [
        (line.header, line.column and line.column.value, line.row, line.samples) for line in reading.tables[table].lines
    ]


def test_each_row_of_a_form_tells_what_it_was_taken_for_with_samples_of_all_modules(read: Read) -> None:
    reading = read(beside(AGENDA, [None, "Post", "2", 40, "Lezen.", None, "De student leest.", "K. Bos"]))
    table = reading.tables[0]
    assert table.kind is TableKind.FORM
    assert told(reading) == [
        ("Modulenaam", "title", "2", ("Bezoekers ontvangen", "Agenda", "Post")),
        ("Leerjaar", "year", "3", ("1", "2")),
        ("SBU", "sbu", "4", ("100", "40")),
        # What goes on below a label is a sample too; three of them are enough.
        ("Waar het over gaat", None, "5", ("De receptie.", "Plannen.", "Lezen.")),
        ("Leerdoelen", "outcome", "7", ("De student ontvangt gasten.", "De student plant.", "De student leest.")),
        # Names of people are never shown; a title beside which nothing stands is no label.
        ("Docent", "teacher", "8", ()),
    ]
    assert [line.basis for line in table.lines] == [*[Basis.NAME] * 3, Basis.UNKNOWN, *[Basis.NAME] * 2]
    assert problems_of(reading) == [
        ("form-read", "A2", ""),
        ("label-not-read", "A5", "Waar het over gaat"),
    ]


def test_a_choice_for_a_label_counts_for_every_form_and_for_the_rows_that_go_on_with_it(read: Read) -> None:
    sheets = {"A": beside(AGENDA), "B": [["Kleur", "rood"], *FORM[1:2], *FORM[3:]]}
    chosen = choose({"waar het  over gaat": ModuleColumn.DESCRIPTION, "Leerdoelen": None})
    reading = read(sheets, choices=chosen)
    assert [(module.title, module.description, module.outcomes) for module in reading.modules] == [
        ("Bezoekers ontvangen", "De receptie.\nIn het leerbedrijf.", ()),
        ("Agenda", "Plannen.", ()),
    ]
    assert [line.basis for line in reading.tables[1].lines if line.column is ModuleColumn.DESCRIPTION] == [Basis.CHOICE]
    # Forms of a school hardly ever have all the same rows, so a label is all that a choice needs.
    assert reading.tables[0].choosable.keys() & reading.tables[1].choosable.keys() >= {
        (label_signature("Waar het over gaat"), 0)
    }


def test_a_chosen_row_takes_the_place_of_a_recognised_one_and_that_is_said(read: Read) -> None:
    reading = read(FORM, choices=choose({"Waar het over gaat": ModuleColumn.TITLE}))
    assert [module.title for module in reading.modules] == ["De receptie."]
    assert ("label-twice", "A2", "Modulenaam") in problems_of(reading)
    assert ("Modulenaam", None) in [(header, column) for header, column, _, _ in told(reading)]


def test_a_form_whose_name_is_left_out_stays_a_form_and_says_what_is_missing(read: Read) -> None:
    reading = read(FORM, choices=choose({"Modulenaam": None}))
    assert reading.modules == ()
    assert [(table.kind, table.included, len(table.lines)) for table in reading.tables] == [(TableKind.FORM, False, 6)]
    (problem,) = [problem for problem in reading.problems if problem.code == "form-without-title"]
    assert problem.is_error
    assert problem.cell == "A2"


def test_an_absurd_choice_never_makes_a_form_something_else(read: Read) -> None:
    reading = read(FORM, choices=choose({"Waar het over gaat": ModuleColumn.YEAR}))
    assert [table.kind for table in reading.tables] == [TableKind.FORM]
    assert ("year-unclear", "B5") in [(code, cell) for code, cell, _ in problems_of(reading)]


def test_labels_that_only_a_person_knows_make_a_form(read: Read) -> None:
    rows = [["Zo heet het", "Agenda"], ["Wanneer", "P1"], ["Wat je doet", "Plannen."], ["Hoe lang", "40"]]
    assert read(rows).modules == ()
    chosen = choose(
        {
            "Zo heet het": ModuleColumn.TITLE,
            "Wanneer": ModuleColumn.PERIOD,
            "Wat je doet": ModuleColumn.DESCRIPTION,
            "Hoe lang": ModuleColumn.SBU,
        }
    )
    (module,) = read(rows, choices=chosen).modules
    assert (module.title, module.periods, module.description, module.hours.sbu) == ("Agenda", ("1",), "Plannen.", 40)


def test_a_sheet_that_explains_the_rows_is_no_form_whatever_was_chosen(read: Read) -> None:
    uitleg = [["Veld", "Wat je invult"], ["Modulenaam", "De naam van de module"], ["Leerjaar", "1"], ["Kleur", "rood"]]
    more = [["Leerdoelen", "wat de student kan"], ["Toetsvorm", "hoe je toetst"]]
    chosen = choose({"Kleur": ModuleColumn.DESCRIPTION})
    reading = read({"A": FORM, "Uitleg": [*uitleg, *more]}, choices=chosen)
    assert [module.title for module in reading.modules] == ["Bezoekers ontvangen"]


def test_a_label_that_comes_near_a_name_is_read_and_said_once_in_a_file(read: Read) -> None:
    rows = [*FORM[1:4], ["Leerdoelen van deze module", "De student groet."], ["Toetsvorm", "portfolio"]]
    reading = read({"A": rows, "B": [["Modulenaam", "Agenda"], *rows[1:]]})
    assert [module.outcomes for module in reading.modules] == [("De student groet.",)] * 2
    assert [cell for code, cell, _ in problems_of(reading) if code == "label-guessed"] == ["A4"]
    assert [code for code, _, _ in problems_of(reading)].count("form-read") == 1
    # A near name yields to the name itself.
    reading = read([*FORM[1:4], ["SBU per student", 8], ["Leerdoelen", "groet"]])
    assert reading.modules[0].hours.sbu == 100
    assert ("label-twice", "A4", "SBU per student") in problems_of(reading)


def test_modules_beside_each_other_are_named_by_their_cells_and_own_no_row(read: Read) -> None:
    table = read(beside(AGENDA)).tables[0]
    assert [(place.module, place.cells) for place in table.modules] == [
        ("bezoekers-ontvangen", ("B2",)),
        ("agenda", ("C2",)),
    ]
    assert {row.module for row in table.rows} == {""}
    assert {row.module for row in read(FORM).tables[0].rows} == {"", "bezoekers-ontvangen"}


def test_a_module_that_is_called_like_a_field_does_not_make_a_heading_of_its_row(read: Read) -> None:
    rows = [["Modulenaam", "Stage"], ["Leerjaar", "1"], ["SBU", "40"], ["Leerdoelen", "De student werkt mee."]]
    (module,) = read(rows).modules
    assert (module.title, module.years, module.outcomes) == ("Stage", (1,), ("De student werkt mee.",))
    # A list of modules stays a list.
    listed = read([["Module", "SBU"], ["Toets", 40], ["Periode", 20], ["Docent", 10], ["Leerjaar", 20]])
    assert [module.title for module in listed.modules] == ["Toets", "Periode", "Docent", "Leerjaar"]


@pytest.mark.parametrize("meaning", [ModuleColumn.TEACHER, None])
def test_beside_a_row_that_is_left_out_nothing_is_kept(read: Read, meaning: ModuleColumn | None) -> None:
    reading = read(FORM, choices=choose({"Waar het over gaat": meaning}))
    assert "receptie" not in repr(reading.modules)
    assert ("receptie" in repr(reading.tables)) is (meaning is None)
