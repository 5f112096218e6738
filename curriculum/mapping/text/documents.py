"""Modules and competencies as weighted bags of analysed words, the form in which the matching reads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.analysis import DutchAnalyzer, clean, split_sentences


@dataclass(frozen=True, slots=True)
class Document:
    """One module or competency: how much each word form and each term (stem, compound part, synonym) weighs."""

    words: dict[str, float]
    terms: dict[str, float]


def module_passages(module: ModuleRecord) -> tuple[Passage, ...]:
    """Return the passages that carry text to match, the title first; a module without a title passage gets one.

    Codes and crosses (work processes, competencies) are evidence of their own kind and no text.
    """
    passages = tuple(
        passage
        for passage in module.passages
        if passage.field not in (ModuleField.WORK_PROCESS, ModuleField.COMPETENCY) and passage.text.strip()
    )
    if any(passage.field is ModuleField.TITLE for passage in passages):
        return tuple(sorted(passages, key=lambda passage: passage.field is not ModuleField.TITLE))
    return (Passage(ModuleField.TITLE, module.title, module.sheet), *passages) if module.title.strip() else passages


def weighed_module_texts(module: ModuleRecord, settings: MatchSettings) -> list[tuple[str, float]]:
    """Return the texts of a module with what a word in each counts; every field has its own weight."""
    weights = {
        ModuleField.TITLE: settings.title_weight,
        ModuleField.DESCRIPTION: settings.description_weight,
        ModuleField.OUTCOME: settings.outcome_weight,
        ModuleField.ASSESSMENT: settings.assessment_weight,
    }
    return [(passage.text, weights[passage.field]) for passage in module_passages(module)]


def weighed_competency_texts(competency: CompetencyRecord, settings: MatchSettings) -> list[tuple[str, float]]:
    """Return the texts of a competency with what a word in each counts: title with description, search terms."""
    return [
        (f"{competency.title}\n{competency.description}", 1.0),
        ("\n".join(competency.search_terms), settings.search_term_weight),
    ]


def read_module(module: ModuleRecord, analyzer: DutchAnalyzer, settings: MatchSettings) -> Document:
    """Return the weighted words of a module."""
    return _read(weighed_module_texts(module, settings), analyzer, settings, with_synonyms=True)


def read_competency(competency: CompetencyRecord, analyzer: DutchAnalyzer, settings: MatchSettings) -> Document:
    """Return the weighted words of a competency."""
    return _read(weighed_competency_texts(competency, settings), analyzer, settings, with_synonyms=False)


def read_search_terms(competency: CompetencyRecord, analyzer: DutchAnalyzer) -> tuple[tuple[str, ...], ...]:
    """Return the search terms of a competency as the stems of their words; terms without weight are left out."""
    stems = (tuple(word.stem for word in analyzer.words(term)) for term in competency.search_terms)
    return tuple(term for term in stems if term)


def count_distinct_words(competency: CompetencyRecord, analyzer: DutchAnalyzer) -> int:
    """Return how many distinct words with weight a competency has, by their stems."""
    texts = (competency.title, competency.description, *competency.search_terms)
    return len({word.stem for text in texts for word in analyzer.words(text)})


def read_sentence(sentence: str, analyzer: DutchAnalyzer, settings: MatchSettings) -> Document:
    """Return the weighted words of one sentence of a module."""
    return _read([(sentence, 1.0)], analyzer, settings, with_synonyms=True)


def passage_sentences(passage: Passage) -> list[str]:
    """Return the sentences and list items of one passage; a passage without a border is one sentence."""
    return split_sentences(passage.text) or [passage.text.strip()]


def module_sentences(module: ModuleRecord) -> list[str]:
    """Return all sentences and list items of a module, the title first."""
    return [sentence for passage in module_passages(module) for sentence in passage_sentences(passage)]


def module_text(module: ModuleRecord) -> str:
    """Return the module as one text for the sentence encoder."""
    return "\n".join(clean(passage.text).strip() for passage in module_passages(module))


def competency_text(competency: CompetencyRecord) -> str:
    """Return the competency as one text for the sentence encoder: title, description, search terms."""
    parts = (competency.title, competency.description, ", ".join(competency.search_terms))
    return ". ".join(clean(part).strip().rstrip(".") for part in parts if part.strip())


def _read(
    texts: Iterable[tuple[str, float]], analyzer: DutchAnalyzer, settings: MatchSettings, *, with_synonyms: bool
) -> Document:
    forms: defaultdict[str, float] = defaultdict(float)
    terms: defaultdict[str, float] = defaultdict(float)
    for text, weight in texts:
        for word in analyzer.words(text):
            forms[word.form] += weight
            terms[word.stem] += weight
            for part in word.parts:
                terms[part] += weight * settings.part_weight
            if with_synonyms:
                for synonym in word.synonyms:
                    terms[synonym] += weight * settings.synonym_weight
    return Document(dict(forms), dict(terms))
