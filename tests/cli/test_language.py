"""The command speaks Dutch, its frame included, and English when asked."""

import os
import subprocess
import sys

import pytest


def run(*arguments: str, language: str | None = None) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name not in ("CURRICULUM_LANGUAGE", "LANGUAGE")}
    return subprocess.run(
        [sys.executable, "-m", "curriculum", *arguments],
        env=known | ({"CURRICULUM_LANGUAGE": language} if language else {}),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("map",), "Fout: Er ontbreekt een argument: 'MODULES.xlsx"),
        (("mapp",), "Fout: De opdracht 'mapp' bestaat niet."),
        (("map", "nergens.xlsx"), "Bestand 'nergens.xlsx' bestaat niet."),
        (("map", "--topp", "3"), "De optie '--topp' bestaat niet."),
    ],
)
def test_wrong_usage_is_told_in_dutch(arguments: tuple[str, ...], sentence: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert sentence in result.stderr
    assert "Gebruik:" in result.stderr
    assert "Usage" not in result.stderr


def test_help_is_dutch_from_its_first_to_its_last_line() -> None:
    shown = run("map", "--help").stdout
    assert "Gebruik:" in shown
    assert "Opties:" in shown
    assert "Toon deze uitleg." in shown


def test_the_language_may_be_asked_before_the_name_of_the_command() -> None:
    shown = run("--language", "en", "map", "--help").stdout
    assert "Usage:" in shown
    assert "Map module sheets against a competency list." in shown
    assert "Taal van" not in shown


def test_the_environment_may_ask_for_english() -> None:
    assert "Error: Missing argument" in run("map", language="en").stderr


def test_an_unknown_language_in_the_environment_is_dutch() -> None:
    assert "Gebruik:" in run("--help", language="xx").stdout
