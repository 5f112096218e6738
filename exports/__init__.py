"""From a report to the bytes of a workbook. Knows no web and no database."""
