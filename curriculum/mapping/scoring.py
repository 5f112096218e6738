"""Scores every module against every competency from all sides and centres the scores per competency."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.mapping.belonging import excuse, find_belonging, share_known_terms, trust_modules
from curriculum.mapping.likeness import ModuleLikeness, lend_scores
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.popularity import expect_popularity, prefer
from curriculum.mapping.probability import pairs_in_question
from curriculum.mapping.readings import Readings
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.steps import Steps
from curriculum.mapping.text.documents import competency_text, module_text
from curriculum.mapping.text.lexical import (
    score_overlap,
    score_search_terms,
    score_sentences,
    score_terms,
    term_vectors,
)
from curriculum.mapping.text.sparse import Flags, Floats
from curriculum.mapping.text.telling import count_shared
from curriculum.mapping.text.word_vectors import score_word_vectors

# More decimals than the sides mean; equal on every processor and independent of the order of summing.
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class ScoredUpload:
    """The scores with the likeness of the modules, which of them have text, and how rare each term is."""

    scores: PairScores
    likeness: ModuleLikeness
    has_text: Flags
    rarity: Mapping[str, float]


def score_pairs(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    readings: Readings,
    steps: Steps | None = None,
) -> ScoredUpload:
    """Score all pairs with the setting of ``readings``, and with its encoder vectors when it has them."""
    steps, settings = steps or Steps(), readings.settings
    ours = [readings.module(module) for module in modules]
    targets = [readings.competency(competency) for competency in competencies]
    for module in steps.follow("modules", ours):
        _ = module.terms
    for target in steps.follow("competencies", targets):
        _ = target.terms
    for module in steps.follow("sentences", ours):
        _ = module.sentences
    sides = readings.term_sides(ours, targets)
    best_letters, mean_letters = score_sentences(*readings.letter_sides(ours, targets), steps.progress("letters"))
    in_words = [
        (settings.term_share, score_terms(sides, settings)),
        (settings.best_sentence_share, best_letters),
        (settings.mean_sentence_share, mean_letters),
        (settings.word_vector_share, score_word_vectors(sides, readings.term_vectors())),
    ]
    in_meaning: list[tuple[float, Floats]] = []
    vectors = None
    if readings.vectors is not None:
        texts = [*map(module_text, modules), *map(competency_text, competencies)]
        encoded = readings.vectors.vectors(texts, steps.progress("meaning")).astype(np.float64)
        vectors, theirs = encoded[: len(modules)], encoded[len(modules) :]
        in_meaning = [(settings.meaning_share, np.round(vectors @ theirs.T, _DECIMALS))]
    paths = score_paths(modules, competencies)
    related = in_words[-1][1].sum(axis=1) / max(len(targets), 1)
    belonging = find_belonging(share_known_terms(sides), related, len(targets), settings)
    function_words = [item.function_words for item in ours], [item.function_words for item in targets]
    belonging = excuse(belonging, modules, competencies, function_words, np.asarray(paths.any(axis=1)))
    trust = trust_modules(belonging, settings)
    lexical = _sum_centred(in_words, trust, float(trust.sum()), settings)
    meaning = _sum_centred(in_meaning, trust, float(trust.sum()), settings) if in_meaning else None
    text = lexical if meaning is None else lexical + meaning
    has_text = np.diff(sides.modules.starts) > 0
    hits = score_search_terms(sides, [target.search_terms for target in targets])
    # Half centred: the popularity that centring takes out is still in it.
    half = (text + _sum_centred([*in_words, *in_meaning], trust, 0.0, settings)) / 2 + settings.search_hit_share * hits
    shares = prefer(half, np.tile(has_text[:, None], (1, len(targets))), settings)
    popularity = expect_popularity(shares * trust[:, None], settings)
    own = text + popularity
    likeness = ModuleLikeness(term_vectors(sides), vectors, settings)
    scores = PairScores(
        lexical=lexical,
        meaning=meaning,
        popularity=popularity,
        neighbours=lend_scores(own, likeness, settings.neighbours, steps.progress("neighbours")),
        overlap=score_overlap(sides),
        letters=best_letters,
        search_hits=hits,
        has_search_terms=np.array([bool(target.search_terms) for target in targets], dtype=bool),
        shared_words=np.zeros_like(own),
        module_words=np.array([sum(module.document.words.values()) for module in ours], dtype=np.float64),
        competency_words=np.array([target.word_count for target in targets], dtype=np.float64),
        path=paths,
        held_back=np.minimum(belonging, 0.0),
    )
    shared = np.zeros_like(own)
    for row, column in pairs_in_question(scores, settings):
        shared[row, column] = count_shared(ours[row].telling_words, targets[column].telling_words)
    return ScoredUpload(replace(scores, shared_words=shared), likeness, has_text, sides.rarity())


def centre_columns(scores: Floats, trust: Floats, count: float, settings: MatchSettings) -> Floats:
    """Return scores centred per competency over the modules of the upload, shape unchanged.

    A competency with general words is near to every module; what counts is how much nearer a module is than the
    others. With few modules the own mean and spread of a competency are trusted less: weight n / (n + shrink_modules).

    Examples
    --------
    >>> scores, settings = np.array([[3.0, 0.0], [3.0, 1.0]]), MatchSettings(shrink_modules=0.0)
    >>> centre_columns(scores, np.ones(2), 2.0, settings)[:, 0].tolist()
    [0.0, 0.0]
    """
    if scores.size == 0:
        return scores
    centre, width = find_centring(scores, trust, count, settings)
    return np.asarray((scores - centre) / width, dtype=np.float64)


def find_centring(scores: Floats, trust: Floats, count: float, settings: MatchSettings) -> tuple[Floats, Floats]:
    """Return the centre and the width of each competency's scores, shape (competencies,).

    Parameters
    ----------
    scores : ndarray, shape (modules, competencies)
        They may be those of a sample of the modules.
    trust : ndarray, shape (modules,)
        How much each of these modules counts (:func:`curriculum.mapping.belonging.trust_modules`).
    count : float
        For how many modules the whole upload counts. With 0 all competencies have one centre and width, so that nothing
        is taken out.

    Notes
    -----
    Where all scores are equal the width is infinite, so that every centred score is zero.
    """
    total = trust.sum()
    mean = trust @ scores / total
    overall = float(mean.mean())
    spread = float(np.sqrt((trust @ (scores - overall) ** 2).mean() / total))
    if spread < 10.0**-_DECIMALS:
        return np.zeros(scores.shape[1]), np.full(scores.shape[1], np.inf)
    own = np.sqrt(trust @ (scores - mean) ** 2 / total)
    share = count / (count + settings.shrink_modules) if count else 0.0
    centre = share * mean + (1 - share) * overall
    width = share * own + (1 - share) * spread + settings.spread_floor * spread
    return np.asarray(centre, dtype=np.float64), np.asarray(width, dtype=np.float64)


def score_paths(modules: Sequence[ModuleRecord], competencies: Sequence[CompetencyRecord]) -> Floats:
    """Return how strongly work processes lead from each module to each competency, 0 to 1.

    A work process that points to n competencies gives each of them 1 / n.
    """
    pointing = Counter(code for competency in competencies for code in set(competency.work_processes))
    paths = np.zeros((len(modules), len(competencies)))
    columns: dict[str, list[int]] = {}
    for column, competency in enumerate(competencies):
        for code in sorted(set(competency.work_processes)):
            columns.setdefault(code, []).append(column)
    for row, module in enumerate(modules):
        for code in sorted({mention.code for mention in module.work_processes}):
            for column in columns.get(code, ()):
                paths[row, column] += 1 / pointing[code]
    return np.minimum(paths, 1.0)


def _sum_centred(sides: Sequence[tuple[float, Floats]], trust: Floats, count: float, settings: MatchSettings) -> Floats:
    total = np.zeros_like(sides[0][1])
    for share, side in sides:
        total += share * centre_columns(side, trust, count, settings)
    return total
