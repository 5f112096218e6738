"""Learns from the programme's own decisions: similar modules serve similar competencies, and some occur more often."""

from collections.abc import Mapping, Sequence

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping.likeness import ModuleLikeness
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sparse import Floats, Ints

# What a verdict teaches about the same competency in a similar module.
_LESSON = {Verdict.FULL: 1.0, Verdict.PARTIAL: 0.7, Verdict.REJECTED: -0.7}


def learn_from_decisions(
    likeness: ModuleLikeness,
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    verdicts: Mapping[tuple[str, str], Verdict],
    settings: MatchSettings,
) -> Floats:
    """Return what the decisions add to every score, shape (modules, competencies); zeros without decisions.

    Two lessons are added up. Likeness: what was decided on the most similar decided modules. Popularity: a competency
    that many decided modules confirm is likelier elsewhere, one that none confirms is less likely. Both weigh
    n / (n + learning_prior) after n decided modules, so that the first few decisions cannot spoil the result. A
    module's own decisions teach nothing about itself: a decision never feeds its own probability.

    Examples
    --------
    >>> from curriculum.mapping.text.documents import Document
    >>> from curriculum.mapping.text.lexical import term_vectors
    >>> from curriculum.mapping.text.sides import Sides
    >>> modules = [ModuleRecord("M1", ""), ModuleRecord("M2", ""), ModuleRecord("M3", "")]
    >>> documents = [Document({}, {term: 1.0}) for term in ("agenda", "agenda", "zwemmen")]
    >>> settings = MatchSettings(popularity_weight=0.0)
    >>> learned = learn_from_decisions(
    ...     ModuleLikeness(term_vectors(Sides.of(documents, [])), None, settings),
    ...     modules,
    ...     [CompetencyRecord("C1", "")],
    ...     {("M1", "C1"): Verdict.FULL},
    ...     settings,
    ... )
    >>> [bool(value > 0) for value in learned[:, 0]]
    [False, True, False]
    """
    rows = {module.id: row for row, module in enumerate(modules)}
    columns = {competency.code: column for column, competency in enumerate(competencies)}
    lessons = np.zeros((len(modules), len(competencies)))
    decided = np.zeros(len(modules), dtype=bool)
    for (module, competency), verdict in verdicts.items():
        if module in rows and competency in columns:
            lessons[rows[module], columns[competency]] = _LESSON[verdict]
            decided[rows[module]] = True
    if not decided.any():
        return lessons
    others = np.asarray(decided.sum() - decided, dtype=np.int64)
    trust = others / (others + settings.learning_prior)
    confirmed = np.maximum(lessons, 0.0)
    near = _lend(likeness, lessons, np.flatnonzero(decided).astype(np.int64), settings)
    popular = _weigh_popularity(confirmed, others, settings)
    return np.asarray(
        trust[:, None] * (settings.likeness_weight * near + settings.popularity_weight * popular), dtype=np.float64
    )


def _lend(likeness: ModuleLikeness, lessons: Floats, decided: Ints, settings: MatchSettings) -> Floats:
    """Return the lessons of the most similar decided modules, weighed by the square of likeness."""
    result = np.zeros_like(lessons)
    for row, rows, alike in likeness.nearest(settings.neighbours, among=decided):
        weights = alike**2
        # The constant keeps a faint likeness from speaking with full voice.
        result[row] = weights @ lessons[rows] / (weights.sum() + settings.likeness_floor)
    return result


def _weigh_popularity(confirmed: Floats, others: Ints, settings: MatchSettings) -> Floats:
    """Return the log of how much oftener than average the other decided modules confirm each competency."""
    totals = confirmed.sum(axis=0)[None, :] - confirmed
    counts = np.maximum(others, 1)[:, None]
    average = totals.sum(axis=1, keepdims=True) / (counts * confirmed.shape[1])
    average = np.where(average > 0, average, 1.0)
    prior = settings.popularity_prior
    share = (totals + prior * average) / (counts + prior)
    return np.asarray(np.where(others[:, None] > 0, np.log(share / average), 0.0), dtype=np.float64)
