"""The check page: the person's own rows, what becomes of each, and what was read from a cell."""

import re
from io import BytesIO
from itertools import zip_longest

import openpyxl
import pytest

from tests.web.conftest import Visitor, upload
from tests.web.pages import check_page


@pytest.mark.parametrize("crosses_first", [False, True])
def test_a_row_that_joins_a_module_says_which_and_is_not_counted_again(visitor: Visitor, crosses_first: bool) -> None:
    visitor.log_in("docent")
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    lists, crosses = workbook.create_sheet("LJ1"), workbook.create_sheet("Kruisjes", 0 if crosses_first else 1)
    lists.append(("Code", "Titel", "Omschrijving"))
    lists.append(("X-1", "Vlot notuleren", "De student maakt een verslag."))
    lists.append(("X-2", "Agenda bewaken", "De student plant afspraken."))
    crosses.append(("Module", "M16-01", "M16-02"))
    crosses.append(("Agenda bewaken", "x", ""))
    file = BytesIO()
    workbook.save(file)
    page = visitor.get(upload(visitor, file.getvalue()))
    check_page(page)
    rows = page.split('<section id="rows"')[1]
    states = {
        sheet: re.findall(
            r'<td class="state-word">([^<]+)</td>', rows.split(f"<h3>Blad {sheet}")[1].split("</table>")[0]
        )
        for sheet in ("Kruisjes", "LJ1")
    }
    assert states == {"Kruisjes": ["hoort bij X-2 (LJ1, rij 3)"], "LJ1": ["nieuw", "nieuw"]}
    assert "2 modules opnemen" in page


def test_what_was_read_stands_under_a_cell_that_says_it_otherwise(visitor: Visitor) -> None:
    visitor.log_in("docent")
    told = {
        "Wp 1.1 t/m 1.3 van B1-K1": "B1-K1-W1, B1-K1-W2, B1-K1-W3",
        "B1-K1-W1; b1-k1-w2": "",
        "1.200": "1200",
        "3x50 min": "2,5",
        "80 uur": "",
        "120 SBU (80 BOT)": "",
        "1 t/m 4": "1, 2, 3, 4",
        "1 en 2": "",
        "P3": "",
    }
    processes, hours, periods = (tuple(told)[start:end] for start, end in ((0, 2), (2, 6), (6, 9)))
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(("Code", "Titel", "Werkprocessen", "SBU", "Periode"))
    for number, (process, load, period) in enumerate(zip_longest(processes, hours, periods)):
        sheet.append((f"X-{number}", f"Module {number}", process, load, period))
    file = BytesIO()
    workbook.save(file)
    page = visitor.get(upload(visitor, file.getvalue()))
    check_page(page)
    rows = page.split('<section id="rows"')[1]
    for text, reading in told.items():
        shown = re.search(rf"<td[^>]*>{re.escape(text)}(?:<span class=\"taken\">gelezen: ([^<]*)</span>)?(?:<|$)", rows)
        assert shown is not None, text
        assert (shown.group(1) or "") == reading, text


def test_a_column_of_crosses_does_not_repeat_its_heading_in_every_cell(visitor: Visitor) -> None:
    visitor.log_in("docent")
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(("Module", "B1-K1-W1", "B1-K1-W2"))
    sheet.append(("Agenda bewaken", "x", "x"))
    file = BytesIO()
    workbook.save(file)
    page = visitor.get(upload(visitor, file.getvalue()))
    assert page.split('<section id="rows"')[1].count("<td>x</td>") == 2


def test_hours_that_change_stand_as_old_and_new_with_a_comma(visitor: Visitor) -> None:
    visitor.log_in("docent")
    for hours in (1240, 36.5):
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        sheet.append(("Code", "Titel", "SBU"))
        sheet.append(("X-1", "Vlot notuleren", hours))
        file = BytesIO()
        workbook.save(file)
        path = upload(visitor, file.getvalue())
        page = visitor.get(path)
        visitor.post(f"{path}/confirm")
    assert re.search(r"<td>studielast</td><td>1240</td><td>36,5</td>", page)
