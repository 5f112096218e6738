"""Work in a process of its own: its result and progress come back, its limits hold, and it is kept when it may be."""

import multiprocessing
import time
from collections.abc import Callable, Iterator

import pytest

from curriculum.services.background import child_process
from curriculum.services.background.child_process import ChildFailedError, ChildLostError, end_kept, prepare, run_apart
from curriculum.services.background.job_status import JobStoppedError
from tests.services import children
from tests.services.test_jobs import wait_until


def nothing() -> None:
    """Beat without a job."""


def ignore(_done: int, _total: int) -> None:
    """Hear progress without a job."""


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    """End the process that is kept, also that of other tests, before and after the test."""
    end_kept()
    yield
    end_kept()
    assert multiprocessing.active_children() == []


def test_a_child_gives_its_result_and_its_progress() -> None:
    seen: list[tuple[int, int]] = []
    result = run_apart(children.add_slowly, 1, 2, beat=nothing, progress=lambda done, total: seen.append((done, total)))
    assert result == 3
    assert seen[-1] == (2, 2)


@pytest.mark.parametrize("work", [children.eat_memory, children.kill_yourself])
def test_a_child_that_breaks_its_limits_leaves_us_alive(work: Callable[..., int]) -> None:
    with pytest.raises(ChildLostError):
        run_apart(work, beat=nothing, progress=ignore)


def test_a_child_that_raises_hands_over_its_traceback() -> None:
    with pytest.raises(ChildFailedError, match="ZeroDivisionError"):
        run_apart(children.divide_by_zero, beat=nothing, progress=ignore)


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(ChildLostError, match="nothing for more than 1 seconds"):
        run_apart(children.sleep_long, beat=nothing, progress=ignore, silence=1)
    assert multiprocessing.active_children() == []


def test_a_child_that_reports_may_go_on_beyond_any_limit() -> None:
    began = time.monotonic()
    assert run_apart(children.report_for_long, 2.5, beat=nothing, progress=ignore, silence=1) == "done"
    assert time.monotonic() - began > 2


def test_a_kept_child_has_what_it_held_in_memory() -> None:
    numbers = [run_apart(children.count, beat=nothing, progress=ignore, keep=True) for _time in range(3)]
    assert numbers == [1, 2, 3]
    assert run_apart(children.count, beat=nothing, progress=ignore) == 1, "this one is not kept"


def test_what_was_prepared_is_there_for_the_next_work() -> None:
    prepare(children.count)
    assert run_apart(children.count, beat=nothing, progress=ignore, keep=True) == 2


def test_a_second_preparation_does_not_queue_behind_a_first() -> None:
    prepare(children.report_for_long, 1.0)
    prepare(children.count)
    assert run_apart(children.count, beat=nothing, progress=ignore, keep=True) == 1
    prepare(children.count)
    assert run_apart(children.count, beat=nothing, progress=ignore, keep=True) == 3


@pytest.mark.parametrize("failing", [children.divide_by_zero, children.kill_yourself])
def test_a_child_in_which_something_failed_is_not_kept(failing: Callable[..., object]) -> None:
    run_apart(children.count, beat=nothing, progress=ignore, keep=True)
    with pytest.raises((ChildFailedError, ChildLostError)):
        run_apart(failing, beat=nothing, progress=ignore, keep=True)
    assert run_apart(children.count, beat=nothing, progress=ignore, keep=True) == 1


def test_work_for_a_kept_child_that_ended_meanwhile_is_done_by_a_fresh_one() -> None:
    prepare(children.kill_yourself)
    wait_until(lambda: not multiprocessing.active_children())
    assert run_apart(children.count, beat=nothing, progress=ignore, keep=True) == 1


def test_a_process_that_took_much_memory_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "MOST_KEPT", 10 * child_process.GIGABYTE)
    assert child_process.is_small()
    monkeypatch.setattr(child_process, "MOST_KEPT", 1024**2)
    assert not child_process.is_small()


def test_a_job_that_must_stop_ends_its_child() -> None:
    def stop() -> None:
        raise JobStoppedError

    with pytest.raises(JobStoppedError):
        run_apart(children.sleep_long, beat=stop, progress=ignore)
    assert multiprocessing.active_children() == []
