"""Puts the explanation of one link together: codes, work processes, words, the best sentence, and each one's share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.report import Evidence
from curriculum.contract.vocabulary import EvidenceSource, MatchKind, ModuleField
from curriculum.mapping.evidence import (
    NamingWords,
    ReadCompetency,
    ReadModule,
    WordMatch,
    match_words,
    naming_words_of_competency,
    naming_words_of_module,
    read_competency_words,
    read_for_evidence,
    sentence_stems,
)
from curriculum.mapping.scoring import PairScores
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.analysis import DutchAnalyzer, split_sentences
from curriculum.mapping.text.documents import competency_text, passage_sentences
from curriculum.mapping.text.encoder import VectorCache
from curriculum.mapping.text.sparse import Floats
from curriculum.mapping.text.word_vectors import load_word_vectors

_DECIMALS = 4
_MOST_WORDS = 8
_FIELDS_WITH_SENTENCES = (ModuleField.DESCRIPTION, ModuleField.OUTCOME)
# A sentence that holds all matched words goes before one that lies this much nearer (cosine) but holds none.
_WORDS_IN_SENTENCE = 0.5
# Below this the share of meaning is shown as 0 % and the sentence is there for its words.
_LEAST_SHARE = 0.005


class Explainer:
    """Explains pairs of one upload; reads every text once and encodes sentences only of what is asked.

    Parameters
    ----------
    modules, competencies : Sequence
        In the order of the rows and columns of ``scores``.
    scores : PairScores
        The scores from which the shares follow.
    idf : Mapping[str, float]
        How rare each term is in this upload.
    vectors : VectorCache, optional
        Encoder vectors; None without the sentence encoder.
    """

    def __init__(
        self,
        modules: Sequence[ModuleRecord],
        competencies: Sequence[CompetencyRecord],
        scores: PairScores,
        idf: Mapping[str, float],
        analyzer: DutchAnalyzer,
        settings: MatchSettings,
        vectors: VectorCache | None,
    ) -> None:
        self._modules = modules
        self._competencies = competencies
        self._scores = scores
        self._idf = idf
        self._analyzer = analyzer
        self._settings = settings
        self._vectors = vectors
        self._read_modules: dict[int, ReadModule] = {}
        self._read_competencies: dict[int, ReadCompetency] = {}
        self._naming: tuple[dict[int, NamingWords], dict[int, NamingWords]] = {}, {}
        self._sentences: dict[int, list[tuple[Passage, str, frozenset[str]]]] = {}
        self._sentence_vectors: dict[int, Floats] = {}
        self._targets: dict[int, Floats] = {}

    def module(self, row: int) -> ReadModule:
        """Return the module of a row with its words."""
        if row not in self._read_modules:
            self._read_modules[row] = read_for_evidence(self._modules[row], self._analyzer)
        return self._read_modules[row]

    def explain(self, row: int, column: int) -> tuple[Evidence, ...]:
        """Return the evidence for one pair: codes first, then work processes, words and the best sentence.

        The weights are shares of the score that the texts and the path give the pair, and add up to 1. A code in the
        sheet is a statement and no part of that score: its weight is 0. What similar modules and earlier decisions add
        is no part of it either.
        """
        module, competency = self.module(row), self._competency(column)
        matches = match_words(module, competency, self._idf, self._analyzer, self._naming_words(row, column))
        matches = matches[:_MOST_WORDS]
        shares = self._shares(row, column, has_words=bool(matches), has_text=bool(module.passages))
        evidence = explain_codes(module.record, competency.record)
        pieces = explain_path(module.record, competency.record, shares[EvidenceSource.WORK_PROCESS])
        pieces += explain_words(module, matches, shares[EvidenceSource.LEXICAL])
        meaning = shares[EvidenceSource.MEANING]
        if matches or meaning >= _LEAST_SHARE:
            pieces.append(self._best_sentence(row, column, matches, meaning))
        return (*evidence, *_add_up_to_one(pieces))

    def _naming_words(self, row: int, column: int) -> tuple[NamingWords, NamingWords]:
        modules, competencies = self._naming
        if row not in modules:
            modules[row] = naming_words_of_module(self.module(row), self._analyzer, load_word_vectors())
        if column not in competencies:
            read = self._competency(column)
            competencies[column] = naming_words_of_competency(read, self._analyzer, load_word_vectors())
        return modules[row], competencies[column]

    def _shares(self, row: int, column: int, *, has_words: bool, has_text: bool) -> dict[EvidenceSource, float]:
        settings, scores = self._settings, self._scores
        lexical = scores.lexical[row, column] + settings.search_hit_share * scores.search_hits[row, column]
        meaning = 0.0 if scores.meaning is None else scores.meaning[row, column]
        parts = {
            EvidenceSource.LEXICAL: max(0.0, float(lexical)) if has_words else 0.0,
            EvidenceSource.MEANING: max(0.0, float(meaning)) if has_text else 0.0,
            EvidenceSource.WORK_PROCESS: float(settings.path_share * scores.path[row, column]),
        }
        total = sum(parts.values()) or 1.0
        return {source: part / total for source, part in parts.items()}

    def _best_sentence(self, row: int, column: int, matches: Sequence[WordMatch], share: float) -> Evidence:
        """Return the sentence that shows the link best: near in meaning, and with the matched words in it."""
        sentences = self._read_sentences(row)
        total = sum(match.weight for match in matches) or 1.0
        points = np.array(
            [
                sum(match.weight for match in matches if match.stems <= stems) / total
                for _passage, _text, stems in sentences
            ]
        )
        if self._vectors is not None:
            points = _WORDS_IN_SENTENCE * points + self._encode_sentences(row) @ self._target(column)
        passage, sentence, _stems = sentences[int(np.argmax(np.round(points, 5)))]
        by_meaning = share >= _LEAST_SHARE
        return Evidence(
            source=EvidenceSource.MEANING if by_meaning else EvidenceSource.LEXICAL,
            module_field=passage.field,
            sheet=passage.sheet,
            cell=passage.cell,
            module_text=sentence,
            competency_text=self._competency_sentence(column, matches),
            kind=MatchKind.MEANING if by_meaning else MatchKind.SENTENCE,
            weight=round(share, _DECIMALS) if by_meaning else 0.0,
        )

    def _competency_sentence(self, column: int, matches: Sequence[WordMatch]) -> str:
        """Return the title or the sentence of the description that holds most of the matched words."""
        record = self._competencies[column]
        wanted = {word.stem for match in matches for word in self._analyzer.words(match.competency_word)}
        options = [record.title, *split_sentences(record.description)]
        held = [len(wanted & {word.stem for word in self._analyzer.words(text)}) for text in options]
        return options[held.index(max(held))]

    def _read_sentences(self, row: int) -> list[tuple[Passage, str, frozenset[str]]]:
        """Return the sentences of a module with their passages and the stems they hold.

        A title or the name of a test is no sentence to show when there is a description or a learning outcome.
        """
        if row not in self._sentences:
            passages = self.module(row).passages
            telling = tuple(passage for passage in passages if passage.field in _FIELDS_WITH_SENTENCES)
            self._sentences[row] = [
                (passage, text, sentence_stems(text, self._analyzer))
                for passage in telling or passages
                for text in passage_sentences(passage)
            ]
        return self._sentences[row]

    def _encode_sentences(self, row: int) -> Floats:
        """Return the vectors of a module's sentences, shape (sentences, dimensions)."""
        if row not in self._sentence_vectors:
            self._sentence_vectors[row] = self._encode([text for _passage, text, _stems in self._read_sentences(row)])
        return self._sentence_vectors[row]

    def _target(self, column: int) -> Floats:
        """Return the vector of a competency, shape (dimensions,)."""
        if column not in self._targets:
            self._targets[column] = self._encode([competency_text(self._competencies[column])])[0]
        return self._targets[column]

    def _encode(self, texts: list[str]) -> Floats:
        assert self._vectors is not None  # noqa: S101 (only called with an encoder)
        return self._vectors.vectors(texts).astype(np.float64)

    def _competency(self, column: int) -> ReadCompetency:
        if column not in self._read_competencies:
            self._read_competencies[column] = read_competency_words(self._competencies[column], self._analyzer)
        return self._read_competencies[column]


def explain_words(module: ReadModule, matches: Sequence[WordMatch], share: float) -> list[Evidence]:
    """Turn word matches into evidence; the weights add up to ``share``."""
    total = sum(match.weight for match in matches)
    return [
        Evidence(
            source=EvidenceSource.LEXICAL,
            module_field=module.passages[match.passage].field,
            sheet=module.passages[match.passage].sheet,
            cell=module.passages[match.passage].cell,
            module_text=match.module_word,
            competency_text=match.competency_word,
            kind=match.kind,
            weight=round(share * match.weight / total, _DECIMALS),
        )
        for match in matches
    ]


def explain_codes(module: ModuleRecord, competency: CompetencyRecord) -> list[Evidence]:
    """Return the docent's own codes and crosses for this competency in the sheet."""
    return [
        Evidence(
            source=EvidenceSource.EXPLICIT,
            module_field=ModuleField.COMPETENCY,
            sheet=statement.sheet,
            cell=statement.cell,
            module_text=statement.raw or statement.competency,
            competency_text=competency.code,
            kind=MatchKind.CODE,
            weight=0.0,
        )
        for statement in module.statements
        if statement.competency == competency.code
    ]


def explain_path(module: ModuleRecord, competency: CompetencyRecord, share: float) -> list[Evidence]:
    """Return the work processes that lead from the module to the competency; the weights add up to ``share``."""
    codes = set(competency.work_processes)
    mentions = {mention.code: mention for mention in reversed(module.work_processes) if mention.code in codes}
    return [
        Evidence(
            source=EvidenceSource.WORK_PROCESS,
            module_field=ModuleField.WORK_PROCESS,
            sheet=mention.sheet,
            cell=mention.cell,
            module_text=mention.raw or mention.code,
            competency_text=code,
            kind=MatchKind.WORK_PROCESS,
            weight=round(share / len(mentions), _DECIMALS),
        )
        for code, mention in sorted(mentions.items())
    ]


def _add_up_to_one(pieces: Sequence[Evidence]) -> list[Evidence]:
    """Give what was lost in rounding to the heaviest piece; no piece with weight, no shares."""
    total = sum(piece.weight for piece in pieces)
    if not total:
        return [*pieces]
    heaviest = max(range(len(pieces)), key=lambda number: (pieces[number].weight, -number))
    rest = round(pieces[heaviest].weight + 1 - total, _DECIMALS)
    return [replace(piece, weight=rest) if n == heaviest else piece for n, piece in enumerate(pieces)]
