"""The sheet of modules: what was read of each module, and what its links add up to."""

from collections import Counter

from curriculum.contract.messages import N_
from exports.index import LinkState, ReportIndex
from exports.sheet import CellValue, Column, Sheet

COLUMNS = (
    Column("code", N_("Code"), 11, "bold"),
    Column("title", N_("Module"), 26, "bold"),
    Column("years", N_("Year"), 8),
    Column("periods", N_("Period"), 9),
    Column("sbu", N_("Study load (SBU)"), 11, "number"),
    Column("bot", N_("Supervised hours"), 11, "number"),
    Column("bpv", N_("Practice hours"), 9, "number"),
    Column("work_processes", N_("Work processes"), 14),
    Column("description", N_("Description"), 48),
    Column("outcomes", N_("Learning outcomes"), 54),
    Column("assessments", N_("Assessment"), 22),
    Column("full", N_("Links: full"), 12, "count"),
    Column("partial", N_("Links: partial"), 12, "count"),
    Column("proposed", N_("Links: not judged yet"), 12, "count"),
    Column("sheet", N_("Sheet"), 13),
    Column("row", N_("Row"), 7, "count"),
    Column("module", N_("Key"), 14, "mono", hidden=True),
    # The name by which the column contract knows it; in every language the same, so that the sheet can be read back.
    Column("stable_id", "curriculum-id", 14, "mono", hidden=True),
)


def write_modules(sheet: Sheet, index: ReportIndex) -> None:
    """Write the sheet of modules, in the order of the uploaded sheets."""
    translate = sheet.translate
    counts: dict[str, Counter[LinkState]] = {}
    for (module_id, _), judged in index.judged.items():
        counts.setdefault(module_id, Counter())[judged.state] += 1
    rows: list[list[CellValue]] = []
    for module in index.report.modules:
        own = counts.get(module.id, Counter())
        rows.append(
            [
                module.code,
                module.title,
                ", ".join(str(year) for year in module.years),
                ", ".join(module.periods),
                module.hours.sbu,
                module.hours.bot,
                module.hours.bpv,
                "\n".join(module.work_processes),
                module.description,
                "\n".join(module.outcomes),
                "\n".join(module.assessments),
                own[LinkState.FULL],
                own[LinkState.PARTIAL],
                own[LinkState.PROPOSED],
                module.sheet,
                module.row or None,
                module.id,
                module.stable_id or None,
            ]
        )
    sheet.write_list(
        translate(N_("Modules")),
        translate(N_("What was read of each module, with the sheet and the row it stands in.")),
        COLUMNS,
        rows,
        frozen=2,
        none=translate(N_("No modules have been read.")),
    )
