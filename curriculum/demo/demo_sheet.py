"""Lays the demo programme out as its docents would: one sheet per leerjaar, each made by someone else."""

import math
import tomllib
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

ModuleRow = dict[str, Any]

# The order of the columns is the same in each year; what stands above them is not.
_KEYS = (
    "code",
    "title",
    "periods",
    "description",
    "outcomes",
    "work_processes",
    "sbu",
    "bot",
    "bpv",
    "assessment",
    "competencies",
)
_WIDTHS = (10, 30, 12, 46, 56, 22, 10, 12, 8, 30, 18)
_HEADERS = {
    1: (
        "Modulecode",
        "Module",
        "Periode",
        "Omschrijving",
        "Leeruitkomsten",
        "Kerntaak / werkproces",
        "SBU*",
        "BOT",
        "BPV",
        "Toetsvorm",
        "Toekomst-\ncompetentie",
    ),
    2: (
        "Code",
        "Modulenaam",
        "Per.",
        "Korte omschrijving",
        "Leerdoelen",
        "Werkprocessen",
        "Studielast",
        "Begeleide onderwijstijd",
        "BPV",
        "Toetsing",
        "Toekomstcompetentie",
    ),
    3: (
        "code",
        "titel module",
        "periode(s)",
        "Inhoud",
        "Leeruitkomst(en)",
        "KD-koppeling",
        "sbu",
        "contacturen",
        "stage-uren",
        "toets / examen",
        "Toekomstcompetenties",
    ),
}
_SHEET_NAMES = {1: "Leerjaar 1", 2: "Leerjaar 2", 3: "LJ 3"}
_TOTALS = {1: (1600, 800, 240), 2: (1600, 650, 380), 3: (1600, 520, 500)}

_HEADER_FILL = PatternFill("solid", fgColor="1F4E79")
_TOTAL_FILL = PatternFill("solid", fgColor="DDEBF7")
_LINE = Border(bottom=Side(style="thin", color="BFBFBF"))
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def modules_of_year(year: int) -> list[ModuleRow]:
    """Return the modules of one leerjaar as they stand in its TOML file.

    >>> modules_of_year(1)[0]["title"]
    'Welkom op kantoor'
    """
    text = files("curriculum.demo").joinpath(f"year_{year}.toml").read_text("utf-8")
    modules: list[ModuleRow] = tomllib.loads(text)["module"]
    return modules


def build_demo() -> Workbook:
    """Return the workbook of the whole programme: three leerjaren and a page of explanation."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _explain(book.create_sheet("Toelichting"))
    for year in _SHEET_NAMES:
        _lay_out_year(book.create_sheet(_SHEET_NAMES[year]), year)
    return book


def _explain(sheet: Worksheet) -> None:
    lines = (
        "Opleidingsplan Office & Management Support, niveau 4",
        "bol, driejarig, cohort 2026",
        "",
        "Dit plan is een voorbeeld bij de tool. De school, het team en de modules zijn verzonnen.",
        "Per leerjaar één tabblad. Perioden tellen door: P1-P4 is leerjaar 1, P5-P8 leerjaar 2, P9-P12 leerjaar 3.",
        "Uren zijn klokuren: sbu = studielast, BOT = begeleide onderwijstijd, BPV = stage.",
        "In de laatste kolom staat alleen iets als wij zeker weten dat de module die toekomstcompetentie afdekt.",
    )
    for row, line in enumerate(lines, start=1):
        sheet.cell(row, 1, line)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 110


def _lay_out_year(sheet: Worksheet, year: int) -> None:
    last = get_column_letter(len(_KEYS))
    sheet["A1"] = f"Opleidingsplan Office & Management Support – leerjaar {year}"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells(f"A1:{last}1")
    sheet["A2"] = "cohort 2026 – bol – conceptversie 3, besproken in het team"
    sheet["A2"].font = Font(italic=True)
    header_row = 4 if year != 3 else 3
    for column, text in enumerate(_HEADERS[year], start=1):
        cell = sheet.cell(header_row, column, text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEADER_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet.row_dimensions[header_row].height = 32
    write = {1: _write_bulleted, 2: _write_outcome_per_row, 3: _write_numbered}[year]
    row = header_row + 1
    for module in modules_of_year(year):
        row = write(sheet, row, module)
    _close(sheet, row, year)
    sheet.freeze_panes = f"C{header_row + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _close(sheet: Worksheet, row: int, year: int) -> None:
    """Write the total row and what docents put under it."""
    sheet.cell(row, 1, f"Totaal leerjaar {year}")
    for column, hours in zip((7, 8, 9), _TOTALS[year], strict=True):
        sheet.cell(row, column, hours)
    for column in range(1, len(_KEYS) + 1):
        sheet.cell(row, column).font = Font(bold=True)
        sheet.cell(row, column).fill = _TOTAL_FILL
    if year == 1:
        sheet.cell(row + 2, 1, "* in klokuren, inclusief zelfstudie en toetsing")
        sheet.cell(row + 2, 1).font = Font(italic=True, size=9)


def _write_bulleted(sheet: Worksheet, row: int, module: ModuleRow) -> int:
    return _write_in_one_row(sheet, row, module, lambda outcomes: "\n".join(f"• {text}" for text in outcomes))


def _write_numbered(sheet: Worksheet, row: int, module: ModuleRow) -> int:
    return _write_in_one_row(
        sheet, row, module, lambda outcomes: "\n".join(f"{number}. {text}" for number, text in enumerate(outcomes, 1))
    )


def _write_in_one_row(sheet: Worksheet, row: int, module: ModuleRow, join: Callable[[Sequence[str]], str]) -> int:
    for column, key in enumerate(_KEYS, start=1):
        value = module.get(key)
        cell = sheet.cell(row, column, join(value) if isinstance(value, list) else value)
        cell.alignment = _WRAPPED
        cell.border = _LINE
    _make_room(sheet, row)
    return row + 1


def _make_room(sheet: Worksheet, row: int, share: int = 1) -> None:
    """Make a row as high as its fullest cell needs; ``share`` is the number of rows that merged cells run over."""
    lines = 1
    for cell, width in zip(sheet[row], _WIDTHS, strict=False):
        rows = share if cell.column in (2, 4) else 1
        needed = sum(math.ceil(max(len(line), 1) * 1.1 / width) for line in str(cell.value or "").split("\n"))
        lines = max(lines, math.ceil(needed / rows))
    sheet.row_dimensions[row].height = 15 * lines


def _write_outcome_per_row(sheet: Worksheet, row: int, module: ModuleRow) -> int:
    """Write one row per learning outcome; the other cells are merged downwards or simply left empty."""
    outcomes: list[str] = module["outcomes"]
    for column, key in enumerate(_KEYS, start=1):
        if key != "outcomes":
            sheet.cell(row, column, module.get(key))
    for offset, outcome in enumerate(outcomes):
        sheet.cell(row + offset, _KEYS.index("outcomes") + 1, outcome)
        for column in range(1, len(_KEYS) + 1):
            sheet.cell(row + offset, column).alignment = _WRAPPED
    for offset in range(len(outcomes)):
        _make_room(sheet, row + offset, share=len(outcomes))
    last = row + len(outcomes) - 1
    for column in range(1, len(_KEYS) + 1):
        sheet.cell(last, column).border = _LINE
    # The docent merged title and description, and left the narrow cells below the first one empty.
    for key in ("title", "description"):
        letter = get_column_letter(_KEYS.index(key) + 1)
        sheet.merge_cells(f"{letter}{row}:{letter}{last}")
    return last + 1
