"""The gap rule by itself, on hand-made scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.contract.vocabulary import Finding
from curriculum.mapping import MatchSettings
from curriculum.mapping.assessing import coverage_probabilities, finding_of

SETTINGS = MatchSettings()
YES = np.ones((2, 3), dtype=bool)


def test_the_findings_follow_the_two_thresholds() -> None:
    below, between = SETTINGS.gap_threshold - 0.01, (SETTINGS.gap_threshold + SETTINGS.covered_threshold) / 2
    assert finding_of(below, SETTINGS) is Finding.NOTHING_FOUND
    assert finding_of(between, SETTINGS) is Finding.DOUBTFUL
    assert finding_of(SETTINGS.covered_threshold, SETTINGS) is Finding.COVERED


def test_with_a_strong_link_nothing_is_called_nothing_found() -> None:
    assert finding_of(0.0, SETTINGS, has_strong_link=True) is Finding.DOUBTFUL


def test_a_preferred_competency_is_likelier_covered() -> None:
    score = np.array([[5.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    found = coverage_probabilities(score, np.zeros((2, 3)), np.full((2, 3), 0.3), YES, SETTINGS)
    assert found[0] > found[1] == found[2]


def test_a_sentence_with_the_same_letters_makes_it_likelier() -> None:
    letters = np.array([[0.6, 0.0, 0.0], [0.0, 0.0, 0.0]])
    found = coverage_probabilities(np.zeros((2, 3)), letters, np.full((2, 3), 0.3), YES, SETTINGS)
    assert found[0] > found[1]


def test_a_more_probable_link_makes_it_likelier() -> None:
    probabilities = np.array([[0.4, 0.05, 0.05], [0.4, 0.05, 0.05]])
    found = coverage_probabilities(np.zeros((2, 3)), np.zeros((2, 3)), probabilities, YES, SETTINGS)
    assert found[0] > found[1] == found[2]


def test_that_any_module_covers_a_competency_is_never_less_likely_than_its_best_link() -> None:
    probabilities = np.array([[0.6, 0.0, 0.0], [0.1, 0.3, 0.0]])
    found = coverage_probabilities(np.zeros((2, 3)), np.zeros((2, 3)), probabilities, YES, SETTINGS)
    assert (found >= probabilities.max(axis=0)).all()


def test_the_preference_of_a_module_without_probable_links_counts_less() -> None:
    score = np.array([[5.0, 0.0, 0.0]])
    usable, letters = YES[:1], np.zeros((1, 3))
    sure = coverage_probabilities(score, letters, np.array([[0.5, 0.0, 0.0]]), usable, SETTINGS)
    unsure = coverage_probabilities(score, letters, np.array([[0.01, 0.0, 0.0]]), usable, SETTINGS)
    assert sure[0] > unsure[0]


def test_pairs_that_may_not_count_do_not_count() -> None:
    score = np.array([[5.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    usable = YES.copy()
    usable[:, 0] = False
    assert coverage_probabilities(score, np.ones((2, 3)), np.full((2, 3), 0.3), usable, SETTINGS)[0] == 0


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_nothing_to_look_at_gives_nothing(shape: tuple[int, int]) -> None:
    empty = np.zeros(shape)
    assert coverage_probabilities(empty, empty, empty, empty.astype(bool), SETTINGS).tolist() == [0.0] * shape[1]


@given(st.lists(st.floats(-50, 50), min_size=6, max_size=6))
def test_a_finding_is_always_a_probability(values: list[float]) -> None:
    score = np.array(values).reshape(2, 3)
    found = coverage_probabilities(score, np.zeros((2, 3)), np.full((2, 3), 0.2), YES, SETTINGS)
    assert ((found >= 0) & (found <= 1)).all()
