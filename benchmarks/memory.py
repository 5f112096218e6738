"""Tells the most memory that this process used since it started."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """Return the peak of the resident memory in MB (of 1,048,576 bytes).

    On Linux from ``VmHWM``: what ``getrusage`` tells there starts at the peak of the process that started this one, so
    a small process below a large one seems large. Elsewhere there is only ``getrusage``, in kB, on macOS in bytes.
    """
    if STATUS.exists():
        line = next(line for line in STATUS.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024
