"""A short soak: workers that are killed in every phase leave nothing half done; without its guards it fails."""

import subprocess
import sys

import pytest

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def soak(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the soak as ``make soak`` does, in a process of its own: workers are forked from what it has loaded."""
    return subprocess.run(
        [sys.executable, "-m", "tests.soak", *options], check=False, capture_output=True, text=True, timeout=600
    )


@pytest.mark.parametrize("database", DATABASES)
def test_workers_killed_in_every_phase_leave_nothing_half_done(database: str) -> None:
    done = soak("--rounds", "10", "--database", database)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = dict(
        line.strip("| ").split(" | ")
        for line in done.stdout.splitlines()
        if line.startswith("| ") and "---" not in line
    )
    killed = {what: int(number) for what, number in figures.items() if what.startswith("killed while")}
    assert len(killed) == 9
    assert min(killed.values()) >= 1
    made, there = figures["uploads made / still there with the same bytes"].split(" / ")
    assert made == there
    assert int(made) > 0


@pytest.mark.parametrize("guard", ["transaction", "reaper"])
@pytest.mark.parametrize("database", DATABASES)
def test_with_a_guard_switched_off_the_same_soak_fails(database: str, guard: str) -> None:
    done = soak("--rounds", "14", "--database", database, "--without", guard, "--until-broken")
    assert done.returncode == 1, done.stdout + done.stderr
    if guard == "reaper":
        assert "is running for ever" in done.stdout
