"""The workbook and the engine tell the same story about the demo programme."""

from dataclasses import replace

import pytest
from openpyxl import Workbook

from curriculum.contract.records import DecisionRecord, Framework, ModuleRecord
from curriculum.contract.vocabulary import Verdict
from curriculum.demo import DEMO_FILENAME, demo_workbook
from curriculum.mapping import (
    CellState,
    Proposals,
    build_graph,
    build_matrix,
    build_report,
    propose_links,
    statements_as_decisions,
)
from imports import read_modules
from imports.frameworks import load_framework
from tests.exports.reading import Export, cover_facts, matrix_rows, rows_of

SIGNS = {
    CellState.FULL: "V",
    CellState.PARTIAL: "G",
    CellState.PROPOSED: "?",
    CellState.REJECTED: "×",
    CellState.EMPTY: None,
}


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework()


@pytest.fixture(scope="module")
def modules(framework: Framework) -> tuple[ModuleRecord, ...]:
    return tuple(read_modules(demo_workbook(), DEMO_FILENAME, framework=framework).modules)


@pytest.fixture(scope="module")
def proposals(modules: tuple[ModuleRecord, ...], framework: Framework) -> Proposals:
    return propose_links(modules, framework.competencies, decisions=statements_as_decisions(modules), top=2)


@pytest.fixture(scope="module")
def decisions(proposals: Proposals) -> tuple[DecisionRecord, ...]:
    """One decision of each kind on proposals, and one on a pair that was never proposed."""
    open_links = [link for link in proposals.links if link.proposed and link.statement is None]
    taken = {(link.module, link.competency) for link in proposals.links}
    never = next(pair for pair in ((open_links[0].module, f"M20-{n:02}") for n in range(1, 20)) if pair not in taken)
    verdicts = (Verdict.FULL, Verdict.PARTIAL, Verdict.REJECTED, Verdict.FULL)
    pairs = [*((link.module, link.competency) for link in open_links[:3]), never]
    return tuple(
        DecisionRecord(module, competency, verdict, reason="gezien", decided_by="A. de Vries", outdated=number == 1)
        for number, ((module, competency), verdict) in enumerate(zip(pairs, verdicts, strict=True))
    )


@pytest.fixture(scope="module")
def workbook(
    export: Export,
    modules: tuple[ModuleRecord, ...],
    framework: Framework,
    proposals: Proposals,
    decisions: tuple[DecisionRecord, ...],
) -> Workbook:
    return export(build_report(modules, framework, proposals, decisions))


def test_every_cell_of_the_matrix_says_what_the_engine_says(
    workbook: Workbook,
    modules: tuple[ModuleRecord, ...],
    framework: Framework,
    proposals: Proposals,
    decisions: tuple[DecisionRecord, ...],
) -> None:
    matrix = build_matrix(build_graph(modules, framework, proposals.links, decisions))
    rows = matrix_rows(workbook)
    seen = set()
    assert len(rows) == len(matrix.rows) == 35
    for row in matrix.rows:
        shown = rows[row.competency.code]
        for module, cell in zip(matrix.modules, row.cells, strict=True):
            outdated = "!" if cell.decision is not None and cell.decision.outdated else ""
            sign = SIGNS[cell.state]
            assert shown[f"module:{module.id}"].value == (sign and sign + outdated)
            seen.add(cell.state)
    assert seen == set(CellState)


def test_the_counts_of_the_cover_are_those_of_the_report(
    workbook: Workbook,
    modules: tuple[ModuleRecord, ...],
    framework: Framework,
    proposals: Proposals,
    decisions: tuple[DecisionRecord, ...],
) -> None:
    report = build_report(modules, framework, proposals, decisions)
    facts = cover_facts(workbook)
    assert facts["modules"] == len(modules) == 33
    assert facts["candidates"] == len(report.candidates) == len(rows_of(workbook, "candidates"))
    for word in ("full", "partial", "proposed", "missing"):
        assert facts[f"coverage:{word}"] == sum(each.coverage == word for each in report.competencies)


def test_every_link_names_the_cell_that_its_evidence_stands_in(workbook: Workbook) -> None:
    proposed = [row for row in rows_of(workbook, "links") if row["state"] != "niet voorgesteld" and row["probability"]]
    assert len(proposed) > 10
    for row in proposed:
        assert "!" in str(row["evidence"]), row["module"]


def test_competencies_without_modules_are_all_missing(export: Export, framework: Framework) -> None:
    report = build_report((), framework, propose_links((), framework.competencies))
    facts = cover_facts(export(replace(report, problems=())))
    assert facts["coverage:missing"] == 35
    assert facts["candidates"] == 0  # Where nothing was compared, nothing is a candidate.
