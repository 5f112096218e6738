"""Decisions on links from a CSV file: module, competency, verdict, and optionally reason and mastery."""

import csv
import io
from collections.abc import Iterator, Sequence

from curriculum.contract.problems import Problem
from curriculum.contract.records import DecisionRecord, Framework, ModuleRecord
from curriculum.contract.vocabulary import Mastery, Severity, Verdict

HEADERS = {
    "module": "module",
    "competency": "competency",
    "competentie": "competency",
    "toekomstcompetentie": "competency",
    "verdict": "verdict",
    "besluit": "verdict",
    "oordeel": "verdict",
    "reason": "reason",
    "reden": "reason",
    "toelichting": "reason",
    "mastery": "mastery",
    "beheersing": "mastery",
    "niveau": "mastery",
}
VERDICTS = {
    **{verdict.value: verdict for verdict in Verdict},
    "volledig": Verdict.FULL,
    "gedeeltelijk": Verdict.PARTIAL,
    "afgewezen": Verdict.REJECTED,
}
MASTERIES = {
    **{mastery.value: mastery for mastery in Mastery},
    "oriënteren": Mastery.ORIENT,
    "oefenen": Mastery.PRACTISE,
    "beheersen": Mastery.MASTER,
}
REQUIRED = ("module", "competency", "verdict")


def read_decisions(
    data: bytes, filename: str, *, modules: Sequence[ModuleRecord], framework: Framework
) -> tuple[tuple[DecisionRecord, ...], tuple[Problem, ...]]:
    """Read decisions; every row that cannot be taken is a problem and the other rows are taken.

    Parameters
    ----------
    data : bytes
        A CSV file in UTF-8 (with or without BOM) or Windows-1252, separated by comma, semicolon or tab, with a header
        row: ``module`` (id or code), ``competency`` (code), ``verdict`` (full / partial / rejected, or volledig /
        gedeeltelijk / afgewezen), and optionally ``reason`` and ``mastery``.
    filename : str
        Name of the file, for the problems.
    modules, framework
        What the decisions may speak of.

    Returns
    -------
    decisions, problems
        In the order of the file; a later decision on the same pair replaces an earlier one when they are applied.

    Examples
    --------
    >>> from curriculum.contract.records import CompetencyRecord
    >>> framework = Framework("demo", "Demo", (CompetencyRecord("C1", "Plannen"),))
    >>> modules = (ModuleRecord("M1", "Agenda", code="M1"),)
    >>> data = b"module;competency;verdict\\nM1;C1;volledig\\nM9;C1;volledig\\n"
    >>> decisions, problems = read_decisions(data, "besluiten.csv", modules=modules, framework=framework)
    >>> [(decision.module, decision.verdict.value) for decision in decisions]
    [('M1', 'full')]
    >>> [(problem.code, problem.cell, problem.value) for problem in problems]
    [('decision-module-unknown', 'A3', 'M9')]
    """
    rows = _split_rows(data)
    header = [HEADERS.get(cell.strip().casefold(), "") for cell in next(rows, [])]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        params = (("columns", ", ".join(missing)),)
        return (), (Problem("decision-columns-missing", Severity.ERROR, file=filename, params=params),)
    ids = {name: module.id for module in modules for name in (module.id, module.code) if name}
    codes = {competency.code for competency in framework.competencies}
    decisions: list[DecisionRecord] = []
    problems: list[Problem] = []
    for number, cells in enumerate(rows, start=2):
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
        if not any(row.values()):
            continue
        fault = _fault_in(row, ids, codes)
        if fault:
            code, column = fault
            cell = f"{chr(ord('A') + header.index(column))}{number}"
            value = row.get(column, "")
            problems.append(Problem(code, Severity.ERROR, file=filename, sheet=filename, cell=cell, value=value))
            continue
        decisions.append(
            DecisionRecord(
                module=ids[row["module"]],
                competency=row["competency"],
                verdict=VERDICTS[row["verdict"].casefold()],
                mastery=MASTERIES.get(row.get("mastery", "").casefold()),
                reason=row.get("reason", ""),
            )
        )
    return tuple(decisions), tuple(problems)


def _fault_in(row: dict[str, str], ids: dict[str, str], codes: set[str]) -> tuple[str, str] | None:
    """Return the problem code and the column of the first fault in a row."""
    if row.get("module", "") not in ids:
        return "decision-module-unknown", "module"
    if row.get("competency", "") not in codes:
        return "decision-competency-unknown", "competency"
    if row.get("verdict", "").casefold() not in VERDICTS:
        return "decision-verdict-unknown", "verdict"
    if row.get("mastery") and row["mastery"].casefold() not in MASTERIES:
        return "decision-mastery-unknown", "mastery"
    return None


def _split_rows(data: bytes) -> Iterator[list[str]]:
    """Yield the rows; the separator is the one that the header row holds most of."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator)
