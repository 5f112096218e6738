"""From a docent's workbook to module records and problems. Knows no web and no database."""
