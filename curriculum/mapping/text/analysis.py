"""Turns Dutch text into terms: words without boilerplate, their lemma and stem, and the parts of compounds."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log10

from curriculum.mapping.text.compounds import CompoundSplitter
from curriculum.mapping.text.loading import loading
from curriculum.mapping.text.stopwords import LIGHT_WORDS, STOPWORDS, may_hold_boilerplate, remove_boilerplate
from curriculum.mapping.text.synonyms import load_synonyms

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BLANKS = re.compile(r"[^\S\r\n]{2,}|[^\S\r\n ]")
_WORD = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)|\s*[\n\r•▪●–]+\s*|\s+-\s+")
_JOINTS = re.compile(r"[-'’&]")
_MIN_STEM = 2


@dataclass(frozen=True, slots=True)
class Word:
    """What the analysis knows of one distinct word form (lower case).

    ``stem`` is empty for a word without weight; ``parts`` are the stems of a compound's parts; ``synonyms`` are the
    stems that the synonym list gives for the word.
    """

    form: str
    stem: str = ""
    parts: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Everything by which this word can be found: its stem, then the parts."""
        return (self.stem, *self.parts) if self.stem else ()


def clean(text: str) -> str:
    """Return ``text`` in one Unicode form, without soft hyphens, zero-width characters and runs of blanks.

    Runs of blanks would make the patterns below take time with the square of their length.

    >>> clean("ver\\u00adgadering")
    'vergadering'
    """
    if text.isprintable() and "  " not in text:
        # Of all blanks and signs that do not show, only the space is printable: there is nothing to take out.
        return unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text.translate(_INVISIBLE)))


def find_words(text: str) -> list[str]:
    """Return the word forms of ``text`` in lower case, boilerplate left out.

    >>> find_words("De student kan een e-mail schrijven.")
    ['een', 'e-mail', 'schrijven']
    """
    return [word.lower() for word in written_words(text)]


def written_words(text: str) -> list[str]:
    """Return the words of ``text`` with their capitals, boilerplate left out.

    >>> written_words("De student kan een SLA opstellen.")
    ['een', 'SLA', 'opstellen']
    """
    cleaned = clean(text)
    words: list[str] = _WORD.findall(cleaned)
    # Most texts hold no boilerplate, and looking for it costs more than all the rest.
    if may_hold_boilerplate(cleaned, words):
        words = _WORD.findall(remove_boilerplate(cleaned))
    return words


def split_sentences(text: str) -> list[str]:
    """Return the sentences and list items of ``text``, for showing the best one.

    >>> split_sentences("Plant afspraken. Beheert de agenda\\n- notuleert")
    ['Plant afspraken.', 'Beheert de agenda', 'notuleert']
    """
    return [stripped for part in _SENTENCE_END.split(clean(text)) if (stripped := part.strip().strip("-•* \t").strip())]


class DutchAnalyzer:
    """Analyses words, each distinct form once.

    Parameters
    ----------
    synonyms : Mapping[str, tuple[str, ...]], optional
        Word form to other forms with the same meaning; default the list that ships with the tool.

    Notes
    -----
    The order lemma, then stem, then compound parts is the one that measured best among the light designs
    (``benchmarks/README.md``). The dictionaries load here (about half a second in a cold process).
    """

    def __init__(self, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> None:
        import simplemma
        import Stemmer

        with loading():
            from wordfreq import get_frequency_dict

            frequencies = get_frequency_dict("nl", wordlist="large")
            simplemma.is_known("woord", lang="nl")  # Loads its dictionary.
        self._lemmatize = simplemma.lemmatize
        self._stem = Stemmer.Stemmer("dutch_porter").stemWord
        self._frequencies = frequencies
        self._is_known: Callable[[str], bool] = lambda word: simplemma.is_known(word, lang="nl")
        self._splitter = CompoundSplitter(frequencies, self._is_known)
        self._synonyms = load_synonyms() if synonyms is None else synonyms
        self._words: dict[str, Word] = {}
        self._lemmas: dict[str, str] = {}
        self._commonness: dict[str, float] = {}

    def analyse(self, form: str) -> Word:
        """Return what is known of one word form in lower case."""
        word = self._words.get(form)
        if word is None:
            word = self._words[form] = self._analyse(form)
        return word

    def words(self, text: str) -> list[Word]:
        """Return the words of ``text`` that carry weight, in reading order."""
        return [word for form in find_words(text) if (word := self.analyse(form)).stem]

    def knows(self, form: str) -> bool:
        """Return whether the dictionary lists a word; most compounds it does not."""
        return self._is_known(form)

    def commonness(self, form: str) -> float:
        """Return how common a word is in Dutch (Zipf scale, 0 = unknown), an inflected form as its lemma.

        The Zipf scale is the base-10 logarithm of the frequency per thousand million words (Van Heuven et al., 2014,
        "SUBTLEX-UK").
        """
        found = self._commonness.get(form)
        if found is None:
            frequency = max(self._frequencies.get(form, 0.0), self._frequencies.get(self.lemma(form), 0.0))
            found = self._commonness[form] = log10(frequency) + 9 if frequency > 0 else 0.0
        return found

    def _analyse(self, form: str) -> Word:
        stem = self._to_stem(form)
        if not stem:
            return Word(form)
        lemma = self.lemma(form)
        if form.isalpha():
            # Of an inflected form only the lemma is cut, or an ending would be taken for a part.
            parts = self._splitter.split(lemma)
        else:
            pieces = [piece for piece in _JOINTS.split(form) if piece]
            cut = [
                (*self._splitter.split(self.lemma(piece)), *([piece] if len(pieces) > 1 else [])) for piece in pieces
            ]
            parts = tuple(part for found in cut for part in found)
        others = self._synonyms.get(form) or self._synonyms.get(lemma) or ()
        return Word(form, stem, self._stems(parts, stem), self._stems(others, stem))

    def _stems(self, words: Iterable[str], own: str) -> tuple[str, ...]:
        """Return the distinct stems of some words, without ``own``."""
        return tuple(dict.fromkeys(stem for word in words if (stem := self._to_stem(word)) and stem != own))

    def lemma(self, form: str) -> str:
        """Return the form under which a dictionary lists a word in lower case."""
        found = self._lemmas.get(form)
        if found is None:
            # The dictionary marks separable verbs with an underscore ("samen_werken").
            found = self._lemmas[form] = str(self._lemmatize(form, lang="nl")).lower().replace("_", "")
        return found

    def _to_stem(self, form: str) -> str:
        """Return the stem of the lemma, empty for a word without weight."""
        if form in STOPWORDS or (len(form) == 1 and not form.isdigit()):
            return ""
        lemma = self.lemma(form)
        if lemma in LIGHT_WORDS or (lemma in STOPWORDS and len(form) < 5):
            return ""
        stem = str(self._stem(lemma))
        return stem if len(stem) >= _MIN_STEM or stem.isdigit() else lemma


@cache
def get_analyzer() -> DutchAnalyzer:
    """Return the analyzer of this process, with the shipped synonyms."""
    return DutchAnalyzer()
