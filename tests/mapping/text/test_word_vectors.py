"""The shipped table of word vectors knows related words and says nothing of words that it lacks."""

from collections.abc import Sequence

import numpy as np

from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.documents import Document
from curriculum.mapping.text.sides import Sides
from curriculum.mapping.text.sparse import Floats
from curriculum.mapping.text.word_vectors import WordVectors, load_word_vectors, score_word_vectors


def _bag(*words: str) -> Document:
    stems = [get_analyzer().analyse(word).stem for word in words]
    return Document(dict.fromkeys(words, 1.0), dict.fromkeys(stems, 1.0))


def score(modules: Sequence[Document], competencies: Sequence[Document], table: WordVectors) -> Floats:
    sides = Sides.of(modules, competencies)
    return score_word_vectors(sides, table.rows(sides.terms))


def test_related_words_lie_nearer_than_others() -> None:
    modules = [_bag("vergadering"), _bag("spreadsheet")]
    competencies = [_bag("bijeenkomst"), _bag("agenda", "zwembad")]
    cosines = score(modules, competencies, load_word_vectors())
    assert cosines[0, 0] > cosines[1, 0] + 0.2


def test_the_table_is_found_by_the_stems_of_the_analyzer() -> None:
    stems = [get_analyzer().analyse(word).stem for word in ("vergaderingen", "archiveert", "klanten", "gesprekken")]
    assert (np.abs(load_word_vectors().rows(stems)).sum(axis=1) > 0).all()


def test_a_text_of_unknown_words_is_near_to_nothing() -> None:
    table = WordVectors(["agenda"], np.array([[1.0, 0.0]]))
    scores = score([_bag("qwrtx"), _bag("agenda")], [_bag("agenda")], table)
    assert scores[:, 0].tolist() == [0.0, 1.0]


def test_without_any_text_there_is_nothing_to_score() -> None:
    assert score([Document({}, {})], [Document({}, {})], load_word_vectors()).tolist() == [[0.0]]
