"""Lays out the sheet that everybody knows: made in a hurry, passed round by mail, and called DEF (2)."""

from datetime import date

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

Row = tuple[str | int | float | date | None, ...]

_YELLOW = PatternFill("solid", fgColor="FFFF00")
_GREY = PatternFill("solid", fgColor="D9D9D9")

_OPTIONAL_UNITS: tuple[Row, ...] = (
    ("Keuzedelen cohort 2025", None, None, None, None, None, None, None),
    ("let op: geel = nog afstemmen met Yvonne", None, None, None, None, None, None, None),
    (None, None, None, None, None, None, None, None),
    ("Code", "Keuzedeel / modul", "Leerjaar", "Perode", "Werkprocesen", "Uren totaal", "Leeruitkomsten", "Toekomst"),
    (
        "KD-1",
        "Duits op kantoor",
        2,
        "1 t/m 4",
        None,
        "240 sbu",
        "- voert een kort telefoongesprek in het Duits\n- schrijft een Duitse e-mail",
        None,
    ),
    (
        "KD-2",
        "Sociale media voor organisaties",
        3,
        date(2025, 3, 1),  # The docent typed 1-3 and the spreadsheet made a date of it.
        "P2-K1",
        240,
        "1) kiest een kanaal bij de boodschap\n2) volgt reacties en meldt wat van belang is",
        "M20-05",
    ),
    (
        "KD-2",
        "Klantcontact en servicedesk",
        3,
        "P1-P3",
        "Wp 1.2 van B1-K1",
        "240,0",
        "zet een melding door naar de juiste afdeling en koppelt terug",
        "M16-01, M16-99",
    ),
    (
        "KD-4",
        "Ondernemend gedrag",
        "2 of 3",
        "n.t.b.",
        "B1-K3-W1",
        "3x80",
        "werkt een idee uit tot een klein plan",
        "M20-19?",
    ),
    ("KD-5", None, 3, "P2", None, 240, "wordt nog ingevuld", None),
    (
        None,
        "Digitale vaardigheden gevorderd",
        3,
        "P2",
        "Wp 1.4",
        "tweehonderdveertig",
        "helpt collega's met Excel",
        None,
    ),
    ("Totaal", None, None, None, None, "=SUM(F5:F10)", None, None),
    (None, None, None, None, None, None, None, None),
    ("Stages", None, None, None, None, None, None, None),
    ("Stagecode", "Stage", "Lj", "Periode", "KD", "BPV-uren", "Wat leert de student", "Beoordeling"),
    (
        "BPV1",
        "Oriënterende stage",
        1,
        "P4",
        "B1-K1-W1 t/m W3",
        240,
        "voert eenvoudige taken uit en vraagt om feedback",
        "O/V/G",
    ),
    (
        "BPV2",
        "Meewerkstage",
        2,
        "P3 + P4",
        "kerntaak 1 en 2 helemaal",
        "380 uur",
        "werkt zelfstandig en past de planning aan bij drukte",
        "O/V/G",
    ),
    (None, None, None, None, None, None, "bespreekt de samenwerking met de praktijkopleider", None),
    ("BPV3", "Afstudeerstage", 3, "P3 en P4", "idem", 500, "ondersteunt een leidinggevende", "PvB, cesuur 5,5"),
    ("bpv3", "Afstudeerstage", 3, "P3 en P4", "idem", 500, "ondersteunt een leidinggevende", "PvB, cesuur 5,5"),
)

_CROSSES: tuple[Row, ...] = (
    ("Dekking stages", None, None, None, None, None, None),
    (None, "B1-K1", None, None, "B1-K2", None, None),
    (None, "W1", "W2", "W5", "W1", "W2", "W4"),
    ("Oriënterende stage", None, "x", None, None, None, "X"),
    ("Meewerkstage", "x", "x", "x", "v", None, "x"),
    ("Afstudeerstage", "x", "x", "?", "x", "x", None),
    ("Snuffelstage", None, None, None, None, None, "x"),
)

_OLD: tuple[Row, ...] = (
    ("Code", "Module", "Leerjaar", "SBU"),
    ("KD-0", "Keuzedeel Frans (vervallen)", 2, 240),
)


def build_messy() -> Workbook:
    """Return the workbook with optional units and placements, full of the small troubles of real sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Blad1")
    for row in _OPTIONAL_UNITS:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:H1")
    for header in (4, 14):
        for cell in sheet[header]:
            cell.font = Font(bold=True)
            cell.fill = _GREY
    for address in ("D8", "E8", "B9"):
        sheet[address].fill = _YELLOW
    sheet["D6"].number_format = "d-m"
    sheet["F8"].comment = Comment("3 x 80 per jaar of totaal??", "Yvonne")
    sheet.row_dimensions[8].hidden = True
    for letter, width in zip("ABCDEFGH", (12, 34, 10, 12, 26, 14, 52, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet["G5:G19"]:
        cells[0].alignment = Alignment(wrap_text=True, vertical="top")
    crosses = book.create_sheet("dekking")
    for row in _CROSSES:
        crosses.append(row)
    crosses.merge_cells("B2:D2")
    crosses.merge_cells("E2:G2")
    crosses.column_dimensions["A"].width = 26
    old = book.create_sheet("oud")
    for row in _OLD:
        old.append(row)
    old.sheet_state = "hidden"
    book.create_sheet("Blad4")
    return book
