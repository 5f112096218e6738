"""The words of the check page and of what was taken in from it."""

from typing import Literal

from flask_babel import gettext, ngettext

from curriculum.contract.messages import N_
from curriculum.models.module import ModuleState
from curriculum.services.background.job_status import JobState
from curriculum.services.uploading.previews import FieldChange, PreviewCounts
from curriculum.services.uploading.uploads import ImportOutcome, ImportState, ImportSummary
from curriculum.web.labels import word
from curriculum.web.readings import write_hours

_STATES: dict[str, str] = {
    ModuleState.ACTIVE: N_("part of the programme"),
    ModuleState.RETIRED: N_("lapsed"),
}

_HOURS = ("sbu", "bot", "bpv")


def upload_words(item: ImportSummary) -> str:
    """Return what became of an upload, or how far it is."""
    if item.state is ImportState.DRAFT and item.is_unreadable:
        return str(gettext("no module found"))
    if item.state in (ImportState.RECEIVED, ImportState.DRAFT) and item.is_being_read:
        return str(gettext("being read"))
    if item.reading is JobState.CANCELLED:
        return str(gettext("reading was stopped"))
    if item.reading is JobState.FAILED:
        return str(gettext("reading failed"))
    return word(item.state)


def change_lines(change: FieldChange, side: Literal["old", "new"]) -> tuple[tuple[str, bool], ...]:
    """Return one side of a change line by line, and whether the line is not on the other side too."""
    mine, other = (change.old, change.new) if side == "old" else (change.new, change.old)
    if change.field == "state":
        return ((str(gettext(_STATES[mine])), False),)
    if change.field in _HOURS and mine:
        return ((write_hours(mine), False),)
    lines, others = mine.splitlines(), other.splitlines()
    # Of a single line the whole would be marked, which tells nothing.
    is_list = len(lines) > 1 or len(others) > 1
    return tuple((line, is_list and bool(others) and line not in others) for line in lines)


def confirm_words(counts: PreviewCounts) -> str:
    """Return what the button of the check page does, in numbers."""
    taken = ngettext("Take in %(num)d module", "Take in %(num)d modules", counts.taken)
    if not counts.retired:
        return str(taken if counts.taken else gettext("Carry out my choices"))
    retired = ngettext("let %(num)d module lapse", "let %(num)d modules lapse", counts.retired)
    if not counts.taken:
        return str(retired[:1].upper() + retired[1:])
    return str(gettext("%(taken)s, %(retired)s", taken=taken, retired=retired))


def outcome_words(outcome: ImportOutcome) -> str:
    """Return what taking a file in did."""
    taken = outcome.new + outcome.changed + outcome.returned
    said = [ngettext("%(num)d module taken in.", "%(num)d modules taken in.", taken)]
    if outcome.returned:
        said.append(
            ngettext(
                "%(num)d of them had lapsed and is back.", "%(num)d of them had lapsed and are back.", outcome.returned
            )
        )
    if outcome.left_out:
        said.append(ngettext("%(num)d module was off.", "%(num)d modules were off.", outcome.left_out))
    if outcome.retired:
        said.append(ngettext("%(num)d module has lapsed.", "%(num)d modules have lapsed.", outcome.retired))
    return " ".join(said)
