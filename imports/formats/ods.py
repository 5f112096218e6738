"""Reads .ods: the text that LibreOffice shows stands in the file itself, so nothing has to be formatted again."""

from xml.etree.ElementTree import Element

from imports.formats.containers import Package
from imports.formats.mojibake import repair_texts
from imports.formats.number_formats import show_general
from imports.formats.xml_parts import Allowance, iter_events, local_name
from imports.sheets import Fault, FaultKind, FileKind, Limits, RefusalError, Row, Sheet, Workbook, clean_text

# Beginnings and ends of tags that a file may hold for nothing, and those for every cell that holds something.
_FREE_EVENTS = 1_000_000
_EVENTS_PER_CELL = 24
_LARGEST_REPEAT = 1_048_576


def read_ods(data: bytes, limits: Limits) -> Workbook:
    """Read an OpenDocument spreadsheet.

    Raises
    ------
    RefusalError
        When the package is damaged or asks for more than ``limits``.
    """
    package = Package(data, limits)
    workbook = Workbook(FileKind.ODS, [])
    hidden_styles: set[str] = set()
    reader: _TableReader | None = None
    cells = 0
    allowance = Allowance(_FREE_EVENTS)
    for event, element in iter_events(package, "content.xml", allowance=allowance):
        tag = local_name(element.tag)
        if event == "start":
            if tag == "table":
                attributes = _attributes(element)
                hidden = attributes.get("style-name", "") in hidden_styles
                reader = _TableReader(clean_text(attributes.get("name", "")), hidden, limits)
            continue
        if tag == "style":
            if any(_attributes(child).get("display") == "false" for child in element):
                hidden_styles.add(_attributes(element).get("name", ""))
        elif tag == "table-column" and reader is not None:
            reader.take_column(_attributes(element))
        elif tag == "table-row" and reader is not None:
            allowance.earn(_EVENTS_PER_CELL * reader.take_row(element))
            element.clear()
        elif tag == "table" and reader is not None:
            cells += sum(len(row.texts) for row in reader.sheet.rows)
            if len(workbook.sheets) >= limits.sheets or cells > limits.cells:
                raise RefusalError("file-too-many-cells", rows=str(limits.rows))
            workbook.sheets.append(reader.finish())
            reader = None
            element.clear()
    _repair(workbook)
    return workbook


def _repair(workbook: Workbook) -> None:
    for sheet in workbook.sheets:
        for row in sheet.rows:
            row.texts, sample = repair_texts(row.texts)
            if sample and not workbook.remarks:
                workbook.remarks.append(("text-repaired", sample))


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes without their namespaces."""
    return {local_name(key): value for key, value in element.items()}


def _repeat(attributes: dict[str, str], name: str) -> int:
    try:
        return min(max(int(attributes.get(name, "1")), 1), _LARGEST_REPEAT)
    except ValueError:
        return 1


class _TableReader:
    """Builds one sheet from the rows of one table."""

    def __init__(self, name: str, hidden: bool, limits: Limits) -> None:
        self.sheet = Sheet(name, hidden=hidden)
        self._limits = limits
        self._row = 0
        self._column = 0
        self._hidden_columns: set[int] = set()
        self._merges: list[tuple[int, int, int, int]] = []

    def take_column(self, attributes: dict[str, str]) -> None:
        """Take a column description; it may stand for many columns."""
        repeat = _repeat(attributes, "number-columns-repeated")
        if attributes.get("visibility", "visible") != "visible":
            last = min(self._column + repeat, self._limits.columns)
            self._hidden_columns.update(range(self._column, last))
        self._column += repeat

    def take_row(self, element: Element) -> int:
        """Take a row; it may stand for many equal rows, of which empty ones cost nothing. Return its filled places."""
        attributes = _attributes(element)
        repeat = _repeat(attributes, "number-rows-repeated")
        number = self._row + 1
        self._row += repeat
        texts = self._read_cells(element, number)
        if not texts:
            return 0
        if len(self.sheet.rows) + repeat > self._limits.rows:
            raise RefusalError("file-too-many-cells", rows=str(self._limits.rows))
        hidden = attributes.get("visibility", "visible") != "visible"
        for offset in range(repeat):
            self.sheet.rows.append(Row(number + offset, list(texts), hidden))
        return sum(map(bool, texts))

    def finish(self) -> Sheet:
        """Return the sheet."""
        self.sheet.hidden_columns = frozenset(self._hidden_columns)
        self.sheet.merges = tuple(self._merges)
        return self.sheet

    def _read_cells(self, element: Element, number: int) -> list[str]:
        texts: list[str] = []
        column = 0
        for cell in element:
            tag = local_name(cell.tag)
            if tag not in ("table-cell", "covered-table-cell"):
                continue
            attributes = _attributes(cell)
            repeat = _repeat(attributes, "number-columns-repeated")
            text = clean_text("\n".join(_paragraph(part) for part in cell if local_name(part.tag) == "p"))
            text = text or _bare_value(attributes)
            if text and tag == "table-cell":
                if column + repeat > self._limits.columns:
                    self.sheet.far_cells.append(f"R{number}")
                else:
                    texts.extend([""] * (column - len(texts)))
                    texts.extend([self._note(text, attributes, number, column)] * repeat)
                    self._note_merge(attributes, number, column)
            column += repeat
        return texts if any(texts) else []

    def _note(self, text: str, attributes: dict[str, str], row: int, column: int) -> str:
        kind = attributes.get("value-type", "")
        if text.startswith("#") and text[1:2].isupper() and attributes.get("formula"):
            self.sheet.faults[row, column] = Fault(FaultKind.ERROR_VALUE, text)
            return ""
        if kind in ("date", "time"):
            self.sheet.faults[row, column] = Fault(FaultKind.DATE, text)
        elif kind in ("float", "currency") and not text.isdigit():
            try:
                self.sheet.numbers[row, column] = float(attributes.get("value", ""))
            except ValueError:
                return text
        if len(text) > self._limits.text_length:
            self.sheet.faults[row, column] = Fault(FaultKind.TOO_LONG, text[:80])
            return text[: self._limits.text_length]
        return text

    def _note_merge(self, attributes: dict[str, str], row: int, column: int) -> None:
        across = _repeat(attributes, "number-columns-spanned")
        down = _repeat(attributes, "number-rows-spanned")
        if across > 1 or down > 1:
            self._merges.append((row, column, row + down - 1, column + across - 1))


def _bare_value(attributes: dict[str, str]) -> str:
    """Return the value of a cell that a program wrote without the text that it shows."""
    if "value" in attributes:
        try:
            return show_general(float(attributes["value"]))
        except (ValueError, OverflowError):
            return ""
    return attributes.get("string-value") or attributes.get("date-value") or ""


def _paragraph(element: Element) -> str:
    """Return the text of a paragraph, with the spaces and line breaks that ODF writes as elements."""
    pieces = [element.text or ""]
    for child in element:
        tag = local_name(child.tag)
        if tag == "s":
            pieces.append(" ")
        elif tag == "line-break":
            pieces.append("\n")
        elif tag == "tab":
            pieces.append(" ")
        elif tag not in ("annotation", "note"):
            pieces.append(_paragraph(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
