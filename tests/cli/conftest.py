"""Fixtures of the command: a runner as a user would have it, and the demo sheet as a file."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from curriculum.cli import commands
from curriculum.demo import demo_workbook, messy_workbook

Run = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, vectors: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``curriculum ARGUMENTS`` in an empty folder, inside this process."""
    monkeypatch.chdir(tmp_path)
    environment = {"CURRICULUM_CACHE": str(vectors), "CURRICULUM_LANGUAGE": "nl", "LANGUAGE": "nl"}

    def run_command(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(commands, arguments, catch_exceptions=False)

    return run_command


@pytest.fixture
def run_program(tmp_path: Path, vectors: Path) -> Program:
    """Return a function that runs ``curriculum ARGUMENTS`` in an empty folder, as a program of its own."""

    def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "curriculum", *arguments],
            cwd=tmp_path,
            env={**os.environ, "CURRICULUM_CACHE": str(vectors)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run_command


@pytest.fixture
def demo_sheet(tmp_path: Path) -> str:
    """Write the demo sheet into the folder and return its name."""
    (tmp_path / "modules.xlsx").write_bytes(demo_workbook())
    return "modules.xlsx"


@pytest.fixture
def messy_sheet(tmp_path: Path) -> str:
    """Write the messy sheet into the folder and return its name."""
    (tmp_path / "messy.xlsx").write_bytes(messy_workbook())
    return "messy.xlsx"
