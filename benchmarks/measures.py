"""The measures of the quality benchmark, each on plain arrays."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def average_precisions(scores: Floats, relevant: Flags, unsure: Flags, depth: int = 60) -> list[float]:
    """Return the average precision of every module with at least one relevant competency, over the first ``depth``."""
    found = []
    for row, truth, skip in zip(scores, relevant, unsure, strict=True):
        if truth.any():
            kept = truth[~skip]
            hits = kept[np.argsort(-row[~skip], kind="stable")[:depth]]
            ranks = np.arange(1, len(hits) + 1)
            found.append(float((np.cumsum(hits) / ranks)[hits].sum() / truth.sum()))
    return found


def f1_counts(proposed: Flags, relevant: Flags, unsure: Flags) -> npt.NDArray[np.int64]:
    """Return (true positives, false positives, false negatives); unsure pairs are left out."""
    sure = ~unsure
    return np.array(
        [(proposed & relevant & sure).sum(), (proposed & ~relevant & sure).sum(), (~proposed & relevant & sure).sum()]
    )


def f1_score(counts: npt.NDArray[np.int64]) -> float:
    """Return the F1 of the counts of :func:`f1_counts`, which may be added up over uploads; 0 when there is nothing."""
    hits, *wrong = counts.tolist()
    return float(2 * hits / max(1, 2 * hits + sum(wrong)))


def area_under_curve(positive: Floats, negative: Floats) -> float:
    """Return the chance that a positive scores above a negative; ties count half."""
    above = (positive[:, None] > negative).mean()
    return float(above + (positive[:, None] == negative).mean() / 2)


def balanced_accuracy(flagged: Flags, covered: Flags) -> float:
    """Return the mean of: covered and not flagged, uncovered and flagged; nan when one of the two is empty."""
    if not covered.any() or covered.all():
        return float("nan")
    return float(((~flagged)[covered].mean() + flagged[~covered].mean()) / 2)


def calibration_error(probabilities: Floats, truths: Flags, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal mass."""
    order = np.argsort(probabilities, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return float(
        sum(abs(probabilities[part].mean() - truths[part].mean()) * len(part) for part in parts) / len(probabilities)
    )
