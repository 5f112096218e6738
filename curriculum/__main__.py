"""Entry point of the ``curriculum`` command, also as ``python -m curriculum``."""

from curriculum.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
