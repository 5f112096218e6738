"""The words and signs that stand for the fixed codes of the contract, as msgids; the same in every sheet."""

from curriculum.contract import rules
from curriculum.contract.messages import N_
from curriculum.contract.vocabulary import (
    Band,
    Coverage,
    EvidenceSource,
    Finding,
    Mastery,
    MatchKind,
    ModuleField,
    Severity,
    StatementSource,
    Verdict,
    VersionStatus,
)

SIGN_FULL = "V"
SIGN_PARTIAL = "G"
SIGN_PROPOSED = "?"
SIGN_REJECTED = "×"
SIGN_MISSING = "–"
SIGN_OUTDATED = "!"
SIGN_CANDIDATE = "4+"

COVERAGE_SIGNS: dict[Coverage, str] = {
    Coverage.FULL: SIGN_FULL,
    Coverage.PARTIAL: SIGN_PARTIAL,
    Coverage.PROPOSED: SIGN_PROPOSED,
    Coverage.MISSING: SIGN_MISSING,
}
COVERAGE_WORDS: dict[Coverage, str] = {
    Coverage.FULL: N_("fully covered"),
    Coverage.PARTIAL: N_("partly covered"),
    Coverage.PROPOSED: N_("proposed"),
    Coverage.MISSING: N_("missing"),
}
COVERAGE_RULES: dict[Coverage, str] = {
    Coverage.FULL: N_("At least one confirmed link covers the competency fully."),
    Coverage.PARTIAL: N_("There are confirmed links, but none of them is full."),
    Coverage.PROPOSED: N_("Nothing is confirmed yet; at least one proposal waits for a decision."),
    Coverage.MISSING: N_("No confirmed link and no open proposal."),
}
VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.FULL: N_("full"),
    Verdict.PARTIAL: N_("partial"),
    Verdict.REJECTED: N_("rejected"),
}
NOT_JUDGED = N_("not judged yet")
NOT_PROPOSED = N_("not proposed")
MASTERY_WORDS: dict[Mastery, str] = {
    Mastery.ORIENT: N_("orienting"),
    Mastery.PRACTISE: N_("practising"),
    Mastery.MASTER: N_("mastering"),
}
SOURCE_WORDS: dict[StatementSource, str] = {
    StatementSource.EXPLICIT: N_("according to the sheet"),
    StatementSource.PERSON: N_("judged by a person"),
}
BAND_WORDS: dict[Band, str] = {**rules.BAND_WORDS, Band.NONE: N_("none")}
FINDING_WORDS: dict[Finding, str] = {
    Finding.COVERED: N_("probably in the programme"),
    Finding.DOUBTFUL: N_("doubtful"),
    Finding.NOTHING_FOUND: N_("nothing found"),
}
EVIDENCE_WORDS: dict[EvidenceSource, str] = {
    EvidenceSource.EXPLICIT: N_("code in the sheet"),
    EvidenceSource.WORK_PROCESS: N_("work process"),
    EvidenceSource.LEXICAL: N_("words"),
    EvidenceSource.MEANING: N_("meaning"),
}
MATCH_WORDS: dict[MatchKind, str] = {
    MatchKind.CODE: N_("code"),
    MatchKind.WORK_PROCESS: N_("work process"),
    MatchKind.SEARCH_TERM: N_("search term of the competency"),
    MatchKind.SAME_WORD: N_("same word"),
    MatchKind.SAME_STEM: N_("same word stem"),
    MatchKind.COMPOUND_PART: N_("part of a compound"),
    MatchKind.SYNONYM: N_("synonym"),
    MatchKind.RELATED: N_("related word"),
    MatchKind.MEANING: N_("similar meaning"),
    MatchKind.SENTENCE: N_("sentence with most of these words"),
}
FIELD_WORDS: dict[ModuleField, str] = {
    ModuleField.TITLE: N_("title"),
    ModuleField.DESCRIPTION: N_("description"),
    ModuleField.OUTCOME: N_("learning outcome"),
    ModuleField.ASSESSMENT: N_("assessment"),
    ModuleField.WORK_PROCESS: N_("work process"),
    ModuleField.COMPETENCY: N_("competency"),
}
SEVERITY_WORDS: dict[Severity, str] = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
}
STATUS_WORDS: dict[VersionStatus, str] = {
    VersionStatus.DRAFT: N_("draft"),
    VersionStatus.AGREED: N_("agreed"),
    VersionStatus.ADOPTED: N_("adopted"),
}
WORKING_TITLE = N_("Niveau 4+ is a working title, not an NLQF level.")
UNKNOWN = N_("not stated")
YES = N_("yes")
