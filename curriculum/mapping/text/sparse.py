"""A small compressed-row matrix on numpy, as much as the matching needs: the product of all pairs of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# How many products are made at once: enough for numpy, few enough for the cache of the processor.
_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Rows of (column, value) pairs; columns ascend within a row.

    Attributes
    ----------
    starts : ndarray of int, shape (rows + 1,)
    columns : ndarray of int, shape (entries,)
    values : ndarray of float, shape (entries,)
    width : int
        Number of columns.
    """

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @classmethod
    def from_mappings(cls, rows: Sequence[Mapping[int, float]], width: int) -> "SparseRows":
        """Build the matrix from one {column: value} mapping per row."""
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        columns = np.fromiter((column for row in rows for column in sorted(row)), dtype=np.int64, count=int(starts[-1]))
        values = np.fromiter(
            (row[column] for row in rows for column in sorted(row)), dtype=np.float64, count=int(starts[-1])
        )
        return cls(starts, columns, values, width)

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.starts) - 1

    def row_numbers(self) -> Ints:
        """Return the row of every entry, shape (entries,)."""
        return np.repeat(np.arange(self.height), np.diff(self.starts))

    def document_frequencies(self) -> Ints:
        """Return in how many rows each column occurs, shape (width,)."""
        return np.bincount(self.columns, minlength=self.width)

    def with_values(self, values: Floats) -> "SparseRows":
        """Return the same pattern with other values."""
        return SparseRows(self.starts, self.columns, values, self.width)

    def row_sums(self, values: Floats) -> Floats:
        """Return the sum of ``values`` (one per entry) per row, shape (rows,)."""
        sums = np.bincount(self.row_numbers(), weights=values, minlength=self.height)
        return np.asarray(sums, dtype=np.float64)

    def transposed(self) -> "SparseRows":
        """Return the transposed matrix: per column its rows, ascending."""
        order = np.argsort(self.columns, kind="stable")
        starts = np.zeros(self.width + 1, dtype=np.int64)
        np.cumsum(self.document_frequencies(), out=starts[1:])
        return SparseRows(starts, self.row_numbers()[order], self.values[order], self.height)

    def slice_rows(self, start: int, stop: int) -> "SparseRows":
        """Return some rows, ``start`` included, ``stop`` not."""
        low, high = self.starts[start], self.starts[stop]
        return SparseRows(
            self.starts[start : stop + 1] - low, self.columns[low:high], self.values[low:high], self.width
        )

    def take_rows(self, rows: Ints) -> "SparseRows":
        """Return some rows, in the order asked."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        places = np.arange(int(starts[-1])) + np.repeat(self.starts[rows] - starts[:-1], lengths)
        return SparseRows(starts, self.columns[places], self.values[places], self.width)

    def row(self, number: int) -> tuple[Ints, Floats]:
        """Return the columns and the values of one row."""
        start, end = self.starts[number], self.starts[number + 1]
        return self.columns[start:end], self.values[start:end]

    def to_unit(self) -> "SparseRows":
        """Return every row divided by its length; the product of two is their cosine."""
        lengths = np.sqrt(self.row_sums(self.values**2))
        lengths[lengths == 0] = 1.0
        return self.with_values(self.values / lengths[self.row_numbers()])

    def dot(self, right: "SparseRows") -> Floats:
        """Return the product with another sparse matrix, dense, shape (rows, right.width).

        ``right`` serves as an inverted index: only entries that both sides have are touched. Each sum runs in the order
        of the columns, so that it depends on nothing but one row and one column.
        """
        product = np.zeros((self.height, right.width))
        lengths = np.diff(right.starts)[self.columns]
        done = np.concatenate([[0], np.cumsum(lengths)])[self.starts]
        start = 0
        while start < self.height:
            stop = max(start + 1, int(np.searchsorted(done, done[start] + _BLOCK, side="right")) - 1)
            entries = slice(self.starts[start], self.starts[stop])
            columns, times = self.columns[entries], lengths[entries]
            # Where the entries of these columns lie in the index, one range after the other.
            before = np.cumsum(times) - times
            places = np.arange(done[stop] - done[start]) + np.repeat(right.starts[columns] - before, times)
            weights = right.values[places] * np.repeat(self.values[entries], times)
            rows = np.repeat(np.arange(stop - start), np.diff(done[start : stop + 1]))
            cells = np.bincount(
                rows * right.width + right.columns[places], weights=weights, minlength=(stop - start) * right.width
            )
            product[start:stop] = cells.reshape(stop - start, right.width)
            start = stop
        return product
