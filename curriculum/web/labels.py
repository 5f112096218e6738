"""The words and signs for every code that a page shows; nothing is told by colour alone."""

from enum import StrEnum
from typing import NamedTuple

from flask import current_app
from flask_babel import format_decimal, format_percent, get_locale, gettext

from curriculum.contract import rules
from curriculum.contract.columns import SPECS, ModuleColumn
from curriculum.contract.foresight import DESTINATION_WORDS, FATE_WORDS, ROBUSTNESS_WORDS, TREND_WORDS
from curriculum.contract.messages import N_
from curriculum.contract.report import Rule
from curriculum.contract.vocabulary import (
    Band,
    CandidateReason,
    Coverage,
    Destination,
    EvidenceSource,
    Fate,
    Finding,
    Leerweg,
    Mastery,
    MatchKind,
    ModuleField,
    Robustness,
    Role,
    Severity,
    StatementSource,
    TrendKind,
    Verdict,
    VersionStatus,
)
from curriculum.services.background.job_status import JobKind, JobState, JobView
from curriculum.services.coverage.links import LinkState
from curriculum.services.errors import SERVICE_MESSAGES
from curriculum.services.uploading.uploads import ImportState, RowStatus

# Per kind of code: members of different enums with the same value are equal as text, so they cannot share one table.
WORDS: dict[type[StrEnum], dict[str, str]] = {
    Coverage: {
        Coverage.FULL: N_("full"),
        Coverage.PARTIAL: N_("partial"),
        Coverage.PROPOSED: N_("proposed"),
        Coverage.MISSING: N_("missing"),
    },
    Verdict: {
        Verdict.FULL: N_("full"),
        Verdict.PARTIAL: N_("partial"),
        Verdict.REJECTED: N_("rejected"),
    },
    Mastery: {
        Mastery.ORIENT: N_("orient"),
        Mastery.PRACTISE: N_("practise"),
        Mastery.MASTER: N_("master"),
    },
    StatementSource: {
        StatementSource.EXPLICIT: N_("according to the sheet"),
        StatementSource.PERSON: N_("judged by a person"),
    },
    Band: {
        Band.STRONG: N_("strong"),
        Band.LIKELY: N_("likely"),
        Band.WEAK: N_("weak"),
        Band.NONE: N_("no clue"),
    },
    Finding: {
        Finding.COVERED: N_("found in the texts"),
        Finding.DOUBTFUL: N_("doubtful"),
        Finding.NOTHING_FOUND: N_("nothing found"),
    },
    EvidenceSource: {
        EvidenceSource.EXPLICIT: N_("code in the sheet"),
        EvidenceSource.WORK_PROCESS: N_("through a work process"),
        EvidenceSource.LEXICAL: N_("words in the text"),
        EvidenceSource.MEANING: N_("meaning of the text"),
    },
    MatchKind: {
        MatchKind.CODE: N_("same code"),
        MatchKind.WORK_PROCESS: N_("shared work process"),
        MatchKind.SEARCH_TERM: N_("search term of the competency"),
        MatchKind.SAME_WORD: N_("same word"),
        MatchKind.SAME_STEM: N_("other form of the word"),
        MatchKind.COMPOUND_PART: N_("part of a compound word"),
        MatchKind.SYNONYM: N_("word with the same meaning"),
        MatchKind.RELATED: N_("related word"),
        MatchKind.MEANING: N_("sentence with a similar meaning"),
        MatchKind.SENTENCE: N_("sentence with most of these words"),
    },
    ModuleField: {
        ModuleField.TITLE: N_("title"),
        ModuleField.DESCRIPTION: N_("description"),
        ModuleField.OUTCOME: N_("learning outcome"),
        ModuleField.ASSESSMENT: N_("assessment"),
        ModuleField.WORK_PROCESS: N_("work process"),
        ModuleField.COMPETENCY: N_("competency code"),
    },
    Severity: {
        Severity.ERROR: N_("error"),
        Severity.WARNING: N_("warning"),
    },
    Leerweg: {
        Leerweg.BOL: "bol",
        Leerweg.BBL: "bbl",
    },
    VersionStatus: {
        VersionStatus.DRAFT: N_("draft"),
        VersionStatus.AGREED: N_("agreed"),
        VersionStatus.ADOPTED: N_("adopted"),
    },
    Role: {
        Role.DOCENT: N_("teacher"),
        Role.BOARD: N_("education management"),
        Role.QUALITY: N_("quality assurance"),
        Role.ADMIN: N_("administrator"),
    },
    LinkState: {
        LinkState.OPEN: N_("proposed, not judged yet"),
        LinkState.FULL: N_("full"),
        LinkState.PARTIAL: N_("partial"),
        LinkState.REJECTED: N_("rejected"),
        LinkState.NONE: N_("nothing proposed"),
    },
    ImportState: {
        ImportState.RECEIVED: N_("being read"),
        ImportState.DRAFT: N_("waits for your decision"),
        ImportState.APPLIED: N_("taken in"),
        ImportState.UNDONE: N_("undone"),
        ImportState.DISCARDED: N_("thrown away"),
        ImportState.EXPIRED: N_("expired"),
    },
    Destination: {code.value: text for code, text in DESTINATION_WORDS.items()},
    TrendKind: {code.value: text for code, text in TREND_WORDS.items()},
    Fate: {code.value: text for code, text in FATE_WORDS.items()},
    Robustness: {code.value: text for code, text in ROBUSTNESS_WORDS.items()},
    RowStatus: {
        RowStatus.NEW: N_("new"),
        RowStatus.CHANGED: N_("changed"),
        RowStatus.RETURNED: N_("back after having lapsed"),
        RowStatus.SAME: N_("unchanged"),
        RowStatus.MISSING: N_("not in this file"),
        RowStatus.LEFT_OUT: N_("switched off"),
        RowStatus.RETIRED: N_("lapsed"),
    },
}


class Look(NamedTuple):
    """How a state is shown: its letter, the style class of :file:`matrix.css` and its word in the page's language."""

    letter: str
    css: str
    word: str


LETTERS: dict[str, tuple[str, str, str]] = {
    "full": ("V", "sign-full", N_("full")),
    "partial": ("G", "sign-partial", N_("partial")),
    "proposed": ("?", "sign-proposed", N_("proposed, not judged yet")),
    "rejected": ("×", "sign-rejected", N_("rejected")),
    "open": ("?", "sign-proposed", N_("proposed, not judged yet")),
    "none": ("·", "sign-rejected", N_("nothing proposed")),
    "missing": ("–", "sign-missing", N_("missing")),
    "outdated": ("!", "sign-outdated", N_("outdated: the text changed after the decision")),
}
LEGEND = ("full", "partial", "proposed", "rejected", "missing", "outdated")


def word(code: StrEnum | None) -> str:
    """Return the word for a code in the language of the page, or an empty text for none."""
    return "" if code is None else str(gettext(WORDS[type(code)][code]))


def role_word(role: Role) -> str:
    """Return the name of a role; a school may call its roles otherwise through the setting ``ROLE_LABELS``."""
    labels: dict[str, str] = current_app.config.get("ROLE_LABELS", {})
    return labels.get(role, "") or word(role)


def word_of(kind: str, code: str) -> str:
    """Return the word for a code of one of the kinds that templates name, for instance ``("coverage", "full")``."""
    return word({"coverage": Coverage, "row": RowStatus, "source": EvidenceSource, "finding": Finding}[kind](code))


# What a change is in, as services.uploading.uploads.FieldChange names it, beside the fields that carry text.
_FIELDS: dict[str, str] = {
    "code": N_("code"),
    "year": N_("years"),
    "period": N_("periods"),
    "sbu": N_("study load"),
    "bot": N_("supervised hours"),
    "bpv": N_("hours in practice"),
    "state": N_("state"),
}


def field_word(field: str) -> str:
    """Return the word for a part of a module that changes; the parts are those of ``services.texts.list_fields``."""
    return word(ModuleField(field)) if field in {*ModuleField} else str(gettext(_FIELDS[field]))


REASONS: dict[str, str] = {
    CandidateReason.NOTHING_FOUND: N_("No text of any module comes near this competency."),
    CandidateReason.REJECTED: N_("Every proposal for this competency was rejected."),
}


def reason_words(reason: str) -> str:
    """Return why a competency is a candidate."""
    return str(gettext(REASONS[reason])) if reason in REASONS else reason


class RuleWords(NamedTuple):
    """The rules of a result in sentences; ``proposal``, ``bands`` and ``compared`` are empty without a result."""

    coverage: str
    levels: tuple[tuple[Look, str], ...]
    proposal: str
    bands: str
    gap: str
    compared: str


def rule_words(rule: Rule | None) -> RuleWords:
    """Say the rules of a result in the language of the page."""
    locale = str(get_locale() or "nl")
    return RuleWords(
        coverage=rules.coverage_rule(gettext),
        levels=tuple((look(level), gettext(sentence)) for level, sentence in rules.COVERAGE_RULES.items()),
        proposal=rules.proposal_rule(rule, gettext, locale) if rule else "",
        bands=rules.bands_told(rule, gettext, locale) if rule else "",
        gap=rules.gap_rule(rule, gettext, locale),
        compared=rules.compared_rule(rule, gettext) if rule else "",
    )


def look(state: str) -> Look:
    """Return letter, style and word of one state, for instance ``"full"`` or ``Coverage.MISSING``."""
    letter, css, text = LETTERS[state]
    return Look(letter, css, gettext(text))


def legend(states: tuple[str, ...] = LEGEND) -> tuple[Look, ...]:
    """Return the looks that a page explains, in the fixed order."""
    return tuple(look(state) for state in states)


def describe_job(job: JobView) -> str:
    """Say in words what a job is doing and how far it is."""
    if job.state is JobState.FAILED:
        return str(gettext(SERVICE_MESSAGES.get(job.error, SERVICE_MESSAGES["job-crashed"])))
    if job.state is JobState.CANCELLED:
        return str(gettext("This was stopped. What was there before is still there."))
    if job.is_stopping:
        return str(gettext("Stopping"))
    if job.state is JobState.QUEUED:
        return str(gettext("Waiting for its turn"))
    if job.kind is JobKind.RUN_MAPPING:
        return str(gettext("Comparing texts")) + ("" if job.share is None else f" ({format_percent(job.share)})")
    if not job.total:
        return str(gettext("Opening the file"))
    total = format_decimal(job.total)
    if job.share is None:
        return str(gettext("All %(total)s rows read; now they are compared with the programme", total=total))
    done, share = format_decimal(job.progress), format_percent(job.share)
    return str(gettext("Row %(done)s of %(total)s read (%(share)s)", done=done, total=total, share=share))


def column_word(meaning: str | None) -> str:
    """Return what a column of a sheet was taken for, in the language of the page."""
    return str(gettext(SPECS[ModuleColumn(meaning)].label)) if meaning else gettext("not used")
