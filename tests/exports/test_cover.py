"""The cover sheet says which programme, list, files and rule a result stands on."""

from dataclasses import replace

from openpyxl import Workbook

from curriculum.contract.report import Report, Rule
from exports import Cover
from tests.exports.reading import Export, cover_facts, sheet_of
from tests.exports.reports import FRAMEWORK, small_report


def all_texts(workbook: Workbook) -> str:
    return "\n".join(str(cell.value) for row in sheet_of(workbook, "cover").iter_rows() for cell in row if cell.value)


def test_the_cover_names_the_programme_and_its_version(small: Workbook) -> None:
    facts = cover_facts(small)
    assert facts["programme"] == "Office & managementsupport"
    assert facts["leerweg"] == "BOL"
    assert facts["cohort"] == "2026-2027"
    assert facts["version"] == "0.3"
    assert "het tweede is het nummer van de laatste keer dat er is gekoppeld" in facts["version_rule"]
    assert facts["status"] == "afgestemd"
    assert facts["author"] == "A. de Vries"
    assert facts["school"] == "Voorbeeldcollege"
    assert facts["qualification"] == "23231 Office- en managementsupport"
    assert facts["made_on"] == "21 november 2026"


def test_the_crebo_code_is_text_and_keeps_its_zero(small: Workbook) -> None:
    assert cover_facts(small)["crebo"] == "02557"


def test_what_nobody_stated_is_said_to_be_not_stated(export: Export) -> None:
    facts = cover_facts(export(small_report(), cover=Cover()))
    assert facts["programme"] == facts["crebo"] == facts["leerweg"] == facts["author"] == "niet ingevuld"
    assert facts["status"] == "concept"
    assert "school" not in facts
    assert "version_rule" not in facts


def test_without_a_programme_the_pages_still_have_a_title(export: Export) -> None:
    sheet = sheet_of(export(small_report(), cover=Cover(cohort="2026")), "matrix")
    assert sheet.oddHeader.left.text == "Verantwoording curriculum · 2026"


def test_the_cover_names_the_list_with_source_and_date(small: Workbook) -> None:
    facts = cover_facts(small)
    assert facts["framework"] == FRAMEWORK.title
    assert facts["framework_version"] == "1"
    assert facts["framework_source"] == "P. Vos, column"
    assert facts["framework_source_date"] == "2017-03-23"
    assert facts["framework_sha256"] == "f" * 64


def test_the_cover_states_the_rule_with_its_settings(small: Workbook) -> None:
    facts = cover_facts(small)
    assert "Alleen een besluit telt" in facts["rule_coverage"]
    assert "30" in facts["link_threshold"]
    assert "50" in facts["gap_threshold"]
    assert facts["bands"].replace("\xa0", "") == "sterk ≥ 65%, waarschijnlijk ≥ 45%, zwak ≥ 30%"
    assert facts["engine"] == "curriculum-mapping 1"
    assert facts["settings_sha256"] == "a" * 64
    assert "betekenis" in facts["meaning"]


def test_the_cover_says_when_only_words_were_compared(export: Export) -> None:
    rule = Rule("e", link_threshold=0.325, gap_threshold=0.5, bands=(), meaning=False)
    facts = cover_facts(export(replace(small_report(), rule=rule)))
    assert facts["meaning"] == "Alleen woorden zijn vergeleken."
    assert "32,5%" in facts["link_threshold"]


def test_the_cover_carries_the_hash_of_each_file(small: Workbook) -> None:
    assert cover_facts(small)["input:1"] == "sha256 " + "c" * 64
    assert "modules.xlsx" in all_texts(small)


def test_the_cover_counts_each_coverage_word(small: Workbook) -> None:
    facts = cover_facts(small)
    assert [facts[f"coverage:{word}"] for word in ("full", "partial", "proposed", "missing")] == [2, 1, 1, 1]
    assert facts["competencies"] == 5
    assert facts["candidates"] == 1
    assert facts["modules"] == 3
    assert facts["decisions"] == 5
    assert facts["problems"] == 2
    assert facts["theme:T1"] == 4
    assert facts["theme:T2"] == 1


def test_the_cover_says_that_niveau_4_plus_is_a_working_title(small: Workbook) -> None:
    assert "Niveau 4+ is een werktitel, geen NLQF-niveau." in all_texts(small)


def test_the_cover_explains_every_sign_in_words(small: Workbook) -> None:
    sheet = sheet_of(small, "cover")
    signs = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, sheet.max_row + 1)}
    assert {sign: signs[sign] for sign in "VG?–"} == {
        "V": "volledig gedekt",
        "G": "gedeeltelijk gedekt",
        "?": "voorgesteld",
        "–": "ontbreekt",
    }


def test_the_cover_leads_to_every_other_sheet(small: Workbook) -> None:
    sheet = sheet_of(small, "cover")
    places = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert places == [f"'{name}'!A1" for name in small.sheetnames[1:]]


def test_a_report_without_themes_has_no_theme_table(export: Export) -> None:
    report = small_report()
    bare = tuple(replace(each, record=replace(each.record, theme="", theme_title="")) for each in report.competencies)
    assert "Dekking per thema" not in all_texts(export(replace(report, competencies=bare)))


def test_an_empty_report_still_has_a_whole_cover(export: Export) -> None:
    report = Report(FRAMEWORK, Rule("e", 0.5, 0.5, (), meaning=False), (), (), (), ())
    facts = cover_facts(export(report))
    assert facts["competencies"] == facts["coverage:missing"] == facts["modules"] == 0
    assert facts["input:0"] == "niet ingevuld"
