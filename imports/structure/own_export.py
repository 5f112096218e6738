"""Recognises the accountability workbook of this tool, so that a docent can change its modules and upload it again.

Every sheet of that workbook has a hidden row with English keys above its headings (see ``exports/README.md``). Only
the sheet of modules is read, by those keys and so in every language; what the tool worked out itself is not.
"""

import re
from collections.abc import Iterable

from curriculum.contract.columns import ModuleColumn
from imports.sheets import Row, Sheet
from imports.structure.columns import Header
from imports.structure.tables import FoundTable

_COLUMNS: dict[str, ModuleColumn] = {
    "code": ModuleColumn.CODE,
    "title": ModuleColumn.TITLE,
    "years": ModuleColumn.YEAR,
    "periods": ModuleColumn.PERIOD,
    "sbu": ModuleColumn.SBU,
    "bot": ModuleColumn.BOT,
    "bpv": ModuleColumn.BPV,
    "work_processes": ModuleColumn.WORK_PROCESS,
    "description": ModuleColumn.DESCRIPTION,
    "outcomes": ModuleColumn.OUTCOME,
    "assessments": ModuleColumn.ASSESSMENT,
    "stable_id": ModuleColumn.ID,
}
_MODULES = frozenset(_COLUMNS) - {"stable_id"}
_KEY = re.compile(r"[a-z][a-z0-9_]*(?::.*)?", re.DOTALL)
_FIRST_ROWS = 5


def find_own_sheets(sheets: Iterable[Sheet]) -> dict[str, FoundTable | None]:
    """Return the sheets of our own workbook by name: the table of modules, ``None`` for a sheet that is not read.

    Empty for any other workbook; a sheet that somebody added to ours is read as in any workbook.
    """
    keyed = {sheet.name: (sheet, keys) for sheet in sheets if (keys := _key_row(sheet)) is not None}
    if not any({*keys.texts} >= _MODULES for _, keys in keyed.values()):
        return {}
    return {
        name: _module_table(sheet, keys) if {*keys.texts} >= _MODULES else None
        for name, (sheet, keys) in keyed.items()
        if keys.hidden or {*keys.texts} >= _MODULES
    }


def _key_row(sheet: Sheet) -> Row | None:
    for row in sheet.rows[:_FIRST_ROWS]:
        filled = row.filled()
        if len(filled) > 1 and all(_KEY.fullmatch(row.texts[column]) for column in filled):
            return row
    return None


def _module_table(sheet: Sheet, keys: Row) -> FoundTable:
    below = [row for row in sheet.rows if row.number > keys.number]
    known = {column: _COLUMNS[keys.text(column)] for column in keys.filled() if keys.text(column) in _COLUMNS}
    head, rows = (below[0], below[1:]) if below else (keys, [])
    headers = {column: Header(head.text(column) or keys.text(column)) for column in known}
    return FoundTable(sheet, (head.number,), headers, rows, known=known)
