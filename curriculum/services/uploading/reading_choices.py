"""What each column and table of an upload was taken for, and a person's word on it: the file is then read again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from curriculum.contract.codec import hash_json, to_json
from curriculum.contract.columns import SPECS, ModuleColumn
from curriculum.contract.messages import Translate
from curriculum.models import AskedReading, CurriculumVersion, Import, Job
from curriculum.models.upload import ImportState
from curriculum.services.audit import record_entry
from curriculum.services.background.job_status import JobKind, JobState, add_job
from curriculum.services.contents import require_version
from curriculum.services.errors import SERVICE_MESSAGES, Refused
from curriculum.services.transactions import read, write
from curriculum.services.uploading.choosing import read_choices, write_choices
from curriculum.services.uploading.drafts import (
    find_import,
    find_last_job,
    read_asked,
    read_light_draft,
    require_draft,
    require_read,
)
from curriculum.services.uploading.previews import HiddenParts, PreviewColumn, PreviewTable
from curriculum.services.uploading.remembered import Remembered, find_remembered, forget_headers, forget_headings
from imports.choices import Place, ReadingChoices, find_double_choices
from imports.reading import Suggestions, TableKind
from imports.structure.column_views import SAMPLES
from imports.structure.heading_rows import MOST_HEADING_ROWS, HeadingChoice, SheetTop


class ColumnChosenTwice(Refused):
    """Two columns of one table, or two rows of one form, cannot both be what a module has once, such as its title."""

    def __init__(self, meaning: ModuleColumn, columns: Mapping[Place, PreviewColumn], *, is_form: bool) -> None:
        if is_form:
            rows = ", ".join(f"“{column.header}”" for column in columns.values())
            super().__init__("row-chosen-twice", rows=rows, meaning=SPECS[meaning].label)
        else:
            letters = ", ".join(column.letter for column in columns.values())
            super().__init__("column-chosen-twice", columns=letters, meaning=SPECS[meaning].label)
        self.places = frozenset(columns)

    def render(self, translate: Translate) -> str:
        """Return the sentence with the name of the column in the translator's language."""
        return translate(SERVICE_MESSAGES[self.code]) % {**self.params, "meaning": translate(self.params["meaning"])}


class HeadingsRefused(Refused):
    """The headings of a table cannot stand in these rows."""

    def __init__(self, code: str, choice: HeadingChoice) -> None:
        super().__init__(code, sheet=choice.sheet, first=str(choice.first), last=str(choice.last))
        self.choice = choice


class SuggestedPart(StrEnum):
    """What a file name can say about the programme."""

    CREBO = "crebo"
    LEERWEG = "leerweg"
    COHORT = "cohort"


@dataclass(frozen=True, slots=True)
class NamedPart:
    """What the file name says beside what the version has; ``expected`` is empty when the version does not say it."""

    part: SuggestedPart
    found: str
    expected: str

    @property
    def differs(self) -> bool:
        """Whether this looks like the file of another programme; a cohort may be written 2026 or 2026-2027."""
        return bool(self.expected) and self.found not in self.expected


@dataclass(frozen=True, slots=True)
class HeaderGroup:
    """The tables of a file with equal headers, which share what their columns are; or its forms, which share labels.

    ``columns`` are those of the first table, or the rows of all forms by their labels, with samples of all of them.
    ``asked`` holds, per place, what a person said of it: None = not read.
    """

    signature: str
    tables: tuple[PreviewTable, ...]
    columns: dict[Place, PreviewColumn]
    asked: dict[Place, ModuleColumn | None]
    remembered: Remembered | None

    @property
    def is_form(self) -> bool:
        """Whether these are forms, so that a person chooses for rows."""
        return self.tables[0].kind == TableKind.FORM


@dataclass(frozen=True, slots=True)
class ReadingForm:
    """All that a person can say about the reading of an upload, as it was asked for last.

    ``sheets`` are those that were looked at, also without a table, with the rows in which headings may stand.
    ``is_recalled`` tells that the choices come from earlier files. ``error`` is a message code when the last reading
    failed, so that the draft is an earlier one.
    """

    can_choose: bool
    groups: tuple[HeaderGroup, ...]
    excluded_tables: frozenset[str]
    include_hidden: bool
    hidden: HiddenParts
    is_recalled: bool
    error: str
    named: tuple[NamedPart, ...]
    sheets: tuple[SheetTop, ...] = ()


def get_reading_form(import_id: int) -> ReadingForm:
    """Return what was read as what, what a person may change, and how the file name fits the version."""
    with read() as session:
        upload = find_import(session, import_id)
        version = require_version(session, upload.version_id)
        draft, asked = read_light_draft(session, upload), read_asked(session, import_id)
        choices = draft.reading.choices if asked is None else asked
        job = find_last_job(session, import_id)
        is_open = job is not None and job.state in (JobState.QUEUED, JobState.RUNNING)
        remembered = find_remembered(session, version.programme_id)
        return ReadingForm(
            can_choose=upload.state is ImportState.DRAFT and not is_open,
            groups=_group_tables(draft.tables, choices, remembered),
            excluded_tables=choices.excluded_tables,
            include_hidden=choices.include_hidden,
            hidden=draft.reading.hidden,
            is_recalled=asked is None,
            error=_tell_failure(upload, job),
            named=_compare_names(draft.reading.suggestions, version),
            sheets=draft.sheets,
        )


def choose_reading(
    import_id: int, choices: ReadingChoices, *, actor_id: int | None, seen_reading: int | None = None
) -> int:
    """Ask to read an upload again with these choices, and return the job; the draft stays until that has been done.

    The choices replace all earlier ones for this file, and are remembered for the programme when the file was read with
    them. ``seen_reading`` is ``Preview.job_id`` of the page that the person looked at. The caller hands the job to the
    queue with :func:`curriculum.jobs.deliver_waiting`.

    Raises ``Refused`` (a column, table or row that the file does not have; :class:`ColumnChosenTwice`;
    :class:`HeadingsRefused`) and ``Conflict`` (no draft, still being read, read again since then, version adopted).
    """
    with write() as session:
        upload, version = _open_for_choice(session, import_id, seen_reading)
        draft = read_light_draft(session, upload)
        _check_choices(choices, draft.tables)
        _check_headings(choices.headings, draft.sheets)
        chosen = read_choices(session, upload)
        if chosen.unread:
            write_choices(session, upload, replace(chosen, unread={}))
        return _ask(session, upload, version, choices, actor_id, "import.choose_reading")


def forget_choices(import_id: int, signature: str, *, actor_id: int | None) -> int:
    """Forget what the programme remembers of tables with these headers, and read this upload again without it.

    Returns the job; raises as :func:`choose_reading` does.
    """
    with write() as session:
        upload, version = _open_for_choice(session, import_id)
        draft, asked = read_light_draft(session, upload), read_asked(session, import_id)
        tables = [table for table in draft.tables if table.signature == signature]
        if not tables:
            raise Refused("choice-unknown")
        keys = frozenset(table.key for table in tables)
        places = {(table.sheet, table.header_row) for table in tables}
        gone = frozenset[str]().union(*(table.signatures for table in tables))
        forget_headers(session, version.programme_id, gone)
        forget_headings(session, version.programme_id, tables)
        choices = draft.reading.choices if asked is None else asked
        rest = replace(
            choices,
            columns=tuple(choice for choice in choices.columns if choice.signature not in gone),
            excluded_tables=choices.excluded_tables - keys,
            headings=tuple(choice for choice in choices.headings if (choice.sheet, choice.first) not in places),
        )
        return _ask(session, upload, version, rest, actor_id, "import.forget_choices")


def _open_for_choice(
    session: Session, import_id: int, seen_reading: int | None = None
) -> tuple[Import, CurriculumVersion]:
    """Lock version and upload, in this order as everywhere; the upload must wait for a person and for no job."""
    version = require_version(session, find_import(session, import_id).version_id, for_change=True)
    upload = find_import(session, import_id, lock=True)
    require_draft(upload)
    require_read(session, upload, seen_reading)
    return upload, version


def _ask(
    session: Session,
    upload: Import,
    version: CurriculumVersion,
    choices: ReadingChoices,
    actor_id: int | None,
    action: str,
) -> int:
    content = to_json(choices)
    asked = session.get(AskedReading, upload.id)
    if asked is None:
        session.add(AskedReading(import_id=upload.id, content=content))
    else:
        asked.content = content
    job_id = add_job(
        session,
        JobKind.PARSE_IMPORT,
        version_id=version.id,
        import_id=upload.id,
        requested_by=actor_id,
        input_sha256=hash_json([upload.sha256, content]),
    )
    record_entry(
        session,
        actor_id,
        action,
        version=version,
        import_id=upload.id,
        columns=len(choices.columns),
        excluded_tables=len(choices.excluded_tables),
        include_hidden=choices.include_hidden,
        headings=len(choices.headings),
    )
    return job_id


def _check_choices(choices: ReadingChoices, tables: Sequence[PreviewTable]) -> None:
    """Refuse what the file does not have, and two columns for what a module has once."""
    columns = [table.choosable for table in tables]
    places = {place for found in columns for place in found}
    if (
        choices.excluded_headers
        or choices.known_headings
        or not choices.excluded_tables <= {table.key for table in tables}
    ):
        raise Refused("choice-unknown")
    if any((choice.signature, choice.position) not in places for choice in choices.columns):
        raise Refused("choice-unknown")
    for (meaning, double), number in find_double_choices(choices, columns).items():
        chosen = {place: columns[number][place] for place in double}
        raise ColumnChosenTwice(meaning, chosen, is_form=tables[number].kind == TableKind.FORM)


def _check_headings(headings: Sequence[HeadingChoice], sheets: Sequence[SheetTop]) -> None:
    """Refuse headings in rows that were not shown, that end before they begin, take many rows, or overlap."""
    shown = {top.sheet: {row.row for row in top.rows} for top in sheets}
    ends: dict[str, int] = {}
    for choice in sorted(headings, key=lambda choice: (choice.sheet, choice.first)):
        if not {choice.first, choice.last} <= shown.get(choice.sheet, set()):
            raise Refused("choice-unknown")
        if choice.last < choice.first:
            raise HeadingsRefused("headings-backwards", choice)
        if choice.last - choice.first >= MOST_HEADING_ROWS:
            raise HeadingsRefused("headings-too-many", choice)
        if choice.first <= ends.get(choice.sheet, 0):
            raise HeadingsRefused("headings-overlap", choice)
        ends[choice.sheet] = choice.last


def _tell_failure(upload: Import, job: Job | None) -> str:
    """Return why the draft is not the one that was asked for last; the first reading has a message of its own."""
    if upload.state is not ImportState.DRAFT or job is None:
        return ""
    return "reading-stopped" if job.state is JobState.CANCELLED else job.error


def _group_tables(
    tables: Sequence[PreviewTable], choices: ReadingChoices, remembered: dict[str, Remembered]
) -> tuple[HeaderGroup, ...]:
    grouped: dict[str, list[PreviewTable]] = defaultdict(list)
    for table in tables:
        if table.signature:  # A draft from an earlier version of the tool does not know its headers.
            grouped[table.signature].append(table)
    asked = {(choice.signature, choice.position): choice.column for choice in choices.columns}
    groups = []
    for signature, members in grouped.items():
        columns = _join_columns(members)
        known_by = {signature, *(table.heading for table in members), *(sign for sign, _ in columns)}
        groups.append(
            HeaderGroup(
                signature=signature,
                tables=tuple(members),
                columns=columns,
                asked={place: asked[place] for place in columns if place in asked},
                remembered=_find_latest(remembered, known_by),
            )
        )
    return tuple(groups)


def _join_columns(tables: Sequence[PreviewTable]) -> dict[Place, PreviewColumn]:
    """Return the columns that tables share, or the rows of forms, each with samples of all of them."""
    found: dict[Place, PreviewColumn] = {}
    for table in tables:
        for place, column in table.choosable.items():
            first = found.setdefault(place, column)
            if first is not column and len(first.samples) < SAMPLES:
                samples = tuple(dict.fromkeys((*first.samples, *column.samples)))[:SAMPLES]
                found[place] = replace(first, samples=samples)
    return found


def _find_latest(remembered: dict[str, Remembered], signatures: Iterable[str]) -> Remembered | None:
    return max(
        (remembered[signature] for signature in signatures if signature in remembered),
        key=lambda found: found.at,
        default=None,
    )


def _compare_names(suggestions: Suggestions, version: CurriculumVersion) -> tuple[NamedPart, ...]:
    programme = version.programme
    parts = (
        NamedPart(SuggestedPart.CREBO, suggestions.crebo_code, programme.crebo_code or ""),
        NamedPart(SuggestedPart.LEERWEG, suggestions.leerweg or "", programme.leerweg.value),
        NamedPart(SuggestedPart.COHORT, suggestions.cohort, version.cohort),
    )
    return tuple(part for part in parts if part.found)
