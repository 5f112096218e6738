"""How much oftener than others each competency seems to be served in an upload, before anyone has decided."""

import numpy as np

from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sparse import Flags, Floats, Ints


def prefer(scores: Floats, usable: Flags, settings: MatchSettings) -> Floats:
    """Return how each module divides its preference over the competencies; each row adds up to 1, or to 0 if unusable.

    Examples
    --------
    >>> scores, usable = np.array([[3.0, 3.0], [1.0, 9.0]]), np.array([[True, True], [True, False]])
    >>> prefer(scores, usable, MatchSettings()).tolist()
    [[0.5, 0.5], [1.0, 0.0]]
    """
    scores = np.where(usable, scores, -np.inf)
    highest = scores.max(axis=1, keepdims=True, initial=-np.inf)
    shares = np.exp((scores - np.where(np.isfinite(highest), highest, 0.0)) / settings.preference_scale)
    totals = shares.sum(axis=1, keepdims=True)
    return np.asarray(shares / np.where(totals > 0, totals, 1.0), dtype=np.float64)


def expect_popularity(
    shares: Floats, settings: MatchSettings, columns: Ints | None = None, competencies: int | None = None
) -> Floats:
    """Return what the popularity of a competency adds to the score of each pair, shape as ``shares``.

    Centring takes out what makes a competency near to every module, and with it that some competencies are really
    served more often. This gives a part of that back: the log of how much oftener than the average competency the
    *other* modules prefer it. With few modules there is little to go by, so that a prior count is added to both.

    Parameters
    ----------
    shares : ndarray, shape (modules, width)
        From :func:`prefer`.
    columns : ndarray of int, shape (modules, width), optional
        Which of the ``competencies`` each cell is about; default the cells are all competencies in order.

    Notes
    -----
    One step of the estimation of class priors on unlabelled data by Saerens, Latinne and Decaestecker, "Adjusting the
    Outputs of a Classifier to New a Priori Probabilities" (Neural Computation 14, 2002), with a prior count and without
    the module's own vote.

    Examples
    --------
    >>> shares = np.array([[0.9, 0.1], [0.9, 0.1], [0.9, 0.1]])
    >>> expect_popularity(shares, MatchSettings())[0].round(2).tolist()
    [0.18, -0.22]
    """
    if columns is None:
        columns, competencies = np.broadcast_to(np.arange(shares.shape[1]), shares.shape), shares.shape[1]
    if not competencies or not shares.size:
        return np.zeros_like(shares)
    votes = np.bincount(columns.ravel(), weights=shares.ravel(), minlength=competencies)
    prior = settings.expected_popularity_prior
    average = (votes.sum() - shares.sum(axis=1, keepdims=True)) / competencies
    popularity = np.log((votes[columns] - shares + prior) / (average + prior))
    return np.asarray(settings.expected_popularity_share * popularity, dtype=np.float64)
