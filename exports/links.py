"""Two sheets about links: every link with its evidence and what was decided, and the log of all decisions."""

from curriculum.contract.messages import N_, Translate
from curriculum.contract.records import DecisionRecord
from curriculum.contract.report import Evidence, Link
from curriculum.contract.vocabulary import EvidenceSource
from exports import words
from exports.index import STATE_WORDS, Judged, ReportIndex
from exports.moments import moment_cell
from exports.sheet import CellValue, Column, Sheet, Styled

LINK_COLUMNS = (
    Column("module_code", N_("Module code"), 12, "bold"),
    Column("module_title", N_("Module"), 24, "bold"),
    Column("competency", N_("Code"), 9, "bold"),
    Column("competency_title", N_("Future competency"), 30),
    Column("sign", N_("Sign"), 6),
    Column("state", N_("Judgement"), 14),
    Column("mastery", N_("Mastery level"), 12),
    Column("band", N_("Strength of the proposal"), 14),
    Column("probability", N_("Probability"), 8, "percent"),
    Column("sources", N_("Based on"), 15),
    Column("evidence", N_("Evidence: which cell meets what"), 60),
    Column("decision_source", N_("Decided how"), 13),
    Column("decided_by", N_("Decided by"), 17),
    Column("decided_at", N_("Decided on"), 16, "moment"),
    Column("reason", N_("Why"), 30),
    Column("outdated", N_("Text changed since"), 11),
    Column("module", N_("Module key"), 14, "mono", hidden=True),
    Column("verdict", N_("Verdict key"), 10, "mono", hidden=True),
    Column("score", N_("Score"), 10, "share", hidden=True),
    Column("source_explicit", N_("Source: code in the sheet"), 10, "share", hidden=True),
    Column("source_work_process", N_("Source: work process"), 10, "share", hidden=True),
    Column("source_lexical", N_("Source: words"), 10, "share", hidden=True),
    Column("source_meaning", N_("Source: meaning"), 10, "share", hidden=True),
)
DECISION_COLUMNS = (
    Column("decided_at", N_("Decided on"), 16, "moment"),
    Column("decided_by", N_("Decided by"), 18),
    Column("module_code", N_("Module code"), 10),
    Column("module_title", N_("Module"), 26),
    Column("competency", N_("Code"), 9, "bold"),
    Column("competency_title", N_("Future competency"), 30),
    Column("verdict_word", N_("Judgement"), 14),
    Column("mastery", N_("Mastery level"), 12),
    Column("reason", N_("Why"), 40),
    Column("decision_source", N_("Decided how"), 13),
    Column("holds", N_("Holds now"), 13),
    Column("evidence", N_("Evidence: which cell meets what"), 60),
    Column("module", N_("Module key"), 14, "mono", hidden=True),
    Column("verdict", N_("Verdict key"), 10, "mono", hidden=True),
)


def evidence_text(link: Link | None, translate: Translate) -> str:
    """Say all evidence for a link, one cell of the docent's sheet a line: where, in which field, what met what and how.

    >>> from curriculum.contract.vocabulary import Band, MatchKind, ModuleField
    >>> from curriculum.contract.report import Sources
    >>> place = (EvidenceSource.LEXICAL, ModuleField.OUTCOME, "LJ1", "F7")
    >>> pieces = (
    ...     Evidence(*place, "plant", "plannen", MatchKind.SAME_STEM, 0.6),
    ...     Evidence(*place, "agenda", "agenda", MatchKind.SAME_WORD, 0.4),
    ... )
    >>> evidence_text(Link("M1", "C1", 1.0, 0.8, Band.STRONG, True, None, Sources(), pieces), str)
    'LJ1!F7, learning outcome: “plant” ↔ “plannen” (same word stem), “agenda” (same word)'
    """
    if link is None:
        return ""
    lines: dict[str, list[str]] = {}
    for evidence in link.evidence:
        pieces = lines.setdefault(_place(evidence, translate), [])
        if (piece := _piece(evidence, translate)) not in pieces:
            pieces.append(piece)
    return "\n".join(f"{place}: {', '.join(pieces)}" for place, pieces in lines.items())


def _place(evidence: Evidence, translate: Translate) -> str:
    cell = f"{evidence.sheet}!{evidence.cell}" if evidence.sheet and evidence.cell else evidence.sheet or evidence.cell
    field = translate(words.FIELD_WORDS[evidence.module_field])
    return f"{cell}, {field}" if cell else field


def _piece(evidence: Evidence, translate: Translate) -> str:
    kind = translate(words.MATCH_WORDS[evidence.kind])
    if evidence.module_text == evidence.competency_text:
        return f"“{evidence.module_text}” ({kind})"
    return f"“{evidence.module_text}” ↔ “{evidence.competency_text}” ({kind})"


def source_words(link: Link | None, translate: Translate) -> str:
    """Name the sides that contribute to a link."""
    if link is None:
        return ""
    sources = (
        (EvidenceSource.EXPLICIT, link.sources.explicit),
        (EvidenceSource.WORK_PROCESS, link.sources.work_process),
        (EvidenceSource.LEXICAL, link.sources.lexical),
        (EvidenceSource.MEANING, link.sources.meaning),
    )
    return ", ".join(translate(words.EVIDENCE_WORDS[source]) for source, strength in sources if strength)


def write_links(sheet: Sheet, index: ReportIndex) -> None:
    """Write one row for each (module, competency) pair that the tool proposed or somebody judged."""
    translate = sheet.translate
    sheet.write_list(
        translate(N_("Links")),
        translate(
            N_(
                "One row for each module and competency. Probability: the estimated chance that a docent confirms "
                "the proposal; it orders the work and counts as no coverage."
            )
        ),
        LINK_COLUMNS,
        [_link_row(judged, index, translate) for judged in index.judged.values()],
        frozen=3,
        none=translate(N_("There are no links: nothing was proposed and nobody judged any.")),
    )


def _link_row(judged: Judged, index: ReportIndex, translate: Translate) -> list[CellValue]:
    module = index.modules.get(judged.module)
    link, decision = judged.link, judged.decision
    verdict = decision.verdict if decision else link.statement if link else None
    look = f"sign_{judged.state.value}{'_outdated' if judged.outdated else ''}"
    return [
        module.code if module else None,
        module.title if module else judged.module,
        judged.competency,
        index.competency_title(judged.competency),
        Styled(judged.sign, look),
        translate(STATE_WORDS[judged.state]),
        translate(words.MASTERY_WORDS[decision.mastery]) if decision and decision.mastery else None,
        translate(words.BAND_WORDS[link.band]) if link else None,
        link.probability if link else None,
        source_words(link, translate),
        evidence_text(link, translate),
        translate(words.SOURCE_WORDS[decision.source]) if decision else None,
        decision.decided_by if decision else None,
        moment_cell(decision.decided_at) if decision else None,
        decision.reason if decision else None,
        translate(words.YES) if judged.outdated else None,
        judged.module,
        verdict.value if verdict else None,
        link.score if link else None,
        link.sources.explicit if link else None,
        link.sources.work_process if link else None,
        link.sources.lexical if link else None,
        link.sources.meaning if link else None,
    ]


def write_decisions(sheet: Sheet, index: ReportIndex) -> None:
    """Write the log: who decided what, when, why and on which evidence; also what was replaced later."""
    translate = sheet.translate
    sheet.write_list(
        translate(N_("Decisions")),
        translate(
            N_("Who decided what, when and why. The last decision on a link holds; earlier ones stay in the log.")
        ),
        DECISION_COLUMNS,
        [_decision_row(decision, index, translate) for decision in index.report.decisions],
        frozen=2,
        none=translate(N_("Nobody has decided on a link yet.")),
    )


def _decision_row(decision: DecisionRecord, index: ReportIndex, translate: Translate) -> list[CellValue]:
    module = index.modules.get(decision.module)
    judged = index.judged[decision.module, decision.competency]
    if judged.decision is not decision:
        holds = translate(N_("no, replaced"))
    elif decision.outdated:
        holds = translate(N_("yes, but a text changed since"))
    else:
        holds = translate(words.YES)
    return [
        moment_cell(decision.decided_at),
        decision.decided_by,
        module.code if module else None,
        module.title if module else decision.module,
        decision.competency,
        index.competency_title(decision.competency),
        translate(words.VERDICT_WORDS[decision.verdict]),
        translate(words.MASTERY_WORDS[decision.mastery]) if decision.mastery else None,
        decision.reason,
        translate(words.SOURCE_WORDS[decision.source]),
        holds,
        evidence_text(judged.link, translate),
        decision.module,
        decision.verdict.value,
    ]
