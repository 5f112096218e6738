"""Entry point of the ``curriculum`` command, also as ``python -m curriculum``."""

import os
import sys
from typing import TYPE_CHECKING

# One thread per process: the encoder's small matrices only get slower on more, and numpy reads this when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from curriculum.cli import commands

if TYPE_CHECKING:
    from flask import Flask

    from curriculum.config import Settings


def create_app(settings: "Settings") -> "Flask":
    """Make the web application; imported here, on use, so that ``curriculum map`` loads no web framework."""
    from curriculum import app

    return app.create_app(settings)


def main() -> None:
    """Run one command; those that serve get the application factory as their context object."""
    try:
        commands(obj=create_app)
    except OSError as error:
        # Standard output may be full or closed; a file of the person is handled where it is written.
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"curriculum: {where}{error.strerror or error}\n")
        os._exit(1)


if __name__ == "__main__":
    main()
