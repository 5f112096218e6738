"""The report, looked up once: what holds for each module and competency, and how each is called."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from curriculum.contract.records import DecisionRecord
from curriculum.contract.report import Link, Report, ReportCompetency, ReportModule
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping.statements import holding_decisions
from curriculum.mapping.themes import theme_of, theme_order
from exports import words

Pair = tuple[str, str]
"""A module id and a competency code."""


class LinkState(StrEnum):
    """What is shown in one cell of the gap matrix."""

    FULL = "full"
    PARTIAL = "partial"
    REJECTED = "rejected"
    PROPOSED = "proposed"
    OPEN = "open"  # a link that is listed for information; nobody judged it and the rule does not propose it


STATE_SIGNS: dict[LinkState, str] = {
    LinkState.FULL: words.SIGN_FULL,
    LinkState.PARTIAL: words.SIGN_PARTIAL,
    LinkState.REJECTED: words.SIGN_REJECTED,
    LinkState.PROPOSED: words.SIGN_PROPOSED,
    LinkState.OPEN: "",
}
STATE_WORDS: dict[LinkState, str] = {
    LinkState.FULL: words.VERDICT_WORDS[Verdict.FULL],
    LinkState.PARTIAL: words.VERDICT_WORDS[Verdict.PARTIAL],
    LinkState.REJECTED: words.VERDICT_WORDS[Verdict.REJECTED],
    LinkState.PROPOSED: words.NOT_JUDGED,
    LinkState.OPEN: words.NOT_PROPOSED,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One (module, competency) pair: the link that the engine found, and the decision that holds."""

    module: str
    competency: str
    link: Link | None
    decision: DecisionRecord | None
    state: LinkState

    @property
    def outdated(self) -> bool:
        """Whether a text changed after the decision."""
        return self.decision is not None and self.decision.outdated

    @property
    def sign(self) -> str:
        """The letter of the legend, with ``!`` behind it when the decision is outdated."""
        return STATE_SIGNS[self.state] + (words.SIGN_OUTDATED if self.outdated else "")


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """The competencies of one theme, in framework order; ``code`` is empty for those without a theme."""

    code: str
    title: str
    competencies: tuple[ReportCompetency, ...]


class ReportIndex:
    """Every look-up that the sheets need, made in one pass over the report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.modules: dict[str, ReportModule] = {module.id: module for module in report.modules}
        self.competencies: dict[str, ReportCompetency] = {each.code: each for each in report.competencies}
        self.holding: dict[Pair, DecisionRecord] = holding_decisions(report.decisions)
        self.judged: dict[Pair, Judged] = {}
        for link in report.links:
            pair = (link.module, link.competency)
            self.judged[pair] = self._judge(pair, link)
        # A person may decide on a pair that the engine never proposed: it gets its row and its cell all the same.
        for pair in self.holding:
            if pair not in self.judged:
                self.judged[pair] = self._judge(pair, None)

    def _judge(self, pair: Pair, link: Link | None) -> Judged:
        decision = self.holding.get(pair)
        verdict = decision.verdict if decision else link.statement if link else None
        if verdict is not None:
            state = LinkState(verdict.value)
        else:
            state = LinkState.PROPOSED if link is not None and link.proposed else LinkState.OPEN
        return Judged(*pair, link=link, decision=decision, state=state)

    def module_name(self, module_id: str) -> str:
        """Return code and title of a module, or the bare id of one that is no longer in the programme."""
        module = self.modules.get(module_id)
        if module is None:
            return module_id
        return f"{module.code} {module.title}" if module.code else module.title

    def module_names(self, module_ids: Iterable[str]) -> str:
        """Return the names of several modules, one a line."""
        return "\n".join(self.module_name(module_id) for module_id in module_ids)

    def competency_title(self, code: str) -> str:
        """Return the title of a competency, empty when the framework does not have it."""
        competency = self.competencies.get(code)
        return competency.title if competency else ""

    def theme_groups(self) -> tuple[ThemeGroup, ...]:
        """Return the competencies per theme, themes by code and competencies in the order of the framework."""
        groups: dict[str, list[ReportCompetency]] = {}
        for competency in sorted(self.report.competencies, key=lambda each: theme_order(each.record)):
            groups.setdefault(theme_of(competency.record), []).append(competency)
        return tuple(
            ThemeGroup(
                members[0].record.theme,
                next((each.record.theme_title for each in members if each.record.theme_title), ""),
                tuple(members),
            )
            for members in groups.values()
        )

    def judged_by_competency(self) -> dict[str, dict[str, Judged]]:
        """Return per competency code the judged pairs by module id: what the matrix needs, row by row."""
        rows: dict[str, dict[str, Judged]] = {}
        for (module, competency), judged in self.judged.items():
            rows.setdefault(competency, {})[module] = judged
        return rows
