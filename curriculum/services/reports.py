"""The whole result of a version as the report contract, and as the accountability workbook."""

from datetime import date

from curriculum.contract.report import Report


def build_version_report(version_id: int, locale: str = "nl") -> Report:
    """Return the report of a version: stored proposals, decisions that hold, problems and hashes of its imports."""
    raise NotImplementedError


def export_workbook(version_id: int, locale: str, today: date, *, actor_id: int) -> tuple[str, bytes]:
    """Return a file name and the workbook; equal state, locale and day give equal bytes."""
    raise NotImplementedError
