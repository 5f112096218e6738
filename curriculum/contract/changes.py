"""What a new mapping found otherwise than the one before it, and why, in sentences for pages and workbooks alike."""

from dataclasses import dataclass
from enum import StrEnum

from curriculum.contract.messages import N_, Translate
from curriculum.contract.vocabulary import Finding, Verdict


class CauseKind(StrEnum):
    """What happened between two mappings that moved a finding; from near to far."""

    JUDGED = "judged"  # links of this very competency
    TEXTS = "texts"  # modules that are proposed for it or come near it
    LEARNED = "learned"  # links of other competencies: the tool learns from every judgement
    ELSEWHERE = "elsewhere"  # other modules: every chance is held against those of all modules
    ENGINE = "engine"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause; ``names`` are modules, or links as "module – competency", of which there may be ``more`` unnamed.

    ``verdicts`` runs along ``names`` where links were judged.
    """

    kind: CauseKind
    names: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A competency of which the gap rule says something else than in the mapping before."""

    competency: str
    before: Finding
    now: Finding
    probability_before: float
    probability_now: float
    causes: tuple[Cause, ...]


_SENTENCES: dict[CauseKind, str] = {
    CauseKind.JUDGED: N_("Judged since: %(names)s."),
    CauseKind.TEXTS: N_("Modules that come near it are new, changed or gone: %(names)s."),
    CauseKind.LEARNED: N_("The tool learned from judgements on other links: %(names)s."),
    CauseKind.ELSEWHERE: N_("Other modules are new, changed or gone, and every chance is held against all: %(names)s."),
    CauseKind.ENGINE: N_("The tool itself or its setting is another one."),
    CauseKind.UNKNOWN: N_("No judgement, text or setting changed; an upload may have been undone in between."),
}
_VERDICTS: dict[Verdict, str] = {
    Verdict.FULL: N_("full"),
    Verdict.PARTIAL: N_("partial"),
    Verdict.REJECTED: N_("rejected"),
}


def tell_cause(cause: Cause, translate: Translate) -> str:
    """Return a cause as a sentence.

    >>> tell_cause(Cause(CauseKind.JUDGED, ("M1",), (Verdict.REJECTED,), more=2), str)
    'Judged since: M1 (rejected) and 2 more.'
    """
    said = list(cause.names)
    for place, verdict in enumerate(cause.verdicts):
        said[place] += f" ({translate(_VERDICTS[verdict])})"
    names = ", ".join(said)
    if cause.more:
        names = translate(N_("%(names)s and %(more)d more")) % {"names": names, "more": cause.more}
    return translate(_SENTENCES[cause.kind]) % {"names": names}
