"""Every golden sheet is read as the docent who made it meant it; how to compare stands in tests/golden/README.md."""

import re
import unicodedata
from collections import Counter
from typing import Any

import pytest

from curriculum.contract.problems import Problem
from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import Severity
from imports import read_modules
from imports.frameworks import load_framework
from tests.golden.cases import GoldenCase, iter_cases

# The golden folder's words for people -> the tool's problem codes.
CODES: dict[str, tuple[str, ...]] = {
    "sheet_not_read": ("sheet-without-table", "table-without-title"),
    "no_header": ("sheet-without-table", "table-without-title"),
    "no_title_column": ("table-without-title",),
    "no_title": ("title-missing",),
    "guessed_heading": ("header-guessed",),
    "no_modules": ("no-modules", "table-still-empty", "sheet-without-table", "table-without-title"),
    "empty": ("file-empty",),
    "damaged": ("file-damaged",),
    "not_a_workbook": ("file-wrong-type", "file-unreadable"),
    "protected": ("file-password",),
    "duplicate_code": ("code-twice",),
    "duplicate_title": ("title-twice",),
    "unclear_work_process": (
        "work-process-unclear",
        "work-process-without-core-task",
        "work-process-too-general",
        "work-process-range-unclear",
    ),
    "unknown_work_process": ("work-process-unknown",),
    "unknown_competency": ("competency-unknown", "competency-column-unclear"),
    "unclear_mark": ("mark-unclear",),
    "unclear_hours": ("hours-unclear", "hours-negative", "hours-many", "hours-about"),
    "unclear_year": ("year-unclear",),
    "hours_do_not_add_up": ("hours-do-not-add-up",),
    "date_as_period": ("date-instead-of-text",),
    "date_as_code": ("date-instead-of-text",),
    "two_values": ("hours-differ",),
    "formula_without_value": ("formula-without-value",),
    "error_value": ("error-value",),
    "hidden_rows": ("rows-hidden",),
    "hidden_columns": ("column-hidden",),
    "hidden_sheet": ("sheet-hidden",),
    "colour": ("colour-not-read", "marks-missing"),
    "mojibake": ("text-repaired",),
    "macros": ("macros-ignored",),
}
BULLET = re.compile(r"^\s*(?:[•●▪\-–*o]|\(?\d{1,2}[.)]|[a-z][.)])\s+")


def plain(text: str) -> str:
    """Collapse white space and drop soft hyphens."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


def outcome(text: str) -> str:
    """An outcome without its bullet and closing sign."""
    return BULLET.sub("", plain(text)).rstrip(";. ").strip()


def compared(module: ModuleRecord, wanted: dict[str, Any]) -> dict[str, Any]:
    """What was read of one module, for the keys that the expectation names, in the expectation's form."""
    found: dict[str, Any] = {
        "title": plain(module.title),
        "code": module.code,
        "description": plain(module.description),
        "outcomes": [outcome(text) for text in module.outcomes],
        "assessments": sorted(plain(text) for text in module.assessments),
        "work_processes": sorted({mention.code for mention in module.work_processes}),
        "years": list(module.years),
        "periods": list(module.periods),
        "hours": {key: getattr(module.hours, key) for key in wanted.get("hours", {})},
        "statements": sorted(
            (
                statement.competency,
                statement.verdict.value,
                statement.mastery and statement.mastery.value
                if any(
                    item["competency"] == statement.competency and "mastery" in item
                    for item in wanted.get("statements", ())
                )
                else None,
            )
            for statement in module.statements
        ),
        "sheet": module.sheet,
        "row": module.row,
    }
    return {key: found[key] for key in wanted}


def expected_form(wanted: dict[str, Any]) -> dict[str, Any]:
    """The expectation in the form of :func:`compared`."""
    form = dict(wanted)
    for key in ("title", "code", "description"):
        if isinstance(form.get(key), str):
            form[key] = plain(form[key])
    if "outcomes" in form:
        form["outcomes"] = [outcome(text) for text in form["outcomes"]]
    if "assessments" in form:
        form["assessments"] = sorted(plain(text) for text in form["assessments"])
    if "work_processes" in form:
        form["work_processes"] = sorted(set(form["work_processes"]))
    if "hours" in form:
        form["hours"] = {
            key: None if value is None else pytest.approx(value, abs=0.01) for key, value in form["hours"].items()
        }
    if "statements" in form:
        form["statements"] = sorted(
            (item["competency"], item.get("verdict", "full"), item.get("mastery")) for item in form["statements"]
        )
    return form


def fits(problem: Problem, wanted: dict[str, Any]) -> bool:
    """Whether a reported problem is the expected one."""
    return (
        problem.code in CODES[wanted["kind"]]
        and problem.severity.value == wanted["severity"]
        and problem.sheet == wanted.get("sheet", problem.sheet)
        and problem.cell == wanted.get("cell", problem.cell)
    )


@pytest.mark.parametrize("case", list(iter_cases()), ids=lambda case: case.name)
def test_a_golden_sheet_is_read_as_it_was_meant(case: GoldenCase) -> None:
    reading = read_modules(case.data, case.filename, framework=load_framework())
    expected = case.expected
    if expected["modules"] is not None:
        assert [plain(module.title) for module in reading.modules] == [
            plain(item["title"]) for item in expected["modules"]
        ]
        for module, wanted in zip(reading.modules, expected["modules"], strict=True):
            assert compared(module, wanted) == expected_form(wanted)
    left = list(reading.problems)
    for wanted in expected["problems"]:
        match = next((problem for problem in left if fits(problem, wanted)), None)
        assert match is not None, (wanted, [(item.code, item.severity.value, item.sheet, item.cell) for item in left])
        left.remove(match)
    rest = Counter((problem.code, problem.cell, problem.value) for problem in left)
    unlisted = [problem for problem in left if problem.severity is Severity.ERROR]
    assert not unlisted, rest
    if expected.get("quiet"):
        assert not left, rest
