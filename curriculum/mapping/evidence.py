"""Explains a pair: which words of which cell met which words of the competency, and what each weighs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.report import Evidence
from curriculum.contract.vocabulary import EvidenceSource, MatchKind, ModuleField
from curriculum.mapping.text.analysis import DutchAnalyzer, Word
from curriculum.mapping.text.documents import module_passages

_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class ReadModule:
    """A module with its words per passage and, per term, where it stands: (passage number, word)."""

    record: ModuleRecord
    passages: tuple[Passage, ...]
    places: Mapping[str, tuple[tuple[int, Word], ...]]


@dataclass(frozen=True, slots=True)
class ReadCompetency:
    """A competency with its distinct words, in reading order; the words of the title first."""

    record: CompetencyRecord
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class WordMatch:
    """One word of a module that met one word of a competency through a term."""

    passage: int
    module_word: str
    competency_word: str
    kind: MatchKind
    weight: float


_STRENGTH = {
    MatchKind.SAME_WORD: 1.0,
    MatchKind.SAME_STEM: 0.9,
    MatchKind.COMPOUND_PART: 0.6,
    MatchKind.SYNONYM: 0.3,
}


def read_for_evidence(module: ModuleRecord, analyzer: DutchAnalyzer) -> ReadModule:
    """Index a module's words by term, once per module."""
    passages = module_passages(module)
    places: defaultdict[str, dict[tuple[int, str], Word]] = defaultdict(dict)
    for number, passage in enumerate(passages):
        for word in analyzer.words(passage.text):
            for term in (*word.terms, *word.synonyms):
                places[term].setdefault((number, word.form), word)
    return ReadModule(
        module, passages, {term: tuple((key[0], word) for key, word in found.items()) for term, found in places.items()}
    )


def read_competency_words(competency: CompetencyRecord, analyzer: DutchAnalyzer) -> ReadCompetency:
    """Return the distinct words of a competency that carry weight."""
    text = "\n".join((competency.title, competency.description, *competency.search_terms))
    words = {word.form: word for word in analyzer.words(text)}
    return ReadCompetency(competency, tuple(words.values()))


def match_words(module: ReadModule, competency: ReadCompetency, idf: Mapping[str, float]) -> list[WordMatch]:
    """Return every word of the competency that the module has, by its best match, the heaviest first."""
    matches: list[WordMatch] = []
    for target in competency.words:
        best: WordMatch | None = None
        for term in target.terms:
            for passage, word in module.places.get(term, ()):
                kind = _kind(word, target, term)
                weight = idf.get(term, 0.0) * _STRENGTH[kind]
                match = WordMatch(passage, word.form, target.form, kind, weight)
                if best is None or match.weight > best.weight:
                    best = match
        if best is not None and best.weight > 0:
            matches.append(best)
    return sorted(matches, key=lambda match: (-match.weight, match.competency_word))


def explain_words(module: ReadModule, matches: list[WordMatch], share: float) -> list[Evidence]:
    """Turn word matches into evidence; the weights add up to ``share``."""
    shown = matches[:_MOST_WORDS]
    total = sum(match.weight for match in shown)
    return [
        Evidence(
            source=EvidenceSource.LEXICAL,
            module_field=module.passages[match.passage].field,
            sheet=module.passages[match.passage].sheet,
            cell=module.passages[match.passage].cell,
            module_text=match.module_word,
            competency_text=match.competency_word,
            kind=match.kind,
            weight=round(share * match.weight / total, 4),
        )
        for match in shown
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
            weight=1.0,
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
            weight=round(share / len(mentions), 4),
        )
        for code, mention in sorted(mentions.items())
    ]


def _kind(word: Word, target: Word, term: str) -> MatchKind:
    if word.form == target.form:
        return MatchKind.SAME_WORD
    if word.stem == target.stem:
        return MatchKind.SAME_STEM
    if term in word.terms:
        return MatchKind.COMPOUND_PART
    return MatchKind.SYNONYM
