"""Texts as rows of weighted terms over one alphabetical numbering, put together from parts that were read before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from curriculum.mapping.text.documents import Document
from curriculum.mapping.text.sparse import Floats, Ints, SparseRows


@dataclass(frozen=True, slots=True)
class Bag:
    """The numbers of a text's terms, in alphabetical order of the terms, and what each weighs; shape (terms,)."""

    numbers: Ints
    weights: Floats


class Vocabulary:
    """Numbers terms as they come and knows their alphabetical order.

    Terms are never forgotten: one that no text has any more takes part in no sum and changes no figure.

    Examples
    --------
    >>> words = Vocabulary()
    >>> bags = [words.bag({"verslag": 2.0, "agenda": 1.0}), words.bag({"balie": 1.0})]
    >>> rows = words.stack(bags)
    >>> words.names(), rows.columns.tolist(), rows.values.tolist()
    (['agenda', 'balie', 'verslag'], [0, 2, 1], [1.0, 2.0, 1.0])
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._order: Ints = np.zeros(0, dtype=np.int64)
        self._ranks: Ints = np.zeros(0, dtype=np.int64)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._numbers)

    def bag(self, weights: Mapping[str, float]) -> Bag:
        """Return the terms of one text."""
        names = sorted(weights)
        numbers = [self._numbers.setdefault(name, len(self._numbers)) for name in names]
        return Bag(np.array(numbers, dtype=np.int64), np.array([weights[name] for name in names], dtype=np.float64))

    def names(self) -> list[str]:
        """Return all terms in alphabetical order."""
        self._sort()
        return self._names

    def order(self) -> Ints:
        """Return the numbers of the terms, in alphabetical order of the terms."""
        self._sort()
        return self._order

    def numbered(self, start: int) -> list[str]:
        """Return the terms from number ``start`` on, by number."""
        return list(islice(self._numbers, start, None))

    def stack(self, bags: Sequence[Bag]) -> SparseRows:
        """Return one row per text; the columns are the places of the terms in :meth:`names`."""
        self._sort()
        starts = np.zeros(len(bags) + 1, dtype=np.int64)
        np.cumsum([len(bag.numbers) for bag in bags], out=starts[1:])
        numbers = np.concatenate([bag.numbers for bag in bags]) if bags else np.zeros(0, dtype=np.int64)
        weights = np.concatenate([bag.weights for bag in bags]) if bags else np.zeros(0)
        return SparseRows(starts, self._ranks[numbers], weights, len(self._names))

    def _sort(self) -> None:
        if len(self._names) < len(self._numbers):
            # The old names are in order already, so that sorting costs little more than looking at each.
            self._names = sorted((*self._names, *self.numbered(len(self._names))))
            numbers = map(self._numbers.__getitem__, self._names)
            self._order = np.fromiter(numbers, dtype=np.int64, count=len(self._names))
            self._ranks = np.empty(len(self._order), dtype=np.int64)
            self._ranks[self._order] = np.arange(len(self._order))


@dataclass(frozen=True)
class Sides:
    """The weighted terms of modules and competencies; the columns of both are the same terms in alphabetical order.

    Attributes
    ----------
    modules, competencies : SparseRows
    terms : sequence of str
        One per column; some may occur on neither side.
    """

    modules: SparseRows
    competencies: SparseRows
    terms: Sequence[str]

    @classmethod
    def of(cls, modules: Iterable[Document], competencies: Iterable[Document]) -> "Sides":
        """Return the sides of some documents."""
        vocabulary = Vocabulary()
        ours, theirs = ([vocabulary.bag(document.terms) for document in side] for side in (modules, competencies))
        return cls(vocabulary.stack(ours), vocabulary.stack(theirs), vocabulary.names())

    @cached_property
    def number(self) -> dict[str, int]:
        """The column of each term."""
        return {term: column for column, term in enumerate(self.terms)}

    @cached_property
    def idf(self) -> Floats:
        """Lucene's inverse document frequency of every term over both sides, shape (terms,)."""
        count = self.modules.height + self.competencies.height
        frequencies = self.modules.document_frequencies() + self.competencies.document_frequencies()
        return np.asarray(np.log1p((count - frequencies + 0.5) / (frequencies + 0.5)), dtype=np.float64)

    @property
    def highest_idf(self) -> float:
        """The idf of a term that stands in one text only."""
        return float(np.log1p((self.modules.height + self.competencies.height - 0.5) / 1.5))

    def rarity(self) -> dict[str, float]:
        """Return the inverse document frequency by term, for explaining."""
        return dict(zip(self.terms, self.idf.tolist(), strict=True))
