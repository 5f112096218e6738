"""One sheet of the workbook: title, hidden English keys, header, rows, filters, panes and printing.

Every list has the same form: row 1 the title, row 2 what it tells, row 3 (hidden) the English keys of the columns,
row 4 the header, rows 5 and on the data, as an Excel table named after the sheet's key.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn

from curriculum.contract.messages import Translate
from exports.cells import SheetData, Value
from exports.styles import LOOKS, StyleBook
from exports.text import MAX_HEADER_FOOTER, cell_text, header_footer_text, sheet_title

HEADER_ROW = 4
FIRST_ROW = 5
_PAPER_A3 = 8
_LINE_HEIGHT = 13
_ROW_PADDING = 2.5
_MAX_HEIGHT = 409
_HEADER_ROOM = MAX_HEADER_FOOTER // 2 - 20


class Styled(NamedTuple):
    """A value with a look of its own."""

    value: Value
    look: str


class Linked(NamedTuple):
    """A text that leads to another sheet of the workbook."""

    text: str
    sheet: str


CellValue = Value | Styled | Linked


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its English key, its heading (a msgid), its width in characters and its look."""

    key: str
    heading: str
    width: float = 14
    look: str = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """What every printed page says: the programme above, date and page numbers below."""

    header: str
    footer: str
    page_words: str


class Sheet:
    """Writes one worksheet from the top down: its cells go to ``data``, all the rest to openpyxl's worksheet."""

    def __init__(
        self,
        workbook: Workbook,
        styles: StyleBook,
        key: str,
        title: str,
        *,
        translate: Translate,
        locale: str,
        printed: Print,
    ) -> None:
        self.key = key
        self.translate = translate
        self.locale = locale
        self.name = sheet_title(title)
        self.worksheet: Any = workbook.create_sheet(self.name)
        self.data = SheetData(styles.quote)
        self._styles = styles
        self.row = 0
        self._widths: tuple[float, ...] = ()
        self._workbook = workbook
        self._print(printed)

    def _print(self, printed: Print) -> None:
        worksheet = self.worksheet
        worksheet.page_setup.orientation = "landscape"
        worksheet.page_setup.paperSize = _PAPER_A3
        worksheet.page_setup.fitToWidth = 1
        worksheet.page_setup.fitToHeight = 0
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
        worksheet.page_margins.left = worksheet.page_margins.right = 0.5
        worksheet.page_margins.top = worksheet.page_margins.bottom = 0.7
        worksheet.page_margins.header = worksheet.page_margins.footer = 0.35
        for part, text in (
            (worksheet.oddHeader.left, header_footer_text(printed.header, _HEADER_ROOM)),
            (worksheet.oddHeader.right, header_footer_text(self.name, _HEADER_ROOM)),
            (worksheet.oddFooter.left, header_footer_text(printed.footer, _HEADER_ROOM)),
            (worksheet.oddFooter.right, printed.page_words),
        ):
            part.text = text
            part.size = 9
        worksheet.sheet_view.showGridLines = False
        worksheet.sheet_view.zoomScale = 100

    def set_columns(self, widths: Iterable[float], hidden: Iterable[int] = ()) -> None:
        """Set the column widths; columns with a number in ``hidden`` (from 1) are not shown."""
        unseen = set(hidden)
        self._widths = tuple(widths)
        for number, width in enumerate(self._widths, 1):
            dimension = self.worksheet.column_dimensions[get_column_letter(number)]
            dimension.width = width
            dimension.hidden = number in unseen

    def append(
        self,
        values: Sequence[CellValue],
        looks: Sequence[str],
        *,
        height: float | None = None,
        hidden: bool = False,
        level: int = 0,
    ) -> None:
        """Write the next row; ``looks`` gives the look of each value that does not bring its own.

        A place without value and without look is not written. Without ``height`` the row is as high as its longest
        wrapped text: not every program works that out on opening. ``level`` is the depth in the outline.
        """
        self.row += 1
        if height is None:
            lines = self._lines(values, looks)
            height = min(lines * _LINE_HEIGHT + _ROW_PADDING, _MAX_HEIGHT) if lines > 1 else None
        if level:
            self.worksheet.sheet_format.outlineLevelRow = max(level, self.worksheet.sheet_format.outlineLevelRow or 0)
        self.data.add_row(self.row, self._cells(values, looks), height=height, hidden=hidden, level=level)

    def _cells(self, values: Sequence[CellValue], looks: Sequence[str]) -> Iterator[tuple[Value, int] | None]:
        for column, (value, look) in enumerate(zip(values, looks, strict=True), 1):
            if isinstance(value, Styled):
                value, look = value
            elif isinstance(value, Linked):
                self._link(f"{get_column_letter(column)}{self.row}", value)
                value, look = value.text, "link"
            yield (value, self._styles[look]) if look else None

    def _link(self, place: str, link: Linked) -> None:
        location = f"{quote_sheetname(link.sheet)}!A1"
        # openpyxl takes a link from a cell of its own; the cell itself is replaced when the cells are filled in.
        self.worksheet[place].hyperlink = Hyperlink(ref=place, location=location, display=link.text)

    def _lines(self, values: Sequence[CellValue], looks: Sequence[str]) -> int:
        """Estimate how many lines the highest wrapped text of a row takes; hidden columns are keys and do not count."""
        most = 1
        for value, look, width in zip(values, looks, self._widths, strict=False):
            if isinstance(value, Styled):
                value, look = value
            if not isinstance(value, str) or not look or not LOOKS[look].wrap:
                continue
            if len(value) <= width and "\n" not in value:
                continue
            room = width * (1.0 if LOOKS[look].bold else 1.15)
            most = max(most, sum(1 + int(max(len(line) - 1, 0) / room) for line in value.split("\n")))
        return most

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        for _ in range(rows):
            self.append((), ())

    def open_with(self, title: str, note: str) -> None:
        """Write the title and the line that says what the sheet tells."""
        self.append([title], ["title"], height=28)
        self.append([note], ["note"], height=18)

    def write_keys(self, keys: Sequence[str]) -> None:
        """Write the hidden row of English keys and name it, so that a program finds its columns in any language."""
        self.append(keys, ["key"] * len(keys), hidden=True)
        last = get_column_letter(len(keys))
        self.define_name(f"keys_{self.key}", f"$A${self.row}:${last}${self.row}")

    def define_name(self, name: str, place: str) -> None:
        """Give a range of this sheet an English name."""
        self._workbook.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(self.name)}!{place}")

    def write_list(
        self,
        title: str,
        note: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[CellValue]],
        *,
        frozen: int,
        none: str,
    ) -> None:
        """Write a whole list sheet; ``frozen`` columns stay in view, ``none`` is said when there are no rows."""
        self.set_columns(
            (column.width for column in columns), (number for number, column in enumerate(columns, 1) if column.hidden)
        )
        last = get_column_letter(len(columns))
        self.freeze(FIRST_ROW, frozen)
        self.open_with(title, note)
        self.write_keys([column.key for column in columns])
        headings = [cell_text(self.translate(column.heading)) for column in columns]
        numeric = {"number", "count", "percent", "share"}
        self.append(headings, ["head_number" if column.look in numeric else "head" for column in columns], height=44)
        if not rows:
            self.append([none], ["note"])
            return
        looks = [column.look for column in columns]
        for row in rows:
            self.append(row, looks)
        place = f"A{HEADER_ROW}:{last}{self.row}"
        table = Table(displayName=self.key, ref=place, autoFilter=AutoFilter(ref=place))
        table.tableColumns = [TableColumn(id=number, name=heading) for number, heading in enumerate(headings, 1)]
        self.worksheet.add_table(table)

    def freeze(self, first_row: int, frozen_columns: int) -> None:
        """Keep the rows above ``first_row`` and the first columns in view, and repeat them on every printed page."""
        self.worksheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{first_row}"
        self.worksheet.print_title_rows = f"{first_row - 1}:{first_row - 1}"
        if frozen_columns:
            self.worksheet.print_title_cols = f"A:{get_column_letter(frozen_columns)}"
