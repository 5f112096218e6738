"""Reads many texts into one matrix of weighted terms, each distinct word form analysed once and counted by numpy."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.analysis import DutchAnalyzer, find_words
from curriculum.mapping.text.sparse import Flags, Floats, Ints, SparseRows

# How many words are counted at once: enough for numpy, little memory.
_BLOCK = 200_000
_RECORDS_PER_REPORT = 64

# A word form to its terms: the term, what it counts, whether it is a synonym.
Expand = Callable[[str], Iterable[tuple[str, float, bool]]]
# Texts of one record with what a word in each of them counts.
Weighed = Iterable[tuple[str, float]]


def expand_terms(analyzer: DutchAnalyzer, settings: MatchSettings) -> Expand:
    """Return what gives stem, compound parts and synonyms of a word form."""

    def expand(form: str) -> Iterator[tuple[str, float, bool]]:
        word = analyzer.analyse(form)
        if word.stem:
            yield word.stem, 1.0, False
            for part in word.parts:
                yield part, settings.part_weight, False
            for synonym in word.synonyms:
                yield synonym, settings.synonym_weight, True

    return expand


class TermTable:
    """Numbers terms and counts them per record, in the way of :class:`~curriculum.mapping.text.documents.Document`.

    ``expand`` gives what a word form counts for; ``progress`` is called with the number of records read. The figures
    are those of ``Document.terms`` to the last bit, since every sum runs in reading order.

    Examples
    --------
    >>> from curriculum.mapping.text.analysis import get_analyzer
    >>> table = TermTable(expand_terms(get_analyzer(), MatchSettings(part_weight=0.5)))
    >>> rows = table.read([[("Agendabeheer en agenda", 1.0)]], with_synonyms=False)
    >>> [(table.terms[column], float(value)) for column, value in zip(rows.columns, rows.values)]
    [('agendabeher', 1.0), ('agenda', 1.5), ('beher', 0.5)]
    """

    def __init__(self, expand: Expand, progress: Callable[[int], None] | None = None) -> None:
        self._expand = expand
        self._progress = progress
        self._read = 0
        self._forms: defaultdict[str, int] = defaultdict()
        self._forms.default_factory = self._forms.__len__
        self._terms: defaultdict[str, int] = defaultdict()
        self._terms.default_factory = self._terms.__len__
        # Per form: where its terms begin, the terms, what each counts, and whether it is a synonym.
        self._starts = [0]
        self._columns: list[int] = []
        self._weights: list[float] = []
        self._is_synonym: list[bool] = []
        self._arrays: tuple[Ints, Ints, Floats, Flags] | None = None
        self._counted: list[Floats] = []

    def read(self, records: Iterable[Weighed], *, with_synonyms: bool) -> SparseRows:
        """Return the weighted terms of some records; columns are the numbers of this table, in order of appearance."""
        self._counted = []
        parts = list(self._count_blocks(records, with_synonyms=with_synonyms))
        starts = np.zeros(1 + sum(len(counts) for counts, _columns, _values in parts), dtype=np.int64)
        if parts:
            np.cumsum(np.concatenate([counts for counts, _columns, _values in parts]), out=starts[1:])
        columns = np.concatenate([columns for _counts, columns, _values in parts] or [np.zeros(0, dtype=np.int64)])
        values = np.concatenate([values for _counts, _columns, values in parts] or [np.zeros(0)])
        return SparseRows(starts, columns, values, len(self._terms))

    def word_counts(self) -> Floats:
        """Return how many words with terms each record of the latest reading has, each as weighed, shape (records,)."""
        return np.concatenate(self._counted or [np.zeros(0)])

    @property
    def terms(self) -> list[str]:
        """The terms by number."""
        return list(self._terms)

    def alphabetical(self, rows: SparseRows) -> SparseRows:
        """Return rows of this table with the columns in alphabetical order, so that no figure depends on row order."""
        terms = self.terms
        ranks = np.empty(len(terms), dtype=np.int64)
        ranks[sorted(range(len(terms)), key=terms.__getitem__)] = np.arange(len(terms))
        columns = ranks[rows.columns]
        order = np.lexsort((columns, rows.row_numbers()))
        return SparseRows(rows.starts, columns[order], rows.values[order], len(ranks))

    def _count_blocks(self, records: Iterable[Weighed], *, with_synonyms: bool) -> Iterator[tuple[Ints, Ints, Floats]]:
        """Yield per block of records: entries per record, their columns and their values."""
        forms: list[int] = []
        lengths: list[int] = []
        weights: list[float] = []
        ends: list[int] = []
        for record in records:
            if self._progress is not None and self._read % _RECORDS_PER_REPORT == 0:
                self._progress(self._read)
            self._read += 1
            for text, weight in record:
                before = len(forms)
                forms.extend(map(self._forms.__getitem__, find_words(text)))
                lengths.append(len(forms) - before)
                weights.append(weight)
            ends.append(len(forms))
            if len(forms) >= _BLOCK:
                yield self._count(forms, np.repeat(weights, lengths), ends, with_synonyms=with_synonyms)
                forms, lengths, weights, ends = [], [], [], []
        if ends:
            yield self._count(forms, np.repeat(weights, lengths), ends, with_synonyms=with_synonyms)

    def _count(
        self, forms: list[int], weights: Floats, ends: list[int], *, with_synonyms: bool
    ) -> tuple[Ints, Ints, Floats]:
        starts, columns, weights_of, is_synonym = self._expansions()
        numbers = np.array(forms, dtype=np.int64)
        records = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
        lengths = starts[numbers + 1] - starts[numbers]
        counted = np.bincount(records, weights=weights * (lengths > 0), minlength=len(ends))
        self._counted.append(np.asarray(counted, dtype=np.float64))
        places = np.arange(int(lengths.sum())) + np.repeat(starts[numbers] - (np.cumsum(lengths) - lengths), lengths)
        values = np.repeat(weights, lengths) * weights_of[places]
        keys = np.repeat(records, lengths) * len(self._terms) + columns[places]
        if not with_synonyms:
            own = ~is_synonym[places]
            keys, values = keys[own], values[own]
        # bincount adds up in reading order, as the documents do; a sum in another order has other last bits.
        distinct, inverse = np.unique(keys, return_inverse=True)
        sums = np.asarray(np.bincount(inverse, weights=values, minlength=len(distinct)), dtype=np.float64)
        width = max(1, len(self._terms))
        counts = np.bincount(distinct // width, minlength=len(ends))
        return counts.astype(np.int64), (distinct % width).astype(np.int64), sums

    def _expansions(self) -> tuple[Ints, Ints, Floats, Flags]:
        """Return what all forms so far expand to: where each begins, the terms, what they count, which are synonyms."""
        known = len(self._starts) - 1
        if self._arrays is None or known < len(self._forms):
            for form in list(self._forms)[known:]:
                for term, weight, is_synonym in self._expand(form):
                    self._columns.append(self._terms[term])
                    self._weights.append(weight)
                    self._is_synonym.append(is_synonym)
                self._starts.append(len(self._columns))
            self._arrays = (
                np.array(self._starts, dtype=np.int64),
                np.array(self._columns, dtype=np.int64),
                np.array(self._weights, dtype=np.float64),
                np.array(self._is_synonym, dtype=bool),
            )
        return self._arrays
