"""Where things stand in a sheet: tables, headings, columns, and layouts that are no plain table."""
