"""What was read of each text, kept so that a new run reads only what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping.evidence import (
    NamingWords,
    ReadCompetency,
    ReadModule,
    WordMatch,
    naming_words_of_competency,
    naming_words_of_module,
    read_competency_words,
    read_for_evidence,
    sentence_stems,
)
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.analysis import DutchAnalyzer, split_sentences
from curriculum.mapping.text.documents import (
    Document,
    competency_text,
    count_distinct_words,
    module_passages,
    module_sentences,
    module_text,
    passage_sentences,
    read_competency,
    read_module,
    read_search_terms,
    read_sentence,
)
from curriculum.mapping.text.encoder import VectorCache
from curriculum.mapping.text.language import count_function_words
from curriculum.mapping.text.letter_grams import LetterGrams
from curriculum.mapping.text.sides import Bag, Sides, Vocabulary
from curriculum.mapping.text.sparse import Floats, SparseRows
from curriculum.mapping.text.telling import TellingWords, read_telling_words
from curriculum.mapping.text.word_vectors import load_word_vectors
from curriculum.mapping.wording import Comparison, CompetencyWording, compare, read_wording

_FIELDS_WITH_SENTENCES = (ModuleField.DESCRIPTION, ModuleField.OUTCOME)
# With all that is read of it a text takes some 100 kB; an upload of more texts than this is not remembered.
MOST_TEXTS = 4_000


@dataclass(slots=True)
class PairReading:
    """What was found out about a module and a competency: their words that met, and what the module lacks.

    ``rarity`` is that of the competency's terms when ``matches`` were found; with another rarity others may go first.
    """

    rarity: tuple[float, ...] | None = None
    matches: tuple[WordMatch, ...] = ()
    sentence: tuple[Passage, str, str] | None = None
    comparison: Comparison | None = None


@dataclass(eq=False)
class _Reading:
    """What both kinds of text have in common."""

    owner: "Readings" = field(repr=False)

    @property
    def _analyzer(self) -> DutchAnalyzer:
        return self.owner.analyzer


@dataclass(eq=False)
class ModuleReading(_Reading):
    """What is read of the text of one module, each part when it is first asked for."""

    record: ModuleRecord
    pairs: dict["CompetencyReading", PairReading] = field(default_factory=dict, repr=False)

    @cached_property
    def document(self) -> Document:
        """The weighted words of the module."""
        return read_module(self.record, self._analyzer, self.owner.settings)

    @cached_property
    def function_words(self) -> tuple[int, int]:
        """How many Dutch and how many English function words the module has."""
        return count_function_words(module_text(self.record))

    @cached_property
    def terms(self) -> Bag:
        """The terms of the module."""
        return self.owner.terms.bag(self.document.terms)

    @cached_property
    def telling_words(self) -> TellingWords:
        """The distinct words that say something, with their synonyms."""
        texts = (passage.text for passage in module_passages(self.record))
        return read_telling_words(texts, self._analyzer, with_synonyms=True)

    @cached_property
    def sentences(self) -> tuple[Bag, ...]:
        """The letter n-grams of each sentence, the title first."""
        return tuple(
            self.owner.grams.bag(read_sentence(sentence, self._analyzer, self.owner.settings))
            for sentence in module_sentences(self.record)
        )

    @cached_property
    def words(self) -> ReadModule:
        """The words of the module with the places where they stand."""
        return read_for_evidence(self.record, self._analyzer)

    @cached_property
    def naming(self) -> NamingWords:
        """The words that may be paired by meaning."""
        return naming_words_of_module(self.words, self._analyzer, load_word_vectors())

    @cached_property
    def telling_sentences(self) -> tuple[tuple[Passage, str, frozenset[str]], ...]:
        """The sentences that may be shown, with their passages and the stems they hold.

        A title or the name of a test is no sentence to show when there is a description or a learning outcome.
        """
        passages = self.words.passages
        telling = tuple(passage for passage in passages if passage.field in _FIELDS_WITH_SENTENCES)
        return tuple(
            (passage, text, sentence_stems(text, self._analyzer))
            for passage in telling or passages
            for text in passage_sentences(passage)
        )

    @cached_property
    def sentence_vectors(self) -> Floats:
        """The encoder vectors of these sentences, shape (sentences, dimensions)."""
        return self.owner.encode([text for _passage, text, _stems in self.telling_sentences])


@dataclass(eq=False)
class CompetencyReading(_Reading):
    """What is read of the text of one competency, each part when it is first asked for."""

    record: CompetencyRecord

    @cached_property
    def document(self) -> Document:
        """The weighted words of the competency."""
        return read_competency(self.record, self._analyzer, self.owner.settings)

    @cached_property
    def function_words(self) -> tuple[int, int]:
        """How many Dutch and how many English function words the competency has."""
        return count_function_words(competency_text(self.record))

    @cached_property
    def terms(self) -> Bag:
        """The terms of the competency."""
        return self.owner.terms.bag(self.document.terms)

    @cached_property
    def grams(self) -> Bag:
        """The letter n-grams of the competency."""
        return self.owner.grams.bag(self.document)

    @cached_property
    def search_terms(self) -> tuple[tuple[str, ...], ...]:
        """Its search terms, each as the stems of its words."""
        return read_search_terms(self.record, self._analyzer)

    @cached_property
    def word_count(self) -> int:
        """How many distinct words with weight it has."""
        return count_distinct_words(self.record, self._analyzer)

    @cached_property
    def telling_words(self) -> TellingWords:
        """The distinct words that say something."""
        texts = (self.record.title, self.record.description, *self.record.search_terms)
        return read_telling_words(texts, self._analyzer, with_synonyms=False)

    @cached_property
    def words(self) -> ReadCompetency:
        """Its words and search terms for explaining."""
        return read_competency_words(self.record, self._analyzer)

    @cached_property
    def telling_terms(self) -> tuple[str, ...]:
        """The terms whose rarity decides which of its words are named first."""
        targets = (*self.words.words, *(word for _term, words in self.words.search_terms for word in words))
        return tuple(dict.fromkeys(term for word in targets for term in word.terms))

    @cached_property
    def naming(self) -> NamingWords:
        """The words that may be paired by meaning."""
        return naming_words_of_competency(self.words, self._analyzer, load_word_vectors())

    @cached_property
    def wording(self) -> CompetencyWording:
        """The concepts by which is said what a module shares and lacks."""
        return read_wording(self.record, self._analyzer)

    @cached_property
    def texts(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The title and the sentences of the description, with the stems they hold."""
        texts = (self.record.title, *split_sentences(self.record.description))
        return tuple((text, frozenset(word.stem for word in self._analyzer.words(text))) for text in texts)

    @cached_property
    def vector(self) -> Floats:
        """Its encoder vector, shape (dimensions,)."""
        vectors = self.owner.encode([competency_text(self.record)])
        return vectors.reshape(-1)


class Readings:
    """Reads texts, each once for as long as it is kept.

    All of it follows from one text, or from one pair of texts, and the setting alone; nothing depends on what else is
    in the upload. So what is kept may be used in any later run, and gives what reading it anew would give.

    Parameters
    ----------
    analyzer, settings
        With which all texts are read.
    vectors : VectorCache, optional
        Encoder vectors; None without the sentence encoder.
    keep_pairs : bool
        Also keep what was found out about pairs of texts, for a next run.
    """

    def __init__(
        self,
        analyzer: DutchAnalyzer,
        settings: MatchSettings,
        vectors: VectorCache | None = None,
        *,
        keep_pairs: bool = False,
    ) -> None:
        self.analyzer = analyzer
        self.settings = settings
        self.vectors = vectors
        self._keep_pairs = keep_pairs
        self.forget()

    def forget(self) -> None:
        """Forget everything that was read."""
        self.terms = Vocabulary()
        self.grams = LetterGrams()
        self._modules: dict[tuple[object, ...], ModuleReading] = {}
        self._competencies: dict[tuple[object, ...], CompetencyReading] = {}
        self._term_vectors: Floats = np.zeros((0, 0))

    def forget_modules(self) -> None:
        """Forget the modules; what was read of the competencies stays."""
        self._modules.clear()

    @property
    def count(self) -> int:
        """How many texts are kept."""
        return len(self._modules) + len(self._competencies)

    def module(self, record: ModuleRecord) -> ModuleReading:
        """Return what is read of a module's text; codes, hours and work processes are no part of it."""
        key = (record.title, record.sheet, record.passages)
        found = self._modules.get(key)
        if found is None:
            found = self._modules[key] = ModuleReading(self, record)
        return found

    def competency(self, record: CompetencyRecord) -> CompetencyReading:
        """Return what is read of a competency's text; its code and work processes are no part of it."""
        key = (record.title, record.description, record.search_terms)
        found = self._competencies.get(key)
        if found is None:
            found = self._competencies[key] = CompetencyReading(self, record)
        return found

    def pair(self, module: ModuleReading, competency: CompetencyReading) -> PairReading:
        """Return what was found out about a pair of texts."""
        if not self._keep_pairs:
            return PairReading()
        found = module.pairs.get(competency)
        if found is None:
            found = module.pairs[competency] = PairReading()
        return found

    def compare(self, module: ModuleReading, competency: CompetencyReading) -> Comparison:
        """Return what a module shares with a competency and what it lacks."""
        pair = self.pair(module, competency)
        if pair.comparison is None:
            pair.comparison = compare(module.words, competency.wording, self.analyzer)
        return pair.comparison

    def term_sides(self, modules: Sequence[ModuleReading], competencies: Sequence[CompetencyReading]) -> Sides:
        """Return the weighted terms of both sides."""
        ours, theirs = [item.terms for item in modules], [item.terms for item in competencies]
        return Sides(self.terms.stack(ours), self.terms.stack(theirs), self.terms.names())

    def letter_sides(
        self, modules: Sequence[ModuleReading], competencies: Sequence[CompetencyReading]
    ) -> tuple[SparseRows, list[int], SparseRows]:
        """Return the letter n-grams of all sentences, how many each module has, and those of the competencies."""
        sentences = [bag for item in modules for bag in item.sentences]
        theirs = [item.grams for item in competencies]
        return self.grams.stack(sentences), [len(item.sentences) for item in modules], self.grams.stack(theirs)

    def term_vectors(self) -> Floats:
        """Return the vectors of all terms read so far, in alphabetical order, shape (terms, dimensions)."""
        table, known = load_word_vectors(), len(self._term_vectors)
        if known < len(self.terms):
            fresh = table.rows(self.terms.numbered(known))
            self._term_vectors = np.concatenate([self._term_vectors, fresh]) if known else fresh
        return self._term_vectors[self.terms.order()]

    def encode(self, texts: list[str]) -> Floats:
        """Return the encoder vectors of some texts, shape (texts, dimensions)."""
        if self.vectors is None:
            raise RuntimeError("the sentence encoder takes no part in this run")
        return self.vectors.vectors(texts).astype(np.float64)


def rarity_of(terms: Sequence[str], rarity: Mapping[str, float]) -> tuple[float, ...]:
    """Return how rare some terms are; 0 for one that stands nowhere."""
    return tuple([rarity.get(term, 0.0) for term in terms])
