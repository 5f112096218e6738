"""Reading in a process of its own: the same result, and a file that wants too much harms nobody."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
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
    start = subprocess.Popen

    def watch(*arguments: Any, **options: Any) -> Any:
        seen.append(options["env"])
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", watch)
    assert read_modules_safely(b"Module;SBU\nAgenda;40\n", "a.csv").modules[0].title == "Agenda"
    assert "SECRET_KEY" not in seen[0]


def test_a_child_runs_nothing_from_the_folder_where_the_command_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("decimal", "zipfile", "json"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    reading = read_modules_safely(b"Module;SBU\nAgenda;40,5\n", "modules.csv")
    assert [module.title for module in reading.modules] == ["Agenda"]
    assert not (tmp_path / "ran").exists()


def test_a_child_tells_how_many_rows_it_has_read() -> None:
    sheet = "Module;SBU\n" + "".join(f"Agenda {number};40\n" for number in range(2000))
    told: list[tuple[int, int]] = []
    reading = read_modules_safely(sheet.encode(), "a.csv", progress=lambda done, total: told.append((done, total)))
    assert len(reading.modules) == 2000
    assert told[0] == (0, 0)
    assert told[-1] == (2001, 2001)
    assert told == sorted(told)


def test_a_reading_that_is_stopped_ends_its_child_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def watch(*arguments: Any, **options: Any) -> Any:
        started.append(start(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", watch)
    begin = time.monotonic()
    with pytest.raises(StoppedError):
        read_modules_safely(b"Module\n" + b"Agenda\n" * 100_000, "a.csv", progress=stop)
    # Ended and waited for: neither a process nor its remains are left.
    assert started[0].returncode == -signal.SIGKILL
    assert time.monotonic() - begin < 5


_ASKER = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "imports.reading_child"], stdin=int(sys.argv[1]))
print(os.getpid(), child.pid, flush=True)
child.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_child_does_not_outlive_the_process_that_asked() -> None:
    # This test keeps the writing end, so the child waits for the rest of its file for as long as it lives.
    reading_end, writing_end = os.pipe()
    asker = subprocess.Popen(
        [sys.executable, "-c", _ASKER, str(reading_end)], pass_fds=(reading_end,), stdout=subprocess.PIPE, text=True
    )
    os.close(reading_end)
    assert asker.stdout is not None
    asker_id, child_id = map(int, asker.stdout.readline().split())
    request = {"task": "modules", "filename": "a.csv", "memory": 2**30, "seconds": 60, "asker": asker_id}
    head = json.dumps(request).encode()
    os.write(writing_end, len(head).to_bytes(8, "big") + head)
    while not any(line.startswith("Max file size             0") for line in _limits_of(child_id)):
        time.sleep(0.01)  # The limits come right after the order to end.
    asker.kill()
    asker.wait()
    ends = time.monotonic() + 30
    while (lives := _state_of(child_id) != "Z") and time.monotonic() < ends:
        time.sleep(0.01)
    os.close(writing_end)
    asker.stdout.close()
    assert not lives


def _limits_of(process: int) -> list[str]:
    return Path(f"/proc/{process}/limits").read_text().splitlines()


def _state_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return "Z"
