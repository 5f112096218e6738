"""The whole result of a version as the report contract, and as the accountability workbook."""

import re
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from curriculum.contract.codec import from_json
from curriculum.contract.i18n import get_translator
from curriculum.contract.messages import Translate
from curriculum.contract.records import DecisionRecord
from curriculum.contract.rendering import render_problem
from curriculum.contract.report import InputFile, Report, ReportProblem
from curriculum.contract.rules import name_state
from curriculum.mapping import Proposals, build_report
from curriculum.models import Account, ImportContent, Programme, School
from curriculum.services.audit import record_entry
from curriculum.services.board.weighings import read_weighings
from curriculum.services.contents import read_decisions, require_version
from curriculum.services.coverage.lapsed import read_lapsed
from curriculum.services.coverage.snapshots import Snapshot, read_snapshot
from curriculum.services.errors import Refused
from curriculum.services.mapping.run_differences import read_changes
from curriculum.services.transactions import read, write
from curriculum.services.uploading.previews import Draft
from curriculum.services.uploading.upload_list import select_sources
from exports import Cover, write_workbook


def export_workbook(version_id: int, locale: str, today: date, *, actor_id: int | None) -> tuple[str, bytes]:
    """Return a file name and the workbook; equal state, locale and day give equal bytes.

    Raises ``Refused`` when no mapping run was made yet, and ``exports.WorkbookLimitError``, with a sentence in that
    language, when the version does not fit in a workbook.
    """
    translate = get_translator(locale)
    with read() as session:
        snapshot = read_snapshot(session, version_id)
        report = make_report(session, snapshot, translate)
        cover = _read_cover(session, snapshot, actor_id)
    data = write_workbook(report, cover, translate=translate, made_on=today, locale=locale)
    with write() as session:
        version = require_version(session, version_id)
        record_entry(session, actor_id, "report.export", version=version, locale=locale, size=len(data))
    return f"{_slug(cover.programme)}-{_slug(cover.cohort)}-{today.isoformat()}.xlsx", data


def make_report(session: Session, snapshot: Snapshot, translate: Translate) -> Report:
    """Return the report of a version: stored proposals, the log of decisions, problems and hashes of its imports.

    Raises ``Refused`` when no mapping run was made yet.
    """
    if snapshot.rule is None:
        raise Refused("no-run")
    sources = session.scalars(select_sources(snapshot.version.id)).all()
    uploads = [upload for upload in sources if upload.version_id == snapshot.version.id]
    drafts = {
        content.import_id: from_json(Draft, content.draft)
        for content in session.scalars(
            sa.select(ImportContent)
            .where(ImportContent.import_id.in_([upload.id for upload in uploads]))
            .options(undefer(ImportContent.draft))
        )
    }
    report = build_report(
        snapshot.records,
        snapshot.framework,
        Proposals(links=snapshot.links, assessments=snapshot.assessments, rule=snapshot.rule),
        _read_log(session, snapshot),
        problems=[
            ReportProblem(
                code=problem.code,
                severity=problem.severity.value,
                file=problem.file,
                sheet=problem.sheet,
                cell=problem.cell,
                value=problem.value,
                message=render_problem(problem, translate),
            )
            for upload in uploads
            for problem in drafts[upload.id].problems
        ],
        inputs=[InputFile(upload.filename, upload.sha256) for upload in sources],
        qualification=snapshot.qualification,
    )
    uuids = {module.key: module.uuid for module in snapshot.modules}
    known = tuple(replace(module, stable_id=uuids[module.id]) for module in report.modules)
    board = read_weighings(session, snapshot.version)
    return replace(
        report,
        modules=known,
        lapsed=read_lapsed(session, snapshot),
        changes=read_changes(session, snapshot.version),
        weighings=board.weighings[::-1],
        outlook=board.outlook,
    )


def _read_log(session: Session, snapshot: Snapshot) -> list[DecisionRecord]:
    """Return every decision of the version, oldest first: who decided what, and what was replaced later."""
    stored = read_decisions(session, snapshot.modules, snapshot.competencies, snapshot.version.id, history=True)
    return [decision.record for decision in stored]


def _read_cover(session: Session, snapshot: Snapshot, actor_id: int | None) -> Cover:
    version = snapshot.version
    programme, school = session.execute(
        sa.select(Programme, School.name)
        .join(School, School.id == Programme.school_id)
        .where(Programme.id == version.programme_id)
    ).one()
    qualification = snapshot.qualification
    return Cover(
        programme=programme.name,
        crebo=programme.crebo_code or "",
        leerweg=programme.leerweg.value,
        cohort=version.cohort,
        version=name_state(version.content_revision, snapshot.run.id if snapshot.run else None),
        status=version.status,
        author=session.scalar(sa.select(Account.name).where(Account.id == actor_id)) or "",
        school=school,
        qualification=f"{qualification.code} {qualification.title}" if qualification else "",
    )


def _slug(text: str) -> str:
    """Return a text as a safe part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "export"
