"""The reading of an upload: the parse job that keeps it as a draft, and the person's own file with its problems."""

from typing import Any

import sqlalchemy as sa

from curriculum.contract.codec import to_json
from curriculum.contract.i18n import get_translator
from curriculum.contract.messages import N_
from curriculum.contract.records import ModuleRecord
from curriculum.models import ImportContent
from curriculum.models.upload import ImportState
from curriculum.services.contents import read_competencies, read_framework, read_qualification, require_version
from curriculum.services.drafts import find_import, read_content
from curriculum.services.errors import Refused
from curriculum.services.heavy_work import READING_LIMITS, read_upload
from curriculum.services.job_status import Ticket, finish_job
from curriculum.services.previews import Draft, PreviewColumn, PreviewGridRow, PreviewTable
from curriculum.services.transactions import read, write
from imports import Reading, TableReading, merge_readings, read_modules_safely, write_error_workbook


def parse_import(ticket: Ticket) -> None:
    """Do the parse job: read the bytes and keep the draft. Doing it again gives the same draft."""
    with read() as session:
        upload = find_import(session, ticket.import_id)
        version = require_version(session, upload.version_id)
        data = read_content(session, upload.id, ImportContent.data).data
        framework = read_framework(session, version, read_competencies(session, version.framework_version_id))
        qualification = read_qualification(session, version)
        filename = upload.filename
    content = make_draft(read_upload(data, filename, framework, qualification, ticket=ticket))
    with write() as session:
        upload = find_import(session, ticket.import_id, lock=True)
        version = require_version(session, upload.version_id)
        # Somebody may have discarded the upload while it was being read; then there is nothing to keep.
        if upload.state is ImportState.RECEIVED:
            session.execute(sa.update(ImportContent).where(ImportContent.import_id == upload.id).values(draft=content))
            upload.state = ImportState.DRAFT
            upload.base_revision = version.content_revision
        finish_job(session, ticket, {"modules": len(content["modules"]), "problems": len(content["problems"])})


def mark_problems(import_id: int, locale: str = "nl") -> tuple[str, bytes]:
    """Return the person's own file with every problem in its cell, as a workbook, and a name for it.

    Raises ``Refused`` when nothing of the file could be read, so that there is no cell to mark.
    """
    with read() as session:
        upload = find_import(session, import_id)
        version = require_version(session, upload.version_id)
        data = read_content(session, import_id, ImportContent.data).data
        framework = read_framework(session, version, read_competencies(session, version.framework_version_id))
        qualification = read_qualification(session, version)
        filename = upload.filename
    reading = read_modules_safely(
        data, filename, framework=framework, qualification=qualification, child=READING_LIMITS
    )
    if not reading.tables:
        raise Refused("import-unreadable")
    translate = get_translator(locale)
    name = translate(N_("%(name)s (checked)")) % {"name": filename.rsplit(".", 1)[0]}
    return f"{name}.xlsx", write_error_workbook(data, reading, locale=locale)


def make_draft(reading: Reading) -> dict[str, Any]:
    """Return a reading as the JSON of a :class:`Draft`, ready to be stored."""
    modules, problems = merge_readings([reading])
    draft = Draft(
        modules=_distinct(modules),
        problems=tuple(problems),
        tables=tuple(_view_table(table) for table in reading.tables),
    )
    content: dict[str, Any] = to_json(draft)
    return content


def _distinct(modules: tuple[ModuleRecord, ...]) -> tuple[ModuleRecord, ...]:
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
        columns=tuple(
            PreviewColumn(
                header=column.header,
                cell=column.cell,
                meaning=None if column.column is None else column.column.value,
                confidence=column.confidence,
                samples=column.samples,
                letter=column.letter,
                hidden=column.hidden,
                target=column.target,
            )
            for column in table.columns
        ),
        rows=tuple(PreviewGridRow(row.row, row.role.value, row.module, row.texts) for row in table.rows),
        included=table.included,
    )
