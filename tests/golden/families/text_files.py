"""Text files: what "Opslaan als CSV" makes of a sheet, with its separators, encodings and accidents."""

import csv
import io
from collections.abc import Sequence

from tests.golden.describe import Case, Sheet, module, reading, warning, xlsx

Row = Sequence[str]

_ROWS: list[Row] = [
    ("Code", "Module", "Omschrijving", "SBU"),
    ("OM-205", "Financiële administratie", "Declaraties à € 10 én facturen", "37,5"),
    ("OM-207", "Cliëntcontact", "Koffie; thee; agenda", "40"),
]
_MODULES = [
    module("Financiële administratie", code="OM-205", description="Declaraties à € 10 én facturen", sbu=37.5),
    module("Cliëntcontact", code="OM-207", description="Koffie; thee; agenda", sbu=40),
]


def _text(rows: Sequence[Row], separator: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


_SEMICOLONS = _text(_ROWS, ";")

CASES = [
    Case(
        "csv-semicolon-cp1252",
        "Saved by a Dutch Excel as CSV: semicolons, Windows-1252, decimal commas.",
        _SEMICOLONS.encode("cp1252"),
        reading(_MODULES, quiet=True),
        extension="csv",
    ),
    Case(
        "csv-semicolon-utf8-bom",
        "Saved as 'CSV UTF-8': semicolons and a byte order mark, which is no part of the first header.",
        _SEMICOLONS.encode("utf-8-sig"),
        reading(_MODULES, quiet=True),
        extension="csv",
    ),
    Case(
        "csv-semicolon-utf8",
        "UTF-8 without a byte order mark.",
        _SEMICOLONS.encode("utf-8"),
        reading(_MODULES, quiet=True),
        extension="csv",
    ),
    Case(
        "csv-comma-quoted",
        "Commas as separator; a cell with commas, quotes and line breaks stands between quotes.",
        _text(
            [
                ("Code", "Module", "Leeruitkomsten", "SBU"),
                ("OM-102", 'Agenda, "basis"', "- plant afspraken, ook in het Engels\n- houdt reistijd vrij", "120"),
                ("OM-105", "Bezoekers ontvangen", "ontvangt bezoekers", "100"),
            ],
            ",",
        ).encode(),
        reading(
            [
                module(
                    'Agenda, "basis"',
                    code="OM-102",
                    outcomes=["plant afspraken, ook in het Engels", "houdt reistijd vrij"],
                    sbu=120,
                ),
                module("Bezoekers ontvangen", code="OM-105", outcomes=["ontvangt bezoekers"], sbu=100),
            ],
            quiet=True,
        ),
        extension="csv",
    ),
    Case(
        "csv-tabs",
        "A .tsv with tabs.",
        _text(_ROWS, "\t").encode(),
        reading(_MODULES, quiet=True),
        extension="tsv",
    ),
    Case(
        "csv-utf16",
        "Saved by Excel as 'Unicode-tekst': UTF-16 with tabs, called .txt.",
        _text(_ROWS, "\t").encode("utf-16"),
        reading(_MODULES, quiet=True),
        extension="txt",
    ),
    Case(
        "csv-sep-line",
        "The first line is 'sep=;', an instruction to Excel and no data.",
        ("sep=;\r\n" + _SEMICOLONS).encode("cp1252"),
        reading(_MODULES, quiet=True),
        extension="csv",
    ),
    Case(
        "csv-mojibake",
        "UTF-8 was once read as Windows-1252: 'FinanciÃ«le' is put right and shown to the docent.",
        _text([_ROWS[0], *[[cell.replace("€", "EUR") for cell in row] for row in _ROWS[1:]]], ";")
        .encode()
        .decode("cp1252")
        .encode(),
        reading(
            [
                module("Financiële administratie", description="Declaraties à EUR 10 én facturen"),
                module("Cliëntcontact"),
            ],
            [warning("mojibake")],
        ),
        extension="csv",
    ),
    Case(
        "csv-title-above",
        "The sheet had title rows and empty columns when it was saved as CSV.",
        b"Onderwijsplan OMS;;;;\r\n;;;;\r\nCode;Module;Leerjaar;SBU;\r\nOM-102;Agendabeheer;1;120;\r\n;;;;\r\n",
        reading([module("Agendabeheer", code="OM-102", years=[1], sbu=120)], quiet=True),
        extension="csv",
    ),
    Case(
        "csv-leading-zeros",
        "Codes with leading zeros and a code like a number with an E stay text.",
        b"Modulecode;Module\r\n007;Agendabeheer\r\n1E5;Notuleren\r\n",
        reading([module("Agendabeheer", code="007"), module("Notuleren", code="1E5")], quiet=True),
        extension="csv",
    ),
    Case(
        "csv-in-name-only",
        "An .xlsx that somebody renamed to .csv: it is recognised by what it is.",
        xlsx(Sheet([("Code", "Module"), ("OM-102", "Agendabeheer")])),
        reading([module("Agendabeheer", code="OM-102")]),
        extension="csv",
    ),
    Case(
        "xlsx-in-name-only",
        "A CSV that somebody renamed to .xlsx: it is recognised by what it is.",
        _SEMICOLONS.encode("cp1252"),
        reading(_MODULES),
    ),
]
