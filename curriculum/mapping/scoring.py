"""Scores every module against every competency from all sides and centres the scores per competency."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.analysis import DutchAnalyzer
from curriculum.mapping.text.documents import (
    Document,
    competency_text,
    module_text,
    read_competency,
    read_module,
)
from curriculum.mapping.text.encoder import VectorCache
from curriculum.mapping.text.lexical import score_grams, score_terms
from curriculum.mapping.text.sparse import Floats


@dataclass(frozen=True, slots=True)
class PairScores:
    """All scores of an upload, each an array of shape (modules, competencies).

    ``terms``, ``grams`` and ``meaning`` are centred per competency; ``path`` is the share through work processes, 0 to
    1; ``text`` is the weighted sum of the centred sides; ``raw`` the weighted sum of the sides on one common scale,
    which keeps the differences between competencies that centring takes away (the gap rule needs them).
    """

    terms: Floats
    grams: Floats
    meaning: Floats | None
    path: Floats
    text: Floats
    raw: Floats


def score_pairs(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    analyzer: DutchAnalyzer,
    settings: MatchSettings,
    vectors: VectorCache | None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[PairScores, tuple[Document, ...], tuple[Document, ...]]:
    """Score all pairs; returns the scores and the analysed documents of both sides."""
    module_documents = tuple(read_module(module, analyzer, settings) for module in modules)
    competency_documents = tuple(read_competency(competency, analyzer, settings) for competency in competencies)
    sides = [
        (settings.lexical_share, score_terms(module_documents, competency_documents, settings)),
        (settings.gram_share, score_grams(module_documents, competency_documents)),
    ]
    if vectors is not None:
        texts = [module_text(module) for module in modules] + [competency_text(item) for item in competencies]
        encoded = vectors.vectors(texts, progress).astype(np.float64)
        # Five decimals are more than the encoder means, and the same on every processor.
        sides.append((settings.meaning_share, np.round(encoded[: len(modules)] @ encoded[len(modules) :].T, 5)))
    centred = [centre_columns(side, settings) for _share, side in sides]
    scores = PairScores(
        terms=centred[0],
        grams=centred[1],
        meaning=centred[2] if vectors is not None else None,
        path=score_paths(modules, competencies),
        text=sum(
            (share * side for (share, _raw), side in zip(sides, centred, strict=True)), np.zeros_like(sides[0][1])
        ),
        raw=sum((share * _standardise(side) for share, side in sides), np.zeros_like(sides[0][1])),
    )
    return scores, module_documents, competency_documents


def centre_columns(scores: Floats, settings: MatchSettings) -> Floats:
    """Return scores centred per competency over the modules of the upload, shape unchanged.

    A competency with general words is near to every module; what counts is how much nearer a module is than the
    others. With few modules the own mean and spread of a competency are trusted less: weight n / (n + shrink_modules).

    Examples
    --------
    >>> centre_columns(np.array([[3.0, 0.0], [3.0, 1.0]]), MatchSettings(shrink_modules=0.0))[:, 0].tolist()
    [0.0, 0.0]
    """
    count = len(scores)
    if scores.size == 0:
        return scores
    overall, spread = float(scores.mean()), float(scores.std())
    if spread == 0:
        return np.zeros_like(scores)
    trust = count / (count + settings.shrink_modules)
    centre = trust * scores.mean(axis=0) + (1 - trust) * overall
    width = trust * scores.std(axis=0) + (1 - trust) * spread + settings.spread_floor * spread
    return np.asarray((scores - centre) / width, dtype=np.float64)


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


def _standardise(scores: Floats) -> Floats:
    spread = float(scores.std()) if scores.size else 0.0
    return (scores - scores.mean()) / spread if spread else np.zeros_like(scores)
