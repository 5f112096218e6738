"""The sheet of problems: what the importer could not read, or read with doubt."""

from curriculum.contract.messages import N_
from curriculum.contract.vocabulary import Severity
from exports import words
from exports.index import ReportIndex
from exports.sheet import Column, Sheet

COLUMNS = (
    Column("severity_word", N_("Severity"), 11, "bold"),
    Column("file", N_("File"), 22),
    Column("sheet", N_("Sheet"), 16),
    Column("cell", N_("Cell"), 8),
    Column("value", N_("What was found"), 30),
    Column("message", N_("What is the matter, and what you can do"), 84),
    Column("code", N_("Key"), 22, "mono"),
    Column("severity", N_("Severity key"), 10, "mono", hidden=True),
)


def write_problems(sheet: Sheet, index: ReportIndex) -> None:
    """Write every problem with the place where it was found."""
    translate = sheet.translate
    severities = {severity.value: word for severity, word in words.SEVERITY_WORDS.items()}
    errors = sum(1 for problem in index.report.problems if problem.severity == Severity.ERROR.value)
    sheet.write_list(
        translate(N_("Problems while reading")),
        translate(
            N_(
                "An error kept its row out of this workbook; a warning did not. "
                "Errors: %(errors)s, warnings: %(warnings)s."
            )
        )
        % {"errors": errors, "warnings": len(index.report.problems) - errors},
        COLUMNS,
        [
            [
                translate(severities.get(problem.severity, problem.severity)),
                problem.file,
                problem.sheet,
                problem.cell,
                problem.value,
                problem.message,
                problem.code,
                problem.severity,
            ]
            for problem in index.report.problems
        ],
        frozen=1,
        none=translate(N_("Everything was read without a problem.")),
    )
