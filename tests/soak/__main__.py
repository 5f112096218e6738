"""Kill workers by the hundred and count what that leaves: ``python -m tests.soak`` or ``make soak``.

Ends with 1 when anything was found half stored, lost, or running for ever.
"""

import argparse
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from curriculum.extensions import db
from tests.conftest import make_settings, migrate_database, serve_postgresql
from tests.services.conftest import make_app
from tests.soak.rounds import Figures, Soak
from tests.soak.worker import Phase, Site

WORDS = {
    Phase.RECEIVING: "receiving the upload",
    Phase.TENDING: "looking for lost jobs",
    Phase.CLAIMING: "claiming a job",
    Phase.READING: "reading the file, in its own process",
    Phase.KEEPING_DRAFT: "storing the draft",
    Phase.TAKING_IN: "taking the modules in",
    Phase.MAPPING: "mapping",
    Phase.STORING_RUN: "storing the run",
    Phase.UNDOING: "undoing an import",
}


def main() -> int:
    """Run on one database and print the figures; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--without", choices=("transaction", "reaper"), default="", help="switch a guard off")
    parser.add_argument("--until-broken", action="store_true", help="stop at the first thing that is not whole")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak"))
    began = time.monotonic()
    with serve_database(options.database, folder) as url:
        queue_url = url if options.database == "postgresql" else ""
        site = Site(url, queue_url, folder / "data", options.without)
        migrate_database(url)
        app = make_app(make_settings(url, folder / "data"))
        app.config["JOBS_IMMEDIATE"] = False
        with app.app_context():
            figures = Soak(site, options.rounds, options.seed, say).run(until_broken=options.until_broken)
            db.session.remove()
            db.engine.dispose()
    print_figures(figures, options.database, options.without, time.monotonic() - began)
    if figures.faults and options.database == "sqlite":
        say(f"the database is kept in {folder}")
    else:
        shutil.rmtree(folder)
    return 1 if figures.faults else 0


@contextmanager
def serve_database(kind: str, folder: Path) -> Iterator[str]:
    """Give the URL of an empty database until the block ends."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'curriculum.db'}"
        return
    with serve_postgresql() as url:
        yield url


def print_figures(figures: Figures, database: str, without: str, seconds: float) -> None:
    """Print the figures as a table in Markdown, and the first faults."""
    guard = f", without the {without}" if without else ""
    lines = [
        f"{database}{guard}, {datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}, "
        f"{seconds / 60:.0f} minutes",
        "",
        "| what | number |",
        "| --- | ---: |",
        *(f"| killed while {words} | {figures.kills[phase]} |" for phase, words in WORDS.items()),
        f"| killed in all | {figures.rounds} |",
        f"| … at an exact statement / at a random moment | {figures.at_statement} / {figures.from_outside} |",
        f"| (killed between two phases, not counted) | {figures.kills[Phase.BETWEEN]} |",
        f"| jobs lost by a kill | {figures.lost} |",
        f"| … tried again / reported as lost after three attempts | {figures.retried} / {figures.reported} |",
        f"| uploads made / still there with the same bytes | {figures.imports} / {figures.uploads_there} |",
        f"| checks of all invariants | {figures.checks} |",
        f"| **found half stored, contradicting itself, lost or running for ever** | **{figures.broken}** |",
        "",
        *(f"- {fault}" for fault in figures.faults[:20]),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def say(sentence: str) -> None:
    """Tell how far it is, apart from the figures."""
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
