"""One worksheet: the order of its elements, its cells, and every range that it names."""

import math
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from exports.package.parts import Package
from exports.package.ranges import Area, parse_area, parse_cell, whole
from exports.package.styles import MAIN
from exports.text import MAX_CELL_UNITS, MAX_HEADER_FOOTER, utf16_units

# The sequence of CT_Worksheet in ECMA-376 part 1, 18.3.1.99; Excel repairs a sheet that departs from it.
ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_PLACES = {f"{MAIN}{name}": place for place, name in enumerate(ORDER)}
_TYPES = frozenset({"n", "s", "inlineStr", "b", "e", "str", "d"})
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_MAX_LIST_LENGTH = 255


class SheetCheck:
    """Checks one worksheet part and keeps the texts of the rows that a table calls its header."""

    def __init__(
        self,
        package: Package,
        part: str,
        *,
        styles: int,
        formats: int,
        strings: list[str],
        allow_formulas: bool,
        header_rows: frozenset[int],
    ) -> None:
        self.package = package
        self.part = part
        self.styles = styles
        self.formats = formats
        self.strings = strings
        self.allow_formulas = allow_formulas
        self.header_rows = header_rows
        self.texts: dict[tuple[int, int], str] = {}
        self.used: Area | None = None
        self.merged: list[Area] = []

    def fault(self, told: str) -> None:
        """Note a fault of this sheet."""
        self.package.faults.append(f"{self.part}: {told}")

    def run(self) -> None:
        """Check everything but the tables."""
        tree = self.package.trees.get(self.part)
        if tree is None:
            return
        self._check_order(tree)
        self._check_cells(tree)
        self._check_places(tree)
        self._check_columns(tree)
        self._check_texts(tree)

    def _check_order(self, tree: Element) -> None:
        last, name_of_last = -1, ""
        for element in tree:
            place = _PLACES.get(element.tag)
            name = element.tag.rpartition("}")[2]
            if place is None:
                self.fault(f"unknown element {name}")
                continue
            repeatable = name == "conditionalFormatting"
            if place < last or (place == last and not repeatable):
                self.fault(f"{name} stands after {name_of_last}")
            last, name_of_last = place, name
        if tree.find(f"{MAIN}sheetData") is None:
            self.fault("has no sheetData")

    def _check_cells(self, tree: Element) -> None:
        columns = _Columns()
        last_row = 0
        left, top, right, bottom = math.inf, math.inf, 0, 0
        for row in tree.iterfind(f"{MAIN}sheetData/{MAIN}row"):
            number = whole(row.get("r", str(last_row + 1)))
            if number <= last_row:
                self.fault(f"row {number} stands after row {last_row}")
            last_row = number
            row_text = str(number)
            last_column = 0
            for cell in row:
                reference = cell.get("r", "")
                column = columns[reference.removesuffix(row_text)] if reference.endswith(row_text) else 0
                if not last_column < column:
                    self.fault(f"cell {reference!r} does not belong in row {number} after column {last_column}")
                    continue
                last_column = column
                left, right = min(left, column), max(right, column)
                top, bottom = min(top, number), number
                self._check_cell(cell, reference, (column, number))
        if right:
            self.used = Area(int(left), int(top), right, bottom)

    def _check_cell(self, cell: Element, reference: str, place: tuple[int, int]) -> None:
        style, kind = cell.get("s", "0"), cell.get("t", "n")
        if not style.isdecimal() or int(style) >= self.styles:
            self.fault(f"{reference} uses style {style}, which is not there")
        if kind not in _TYPES:
            self.fault(f"{reference} has the unknown type {kind!r}")
        value = None
        for child in cell:
            if child.tag == f"{MAIN}f":
                if not self.allow_formulas:
                    self.fault(f"{reference} has a formula")
            elif child.tag == f"{MAIN}v":
                # Beside a formula an empty value means: not calculated yet.
                value = child.text or (None if cell.find(f"{MAIN}f") is not None else "")
            elif child.tag == f"{MAIN}is":
                value = "".join(text.text or "" for text in child.iter(f"{MAIN}t"))
                if kind != "inlineStr":
                    self.fault(f"{reference} carries a text but has type {kind!r}")
        if kind == "inlineStr" and value is None:
            self.fault(f"{reference} should carry a text and does not")
        if value is None:
            return
        text = self._text(kind, value, reference)
        if text is not None:
            if 2 * len(text) > MAX_CELL_UNITS and utf16_units(text) > MAX_CELL_UNITS:
                self.fault(f"{reference} holds {utf16_units(text)} signs, the limit is {MAX_CELL_UNITS}")
            if place[1] in self.header_rows:
                self.texts[place] = text

    def _text(self, kind: str, value: str, reference: str) -> str | None:
        if kind == "s":
            if not value.isdecimal() or int(value) >= len(self.strings):
                self.fault(f"{reference} uses shared string {value}, which is not there")
                return None
            return self.strings[int(value)]
        if kind in ("inlineStr", "str"):
            return value
        if (kind == "n" and not _is_number(value)) or (kind == "b" and value not in ("0", "1")):
            self.fault(f"{reference} holds {value!r}, which is no value of type {kind!r}")
        if kind == "e" and value not in _ERRORS:
            self.fault(f"{reference} holds the unknown error {value!r}")
        return None

    def _check_places(self, tree: Element) -> None:
        dimension = tree.find(f"{MAIN}dimension")
        if dimension is not None and parse_area(dimension.get("ref", "")) != (self.used or Area(1, 1, 1, 1)):
            self.fault(f"says it fills {dimension.get('ref')}, which is not so")
        for name, element, attribute in self._ranges(tree):
            for reference in element.get(attribute, "").split() or [""]:
                area = parse_area(reference)
                if area is None:
                    self.fault(f"{name} names {reference!r}, which is no place")
                elif name == "mergeCell":
                    if any(area.overlaps(other) for other in self.merged):
                        self.fault(f"merged range {reference} overlaps another")
                    if (area.left, area.top) == (area.right, area.bottom):
                        self.fault(f"merged range {reference} is one cell")
                    self.merged.append(area)
                elif name == "autoFilter" and self.used is not None and not self.used.contains(area):
                    self.fault(f"the filter {reference} lies outside the filled cells")
        for pane in tree.iter(f"{MAIN}pane"):
            if parse_cell(pane.get("topLeftCell", "A1")) is None:
                self.fault(f"the pane begins at {pane.get('topLeftCell')!r}, which is no cell")

    def _ranges(self, tree: Element) -> Iterator[tuple[str, Element, str]]:
        names = (
            ("mergeCell", "ref"),
            ("autoFilter", "ref"),
            ("conditionalFormatting", "sqref"),
            ("dataValidation", "sqref"),
            ("hyperlink", "ref"),
            ("ignoredError", "sqref"),
        )
        for name, attribute in names:
            for element in tree.iter(MAIN + name):
                yield name, element, attribute

    def _check_columns(self, tree: Element) -> None:
        last = 0
        for column in tree.iterfind(f"{MAIN}cols/{MAIN}col"):
            first, end = whole(column.get("min", "0")), whole(column.get("max", "0"))
            if not last < first <= end <= 16_384:
                self.fault(f"column range {first} to {end} overlaps or is not there")
            last = end
            if whole(column.get("style", "0")) >= self.styles:
                self.fault(f"column {first} uses style {column.get('style')}, which is not there")

    def _check_texts(self, tree: Element) -> None:
        for rule in tree.iter(f"{MAIN}cfRule"):
            if whole(rule.get("dxfId", "0")) >= self.formats and rule.get("dxfId") is not None:
                self.fault(f"a conditional format uses look {rule.get('dxfId')}, which is not there")
        for formula in tree.iter(f"{MAIN}formula1"):
            if len(formula.text or "") > _MAX_LIST_LENGTH:
                self.fault(f"a validation list is longer than {_MAX_LIST_LENGTH}")
        for group in tree.iterfind(f"{MAIN}headerFooter"):
            for element in group:
                text = _ESCAPED.sub("_", element.text or "")
                if utf16_units(text) > MAX_HEADER_FOOTER:
                    self.fault(f"{element.tag.rpartition('}')[2]} is longer than {MAX_HEADER_FOOTER}")


class _Columns(dict[str, int]):
    """The number of each column name, worked out once; 0 for a name that no column has."""

    def __missing__(self, letters: str) -> int:
        place = parse_cell(f"{letters}1")
        number = self[letters] = place[0] if place and letters.isalpha() else 0
        return number


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False
