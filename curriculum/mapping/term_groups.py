"""The words or the search terms of all competencies, for counting which of them a module has."""

from collections.abc import Mapping, Sequence

import numpy as np

from curriculum.mapping.text.sparse import Floats, Ints, SparseRows
from curriculum.mapping.text.top_products import RowProducts


class TermGroups:
    """The words or search terms of all competencies, each a group of terms, one competency after the other."""

    def __init__(self, groups: Sequence[Sequence[Sequence[str]]], number: Mapping[str, int]) -> None:
        self.members = [tuple(dict.fromkeys(group)) for found in groups for group in found]
        self.sizes = np.array([len(group) for group in self.members], dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum([len(found) for found in groups], dtype=np.int64)])
        wanted = [{number[term]: 1.0 for term in group if term in number} for group in self.members]
        self._products = RowProducts(SparseRows.from_mappings(wanted, len(number)))

    def count(self, columns: Ints, terms: Ints) -> tuple[Ints, Ints, Floats]:
        """Return the groups of some competencies, to which of these each belongs, and how many of its terms occur."""
        lengths = self._starts[columns + 1] - self._starts[columns]
        owners = np.repeat(np.arange(len(columns)), lengths)
        rows = np.arange(int(lengths.sum())) + np.repeat(
            self._starts[columns] - (np.cumsum(lengths) - lengths), lengths
        )
        return rows, owners, self._products.at(rows, terms, np.ones(len(terms)))
