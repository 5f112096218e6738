"""Turns the docent's codes and crosses in the sheet into decisions, and finds which decision on a link holds."""

from collections.abc import Iterable, Sequence

from curriculum.contract.records import DecisionRecord, ModuleRecord
from curriculum.contract.vocabulary import StatementSource, Verdict


def statements_as_decisions(modules: Sequence[ModuleRecord]) -> tuple[DecisionRecord, ...]:
    """Return one decision with source *explicit* per code or cross that a docent typed in the sheet.

    Put them before the decisions of people: the last decision on a link holds.

    Examples
    --------
    >>> from curriculum.contract.records import Statement
    >>> module = ModuleRecord("M1", "Agenda", statements=(Statement("M16-03"),))
    >>> [(item.module, item.competency, item.verdict.value) for item in statements_as_decisions([module])]
    [('M1', 'M16-03', 'full')]
    """
    return tuple(
        DecisionRecord(
            module=module.id,
            competency=statement.competency,
            verdict=statement.verdict,
            source=StatementSource.EXPLICIT,
            mastery=statement.mastery,
        )
        for module in modules
        for statement in module.statements
    )


def holding_decisions(decisions: Iterable[DecisionRecord]) -> dict[tuple[str, str], DecisionRecord]:
    """Return the last decision on each (module id, competency code).

    A person's decision holds over the sheet's own code, also when the sheet was read again later.
    """
    holding: dict[tuple[str, str], DecisionRecord] = {}
    for decision in decisions:
        key = (decision.module, decision.competency)
        earlier = holding.get(key)
        if earlier is not None and decision.source is StatementSource.EXPLICIT is not earlier.source:
            continue
        holding[key] = decision
    return holding


def holding_verdicts(decisions: Iterable[DecisionRecord]) -> dict[tuple[str, str], Verdict]:
    """Return the verdict that holds on each (module id, competency code)."""
    return {key: decision.verdict for key, decision in holding_decisions(decisions).items()}
