"""The words of the check page and of what was taken in from it."""

from flask_babel import gettext, ngettext

from curriculum.contract.messages import N_
from curriculum.models.module import ModuleState
from curriculum.services.previews import PreviewCounts
from curriculum.services.uploads import ImportOutcome

_STATES: dict[str, str] = {
    ModuleState.ACTIVE: N_("part of the programme"),
    ModuleState.RETIRED: N_("lapsed"),
}


def change_word(field: str, text: str) -> str:
    """Return one side of a change as a person reads it; only the state of a module is a code."""
    return str(gettext(_STATES[text])) if field == "state" else text


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
    said = [ngettext("%(num)d module taken in.", "%(num)d modules taken in.", outcome.new + outcome.changed)]
    if outcome.left_out:
        said.append(ngettext("%(num)d row was off.", "%(num)d rows were off.", outcome.left_out))
    if outcome.retired:
        said.append(ngettext("%(num)d module has lapsed.", "%(num)d modules have lapsed.", outcome.retired))
    return " ".join(said)
