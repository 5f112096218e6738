"""A module sheet of two thousand rows, as a large school makes it: for the flow in Chromium and for measuring pages."""

from io import BytesIO
from itertools import product

import openpyxl

HEADER = ("Code", "Titel", "Omschrijving", "Leerjaar", "SBU", "Toekomstcompetenties")
SUBJECTS = (
    "agenda's",
    "notulen",
    "vergaderingen",
    "klachten van klanten",
    "zakenreizen",
    "digitale archieven",
    "presentaties",
    "sociale media",
    "persoonsgegevens",
    "Engelse brieven",
)
DOINGS = ("plannen", "voorbereiden", "uitwerken", "bewaken", "verbeteren")
PLACES = ("de receptie", "het secretariaat", "een projectteam", "het stagebedrijf")
ROWS = 2000


def make_large_workbook(rows: int = ROWS) -> bytes:
    """Return the sheet; every title differs and every fiftieth row states a competency of its own accord."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Modules")
    sheet.append(list(HEADER))
    combinations = list(product(SUBJECTS, DOINGS, PLACES))
    for number in range(rows):
        subject, doing, place = combinations[number % len(combinations)]
        sheet.append(
            [
                f"M{number + 1:04d}",
                f"{subject.capitalize()} {doing} {number // len(combinations) + 1} in {place}",
                f"De student leert {subject} {doing} in {place}, in de rol van beginnend beroepsbeoefenaar, en legt "
                f"uit welke keuzes daarbij horen. Week {number % 40 + 1}.",
                number % 3 + 1,
                40 + number % 5 * 20,
                "FC01" if number % 50 == 0 else None,
            ]
        )
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()
