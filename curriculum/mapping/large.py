"""Proposes links in uploads of which no table of all pairs fits in memory: first candidates, then the whole engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Assessment, Link
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping.assessing import LOOKED_AT, assess, coverage_from_signs, name_nearest
from curriculum.mapping.evidence import read_for_evidence
from curriculum.mapping.explaining import Explainer
from curriculum.mapping.large_scores import CandidateScores, score_candidates
from curriculum.mapping.learning import place_verdicts
from curriculum.mapping.linking import make_link
from curriculum.mapping.pair_scores import PER_COMPETENCY, PER_MODULE, PairScores
from curriculum.mapping.probability import link_probabilities, ordering_scores
from curriculum.mapping.readings import Readings
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.steps import Steps
from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.encoder import VectorCache
from curriculum.mapping.text.sparse import Flags, Floats, Ints
from curriculum.mapping.wording import Comparison, compare, read_wording

_DECIMALS = 4
# Evidence is made for so many modules at once, over the competencies that they have links with.
_BLOCK = 256
_REMEMBERED_MODULES = 4096


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the engine looks in a large upload.

    Attributes
    ----------
    candidates : int
        How many competencies are scored for each module: the nearest in words, as many in meaning, as many by work
        process, those with a code or a decision, and those that were confirmed on the most similar decided modules.
    sample : int
        From how many modules, evenly spread, the centring of each competency is taken.
    explained : int
        How many links of each module have their evidence made, the best first; a code or a decision always has.
    """

    candidates: int = 20
    sample: int = 400
    explained: int = 3


def propose_large(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    verdicts: Mapping[tuple[str, str], Verdict],
    settings: MatchSettings,
    vectors: VectorCache | None,
    top: int,
    reach: Reach,
    steps: Steps,
) -> tuple[list[Link], list[Assessment]]:
    """Return links and assessments, both in no particular order.

    The scores are those of the engine on every pair, except that the centring and the rarity of letter groups come
    from a sample, and that a similar module lends nothing for a competency outside its own candidates. With as many
    candidates as competencies and a sample of all modules the result is that of the engine.
    """
    decided = place_verdicts(modules, competencies, verdicts)
    found = score_candidates(
        modules,
        competencies,
        get_analyzer(),
        settings,
        vectors,
        count=reach.candidates,
        sample=reach.sample,
        decided=decided,
        steps=steps,
    )
    run = _LargeRun(modules, competencies, decided, settings, vectors, found, steps)
    return list(run.links(top, reach.explained)), run.assessments()


class _LargeRun:
    """From scores to links and assessments, a block of modules at a time."""

    def __init__(
        self,
        modules: Sequence[ModuleRecord],
        competencies: Sequence[CompetencyRecord],
        decided: Mapping[tuple[int, int], Verdict],
        settings: MatchSettings,
        vectors: VectorCache | None,
        found: CandidateScores,
        steps: Steps,
    ) -> None:
        self._modules = modules
        self._competencies = competencies
        self._decided = decided
        self._settings = settings
        self._vectors = vectors
        self._found = found
        self._steps = steps
        self._readings = Readings(get_analyzer(), settings, vectors)
        self._probabilities = np.zeros(found.columns.shape)
        self._exact_score = np.full(found.columns.shape, -np.inf)
        for row in range(len(modules)):
            cells = found.valid[row]
            scores = found.scores.of_module(row, found.columns[row, cells], cells)
            self._probabilities[row, cells] = link_probabilities(scores, found.has_text[row : row + 1], settings)[0]
            self._exact_score[row, cells] = ordering_scores(scores, settings)[0]

    def links(self, top: int, explained: int) -> list[Link]:
        """Return the links to show."""
        score = np.round(self._exact_score, _DECIMALS)
        shown = self._found.valid & (self._probabilities >= self._settings.link_threshold)
        best = np.argsort(-score, axis=1, kind="stable")
        if top > 0:
            np.put_along_axis(shown, best[:, :top], values=True, axis=1)
            shown &= self._found.valid
        for row, column in self._decided:
            shown[row] |= self._found.valid[row] & (self._found.columns[row] == column)
        rank = np.empty_like(best)
        np.put_along_axis(rank, best, np.broadcast_to(np.arange(best.shape[1]), best.shape), axis=1)
        links: list[Link] = []
        for start in self._steps.follow("evidence", range(0, len(self._modules), _BLOCK)):
            links.extend(self._explain_block(start, shown[start : start + _BLOCK], rank, score, explained))
        return links

    def _explain_block(self, start: int, shown: Flags, rank: Ints, score: Floats, explained: int) -> list[Link]:
        found, scores = self._found, self._found.scores
        cells = [(start + row, cell) for row, cell in np.argwhere(shown).tolist()]
        present = np.unique([found.columns[cell] for cell in cells])
        place = {column: number for number, column in enumerate(present.tolist())}
        explainer = Explainer(
            self._modules[start : start + len(shown)],
            [self._competencies[column] for column in present],
            _spread(scores, found, start, len(shown), place),
            found.rarity,
            self._readings,
        )
        links = []
        for row, cell in cells:
            column = int(found.columns[row, cell])
            verdict = self._decided.get((row, column))
            wanted = rank[row, cell] < explained or verdict is not None
            links.append(
                make_link(
                    self._modules[row],
                    self._competencies[column],
                    score=float(score[row, cell]),
                    probability=float(self._probabilities[row, cell]),
                    lexical=float(scores.lexical[row, cell]),
                    meaning=None if scores.meaning is None else float(scores.meaning[row, cell]),
                    path=float(scores.path[row, cell]),
                    verdict=verdict,
                    evidence=explainer.explain(row - start, place[column]) if wanted else (),
                    settings=self._settings,
                )
            )
        # The competencies come back in the next blocks, the modules do not.
        self._readings.forget_modules()
        return links

    def assessments(self) -> list[Assessment]:
        """Return what the gap rule says of every competency, from its candidates."""
        found, settings = self._found, self._settings
        usable = found.valid & found.has_text[:, None]
        for (row, column), verdict in self._decided.items():
            if verdict is Verdict.REJECTED:
                usable[row] &= found.columns[row] != column
        signs = self._best_signs(usable)
        covered = np.round(coverage_from_signs(*signs, len(self._modules), settings), _DECIMALS)
        rows, cells = np.nonzero(usable)
        columns = found.columns[rows, cells]
        score = np.round(self._exact_score[rows, cells], 6)
        order = np.lexsort((rows, -score, columns))
        starts = np.searchsorted(columns[order], np.arange(len(self._competencies) + 1))
        analyzer = get_analyzer()
        read = lru_cache(_REMEMBERED_MODULES)(lambda row: read_for_evidence(self._modules[row], analyzer))
        wording = lru_cache(1)(lambda column: read_wording(self._competencies[column], analyzer))

        def compare_pair(row: int, column: int) -> Comparison:
            return compare(read(row), wording(column), analyzer)

        assessments = []
        for column, competency in enumerate(self._steps.follow("assessments", self._competencies)):
            near = order[starts[column] : starts[column + 1]][: LOOKED_AT * settings.nearest]
            ranked = [(int(rows[pair]), float(self._probabilities[rows[pair], cells[pair]])) for pair in near]
            assessments.append(
                assess(
                    competency,
                    float(covered[column]) if len(near) else 0.0,
                    name_nearest(ranked, column, self._modules, compare_pair, settings),
                    settings,
                    has_strong_link=bool(signs[2][column] >= settings.strong_threshold),
                )
            )
        return assessments

    def _best_signs(self, usable: Flags) -> tuple[Floats, Floats, Floats]:
        """Return per competency the best preference, letter cosine and link of any usable module."""
        found = self._found
        highest = self._exact_score.max(axis=1, keepdims=True, initial=-np.inf)
        highest = np.where(np.isfinite(highest), highest, 0.0)
        preference = np.exp((self._exact_score - highest) / self._settings.preference_scale)
        # What is no candidate is preferred as a pair that has nothing in common.
        others = len(self._competencies) - found.valid.sum(axis=1, keepdims=True)
        floor = float(found.without_words.mean()) if len(found.without_words) else 0.0
        rest = others * np.exp(np.minimum((floor - highest) / self._settings.preference_scale, 0.0))
        preference /= preference.sum(axis=1, keepdims=True) + rest
        preference *= np.sqrt(self._probabilities.max(axis=1, keepdims=True, initial=0.0))
        best = [np.zeros(len(self._competencies)) for _sign in range(3)]
        for place, sign in enumerate((preference, found.scores.letters, self._probabilities)):
            np.maximum.at(best[place], found.columns[usable], sign[usable])
        return best[0], best[1], best[2]


def _spread(
    scores: PairScores, found: CandidateScores, start: int, height: int, place: Mapping[int, int]
) -> PairScores:
    """Return the scores of some modules as tables over the competencies of ``place``, zero where there is no score."""
    spread: dict[str, Any] = {}
    cells = [
        (row, cell, place[column])
        for row in range(height)
        for cell, column in enumerate(found.columns[start + row].tolist())
        if found.valid[start + row, cell] and column in place
    ]
    rows, places, columns = np.array(cells, dtype=np.int64).reshape(len(cells), 3).T
    chosen = np.array(list(place), dtype=np.int64)
    for field in fields(scores):
        values = getattr(scores, field.name)
        if values is None:
            continue
        if field.name in PER_COMPETENCY:
            spread[field.name] = values[chosen]
        elif field.name in PER_MODULE:
            spread[field.name] = values[start : start + height]
        else:
            spread[field.name] = np.zeros((height, len(place)))
            spread[field.name][rows, columns] = values[start + rows, places]
    return replace(scores, **spread)
