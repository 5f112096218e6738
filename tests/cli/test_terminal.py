"""What a terminal shows of long work, and what a file or a pipe never gets."""

import io
import sys

import pytest

from curriculum.cli import terminal
from curriculum.cli.terminal import LARGE, show_progress


class Terminal(io.StringIO):
    """A standard error that says whether it is a terminal."""

    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def show(monkeypatch: pytest.MonkeyPatch, total: int, *, is_terminal: bool = True) -> str:
    screen = Terminal(is_terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(terminal, "_SECONDS_BETWEEN_LINES", 0)
    with show_progress("%(done)d/%(total)d %(share)s") as progress:
        assert (progress is not None) is is_terminal
        if progress is not None:
            progress(total // 2, total)
    return screen.getvalue()


def test_a_terminal_shows_how_far_large_work_is_and_is_clean_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, LARGE) == f"\r\x1b[K{LARGE // 2}/{LARGE} 50%\r\x1b[K"


def test_small_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, LARGE - 1) == ""


def test_a_file_or_a_pipe_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(monkeypatch, LARGE, is_terminal=False) == ""
