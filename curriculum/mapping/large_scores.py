"""Scores only the candidate pairs of a large upload; what needs all pairs is taken from a sample of the modules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping.belonging import (
    excuse,
    find_belonging,
    share_known_terms,
    trust_modules,
)
from curriculum.mapping.candidates import read_sides
from curriculum.mapping.learning import Lessons
from curriculum.mapping.letter_side import LetterSide
from curriculum.mapping.likeness import ModuleLikeness, centre_vectors
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.popularity import expect_popularity, prefer
from curriculum.mapping.probability import pairs_in_question
from curriculum.mapping.readings import Readings
from curriculum.mapping.scoring import find_centring
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.steps import Steps
from curriculum.mapping.term_groups import TermGroups
from curriculum.mapping.text.analysis import DutchAnalyzer
from curriculum.mapping.text.documents import (
    competency_text,
    count_distinct_words,
    module_text,
    read_search_terms,
)
from curriculum.mapping.text.encoder import VectorCache
from curriculum.mapping.text.language import count_function_words
from curriculum.mapping.text.lexical import MOST_SEARCH_TERMS, share_weights, term_vectors, weigh_sides
from curriculum.mapping.text.sides import Sides
from curriculum.mapping.text.sparse import Flags, Floats, Ints, SparseRows
from curriculum.mapping.text.telling import count_shared
from curriculum.mapping.text.top_products import RowProducts, find_top_products
from curriculum.mapping.text.word_vectors import load_word_vectors, unit_sums

_DECIMALS = 5
_BLOCK = 256
# Among how many modules that are alike in words, and as many in meaning, the nearest are sought.
_ALIKE = 50


@dataclass(frozen=True, slots=True)
class CandidateScores:
    """The scores of the candidate pairs.

    Attributes
    ----------
    columns : ndarray of int, shape (modules, width)
        Which competency each cell is about, ascending; 0 where ``valid`` is False.
    valid : ndarray of bool, shape (modules, width)
    scores : PairScores
        Arrays of shape (modules, width); those over modules or competencies only are as ever.
    without_words : ndarray of float, shape (competencies,)
        The own score of a pair that has nothing in common.
    has_text : ndarray of bool, shape (modules,)
    rarity : Mapping[str, float]
        The inverse document frequency of every term.
    """

    columns: Ints
    valid: Flags
    scores: PairScores
    without_words: Floats
    has_text: Flags
    rarity: Mapping[str, float]


def score_candidates(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    analyzer: DutchAnalyzer,
    settings: MatchSettings,
    vectors: VectorCache | None,
    *,
    count: int,
    sample: int,
    decided: Mapping[tuple[int, int], Verdict],
    steps: Steps,
) -> CandidateScores:
    """Score for each module the ``count`` competencies nearest in words, in meaning and by work process.

    Parameters
    ----------
    sample : int
        From how many modules, evenly spread, the centring of a competency and the rarity of letter groups are taken.
    decided : Mapping[tuple[int, int], Verdict]
        The verdict that holds on each decided pair (row, column); these are scored in any case.
    """
    sides, module_words = read_sides(modules, competencies, analyzer, settings, steps.progress("reading"))
    chosen = np.unique(np.linspace(0, len(modules) - 1, min(len(modules), sample)).round().astype(np.int64))
    left, right = weigh_sides(sides, settings)
    near = find_top_products(left, right, count, progress=steps.progress("candidates")).columns
    paths = list(find_paths(modules, competencies))
    ours = theirs = None
    found: list[Sequence[Ints]] = [[row[row >= 0]] for row in near]
    if vectors is not None:
        texts = [*map(module_text, modules), *map(competency_text, competencies)]
        encoded = vectors.vectors(texts, steps.progress("meaning")).astype(np.float64)
        ours, theirs = encoded[: len(modules)], encoded[len(modules) :]
        found = [[*row, best] for row, best in zip(found, _nearest_in_meaning(ours, theirs, count), strict=True)]
    if count >= len(competencies):
        found = [[np.arange(len(competencies))] for _module in modules]
    likeness = ModuleLikeness(term_vectors(sides), ours, settings)
    lessons = Lessons(likeness, decided, len(competencies), settings)
    found = [[*row, lessons.suggested(number)] for number, row in enumerate(found)]
    columns, valid = _tabulate(found, paths, sorted(decided), count)
    total, whole = np.zeros(columns.shape), np.zeros(columns.shape)
    floor = np.zeros(len(competencies))
    letters = LetterSide(modules, competencies, chosen, analyzer, settings)
    best, mean = letters.score(modules, columns, valid, steps)
    sampled_best, sampled_mean = letters.sampled()
    terms = _products(left, RowProducts(right), columns, valid)
    word_vectors, sampled_word_vectors, related = _word_vectors(sides, chosen, columns)
    belonging = find_belonging(share_known_terms(sides), related, len(competencies), settings)
    function_words = (
        [count_function_words(module_text(module)) for module in steps.follow("languages", modules)],
        [count_function_words(competency_text(competency)) for competency in competencies],
    )
    belonging = excuse(belonging, modules, competencies, function_words, np.array([bool(path) for path in paths]))
    trust = trust_modules(belonging, settings)
    counted = float(trust.sum())
    for share, sampled, values in (
        (settings.term_share, left.take_rows(chosen).dot(right.transposed()), terms),
        (settings.best_sentence_share, sampled_best, best),
        (settings.mean_sentence_share, sampled_mean, mean),
        (settings.word_vector_share, sampled_word_vectors, word_vectors),
    ):
        centre, width = find_centring(sampled, trust[chosen], counted, settings)
        total += share * (values - centre[columns]) / width[columns]
        floor -= share * centre / width
        whole += share * _uncentred(values, sampled, trust[chosen], settings)
    meaning = None
    if ours is not None and theirs is not None:
        sampled = np.round(ours[chosen] @ theirs.T, _DECIMALS)
        centre, width = find_centring(sampled, trust[chosen], counted, settings)
        cosines = _cosines(ours, theirs, columns)
        meaning = settings.meaning_share * (cosines - centre[columns]) / width[columns]
        whole += settings.meaning_share * _uncentred(cosines, sampled, trust[chosen], settings)
    search_terms = [read_search_terms(competency, analyzer) for competency in competencies]
    hits = _count_search_terms(sides, search_terms, columns, valid, steps)
    has_text = np.diff(sides.modules.starts) > 0
    text = total if meaning is None else total + meaning
    half = (text + whole) / 2 + settings.search_hit_share * hits
    shares = prefer(half, valid & has_text[:, None], settings)
    popularity = expect_popularity(shares * trust[:, None], settings, columns, len(competencies))
    scores = PairScores(
        lexical=total,
        meaning=meaning,
        popularity=popularity,
        neighbours=_lend(text + popularity, floor, sides, ours, columns, valid, settings, steps),
        overlap=_overlap(sides, columns, valid),
        letters=best,
        search_hits=hits,
        has_search_terms=np.array([bool(found) for found in search_terms], dtype=bool),
        shared_words=np.zeros(columns.shape),
        module_words=module_words,
        competency_words=np.array(
            [count_distinct_words(competency, analyzer) for competency in competencies], dtype=np.float64
        ),
        path=np.array(
            [[path.get(column, 0.0) for column in row] for path, row in zip(paths, columns.tolist(), strict=True)]
        ).reshape(columns.shape),
        held_back=np.minimum(belonging, 0.0),
        learned=_learn(lessons, columns, valid),
    )
    shared = _count_shared_words(modules, competencies, scores, columns, valid, analyzer, settings, steps)
    return CandidateScores(columns, valid, replace(scores, shared_words=shared), floor, has_text, sides.rarity())


def _learn(lessons: Lessons, columns: Ints, valid: Flags) -> Floats | None:
    if not lessons:
        return None
    learned = np.zeros(columns.shape)
    for row, cells in enumerate(valid):
        learned[row, cells] = lessons.about(row, columns[row, cells])
    return learned


def _uncentred(values: Floats, sampled: Floats, trust: Floats, settings: MatchSettings) -> Floats:
    """Return the candidates' scores of one side with one centre and width for all competencies."""
    centre, width = find_centring(sampled, trust, 0.0, settings)
    return np.asarray((values - centre[0]) / width[0], dtype=np.float64)


def _word_vectors(sides: Sides, chosen: Ints, columns: Ints) -> tuple[Floats, Floats, Floats]:
    """Return the cosines of mean word vectors at the candidates, of the sample with everything, and their mean."""
    vectors = load_word_vectors().rows(sides.terms) * sides.idf[:, None]
    ours, theirs = unit_sums(sides.modules, vectors), unit_sums(sides.competencies, vectors)
    mean = theirs.sum(axis=0) / max(len(theirs), 1)
    return _cosines(ours, theirs, columns), np.round(ours[chosen] @ theirs.T, _DECIMALS), ours @ mean


def find_paths(modules: Sequence[ModuleRecord], competencies: Sequence[CompetencyRecord]) -> Iterator[dict[int, float]]:
    """Yield per module how strongly work processes lead to which competencies, in the way of ``score_paths``."""
    pointing: dict[str, list[int]] = {}
    for column, competency in enumerate(competencies):
        for code in sorted(set(competency.work_processes)):
            pointing.setdefault(code, []).append(column)
    for module in modules:
        path: defaultdict[int, float] = defaultdict(float)
        for code in sorted({mention.code for mention in module.work_processes}):
            for column in pointing.get(code, ()):
                path[column] += 1 / len(pointing[code])
        yield {column: min(weight, 1.0) for column, weight in path.items()}


def _nearest_in_meaning(ours: Floats, theirs: Floats, count: int) -> Iterator[Ints]:
    for start in range(0, len(ours), _BLOCK):
        cosines = np.round(ours[start : start + _BLOCK] @ theirs.T, _DECIMALS)
        yield from np.argsort(-cosines, axis=1, kind="stable")[:, :count]


def _cosines(ours: Floats, theirs: Floats, columns: Ints) -> Floats:
    result = np.zeros(columns.shape)
    for row, cells in enumerate(columns):
        result[row] = np.round(theirs[cells] @ ours[row], _DECIMALS)
    return result


def _tabulate(
    found: Sequence[Sequence[Ints]], paths: Sequence[Mapping[int, float]], always: Sequence[tuple[int, int]], count: int
) -> tuple[Ints, Flags]:
    """Put the candidates of every module in one table, those by work process (the strongest) and the given ones too."""
    given: dict[int, list[int]] = {}
    for row, column in always:
        given.setdefault(row, []).append(column)
    rows = []
    for row, (candidates, path) in enumerate(zip(found, paths, strict=True)):
        by_path = sorted(path, key=lambda column: (-path[column], column))[:count]
        extra = np.array([*by_path, *given.get(row, [])], dtype=np.int64)
        rows.append(np.unique(np.concatenate([*candidates, extra])))
    columns = np.zeros((len(rows), max((len(row) for row in rows), default=0)), dtype=np.int64)
    valid = np.zeros(columns.shape, dtype=bool)
    for number, cells in enumerate(rows):
        columns[number, : len(cells)], valid[number, : len(cells)] = cells, True
    return columns, valid


def _products(left: SparseRows, right: RowProducts, columns: Ints, valid: Flags) -> Floats:
    """Return the product of every row with its candidates."""
    result = np.zeros(columns.shape)
    for row in range(left.height):
        result[row, valid[row]] = right.at(columns[row, valid[row]], *left.row(row))
    return result


def _overlap(sides: Sides, columns: Ints, valid: Flags) -> Floats:
    present = sides.modules.with_values(np.ones_like(sides.modules.values))
    return _products(present, RowProducts(share_weights(sides)), columns, valid)


def _lend(
    own: Floats,
    floor: Floats,
    sides: Sides,
    ours: Floats | None,
    columns: Ints,
    valid: Flags,
    settings: MatchSettings,
    steps: Steps,
) -> Floats:
    """Return what similar modules lend; where such a module has another set of candidates, it lends the floor."""
    unit = term_vectors(sides)
    count = settings.neighbours + 1 if ours is None else max(settings.neighbours + 1, _ALIKE)
    alike = find_top_products(unit, unit, count, progress=steps.progress("neighbours")).columns
    centred = None if ours is None else centre_vectors(ours, settings)
    in_meaning = None if centred is None else _nearest_in_meaning(centred, centred, count)
    products = RowProducts(unit)
    lent = np.zeros_like(own)
    table = np.empty(len(floor))
    for row in range(len(own)):
        rows = alike[row][alike[row] >= 0]
        if in_meaning is not None:
            rows = np.union1d(rows, next(in_meaning))
        rows = rows[rows != row]
        weights = products.at(rows, *unit.row(row))
        if centred is not None:
            weights = weights + np.maximum(centred[rows] @ centred[row], 0.0)
        weights = np.round(weights, _DECIMALS)
        order = np.lexsort((rows, -weights))[: settings.neighbours]
        total = weights[order].sum()
        if total <= 0:
            continue
        for other, weight in zip(rows[order].tolist(), weights[order].tolist(), strict=True):
            table[:] = floor
            table[columns[other, valid[other]]] = own[other, valid[other]]
            lent[row] += weight / total * table[columns[row]]
    return lent


def _count_search_terms(
    sides: Sides, search_terms: Sequence[Sequence[Sequence[str]]], columns: Ints, valid: Flags, steps: Steps
) -> Floats:
    """Return by rarity how many search terms of its candidates each module has in full."""
    all_of = TermGroups(search_terms, sides.number)
    worth = np.array(
        [max(sides.idf[sides.number[stem]] for stem in term) / sides.highest_idf for term in all_of.members]
    )
    hits = np.zeros(columns.shape)
    for row in steps.follow("words", range(sides.modules.height)):
        cells = columns[row, valid[row]]
        rows, owners, found = all_of.count(cells, sides.modules.row(row)[0])
        full = found == all_of.sizes[rows]
        summed = np.bincount(owners[full], weights=worth[rows[full]], minlength=len(cells))
        hits[row, valid[row]] = np.minimum(summed, MOST_SEARCH_TERMS)
    return hits


def _count_shared_words(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    scores: PairScores,
    columns: Ints,
    valid: Flags,
    analyzer: DutchAnalyzer,
    settings: MatchSettings,
    steps: Steps,
) -> Floats:
    """Return how many telling words each module shares with its candidates, where that matters."""
    readings = Readings(analyzer, settings)
    shared = np.zeros(columns.shape)
    spread = replace(scores, has_search_terms=scores.has_search_terms[columns])
    in_question = [pair for pair in pairs_in_question(spread, settings) if valid[pair]]
    for place, (row, cell) in enumerate(steps.follow("shared words", in_question)):
        ours, theirs = readings.module(modules[row]), readings.competency(competencies[columns[row, cell]])
        shared[row, cell] = count_shared(ours.telling_words, theirs.telling_words)
        if place % _BLOCK == 0:
            readings.forget_modules()
    return shared
