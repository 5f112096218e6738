"""Turns the scores of a pair into its place in the ordering and into the calibrated probability of a link."""

import numpy as np

from curriculum.contract.vocabulary import Band
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sparse import Flags, Floats

_DECIMALS = 4


def ordering_scores(scores: PairScores, settings: MatchSettings) -> Floats:
    """Return the scores that order competencies within a module, shape (modules, competencies)."""
    order = (
        scores.own
        + settings.neighbour_share * scores.neighbours
        + settings.search_hit_share * scores.search_hits
        + settings.path_share * scores.path
    )
    return order if scores.learned is None else order + scores.learned


def link_probabilities(scores: PairScores, has_text: Flags, settings: MatchSettings) -> Floats:
    """Return the calibrated probability that each module teaches each competency, shape (modules, competencies).

    A logistic curve over the text scores. A link is likely or strong only where the module has enough of what the
    competency says, or a whole search term of it and another telling word; on a single telling word of a competency
    of two words or more it is never strong, and without the encoder never likely. Without the encoder and without any
    word in common there is no proposal. What is held back of a module that seems to be about something else comes off.
    Decisions count after that, and so does the path through work processes: it lifts a link that the text already
    makes plausible, never one that it does not. A module without text has no proposal.
    """
    odds = np.minimum(_text_odds(scores, settings), _ceilings(scores, settings)) + scores.held_back[:, None]
    if scores.learned is not None:
        odds = odds + settings.learning_logit * scores.learned
    plausible = logistic(odds) >= settings.path_floor
    lifted = odds + settings.path_logit * scores.path * plausible
    return np.asarray(np.round(logistic(lifted) * has_text[:, None], _DECIMALS), dtype=np.float64)


def pairs_in_question(scores: PairScores, settings: MatchSettings) -> list[tuple[int, int]]:
    """Return the pairs (row, column) that would be likely by the rest: only there it matters which words they share."""
    return [
        (row, column)
        for row, column in np.argwhere(_text_odds(scores, settings) > _just_below(settings.likely_threshold)).tolist()
    ]


def _text_odds(scores: PairScores, settings: MatchSettings) -> Floats:
    """Return the log odds of each link by its text, before any ceiling."""
    curve = settings.lexical_curve if scores.meaning is None else settings.curve
    bent = np.maximum(scores.own + curve.bend_neighbours * scores.neighbours - curve.bend_at, 0.0)
    return np.asarray(
        curve.own * scores.own
        + curve.neighbours * scores.neighbours
        + curve.overlap * scores.overlap
        + curve.bend * bent
        + settings.search_hit_logit * np.minimum(scores.search_hits, settings.search_hit_most)
        - settings.search_miss_logit * scores.has_search_terms
        + (curve.short / np.sqrt(1.0 + scores.module_words) + curve.intercept)[:, None]
    )


def _just_below(threshold: float) -> float:
    """Return the log odds that are just too low for a probability of ``threshold``."""
    return float(np.log(threshold / (1 - threshold))) - 10.0 ** (1 - _DECIMALS)


def _ceilings(scores: PairScores, settings: MatchSettings) -> Floats:
    """Return the log odds that a pair's text cannot exceed, shape (modules, competencies)."""
    strong, likely = _just_below(settings.strong_threshold), _just_below(settings.likely_threshold)
    in_part = (scores.search_hits == 0) | (scores.shared_words < 2)
    single = (scores.search_hits == 0) & (scores.shared_words < 2) & (scores.competency_words > 1)[None, :]
    ceilings = np.full(scores.own.shape, np.inf)
    ceilings[in_part & (scores.overlap < settings.strong_overlap)] = strong
    ceilings[single] = likely if scores.meaning is None else strong
    ceilings[in_part & (scores.overlap < settings.likely_overlap)] = likely
    if scores.meaning is None:
        ceilings[scores.overlap == 0] = _just_below(settings.link_threshold)
    return ceilings


def logistic(values: Floats) -> Floats:
    """Return 1 / (1 + exp(-x)), without overflow.

    >>> logistic(np.array([0.0, 1000.0])).tolist()
    [0.5, 1.0]
    """
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -60.0, 60.0))), dtype=np.float64)


def band_of(probability: float, settings: MatchSettings) -> Band:
    """Return the band of a probability; below the link threshold there is none.

    >>> band_of(0.9, MatchSettings()), band_of(0.01, MatchSettings())
    (<Band.STRONG: 'strong'>, <Band.NONE: 'none'>)
    """
    if probability >= settings.strong_threshold:
        return Band.STRONG
    if probability >= settings.likely_threshold:
        return Band.LIKELY
    return Band.WEAK if probability >= settings.link_threshold else Band.NONE
