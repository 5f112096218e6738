"""Exports: a report in, bytes out. No web, no database."""

from exports.cover import Cover
from exports.limits import WorkbookLimitError
from exports.package import check_package
from exports.workbook import write_workbook

__all__ = ["Cover", "WorkbookLimitError", "check_package", "write_workbook"]
