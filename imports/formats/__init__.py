"""One reader per file format; each gives the normalised :class:`~imports.sheets.Workbook`."""
