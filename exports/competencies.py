"""Three sheets about competencies: all of them, the candidates for Niveau 4+, and those to strengthen."""

from curriculum.contract.changes import tell_cause
from curriculum.contract.foresight import DESTINATION_WORDS, ROBUSTNESS_WORDS, Weighing
from curriculum.contract.messages import N_, Translate
from curriculum.contract.report import Candidate, Nearest, ReportCompetency, Rule
from curriculum.contract.rules import cut_off, gap_rule, percent
from curriculum.contract.vocabulary import Band, CandidateReason, Coverage
from exports import words
from exports.index import ReportIndex
from exports.moments import moment_cell
from exports.sheet import CellValue, Column, Sheet, Styled

ALL_COLUMNS = (
    Column("theme", N_("Theme"), 20),
    Column("competency", N_("Code"), 9, "bold"),
    Column("title", N_("Future competency"), 28, "bold"),
    Column("sign", N_("Sign"), 7),
    Column("coverage", N_("Coverage"), 14),
    Column("candidate", N_("Candidate Niveau 4+"), 11),
    Column("modules_full", N_("Modules: full"), 24),
    Column("modules_partial", N_("Modules: partial"), 24),
    Column("modules_proposed", N_("Modules: not judged yet"), 24),
    Column("finding", N_("Finding of the gap rule"), 14),
    Column("probability", N_("Probability that a module covers it"), 12, "percent"),
    Column("finding_before", N_("Finding of the mapping before"), 14),
    Column("changed_why", N_("Why the finding changed"), 34),
    Column("description", N_("Description"), 40),
    Column("phase", N_("Phase"), 10),
    Column("kind", N_("Kind"), 12),
    Column("work_processes", N_("Nearest work processes"), 12),
    Column("core_tasks", N_("Core tasks"), 9),
    Column("kbb_letters", N_("KBB letters"), 9),
    Column("grows_into", N_("Grows into"), 10),
    Column("search_terms", N_("Search terms"), 24),
    Column("source", N_("Source"), 24),
    Column("source_date", N_("Date of the source"), 11),
)
CANDIDATE_COLUMNS = (
    Column("theme", N_("Theme"), 20),
    Column("competency", N_("Code"), 9, "bold"),
    Column("title", N_("Future competency"), 28, "bold"),
    Column("description", N_("Description"), 44),
    Column("coverage", N_("Coverage"), 14),
    Column("probability", N_("Probability that a module covers it"), 12, "percent"),
    Column("reason", N_("Why it is a candidate"), 36),
    Column("nearest", N_("Nearest modules, and what they lack"), 60),
    Column("destination", N_("What becomes of it"), 20, "bold"),
    Column("robustness", N_("Over the scenarios"), 12),
    Column("weighed_why", N_("Why"), 36),
    Column("weighed_by", N_("Decided by"), 18),
    Column("weighed_at", N_("Decided on"), 16, "moment"),
    Column("phase", N_("Phase"), 10),
    Column("kind", N_("Kind"), 12),
    Column("nearest_modules", N_("Keys of the nearest modules"), 20, "mono", hidden=True),
)
STRENGTHEN_COLUMNS = (
    Column("theme", N_("Theme"), 20),
    Column("competency", N_("Code"), 9, "bold"),
    Column("title", N_("Future competency"), 28, "bold"),
    Column("description", N_("Description"), 50),
    Column("modules_partial", N_("Modules that cover a part, and why"), 70),
    Column("modules_proposed", N_("Modules: not judged yet"), 36),
)


def theme_of(competency: ReportCompetency) -> str:
    """Return code and title of the theme, as one text."""
    return " ".join(part for part in (competency.record.theme, competency.record.theme_title) if part)


def band_of(probability: float, rule: Rule) -> Band:
    """Return the band of a probability: the highest one whose floor it reaches."""
    reached = [(floor, band) for band, floor in rule.bands if probability >= floor]
    return max(reached)[1] if reached else Band.NONE


def candidate_reason(
    candidate: Candidate, competency: ReportCompetency | None, rule: Rule, translate: Translate, locale: str
) -> str:
    """Say why the gap rule flags a competency; a reason that is not a code of the contract is shown as it stands."""
    if candidate.reason == CandidateReason.REJECTED:
        return translate(N_("Every proposal for this competency was rejected."))
    if candidate.reason != CandidateReason.NOTHING_FOUND or competency is None:
        return candidate.reason
    sentence = translate(
        N_(
            "No confirmed link, and the evidence in the modules is too weak: the estimated chance that a module "
            "covers it is %(chance)s, the limit is %(limit)s."
        )
    )
    return sentence % {
        "chance": percent(cut_off(competency.probability), locale),
        "limit": percent(rule.gap_threshold, locale),
    }


def write_competencies(sheet: Sheet, index: ReportIndex) -> None:
    """Write every competency of the framework with its coverage and its source."""
    translate = sheet.translate
    rows: list[list[CellValue]] = []
    changes = {change.competency: change for change in index.report.changes}
    for each in index.report.competencies:
        record, change = each.record, changes.get(each.code)
        rows.append(
            [
                theme_of(each),
                each.code,
                each.title,
                Styled(words.COVERAGE_SIGNS[each.coverage], f"sign_{each.coverage.value}"),
                translate(words.COVERAGE_WORDS[each.coverage]),
                translate(words.YES) if each.candidate else None,
                index.module_names(each.modules_full),
                index.module_names(each.modules_partial),
                index.module_names(each.modules_proposed),
                translate(words.FINDING_WORDS[each.finding]),
                each.probability,
                translate(words.FINDING_WORDS[change.before]) if change else None,
                "\n".join(tell_cause(cause, translate) for cause in change.causes) if change else None,
                record.description,
                record.phase,
                record.kind,
                "\n".join(record.work_processes),
                "\n".join(record.core_tasks),
                ", ".join(record.kbb_letters),
                "\n".join(record.grows_into),
                ", ".join(record.search_terms),
                record.source,
                record.source_date,
            ]
        )
    sheet.write_list(
        translate(N_("Competencies")),
        translate(N_("Every competency of the list, also the ones that no module touches.")),
        ALL_COLUMNS,
        rows,
        frozen=3,
        none=translate(N_("The competency list is empty.")),
    )


def write_candidates(sheet: Sheet, index: ReportIndex) -> None:
    """Write the competencies that the gap rule flags, each with its nearest modules and what those lack."""
    translate = sheet.translate
    rows: list[list[CellValue]] = []
    weighed = {item.competency: item for item in index.report.weighings if item.holds}
    for candidate in index.report.candidates:
        competency = index.competencies.get(candidate.competency)
        rows.append(
            [
                theme_of(competency) if competency else None,
                candidate.competency,
                index.competency_title(candidate.competency),
                competency.record.description if competency else None,
                translate(words.COVERAGE_WORDS[competency.coverage]) if competency else None,
                competency.probability if competency else None,
                candidate_reason(candidate, competency, index.report.rule, translate, sheet.locale),
                "\n".join(_near(near, index, translate) for near in candidate.nearest),
                *_weighed(weighed.get(candidate.competency), translate),
                competency.record.phase if competency else None,
                competency.record.kind if competency else None,
                "\n".join(near.module for near in candidate.nearest),
            ]
        )
    sheet.write_list(
        translate(N_("Candidates Niveau 4+")),
        f"{translate(words.WORKING_TITLE)} {gap_rule(index.report.rule, translate, sheet.locale)}",
        CANDIDATE_COLUMNS,
        rows,
        frozen=3,
        none=translate(N_("There are no candidates: for every competency there is some evidence in the modules.")),
    )


def write_to_strengthen(sheet: Sheet, index: ReportIndex) -> None:
    """Write the competencies that are covered in part only, with the reasons that people gave."""
    translate = sheet.translate
    rows: list[list[CellValue]] = []
    for each in index.report.competencies:
        if each.coverage is not Coverage.PARTIAL:
            continue
        rows.append(
            [
                theme_of(each),
                each.code,
                each.title,
                each.record.description,
                "\n".join(_partial(module, each.code, index, translate) for module in each.modules_partial),
                index.module_names(each.modules_proposed),
            ]
        )
    sheet.write_list(
        translate(N_("To strengthen")),
        translate(N_("Competencies with confirmed links of which none is full.")),
        STRENGTHEN_COLUMNS,
        rows,
        frozen=3,
        none=translate(N_("No competency is partly covered.")),
    )


def _weighed(item: Weighing | None, translate: Translate) -> list[CellValue]:
    """Tell what was decided on a candidate, or that nobody did."""
    if item is None:
        return [translate(N_("not decided yet")), None, None, None, None]
    return [
        translate(DESTINATION_WORDS[item.destination]),
        translate(ROBUSTNESS_WORDS[item.robustness]) if item.robustness else None,
        item.reason,
        item.decided_by,
        moment_cell(item.decided_at),
    ]


def _near(near: Nearest, index: ReportIndex, translate: Translate) -> str:
    """Tell one nearest module: its name, how near, the words it shares and the words it lacks."""
    band = band_of(near.probability, index.report.rule)
    strength = N_("too weak for a proposal") if band is Band.NONE else words.BAND_WORDS[band]
    lines = [f"{index.module_name(near.module)} ({translate(strength)})"]
    if near.shared:
        lines.append("    " + translate(N_("shares: %(words)s")) % {"words": ", ".join(near.shared)})
    if near.lacking:
        lines.append("    " + translate(N_("lacks: %(words)s")) % {"words": ", ".join(near.lacking)})
    return "\n".join(lines)


def _partial(module: str, competency: str, index: ReportIndex, translate: Translate) -> str:
    """Tell one module that covers a part: its name, the mastery level and the reason that was given."""
    decision = index.holding.get((module, competency))
    name = index.module_name(module)
    if decision is None:
        return name
    if decision.mastery is not None:
        name += f" ({translate(words.MASTERY_WORDS[decision.mastery])})"
    return f"{name}: {decision.reason}" if decision.reason else name
