"""Puts the explanation of one link together: codes, work processes, words, the best sentence, and each one's share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.report import Evidence
from curriculum.contract.vocabulary import EvidenceSource, MatchKind, ModuleField
from curriculum.mapping.evidence import WordMatch, match_words
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.readings import CompetencyReading, ModuleReading, PairReading, Readings, rarity_of
from curriculum.mapping.wording import Comparison

_DECIMALS = 4
_MOST_WORDS = 8
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
    rarity : Mapping[str, float]
        The inverse document frequency of each term in this upload.
    readings : Readings
        What was read of the texts; without encoder vectors when the encoder takes no part.
    """

    def __init__(
        self,
        modules: Sequence[ModuleRecord],
        competencies: Sequence[CompetencyRecord],
        scores: PairScores,
        rarity: Mapping[str, float],
        readings: Readings,
    ) -> None:
        self._modules = modules
        self._competencies = competencies
        self._scores = scores
        self._rarity = rarity
        self._readings = readings
        self._rows: dict[int, ModuleReading] = {}
        self._columns: dict[int, tuple[CompetencyReading, tuple[float, ...]]] = {}

    def explain(self, row: int, column: int) -> tuple[Evidence, ...]:
        """Return the evidence for one pair: codes first, then work processes, words and the best sentence.

        The weights are shares of the score that the texts and the path give the pair, and add up to 1. A code in the
        sheet is a statement and no part of that score: its weight is 0. What similar modules and earlier decisions add
        is no part of it either.
        """
        record, competency = self._modules[row], self._competencies[column]
        module, target, pair = self._read(row, column)
        matches, passages = pair.matches, module.words.passages
        shares = self._shares(row, column, has_words=bool(matches), has_text=bool(passages))
        evidence = explain_codes(record, competency)
        pieces = explain_path(record, competency, shares[EvidenceSource.WORK_PROCESS])
        pieces += explain_words(passages, matches, shares[EvidenceSource.LEXICAL])
        meaning = shares[EvidenceSource.MEANING]
        if matches or meaning >= _LEAST_SHARE:
            if pair.sentence is None:
                pair.sentence = self._find_sentence(module, target, matches)
            pieces.append(explain_sentence(*pair.sentence, meaning))
        return (*evidence, *_add_up_to_one(pieces))

    def compare(self, row: int, column: int) -> Comparison:
        """Return what a module shares with a competency and what it lacks."""
        return self._readings.compare(
            self._readings.module(self._modules[row]), self._readings.competency(self._competencies[column])
        )

    def _read(self, row: int, column: int) -> tuple[ModuleReading, CompetencyReading, PairReading]:
        """Return what is known of a pair, with the words that met."""
        if row not in self._rows:
            self._rows[row] = self._readings.module(self._modules[row])
        if column not in self._columns:
            read = self._readings.competency(self._competencies[column])
            self._columns[column] = read, rarity_of(read.telling_terms, self._rarity)
        module, (competency, rarity) = self._rows[row], self._columns[column]
        pair = self._readings.pair(module, competency)
        if pair.rarity != rarity:
            related = module.naming, competency.naming
            matches = match_words(module.words, competency.words, self._rarity, self._readings.analyzer, related)
            pair.rarity, pair.matches, pair.sentence = rarity, tuple(matches[:_MOST_WORDS]), None
        return module, competency, pair

    def _shares(self, row: int, column: int, *, has_words: bool, has_text: bool) -> dict[EvidenceSource, float]:
        settings, scores = self._readings.settings, self._scores
        lexical = scores.lexical[row, column] + settings.search_hit_share * scores.search_hits[row, column]
        meaning = 0.0 if scores.meaning is None else scores.meaning[row, column]
        parts = {
            EvidenceSource.LEXICAL: max(0.0, float(lexical)) if has_words else 0.0,
            EvidenceSource.MEANING: max(0.0, float(meaning)) if has_text else 0.0,
            EvidenceSource.WORK_PROCESS: float(settings.path_share * scores.path[row, column]),
        }
        total = sum(parts.values()) or 1.0
        return {source: part / total for source, part in parts.items()}

    def _find_sentence(
        self, module: ModuleReading, competency: CompetencyReading, matches: Sequence[WordMatch]
    ) -> tuple[Passage, str, str]:
        """Return the sentence that shows the link best, near in meaning and with the matched words in it.

        With it comes the title or the sentence of the competency's description that holds most of these words.
        """
        sentences = module.telling_sentences
        total = sum(match.weight for match in matches) or 1.0
        points = np.array(
            [
                sum(match.weight for match in matches if match.stems <= stems) / total
                for _passage, _text, stems in sentences
            ]
        )
        if self._readings.vectors is not None:
            points = _WORDS_IN_SENTENCE * points + module.sentence_vectors @ competency.vector
        passage, sentence, _stems = sentences[int(np.argmax(np.round(points, 5)))]
        analyzer = self._readings.analyzer
        wanted = {word.stem for match in matches for word in analyzer.words(match.competency_word)}
        held = [len(wanted & stems) for _text, stems in competency.texts]
        return passage, sentence, competency.texts[held.index(max(held))][0]


def explain_sentence(passage: Passage, sentence: str, competency_sentence: str, share: float) -> Evidence:
    """Return the best sentence as evidence; with next to no share of meaning it is there for its words."""
    by_meaning = share >= _LEAST_SHARE
    return Evidence(
        source=EvidenceSource.MEANING if by_meaning else EvidenceSource.LEXICAL,
        module_field=passage.field,
        sheet=passage.sheet,
        cell=passage.cell,
        module_text=sentence,
        competency_text=competency_sentence,
        kind=MatchKind.MEANING if by_meaning else MatchKind.SENTENCE,
        weight=round(share, _DECIMALS) if by_meaning else 0.0,
    )


def explain_words(passages: Sequence[Passage], matches: Sequence[WordMatch], share: float) -> list[Evidence]:
    """Turn word matches into evidence; the weights add up to ``share``."""
    total = sum(match.weight for match in matches)
    return [
        Evidence(
            source=EvidenceSource.LEXICAL,
            module_field=passages[match.passage].field,
            sheet=passages[match.passage].sheet,
            cell=passages[match.passage].cell,
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
    if rest == pieces[heaviest].weight:
        return [*pieces]
    return [replace(piece, weight=rest) if n == heaviest else piece for n, piece in enumerate(pieces)]
