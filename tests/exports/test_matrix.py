"""The gap matrix starts at the competencies and shows every state by a letter."""

from dataclasses import replace

from openpyxl import Workbook

from curriculum.contract.records import DecisionRecord
from curriculum.contract.report import Report
from curriculum.contract.vocabulary import Coverage, Verdict
from exports import styles
from tests.exports.reading import Export, columns_of, cover_facts, matrix_rows, sheet_of
from tests.exports.reports import FRAMEWORK, RULE, large_report, make_competency, make_module, small_report


def signs(workbook: Workbook, competency: str) -> dict[str, object]:
    row = matrix_rows(workbook)[competency]
    return {key.removeprefix("module:"): cell.value for key, cell in row.items() if key.startswith("module:")}


def test_every_competency_has_a_row_even_when_no_module_touches_it(small: Workbook) -> None:
    rows = matrix_rows(small)
    assert list(rows) == ["C1", "C2", "C3", "C4", "D1"]  # grouped by theme, themes by code
    assert rows["C4"]["coverage"].value == "ontbreekt"
    assert set(signs(small, "C4").values()) == {None}


def test_every_module_has_a_column_in_sheet_order_with_code_and_title(small: Workbook) -> None:
    columns = [key for key in columns_of(small, "matrix") if key.startswith("module:")]
    assert columns == ["module:M1", "module:M2", "module:stage-row-7"]
    heads = [sheet_of(small, "matrix").cell(4, columns_of(small, "matrix")[key]).value for key in columns]
    assert heads == ["M1 Agendabeheer", "M2 Vergaderen", "Stage"]


def test_a_statement_of_the_sheet_a_decision_and_a_proposal_each_have_their_letter(small: Workbook) -> None:
    assert signs(small, "C1") == {"M1": "V", "M2": "×", "stage-row-7": None}
    assert signs(small, "C3") == {"M1": None, "M2": None, "stage-row-7": "?"}


def test_the_last_decision_holds_and_an_outdated_one_carries_a_mark(small: Workbook) -> None:
    assert signs(small, "C2") == {"M1": None, "M2": "G!", "stage-row-7": None}


def test_a_decision_on_a_pair_that_was_never_proposed_is_shown(small: Workbook) -> None:
    assert signs(small, "D1")["stage-row-7"] == "V"


def test_a_link_that_the_rule_does_not_propose_is_no_sign(small: Workbook) -> None:
    assert signs(small, "D1")["M1"] is None


def test_the_coverage_of_a_row_is_a_letter_and_a_word(small: Workbook) -> None:
    told = {code: (row["sign"].value, row["coverage"].value) for code, row in matrix_rows(small).items()}
    assert told == {
        "C1": ("V", "volledig gedekt"),
        "D1": ("V", "volledig gedekt"),
        "C2": ("G", "gedeeltelijk gedekt"),
        "C3": ("?", "voorgesteld"),
        "C4": ("–", "ontbreekt"),
    }


def test_a_theme_band_runs_over_all_columns(small: Workbook) -> None:
    sheet = sheet_of(small, "matrix")
    last = len(columns_of(small, "matrix"))
    fills = [sheet.cell(5, column).fill.fgColor.rgb for column in range(1, last + 1)]
    assert fills == [f"00{styles.ACCENT_PALE}"] * last


def test_only_candidates_carry_the_candidate_sign(small: Workbook) -> None:
    marked = {code for code, row in matrix_rows(small).items() if row["candidate"].value == "4+"}
    assert marked == {"C4"}


def test_the_rule_with_its_settings_stands_under_the_matrix(small: Workbook) -> None:
    told = "\n".join(str(row[2].value) for row in sheet_of(small, "matrix").iter_rows(min_row=14))
    assert "Alleen een besluit telt" in told
    assert "minstens 30% is" in told
    assert "onder 50% ligt" in told
    assert "geen NLQF-niveau" in told


def test_row_totals_count_the_links_of_each_state(small: Workbook) -> None:
    rows = matrix_rows(small)
    assert [rows["C1"][key].value for key in ("full", "partial", "proposed")] == [1, None, None]
    assert [rows["C2"][key].value for key in ("full", "partial", "proposed")] == [None, 1, None]
    assert [rows["C3"][key].value for key in ("full", "partial", "proposed")] == [None, None, 1]


def test_column_totals_count_the_links_of_each_module(small: Workbook) -> None:
    sheet, columns = sheet_of(small, "matrix"), columns_of(small, "matrix")
    totals = {}
    for row in range(5, sheet.max_row + 1):
        label = str(sheet.cell(row, columns["title"]).value)
        if label.startswith("Koppelingen:"):
            totals[label] = [sheet.cell(row, columns[f"module:{each}"]).value for each in ("M1", "M2", "stage-row-7")]
    assert totals == {
        "Koppelingen: volledig": [1, 0, 1],
        "Koppelingen: gedeeltelijk": [0, 1, 0],
        "Koppelingen: nog niet beoordeeld": [0, 0, 1],
    }


def test_each_theme_has_a_band_that_says_how_much_of_it_is_covered(small: Workbook) -> None:
    sheet = sheet_of(small, "matrix")
    bands = [
        (sheet.cell(row, 1).value, sheet.cell(row, 3).value, sheet.cell(row, 5).value)
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, 1).value and not sheet.cell(row, 2).value
    ]
    assert bands == [("T1", "Regie", "2 van 4 gedekt"), ("T2", "Taal", "1 van 1 gedekt")]
    levels = [sheet.row_dimensions[row].outlineLevel for row in (5, 6, 9, 10, 11)]
    assert levels == [0, 1, 1, 0, 1]


def test_themes_follow_their_codes_and_a_theme_that_comes_back_in_the_list_has_one_band(export: Export) -> None:
    themes = {"A1": "T2", "A2": "", "A3": "T10", "A4": "T1", "A5": "T2"}
    competencies = tuple(make_competency(code, code, Coverage.MISSING, theme=theme) for code, theme in themes.items())
    workbook = export(replace(small_report(), competencies=competencies, candidates=()))
    sheet = sheet_of(workbook, "matrix")
    firsts = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(5, 13)]
    assert firsts == [
        ("T1", None),
        ("T1", "A4"),
        ("T2", None),
        ("T2", "A1"),
        ("T2", "A5"),
        ("T10", None),
        ("T10", "A3"),
        (None, "A2"),
    ]
    assert [key for key in cover_facts(workbook) if key.startswith("theme:")] == ["theme:T1", "theme:T2", "theme:T10"]


def test_no_state_differs_from_another_by_colour_alone(small: Workbook) -> None:
    looks: dict[str, set[str]] = {}
    for row in matrix_rows(small).values():
        for key, cell in row.items():
            if key == "sign" or key.startswith("module:"):
                looks.setdefault(str(cell.fill.fgColor.rgb if cell.fill.fill_type else "none"), set()).add(
                    str(cell.value)
                )
    assert looks[f"00{styles.ACCENT}"] == {"V"}
    assert looks[f"00{styles.ACCENT_HALF}"] <= {"G", "G!"}
    assert looks[f"00{styles.SIGNAL_PALE}"] == {"–"}


def test_a_proposal_has_a_dashed_outline_and_an_outdated_decision_a_signal_one(small: Workbook) -> None:
    rows = matrix_rows(small)
    assert rows["C3"]["module:stage-row-7"].border.left.style == "dashed"
    assert rows["C2"]["module:M2"].border.left.color.rgb == f"00{styles.SIGNAL}"


def test_the_legend_stands_on_the_sheet(small: Workbook) -> None:
    sheet = sheet_of(small, "matrix")
    assert all(sign in str(sheet["A2"].value) for sign in "VG?×–!")
    below = {sheet.cell(row, 2).value for row in range(sheet.max_row - 12, sheet.max_row + 1)}
    assert {"V", "G", "?", "×", "–", "!", "4+"} <= below


def test_the_matrix_can_be_filtered_and_keeps_its_heads_in_view(small: Workbook) -> None:
    sheet = sheet_of(small, "matrix")
    assert sheet.freeze_panes == "F5"
    assert sheet.auto_filter.ref == "A4:F11"
    assert sheet.row_dimensions[3].hidden
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_title_cols == "$A:$E"
    assert sheet["J4"].alignment.textRotation == 90


def test_only_places_that_say_something_are_written(export: Export) -> None:
    workbook = export(large_report(60, 40, links_per_module=2))
    written = sum(1 for row in matrix_rows(workbook).values() for cell in row.values() if cell.value is not None)
    assert written < 40 * 9 + 60 * 2 + 1


def test_a_wide_matrix_is_spread_over_several_pages(export: Export) -> None:
    assert sheet_of(export(large_report(61, 3)), "matrix").page_setup.fitToWidth == 2
    assert sheet_of(export(large_report(60, 3)), "matrix").page_setup.fitToWidth == 1


def test_a_long_module_name_is_cut_in_the_head_and_whole_in_the_list(export: Export) -> None:
    title = "Keuzedeel " + "zeer lange naam " * 8
    report = replace(small_report(), modules=(make_module("M1", title),))
    head = str(sheet_of(export(report), "matrix")["J4"].value)
    assert head.endswith("…")
    assert len(head) <= 56
    assert sheet_of(export(report), "modules")["B5"].value == title


def test_a_framework_without_themes_gives_a_plain_list(export: Export) -> None:
    report = Report(
        FRAMEWORK,
        RULE,
        modules=(make_module("M1", "Agendabeheer"),),
        competencies=(make_competency("X1", "Plannen", Coverage.MISSING, theme=""),),
        links=(),
        candidates=(),
    )
    sheet = sheet_of(export(report), "matrix")
    assert sheet["B5"].value == "X1"
    assert sheet.row_dimensions[5].outlineLevel == 0


def test_without_modules_every_competency_still_has_its_row(export: Export) -> None:
    workbook = export(replace(small_report(), modules=(), links=(), decisions=()))
    assert list(matrix_rows(workbook)) == ["C1", "C2", "C3", "C4", "D1"]


def test_a_decision_about_a_module_that_is_gone_does_not_break_the_matrix(export: Export) -> None:
    report = replace(small_report(), decisions=(DecisionRecord("gone", "C1", Verdict.FULL),))
    assert "gone" not in signs(export(report), "C1")
