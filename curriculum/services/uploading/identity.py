"""Which module of the version a module of a file is: by the tool's own identifier, by code, by title, or asked.

The order is from sure to unsure. What only looks alike is asked and never assumed, and without an answer it is a new
module: a module too many is seen at once and can be undone, while a wrong match puts another text under decisions that
people took, and those count in the accountability from then on.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from curriculum.contract.columns import ModuleColumn
from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord, RawCell
from curriculum.contract.vocabulary import Severity
from curriculum.models.module import ModuleState
from curriculum.services.contents import StoredModule
from curriculum.services.texts import fold_title
from curriculum.services.uploading.previews import Draft

ALIKE = 86.0
"""From this likeness on (rapidfuzz's ratio, 0 to 100, words in any order) two titles are worth the question."""
MOST_COMPARED = 4_000_000
"""Pairs of titles; above it nothing is asked, because the page would have to wait for seconds."""
_WORDS = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[ivx]+")


@dataclass(slots=True)
class Identified:
    """For each module of a file (by its id there) the stored module that it is, the one that it looks like, remarks."""

    same: dict[str, StoredModule] = field(default_factory=dict)
    alike: dict[str, StoredModule] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def identify_modules(
    draft: Draft, stored: Sequence[StoredModule], answers: Mapping[str, str] | None = None, *, ask: bool = True
) -> Identified:
    """Find the stored module of each module of the file.

    ``stored`` holds the retired modules too: a module that comes back is that module, not a new one. ``answers`` are
    the person's: module of the file to key of the stored module that it is. ``ask`` looks for titles that nearly match.
    """
    found = Identified()
    _match_identifiers(draft, stored, found)
    codes = {module.code: module for module in stored if module.code is not None}
    taken = {module.id for module in found.same.values()}
    for record in draft.modules:
        module = codes.get(record.code) if record.code is not None else None
        if record.id not in found.same and module is not None and module.id not in taken:
            found.same[record.id] = module
            taken.add(module.id)
    _match_titles(draft.modules, stored, found, taken)
    rest = [record for record in draft.modules if record.id not in found.same]
    free = {module.key: module for module in stored if module.id not in taken and _may_be_meant(module)}
    if ask:
        # A module of the programme goes before one that has lapsed.
        found.alike = find_alike(rest, [module for module in free.values() if not module.lapsed])
        others = [record for record in rest if record.id not in found.alike]
        found.alike |= find_alike(others, [module for module in free.values() if module.lapsed])
    for record in rest:
        module = free.pop((answers or {}).get(record.id, ""), None)
        if module is not None:
            found.same[record.id] = module
    return found


def _may_be_meant(module: StoredModule) -> bool:
    return module.lapsed or module.state is ModuleState.ACTIVE


def find_alike(records: Sequence[ModuleRecord], modules: Sequence[StoredModule]) -> dict[str, StoredModule]:
    """Return for each module of a file the one stored module whose title nearly matches, when there is no doubt which.

    Titles that differ in a number ("Engels 1", "Engels 2", "Rekenen II") are different modules.
    """
    if not records or not modules or len(records) * len(modules) > MOST_COMPARED:
        return {}
    mine = [_spell(record.title) for record in records]
    theirs = [_spell(module.title) for module in modules]
    scores = process.cdist(mine, theirs, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    pairs = [
        (row, column)
        for row, column in zip(*(places.tolist() for places in scores.nonzero()), strict=True)
        if _numbers(mine[row]) == _numbers(theirs[column])
    ]
    rows, columns = Counter(row for row, _ in pairs), Counter(column for _, column in pairs)
    return {records[row].id: modules[column] for row, column in pairs if rows[row] == columns[column] == 1}


def _match_identifiers(draft: Draft, stored: Sequence[StoredModule], found: Identified) -> None:
    """Match by the identifier that our own export writes; say where one does not fit, and do without it there."""
    headers = {column.header for table in draft.tables for column in table.columns if column.meaning == ModuleColumn.ID}
    if not headers:
        return
    by_uuid = {module.uuid: module for module in stored}
    by_code = {module.code: module for module in stored if module.code is not None}
    claims: dict[str, list[tuple[ModuleRecord, RawCell]]] = defaultdict(list)
    foreign: list[tuple[ModuleRecord, RawCell]] = []
    for record in draft.modules:
        cell = next((cell for cell in record.raw_cells if cell.header in headers), None)
        if cell is not None:
            known = cell.text.strip().casefold() in by_uuid
            (claims[cell.text.strip().casefold()] if known else foreign).append((record, cell))
    for uuid, rows in claims.items():
        module = by_uuid[uuid]
        fitting = [record for record, _ in rows if _fits(record, module)] if len(rows) > 1 else [rows[0][0]]
        for record, cell in rows:
            owner = by_code.get(record.code) if record.code is not None else None
            if len(fitting) != 1 or record is not fitting[0]:
                found.problems.append(_warn("identifier-twice", record, cell))
            elif owner is not None and owner is not module:
                found.problems.append(_warn("identifier-of-other", record, cell, other=module.title))
            else:
                found.same[record.id] = module
    if foreign:
        # The export of another cohort has nothing but such identifiers; that is said once.
        record, cell = foreign[0]
        found.problems.append(_warn("identifier-unknown", record, cell, count=str(len(foreign))))


def _fits(record: ModuleRecord, module: StoredModule) -> bool:
    """Whether the visible cells of a row agree with its identifier; who copies a row copies its hidden cells too."""
    return (record.code is not None and record.code == module.code) or (
        fold_title(record.title) == fold_title(module.title) and record.code in (None, module.code)
    )


def _match_titles(
    records: Sequence[ModuleRecord], stored: Sequence[StoredModule], found: Identified, taken: set[int]
) -> None:
    """Match by a title that only one module has, unless the codes contradict it."""
    by_title: dict[str, list[StoredModule]] = defaultdict(list)
    for known in stored:
        by_title[fold_title(known.title)].append(known)
    codes_in_file = {record.code for record in records if record.code is not None}
    for record in records:
        if record.id in found.same:
            continue
        fitting = [
            module
            for module in by_title[fold_title(record.title)]
            if module.code is None or (record.code is None and module.code not in codes_in_file)
        ]
        if len(fitting) == 1 and fitting[0].id not in taken:
            found.same[record.id] = fitting[0]
            taken.add(fitting[0].id)


def _spell(title: str) -> str:
    return " ".join(_WORDS.findall(title.casefold()))


def _numbers(title: str) -> list[str]:
    """Return what numbers a title: words with a digit, and Roman numerals."""
    return sorted(
        word for word in title.split() if any(sign.isdigit() for sign in word) or _ROMAN.fullmatch(word) is not None
    )


def _warn(code: str, record: ModuleRecord, cell: RawCell, **params: str) -> Problem:
    told = tuple(sorted({"title": record.title, **params}.items()))
    return Problem(code, Severity.WARNING, "", record.sheet, cell.cell, cell.text, told)
