"""Reading in a process of its own: the same result, and a file that wants too much harms nobody."""

import hashlib
import json
import subprocess
from typing import Any

import pytest

from imports import ChildLimits, ReadingChoices, read_draft_safely, read_modules, read_modules_safely, reading_to_dict
from imports.frameworks import load_framework, load_qualification_file
from tests.imports.conftest import MakeBook


def test_a_child_reads_the_same_as_this_process(make_book: MakeBook) -> None:
    book = make_book(
        [["Module", "Leerdoel", "Competentie"], ["Agenda", "- plant\n- verzet", "M16-01"], ["Één", "ë", "x"]]
    )
    framework, qualification = load_framework(), load_qualification_file()
    choices = ReadingChoices(include_hidden=True)
    reading = read_modules_safely(
        book, "../modules.xlsx", framework=framework, qualification=qualification, choices=choices
    )
    assert reading == read_modules(book, "../modules.xlsx", framework=framework, choices=choices)
    draft = read_draft_safely(book, "modules.xlsx", framework=framework, choices=choices)
    assert json.loads(draft) == reading_to_dict(reading)


@pytest.mark.parametrize("child", [ChildLimits(seconds=0.01), ChildLimits(memory_bytes=30 * 1024 * 1024)])
def test_a_child_that_needs_too_much_is_stopped_and_that_is_said(child: ChildLimits, make_book: MakeBook) -> None:
    book = make_book([["Module", "Leerdoel"], *([f"Module {number}", "plant " * 50] for number in range(300))])
    reading = read_modules_safely(book, "modules.xlsx", child=child)
    assert [(problem.code, problem.is_error) for problem in reading.problems] == [("reading-took-too-long", True)]
    assert reading.modules == ()
    assert reading.sha256 == hashlib.sha256(book).hexdigest()


def test_a_child_does_not_see_the_secrets_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "geheim")
    seen: list[dict[str, str]] = []
    run = subprocess.run

    def watch(*arguments: Any, **options: Any) -> Any:
        seen.append(options["env"])
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", watch)
    assert read_modules_safely(b"Module;SBU\nAgenda;40\n", "a.csv").modules[0].title == "Agenda"
    assert "SECRET_KEY" not in seen[0]
