"""The sheet of lapsed modules: who marked them, from which file, and which decisions and which cover went with them."""

from curriculum.contract.messages import N_, Translate
from curriculum.contract.records import DecisionRecord
from curriculum.contract.report import LapsedModule
from curriculum.mapping.statements import holding_decisions
from exports import words
from exports.index import ReportIndex
from exports.moments import moment_cell
from exports.sheet import CellValue, Column, Sheet

COLUMNS = (
    Column("module_code", N_("Module code"), 12, "bold"),
    Column("module_title", N_("Module"), 26, "bold"),
    Column("lapsed_at", N_("Lapsed on"), 16, "moment"),
    Column("lapsed_by", N_("Marked by"), 18),
    Column("file", N_("File that it is not in"), 26),
    Column("competency", N_("Code"), 9, "bold"),
    Column("competency_title", N_("Future competency"), 30),
    Column("verdict_word", N_("Judgement"), 14),
    Column("mastery", N_("Mastery level"), 12),
    Column("decided_by", N_("Decided by"), 18),
    Column("decided_at", N_("Decided on"), 16, "moment"),
    Column("reason", N_("Why"), 36),
    Column("decision_source", N_("Decided how"), 13),
    Column("holds", N_("Last judgement"), 13),
    Column("coverage_with", N_("Coverage if it were still there"), 17),
    Column("coverage_now", N_("Coverage now"), 15),
    Column("module", N_("Module key"), 14, "mono", hidden=True),
    Column("verdict", N_("Verdict key"), 10, "mono", hidden=True),
)


def write_lapsed(sheet: Sheet, index: ReportIndex) -> None:
    """Write one row for each decision that a lapsed module carried; a module without any has a row of its own."""
    translate = sheet.translate
    sheet.write_list(
        translate(N_("Lapsed modules")),
        translate(
            N_(
                "Modules that somebody marked as lapsed. They no longer count; their decisions are kept, and count "
                "again when the module comes back. Coverage is told where it would be better with the module."
            )
        ),
        COLUMNS,
        [row for module in index.report.lapsed for row in _rows(module, index, translate)],
        frozen=2,
        none=translate(N_("No module has lapsed.")),
    )


def _rows(module: LapsedModule, index: ReportIndex, translate: Translate) -> list[list[CellValue]]:
    about: list[CellValue] = [
        module.code,
        module.title,
        moment_cell(module.lapsed_at),
        module.lapsed_by,
        module.file,
    ]
    holding = {id(decision) for decision in holding_decisions(module.decisions).values()}
    rows = [
        [*about, *_decision(decision, module, index, translate, holds=id(decision) in holding)]
        for decision in module.decisions
    ]
    return rows or [[*about, *[None] * (len(COLUMNS) - len(about) - 2), module.id, None]]


def _decision(
    decision: DecisionRecord, module: LapsedModule, index: ReportIndex, translate: Translate, *, holds: bool
) -> list[CellValue]:
    lost = next((each for each in module.lost if holds and each.competency == decision.competency), None)
    return [
        decision.competency,
        index.competency_title(decision.competency),
        translate(words.VERDICT_WORDS[decision.verdict]),
        translate(words.MASTERY_WORDS[decision.mastery]) if decision.mastery else None,
        decision.decided_by,
        moment_cell(decision.decided_at),
        decision.reason,
        translate(words.SOURCE_WORDS[decision.source]),
        translate(words.YES if holds else N_("no, replaced")),
        translate(words.COVERAGE_WORDS[lost.before]) if lost else None,
        translate(words.COVERAGE_WORDS[lost.now]) if lost else None,
        module.id,
        decision.verdict.value,
    ]
