"""Every sheet prints on A3 landscape, fitted to the width, with its programme, date and page numbers."""

from typing import Any

from openpyxl import Workbook


def sheets_of(workbook: Workbook) -> list[Any]:
    return list(workbook.worksheets)


def test_every_sheet_prints_on_a3_landscape_fitted_to_the_width(small: Workbook) -> None:
    for sheet in sheets_of(small):
        assert sheet.page_setup.paperSize == 8, sheet.title
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert sheet.page_setup.fitToWidth == 1, sheet.title
        assert sheet.page_setup.fitToHeight == (1 if sheet.title == "Voorblad" else 0), sheet.title


def test_every_page_names_the_programme_the_date_and_its_number(small: Workbook) -> None:
    for sheet in sheets_of(small):
        assert sheet.oddHeader.left.text == "Office && managementsupport · 02557 · BOL · 2026-2027"
        assert sheet.oddHeader.right.text == sheet.title
        assert sheet.oddFooter.left.text.startswith("21 november 2026 · Niveau 4+ is een werktitel")
        assert sheet.oddFooter.right.text == "Pagina &P van &N"


def test_hidden_columns_are_keys_only(small: Workbook) -> None:
    for sheet in sheets_of(small):
        for letter, dimension in sheet.column_dimensions.items():
            if dimension.hidden:
                heading = str(sheet[f"{letter}4"].value or "")
                assert sheet.title == "Voorblad" or any(
                    word in heading.lower() for word in ("sleutel", "score", "bron:", "curriculum-id")
                ), f"{sheet.title}!{letter}"


def test_widths_leave_the_lists_readable_on_paper(small: Workbook) -> None:
    for sheet in sheets_of(small):
        shown = [each for each in sheet.column_dimensions.values() if not each.hidden]
        width = sum(each.width * ((each.max or 1) - (each.min or 1) + 1) for each in shown)
        assert width < 400, f"{sheet.title} is {width} wide and prints too small"
