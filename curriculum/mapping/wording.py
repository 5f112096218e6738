"""Says what a module shares with a competency and what it lacks, in words that a docent knows from the framework.

Nothing here decides about a link or a gap: the figures are made before. What is left out here still counts there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from curriculum.contract.records import CompetencyRecord
from curriculum.mapping.evidence import ReadModule, is_verb, words_as_written
from curriculum.mapping.text.analysis import DutchAnalyzer, Word, find_words
from curriculum.mapping.text.documents import passage_sentences
from curriculum.mapping.text.telling import is_vague

_MOST_NAMED = 8
# On the Zipf scale (log10 of the frequency per thousand million words): what is said this often fits any text.
_EVERYDAY = 5.15
# Verbs ("bepaalt", "handelen") and adjectives ("sterke") tell little unless they are rare; the nouns tell what it is
# about.
_EVERYDAY_FORM = 4.0
_EVERYDAY_INFINITIVE = 4.3
# As shares of the link threshold: how probable a link must be for the module to be near by one shared word, or by a
# whole search term or two words. Below the second it takes this many shared concepts.
_NEAR_BY_A_WORD = 0.8
_NEAR_BY_A_TERM = 0.5
_MANY_SHARED = 3


@dataclass(frozen=True, slots=True)
class Concept:
    """A word or a whole search term of a competency.

    ``text`` is how the framework writes it; ``words`` are its words with weight, ``bare`` the lemmas of those without
    ("geven" in "feedback geven").
    """

    text: str
    words: tuple[Word, ...]
    bare: frozenset[str] = frozenset()

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the words with weight."""
        return frozenset(word.stem for word in self.words)


@dataclass(frozen=True, slots=True)
class CompetencyWording:
    """The concepts of a competency that tell what it is about, the most telling first.

    ``search_terms`` as the author ordered them; ``words`` those of title and description, the rare ones first,
    verbs and adjectives last; ``pieces`` the telling words within search terms of several words.
    """

    search_terms: tuple[Concept, ...]
    words: tuple[Concept, ...]
    pieces: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a module shares with a competency and what it lacks, the most telling first.

    ``firm`` counts the shared concepts that stand by themselves: not "benoemt" or "losse"; ``terms`` counts the whole
    search terms among them.
    """

    shared: tuple[str, ...]
    lacking: tuple[str, ...]
    firm: int
    terms: int = 0


def read_wording(competency: CompetencyRecord, analyzer: DutchAnalyzer) -> CompetencyWording:
    """Return the concepts of a competency.

    A competency of everyday words only keeps them all: something must be named.

    Examples
    --------
    >>> from curriculum.mapping.text.analysis import get_analyzer
    >>> terms = ("nee zeggen", "SLA")
    >>> record = CompetencyRecord("C", "Vakgebied afbakenen", "Haalt straks het werkterrein aan.", search_terms=terms)
    >>> wording = read_wording(record, get_analyzer())
    >>> [concept.text for concept in (*wording.search_terms, *wording.words)]
    ['nee zeggen', 'SLA', 'werkterrein', 'vakgebied', 'afbakenen']
    """
    terms = _distinct(_read_term(term, analyzer) for term in competency.search_terms)
    title, description = (
        [Concept(text, (analyzer.analyse(text.lower()),)) for text in words_as_written(part)]
        for part in (competency.title, competency.description)
    )
    words = [concept for concept in chain(title, description) if concept.words[0].stem]
    telling = _distinct(concept for concept in words if _tells(concept.words[0].form, analyzer))
    pieces = (
        Concept(word.form, (word,))
        for term in terms
        if len(term.words) > 1 or term.bare
        for word in term.words
        if _tells(word.form, analyzer)
    )
    if not terms and not telling:
        telling = _distinct(words)
    return CompetencyWording(
        search_terms=terms,
        words=tuple(sorted(telling, key=lambda concept: _commonness(concept, analyzer))),
        pieces=_distinct(pieces),
    )


def compare(module: ReadModule, wording: CompetencyWording, analyzer: DutchAnalyzer) -> Comparison:
    """Return what the module shares with the competency and what it lacks.

    A compound of which the module has only a part is lacking ("taken" is no "taakafbakening"), and so is a search term
    with a light word that no sentence of the module holds in full: "feedback" is shared, "feedback geven" is not.
    """
    shared: list[Concept] = []
    lacking: list[Concept] = []
    for term in wording.search_terms:
        (shared if _has_term(module, term, analyzer) else lacking).append(term)
    terms = len(shared)
    missing_words = []
    for concept in (*wording.words, *wording.pieces):
        if _holds(module, concept.words[0]):
            if not any(concept.stems <= term.stems for term in shared):
                shared.append(concept)
        elif concept not in wording.pieces:
            missing_words.append(concept)
    for concept in missing_words:
        # What a longer term on the list already says is not said twice: "sociale" beside "sociale vaardigheden".
        if not any(concept.words[0].stem in word.terms for term in lacking for word in term.words):
            lacking.append(concept)
    firm = sum(len(concept.words) > 1 or not _leans(concept.words[0].form, analyzer) for concept in shared)
    return Comparison(_texts(shared), _texts(lacking), firm, terms)


def comes_near(comparison: Comparison, probability: float, link_threshold: float) -> bool:
    """Return whether a module with this comparison and this probability of a link is worth naming as near.

    A proposed link always is. Otherwise one shared word may well have another sense ("agenda" of a meeting, "opdracht"
    of anything), so the less probable the link is, the more must be shared: a word, a whole search term or two words,
    three words.

    >>> comes_near(Comparison(shared=("agenda",), lacking=(), firm=1), 0.1, 0.15)
    False
    >>> comes_near(Comparison(shared=("omgangsvormen",), lacking=(), firm=1, terms=1), 0.1, 0.15)
    True
    """
    if probability >= link_threshold or comparison.firm >= _MANY_SHARED:
        return True
    if comparison.terms or comparison.firm > 1:
        return probability >= _NEAR_BY_A_TERM * link_threshold
    return comparison.firm > 0 and probability >= _NEAR_BY_A_WORD * link_threshold


def _read_term(term: str, analyzer: DutchAnalyzer) -> Concept:
    words = [analyzer.analyse(form) for form in find_words(term)]
    bare = frozenset(analyzer.lemma(word.form) for word in words if not word.stem)
    return Concept(term.strip(), tuple(word for word in words if word.stem), bare)


def _tells(form: str, analyzer: DutchAnalyzer) -> bool:
    """Return whether a word tells what a text is about; everyday words and verbs fit anything."""
    if is_vague(form, analyzer):
        return False
    limit = _EVERYDAY
    if is_verb(form, analyzer):
        limit = _EVERYDAY_INFINITIVE if form == analyzer.lemma(form) else _EVERYDAY_FORM
    elif _is_adjective(form, analyzer):
        limit = _EVERYDAY_FORM
    return analyzer.commonness(form) < limit


def _is_adjective(form: str, analyzer: DutchAnalyzer) -> bool:
    """Return whether a word seems an inflected adjective ("interne"), which needs its noun to tell something."""
    return form.endswith("e") and not analyzer.lemma(form).endswith(("e", "en"))


def _leans(form: str, analyzer: DutchAnalyzer) -> bool:
    """Return whether a word leans on a noun: a verb in a sentence or an adjective before its noun."""
    return form != analyzer.lemma(form) and (is_verb(form, analyzer) or _is_adjective(form, analyzer))


def _commonness(concept: Concept, analyzer: DutchAnalyzer) -> tuple[bool, float, str]:
    form = concept.words[0].form
    return is_verb(form, analyzer) or _is_adjective(form, analyzer), round(analyzer.commonness(form), 2), form


def _distinct(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Return the first concept of each set of stems; those without any word of weight fall out."""
    first: dict[tuple[frozenset[str], frozenset[str]], Concept] = {}
    for concept in concepts:
        if concept.words:
            first.setdefault((concept.stems, concept.bare), concept)
    return tuple(first.values())


def _has_term(module: ReadModule, term: Concept, analyzer: DutchAnalyzer) -> bool:
    if not all(_holds(module, word) for word in term.words):
        return False
    if not term.bare:
        return True
    return any(
        term.bare <= {analyzer.lemma(form) for form in forms} and term.stems <= _found_by(forms, analyzer)
        for passage in module.passages
        for forms in (find_words(sentence) for sentence in passage_sentences(passage))
    )


def _holds(module: ReadModule, word: Word) -> bool:
    """Return whether a module has a word of the framework, or one that the synonym list gives for it.

    "verbindt ... door" is no "verbinden", and what is only a part of a compound is no synonym of the whole ("agenda"
    of "agendabeheer").
    """
    return any(
        (passage, found.form) not in module.joined and (word.stem in found.terms or found.stem not in word.parts)
        for passage, found in module.places.get(word.stem, ())
    )


def _found_by(forms: Iterable[str], analyzer: DutchAnalyzer) -> set[str]:
    words = map(analyzer.analyse, forms)
    return {term for word in words for term in (*word.terms, *word.synonyms)}


def _texts(concepts: Iterable[Concept]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(concept.text for concept in concepts))[:_MOST_NAMED]
