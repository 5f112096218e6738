"""All that is known of each pair of module and competency before its probability."""

from dataclasses import dataclass, fields, replace
from typing import Any

from curriculum.mapping.text.sparse import Flags, Floats, Ints

PER_COMPETENCY = ("has_search_terms", "competency_words")
PER_MODULE = ("module_words", "held_back")


@dataclass(frozen=True, slots=True)
class PairScores:
    """All scores of an upload, each an array of shape (modules, competencies).

    Attributes
    ----------
    lexical, meaning : ndarray
        The two sides of the text, each a weighted sum of scores centred per competency; ``meaning`` is None without
        the sentence encoder.
    popularity : ndarray
        What it adds that the other modules seem to serve the competency oftener than others.
    neighbours : ndarray
        The mean own score of the most similar modules.
    overlap : ndarray
        The share of the competency's words, weighed by rarity, that the module has; 0 to 1.
    letters : ndarray
        The letter n-gram cosine of the module's best sentence with the competency; 0 to 1.
    search_hits : ndarray
        How many search terms of the competency the module has in full, by rarity; 0 to 3.
    has_search_terms : ndarray, shape (competencies,)
        Which competencies have search terms.
    shared_words : ndarray
        How many telling words the two share (:func:`curriculum.mapping.text.telling.count_shared`) where the link would
        be likely by the rest; elsewhere 0.
    module_words : ndarray, shape (modules,)
        How many words with weight each module has, each field by its own weight.
    competency_words : ndarray, shape (competencies,)
        How many distinct words with weight each competency has.
    path : ndarray
        How strongly work processes lead from the module to the competency; 0 to 1.
    held_back : ndarray, shape (modules,)
        What is taken from the log odds of every link of a module that seems to be about something else than the
        framework; 0 or less (:mod:`curriculum.mapping.belonging`).
    learned : ndarray, optional
        What the programme's own decisions add (:func:`curriculum.mapping.learning.learn_from_decisions`).
    """

    lexical: Floats
    meaning: Floats | None
    popularity: Floats
    neighbours: Floats
    overlap: Floats
    letters: Floats
    search_hits: Floats
    has_search_terms: Flags
    shared_words: Floats
    module_words: Floats
    competency_words: Floats
    path: Floats
    held_back: Floats
    learned: Floats | None = None

    @property
    def own(self) -> Floats:
        """The score of the pair itself: its text, and how popular the competency seems to be."""
        text = self.lexical if self.meaning is None else self.lexical + self.meaning
        return text + self.popularity

    def of_module(self, row: int, columns: Ints, cells: Ints | Flags) -> "PairScores":
        """Return the scores of one module with its candidates, as if these were all competencies.

        Parameters
        ----------
        columns : ndarray of int
            Which competencies the candidates are.
        cells : ndarray of int, or of bool with shape (width,)
            In which cells of the row they stand.
        """
        picked: dict[str, Any] = {}
        for field in fields(self):
            values = getattr(self, field.name)
            if values is None:
                continue
            if field.name in PER_COMPETENCY:
                picked[field.name] = values[columns]
            elif field.name in PER_MODULE:
                picked[field.name] = values[row : row + 1]
            else:
                picked[field.name] = values[row : row + 1, cells]
        return replace(self, **picked)
