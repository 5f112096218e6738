"""Decides what each column of a table is: by its header, by the headers above it, or by a person's choice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from imports.reading import Basis
from imports.structure.columns import GUESSED_BELOW, SURE, AssignedColumn, ColumnContent, Header
from imports.structure.headers import normalise_header, year_of_header

_LONGEST_NAME = 50
_FROM_CONTENT = 0.7  # How sure a column with a name nobody knows is what its cells hold.
_GROUPED = 0.8  # How sure it is which of the columns below one name has that name.


def assign_columns(
    headers: Mapping[int, Header],
    choices: Mapping[int, ModuleColumn | None],
    content: Mapping[int, ColumnContent],
    hidden: Collection[int] = (),
) -> dict[int, AssignedColumn]:
    """Return what each column is taken for, so that no meaning that occurs once is given twice.

    Parameters
    ----------
    headers
        What stands above each 0-based column.
    choices
        A person's word on a column; it wins over everything.
    content
        What the first rows hold in each column.
    hidden
        Columns that are not read; what they are called is free for a column that a person sees.
    """
    assigned: dict[int, AssignedColumn] = {}
    taken: dict[ModuleColumn, int] = {}
    for column, chosen in choices.items():
        if column in headers:
            basis = Basis.CHOICE
            assigned[column] = AssignedColumn(headers[column], chosen, 1.0, basis)
            if chosen is not None:
                taken[chosen] = column
    single = {
        wanted
        for wanted in (ModuleColumn.PERIOD, ModuleColumn.YEAR)
        if sum(header.target_column is wanted for header in headers.values()) == 1
    }
    headers = _settle_totals(_settle_groups(headers, content))
    order = sorted(
        (column for column in headers if column not in assigned),
        key=lambda column: (
            column in hidden,
            not headers[column].is_sure,
            -headers[column].confidence,
            headers[column].rank,
            -year_of_header(headers[column].text),
            column,
        ),
    )
    for column in order:
        assigned[column] = _assign(column, headers, taken, single, content.get(column, ColumnContent()))
    for column, item in assigned.items():
        found = content.get(column, ColumnContent())
        if item.basis is Basis.UNKNOWN and found.addresses * 2 > found.filled:
            # E-mail addresses are those of people, whatever stands above them.
            assigned[column] = replace(item, column=ModuleColumn.TEACHER, confidence=1.0, basis=Basis.NAME)
    if ModuleColumn.TITLE not in taken:
        _take_text_column_as_title(headers, assigned, taken, content)
    return dict(sorted(assigned.items()))


def _settle_groups(headers: Mapping[int, Header], content: Mapping[int, ColumnContent]) -> Mapping[int, Header]:
    """Return the headers such that the name of a group means no more than it can.

    "Uren" above "Klas" and "Thuis" says of neither that it holds all hours; "Module" above two columns is the name of
    the module in the one with the longest texts, and of its code in a column of short ones left of that.
    """
    claims: dict[ModuleColumn, list[int]] = {}
    for column, header in headers.items():
        if header.column is not None and not SPECS[header.column].repeatable and not header.weak:
            claims.setdefault(header.column, []).append(column)
    settled = dict(headers)
    for wanted, columns in claims.items():
        grouped = [column for column in columns if headers[column].by_group]
        if wanted is ModuleColumn.TITLE and not grouped:
            _settle_short_names(columns, settled, content)
        if wanted is ModuleColumn.TITLE:
            shared = grouped or [column for column in columns if headers[column].text == headers[columns[0]].text]
            if len(shared) < 2 or len(shared) < len(columns) or shared[-1] - shared[0] >= len(shared):
                continue  # Only columns beside each other stand below one name.
            longest = max(shared, key=lambda column: content.get(column, ColumnContent()).usual_length)
            limit = content.get(longest, ColumnContent()).usual_length / 2
            for column in shared:
                usual = content.get(column, ColumnContent()).usual_length
                is_code = column == longest - 1 and 0 < usual <= limit
                meaning = ModuleColumn.CODE if is_code else wanted if column == longest else None
                settled[column] = replace(headers[column], column=meaning, confidence=_GROUPED, weak=is_code)
        elif len(columns) > 1:
            for column in grouped:
                settled[column] = replace(headers[column], column=None, confidence=0.0)
    return settled


def _settle_totals(headers: Mapping[int, Header]) -> Mapping[int, Header]:
    """Return the headers such that "Totaal" beside "BOT leerjaar 1" and "BOT leerjaar 2" is that of the same hours."""
    kinds = {header.hours for header in headers.values() if header.hours is not None}
    if len(kinds) != 1:
        return headers
    return {
        column: replace(header, column=next(iter(kinds)))
        if header.weak and header.column is ModuleColumn.SBU
        else header
        for column, header in headers.items()
    }


def _settle_short_names(
    columns: Sequence[int], settled: dict[int, Header], content: Mapping[int, ColumnContent]
) -> None:
    """Take "Module" for the code when "Modulenaam" right of it holds the names: AGB1 beside Agendabeheer."""
    if any(header.column is ModuleColumn.CODE and not header.weak for header in settled.values()):
        return
    for short, long in pairwise(columns):
        left, right = (content.get(column, ColumnContent()) for column in (short, long))
        differ = settled[short].text != settled[long].text
        if long == short + 1 and differ and left.filled * 4 < left.codes * 5 and right.codes * 2 <= right.filled:
            settled[short] = replace(settled[short], column=ModuleColumn.CODE, confidence=_GROUPED)
            return


def _assign(
    column: int,
    headers: Mapping[int, Header],
    taken: dict[ModuleColumn, int],
    single: Collection[ModuleColumn],
    content: ColumnContent,
) -> AssignedColumn:
    header = headers[column]
    if header.target_column is not None and header.target_column in single:
        if header.hours is not None and header.hours not in taken:
            # A single "SBU leerjaar 1" holds the hours of that year.
            taken[header.hours] = column
            years = (int(header.target),) if header.target_column is ModuleColumn.YEAR else header.years
            return AssignedColumn(header, header.hours, _GROUPED, Basis.GUESS, years=years)
        # A single "Periode 1" is a column with periods, not the first of a row of periods.
        taken.setdefault(header.target_column, column)
        return AssignedColumn(header, header.target_column, SURE, Basis.NAME)
    if header.target:
        return AssignedColumn(header, header.target_column, 1.0, Basis.TARGET, header.target, header.years)
    if header.column is None and content.tells_processes:
        header = replace(header, column=ModuleColumn.WORK_PROCESS, confidence=_FROM_CONTENT)
    wanted = header.column
    if wanted is None:
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN)
    if header.weak and SPECS[wanted].kind is ColumnKind.HOURS and content.words + content.shares > content.filled // 2:
        # "Stage" above names is the name of a placement, not its hours; "Totaal" may add up weights to 100%.
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN)
    basis = Basis.GUESS if header.confidence < GUESSED_BELOW else Basis.NAME
    if wanted in taken and not SPECS[wanted].repeatable:
        rival = "" if header.weak else headers[taken[wanted]].text
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN, rival=rival)
    taken.setdefault(wanted, column)
    return AssignedColumn(header, wanted, header.confidence, basis)


def _find_assignments(code: int, headers: Mapping[int, Header], assigned: Mapping[int, AssignedColumn]) -> int | None:
    """Return the column "Opdracht" right of a column with numbers: there the assignments are what is learned from."""
    item = assigned.get(code + 1)
    if item is None or item.column is not ModuleColumn.DESCRIPTION or not item.header.weak:
        return None
    return code + 1 if normalise_header(headers[code + 1].text).startswith("opdracht") else None


def _describes_shortly(item: AssignedColumn | None, content: ColumnContent | None) -> bool:
    """Return whether a description is so short that it is a name: "Vakcode" beside "Omschrijving" in an export."""
    return (
        item is not None
        and item.column is ModuleColumn.DESCRIPTION
        and content is not None
        and content.words * 2 > content.filled
        and content.usual_length <= _LONGEST_NAME
    )


def _take_text_column_as_title(
    headers: Mapping[int, Header],
    assigned: dict[int, AssignedColumn],
    taken: dict[ModuleColumn, int],
    content: Mapping[int, ColumnContent],
) -> None:
    """Find the names of the modules when no header says where they are.

    In a matrix they stand left of the first mark; in a list beside the code, in a column of words that nothing claims.
    """
    free = [
        column
        for column, item in assigned.items()
        if item.column is None and item.basis is Basis.UNKNOWN and content.get(column, ColumnContent()).words > 0
    ]
    targets = [column for column, item in assigned.items() if item.basis is Basis.TARGET]
    if targets and ModuleColumn.CODE not in taken:
        free = [column for column in free if column < min(targets)]
        best = max(free, key=lambda column: (content[column].words, -column), default=None)
    elif ModuleColumn.CODE in taken and len(taken) > 1:
        code = taken[ModuleColumn.CODE]
        best = next((column for column in (code + 1, code - 1) if column in free), None)
        if best is not None and content[best].words * 2 <= content[best].filled:
            best = None
        if best is not None and not headers[best].text and (best < code or headers[code].weak):
            best = None
        if best is None and headers[code].weak:
            best = _find_assignments(code, headers, assigned)
        elif best is None and _describes_shortly(assigned.get(code + 1), content.get(code + 1)):
            best = code + 1
    else:
        return
    if best is not None:
        assigned[best] = AssignedColumn(headers[best], ModuleColumn.TITLE, 0.7, Basis.GUESS)
        taken[ModuleColumn.TITLE] = best
