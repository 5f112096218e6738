"""What a workbook can hold: a report that does not fit is refused before anything is written."""

from curriculum.contract.messages import N_, Translate
from exports.index import ReportIndex

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
ROWS_AROUND = 64
"""Room for the title, the heads, the totals and the legend of a sheet."""

COLUMNS_BEFORE_MODULES = 9
"""The columns of the gap matrix that stand left of the modules."""


class WorkbookLimitError(ValueError):
    """The report does not fit in a workbook; the sentence says what does not fit and what to do."""


def check_limits(index: ReportIndex, translate: Translate) -> None:
    """Refuse a report that a workbook cannot hold.

    Raises
    ------
    WorkbookLimitError
        When there are more modules than a sheet has columns, or more entries than it has rows.
    """
    report = index.report
    limit = MAX_COLUMNS - COLUMNS_BEFORE_MODULES
    if len(report.modules) > limit:
        raise WorkbookLimitError(
            translate(
                N_(
                    "The gap matrix has a column for each module and a workbook holds at most %(limit)s of them; "
                    "this programme has %(modules)s. Export it in parts."
                )
            )
            % {"limit": limit, "modules": len(report.modules)}
        )
    for title, rows in (
        (N_("Links"), len(index.judged)),
        (N_("Decisions"), len(report.decisions)),
        (N_("Decisions on candidates"), len(report.weighings)),
        (N_("Lapsed modules"), sum(max(len(module.decisions), 1) for module in report.lapsed)),
        (N_("Competencies"), 2 * len(report.competencies)),  # in the matrix each may have a theme of its own
        (N_("Problems while reading"), len(report.problems)),
    ):
        if rows > MAX_ROWS - ROWS_AROUND:
            raise WorkbookLimitError(
                translate(
                    N_("Sheet %(sheet)s would need %(rows)s rows; a workbook holds %(limit)s. Export fewer modules.")
                )
                % {"sheet": translate(title), "rows": rows, "limit": MAX_ROWS}
            )
