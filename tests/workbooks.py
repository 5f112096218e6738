"""Workbooks that the tests make on the spot."""

from collections.abc import Sequence
from io import BytesIO

import openpyxl


def save(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def make_book(**sheets: Sequence[Sequence[object]]) -> bytes:
    """Return the file of a workbook with these sheets, in this order."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return save(book)
