"""The command with files that mean harm: exit code 0, 1 or 2 and a sentence, never a traceback, never a lost file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from curriculum.cli import commands
from tests.security.packages import make_rows, make_sheet, make_workbook, write_package

DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
FILES: dict[str, bytes] = {
    "empty.xlsx": b"",
    "zeros.xlsx": bytes(500),
    "half.xlsx": make_workbook(make_rows())[:900],
    "entity.xlsx": make_workbook(sheet=DOCTYPE + make_sheet(make_rows())),
    "zip.xlsx": write_package({"readme.txt": "not a workbook"}),
    "random.xlsx": bytes(range(256)) * 30,
    "nul.csv": b"module,competency,verdict\nModulenaam\x00,x,y\n",
    "quote.csv": b'module,competency,verdict\n"M00,AI-01,full\n',
    "wide.csv": b"module,competency,verdict\n" + b"M00," * 20_000 + b"\n",
    "colour\x1b[31m.csv": b"nothing;here\n1;2\n",
}

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.xlsx").write_bytes(make_workbook(make_rows(2)))
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)

    def run_command(*arguments: str) -> Result:
        result = CliRunner().invoke(commands, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert "Traceback" not in result.output
        return result

    return run_command


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_sheet_ends_with_a_sentence_and_the_code_for_errors(run: Run, name: str) -> None:
    result = run("check", name)
    assert result.exit_code in (0, 1)
    assert result.exit_code == 1 or name.endswith(".csv")
    assert len(result.output.split()) > 5


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_framework_ends_with_a_sentence_and_the_code_for_errors(run: Run, name: str) -> None:
    result = run("check", "good.xlsx", "--framework", name)
    assert result.exit_code == 1
    assert len(result.output.split()) > 5


@pytest.mark.parametrize("target", ["missing/report.json", "good.xlsx/report.json", "n" * 300 + ".json", "."])
def test_a_target_that_cannot_be_written_is_refused_before_the_work(run: Run, target: str) -> None:
    assert run("check", "good.xlsx", "--json", target).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "nowhere.xlsx"),
        ("check", "."),
        ("check", "good.xlsx", "--framework", "../../etc/passwd"),
        ("check", "good.xlsx", "--framework", "nowhere.csv"),
        ("check", "good.xlsx", "--language", "xx"),
        ("map", "good.xlsx", "--top", "-1"),
        ("map", "good.xlsx", "--decisions", "."),
        ("map", "good.xlsx", "--output", "."),
        ("map", "good.xlsx", "--output", "missing/report.xlsx"),
        ("nonsense",),
    ],
)
def test_wrong_use_has_a_code_of_its_own(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_one_bad_file_among_good_ones_keeps_the_good_rows(run: Run, tmp_path: Path) -> None:
    result = run("check", "half.xlsx", "good.xlsx", "entity.xlsx", "--json", "found.json")
    assert result.exit_code == 1
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert [module["code"] for module in found["modules"]] == ["M00", "M01"]
    assert {problem["file"] for problem in found["problems"] if problem["severity"] == "error"} == {
        "half.xlsx",
        "entity.xlsx",
    }
