"""Reads .xlsx and .xlsm in one streaming pass over the package's XML.

Every reader that was measured hides something that the docent sees: row visibility, number formats (007), formulas that
were never calculated, error values. This pass sees them all, is bounded by :class:`~imports.sheets.Limits`, and needs
about as much time as the fastest readers (benchmarks/import_reading.py).
"""

import posixpath
from xml.etree import ElementTree

from imports.formats.containers import Package
from imports.formats.mojibake import repair_texts
from imports.formats.number_formats import BUILT_IN_FORMATS
from imports.formats.xlsx_scan import IrregularPartError, scan_sheet, scan_strings
from imports.formats.xlsx_sheet import BookContext, CellParts, SheetBuilder, clean_cell_text, make_context
from imports.formats.xml_parts import Allowance, iter_elements, local_name
from imports.sheets import FileKind, Limits, RefusalError, Sheet, Workbook, clean_text

# Tags that a part with cells or texts may hold for nothing, and those for every cell or sign of text in it.
_FREE_ELEMENTS = 500_000
_ELEMENTS_PER_CELL = 8


def read_xlsx(data: bytes, kind: FileKind, limits: Limits) -> Workbook:
    """Read an .xlsx or .xlsm package; macros, links and embedded objects are never touched.

    Raises
    ------
    RefusalError
        When the package is damaged or asks for more than ``limits``.
    """
    package = Package(data, limits)
    workbook_part = _workbook_part(package)
    entries, date1904 = _read_workbook_part(package, workbook_part)
    targets = _read_relations(package, workbook_part)
    if len(entries) > limits.sheets:
        raise RefusalError("file-too-many-sheets", sheets=str(len(entries)), limit=str(limits.sheets))
    by_type = dict(targets.values())
    strings = _read_strings(package, by_type["sharedStrings"]) if "sharedStrings" in by_type else []
    strings, repaired = repair_texts(strings)
    formats = _read_formats(package, by_type["styles"]) if "styles" in by_type else []
    context = make_context(strings, formats, date1904, limits)
    workbook = Workbook(kind, [])
    if package.has("xl/vbaProject.bin"):
        workbook.remarks.append(("macros-ignored", ""))
    if repaired:
        workbook.remarks.append(("text-repaired", repaired))
    cells = 0
    seen: set[str] = set()
    for name, hidden, relation in entries:
        relation_kind, target = targets.get(relation, ("", ""))
        if relation_kind != "worksheet":
            continue  # A chart or dialogue sheet holds no cells.
        if target.lower() in seen:
            raise RefusalError("sheet-twice", value=name)
        seen.add(target.lower())
        sheet = _read_sheet(package, target, name, hidden, context)
        cells += sum(len(row.texts) for row in sheet.rows)
        if cells > limits.cells:
            raise RefusalError("file-too-many-cells", rows=str(limits.rows))
        workbook.sheets.append(sheet)
    return workbook


def _workbook_part(package: Package) -> str:
    if package.has("_rels/.rels"):
        for element in iter_elements(package, "_rels/.rels"):
            if element.get("Type", "").endswith("/officeDocument"):
                return element.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


def _read_workbook_part(package: Package, part: str) -> tuple[list[tuple[str, bool, str]], bool]:
    entries: list[tuple[str, bool, str]] = []
    date1904 = False
    for element in iter_elements(package, part):
        tag = local_name(element.tag)
        if tag == "sheet":
            relation = next((value for key, value in element.items() if local_name(key) == "id" and key != "id"), "")
            hidden = element.get("state", "visible") != "visible"
            entries.append((clean_text(element.get("name", "")), hidden, relation))
        elif tag == "workbookPr":
            date1904 = element.get("date1904") in ("1", "true")
    return entries, date1904


def _read_relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return relation id -> (kind, part name) of the workbook; targets outside the package do not count."""
    folder, name = posixpath.split(part)
    relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
    relations: dict[str, tuple[str, str]] = {}
    for element in iter_elements(package, relations_part):
        if local_name(element.tag) != "Relationship" or element.get("TargetMode") == "External":
            continue
        target = element.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        relations[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
    return relations


def _read_strings(package: Package, part: str) -> list[str]:
    try:
        return [clean_cell_text(text) for text in scan_strings(package, part, package.limits.cells)]
    except IrregularPartError:
        package.forget(part)
    strings: list[str] = []
    allowance = Allowance(_FREE_ELEMENTS)
    for element in iter_elements(package, part, allowance):
        if local_name(element.tag) == "si":
            strings.append(clean_cell_text(_rich_text(element)))
            allowance.earn(len(strings[-1]))
            element.clear()
    return strings


def _rich_text(element: ElementTree.Element) -> str:
    """Join the runs of a text; phonetic hints (rPh) are no part of what people see."""
    pieces: list[str] = []
    for child in element:
        tag = local_name(child.tag)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces.extend(run.text or "" for run in child if local_name(run.tag) == "t")
    return "".join(pieces)


def _read_formats(package: Package, part: str) -> list[str]:
    """Return the number format code of every cell style."""
    codes = dict(BUILT_IN_FORMATS)
    formats: list[str] = []
    for element in iter_elements(package, part):
        tag = local_name(element.tag)
        if tag == "numFmt":
            codes[_number(element.get("numFmtId"), 0)] = element.get("formatCode", "")
        elif tag == "cellXfs":
            formats = [codes.get(_number(xf.get("numFmtId"), 0), "") for xf in element]
    return formats


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default


def _read_sheet(package: Package, part: str, name: str, hidden: bool, context: BookContext) -> Sheet:
    """Read one sheet: by the quick tokenizer when it is written as programs usually do, else element by element."""
    if not package.has(part):
        raise RefusalError("file-damaged", value=part)
    quick = SheetBuilder(name, hidden, context)
    try:
        scan_sheet(package, part, quick)
    except IrregularPartError:
        package.forget(part)
        careful = SheetBuilder(name, hidden, context)
        walk_sheet(package, part, careful)
        return careful.finish()
    return quick.finish()


def walk_sheet(package: Package, part: str, builder: SheetBuilder) -> None:
    """Read a sheet part element by element, whatever its prefixes, comments and order of attributes.

    Raises
    ------
    RefusalError
        When the part is broken or holds more than any sheet needs.
    """
    allowance = Allowance(_FREE_ELEMENTS)
    row_tag = cell_tag = ""
    for element in iter_elements(package, part, allowance):
        tag = element.tag
        if tag == row_tag or (not row_tag and tag.endswith("}row")):
            if not row_tag:
                row_tag, cell_tag = tag, tag[:-3] + "c"
            hidden = element.get("hidden") in ("1", "true")
            filled = builder.take_row(
                element.get("r", ""), hidden, [_parts(cell) for cell in element if cell.tag == cell_tag]
            )
            allowance.earn(filled * _ELEMENTS_PER_CELL)
            element.clear()
            continue
        if tag.endswith("}col"):
            if element.get("hidden") in ("1", "true"):
                builder.hide_columns(element.get("min", "1"), element.get("max", "0"))
        elif tag.endswith("}mergeCell"):
            builder.merge(element.get("ref", ""))


def _parts(cell: ElementTree.Element) -> CellParts:
    value = inline = formula = ""
    kind = cell.get("t", "")
    for child in cell:
        tag = child.tag
        if tag.endswith("}v"):
            value = child.text or ""
        elif tag.endswith("}f"):
            formula = "="
        elif tag.endswith("}is"):
            kind, inline = "inlineStr", _rich_text(child)
    letters = cell.get("r", "").rstrip("0123456789")
    return "", letters, cell.get("s", ""), "" if kind == "n" else kind, formula, value, inline
