"""The highest entries of every row of a sparse product, exact, without computing the product."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from curriculum.mapping.text.sparse import Floats, Ints, SparseRows

# Equal on every processor and independent of how a sum was split: sums that agree so far are a tie.
_DECIMALS = 9
_MARGIN = 10.0**-_DECIMALS
# How many sums are looked at for a first bound.
_SOME = 512
_ROWS_PER_REPORT = 256


@dataclass(frozen=True, slots=True)
class TopEntries:
    """The highest entries of each row, the highest first, ties by column.

    Attributes
    ----------
    columns : ndarray of int, shape (rows, count)
        -1 where a row has fewer entries above zero.
    values : ndarray of float, shape (rows, count)
        0 where there is no entry.
    """

    columns: Ints
    values: Floats


def find_top_products(
    left: SparseRows,
    right: SparseRows,
    count: int,
    *,
    many: int = 8192,
    progress: Callable[[int, int], None] | None = None,
) -> TopEntries:
    """Return the ``count`` highest entries above zero of each row of ``left`` times ``right`` transposed.

    Parameters
    ----------
    left : SparseRows, shape (rows, terms)
    right : SparseRows, shape (others, terms)
        Both without negative values.
    count : int
        How many to find per row.
    many : int
        A row whose terms occur no oftener than this in ``right`` is summed in full, since looking for bounds would cost
        more. It changes no figure.
    progress : Callable[[int, int], None], optional
        Called with (rows done, rows in all); to cancel, raise from it.

    Notes
    -----
    Turtle and Flood, "Query evaluation: strategies and optimizations" (1995), *MaxScore*: rare terms are summed first;
    once the ``count``-th best of them is more than all common terms together could add, only those that can still get
    there are summed in full, over their own terms. A bound is never guessed, so that nothing is missed.

    Examples
    --------
    >>> left = SparseRows.from_mappings([{0: 1.0, 1: 2.0}], 2)
    >>> right = SparseRows.from_mappings([{0: 1.0}, {1: 3.0}, {}], 2)
    >>> top = find_top_products(left, right, 2)
    >>> top.columns.tolist(), top.values.tolist()
    ([[1, 0]], [[6.0, 1.0]])
    """
    count = min(count, right.height)
    columns = np.full((left.height, count), -1, dtype=np.int64)
    values = np.zeros((left.height, count))
    search = _Search(right, count, many)
    for row in range(left.height if count else 0):
        if progress is not None and row % _ROWS_PER_REPORT == 0:
            progress(row, left.height)
        start, end = left.starts[row], left.starts[row + 1]
        found, sums = search.best(left.columns[start:end], left.values[start:end])
        columns[row, : len(found)] = found
        values[row, : len(found)] = sums
    if progress is not None:
        progress(left.height, left.height)
    return TopEntries(columns, values)


class RowProducts:
    """Products of one row with some rows of another matrix, each summed over the columns in ascending order."""

    def __init__(self, right: SparseRows) -> None:
        self._right = right
        self._query = np.zeros(right.width)

    def at(self, rows: Ints, terms: Ints, weights: Floats) -> Floats:
        """Return the product of one sparse row (terms, weights) with each of some rows, shape (rows,)."""
        right = self._right
        self._query[terms] = weights
        lengths = right.starts[rows + 1] - right.starts[rows]
        places = np.arange(int(lengths.sum())) + np.repeat(right.starts[rows] - (np.cumsum(lengths) - lengths), lengths)
        products = right.values[places] * self._query[right.columns[places]]
        self._query[terms] = 0.0
        sums = np.bincount(np.repeat(np.arange(len(rows)), lengths), weights=products, minlength=len(rows))
        return np.asarray(sums, dtype=np.float64)


class _Search:
    """The inverted index of one side, and the search for the best rows of it."""

    def __init__(self, right: SparseRows, count: int, many: int) -> None:
        self._products = RowProducts(right)
        self._index = right.transposed()
        self._lengths = np.diff(self._index.starts)
        self._count = count
        self._many = many
        self._most = np.zeros(right.width)
        np.maximum.at(self._most, right.columns, right.values)

    def best(self, terms: Ints, weights: Floats) -> tuple[Ints, Floats]:
        """Return the best rows for one query and their values, the best first."""
        lengths = self._lengths[terms]
        hopeful = self._exclude(terms, weights, lengths) if lengths.sum() > self._many else None
        if hopeful is None:
            sums = self._sum_postings(terms, weights)
            hopeful = self._highest(sums)
            sums = sums[hopeful]
        else:
            sums = self._products.at(hopeful, terms, weights)
        order = np.argsort(-np.round(sums, _DECIMALS), kind="stable")[: self._count]
        order = order[sums[order] > 0]
        return hopeful[order], sums[order]

    def _exclude(self, terms: Ints, weights: Floats, lengths: Ints) -> Ints | None:
        """Return the rows that can be among the best, by their rare terms alone; None when those exclude nothing."""
        order = np.argsort(lengths, kind="stable")
        reached = np.cumsum(lengths[order])
        # What the terms from here on can add at most; a little more, for what rounding loses.
        rest = np.append(np.cumsum((weights[order] * self._most[terms[order]])[::-1])[::-1], 0.0) * (1 + 1e-9)
        budget = max(1, self._many)
        while budget < reached[-1]:
            taken = int(np.searchsorted(reached, budget, side="right"))
            rare = np.sort(order[:taken])
            sums = self._sum_postings(terms[rare], weights[rare])
            least = float(sums[self._highest(sums)].min())
            if least > rest[taken]:
                return np.flatnonzero(sums >= least - rest[taken] - _MARGIN)
            budget *= 4
        return None

    def _highest(self, sums: Floats) -> Ints:
        """Return, ascending, the places of the ``count`` highest sums and of those that equal the last of them."""
        # The count-th highest of some is no higher than that of all: a cheap bound first, then the exact one.
        places = np.flatnonzero(sums >= self._bound(sums[:_SOME]))
        if len(sums) <= _SOME:
            return places
        high = sums[places]
        return places[high >= self._bound(high)]

    def _bound(self, sums: Floats) -> float:
        """Return what a sum must reach to be one of the highest of these."""
        if len(sums) <= self._count:
            return 0.0
        return float(np.partition(sums, len(sums) - self._count)[len(sums) - self._count]) - _MARGIN

    def _sum_postings(self, terms: Ints, weights: Floats) -> Floats:
        """Return the sum over these terms for all rows."""
        index, lengths = self._index, self._lengths[terms]
        total = int(lengths.sum())
        if total > _SOME * 8:
            # Long slices of the index are put together faster than their entries are looked up one by one.
            spans = list(zip(index.starts[terms].tolist(), index.starts[terms + 1].tolist(), strict=True))
            rows = np.concatenate([index.columns[start:end] for start, end in spans])
            values = np.concatenate([index.values[start:end] for start, end in spans])
        else:
            places = np.arange(total) + np.repeat(index.starts[terms] - (np.cumsum(lengths) - lengths), lengths)
            rows, values = index.columns[places], index.values[places]
        products = values * np.repeat(weights, lengths)
        return np.asarray(np.bincount(rows, weights=products, minlength=index.width), dtype=np.float64)
