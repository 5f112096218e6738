"""The list sheets: what is in each row, found by the hidden English keys."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from curriculum.contract.report import Report
from tests.exports.reading import Export, columns_of, rows_of, sheet_of
from tests.exports.reports import FRAMEWORK, RULE, make_evidence, small_report

LISTS = (
    "candidates",
    "weighings",
    "outlook",
    "to_strengthen",
    "links",
    "decisions",
    "modules",
    "lapsed",
    "competencies",
    "problems",
)


def link_of(workbook: Workbook, module: str, competency: str) -> dict[str, Any]:
    return next(row for row in rows_of(workbook, "links") if (row["module"], row["competency"]) == (module, competency))


def test_there_is_one_row_for_each_link_and_each_decided_pair(small: Workbook) -> None:
    pairs = [(row["module"], row["competency"]) for row in rows_of(small, "links")]
    assert pairs == [
        ("M1", "C1"),
        ("M1", "D1"),
        ("M2", "C2"),
        ("M2", "C1"),
        ("stage-row-7", "C3"),
        ("stage-row-7", "D1"),
    ]


def test_a_decided_link_tells_who_when_why_and_how_sure_the_tool_was(small: Workbook) -> None:
    row = link_of(small, "M2", "C2")
    assert row["module_code"] == "M2"
    assert row["module_title"] == "Vergaderen"
    assert row["competency_title"] == "Overleggen"
    assert (row["sign"], row["state"], row["verdict"]) == ("G!", "gedeeltelijk", "partial")
    assert row["mastery"] == "oefenen"
    assert (row["band"], row["probability"], row["score"]) == ("waarschijnlijk", 0.5, 1)
    assert row["sources"] == "werkproces, woorden, betekenis"
    assert [row[f"source_{each}"] for each in ("explicit", "work_process", "lexical", "meaning")] == [
        0,
        0.25,
        0.5,
        0.75,
    ]
    assert row["decision_source"] == "beoordeeld"
    assert (row["decided_by"], row["decided_at"]) == ("A. de Vries", datetime.fromisoformat("2026-11-02 10:15"))
    assert row["reason"] == "Alleen notuleren"
    assert row["outdated"] == "ja"


def test_evidence_names_sheet_and_cell_and_what_met_what(small: Workbook) -> None:
    assert (
        link_of(small, "M1", "C1")["evidence"] == "Leerjaar 1!F5, leeruitkomst: “plant” ↔ “plannen” (zelfde woordstam)"
    )


def test_evidence_without_a_cell_names_the_field_and_equal_pieces_are_said_once(export: Export) -> None:
    report = small_report()
    link = replace(report.links[0], evidence=(make_evidence("", ""), make_evidence("", ""), make_evidence("Blad", "")))
    workbook = export(replace(report, links=(link,)))
    assert link_of(workbook, "M1", "C1")["evidence"] == (
        "leeruitkomst: “plant” ↔ “plannen” (zelfde woordstam)\n"
        "Blad, leeruitkomst: “plant” ↔ “plannen” (zelfde woordstam)"
    )


def test_a_statement_of_the_sheet_is_told_apart_from_a_persons_decision(small: Workbook) -> None:
    assert link_of(small, "M1", "C1")["decision_source"] == "volgens blad"
    assert link_of(small, "stage-row-7", "D1")["decision_source"] == "beoordeeld"


def test_an_open_proposal_carries_no_verdict(small: Workbook) -> None:
    row = link_of(small, "stage-row-7", "C3")
    assert (row["sign"], row["state"], row["verdict"], row["decided_by"]) == ("?", "nog niet beoordeeld", None, None)


def test_a_decided_pair_without_a_link_has_no_probability(small: Workbook) -> None:
    row = link_of(small, "stage-row-7", "D1")
    assert (row["sign"], row["verdict"]) == ("V", "full")
    assert row["probability"] is row["band"] is row["evidence"] is row["score"] is None


def test_a_source_that_was_not_available_stays_empty(small: Workbook) -> None:
    assert link_of(small, "M1", "D1")["source_meaning"] is None


def test_the_log_keeps_every_decision_and_says_which_one_holds(small: Workbook) -> None:
    told = [(row["module"], row["competency"], row["verdict"], row["holds"]) for row in rows_of(small, "decisions")]
    assert told == [
        ("M1", "C1", "full", "ja"),
        ("M2", "C2", "rejected", "nee, vervangen"),
        ("M2", "C2", "partial", "ja, maar de tekst is sindsdien gewijzigd"),
        ("M2", "C1", "rejected", "ja"),
        ("stage-row-7", "D1", "full", "ja"),
    ]
    row = rows_of(small, "decisions")[2]
    assert (row["decided_at"], row["decided_by"], row["reason"]) == (
        datetime.fromisoformat("2026-11-02 10:15"),
        "A. de Vries",
        "Alleen notuleren",
    )
    assert row["verdict_word"] == "gedeeltelijk"
    assert row["evidence"].startswith("Leerjaar 1!F5")


@pytest.mark.parametrize("key", ["decisions", "links"])
@pytest.mark.parametrize(
    ("told", "expected", "look"),
    [
        ("2026-11-22T00:46:23+00:00", datetime.fromisoformat("2026-11-22 01:46:23"), "dd-mm-yyyy hh:mm"),
        ("2026-07-01T22:30:00+00:00", datetime.fromisoformat("2026-07-02 00:30"), "dd-mm-yyyy hh:mm"),
        ("2026-10-01", datetime.fromisoformat("2026-10-01 00:00"), "dd-mm-yyyy"),
        ("vorige week", "vorige week", "dd-mm-yyyy hh:mm"),
        ("", None, "dd-mm-yyyy hh:mm"),
    ],
)
def test_a_moment_is_a_real_date_in_dutch_local_time(
    export: Export, key: str, told: str, expected: object, look: str
) -> None:
    report = small_report()
    workbook = export(replace(report, decisions=(replace(report.decisions[-1], decided_at=told),)))
    sheet, columns = sheet_of(workbook, key), columns_of(workbook, key)
    cells = {sheet.cell(row, columns["module"]).value: row for row in range(5, sheet.max_row + 1)}
    cell = sheet.cell(cells["stage-row-7"], columns["decided_at"])
    assert (cell.value, cell.number_format) == (expected, look)


def test_a_candidate_says_why_and_which_modules_come_nearest_and_what_they_lack(small: Workbook) -> None:
    (row,) = rows_of(small, "candidates")
    assert (row["competency"], row["title"], row["theme"], row["coverage"]) == (
        "C4",
        "Verbeteren",
        "T1 Regie",
        "ontbreekt",
    )
    assert "12%" in row["reason"]
    assert "50%" in row["reason"]
    assert row["nearest"].split("\n") == [
        "M1 Agendabeheer (te zwak voor een voorstel)",
        "    gemeenschappelijk: plannen",
        "    ontbreekt: verbeteren, pdca",
        "M2 Vergaderen (te zwak voor een voorstel)",
        "    ontbreekt: pdca",
    ]
    assert row["nearest_modules"] == "M1\nM2"


def test_a_reason_in_words_and_a_candidate_outside_the_list_are_shown_as_they_are(export: Export) -> None:
    report = small_report()
    told = replace(report.candidates[0], reason="Besluit van de raad"), replace(report.candidates[0], competency="Z9")
    rows = rows_of(export(replace(report, candidates=told)), "candidates")
    assert [row["reason"] for row in rows] == ["Besluit van de raad", "nothing_found"]
    assert rows[1]["title"] is None


def test_the_candidates_carry_the_footnote(small: Workbook) -> None:
    note = str(sheet_of(small, "candidates")["A2"].value)
    assert note.startswith("Niveau 4+ is een werktitel, geen NLQF-niveau.")
    assert "50%" in note


def test_partly_covered_competencies_have_their_own_list_with_the_reasons(small: Workbook) -> None:
    (row,) = rows_of(small, "to_strengthen")
    assert row["competency"] == "C2"
    assert row["modules_partial"] == "M2 Vergaderen (oefenen): Alleen notuleren"


def test_a_partly_covering_module_without_a_decision_on_record_is_named_all_the_same(export: Export) -> None:
    (row,) = rows_of(export(replace(small_report(), decisions=())), "to_strengthen")
    assert row["modules_partial"] == "M2 Vergaderen"


def test_a_module_row_holds_what_was_read_and_what_its_links_add_up_to(small: Workbook) -> None:
    first, _, last = rows_of(small, "modules")
    assert (first["code"], first["title"], first["module"]) == ("M1", "Agendabeheer", "M1")
    assert (first["years"], first["periods"]) == ("1", "P1, P2")
    assert (first["sbu"], first["bot"], first["bpv"]) == (80, 50.5, None)
    assert first["work_processes"] == "B1-K1-W1\nB1-K2-W3"
    assert first["outcomes"] == "De student plant.\nDe student overlegt."
    assert (first["sheet"], first["row"]) == ("Leerjaar 1", 5)
    assert (first["full"], first["partial"], first["proposed"]) == (1, 0, 0)
    assert (last["code"], last["module"], last["full"], last["proposed"]) == (None, "stage-row-7", 1, 1)


def test_a_competency_row_holds_coverage_modules_and_source(small: Workbook) -> None:
    rows = {row["competency"]: row for row in rows_of(small, "competencies")}
    assert list(rows) == ["C1", "D1", "C2", "C3", "C4"]
    assert (rows["C1"]["sign"], rows["C1"]["modules_full"]) == ("V", "M1 Agendabeheer")
    assert rows["C2"]["modules_partial"] == "M2 Vergaderen"
    assert rows["C3"]["modules_proposed"] == "Stage"
    assert [rows[code]["candidate"] for code in rows] == [None, None, None, None, "ja"]
    assert rows["C4"]["finding"] == "niets gevonden"
    assert rows["C1"]["probability"] == 0.75
    assert rows["C1"]["kbb_letters"] == "A, E"
    assert rows["C1"]["search_terms"] == "regie, draaiboek"
    assert (rows["C1"]["source"], rows["C1"]["source_date"]) == ("P. Vos", "2017-03-23")


def test_problems_stand_with_their_place_and_sentence(small: Workbook) -> None:
    first, second = rows_of(small, "problems")
    assert (first["severity_word"], first["severity"], first["code"]) == ("let op", "warning", "wp-unknown")
    assert (first["file"], first["sheet"], first["cell"], first["value"]) == (
        "modules.xlsx",
        "Leerjaar 1",
        "G5",
        "Wp 9",
    )
    assert first["message"] == "Werkproces 9 bestaat niet."
    assert second["severity_word"] == "fout"
    assert "Fouten: 1, let op: 1." in str(sheet_of(small, "problems")["A2"].value)


def test_a_competency_that_is_found_otherwise_than_before_tells_why(small: Workbook) -> None:
    told = {row["competency"]: (row["finding_before"], row["changed_why"]) for row in rows_of(small, "competencies")}
    before, why = told.pop("C4")
    assert before == "waarschijnlijk aanwezig"
    assert why == "Sindsdien beoordeeld: M2 (afgewezen).\n" + (
        "De tool leerde van oordelen over andere koppelingen: M1 – C1 (volledig) en nog 3."
    )
    assert set(told.values()) == {(None, None)}


def test_a_lapsed_module_is_accounted_for_with_all_that_went_with_it(small: Workbook) -> None:
    rows = rows_of(small, "lapsed")
    assert [(row["module_code"], row["competency"], row["verdict"], row["holds"]) for row in rows] == [
        ("M8", "C4", "rejected", "nee, vervangen"),
        ("M8", "C4", "full", "ja"),
        ("M8", "C1", "full", "ja"),
        (None, None, None, None),
    ]
    told = rows[1]
    assert (told["lapsed_at"], told["lapsed_by"]) == (datetime.fromisoformat("2026-11-03 10:00"), "A. de Vries")
    assert (told["file"], told["reason"], told["decided_by"]) == ("modules 2027.xlsx", "Toch", "B. Bos")
    assert [(row["coverage_with"], row["coverage_now"]) for row in rows] == [
        (None, None),
        ("volledig gedekt", "ontbreekt"),
        (None, None),
        (None, None),
    ]
    assert (rows[3]["module_title"], rows[3]["module"]) == ("Telex", "M9")
    # A lapsed module is no module of the programme: it has no column in the matrix and no row among the modules.
    assert "module:M8" not in columns_of(small, "matrix")
    assert {row["module"] for row in rows_of(small, "modules")} == {"M1", "M2", "stage-row-7"}


def test_a_decision_on_a_candidate_tells_who_when_why_on_what_ground_and_what_comes_next(small: Workbook) -> None:
    rows = rows_of(small, "weighings")
    assert [(row["competency"], row["destination_word"], row["holds"]) for row in rows] == [
        ("C4", "later opnieuw bekijken", "nee, vervangen"),
        ("C4", "een keuzedeel", "ja"),
    ]
    told = rows[1]
    assert (told["decided_by"], told["decided_at"]) == ("D. Board", datetime.fromisoformat("2026-11-05 10:00"))
    assert (told["reason"], told["robustness"], told["needed_in"]) == ("Overal nodig", "robuust", "Zwerm\nBalie\nRegie")
    assert (told["hours"], told["owner"], told["due"], told["first_step"]) == (
        240,
        "teamleider",
        "mei 2027",
        "Werkgroep",
    )
    assert (told["probability"], told["nearest"]) == (0.1299, "M2 Vergaderen (plan)")
    flagged = next(row for row in rows_of(small, "candidates") if row["competency"] == "C4")
    assert (flagged["destination"], flagged["weighed_why"]) == ("een keuzedeel", "Overal nodig")
    assert (flagged["weighed_by"], flagged["robustness"]) == ("D. Board", "robuust")


def test_a_candidate_on_which_nobody_decided_says_so(export: Export) -> None:
    rows = rows_of(export(replace(small_report(), weighings=())), "candidates")
    assert {row["destination"] for row in rows} == {"nog niet besloten"}


def test_the_chance_in_a_sentence_is_cut_off_as_it_is_on_the_pages(export: Export) -> None:
    report = small_report()
    near = tuple(replace(each, probability=0.4476) for each in report.competencies)
    told = rows_of(export(replace(report, competencies=near)), "candidates")[0]["reason"]
    assert "dit dekt is 44%" in told


def test_the_outlook_tells_its_scenarios_and_the_way_back(small: Workbook) -> None:
    told = {row["key"]: row["text"] for row in rows_of(small, "outlook")}
    assert told["question"] == "Hoe ziet het werk er in 2030 uit?"
    assert told["uncertainty:1"] == "AI: uitdaging 5 van 5, gevolgen 4 van 5 (poll)"
    assert told["axis:horizontal"] == "Plek: kantoor ↔ overal"
    assert told["scenario:1"] == "Regie\noveral / AI\noverzicht\nAlles online."
    assert told["scenario:2"] == "kantoor / AI"
    assert told["trend:1"] == "Software plant (daagt uit; AI; werkveld; krant)"
    assert told["part:1"] == "Zakenreizen (Boekt men zelf; 80 sbu)"
    assert (told["freed_hours"], told["asked_hours"]) == (80, 240)
    assert (told["made_by"], told["made_at"]) == ("D. Board", "4 november 2026")
    assert "room_hours" not in told


@pytest.mark.parametrize("key", LISTS)
def test_a_list_is_a_table_with_filters_frozen_heads_and_repeated_print_titles(small: Workbook, key: str) -> None:
    sheet = sheet_of(small, key)
    (table,) = sheet.tables.values()
    assert table.displayName == key
    assert table.autoFilter is not None
    assert table.autoFilter.ref == table.ref
    assert table.ref.startswith("A4:")
    assert table.ref.endswith(str(sheet.max_row))
    assert str(sheet.freeze_panes).endswith("5")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.row_dimensions[3].hidden


@pytest.mark.parametrize("key", LISTS)
def test_an_empty_list_says_so_and_is_no_table(export: Export, key: str) -> None:
    sheet = sheet_of(export(Report(FRAMEWORK, RULE, (), (), (), ())), key)
    assert not sheet.tables
    assert sheet["A5"].value
    assert str(sheet["A5"].value).endswith(".")


def test_a_row_is_as_high_as_its_longest_text(export: Export) -> None:
    report = small_report()
    long = replace(report.modules[0], description="Een lange omschrijving van deze module. " * 20)
    sheet = sheet_of(export(replace(report, modules=(long, report.modules[1]))), "modules")
    assert (sheet.row_dimensions[5].height or 0) > 150
    assert (sheet.row_dimensions[6].height or 0) < 60


def test_the_same_sheets_stand_in_english_with_the_same_keys(export: Export, small: Workbook) -> None:
    english = export(small_report(), "en")
    assert english.sheetnames == [
        "Cover sheet",
        "Gap matrix",
        "Candidates Niveau 4+",
        "Decisions on candidates",
        "Outlook",
        "To strengthen",
        "Links",
        "Decisions",
        "Modules",
        "Lapsed modules",
        "Competencies",
        "Problems while reading",
    ]
    assert set(english.defined_names) == set(small.defined_names)
    assert link_of(english, "M2", "C2")["state"] == "partial"


def test_the_dutch_sheets_have_dutch_names(small: Workbook) -> None:
    assert small.sheetnames == [
        "Voorblad",
        "Gapmatrix",
        "Kandidaten Niveau 4+",
        "Besluiten over kandidaten",
        "Toekomstbeeld",
        "Te versterken",
        "Koppelingen",
        "Besluiten",
        "Modules",
        "Vervallen modules",
        "Competenties",
        "Problemen bij het inlezen",
    ]


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_no_sheet_has_two_columns_with_the_same_heading(export: Export, locale: str) -> None:
    workbook = export(small_report(), locale)
    for key in LISTS:
        headings = [cell.value for cell in next(sheet_of(workbook, key).iter_rows(min_row=4, max_row=4))]
        assert len({str(heading).casefold() for heading in headings}) == len(headings), key
