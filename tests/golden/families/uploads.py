"""Files as they arrive: names that tell the crebo, the leerweg and the cohort, and a workbook with macros."""

import io
import zipfile

from tests.golden.describe import Case, Reading, Sheet, module, reading, warning, xlsx

_PLAN = xlsx(
    Sheet([("Code", "Module", "SBU"), ("OM-102", "Agendabeheer", 120), ("OM-105", "Bezoekers ontvangen", 100)])
)
_MODULES = [
    module("Agendabeheer", code="OM-102", sbu=120),
    module("Bezoekers ontvangen", code="OM-105", sbu=100),
]


def _suggesting(crebo: str | None, leerweg: str | None, cohort: str | None) -> Reading:
    suggested = {"crebo": crebo, "leerweg": leerweg, "cohort": cohort}
    return reading(_MODULES, quiet=True) | {"suggested": suggested}


def _with_macros(plain: bytes) -> bytes:
    """The same workbook as .xlsm, with a part that holds macros (its content is of no interest)."""
    sheet_type = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(packed, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(sheet_type, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml").replace(
                    b"</Types>",
                    b'<Override PartName="/xl/vbaProject.bin" '
                    b'ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            if entry.filename == "xl/_rels/workbook.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdMacros" Target="vbaProject.bin" '
                    b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>',
                )
            target.writestr(entry, content)
        target.writestr(zipfile.ZipInfo("xl/vbaProject.bin"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return packed.getvalue()


CASES = [
    Case(
        "upload-name-says-all",
        "Crebo, leerweg and cohort are glued together at the start of the name, as examenplannen are called.",
        _PLAN,
        _suggesting("25168", "bol", "2025"),
        filename="25168BOL2025Examenplan-OMS_cohort-2025.xlsx",
    ),
    Case(
        "upload-name-with-spaces",
        "Crebo, leerweg and cohort stand apart in the name.",
        _PLAN,
        _suggesting("25655", "bbl", "2024"),
        filename="25655 BBL 2024 Onderwijsplan versie 3.xlsx",
    ),
    Case(
        "upload-name-with-cohort-only",
        "The name tells leerweg and cohort; there is no crebo in it.",
        _PLAN,
        _suggesting(None, "bol", "2026"),
        filename="Onderwijsplan OMS bol cohort 2026 (concept).xlsx",
    ),
    Case(
        "upload-name-says-nothing",
        "modules.xlsx: nothing can be suggested.",
        _PLAN,
        _suggesting(None, None, None),
        filename="modules.xlsx",
    ),
    Case(
        "upload-name-with-other-numbers",
        "A date and a number of eight digits are no crebo, and 'symbool' and 'bolwerk' are no leerweg.",
        _PLAN,
        reading(_MODULES, quiet=True) | {"suggested": {"crebo": None, "leerweg": None}},
        filename="Symbool en bolwerk 12345678 (12-03).xlsx",
    ),
    Case(
        "upload-with-macros",
        "An .xlsm with macros: the cells are read, the macros are not run and the docent is told so.",
        _with_macros(_PLAN),
        reading(_MODULES, [warning("macros")], quiet=True),
        extension="xlsm",
    ),
]
