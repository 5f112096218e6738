"""Listening to a process that may have been taken over by a file: whatever it says, it is bounded and checked."""

import sys
import time

import pytest

from imports.child_talk import Bounds, RowsSaid, talk

BOUNDS = Bounds(seconds=20, answer_bytes=1000)


def run(program: str, question: bytes = b"", bounds: Bounds = BOUNDS) -> tuple[tuple[int, bytes] | None, list[int]]:
    told: list[int] = []

    def watch(done: int, total: int) -> None:
        assert 0 <= done <= total
        told.append(done)

    return talk([sys.executable, "-c", f"import sys, time\n{program}"], [question], {}, bounds, watch), told


def test_what_is_no_row_count_is_passed_over() -> None:
    said = RowsSaid()
    for line in (
        b"rows 5 10",
        b"rows 11 10",
        b"rows -1 10",
        b"rows 6 10 10",
        b" rows 6 10",
        b"rows 999999999 999999999",
        b"rows \xd9\xa3 10",
        b"rows 6 10" + b" " * 100_000,
    ):
        assert said.hear(line + b"\n")
    assert said.rows == (5, 10)


@pytest.mark.parametrize(
    "program",
    [
        "while True: sys.stderr.write('rows 1 2\\n' * 1000)",
        "while True: sys.stderr.write('x' * 1000)",
        "while True: sys.stdout.write('x' * 1000)",
    ],
)
def test_a_process_that_never_stops_talking_is_ended(program: str) -> None:
    begin = time.monotonic()
    answer, told = run(program)
    assert answer == (1, b"")
    assert time.monotonic() - begin < BOUNDS.seconds
    assert len(told) < 100


@pytest.mark.parametrize(
    "program", ["time.sleep(60)", "sys.stdout.close(); sys.stderr.close(); time.sleep(60)", "while True: pass"]
)
def test_a_process_that_does_not_end_is_ended(program: str) -> None:
    assert run(program, bounds=Bounds(seconds=0.5, answer_bytes=10))[0] is None


def test_a_process_that_does_not_want_the_whole_question_may_answer() -> None:
    assert run("print('nee', end='')", b"x" * 3_000_000)[0] == (0, b"nee")


def test_a_long_question_and_a_long_answer_do_not_wait_for_each_other() -> None:
    program = "for line in sys.stdin: sys.stdout.write(line)"
    question = b"0123456789\n" * 100_000
    assert run(program, question, Bounds(30, 2_000_000))[0] == (0, question)
