"""``curriculum map`` through its command line, its JSON and its workbook."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from curriculum.contract.report import SCHEMA
from curriculum.contract.vocabulary import Coverage
from tests.cli.conftest import Program, Run


def read_report(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("map", *arguments, "--json", "-")
    assert result.exit_code in (0, 1), result.stderr
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def write_sheet(path: Path, rows: list[list[str]]) -> str:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path.name


def test_the_report_follows_the_contract(run: Run, demo_sheet: str) -> None:
    report = read_report(run, demo_sheet)

    assert report["schema"] == SCHEMA
    assert len(report["competencies"]) == 35
    assert len(report["modules"]) >= 30
    assert all(module["name"] == module["title"] for module in report["modules"])
    pairs = [(link["module"], link["competency"]) for link in report["links"]]
    assert len(pairs) == len(set(pairs))
    assert all(link["proposed"] or link["statement"] for link in report["links"])
    assert {competency["coverage"] for competency in report["competencies"]} <= {*Coverage}


def test_a_code_in_the_sheet_counts_as_coverage_and_a_proposal_does_not(run: Run, demo_sheet: str) -> None:
    report = read_report(run, demo_sheet)

    stated = {link["competency"] for link in report["links"] if link["statement"] == "full"}
    covered = {item["code"] for item in report["competencies"] if item["coverage"] in ("full", "partial")}
    assert stated
    assert covered == stated


def test_a_second_run_gives_the_same_bytes(run_program: Program, demo_sheet: str, tmp_path: Path) -> None:
    for name in ("first", "second"):
        result = run_program("map", demo_sheet, "--json", f"{name}.json", "--output", f"{name}.xlsx")
        assert result.returncode in (0, 1), result.stderr

    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def test_top_adds_links_and_changes_no_decision(run: Run, demo_sheet: str) -> None:
    plain, more = read_report(run, demo_sheet), read_report(run, demo_sheet, "--top", "5")

    proposed = [(link["module"], link["competency"]) for link in plain["links"] if link["proposed"]]
    assert [(link["module"], link["competency"]) for link in more["links"] if link["proposed"]] == proposed
    assert more["competencies"] == plain["competencies"]
    per_module = {module["id"]: 0 for module in more["modules"]}
    for link in more["links"]:
        per_module[link["module"]] += 1
    assert min(per_module.values()) >= 5


def test_a_decision_from_a_file_covers_a_competency(run: Run, demo_sheet: str, tmp_path: Path) -> None:
    before = read_report(run, demo_sheet)
    missing = next(item["code"] for item in before["competencies"] if item["coverage"] == "missing")
    module = before["modules"][0]["id"]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([["module", "competentie", "besluit"], [module, missing, "volledig"]])
    (tmp_path / "besluiten.csv").write_text(buffer.getvalue())

    after = read_report(run, demo_sheet, "--decisions", "besluiten.csv")

    coverage = {item["code"]: item["coverage"] for item in after["competencies"]}
    assert coverage[missing] == "full"
    assert missing not in {candidate["competency"] for candidate in after["candidates"]}


def test_the_cover_carries_what_the_options_say(run: Run, demo_sheet: str, tmp_path: Path) -> None:
    options = ("--programme", "Office & management support", "--crebo", "01234", "--leerweg", "bbl", "--cohort", "2026")

    result = run("map", demo_sheet, "--output", "uit.xlsx", *options)

    assert result.exit_code == 0, result.stderr
    cover = openpyxl.load_workbook(tmp_path / "uit.xlsx").worksheets[0]
    texts = {cell.value for row in cover.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {"Office & management support", "01234", "BBL", "2026"} <= texts


def test_an_error_in_one_row_exits_1_and_the_good_rows_are_still_mapped(run: Run, tmp_path: Path) -> None:
    rows = [
        ["Code", "Module", "Omschrijving"],
        ["A1", "Agendabeheer", "De student plant afspraken en bewaakt de agenda van de manager."],
        ["A1", "Heel iets anders", "De student ontvangt bezoekers."],
        ["A2", "Vergaderingen", "De student notuleert."],
    ]
    name = write_sheet(tmp_path / "fout.xlsx", rows)

    result = run("map", name, "--json", "uit.json", "--output", "uit.xlsx")

    assert result.exit_code == 1
    report = json.loads((tmp_path / "uit.json").read_text())
    assert {"Agendabeheer", "Vergaderingen"} <= {module["title"] for module in report["modules"]}
    assert any(problem["severity"] == "error" and problem["cell"] for problem in report["problems"])
    assert (tmp_path / "uit.xlsx").exists()


def test_a_file_with_only_a_title_and_a_description_works(run: Run, tmp_path: Path) -> None:
    name = write_sheet(
        tmp_path / "kort.xlsx", [["Titel", "Omschrijving"], ["Gastvrij ontvangen", "Je ontvangt bezoekers gastvrij."]]
    )

    report = read_report(run, name, "--top", "3")

    assert [module["title"] for module in report["modules"]] == ["Gastvrij ontvangen"]
    assert "M16-12" in [link["competency"] for link in report["links"]]


def test_a_framework_of_your_own_is_used(run: Run, demo_sheet: str, tmp_path: Path) -> None:
    (tmp_path / "eigen.csv").write_text("code;titel;omschrijving\nX1;Notuleren;Maakt verslag van vergaderingen\n")

    report = read_report(run, demo_sheet, "--framework", "eigen.csv")

    assert [item["code"] for item in report["competencies"]] == ["X1"]


def test_a_school_adds_words_and_abbreviations_of_its_own_as_search_terms(run: Run, tmp_path: Path) -> None:
    framework = tmp_path / "eigen.csv"
    framework.write_text(
        "code;titel;omschrijving;zoektermen\n"
        "Z1;Werken in een bedrijf;Laat zien wat je kunt.;BPV, leerbedrijf, opnij-boekje\n"
        "Z2;Werken met cijfers;Leest tabellen en grafieken.;dashboard\n",
        encoding="utf-8",
    )
    sheet = write_sheet(
        tmp_path / "m.xlsx",
        [
            ["module", "omschrijving"],
            ["Stage", "De student loopt bpv en vult het opnij-boekje in."],
            ["Buiten school", "Doet ervaring op in de beroepspraktijkvorming."],
            ["Koken", "Bakt een ei."],
        ],
    )
    report = read_report(run, sheet, "--framework", str(framework), "--top", "1")
    kinds = {
        (link["module"], piece["competency_text"]): piece["kind"]
        for link in report["links"]
        for piece in link["evidence"]
    }
    assert kinds["stage", "BPV"] == kinds["stage", "opnij-boekje"] == "search_term"
    assert kinds["buiten-school", "BPV"] == "synonym", "the shipped list knows what BPV stands for"


def test_wrong_usage_exits_2(run: Run, demo_sheet: str) -> None:
    assert run("map").exit_code == 2
    assert run("map", "is-er-niet.xlsx").exit_code == 2
    assert run("map", demo_sheet, "--framework", "bestaat-niet").exit_code == 2
    assert run("map", demo_sheet, "--top", "veel").exit_code == 2


@pytest.mark.parametrize("option", ["--json", "--output"])
@pytest.mark.parametrize("target", ["geen/map/uit.x", ".", "", "/dev/full", "x" * 300])
def test_a_target_that_cannot_be_written_is_refused_before_the_work(
    run: Run, demo_sheet: str, option: str, target: str
) -> None:
    result = run("map", demo_sheet, option, target)

    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert not Path("/dev/full").is_file()


@pytest.mark.parametrize("option", ["--json", "--output"])
def test_an_input_is_never_overwritten(run: Run, demo_sheet: str, tmp_path: Path, option: str) -> None:
    before = (tmp_path / demo_sheet).read_bytes()

    result = run("map", demo_sheet, option, demo_sheet)

    assert result.exit_code == 2
    assert (tmp_path / demo_sheet).read_bytes() == before


def test_a_sheet_from_which_nothing_is_read_exits_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg.csv").write_text("module,competency,verdict" + "," * 100 + "\n")

    assert run("check", "leeg.csv").exit_code == 1


def test_a_full_standard_output_is_said_in_a_sentence(demo_sheet: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        program = [sys.executable, "-m", "curriculum", "frameworks"]
        result = subprocess.run(program, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("curriculum: ")


def test_a_file_name_with_broken_bytes_is_read(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"modules\xff.csv")
    (tmp_path / name).write_text("module;omschrijving\nAgenda;afspraken plannen\n")

    result = run("check", name, "--json", "uit.json")

    assert result.exit_code == 0
    assert json.loads((tmp_path / "uit.json").read_text())["inputs"][0]["file"] == "modules�.csv"


def test_an_unreadable_file_exits_1_with_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "foto.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    result = run("map", "foto.xlsx", "--json", "uit.json")

    assert result.exit_code == 1
    assert "foto.xlsx" in result.stderr
    assert "Traceback" not in result.stderr


def test_map_loads_neither_flask_nor_sqlalchemy(demo_sheet: str, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from curriculum.cli import commands\n"
        f"commands(['map', {demo_sheet!r}, '--json', 'uit.json', '--output', 'uit.xlsx'], standalone_mode=False)\n"
        "print(sorted({'flask', 'sqlalchemy'} & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert result.stdout.splitlines()[-1] == "[]"


def test_check_loads_neither_flask_nor_sqlalchemy(demo_sheet: str, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from curriculum.cli import commands\n"
        f"commands(['check', {demo_sheet!r}, '--json', 'uit.json'], standalone_mode=False)\n"
        "print(sorted({'flask', 'sqlalchemy'} & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--output", "uit.csv"), "“uit.csv” wordt een Excel-werkboek; geef het een naam die eindigt op .xlsx."),
        (("--output", "uit"), "“uit” wordt een Excel-werkboek"),
        (("--crebo", "abc"), "abc is geen crebocode. Een crebocode heeft vijf cijfers"),
        (("--crebo", "2516"), "2516 is geen crebocode."),
    ],
)
def test_a_name_or_a_code_that_cannot_be_meant_is_wrong_usage(
    run: Run, demo_sheet: str, arguments: tuple[str, ...], told: str
) -> None:
    result = run("map", demo_sheet, *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def test_the_help_holds_no_english_words_in_capitals(run: Run) -> None:
    told = run("map", "--help").stdout + run("--help").stdout
    assert "[OPTIES] MODULES.xlsx [MEER.xlsx …]" in told
    assert "OPDRACHT [OPTIES]..." in told
    assert not re.search(r"OPTIONS|TEXT|FILE|SHEET|COMMAND|RANGE", told)


def test_a_programme_that_no_workbook_can_hold_is_told_and_the_report_is_still_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.limits.MAX_COLUMNS", 10)
    sheet = write_sheet(tmp_path / "m.xlsx", [["Titel", "Omschrijving"], ["Agenda", "Plant."], ["Post", "Verwerkt."]])
    result = run("map", sheet, "--output", "r.xlsx", "--json", "r.json")

    assert result.exit_code == 1
    assert "Exporteer in delen" in result.stderr
    assert len(json.loads((tmp_path / "r.json").read_text())["modules"]) == 2
    assert not (tmp_path / "r.xlsx").exists()
