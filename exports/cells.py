"""The cells of one sheet as XML.

openpyxl writes everything of the workbook but the cells: it takes about 25 microseconds for each, and a programme of
500 modules has 190,000. Here they are put together as text, with the style numbers that openpyxl gave out, and
:mod:`exports.archive` puts them in their place.
"""

import math
from collections.abc import Callable, Iterable

from openpyxl.utils import get_column_letter

from exports.text import cell_text

Value = str | int | float | None
_REMEMBERED = 80
_FORMULA_STARTS = ("=", "+", "-", "@")


class SheetData:
    """Collects the rows of one sheet, from the top down.

    ``quote`` gives the style number with Excel's text mark (quotePrefix, ECMA-376 part 1, 18.8.45). A text that starts
    like a formula gets it, so that it stays a text when somebody opens its cell and presses Enter.
    """

    def __init__(self, quote: Callable[[int], int]) -> None:
        self._quote = quote
        self._rows: list[str] = []
        self._letters: list[str] = [""]
        self._texts: dict[str, str] = {}
        self.width = 0
        self.height = 0

    def add_row(
        self,
        number: int,
        cells: Iterable[tuple[Value, int] | None],
        *,
        height: float | None = None,
        hidden: bool = False,
        level: int = 0,
    ) -> None:
        """Add a row: values with their style numbers, ``None`` for a place that is not written."""
        parts = [f'<row r="{number}"']
        if height is not None:
            parts.append(f' ht="{height:g}" customHeight="1"')
        if hidden:
            parts.append(' hidden="1"')
        if level:
            parts.append(f' outlineLevel="{level}"')
        parts.append(">")
        for column, cell in enumerate(cells, 1):
            if cell is None:
                continue
            if column >= len(self._letters):
                self._letters.append(get_column_letter(column))
            value, style = cell
            if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
                style = self._quote(style)
            place = f'<c r="{self._letters[column]}{number}" s="{style}"'
            if isinstance(value, str):
                parts.append(place + self._text(value))
            elif value is None or not math.isfinite(value):
                parts.append(place + "/>")
            else:
                shown = int(value) if value == int(value) else float(value)
                parts.append(f"{place}><v>{shown!r}</v></c>")
            self.width = max(self.width, column)
            self.height = number
        parts.append("</row>")
        self._rows.append("".join(parts))

    def _text(self, text: str) -> str:
        """Return the rest of a text cell; words and names come back often and are remembered."""
        known = self._texts.get(text)
        if known is not None:
            return known
        cleaned = cell_text(text)
        if not cleaned:
            # A string cell without a string is what no reader expects.
            return "/>"
        escaped = cleaned.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        space = ' xml:space="preserve"' if cleaned[0].isspace() or cleaned[-1].isspace() else ""
        told = f' t="inlineStr"><is><t{space}>{escaped}</t></is></c>'
        if len(text) <= _REMEMBERED:
            self._texts[text] = told
        return told

    @property
    def reference(self) -> str:
        """The range from A1 to the last written cell's column and row."""
        return f"A1:{get_column_letter(self.width)}{self.height}" if self.width else "A1"

    def to_xml(self) -> bytes:
        """Return the sheetData element."""
        return f"<sheetData>{''.join(self._rows)}</sheetData>".encode()
