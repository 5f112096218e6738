"""A strict check of the parts of a workbook: what Excel would repair or refuse, found before anybody opens it."""

from exports.package.check import check_package

__all__ = ["check_package"]
