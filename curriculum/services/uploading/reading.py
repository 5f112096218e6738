"""The reading of an upload: the parse job that keeps it as a draft, and the person's own file with its problems."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import to_json
from curriculum.contract.i18n import get_translator
from curriculum.contract.messages import N_
from curriculum.contract.records import Framework, ModuleRecord, QualificationFile
from curriculum.models import Import, ImportContent
from curriculum.models.upload import ImportState
from curriculum.services.background.heavy_work import READING_LIMITS, read_upload
from curriculum.services.background.job_status import Ticket, finish_job
from curriculum.services.contents import (
    read_competencies,
    read_framework,
    read_modules,
    read_qualification,
    require_version,
)
from curriculum.services.errors import Refused
from curriculum.services.transactions import read, write
from curriculum.services.uploading.choosing import read_choices
from curriculum.services.uploading.comparing import compare_draft
from curriculum.services.uploading.drafts import find_import, read_asked, read_content, read_draft, read_light_draft
from curriculum.services.uploading.previews import (
    Draft,
    DraftReading,
    HiddenParts,
    PreviewColumn,
    PreviewGridRow,
    PreviewTable,
)
from curriculum.services.uploading.raw_cells import drop_raw_cells
from curriculum.services.uploading.remembered import (
    complete_choices,
    recall_choices,
    remember_choices,
    remember_headings,
    settle_choices,
)
from imports import (
    ColumnReading,
    Reading,
    RowRole,
    TableReading,
    read_modules_safely,
    write_error_workbook,
)


@dataclass(frozen=True, slots=True)
class _Source:
    """All that the reader needs of one upload."""

    data: bytes
    filename: str
    framework: Framework
    qualification: QualificationFile | None


def parse_import(ticket: Ticket) -> None:
    """Do the parse job: read the bytes and keep the draft. Doing it again gives the same draft.

    The file is read as a person asked for, and without that with what the programme remembers of earlier files. When a
    draft cannot be read anew it stays as it is, and the job fails with ``Refused``.
    """
    with read() as session:
        upload = find_import(session, ticket.import_id)
        source, programme_id = _find_source(session, upload), require_version(session, upload.version_id).programme_id
        before, asked = read_light_draft(session, upload), read_asked(session, upload.id)
        choices = complete_choices(asked, recall_choices(session, programme_id), before.tables)
        is_again = upload.state is ImportState.DRAFT
    reading = read_upload(source.data, source.filename, source.framework, source.qualification, choices, ticket=ticket)
    if is_again and not reading.kind:
        raise Refused("reading-failed")
    # A file that is read with its hidden parts does not tell any more how much was hidden.
    hidden = before.reading.hidden if choices.include_hidden else _count_hidden(reading)
    settled = settle_choices(choices, reading.tables)
    draft = make_draft(reading, DraftReading(settled, reading.suggestions, hidden))
    with write() as session:
        upload = find_import(session, ticket.import_id, lock=True)
        version = require_version(session, upload.version_id)
        # Somebody may have discarded the upload while it was being read; then there is nothing to keep.
        if upload.state in (ImportState.RECEIVED, ImportState.DRAFT):
            content = to_json(draft)
            session.execute(sa.update(ImportContent).where(ImportContent.import_id == upload.id).values(draft=content))
            upload.state = ImportState.DRAFT
            upload.base_revision = version.content_revision
            if asked is not None:
                remember_choices(session, programme_id, draft.tables, settled, actor_id=ticket.requested_by)
                remember_headings(session, programme_id, before.tables, draft.tables, actor_id=ticket.requested_by)
        finish_job(session, ticket, {"modules": len(draft.modules), "problems": len(draft.problems)})


def mark_problems(import_id: int, locale: str = "nl") -> tuple[str, bytes]:
    """Return the person's own file with every problem in its cell, as a workbook, and a name for it.

    The problems are those of the check page: also what is the matter between the file and the modules of the version.

    Raises ``Refused`` when nothing of the file could be read, so that there is no cell to mark.
    """
    with read() as session:
        upload = find_import(session, import_id)
        source, draft = _find_source(session, upload), read_draft(session, upload)
        problems = draft.problems
        if upload.state is ImportState.DRAFT:
            stored = read_modules(session, upload.version_id, retired=True)
            problems += compare_draft(draft, stored, read_choices(session, upload), ask=False).problems
    reading = read_modules_safely(
        source.data,
        source.filename,
        framework=source.framework,
        qualification=source.qualification,
        choices=draft.reading.choices,
        child=READING_LIMITS,
    )
    if not reading.tables:
        raise Refused("import-unreadable")
    translate = get_translator(locale)
    name = translate(N_("%(name)s (checked)")) % {"name": source.filename.rsplit(".", 1)[0]}
    return f"{name}.xlsx", write_error_workbook(source.data, replace(reading, problems=problems), locale=locale)


def _find_source(session: Session, upload: Import) -> _Source:
    version = require_version(session, upload.version_id)
    return _Source(
        data=read_content(session, upload.id, ImportContent.data).data,
        filename=upload.filename,
        framework=read_framework(session, version, read_competencies(session, version.framework_version_id)),
        qualification=read_qualification(session, version),
    )


def _count_hidden(reading: Reading) -> HiddenParts:
    """Count what was left out because it is hidden."""
    return HiddenParts(
        rows=sum(row.role is RowRole.HIDDEN for table in reading.tables for row in table.rows),
        columns=sum(column.hidden for table in reading.tables for column in table.columns),
        sheets=sum(problem.code == "sheet-hidden" for problem in reading.problems),
    )


def make_draft(reading: Reading, how: DraftReading) -> Draft:
    """Return a reading as it is kept until the person decides."""
    return drop_raw_cells(
        Draft(
            modules=_distinct(reading.modules),
            problems=reading.problems,
            tables=tuple(_view_table(table) for table in reading.tables),
            reading=how,
            sheets=reading.sheets,
        )
    )


def _distinct(modules: Sequence[ModuleRecord]) -> tuple[ModuleRecord, ...]:
    """Keep the first module of each id and code: the database refuses a second one, and the reader has named it."""
    ids: set[str] = set()
    codes: set[str] = set()
    kept = []
    for module in modules:
        if module.id not in ids and module.code not in codes:
            kept.append(module)
            ids.add(module.id)
            codes |= {module.code} if module.code is not None else set()
    return tuple(kept)


def _view_table(table: TableReading) -> PreviewTable:
    return PreviewTable(
        sheet=table.sheet,
        header_row=table.header_row,
        columns=tuple(map(_view_column, table.columns)),
        rows=tuple(PreviewGridRow(row.row, row.role.value, row.module, row.texts) for row in table.rows),
        included=table.included,
        key=table.key,
        signature=table.signature,
        last_header_row=table.last_header_row,
        heading=table.chosen_heading,
        kind=table.kind.value,
        lines=tuple(map(_view_column, table.lines)),
        modules=table.modules,
    )


def _view_column(column: ColumnReading) -> PreviewColumn:
    return PreviewColumn(
        header=column.header,
        cell=column.cell,
        meaning=None if column.column is None else column.column.value,
        confidence=column.confidence,
        samples=column.samples,
        letter=column.letter,
        hidden=column.hidden,
        target=column.target,
        basis=column.basis.value,
        is_module=column.is_module,
    )
