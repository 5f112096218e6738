"""Decisions on links from a CSV file: module, competency, verdict, and optionally reason and mastery."""

from collections.abc import Sequence

from curriculum.contract.problems import Problem
from curriculum.contract.records import DecisionRecord, Framework, ModuleRecord
from curriculum.contract.vocabulary import Mastery, Severity, Verdict
from imports.delimited import read_delimited
from imports.sheets import Limits, RefusalError, cell_address

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
    try:
        rows = read_delimited(data, filename, Limits()).sheets[0].rows
    except RefusalError as refusal:
        return (), (Problem(refusal.code, Severity.ERROR, filename, value=refusal.value, params=refusal.params),)
    header = [HEADERS.get(text.casefold(), "") for text in rows[0].texts] if rows else []
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        params = (("columns", ", ".join(missing)),)
        return (), (Problem("decision-columns-missing", Severity.ERROR, filename, params=params),)
    ids = {name: module.id for module in modules for name in (module.id, module.code) if name}
    codes = {competency.code for competency in framework.competencies}
    decisions: list[DecisionRecord] = []
    problems: list[Problem] = []
    for sheet_row in rows[1:]:
        row = {name: sheet_row.text(column) for column, name in enumerate(header) if name}
        fault = _fault_in(row, ids, codes)
        if fault:
            code, column_name = fault
            cell = cell_address(sheet_row.number, header.index(column_name))
            value = row[column_name]
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
    if row["module"] not in ids:
        return "decision-module-unknown", "module"
    if row["competency"] not in codes:
        return "decision-competency-unknown", "competency"
    if row["verdict"].casefold() not in VERDICTS:
        return "decision-verdict-unknown", "verdict"
    if row.get("mastery") and row["mastery"].casefold() not in MASTERIES:
        return "decision-mastery-unknown", "mastery"
    return None
