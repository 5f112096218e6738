"""The modules of a reading: their records, made when somebody looks at them, and their JSON, made without the records.

The process that reads an upload answers with JSON and ends: its records would live only to be written down.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import overload

from curriculum.contract.codec import quote, to_text
from curriculum.contract.records import Hours, ModuleRecord
from curriculum.contract.vocabulary import Mastery, ModuleField, Verdict
from imports.drafts import MentionParts, ModuleContent, ModuleDraft, PassageParts, StatementParts

_FIELDS = {field: quote(field.value) for field in ModuleField}
_VERDICTS = {verdict: f', "verdict": {quote(verdict.value)}' for verdict in Verdict} | {Verdict.FULL: ""}
_LEVELS: dict[Mastery | None, str] = {level: f', "mastery": {quote(level.value)}' for level in Mastery} | {None: ""}


class ModuleRecords(Sequence[ModuleRecord]):
    """The records of drafts, each made when somebody asks for it; equal to the tuple of them.

    >>> records = ModuleRecords([ModuleDraft("A", "Agenda", "A", "LJ1", 2, "B2")])
    >>> records[0].title, len(records), records == tuple(records)
    ('Agenda', 1, True)
    """

    __slots__ = ("_drafts",)

    def __init__(self, drafts: Sequence[ModuleDraft]) -> None:
        self._drafts = drafts

    def __iter__(self) -> Iterator[ModuleRecord]:
        return (draft.to_record() for draft in self._drafts)

    def to_texts(self) -> Iterator[str]:
        """Yield the JSON text of each record, which is not made for it."""
        return map(write_module, self._drafts)

    def __len__(self) -> int:
        return len(self._drafts)

    @overload
    def __getitem__(self, index: int) -> ModuleRecord: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[ModuleRecord]: ...

    def __getitem__(self, index: int | slice) -> ModuleRecord | Sequence[ModuleRecord]:
        if isinstance(index, slice):
            return tuple(ModuleRecords(self._drafts[index]))
        return self._drafts[index].to_record()

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, ModuleRecords | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def write_module(draft: ModuleDraft) -> str:
    """Return the JSON text of a module's record, without what is empty.

    >>> draft = ModuleDraft("A", "Agenda", "A", "LJ1", 2, "B2", hours={"sbu": 40.0})
    >>> write_module(draft) == to_text(draft.to_record())
    True
    """
    content = draft.content()
    sbu, bot, bpv = (draft.hours.get(name) for name in ("sbu", "bot", "bpv"))
    parts = (
        f'"id": {quote(draft.id)}, "title": {quote(draft.title)}',
        f'"code": {quote(draft.code)}' if draft.code is not None else "",
        _list("passages", map(_passage, content.ordered_passages())),
        _list("years", map(str, content.years)),
        _list("periods", map(quote, content.periods)),
        _hours(sbu, bot, bpv),
        _list("work_processes", map(_mention, content.work_processes.values())),
        _list("statements", map(_statement, content.statements.values())),
        f'"sheet": {quote(draft.sheet)}' if draft.sheet else "",
        f'"row": {draft.row}' if draft.row else "",
        _raw_cells(content),
    )
    return f"{{{', '.join(filter(None, parts))}}}"


def _list(name: str, texts: Iterable[str]) -> str:
    joined = ", ".join(texts)
    return f'"{name}": [{joined}]' if joined else ""


def _passage(parts: PassageParts) -> str:
    field, text, sheet, cell = parts
    return f'{{"field": {_FIELDS[field]}, "text": {quote(text)}{_place(sheet, cell)}}}'


def _mention(parts: MentionParts) -> str:
    code, raw, sheet, cell = parts
    return f'{{"code": {quote(code)}{_raw(raw)}{_place(sheet, cell)}}}'


def _statement(parts: StatementParts) -> str:
    code, verdict, mastery, raw, sheet, cell = parts
    how = f"{_VERDICTS[verdict]}{_LEVELS[mastery]}"
    return f'{{"competency": {quote(code)}{how}{_raw(raw)}{_place(sheet, cell)}}}'


def _raw(text: str) -> str:
    return f', "raw": {quote(text)}' if text else ""


def _place(sheet: str, cell: str) -> str:
    in_sheet = f', "sheet": {quote(sheet)}' if sheet else ""
    return f'{in_sheet}, "cell": {quote(cell)}' if cell else in_sheet


@lru_cache(maxsize=4096)
def _hours(sbu: float | None, bot: float | None, bpv: float | None) -> str:
    hours = Hours(sbu, bot, bpv)
    return "" if hours == Hours() else f'"hours": {to_text(hours)}'


def _raw_cells(content: ModuleContent) -> str:
    cells = content.all_raw_cells()
    return f'"raw_cells": {to_text(cells)}' if cells else ""
