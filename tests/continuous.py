"""In CI nothing may be left out: a test that was skipped or expected to fail makes the whole run fail."""

import os

import pytest

_left_out: list[str] = []


def in_ci() -> bool:
    """Whether this run decides about a change."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember every test that did not really run; with xdist the reports of all workers come by here."""
    if report.skipped or hasattr(report, "wasxfail"):
        _left_out.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run with left out tests into a failed one."""
    if in_ci() and _left_out and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were left out."""
    if in_ci() and _left_out:
        terminalreporter.write_sep("=", "left out, which is a failure in CI")
        for name in _left_out:
            terminalreporter.write_line(name)
