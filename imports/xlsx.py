"""Reads .xlsx and .xlsm in one streaming pass over the package's XML.

Every reader that was measured hides something that the docent sees: row visibility, number formats (007), formulas that
were never calculated, error values. This pass sees them all, is bounded by :class:`~imports.sheets.Limits`, and needs
about as much time as the fastest readers (benchmarks/import_reading.py).
"""

import posixpath
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from imports.containers import Package
from imports.mojibake import repair_texts
from imports.number_formats import BUILT_IN_FORMATS, parse_format, show_general, show_number
from imports.sheets import (
    Fault,
    FaultKind,
    FileKind,
    Limits,
    RefusalError,
    Row,
    Sheet,
    Workbook,
    clean_text,
    column_index,
)
from imports.xml_parts import iter_elements, local_name

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PENDING_ELEMENTS = 200_000


@dataclass(frozen=True, slots=True)
class _Context:
    """What every sheet of a workbook shares."""

    strings: list[str]
    formats: list[str]
    date1904: bool
    limits: Limits


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
    context = _Context(strings, formats, date1904, limits)
    workbook = Workbook(kind, [])
    if package.has("xl/vbaProject.bin"):
        workbook.remarks.append(("macros-ignored", ""))
    if repaired:
        workbook.remarks.append(("text-repaired", repaired))
    cells = 0
    for name, hidden, relation in entries:
        relation_kind, target = targets.get(relation, ("", ""))
        if relation_kind != "worksheet":
            continue  # A chart or dialogue sheet holds no cells.
        sheet = _SheetReader(name, hidden, context).read(package, target)
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
    strings: list[str] = []
    for element in iter_elements(package, part):
        if local_name(element.tag) == "si":
            strings.append(_cleaned(_rich_text(element)))
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


def _cleaned(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        text = text.encode("utf-8", errors="replace").decode("utf-8")  # A lone surrogate cannot be stored.
    return clean_text(text)


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


class _SheetReader:
    """Builds one :class:`Sheet` from the elements of its part."""

    def __init__(self, name: str, hidden: bool, context: _Context) -> None:
        self.sheet = Sheet(name, hidden=hidden)
        self._context = context
        self._columns: dict[str, int] = {}
        self._rows: dict[int, Row] = {}
        self._last_row = 0
        self._row_elements = 0
        # A style whose format only ever shows what General shows needs no second look.
        self._plain = [parse_format(code) is None for code in context.formats]

    def read(self, package: Package, part: str) -> Sheet:
        """Read the whole part."""
        hidden_columns: set[int] = set()
        merges: list[tuple[int, int, int, int]] = []
        pending = 0
        row_tag = cell_tag = ""
        for element in iter_elements(package, part):
            tag = element.tag
            if tag == row_tag or (not row_tag and tag.endswith("}row")):
                if not row_tag:
                    row_tag, cell_tag = tag, tag[:-3] + "c"
                self._take_row(element, cell_tag)
                element.clear()
                pending = 0
                continue
            pending += 1
            if pending > _PENDING_ELEMENTS:
                raise RefusalError("file-inflates")
            if tag.endswith("}col"):
                if element.get("hidden") in ("1", "true"):
                    first, last = _number(element.get("min"), 1), _number(element.get("max"), 0)
                    hidden_columns.update(range(first - 1, min(last, self._context.limits.columns)))
            elif tag.endswith("}mergeCell"):
                merge = _parse_range(element.get("ref", ""))
                if merge:
                    merges.append(merge)
        sheet = self.sheet
        sheet.rows = [self._rows[number] for number in sorted(self._rows)]
        sheet.hidden_columns = frozenset(hidden_columns)
        sheet.merges = tuple(merges)
        return sheet

    def _take_row(self, element: ElementTree.Element, cell_tag: str) -> None:
        number = _number(element.get("r"), self._last_row + 1)
        if not 1 <= number <= 1_048_576:
            raise RefusalError("file-damaged", value=self.sheet.name)
        self._last_row = number
        self._row_elements += 1
        if self._row_elements > 1_048_576:
            raise RefusalError("file-inflates")
        limits, columns = self._context.limits, self._columns
        texts: list[str] = []
        column = -1
        for cell in element:
            if cell.tag != cell_tag:
                continue
            reference = cell.get("r")
            if reference:
                letters = reference.rstrip("0123456789")
                found = columns.get(letters)
                if found is None:
                    if not letters.isalpha() or not letters.isupper() or len(letters) > 3:
                        raise RefusalError("file-damaged", value=self.sheet.name)
                    found = columns[letters] = column_index(letters)
                column = found
            else:
                column += 1
            if not len(cell):
                continue
            text = self._cell_text(cell, number, column)
            if not text:
                continue
            if column >= limits.columns:
                self.sheet.far_cells.append(reference or f"R{number}")
                self._forget(number, column)
                continue
            size = len(texts)
            if column == size:
                texts.append(text)
            elif column > size:
                texts.extend([""] * (column - size))
                texts.append(text)
            else:
                texts[column] = text
        if texts:
            self._store_row(number, texts, element.get("hidden") in ("1", "true"))

    def _store_row(self, number: int, texts: list[str], hidden: bool) -> None:
        known = self._rows.get(number)
        if known is not None:
            # Two row elements with one number: the later cells win where both hold something.
            known.texts.extend([""] * (len(texts) - len(known.texts)))
            for column, text in enumerate(texts):
                if text:
                    known.texts[column] = text
        else:
            if len(self._rows) >= self._context.limits.rows:
                raise RefusalError("file-too-many-cells", rows=str(self._context.limits.rows))
            self._rows[number] = Row(number, texts, hidden)

    def _forget(self, row: int, column: int) -> None:
        self.sheet.numbers.pop((row, column), None)
        self.sheet.faults.pop((row, column), None)

    def _cell_text(self, cell: ElementTree.Element, row: int, column: int) -> str:
        kind = cell.get("t")
        value: str | None = None
        formula = False
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}f"):
                formula = True
            elif tag.endswith("}is"):
                return self._bounded(_cleaned(_rich_text(child)), row, column)
        if kind == "s":
            if not value:
                return ""
            try:
                index = int(value)
                if index < 0:
                    raise IndexError
                return self._bounded(self._context.strings[index], row, column)
            except (ValueError, IndexError) as error:
                raise RefusalError("file-damaged", value=self.sheet.name) from error
        if kind == "str":
            return self._bounded(_cleaned(value or ""), row, column)
        if not value:
            if formula:
                self.sheet.faults[row, column] = Fault(FaultKind.FORMULA_WITHOUT_VALUE, "")
            return ""
        if kind is None or kind == "n":
            return self._number_text(value, cell.get("s"), row, column)
        if kind == "b":
            return "WAAR" if value == "1" else "ONWAAR"
        if kind == "e":
            self.sheet.faults[row, column] = Fault(FaultKind.ERROR_VALUE, value)
            return ""
        if kind == "d":
            self.sheet.faults[row, column] = Fault(FaultKind.DATE, value)
            return value
        return self._bounded(_cleaned(value), row, column)

    def _number_text(self, value: str, style: str | None, row: int, column: int) -> str:
        plain, code = True, ""
        if style is not None:
            index = _number(style, 0)
            if 0 <= index < len(self._plain):
                plain, code = self._plain[index], self._context.formats[index]
        if plain and value.isdigit() and len(value) < 15:
            return value
        try:
            number = float(value)
        except ValueError as error:
            raise RefusalError("file-damaged", value=self.sheet.name) from error
        if number != number or number in (float("inf"), float("-inf")):
            raise RefusalError("file-damaged", value=self.sheet.name)
        if plain:
            text = show_general(number)
        else:
            text, is_date = show_number(number, code, date1904=self._context.date1904)
            if is_date:
                self.sheet.faults[row, column] = Fault(FaultKind.DATE, text)
                return text
        self.sheet.numbers[row, column] = number
        return text

    def _bounded(self, text: str, row: int, column: int) -> str:
        if len(text) > self._context.limits.text_length:
            self.sheet.faults[row, column] = Fault(FaultKind.TOO_LONG, text[:80])
            return text[: self._context.limits.text_length]
        return text


def _parse_range(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return int(start[2]), column_index(start[1]), int(end[2]), column_index(end[1])
