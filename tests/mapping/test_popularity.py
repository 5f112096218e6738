"""What the upload as a whole says of how often a competency is served."""

import numpy as np

from curriculum.mapping import MatchSettings
from curriculum.mapping.popularity import expect_popularity, prefer

SETTINGS = MatchSettings()
EVERYWHERE = np.ones((3, 2), dtype=bool)


def test_a_competency_that_the_others_prefer_gains_and_one_that_they_do_not_loses() -> None:
    shares = prefer(np.array([[0.0, 0.0], [9.0, 0.0], [9.0, 0.0]]), EVERYWHERE, SETTINGS)
    gain, loss = expect_popularity(shares, SETTINGS)[0]
    assert gain > 0 > loss


def test_the_preference_of_a_module_itself_does_not_count_for_it() -> None:
    one, other = (
        expect_popularity(prefer(np.array([own, [9.0, 0.0], [0.0, 9.0]]), EVERYWHERE, SETTINGS), SETTINGS)
        for own in ([9.0, 0.0], [0.0, 9.0])
    )
    assert np.allclose(one[0], other[0])
    assert not np.allclose(one[1], other[1])


def test_a_module_alone_says_nothing_of_popularity() -> None:
    shares = prefer(np.array([[9.0, 0.0]]), np.ones((1, 2), dtype=bool), SETTINGS)
    assert expect_popularity(shares, SETTINGS).tolist() == [[0.0, 0.0]]


def test_a_module_without_text_has_no_vote() -> None:
    scores = np.array([[9.0, 0.0], [0.0, 9.0], [9.0, 0.0]])
    has_text = np.array([[True], [True], [False]]) & EVERYWHERE
    found = expect_popularity(prefer(scores, has_text, SETTINGS), SETTINGS)
    assert np.allclose(found[:2], expect_popularity(prefer(scores[:2], EVERYWHERE[:2], SETTINGS), SETTINGS))


def test_candidates_are_counted_by_competency() -> None:
    shares = np.array([[0.7, 0.3], [1.0, 0.0], [0.6, 0.4]])
    columns = np.array([[0, 1], [1, 0], [1, 2]])
    whole = np.array([[0.7, 0.3, 0.0], [0.0, 1.0, 0.0], [0.0, 0.6, 0.4]])
    found = expect_popularity(shares, SETTINGS, columns, 3)
    assert np.allclose(found, np.take_along_axis(expect_popularity(whole, SETTINGS), columns, axis=1))
