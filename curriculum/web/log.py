"""The log of a version in words: who changed what, when, from which upload."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from curriculum.contract.codec import from_json
from curriculum.contract.messages import N_
from curriculum.contract.vocabulary import Destination, Verdict, VersionStatus
from curriculum.services import audit
from curriculum.services.audit import AuditView
from curriculum.services.coverage import modules
from curriculum.services.coverage.lapsed import name_lapsed
from curriculum.services.school.permissions import Permission
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import ImportOutcome
from curriculum.web.access import requires
from curriculum.web.labels import word
from curriculum.web.row_words import outcome_words

blueprint = Blueprint("log", __name__, url_prefix="/versions/<int:version_id>/accountability")

ACTIONS: dict[str, str] = {
    "candidate.weigh": N_("decided on a candidate"),
    "evidence.clear": N_("cleared the evidence of an old mapping"),
    "import.receive": N_("uploaded a file"),
    "import.choose_reading": N_("chose what columns and tables are"),
    "import.forget_choices": N_("forgot what was chosen for columns and tables"),
    "import.confirm": N_("took modules in"),
    "import.discard": N_("threw a file away"),
    "import.discard_unreadable": N_("threw files away that held nothing to take in"),
    "import.expire": N_("a file expired"),
    "import.undo": N_("undid an upload"),
    "job.cancel": N_("stopped a task"),
    "job.restart": N_("started a task again"),
    "link.decide": N_("judged a link"),
    "outlook.save": N_("changed the outlook"),
    "programme.create": N_("created the programme"),
    "report.export": N_("downloaded the workbook"),
    "run.start": N_("started the mapping"),
    "run.finish": N_("the mapping was ready"),
    "version.choose_framework": N_("chose another competency list"),
    "version.create": N_("created this version"),
    "version.set_status": N_("changed the status"),
}


class LogLine(NamedTuple):
    """One entry as it is read: when, who, what, and on what."""

    at: datetime
    who: str
    what: str
    subject: str


@blueprint.get("/log")
@requires(Permission.VIEW_AUDIT)
def show(version_id: int) -> ResponseReturnValue:
    """List the newest changes of this version."""
    names = modules.name_modules(version_id)
    files = {item.id: item.filename for item in uploads.list_imports(version_id)}
    lapsed = name_lapsed(version_id)
    lines = [describe_entry(entry, names, files, lapsed) for entry in audit.list_entries(version_id)]
    return render_template("accountability/log.html", lines=lines)


def describe_entry(
    entry: AuditView, names: Mapping[int, str], files: Mapping[int, str], lapsed: Mapping[int, tuple[str, ...]]
) -> LogLine:
    """Say one entry in words; an action that has no words yet shows its code."""
    what = gettext(ACTIONS[entry.action]) if entry.action in ACTIONS else entry.action
    return LogLine(
        entry.at, entry.actor or gettext("the tool"), str(what), describe_subject(entry, names, files, lapsed)
    )


def describe_subject(
    entry: AuditView, names: Mapping[int, str], files: Mapping[int, str], lapsed: Mapping[int, tuple[str, ...]]
) -> str:
    """Return on what somebody acted: the file and what came of it, or the pair and the verdict, or the status."""
    detail: dict[str, Any] = entry.detail
    if entry.action == "link.decide":
        module = names.get(detail["module_id"], "")
        return f"{module} – {detail['competency']}: {word(Verdict(detail['verdict']))}"
    if entry.action == "candidate.weigh":
        return f"{detail['competency']}: {word(Destination(detail['destination']))}"
    if entry.action == "version.set_status" and detail.get("status") in tuple(VersionStatus):
        return word(VersionStatus(detail["status"]))
    file = files.get(entry.import_id, "") if entry.import_id is not None else ""
    if entry.action == "import.confirm":
        told = f"{file}. {outcome_words(from_json(ImportOutcome, detail))}"
        gone = ", ".join(lapsed.get(entry.import_id or 0, ()))
        return told + " " + gettext("Lapsed: %(modules)s.", modules=gone) if gone else told
    return file
