"""Builds the template workbook from the column contract, so that what it asks for is what the parser reads."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from curriculum.contract.columns import COLUMNS, ColumnSpec, ModuleColumn
from curriculum.contract.i18n import get_translator
from curriculum.contract.messages import N_, Translate
from curriculum.contract.records import Framework, QualificationFile
from imports.frameworks import load_framework, load_qualification_file

_ROWS = 500
_ACCENT, _LINE = "1F5C7A", "B8C4CA"
_FIXED_TIME = datetime(2020, 1, 1)  # noqa: DTZ001 (a document property; equal input gives equal bytes)
_NOT_READ = N_("This sheet is not read when you upload the file.")

# One credible programme in three rows; the second and third outcome stand in rows of their own, as the parser allows.
_EXAMPLE_ROWS: tuple[dict[ModuleColumn, str], ...] = (
    {
        ModuleColumn.CODE: "OM-07",
        ModuleColumn.TITLE: "Vergaderingen organiseren",
        ModuleColumn.YEAR: "2",
        ModuleColumn.PERIOD: "7 en 8",
        ModuleColumn.SBU: "80",
        ModuleColumn.BOT: "40",
        ModuleColumn.WORK_PROCESS: "B1-K2-W2, B1-K2-W3",
        ModuleColumn.COMPETENCY: "M16-02",
        ModuleColumn.OUTCOME: "Plant een bijeenkomst en stemt die af met alle deelnemers.",
        ModuleColumn.DESCRIPTION: "Je bereidt een vergadering voor, ontvangt de deelnemers en handelt de acties af.",
        ModuleColumn.ASSESSMENT: "praktijkopdracht",
    },
    {ModuleColumn.OUTCOME: "Maakt een verslag met besluiten en acties."},
    {
        ModuleColumn.CODE: "OM-08",
        ModuleColumn.TITLE: "Bezoekers en relaties",
        ModuleColumn.YEAR: "2",
        ModuleColumn.PERIOD: "7",
        ModuleColumn.SBU: "40",
        ModuleColumn.BOT: "24",
        ModuleColumn.WORK_PROCESS: "B1-K2-W4",
        ModuleColumn.OUTCOME: "Ontvangt bezoekers gastvrij.\nOnderhoudt contact met vaste relaties.",
        ModuleColumn.DESCRIPTION: "Ontvangst, etiquette, relatiebeheer.",
        ModuleColumn.ASSESSMENT: "portfolio",
    },
)


def build_template(
    *,
    locale: str = "nl",
    framework: Framework | None = None,
    qualification: QualificationFile | None = None,
) -> bytes:
    """Return the template workbook for module sheets.

    The first sheet is the one to fill: a header per column of the contract with a note, drop-downs where there is a
    choice, and one example row that is not read. A filled example, the codes and an explanation follow on sheets that
    say so and are not read either.

    Parameters
    ----------
    locale
        "nl" or "en": the language of headers and notes; both are recognised when the file comes back.
    framework, qualification
        Whose codes are listed; by default the shipped competency list and qualification file.

    Returns
    -------
    bytes
        An .xlsx file; equal arguments give equal bytes.

    Examples
    --------
    >>> from imports import read_modules
    >>> reading = read_modules(build_template(), "sjabloon.xlsx")
    >>> len(reading.modules), [problem.code for problem in reading.problems]
    (0, ['table-still-empty'])
    """
    translate = get_translator(locale)
    framework = framework or load_framework()
    qualification = qualification or load_qualification_file()
    specs = [spec for spec in COLUMNS if spec.in_template]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = translate(N_("Modules"))
    codes_title = translate(N_("Code list"))
    _write_modules(sheet, specs, translate, codes_title, framework, qualification)
    _write_example(book.create_sheet(translate(N_("Example"))), specs, translate)
    _write_codes(book.create_sheet(codes_title), framework, qualification, translate)
    _write_explanation(book.create_sheet(translate(N_("Explanation"))), specs, translate)
    buffer = io.BytesIO()
    book.properties.creator = "curriculum"
    book.properties.created = _FIXED_TIME
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _write_modules(
    sheet: Worksheet,
    specs: Sequence[ColumnSpec],
    translate: Translate,
    codes_title: str,
    framework: Framework,
    qualification: QualificationFile,
) -> None:
    _write_header(sheet, 1, specs, translate)
    lists = {
        ModuleColumn.WORK_PROCESS: f"'{codes_title}'!$A$4:$A${3 + max(len(qualification.work_processes), 1)}",
        ModuleColumn.COMPETENCY: f"'{codes_title}'!$C$4:$C${3 + max(len(framework.competencies), 1)}",
    }
    for index, spec in enumerate(specs, start=1):
        letter = get_column_letter(index)
        sheet.cell(1, index).comment = Comment(translate(spec.note), "curriculum", height=90, width=260)
        example = translate(N_("Example:")) + " " + spec.example if spec.column is ModuleColumn.TITLE else spec.example
        cell = sheet.cell(2, index, example)
        cell.font = Font(italic=True, color="5A6770")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        choices = f'"{",".join(spec.choices)}"' if spec.choices else lists.get(spec.column)
        validation = DataValidation(type="list" if choices else None, formula1=choices, allow_blank=True)
        # A list only offers; typing something else, or several codes, stays possible.
        validation.showErrorMessage = False
        validation.showInputMessage = True
        validation.promptTitle = translate(spec.label)[:32]
        validation.prompt = translate(spec.note)[:255]
        validation.add(f"{letter}2:{letter}{_ROWS}")
        sheet.add_data_validation(validation)
        for row in range(2, _ROWS + 1):
            blank = sheet.cell(row, index)
            blank.number_format = "@"  # Text, so that 007 stays 007 and 1-2 becomes no date.
            blank.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(specs))}{_ROWS}"
    _set_page(sheet, "A2")


def _write_example(sheet: Worksheet, specs: Sequence[ColumnSpec], translate: Translate) -> None:
    _write_notice(sheet, translate)
    _write_header(sheet, 3, specs, translate)
    for row, values in enumerate(_EXAMPLE_ROWS, start=4):
        for index, spec in enumerate(specs, start=1):
            cell = sheet.cell(row, index, values.get(spec.column) or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
    _set_page(sheet, "A4")


def _write_codes(
    sheet: Worksheet, framework: Framework, qualification: QualificationFile, translate: Translate
) -> None:
    _write_notice(sheet, translate)
    titles = (translate(N_("Work processes")), f"{qualification.code} {qualification.title}",
              translate(N_("Future competencies")), framework.title)  # fmt: skip
    for index, title in enumerate(titles, start=1):
        _style_header(sheet.cell(3, index, title))
    for row, process in enumerate(qualification.work_processes, start=4):
        sheet.cell(row, 1, process.code)
        sheet.cell(row, 2, process.title)
    for row, competency in enumerate(framework.competencies, start=4):
        sheet.cell(row, 3, competency.code).data_type = "s"
        sheet.cell(row, 4, competency.title).data_type = "s"
    for index, width in enumerate((18, 52, 22, 60), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    _set_page(sheet, "A4")


def _write_explanation(sheet: Worksheet, specs: Sequence[ColumnSpec], translate: Translate) -> None:
    _write_notice(sheet, translate)
    for index, title in enumerate((N_("Column"), N_("What to fill in"), N_("Example")), start=1):
        _style_header(sheet.cell(3, index, translate(title)))
    for row, spec in enumerate(specs, start=4):
        sheet.cell(row, 1, translate(spec.label)).font = Font(bold=True)
        sheet.cell(row, 2, translate(spec.note)).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 3, spec.example).alignment = Alignment(wrap_text=True, vertical="top")
    for index, width in enumerate((26, 70, 50), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    _set_page(sheet, "A4")


def _write_notice(sheet: Worksheet, translate: Translate) -> None:
    sheet.cell(1, 1, translate(_NOT_READ)).font = Font(bold=True, color=_ACCENT)


def _write_header(sheet: Worksheet, row: int, specs: Sequence[ColumnSpec], translate: Translate) -> None:
    for index, spec in enumerate(specs, start=1):
        _style_header(sheet.cell(row, index, translate(spec.label)))
        sheet.column_dimensions[get_column_letter(index)].width = spec.width
    sheet.row_dimensions[row].height = 32


def _style_header(cell: Cell | MergedCell) -> None:
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_ACCENT)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(bottom=Side("thin", color=_LINE))


def _set_page(sheet: Worksheet, frozen: str) -> None:
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _without_clock(data: bytes) -> bytes:
    """Return the package with fixed times, which the writer fills in from the clock."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2020-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
