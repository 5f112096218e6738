"""A run tells how far it is through all its steps and stops where its caller asks it to."""

from collections.abc import Sequence

import pytest

from curriculum.contract.records import Framework, ModuleRecord
from curriculum.mapping import propose_links
from curriculum.mapping.steps import Steps

BOTH = pytest.mark.parametrize("use_meaning", [False, True], ids=["lexical", "with meaning"])


@BOTH
def test_progress_runs_from_the_first_text_to_the_last_piece_of_evidence(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    reports: list[tuple[int, int]] = []
    propose_links(
        modules,
        framework.competencies,
        use_meaning=use_meaning,
        progress=lambda done, total: reports.append((done, total)),
    )
    done = [report[0] for report in reports]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] == 100
    assert {report[1] for report in reports} == {100}
    # Reading, comparing, likeness, evidence and gaps each report for every module, link or competency.
    assert len(reports) > 5 * len(modules)


@BOTH
def test_a_run_stops_wherever_its_caller_asks(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    calls = 0

    def count(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1

    propose_links(modules, framework.competencies, use_meaning=use_meaning, progress=count)
    for last in range(1, calls + 1, 5):
        seen = 0

        def stop(_done: int, _total: int, last: int = last) -> None:
            nonlocal seen
            seen += 1
            if seen == last:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            propose_links(modules, framework.competencies, use_meaning=use_meaning, progress=stop)
        assert seen == last


def test_a_step_that_is_done_at_once_takes_the_count_to_its_end() -> None:
    reports: list[int] = []
    steps = Steps(lambda done, _total: reports.append(done), {"read": 1, "score": 1})
    assert list(steps.follow("read", [])) == []
    steps.progress("score")(0, 0)
    assert reports == [50, 100]
