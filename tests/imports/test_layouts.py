"""The layouts of school sheets: where the table stands, how modules spread over rows, columns and sheets."""

from typing import Any

import pytest
from openpyxl import Workbook

from curriculum.contract.columns import COLUMNS, ColumnKind, ModuleColumn
from curriculum.contract.i18n import get_translator
from curriculum.contract.vocabulary import Mastery, ModuleField, Verdict
from imports import Basis, ColumnChoice, ReadingChoices, RowRole, TableKind
from imports.structure.headers import match_header
from tests.imports.conftest import Read, problems_of


def titles(reading: Any) -> list[str]:
    return [module.title for module in reading.modules]


def test_a_header_below_titles_and_blank_rows_is_found(read: Read) -> None:
    reading = read(
        [
            ["ROC Voorbeeld"],
            [],
            ["Overzicht modules", None, "cohort 2026"],
            [],
            ["Modulenaam", "Leerdoelen"],
            ["Post", "x y"],
        ]
    )
    assert titles(reading) == ["Post"]
    assert reading.tables[0].header_row == 5
    assert reading.modules[0].row == 6


def test_a_file_with_only_a_title_and_a_description_works(read: Read) -> None:
    reading = read([["title", "description"], ["Agenda", "Plannen."], ["Post", "Brieven."]])
    assert [(module.id, module.description) for module in reading.modules] == [
        ("agenda", "Plannen."),
        ("post", "Brieven."),
    ]
    assert reading.problems == ()


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_every_label_of_the_contract_is_read_as_its_own_column(locale: str) -> None:
    translate = get_translator(locale)
    for spec in COLUMNS:
        if spec.column is ModuleColumn.ID:
            continue
        match = match_header(translate(spec.label))
        assert match is not None, spec.label
        assert (match.column, match.confidence) == (spec.column, 1.0)


def test_no_synonym_belongs_to_two_columns() -> None:
    names = [name for spec in COLUMNS for name in spec.synonyms]
    assert len(names) == len(set(names))
    assert not set(names) & {name for spec in COLUMNS for name in spec.weak_synonyms}


def test_a_typing_error_in_a_header_is_read_and_said(read: Read) -> None:
    reading = read([["Modulenaam", "Per peridoe"], ["Agenda", "7"]])
    assert reading.modules[0].periods == ("7",)
    assert problems_of(reading) == [("header-guessed", "B1", "Per peridoe")]
    assert reading.tables[0].columns[1].basis is Basis.GUESS


def test_outcomes_in_rows_below_belong_to_the_module_above(read: Read) -> None:
    reading = read(
        [
            ["Code", "Module", "Leeruitkomst"],
            ["A1", "Agenda", "plant"],
            [None, None, "verzet"],
            ["A2", "Post", "schrijft"],
        ]
    )
    assert [(module.code, module.outcomes) for module in reading.modules] == [
        ("A1", ("plant", "verzet")),
        ("A2", ("schrijft",)),
    ]
    assert [row.role for row in reading.tables[0].rows] == [RowRole.MODULE, RowRole.CONTINUED, RowRole.MODULE]


def test_merged_cells_count_for_every_row_they_span(read: Read) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A2:A3")
        book.worksheets[0].merge_cells("B2:B4")

    rows = [["Leerjaar", "Periode", "Module"], [2, "P7", "Agenda"], [None, None, "Post"], [3, None, "Gasten"]]
    reading = read(rows, change=merge)
    assert [(module.title, module.years, module.periods) for module in reading.modules] == [
        ("Agenda", (2,), ("7",)),
        ("Post", (2,), ("7",)),
        ("Gasten", (3,), ("7",)),
    ]


def test_empty_cells_left_of_the_name_mean_as_above_and_that_is_said(read: Read) -> None:
    reading = read([["Leerjaar", "Module"], [1, "Agenda"], [None, "Post"], [2, "Gasten"]])
    assert [module.years for module in reading.modules] == [(1,), (1,), (2,)]
    assert problems_of(reading) == [("cells-carried-down", "A3", "Leerjaar")]


def test_the_same_module_in_two_places_merges_years_and_periods(read: Read) -> None:
    rows = [["Code", "Module", "Periode"], ["A1", "Agenda", 1]]
    reading = read({"LJ1": rows, "LJ2": [rows[0], ["A1", "agenda", 5]]})
    assert [(module.years, module.periods) for module in reading.modules] == [((1, 2), ("1", "5"))]
    assert reading.problems == ()


def test_a_code_with_another_title_is_an_error_and_the_good_rows_stay(read: Read) -> None:
    reading = read([["Code", "Module"], ["A1", "Agenda"], ["A1", "Post"], ["A2", "Gasten"]])
    assert titles(reading) == ["Agenda", "Gasten"]
    assert problems_of(reading) == [("code-twice", "A3", "A1")]
    assert reading.has_errors


def test_sheet_names_and_section_rows_give_year_and_period(read: Read) -> None:
    rows = [["Module", "SBU"], ["Agenda", 40], ["Periode 8", None], ["Post", 40]]
    reading = read({"LJ2 P7": rows})
    assert [(module.years, module.periods) for module in reading.modules] == [((2,), ("7",)), ((2,), ("8",))]


def test_totals_notes_lines_and_repeated_headers_are_no_modules(read: Read) -> None:
    rows = [
        ["Module", "SBU", "Leerdoel"],
        ["Agenda", 40, "plant"],
        ["-----", "---", "-----"],
        ["Module", "SBU", "Leerdoel"],
        ["Post", 80, "schrijft"],
        ["Totaal", 120, None],
        [None, None, None],
        ["* onder voorbehoud", None, None],
        ["Vastgesteld in het team op 12 maart", None, None],
    ]
    reading = read(rows)
    assert titles(reading) == ["Agenda", "Post"]
    assert reading.problems == ()


def test_a_lonely_text_below_the_table_and_a_cell_beside_it_are_said(read: Read) -> None:
    rows: list[list[Any]] = [["Module", "SBU", "Leerdoel"], ["Agenda", 40, "plant"], ["Post", 80, "leest"]]
    reading = read(
        [*rows, [], ["Afspraken volgen nog"], *([f"Module {n}", n, "x y", None, "los"] for n in range(6, 8))]
    )
    assert titles(reading) == ["Agenda", "Post", "Module 6", "Module 7"]
    assert problems_of(reading) == [
        ("column-without-header", "E1", ""),
        ("row-not-read", "A5", "Afspraken volgen nog"),
    ]


def test_two_tables_below_each_other_with_other_headers_come_together(read: Read) -> None:
    rows = [
        ["Opleidingsonderdeel", "Formatieve toets", "Periode", "Kerntaak / Werkproces"],
        ["Agenda", "portfolio", "Periode 1 t/m 3", "Wp 1.1 t/m 1.2 van B1-K1"],
        [],
        ["Opleidingsonderdeel", "Summatieve toets", "Periode", "Cesuur"],
        ["Agenda", "proeve", "4", "5,5"],
    ]
    module = read(rows).modules[0]
    assert module.assessments == ("portfolio", "proeve")
    assert module.periods == ("1", "2", "3", "4")
    assert [item.code for item in module.work_processes] == ["B1-K1-W1", "B1-K1-W2"]


def test_a_matrix_of_work_processes_below_their_core_tasks_is_read(read: Read) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("B1:C1")

    rows = [
        [None, "B1-K1", None, "B1-K2"],
        ["Module", "W1", "W2", "W1"],
        ["Agenda", "x", None, "●"],
        ["Post", None, "1", "-"],
    ]
    reading = read(rows, change=merge)
    assert [[item.code for item in module.work_processes] for module in reading.modules] == [
        ["B1-K1-W1", "B1-K2-W1"],
        ["B1-K1-W2"],
    ]
    assert reading.tables[0].kind is TableKind.CROSSES


def test_a_matrix_of_competencies_takes_crosses_and_levels_as_statements(read: Read) -> None:
    reading = read([["Module", "M16-01", "M16-02", "M16-03"], ["Agenda", "x", "O", "B"], ["Post", "?", None, "I"]])
    statements = [
        [(item.competency, item.verdict, item.mastery, item.cell) for item in module.statements]
        for module in reading.modules
    ]
    assert statements == [
        [
            ("M16-01", Verdict.FULL, None, "B2"),
            ("M16-02", Verdict.PARTIAL, Mastery.PRACTISE, "C2"),
            ("M16-03", Verdict.FULL, Mastery.MASTER, "D2"),
        ],
        [("M16-03", Verdict.PARTIAL, Mastery.ORIENT, "D3")],
    ]
    assert problems_of(reading) == [("mark-unclear", "B3", "?")]


def test_a_table_of_lessons_gives_the_periods_with_hours_and_the_years_above_them(read: Read) -> None:
    rows = [
        [None, "Leerjaar 1", None, "Leerjaar 2"],
        ["Vak", "P1", "P2", "P5", "Totaal"],
        ["Nederlands", 20, 20, 20, 60],
        ["Agendabeheer", None, 40, None, 40],
        ["Totaal", 20, 60, 20, 100],
    ]
    reading = read(rows)
    assert [(module.title, module.years, module.periods, module.hours.sbu) for module in reading.modules] == [
        ("Nederlands", (1, 2), ("1", "2", "5"), 60),
        ("Agendabeheer", (1,), ("2",), 40),
    ]
    assert reading.problems == ()


def test_a_row_of_data_with_a_period_and_a_work_process_is_no_header(read: Read) -> None:
    reading = read([["OM-1", "Agenda", "1", "P1", "B1-K2-W1"], ["OM-2", "Post", "1", "P3", "B1-K2-W4"]])
    assert reading.modules == ()
    assert [problem.code for problem in reading.problems] == ["table-without-title"]


def test_a_matrix_on_its_side_has_its_modules_in_the_header(read: Read) -> None:
    reading = read([["Werkproces", "Agenda", "Post"], ["B1-K1-W1", None, "x"], ["B1-K2-W1", "x", None]])
    assert [(module.title, [item.code for item in module.work_processes]) for module in reading.modules] == [
        ("Agenda", ["B1-K2-W1"]),
        ("Post", ["B1-K1-W1"]),
    ]


def test_a_code_in_ordinary_text_is_a_statement_too(read: Read) -> None:
    module = read([["Module", "Omschrijving"], ["Agenda", "Werkt aan M20-10 en M16-03."]]).modules[0]
    assert [(item.competency, item.cell) for item in module.statements] == [("M20-10", "B2"), ("M16-03", "B2")]


def test_names_of_people_are_nowhere_in_the_reading(read: Read) -> None:
    reading = read([["Module", "Docent", "SBU"], ["Agenda", "Jan Jansen", 40]])
    assert problems_of(reading) == [("column-personal", "B1", "Docent")]
    assert "Jansen" not in repr(reading)


def test_of_a_table_that_is_not_read_only_a_few_rows_are_kept(read: Read) -> None:
    reading = read(
        [["Voornaam", "Docent", "Aanwezig"], *([f"Student {number}", "Jan Jansen", "ja"] for number in range(40))]
    )
    assert reading.modules == ()
    assert len(reading.tables[0].rows) == 5
    assert "Jansen" not in repr(reading.tables[0].rows)


def test_hidden_parts_are_left_out_reported_and_read_on_request(read: Read) -> None:
    def hide(book: Workbook) -> None:
        sheet = book["Blad1"]
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book["Oud"].sheet_state = "hidden"

    rows = {"Blad1": [["Module", "SBU"], ["Agenda", 40], ["Post", 80]], "Oud": [["Module", "SBU"], ["Faxen", 20]]}
    reading = read(rows, change=hide)
    assert titles(reading) == ["Agenda"]
    assert reading.modules[0].hours.sbu is None
    assert problems_of(reading) == [
        ("column-hidden", "B1", "SBU"),
        ("rows-hidden", "A3", "3"),
        ("sheet-hidden", "", ""),
    ]
    full = read(rows, change=hide, choices=ReadingChoices(include_hidden=True))
    assert titles(full) == ["Agenda", "Post", "Faxen"]
    assert full.problems == ()


def test_the_hidden_identifiers_of_our_own_export_are_kept_with_the_raw_cells(read: Read) -> None:
    def hide(book: Workbook) -> None:
        book.worksheets[0].column_dimensions["A"].hidden = True

    reading = read([["curriculum-id", "Module", "SBU"], ["7f3a", "Agenda", 40]], change=hide)
    assert ("curriculum-id", "7f3a") in [(cell.header, cell.text) for cell in reading.modules[0].raw_cells]
    assert reading.problems == ()


def test_a_code_shown_as_007_stays_007(read: Read) -> None:
    def show(book: Workbook) -> None:
        for cell in ("A2", "A3"):
            book.worksheets[0][cell].number_format = "000"

    reading = read([["Code", "Module"], [7, "Agenda"], [8, "Post"]], change=show)
    assert [module.code for module in reading.modules] == ["007", "008"]


def test_a_period_that_became_a_date_is_reported_and_not_read(read: Read) -> None:
    from datetime import date

    reading = read([["Module", "Periode"], ["Agenda", date(2026, 2, 1)]])
    assert [item[:2] for item in problems_of(reading)] == [("date-instead-of-text", "B2")]
    assert reading.modules[0].periods == ()


def test_every_passage_and_raw_cell_tells_where_it_stood(read: Read) -> None:
    module = read([["Code", "Module", "Leerdoelen"], ["A1", "Agenda", "- plant\n- verzet"]]).modules[0]
    assert [(item.field, item.text, item.cell) for item in module.passages] == [
        (ModuleField.TITLE, "Agenda", "B2"),
        (ModuleField.OUTCOME, "plant", "C2"),
        (ModuleField.OUTCOME, "verzet", "C2"),
    ]
    assert [(cell.header, cell.cell, cell.text) for cell in module.raw_cells] == [
        ("Code", "A2", "A1"),
        ("Module", "B2", "Agenda"),
        ("Leerdoelen", "C2", "- plant\n- verzet"),
    ]


def test_a_column_of_work_processes_is_known_by_its_cells_when_nobody_knows_its_name(read: Read) -> None:
    cells = ("B1-K1-W1", "B1-K1-W2 / B1-K2-W4", "Wp 2.1 van B1-K2", "")
    names = ("Post", "Balie", "Agenda", "Engels")
    rows = [["Module", "Waar in KD", "SBU"], *([name, cell, 40] for name, cell in zip(names, cells, strict=True))]
    reading = read(rows)
    assert [column.column for column in reading.tables[0].columns] == [
        ModuleColumn.TITLE,
        ModuleColumn.WORK_PROCESS,
        ModuleColumn.SBU,
    ]
    assert reading.tables[0].columns[1].basis is Basis.GUESS
    codes = [[mention.code for mention in module.work_processes] for module in reading.modules]
    assert codes == [["B1-K1-W1"], ["B1-K1-W2", "B1-K2-W4"], ["B1-K2-W1"], []]


def test_a_column_that_names_a_work_process_here_and_there_stays_unknown(read: Read) -> None:
    notes = ("nog bespreken", "zie B1-K1-W1", "toets in mei", "klaar")
    names = ("Post", "Balie", "Agenda", "Engels")
    reading = read([["Module", "Kletspraat", "SBU"], *([*row, 40] for row in zip(names, notes, strict=True))])
    assert reading.tables[0].columns[1].column is None


def test_a_person_can_say_what_a_column_is_and_leave_a_table_out(read: Read) -> None:
    rows = {"A": [["Wat", "Kleur"], ["Agenda", "plant"]], "B": [["Module", "SBU"], ["Post", 40]]}
    first = read(rows)
    assert titles(first) == ["Post"]
    signature = first.tables[0].signature
    chosen = ReadingChoices(
        columns=(
            ColumnChoice(signature, 0, ModuleColumn.TITLE),
            ColumnChoice(signature, 1, ModuleColumn.OUTCOME),
        ),
        excluded_tables=frozenset({first.tables[1].key}),
    )
    second = read(rows, choices=chosen)
    assert [(module.title, module.outcomes) for module in second.modules] == [("Agenda", ("plant",))]
    assert [column.basis for column in second.tables[0].columns] == [Basis.CHOICE, Basis.CHOICE]
    assert [table.included for table in second.tables] == [True, False]


def test_choices_move_along_with_a_table_and_need_no_place_in_the_file(read: Read) -> None:
    first = read([["Wat", "Kleur"], ["Agenda", "plant"]])
    chosen = ReadingChoices(columns=(ColumnChoice(first.tables[0].signature, 0, ModuleColumn.TITLE),))
    moved = [["Team Office", "", ""], ["", "wat", "Kleur "], ["", "Agenda", "plant"], ["", "Post", "", "een opmerking"]]
    assert titles(read(moved, choices=chosen)) == ["Agenda", "Post"]
    left_out = ReadingChoices(chosen.columns, excluded_headers=frozenset({("Oud", first.tables[0].signature)}))
    assert titles(read({"Oud": moved, "Nieuw": [["Wat", "Kleur"], ["Bellen", ""]]}, choices=left_out)) == ["Bellen"]


def test_samples_confidence_and_raw_rows_are_there_for_the_preview(read: Read) -> None:
    reading = read([["Module", "SBU", "Kleur"], ["Agenda", "40 sbu", "rood"], ["Post", "80", "blauw"]])
    columns = reading.tables[0].columns
    assert [(column.column, column.confidence, column.samples) for column in columns] == [
        (ModuleColumn.TITLE, 1.0, ("Agenda", "Post")),
        (ModuleColumn.SBU, 1.0, ("40 sbu", "80")),
        (None, 0.0, ("rood", "blauw")),
    ]
    row = reading.tables[0].rows[0]
    assert (row.module, row.texts, reading.tables[0].address(row, 1)) == ("agenda", ("Agenda", "40 sbu", "rood"), "B2")


def test_every_kind_of_column_is_handled_by_the_parser() -> None:
    assert {spec.kind for spec in COLUMNS} == set(ColumnKind)


def test_a_header_with_a_typing_error_is_read_and_asked_about_in_its_cell(read: Read) -> None:
    reading = read([["Modlenaam", "Leerjaar"], ["Agenda", 1]])
    assert [module.title for module in reading.modules] == ["Agenda"]
    assert problems_of(reading) == [("header-guessed", "A1", "Modlenaam")]


def test_a_known_name_in_a_longer_header_is_asked_about_too(read: Read) -> None:
    reading = read([["Module", "Toetsvorm van het geheel"], ["Agenda", "portfolio"]])
    assert [module.assessments for module in reading.modules] == [("portfolio",)]
    assert problems_of(reading) == [("header-guessed", "B1", "Toetsvorm van het geheel")]


def test_a_merged_code_over_two_modules_is_told_at_the_name_that_was_left_out(read: Read) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A2:A3")

    rows = [["Code", "Module", "SBU"], ["A1", "Agenda", 40], [None, "Bellen", 30], ["A2", "Post", 3]]
    reading = read(rows, change=merge)
    assert [module.title for module in reading.modules] == ["Agenda", "Post"]
    assert problems_of(reading) == [("code-merged-over-two", "B3", "A1")]
