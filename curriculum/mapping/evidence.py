"""Finds which words of which cell met which words of the competency, each word once and the telling ones first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.vocabulary import MatchKind
from curriculum.mapping.text.analysis import DutchAnalyzer, Word, clean, split_sentences, written_words
from curriculum.mapping.text.documents import module_passages
from curriculum.mapping.text.sparse import Floats
from curriculum.mapping.text.split_verbs import split_verbs
from curriculum.mapping.text.telling import EVERYDAY, is_vague
from curriculum.mapping.text.word_vectors import WordVectors

# On the Zipf scale, as EVERYDAY: two compounds that share a part ("leerpunten", "knelpunten") say less still.
_EVERYDAY_SHARED_PART = 4.2
_SHORTEST_SHARED_PART = 4
# Two words are named as related from this cosine of their vectors on; both must be rarer than other words that tell.
_RELATED = 0.64
_EVERYDAY_RELATED = 5.15
_INFINITIVES = ("en", "aan")
_VERB_ENDINGS = ("t", "d", "de", "te", "end", "ende")
_STRENGTH = {
    MatchKind.SEARCH_TERM: 1.5,
    MatchKind.SAME_WORD: 1.0,
    MatchKind.SAME_STEM: 0.9,
    MatchKind.COMPOUND_PART: 0.6,
    MatchKind.SYNONYM: 0.3,
    MatchKind.RELATED: 0.2,
}


@dataclass(frozen=True, slots=True)
class ReadModule:
    """A module with its words per passage and, per term, where it stands: (passage number, word).

    ``written`` gives each form in lower case as the sheet writes it ("crm" as "CRM", "vraagt" as "vraagt door");
    ``joined`` gives for (passage number, form) the infinitive of a verb that stands apart there ("doorvragen").
    """

    record: ModuleRecord
    passages: tuple[Passage, ...]
    places: Mapping[str, tuple[tuple[int, Word], ...]]
    written: Mapping[str, str]
    joined: Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class ReadCompetency:
    """A competency with its distinct words, in reading order, and its search terms of one or more words.

    ``written`` and ``joined`` are those of :class:`ReadModule`, over the whole text.
    """

    record: CompetencyRecord
    words: tuple[Word, ...]
    written: Mapping[str, str]
    joined: Mapping[str, str]
    search_terms: tuple[tuple[str, tuple[Word, ...]], ...]


@dataclass(frozen=True, slots=True)
class NamingWords:
    """The words of one text that are rare enough to be paired by meaning: (passage number, word), with unit vectors.

    ``vectors`` has shape (words, dimensions).
    """

    words: tuple[tuple[int, Word], ...]
    vectors: Floats


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A word or search term of a competency that a module has, both as they are written.

    ``stems`` are those of the module's words, by which a sentence is found that holds them.
    """

    passage: int
    module_word: str
    competency_word: str
    kind: MatchKind
    weight: float
    stems: frozenset[str]


def read_for_evidence(module: ModuleRecord, analyzer: DutchAnalyzer) -> ReadModule:
    """Index a module's words by term, once per module."""
    passages = module_passages(module)
    places: defaultdict[str, dict[tuple[int, str], Word]] = defaultdict(dict)
    written: dict[str, str] = {}
    joined: dict[tuple[int, str], str] = {}
    for number, passage in enumerate(passages):
        for word in analyzer.words(passage.text):
            for term in (*word.terms, *word.synonyms):
                places[term].setdefault((number, word.form), word)
        for split in split_verbs(passage.text, analyzer):
            verb = analyzer.analyse(split.infinitive)
            if verb.stem:
                places[verb.stem].setdefault((number, verb.form), verb)
            joined[number, split.form] = verb.form
            written.setdefault(verb.form, split.text)
            written.setdefault(split.form, split.text)
        for form, text in _forms_as_written(passage.text):
            written.setdefault(form, text)
    found = {term: tuple((key[0], word) for key, word in words.items()) for term, words in places.items()}
    return ReadModule(module, passages, found, written, joined)


def read_competency_words(competency: CompetencyRecord, analyzer: DutchAnalyzer) -> ReadCompetency:
    """Return the distinct words of a competency that carry weight."""
    text = "\n".join((competency.title, competency.description, *competency.search_terms))
    words = {word.form: word for word in analyzer.words(text)}
    terms = ((term.strip(), tuple(analyzer.words(term))) for term in competency.search_terms)
    split = [*split_verbs(text, analyzer)]
    written = {verb.form: verb.text for verb in reversed(split)}
    for form, as_written in _forms_as_written(text):
        written.setdefault(form, as_written)
    return ReadCompetency(
        competency,
        tuple(words.values()),
        written,
        {verb.form: verb.infinitive for verb in split},
        tuple((term, found) for term, found in terms if found),
    )


def naming_words_of_module(module: ReadModule, analyzer: DutchAnalyzer, table: WordVectors) -> NamingWords:
    """Return the words of a module that name something, each once, at the first place where it stands."""
    words = {
        word.form: (passage, word)
        for stem, places in sorted(module.places.items())
        for passage, word in reversed(places)
        if word.stem == stem and (passage, word.form) not in module.joined and _names_something(word.form, analyzer)
    }
    return _with_vectors(tuple(words.values()), table)


def naming_words_of_competency(competency: ReadCompetency, analyzer: DutchAnalyzer, table: WordVectors) -> NamingWords:
    """Return the words of a competency that name something."""
    words = tuple((0, word) for word in competency.words if _names_something(word.form, analyzer))
    return _with_vectors(words, table)


def match_words(
    module: ReadModule,
    competency: ReadCompetency,
    idf: Mapping[str, float],
    analyzer: DutchAnalyzer,
    related: tuple[NamingWords, NamingWords] | None = None,
) -> list[WordMatch]:
    """Return what the module has of the competency's words, the heaviest first, each word of either text once.

    A search term that the module has in full goes before its words, and a word goes to its best match: "takenlijst"
    meets "takenlijst" and not also "taken". Everyday words are left out, unless there is nothing else to name. With
    ``related`` (the naming words of both), what is left over is paired by meaning ("documenten" by "dossiers").
    """
    matches = sorted(
        chain(_match_terms(module, competency, idf), _match_single_words(module, competency, idf, analyzer)),
        key=lambda found: (-found[0].weight, found[0].competency_word, found[0].passage, found[0].module_word),
    )
    telling = [found for found in matches if _tells(*found, analyzer)]
    if related is not None:
        telling += _match_related(module, competency, idf, *related)
    return _each_word_once(telling or matches)


def sentence_stems(sentence: str, analyzer: DutchAnalyzer) -> frozenset[str]:
    """Return the stems of the words of a sentence, with those of verbs that stand apart in it."""
    apart = (analyzer.analyse(verb.infinitive).stem for verb in split_verbs(sentence, analyzer))
    return frozenset((*(word.stem for word in analyzer.words(sentence)), *apart))


def words_as_written(text: str) -> list[str]:
    """Return the words of a text; a capital that only opens a sentence becomes small, "SLA" and "Teams" stay.

    >>> words_as_written("Werkt met Teams. Stelt een SLA op.")
    ['werkt', 'met', 'Teams', 'stelt', 'een', 'SLA', 'op']
    """
    found: list[str] = []
    for sentence in split_sentences(text):
        words = written_words(sentence)
        if words and words[0][1:].islower():
            words[0] = words[0].lower()
        found.extend(words)
    return found


def is_verb(form: str, analyzer: DutchAnalyzer) -> bool:
    """Return whether a word seems a verb: an infinitive, or a form of one that is no plural of a noun."""
    lemma = analyzer.lemma(form)
    if not lemma.endswith(_INFINITIVES):
        return False
    # A compound that the dictionary does not know keeps its plural ("gebruikerservaringen") as its lemma.
    return analyzer.knows(form) if form == lemma else form.endswith(_VERB_ENDINGS)


@dataclass(frozen=True, slots=True)
class _Pairing:
    """The words behind a match and the term they met through; of a search term its words on both sides."""

    module_words: tuple[Word, ...]
    competency_words: tuple[Word, ...]
    term: str


def _match_single_words(
    module: ReadModule, competency: ReadCompetency, idf: Mapping[str, float], analyzer: DutchAnalyzer
) -> Iterator[tuple[WordMatch, _Pairing]]:
    single_terms = {words[0].form for _term, words in competency.search_terms if len(words) == 1}
    for target in competency.words:
        for term in target.terms:
            for passage, word in module.places.get(term, ()):
                apart = module.joined.get((passage, word.form)), competency.joined.get(target.form)
                if apart[0] != apart[1] and apart[0] != target.form and apart[1] != word.form:
                    continue  # "stemt ... af" is another verb than "stemt"
                kind = _kind(word, target, term)
                weight = idf.get(term, 0.0) * _STRENGTH[kind]
                # "gastvrij" has the stem of the search term "gastvrijheid", but is not that word.
                if target.form in single_terms and analyzer.lemma(word.form) == analyzer.lemma(target.form):
                    kind, weight = MatchKind.SEARCH_TERM, idf.get(term, 0.0) * _STRENGTH[MatchKind.SEARCH_TERM]
                if weight > 0:
                    theirs = competency.written.get(target.form, target.form)
                    ours = module.written.get(word.form, word.form)
                    match = WordMatch(
                        passage,
                        theirs if ours == theirs.lower() else ours,
                        theirs,
                        kind,
                        weight,
                        frozenset({word.stem}),
                    )
                    yield match, _Pairing((word,), (target,), term)


def _match_related(
    module: ReadModule, competency: ReadCompetency, idf: Mapping[str, float], ours: NamingWords, theirs: NamingWords
) -> list[tuple[WordMatch, _Pairing]]:
    """Return the pairs of telling words that lie near in meaning, the heaviest first."""
    if not ours.words or not theirs.words:
        return []
    cosines = (ours.vectors @ theirs.vectors.T).round(5)
    found = []
    for row, column in zip(*map(np.ndarray.tolist, np.nonzero(cosines >= _RELATED)), strict=True):
        (passage, word), (_passage, target) = ours.words[row], theirs.words[column]
        if word.stem != target.stem:
            match = WordMatch(
                passage,
                module.written.get(word.form, word.form),
                competency.written.get(target.form, target.form),
                MatchKind.RELATED,
                idf.get(target.stem, 0.0) * _STRENGTH[MatchKind.RELATED] * float(cosines[row, column]),
                frozenset({word.stem}),
            )
            found.append((match, _Pairing((word,), (target,), target.stem)))
    return sorted(found, key=lambda pair: (-pair[0].weight, pair[0].competency_word, pair[0].module_word))


def _with_vectors(words: tuple[tuple[int, Word], ...], table: WordVectors) -> NamingWords:
    return NamingWords(words, table.rows([word.stem for _passage, word in words]))


def _names_something(form: str, analyzer: DutchAnalyzer) -> bool:
    """Return whether a word is rare enough, and no verb of a sentence, so that its neighbours in meaning tell."""
    if is_vague(form, analyzer) or analyzer.commonness(form) >= _EVERYDAY_RELATED:
        return False
    return form == analyzer.lemma(form) or not is_verb(form, analyzer)


def _match_terms(
    module: ReadModule, competency: ReadCompetency, idf: Mapping[str, float]
) -> Iterator[tuple[WordMatch, _Pairing]]:
    """Yield the search terms of several words that one passage of the module holds side by side."""
    for term, targets in competency.search_terms:
        if len(targets) < 2:
            continue
        options = [
            {number: word for number, word in module.places.get(target.stem, ()) if word.stem == target.stem}
            for target in targets
        ]
        for number in sorted(set.intersection(*map(set, options))):
            words = tuple(option[number] for option in options)
            if found := _find_side_by_side(module.passages[number].text, words):
                weight = sum(idf.get(target.stem, 0.0) for target in targets) * _STRENGTH[MatchKind.SEARCH_TERM]
                stems = frozenset(word.stem for word in words)
                match = WordMatch(number, found, term, MatchKind.SEARCH_TERM, weight, stems)
                yield match, _Pairing(words, targets, term)
                break


def _find_side_by_side(text: str, words: tuple[Word, ...]) -> str:
    """Return the piece of text in which the words follow each other with at most two others between, or nothing."""
    pattern = r"\W+(?:\w+\W+){0,2}?".join(rf"\b{re.escape(word.form)}\b" for word in words)
    found = re.search(pattern, clean(text), re.IGNORECASE)
    return found.group() if found else ""


def _each_word_once(matches: Iterable[tuple[WordMatch, _Pairing]]) -> list[WordMatch]:
    kept: list[WordMatch] = []
    ours: set[str] = set()
    theirs: set[str] = set()
    for match, pairing in matches:
        stems = {word.stem for word in pairing.competency_words}
        if match.stems & ours or stems & theirs:
            continue
        ours |= match.stems
        theirs |= stems
        kept.append(match)
    return kept


def _tells(match: WordMatch, pairing: _Pairing, analyzer: DutchAnalyzer) -> bool:
    """Return whether a match says something to a reader; every match counted in the score."""
    if len(pairing.competency_words) > 1:
        return True
    word, target = pairing.module_words[0], pairing.competency_words[0]
    if is_vague(word.form, analyzer) or is_vague(target.form, analyzer):
        return False
    if match.kind is not MatchKind.COMPOUND_PART:
        return min(analyzer.commonness(word.form), analyzer.commonness(target.form)) < EVERYDAY
    if any(is_verb(form, analyzer) and form != analyzer.lemma(form) for form in (word.form, target.form)):
        return False  # "regelt" is no part of "veiligheidsregels"
    if pairing.term not in (word.stem, target.stem):
        return len(pairing.term) >= _SHORTEST_SHARED_PART and analyzer.commonness(pairing.term) < _EVERYDAY_SHARED_PART
    return max(analyzer.commonness(word.form), analyzer.commonness(target.form)) < EVERYDAY


def _forms_as_written(text: str) -> Iterator[tuple[str, str]]:
    for written in words_as_written(text):
        yield written.lower(), written


def _kind(word: Word, target: Word, term: str) -> MatchKind:
    if word.form == target.form:
        return MatchKind.SAME_WORD
    if word.stem == target.stem:
        return MatchKind.SAME_STEM
    if term in word.terms:
        return MatchKind.COMPOUND_PART
    return MatchKind.SYNONYM
