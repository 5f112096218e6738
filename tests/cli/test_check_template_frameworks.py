"""The smaller commands: ``check``, ``template`` and ``frameworks``."""

import json
from pathlib import Path

import openpyxl

from curriculum.cli import COMMANDS
from tests.cli.conftest import Run


def test_check_lists_every_problem_with_its_cell(run: Run, messy_sheet: str) -> None:
    result = run("check", messy_sheet, "--json", "-")

    content = json.loads(result.stdout)
    assert content["schema"] == "curriculum-check/1"
    assert content["inputs"][0]["file"] == messy_sheet
    assert len(content["inputs"][0]["sha256"]) == 64
    assert any(problem["sheet"] and problem["cell"] for problem in content["problems"])
    assert all(problem["message"] in result.stderr for problem in content["problems"])
    assert result.exit_code == int(any(problem["severity"] == "error" for problem in content["problems"]))


def test_check_speaks_english_when_asked(run: Run, messy_sheet: str) -> None:
    dutch = run("check", messy_sheet)
    english = run("check", messy_sheet, "--language", "en")

    assert "Gelezen modules: " in dutch.stdout
    assert "Modules read: " in english.stdout
    assert dutch.stderr != english.stderr


def test_a_filled_template_is_read_without_a_problem(run: Run, tmp_path: Path) -> None:
    assert run("template", "sjabloon.xlsx").exit_code == 0
    workbook = openpyxl.load_workbook(tmp_path / "sjabloon.xlsx")
    sheet = workbook.worksheets[0]
    headers = [cell for row in sheet.iter_rows(max_row=10) for cell in row if cell.value]
    title = next(cell.column for cell in headers if str(cell.value).strip(" *").casefold() == "module")
    sheet.cell(sheet.max_row + 1, title, "Agendabeheer")
    workbook.save(tmp_path / "ingevuld.xlsx")

    result = run("check", "ingevuld.xlsx", "--json", "uit.json")

    content = json.loads((tmp_path / "uit.json").read_text())
    assert ([module["title"] for module in content["modules"]], result.exit_code) == (["Agendabeheer"], 0)


def test_the_template_never_overwrites_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mijn.xlsx").write_bytes(b"werk van een docent")

    result = run("template", "mijn.xlsx")

    assert result.exit_code == 2
    assert (tmp_path / "mijn.xlsx").read_bytes() == b"werk van een docent"


def test_frameworks_names_both_shipped_lists(run: Run) -> None:
    result = run("frameworks")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert any(line.startswith("toekomstcompetenties ") and "35 competenties" in line for line in lines)
    assert any(line.startswith("toekomst-2020 ") and "5 competenties" in line for line in lines)


def test_help_is_dutch_and_names_all_commands(run: Run) -> None:
    result = run("--help")

    assert "Koppelt" in result.stdout
    for command in COMMANDS:
        assert f"\n  {command} " in result.stdout
