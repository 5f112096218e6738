"""The gap rule: is the evidence that any module covers a competency strong enough, before anyone has decided?"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Assessment, Nearest
from curriculum.contract.vocabulary import Finding
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.probability import logistic, ordering_scores
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sparse import Flags, Floats
from curriculum.mapping.wording import Comparison, comes_near

# Row and column of a pair to what the two share and what the module lacks.
Comparer = Callable[[int, int], Comparison]

# How many modules are looked at, as a multiple of those shown: further down nothing comes near.
LOOKED_AT = 4


def assess_competencies(
    scores: PairScores,
    has_text: Flags,
    probabilities: Floats,
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    rejected: Collection[tuple[str, str]],
    compare: Comparer,
    settings: MatchSettings,
    progress: Callable[[int, int], None] | None = None,
) -> list[Assessment]:
    """Return one assessment per competency: probability that any module covers it, finding, nearest modules.

    A link that a person rejected is no evidence. The rule is not the link threshold: a competency with a weak proposal
    may be a gap all the same, and one without any proposal may be doubtful. But where a link is strong the finding is
    at least *doubtful*.
    """
    usable = np.tile(has_text[:, None], (1, len(competencies)))
    rows = {module.id: row for row, module in enumerate(modules)}
    columns = {competency.code: column for column, competency in enumerate(competencies)}
    for module, code in rejected:
        if module in rows and code in columns:
            usable[rows[module], columns[code]] = False
    score = ordering_scores(scores, settings)
    found = coverage_probabilities(score, scores.letters, probabilities, usable, settings)
    strong = np.where(usable, probabilities, 0.0).max(axis=0, initial=0.0) >= settings.strong_threshold
    score = np.where(usable, score, -np.inf)
    assessments = []
    for column, competency in enumerate(competencies):
        if progress is not None:
            progress(column, len(competencies))
        order = np.argsort(-np.round(score[:, column], 6), kind="stable")[: LOOKED_AT * settings.nearest]
        near = name_nearest(
            [(row, float(probabilities[row, column])) for row in map(int, order) if usable[row, column]],
            column,
            modules,
            compare,
            settings,
        )
        assessments.append(
            assess(competency, float(found[column]), near, settings, has_strong_link=bool(strong[column]))
        )
    if progress is not None:
        progress(len(competencies), len(competencies))
    return assessments


def name_nearest(
    ranked: Iterable[tuple[int, float]],
    column: int,
    modules: Sequence[ModuleRecord],
    compare: Comparer,
    settings: MatchSettings,
) -> tuple[Nearest, ...]:
    """Return the first modules that come near, of some (row, probability of the link), the best first."""
    near = (
        Nearest(modules[row].id, probability, comparison.shared, comparison.lacking)
        for row, probability in ranked
        for comparison in [compare(row, column)]
        if comes_near(comparison, probability, settings.link_threshold)
    )
    return tuple(islice(near, settings.nearest))


def assess(
    competency: CompetencyRecord,
    probability: float,
    nearest: tuple[Nearest, ...],
    settings: MatchSettings,
    *,
    has_strong_link: bool,
) -> Assessment:
    """Return the assessment of one competency."""
    return Assessment(
        competency=competency.code,
        probability=probability,
        finding=finding_of(probability, settings, has_strong_link=has_strong_link),
        nearest=nearest,
    )


def coverage_probabilities(
    score: Floats, letters: Floats, probabilities: Floats, usable: Flags, settings: MatchSettings
) -> Floats:
    """Return per competency the probability that any module covers it, shape (competencies,).

    Three signs, each the best over the usable modules: how strongly a module prefers this competency over all others
    (a softmax over its scores), held down when the module has no probable link at all; the letter n-gram cosine of its
    best sentence; and the probability of its link. The more modules there are, the better the best one is by chance;
    the curve allows for that.
    """
    modules, competencies = usable.shape
    result = np.zeros(competencies)
    if modules == 0 or competencies == 0:
        return result
    preference = np.exp((score - score.max(axis=1, keepdims=True)) / settings.preference_scale)
    preference /= preference.sum(axis=1, keepdims=True)
    preference *= np.sqrt(probabilities.max(axis=1, keepdims=True))
    result = coverage_from_signs(
        np.where(usable, preference, 0.0).max(axis=0),
        np.where(usable, letters, 0.0).max(axis=0),
        np.where(usable, probabilities, 0.0).max(axis=0),
        modules,
        settings,
    )
    return np.asarray(np.round(result * usable.any(axis=0), 4), dtype=np.float64)


def coverage_from_signs(
    preference: Floats, letters: Floats, link: Floats, modules: int, settings: MatchSettings
) -> Floats:
    """Return per competency the probability that any of ``modules`` covers it, from the best of each sign.

    It is never below that of the best link: one module that covers a competency is enough.
    """
    curve = settings.gap_curve
    constant = curve.modules * np.log(modules) + curve.competencies * np.log(len(link)) + curve.intercept
    best_link = np.clip(link, 1e-4, 0.99)
    found = logistic(
        curve.preference * preference
        + curve.letters * letters
        + curve.link * np.log(best_link / (1 - best_link))
        + constant
    )
    return np.maximum(found, link)


def finding_of(probability: float, settings: MatchSettings, *, has_strong_link: bool = False) -> Finding:
    """Return the finding for the probability that any module covers a competency.

    >>> finding_of(0.99, MatchSettings()), finding_of(0.0, MatchSettings())
    (<Finding.COVERED: 'covered'>, <Finding.NOTHING_FOUND: 'nothing_found'>)
    """
    if probability >= settings.covered_threshold:
        return Finding.COVERED
    if probability >= settings.gap_threshold or has_strong_link:
        return Finding.DOUBTFUL
    return Finding.NOTHING_FOUND
