"""Decisions on links from a CSV file: module by code or title, competency, verdict, and optionally reason, mastery."""

from collections.abc import Sequence

from curriculum.contract.problems import Problem
from curriculum.contract.records import DecisionRecord, Framework, ModuleRecord
from curriculum.contract.vocabulary import Mastery, Severity, Verdict
from imports.formats.delimited import read_delimited
from imports.modules import title_key
from imports.sheets import Limits, RefusalError, cell_address

HEADERS = {
    "module": "module",
    "code": "module",
    "modulecode": "module",
    "title": "title",
    "titel": "title",
    "modulenaam": "title",
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
_NAMES = ("module", "title")


def read_decisions(
    data: bytes, filename: str, *, modules: Sequence[ModuleRecord], framework: Framework
) -> tuple[tuple[DecisionRecord, ...], tuple[Problem, ...]]:
    """Read decisions; every row that cannot be taken is a problem and the other rows are taken.

    Parameters
    ----------
    data : bytes
        A CSV file in UTF-8 (with or without BOM) or Windows-1252, separated by comma, semicolon or tab, with a header
        row: ``module`` (id, code or title) or ``title`` or both, ``competency`` (code), ``verdict`` (full / partial /
        rejected, or volledig / gedeeltelijk / afgewezen), and optionally ``reason`` and ``mastery``. A title counts
        when there is no known code and exactly one module has it.
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
    missing = [name for name in REQUIRED if name not in header and not (name in _NAMES and "title" in header)]
    if missing:
        params = (("columns", ", ".join(missing)),)
        return (), (Problem("decision-columns-missing", Severity.ERROR, filename, params=params),)
    names = _Names(modules)
    codes = {competency.code for competency in framework.competencies}
    decisions: list[DecisionRecord] = []
    problems: list[Problem] = []
    for sheet_row in rows[1:]:
        row = {name: sheet_row.text(column) for column, name in enumerate(header) if name}
        module_id, name_fault = names.find(row)
        fault = name_fault or _fault_in(row, codes)
        if fault:
            code, column_name = fault
            cell = cell_address(sheet_row.number, header.index(column_name))
            value = row[column_name]
            problems.append(Problem(code, Severity.ERROR, file=filename, sheet=filename, cell=cell, value=value))
            continue
        decisions.append(
            DecisionRecord(
                module=module_id,
                competency=row["competency"],
                verdict=VERDICTS[row["verdict"].casefold()],
                mastery=MASTERIES.get(row.get("mastery", "").casefold()),
                reason=row.get("reason", ""),
            )
        )
    return tuple(decisions), tuple(problems)


class _Names:
    """The modules by what people call them: identifier or code first, then the title of exactly one module."""

    def __init__(self, modules: Sequence[ModuleRecord]) -> None:
        self._ids = {name: module.id for module in modules for name in (module.id, module.code) if name}
        self._titles: dict[str, list[str]] = {}
        for module in modules:
            self._titles.setdefault(title_key(module.title), []).append(module.id)

    def find(self, row: dict[str, str]) -> tuple[str, tuple[str, str] | None]:
        """Return the identifier of the module of a row, or the problem code and the column of the fault."""
        code, title = row.get("module", ""), row.get("title", "")
        if code in self._ids:
            return self._ids[code], None
        found = self._titles.get(title_key(title or code), []) if title or code else []
        if len(found) == 1:
            return found[0], None
        column = "title" if title or "module" not in row else "module"
        return "", ("decision-module-twice" if found else "decision-module-unknown", column)


def _fault_in(row: dict[str, str], codes: set[str]) -> tuple[str, str] | None:
    """Return the problem code and the column of the first other fault in a row."""
    if row["competency"] not in codes:
        return "decision-competency-unknown", "competency"
    if row["verdict"].casefold() not in VERDICTS:
        return "decision-verdict-unknown", "verdict"
    if row.get("mastery") and row["mastery"].casefold() not in MASTERIES:
        return "decision-mastery-unknown", "mastery"
    return None
