"""The gap rule: is the evidence that any module covers a competency strong enough, before anyone has decided?"""

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Assessment, Nearest
from curriculum.contract.vocabulary import Finding
from curriculum.mapping.evidence import ReadCompetency, WordMatch, lacking_words
from curriculum.mapping.scoring import PairScores
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sparse import Flags, Floats

Matcher = Callable[[int, int], tuple[list[WordMatch], ReadCompetency, Mapping[str, float]]]


def assess_competencies(
    scores: PairScores,
    has_text: Flags,
    probabilities: Floats,
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    rejected: Collection[tuple[str, str]],
    match: Matcher,
    settings: MatchSettings,
) -> list[Assessment]:
    """Return one assessment per competency: probability that any module covers it, finding, nearest modules.

    A link that a person rejected is no evidence. The rule looks at the best evidence on the common scale
    (``PairScores.raw``), not at the link proposals: centring per competency would make one module near to every
    competency, also to one that nothing covers.
    """
    usable = np.tile(has_text[:, None], (1, len(competencies)))
    rows = {module.id: row for row, module in enumerate(modules)}
    columns = {competency.code: column for column, competency in enumerate(competencies)}
    for module, code in rejected:
        if module in rows and code in columns:
            usable[rows[module], columns[code]] = False
    found = coverage_probabilities(scores, usable, settings)
    score = np.where(usable, scores.text + settings.work_process_share * scores.path, -np.inf)
    assessments = []
    for column, competency in enumerate(competencies):
        order = [int(row) for row in np.argsort(-np.round(score[:, column], 6), kind="stable")[: settings.nearest]]
        assessments.append(
            Assessment(
                competency=competency.code,
                probability=float(found[column]),
                finding=finding_of(float(found[column]), settings),
                nearest=tuple(
                    _nearest(modules[row], float(probabilities[row, column]), match(row, column))
                    for row in order
                    if usable[row, column]
                ),
            )
        )
    return assessments


def coverage_probabilities(scores: PairScores, usable: Flags, settings: MatchSettings) -> Floats:
    """Return per competency the probability that any module covers it, shape (competencies,).

    A logistic curve over the best score of any usable module on the common scale.
    """
    best = np.where(usable, scores.raw, -np.inf).max(axis=0, initial=-np.inf)
    some = np.isfinite(best)
    probability = np.zeros(usable.shape[1])
    exponent = np.clip(settings.gap_slope * best[some] + settings.gap_intercept, -60.0, 60.0)
    probability[some] = 1.0 / (1.0 + np.exp(-exponent))
    return np.round(probability, 4)


def finding_of(probability: float, settings: MatchSettings) -> Finding:
    """Return the finding for the probability that any module covers a competency.

    >>> finding_of(0.99, MatchSettings()), finding_of(0.0, MatchSettings())
    (<Finding.COVERED: 'covered'>, <Finding.NOTHING_FOUND: 'nothing_found'>)
    """
    if probability >= settings.covered_threshold:
        return Finding.COVERED
    return Finding.DOUBTFUL if probability >= settings.gap_threshold else Finding.NOTHING_FOUND


def _nearest(
    module: ModuleRecord, probability: float, found: tuple[list[WordMatch], ReadCompetency, Mapping[str, float]]
) -> Nearest:
    matches, competency, idf = found
    return Nearest(
        module=module.id,
        probability=probability,
        shared=tuple(match.competency_word for match in matches),
        lacking=lacking_words(competency, matches, idf),
    )
