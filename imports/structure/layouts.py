"""What a table looks like as a whole: tables beside each other, what columns hold, and what stands around it."""

import re
from dataclasses import replace

from curriculum.contract.columns import ModuleColumn
from imports.drafts import ModuleDraft, StatedMoments
from imports.modules import Clash, ModuleCollector, clash_problem
from imports.reading import Basis
from imports.remarks import Remarks
from imports.structure.columns import AssignedColumn, ColumnContent
from imports.structure.letterhead import Letterhead, NamedModule, name_in_row
from imports.structure.tables import FoundTable
from imports.values.marks import is_mark
from imports.values.moments import ParsedMoments, parse_place

_PROCESS_LIKE = re.compile(r"\b[BP]\d+-?K\d+-?W\d+|\bWp\s*\d+\.\d+", re.IGNORECASE)
_CODE_LIKE = re.compile(r"[A-Z]{2,6}|[A-Za-z]{1,6}[-._]?\d[\w.\-]{0,6}|\d{1,4}[-.]?[A-Z]{1,4}")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_TELLING = (
    ModuleColumn.OUTCOME,
    ModuleColumn.DESCRIPTION,
    ModuleColumn.WORK_PROCESS,
    ModuleColumn.COMPETENCY,
    ModuleColumn.ASSESSMENT,
)


def find_place(table: FoundTable, head: Letterhead, before: ParsedMoments) -> ParsedMoments:
    """Return the years and periods of a table's rows: by the name of its sheet, its own title, or what stands above.

    ``before`` are those of the table that it goes on with.
    """
    sheet = parse_place(table.sheet.name)
    title = _place_in_headings(table) or _place_in_title(table)
    return ParsedMoments(
        sheet.years or title.years or head.place.years or before.years,
        sheet.periods or title.periods or head.place.periods or before.periods,
    )


def _place_in_title(table: FoundTable) -> ParsedMoments:
    """Return what the heading above the names says: "Modules leerjaar 1"."""
    titles = [header for header in table.headers.values() if header.column is ModuleColumn.TITLE and not header.target]
    return parse_place(titles[0].text) if len(titles) == 1 else ParsedMoments()


def _place_in_headings(table: FoundTable) -> ParsedMoments | None:
    """Return what the only text of an upper row of headings says, when it begins where the table does."""
    if any(header.target for header in table.headers.values()):
        return None
    numbers = set(table.header_rows[:-1])
    first = min(table.headers, default=0)
    for row in table.sheet.rows if numbers else ():
        if row.number in numbers:
            filled = [column for column in table.headers if row.text(column)]
            if filled == [first]:
                return parse_place(row.text(first))
    return None


def open_named(
    named: NamedModule | None,
    table: FoundTable,
    place: ParsedMoments,
    collector: ModuleCollector,
    remarks: Remarks,
    file: str,
) -> ModuleDraft | None:
    """Open the module that is named outside a table whose rows name none, and say so."""
    if named is None:
        return None
    sheet = table.sheet.name
    opened = collector.open(named.title, named.code, sheet, named.row, named.cell)
    if isinstance(opened, Clash):
        remarks.problems.append(clash_problem(opened, file, sheet, named.cell, named.title))
        return None
    opened.parts.append(StatedMoments(place.years, place.periods))
    remarks.warn("module-is-sheet" if named.by_sheet else "module-above-table", table.sheet, named.cell, named.title)
    return opened


def names_in_rows(table: FoundTable) -> bool:
    """Return whether a row of its own names the module of the rows below it ("Module: Agenda")."""
    for row in table.rows:
        filled = row.filled()
        if len(filled) == 1 and name_in_row(row.texts[filled[0]]) is not None:
            return True
    return False


def tells_of_modules(columns: dict[int, AssignedColumn]) -> bool:
    """Return whether a column surely holds what a module is about, so that a list of people is not taken for one."""
    return any(
        item.column in _TELLING and (item.header.is_sure or item.basis is Basis.CHOICE) for item in columns.values()
    )


def without_codes(columns: dict[int, AssignedColumn]) -> dict[int, AssignedColumn]:
    """Return the columns such that numbers of weeks or lessons are no codes of modules."""
    return {
        column: replace(item, column=None, confidence=0.0, basis=Basis.UNKNOWN)
        if item.column in (ModuleColumn.CODE, ModuleColumn.TITLE)
        else item
        for column, item in columns.items()
    }


def split_beside(table: FoundTable) -> list[FoundTable]:
    """Return the tables that stand beside each other under one row of headings, with an empty column between them.

    Each of them must name its modules; otherwise it is one table with a column that nobody filled. Without an empty
    column the headings must come back in the same order: module, SBU, module, SBU.
    """
    blocks = _blocks_that_come_back(table)
    if blocks:
        return _cut(table, blocks)
    for column in table.headers:
        if not blocks or column > blocks[-1][-1] + 1:
            blocks.append([])
        blocks[-1].append(column)
    while len(blocks) > 1 and not any(table.headers[column].text for column in blocks[-1]):
        blocks[-2:] = [blocks[-2] + blocks[-1]]  # Notes beside the last table make no table of their own.
    named = [any(table.headers[column].column is ModuleColumn.TITLE for column in block) for block in blocks]
    if len(blocks) < 2 or not all(named) or any(len(block) < 2 for block in blocks):
        return [table]
    return _cut(table, blocks)


def _blocks_that_come_back(table: FoundTable) -> list[list[int]]:
    """Return the columns of each table when the same headings begin anew right beside each other, else nothing."""
    columns = list(table.headers)
    meanings = [table.headers[column].column for column in columns]
    size = next((place for place in range(1, len(meanings)) if meanings[place] is ModuleColumn.TITLE), 0)
    if size < 2 or meanings[0] is not ModuleColumn.TITLE or len(columns) % size:
        return []
    blocks = [columns[start : start + size] for start in range(0, len(columns), size)]
    first = [_without_place(table.headers[column].text) for column in blocks[0]]
    alike = all([_without_place(table.headers[column].text) for column in block] == first for block in blocks)
    return blocks if alike else []


def _without_place(header: str) -> str:
    """Return a header without its year or period: "Modules leerjaar 2" comes back after "Modules leerjaar 1"."""
    return " ".join(re.sub(r"\d+", "", header).casefold().split())


def _cut(table: FoundTable, blocks: list[list[int]]) -> list[FoundTable]:
    return [
        replace(
            table,
            headers={column: table.headers[column] for column in block},
            rows=[row for row in table.rows if any(row.text(column) for column in block)],
        )
        for block in blocks
    ]


def look_at_content(table: FoundTable) -> dict[int, ColumnContent]:
    """Count what the first rows hold, so that a header such as "Stage" can be told from its other meaning."""
    filled: dict[int, int] = {}
    words: dict[int, int] = {}
    signs: dict[int, int] = {}
    shares: dict[int, int] = {}
    codes: dict[int, int] = {}
    addresses: dict[int, int] = {}
    processes: dict[int, int] = {}
    last = table.header_rows[-1]
    for row in table.rows[:50]:
        columns = row.filled()
        is_apart, last = row.number > last + 1, row.number
        if is_apart and len(columns) == 1 and len(table.headers) > 1:
            continue  # A remark below an empty row.
        for column in columns:
            text = row.texts[column]
            filled[column] = filled.get(column, 0) + 1
            signs[column] = signs.get(column, 0) + len(text)
            shares[column] = shares.get(column, 0) + text.endswith("%")
            addresses[column] = addresses.get(column, 0) + ("@" in text and _ADDRESS.search(text) is not None)
            codes[column] = codes.get(column, 0) + (_CODE_LIKE.fullmatch(text) is not None)
            processes[column] = processes.get(column, 0) + (_PROCESS_LIKE.search(text) is not None)
            if not is_mark(text) and not any(sign.isdigit() for sign in text[:1]) and len(text) > 2:
                words[column] = words.get(column, 0) + 1
    return {
        column: ColumnContent(
            count,
            words.get(column, 0),
            signs[column],
            shares[column],
            codes[column],
            addresses[column],
            processes[column],
        )
        for column, count in filled.items()
    }
