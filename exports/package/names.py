"""The workbook part: sheets, their names, and the defined names."""

import re
from dataclasses import dataclass

from exports.package.parts import Package
from exports.package.ranges import parse_area, parse_cell, whole
from exports.package.styles import MAIN
from exports.text import MAX_SHEET_TITLE, utf16_units

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NAME = re.compile(r"[^\W\d][\w.\\?]{0,254}|\\[\w.\\?]{0,254}")
_R1C1 = re.compile(r"[rRcC]|[rR]\d*[cC]\d*")
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!([^,]+)")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook and the part that holds it."""

    title: str
    part: str


def check_workbook(package: Package, part: str) -> list[SheetPart]:
    """Check the workbook part; return its sheets in order."""
    tree = package.trees.get(part)
    if tree is None:
        return []
    faults = package.faults
    worksheets = package.targets(part, "worksheet")
    sheets: list[SheetPart] = []
    ids: set[str] = set()
    titles: set[str] = set()
    visible = 0
    for element in tree.iter(f"{MAIN}sheet"):
        title = element.get("name", "")
        if fault := _title_fault(title):
            faults.append(f"{part}: sheet name {title!r} {fault}")
        if title.casefold() in titles:
            faults.append(f"{part}: two sheets are named {title!r}")
        titles.add(title.casefold())
        if element.get("sheetId") in ids:
            faults.append(f"{part}: sheet id {element.get('sheetId')} is there twice")
        ids.add(element.get("sheetId", ""))
        visible += element.get("state", "visible") == "visible"
        target = worksheets.get(element.get(_RELATION, ""))
        if target is None:
            faults.append(f"{part}: sheet {title!r} leads to no worksheet")
        else:
            sheets.append(SheetPart(title, target))
    if not visible:
        faults.append(f"{part}: no sheet is visible")
    if len({sheet.part for sheet in sheets}) != len(sheets):
        faults.append(f"{part}: two sheets lead to the same worksheet")
    for view in tree.iter(f"{MAIN}workbookView"):
        if whole(view.get("activeTab", "0")) >= max(len(sheets), 1):
            faults.append(f"{part}: the active tab {view.get('activeTab')} is not there")
    _check_names(package, part, [sheet.title for sheet in sheets])
    return sheets


def _title_fault(title: str) -> str:
    if not title:
        return "is empty"
    if utf16_units(title) > MAX_SHEET_TITLE:
        return f"is longer than {MAX_SHEET_TITLE}"
    if re.search(r"[\[\]:*?/\\\x00-\x1f]", title) or title.startswith("'") or title.endswith("'"):
        return "has a sign that is not allowed"
    return "is reserved" if title.casefold() == "history" else ""


def _check_names(package: Package, part: str, titles: list[str]) -> None:
    faults = package.faults
    seen: set[tuple[str, str]] = set()
    for element in package.trees[part].iter(f"{MAIN}definedName"):
        name, scope, text = element.get("name", ""), element.get("localSheetId", ""), element.text or ""
        if (name.casefold(), scope) in seen:
            faults.append(f"{part}: the name {name} is there twice")
        seen.add((name.casefold(), scope))
        if scope and not (scope.isdecimal() and int(scope) < len(titles)):
            faults.append(f"{part}: the name {name} belongs to sheet {scope}, which is not there")
        if not is_name(name.removeprefix("_xlnm.")):
            faults.append(f"{part}: {name!r} cannot be a name")
        for reference in split_reference(text):
            if fault := reference_fault(reference, titles):
                faults.append(f"{part}: the name {name} refers to {reference!r}, {fault}")


def is_name(name: str) -> bool:
    """Whether Excel takes this as the name of a range or a table: no cell, no R1C1, no blank.

    >>> is_name("keys_links"), is_name("A1"), is_name("two words")
    (True, False, False)
    """
    return bool(_NAME.fullmatch(name)) and parse_cell(name.upper()) is None and not _R1C1.fullmatch(name)


def split_reference(text: str) -> list[str]:
    """Split a reference at its commas, but not inside a quoted sheet name."""
    return [part for part in re.findall(r"(?:'(?:[^']|'')*'|[^,'])+", text) if part]


def reference_fault(reference: str, titles: list[str]) -> str:
    """Say what is wrong with ``Sheet!A1:B2``, empty when it is fine.

    >>> reference_fault("'Gap matrix'!$A$1", ["Gap matrix"]), reference_fault("Links!A1", ["Gap matrix"])
    ('', 'a sheet that is not there')
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return "which is no reference"
    title = match[1].replace("''", "'") if match[1] else match[2]
    if title.casefold() not in {known.casefold() for known in titles}:
        return "a sheet that is not there"
    return "" if parse_area(match[3]) else "a place that is not there"
