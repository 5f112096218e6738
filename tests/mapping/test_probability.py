"""The rules between the scores of a pair and the probability of a link."""

from dataclasses import replace

import numpy as np
import pytest

from curriculum.mapping import MatchSettings
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.probability import link_probabilities

SETTINGS = MatchSettings()


def pair(
    *,
    shared: int,
    words: int = 6,
    own: float = 25.0,
    hits: float = 0.0,
    module_words: float = 60.0,
    encoder: bool = True,
    path: float = 0.0,
    held_back: float = 0.0,
) -> PairScores:
    """Make the scores of one module and one competency."""

    def table(value: float) -> np.ndarray:
        return np.array([[float(value)]])

    return PairScores(
        lexical=table(own / 2 if encoder else own),
        meaning=table(own / 2) if encoder else None,
        popularity=table(0.0),
        neighbours=table(own / 2),
        overlap=table(shared / words),
        letters=table(0.5),
        search_hits=table(hits),
        has_search_terms=np.array([hits > 0]),
        shared_words=table(shared),
        module_words=np.array([module_words]),
        competency_words=np.array([float(words)]),
        path=table(path),
        held_back=np.array([held_back]),
    )


def probability(scores: PairScores, settings: MatchSettings = SETTINGS) -> float:
    return float(link_probabilities(scores, np.array([True]), settings)[0, 0])


def test_two_shared_words_can_make_a_link_strong() -> None:
    assert probability(pair(shared=2, words=4)) >= SETTINGS.strong_threshold
    assert probability(pair(shared=2, words=4, encoder=False)) >= SETTINGS.strong_threshold


def test_what_is_held_back_of_a_module_comes_off_every_link() -> None:
    free, held = (probability(pair(shared=2, words=4, held_back=odds)) for odds in (0.0, -1.0))
    assert np.log(held / (1 - held)) == pytest.approx(np.log(free / (1 - free)) - 1.0, abs=1e-3)


def test_a_single_shared_word_never_makes_a_link_strong() -> None:
    assert SETTINGS.likely_threshold <= probability(pair(shared=1, words=3)) < SETTINGS.strong_threshold


@pytest.mark.parametrize("encoder", [True, False])
def test_a_link_on_a_small_part_of_what_a_competency_says_is_neither_strong_nor_likely(*, encoder: bool) -> None:
    most, some, little = (probability(pair(shared=shared, words=10, encoder=encoder)) for shared in (5, 4, 2))
    assert SETTINGS.link_threshold <= little < SETTINGS.likely_threshold <= some < SETTINGS.strong_threshold <= most
    assert probability(pair(shared=2, words=10, hits=1.0, encoder=encoder)) >= SETTINGS.strong_threshold
    assert probability(pair(shared=1, words=10, hits=1.0, encoder=encoder)) < SETTINGS.likely_threshold


def test_without_the_encoder_a_single_shared_word_makes_no_link_likely() -> None:
    found = probability(pair(shared=1, encoder=False))
    assert SETTINGS.link_threshold <= found < SETTINGS.likely_threshold


def test_without_the_encoder_and_without_a_shared_word_nothing_is_proposed() -> None:
    assert probability(pair(shared=0, encoder=False)) < SETTINGS.link_threshold


def test_a_competency_of_one_word_or_a_whole_search_term_needs_no_second_word() -> None:
    assert probability(pair(shared=1, words=1)) >= SETTINGS.strong_threshold
    assert probability(pair(shared=1, words=2, hits=1.0)) >= SETTINGS.strong_threshold


def test_a_work_process_counts_beside_a_single_word() -> None:
    assert probability(pair(shared=1, path=1.0)) > probability(pair(shared=1))


def test_a_module_of_few_words_is_believed_less() -> None:
    assert probability(pair(shared=2, own=8.0, module_words=3)) < probability(pair(shared=2, own=8.0))


@pytest.mark.parametrize("encoder", [True, False])
def test_many_search_terms_do_not_make_a_link_certain(*, encoder: bool) -> None:
    most = pair(shared=3, own=8.0, hits=SETTINGS.search_hit_most, encoder=encoder)
    assert probability(most) == probability(replace(most, search_hits=np.array([[3.0]])))
