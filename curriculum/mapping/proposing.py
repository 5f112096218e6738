"""Proposes links between modules and competencies, with a probability and the evidence for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.contract.report import Assessment, Link, Rule
from curriculum.contract.vocabulary import Band, Verdict
from curriculum.mapping.asked import count_words, require_at_least, require_distinct
from curriculum.mapping.assessing import assess_competencies
from curriculum.mapping.explaining import Explainer
from curriculum.mapping.large import Reach, propose_large
from curriculum.mapping.learning import learn_from_decisions
from curriculum.mapping.linking import make_link
from curriculum.mapping.probability import link_probabilities, ordering_scores
from curriculum.mapping.readings import Readings
from curriculum.mapping.scoring import score_pairs
from curriculum.mapping.settings import ENGINE, ENGINE_VERSION, MatchSettings
from curriculum.mapping.statements import holding_verdicts, statements_as_decisions
from curriculum.mapping.steps import Steps
from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.encoder import VectorCache, encoder_is_installed
from curriculum.mapping.text.sparse import Floats

_DECIMALS = 4
# Above this many pairs the tables of all pairs take more than about 300 MB.
_MOST_PAIRS = 2_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Proposals:
    """What the engine found.

    Attributes
    ----------
    links : tuple of Link
        The proposed links, those with a code in the sheet or a decision, and with ``top`` the best of each module; by
        module in sheet order, then by falling score, then by competency code.
    assessments : tuple of Assessment
        What the gap rule says, one per competency, in framework order.
    rule : Rule
        The settings behind the result.
    """

    links: tuple[Link, ...]
    assessments: tuple[Assessment, ...]
    rule: Rule

    def __repr__(self) -> str:
        proposed = sum(link.proposed for link in self.links)
        assessed = count_words(self.assessments, "competency", "competencies")
        return f"<Proposals: {count_words(self.links, 'link', 'links')}, {proposed} proposed; {assessed} assessed>"


def propose_links(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord] | Framework,
    *,
    decisions: Sequence[DecisionRecord] = (),
    settings: MatchSettings | None = None,
    top: int = 0,
    vectors: VectorCache | None = None,
    use_meaning: bool = True,
    progress: Callable[[int, int], None] | None = None,
    reach: Reach | None = None,
) -> Proposals:
    """Propose links between modules and competencies and say for every competency whether any module covers it.

    Parameters
    ----------
    modules, competencies : Sequence
        In the order in which they are to be shown; ids and codes must be unique. Their order changes no figure. A
        ``Framework`` may stand for its competencies. Without modules every competency is *nothing found*; without
        competencies there is nothing to propose.
    decisions : Sequence[DecisionRecord]
        What people decided, beside the codes in the sheet. A decided link keeps its own probability; the decision
        stands beside it and teaches the engine about the other modules. One on a module or competency that is not
        there says nothing.
    settings : MatchSettings, optional
        Default the shipped setting.
    top : int
        Also return the best ``top`` links of each module, proposed or not.
    vectors : VectorCache, optional
        Keeps encoder vectors between runs; without it they are computed for this call only.
    use_meaning : bool
        False leaves the sentence encoder out, also when it is installed.
    progress : Callable[[int, int], None], optional
        Called with (done, 100) several times a second of work, from the first text to the last piece of evidence. To
        cancel, raise from it.
    reach : Reach, optional
        Score only candidates, in memory that grows with the number of modules and not with the number of pairs. Default
        every pair is scored, and above two million pairs ``Reach()`` is taken.

    Returns
    -------
    Proposals

    Raises
    ------
    ValueError
        When two modules have one id or two competencies one code, or ``top`` is negative.

    Examples
    --------
    >>> from curriculum.contract.records import Passage
    >>> from curriculum.contract.vocabulary import ModuleField
    >>> modules = [
    ...     ModuleRecord("M1", "Notuleren", passages=(Passage(ModuleField.OUTCOME, "Maakt notulen", "LJ1", "C2"),)),
    ...     ModuleRecord("M2", "Rekenen", passages=(Passage(ModuleField.OUTCOME, "Rekent procenten", "LJ1", "C3"),)),
    ... ]
    >>> competencies = [CompetencyRecord("C1", "Notulen maken"), CompetencyRecord("C2", "Vreemde talen spreken")]
    >>> best = propose_links(modules, competencies, top=1, use_meaning=False).links[0]
    >>> best.module, best.competency, [(item.module_text, item.cell) for item in best.evidence]
    ('M1', 'C1', [('notulen', 'C2'), ('Maakt notulen', 'C2')])
    """
    return propose_with(
        make_readings(settings, vectors, use_meaning=use_meaning),
        modules,
        competencies,
        decisions=decisions,
        top=top,
        progress=progress,
        reach=reach,
    )


def make_readings(
    settings: MatchSettings | None, vectors: VectorCache | None, *, use_meaning: bool, keep_pairs: bool = False
) -> Readings:
    """Return readings of nothing yet, with the encoder when it is asked for and installed."""
    meaning = use_meaning and encoder_is_installed()
    cache = (vectors or VectorCache()) if meaning else None
    return Readings(get_analyzer(), settings or MatchSettings(), cache, keep_pairs=keep_pairs)


def propose_with(
    readings: Readings,
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord] | Framework,
    *,
    decisions: Sequence[DecisionRecord],
    top: int,
    progress: Callable[[int, int], None] | None,
    reach: Reach | None,
) -> Proposals:
    """Do what :func:`propose_links` says, with what was read before."""
    settings, meaning = readings.settings, readings.vectors is not None
    if isinstance(competencies, Framework):
        competencies = competencies.competencies
    require_distinct((module.id for module in modules), "module id")
    require_distinct((competency.code for competency in competencies), "competency code")
    require_at_least(top, 0, "top")
    # Sums of floats depend on their order; a fixed order inside makes every figure independent of the rows' order.
    ordered_modules = sorted(modules, key=lambda module: module.id)
    ordered_competencies = sorted(competencies, key=lambda competency: competency.code)
    if reach is None and len(modules) * len(competencies) > _MOST_PAIRS:
        reach = Reach()
    if reach is None:
        run = _Run(ordered_modules, ordered_competencies, decisions, readings, progress)
        found_links, assessments = run.links(top), run.assessments()
    else:
        found_links, assessments = propose_large(
            ordered_modules,
            ordered_competencies,
            holding_verdicts((*statements_as_decisions(ordered_modules), *decisions)),
            settings,
            readings.vectors,
            top,
            reach,
            Steps(progress, _large_step_sizes(len(modules), len(competencies), meaning=meaning)),
        )
    module_place = {module.id: number for number, module in enumerate(modules)}
    links = sorted(found_links, key=lambda link: (module_place[link.module], -link.score, link.competency))
    found = {assessment.competency: assessment for assessment in assessments}
    return Proposals(
        links=tuple(links),
        assessments=tuple(found[competency.code] for competency in competencies),
        rule=describe_rule(settings, meaning=meaning),
    )


def describe_rule(settings: MatchSettings, *, meaning: bool) -> Rule:
    """Return the settings as they are printed with a result."""
    return Rule(
        engine=f"{ENGINE} {ENGINE_VERSION}",
        link_threshold=settings.link_threshold,
        gap_threshold=settings.gap_threshold,
        bands=(
            (Band.STRONG, settings.strong_threshold),
            (Band.LIKELY, settings.likely_threshold),
            (Band.WEAK, settings.link_threshold),
        ),
        meaning=meaning,
        settings_sha256=settings.sha256(),
    )


class _Run:
    """One call of :func:`propose_links`: scores first, then only for the links that are returned the evidence."""

    def __init__(
        self,
        modules: Sequence[ModuleRecord],
        competencies: Sequence[CompetencyRecord],
        decisions: Sequence[DecisionRecord],
        readings: Readings,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._modules = modules
        self._competencies = competencies
        self._settings = settings = readings.settings
        sizes = _step_sizes(len(modules), len(competencies), meaning=readings.vectors is not None)
        self._steps = Steps(progress, sizes)
        upload = score_pairs(modules, competencies, readings, self._steps)
        self._verdicts = holding_verdicts((*statements_as_decisions(modules), *decisions))
        self._scores = replace(
            upload.scores,
            learned=learn_from_decisions(upload.likeness, modules, competencies, self._verdicts, settings),
        )
        self._has_text = upload.has_text
        self._probabilities = link_probabilities(self._scores, self._has_text, settings)
        self._explainer = Explainer(modules, competencies, self._scores, upload.rarity, readings)

    def links(self, top: int) -> list[Link]:
        """Return the links to show, in no particular order."""
        shown = self._probabilities >= self._settings.link_threshold
        score = self._score()
        if top > 0 and self._competencies:
            # Ties fall to the competency code, which is the order of the columns.
            best = np.argsort(-score, axis=1, kind="stable")[:, :top]
            np.put_along_axis(shown, best, values=True, axis=1)
        rows = {module.id: row for row, module in enumerate(self._modules)}
        columns = {competency.code: column for column, competency in enumerate(self._competencies)}
        for module, competency in self._verdicts:
            if module in rows and competency in columns:
                shown[rows[module], columns[competency]] = True
        return [
            self._link(row, column, float(score[row, column]))
            for row, column in self._steps.follow("evidence", np.argwhere(shown).tolist())
        ]

    def assessments(self) -> list[Assessment]:
        """Return what the gap rule says of every competency."""
        return assess_competencies(
            self._scores,
            self._has_text,
            self._probabilities,
            self._modules,
            self._competencies,
            {key for key, verdict in self._verdicts.items() if verdict is Verdict.REJECTED},
            self._explainer.compare,
            self._settings,
            self._steps.progress("assessments"),
        )

    def _score(self) -> Floats:
        return np.asarray(np.round(ordering_scores(self._scores, self._settings), _DECIMALS), dtype=np.float64)

    def _link(self, row: int, column: int, score: float) -> Link:
        module, competency, scores = self._modules[row], self._competencies[column], self._scores
        return make_link(
            module,
            competency,
            score=score,
            probability=float(self._probabilities[row, column]),
            lexical=float(scores.lexical[row, column]),
            meaning=None if scores.meaning is None else float(scores.meaning[row, column]),
            path=float(scores.path[row, column]),
            verdict=self._verdicts.get((module.id, competency.code)),
            evidence=self._explainer.explain(row, column),
            settings=self._settings,
        )


def _step_sizes(modules: int, competencies: int, *, meaning: bool) -> dict[str, float]:
    """Return the steps of a run and about how long each takes beside the others; encoding a text is by far the most."""
    sizes = {"modules": 2.0 * modules, "competencies": float(competencies), "sentences": float(modules)}
    sizes |= {"letters": 0.01 * modules * competencies + modules}
    if meaning:
        sizes |= {"meaning": 40.0 * (modules + competencies)}
    sizes |= {"neighbours": float(modules), "evidence": (20.0 if meaning else 4.0) * modules}
    return sizes | {"assessments": 2.0 * competencies}


def _large_step_sizes(modules: int, competencies: int, *, meaning: bool) -> dict[str, float]:
    """Return the same for a large upload."""
    sizes = {"reading": float(modules + competencies), "candidates": float(modules)}
    if meaning:
        sizes |= {"meaning": 100.0 * (modules + competencies)}
    sizes |= {"letters": 4.0 * modules, "languages": 0.5 * modules, "words": 0.5 * modules}
    sizes |= {"neighbours": 2.0 * modules, "shared words": float(modules)}
    return sizes | {"evidence": 8.0 * modules, "assessments": 8.0 * competencies}
