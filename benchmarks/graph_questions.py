"""Measures the questions to the graph, beside copying it with networkx: ``python -m benchmarks.graph_questions``."""

from collections.abc import Callable

from benchmarks.clock import cpu_seconds
from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.contract.report import Candidate, Nearest
from curriculum.contract.vocabulary import NodeKind, Verdict
from curriculum.mapping import (
    build_graph,
    build_matrix,
    bundles,
    coverage,
    minimal_cover,
    nearest_modules,
    redundancy,
    what_if,
)

SIZES = ((200, 100), (1_000, 100), (5_000, 1_000))
_LINKS = 9
_COPIES = 3
_CANDIDATES = 100


def print_graph() -> None:
    """Print what each question costs; networkx answers what-if for all modules by a copy for each (from three)."""
    print("\n| question, CPU ms | " + " | ".join(f"{rows:,} × {columns:,}" for rows, columns in SIZES) + " |")
    print("|---|" + "---|" * len(SIZES))
    table = [measure(rows, columns) for rows, columns in SIZES]
    for question in table[0]:
        figures = " | ".join(f"{1000 * column[question]:,.1f}" for column in table)
        print(f"| {question} | {figures} |", flush=True)


def measure(rows: int, columns: int) -> dict[str, float]:
    """Return the CPU seconds of each question to a graph of this size, with nine confirmed links per module."""
    modules = [ModuleRecord(f"M{row}", "", periods=(str(row % 8 + 1),)) for row in range(rows)]
    records = (CompetencyRecord(f"C{column}", "", theme=f"T{column % 7}") for column in range(columns))
    framework = Framework("f", "F", tuple(records))
    decisions = [
        DecisionRecord(f"M{row}", f"C{(row * 37 + step * 11) % columns}", Verdict.FULL)
        for row in range(rows)
        for step in range(_LINKS)
    ]
    graph = build_graph(modules, framework, [], decisions)
    candidates = [
        Candidate(f"C{number}", "nothing_found", (Nearest(f"M{number % 20}", 0.1),)) for number in range(_CANDIDATES)
    ]

    def copy_and_remove() -> None:
        for row in range(_COPIES):
            copied = graph.copy()
            copied.remove_node((NodeKind.MODULE, f"M{row}"))
            coverage(copied)

    questions: dict[str, Callable[[], object]] = {
        "`build_graph`, with the order over the periods": lambda: build_graph(modules, framework, [], decisions),
        "`coverage`": lambda: coverage(graph),
        "`what_if`, one module": lambda: what_if(graph, without=["M3"]),
        "`redundancy`: what-if for all modules": lambda: redundancy(graph),
        "`minimal_cover`": lambda: minimal_cover(graph),
        "`nearest_modules`": lambda: nearest_modules(graph, "C5"),
        "`build_matrix`": lambda: build_matrix(graph),
        "`bundles` of 100 candidates": lambda: bundles(graph, candidates),
    }
    found = {question: cpu_seconds(ask) for question, ask in questions.items()}
    found["networkx, what-if for all modules by copies"] = cpu_seconds(copy_and_remove, rounds=1) / _COPIES * rows
    return found


if __name__ == "__main__":
    print_graph()
