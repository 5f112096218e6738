"""The letter n-grams of a framework, by which the sentences of any number of modules are scored."""

from collections.abc import Iterator, Sequence

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.steps import Steps
from curriculum.mapping.text.analysis import DutchAnalyzer
from curriculum.mapping.text.documents import module_sentences, weighed_competency_texts
from curriculum.mapping.text.letter_grams import letter_grams
from curriculum.mapping.text.sparse import Flags, Floats, Ints, SparseRows
from curriculum.mapping.text.term_table import TermTable
from curriculum.mapping.text.top_products import RowProducts

_BLOCK = 256


class LetterSide:
    """The letter n-grams of the competencies and of the sample, by which the sentences of all modules are scored."""

    def __init__(
        self,
        modules: Sequence[ModuleRecord],
        competencies: Sequence[CompetencyRecord],
        chosen: Ints,
        analyzer: DutchAnalyzer,
        settings: MatchSettings,
    ) -> None:
        def expand(form: str) -> Iterator[tuple[str, float, bool]]:
            if analyzer.analyse(form).stem:
                yield from ((gram, 1.0, False) for gram in letter_grams(form))

        self._table = TermTable(expand)
        theirs = self._table.read(
            (weighed_competency_texts(competency, settings) for competency in competencies), with_synonyms=False
        )
        sentences, self._sizes = self._read([modules[row] for row in chosen])
        width = len(self._table.terms)
        count = sentences.height + theirs.height
        frequencies = np.bincount(np.concatenate([sentences.columns, theirs.columns]), minlength=width)
        self._idf = np.log((1 + count) / (1 + frequencies)) + 1
        self._unseen = float(np.log(1 + count)) + 1
        self._right = self._weigh(SparseRows(theirs.starts, theirs.columns, theirs.values, width))
        self._sentences = self._weigh(sentences)

    def sampled(self) -> tuple[Floats, Floats]:
        """Return the best and the mean cosine of the sentences of the sampled modules with all competencies."""
        index = self._right.transposed()
        best, mean = (np.zeros((len(self._sizes), self._right.height)) for _side in range(2))
        stop = 0
        for row, size in enumerate(self._sizes):
            start, stop = stop, stop + size
            if size:
                cosines = self._sentences.slice_rows(start, stop).dot(index)
                best[row], mean[row] = cosines.max(axis=0), cosines.mean(axis=0)
        return best, mean

    def score(
        self, modules: Sequence[ModuleRecord], columns: Ints, valid: Flags, steps: Steps
    ) -> tuple[Floats, Floats]:
        """Return the best and the mean cosine of the sentences of every module with its candidates."""
        products = RowProducts(self._right)
        best, mean = np.zeros(columns.shape), np.zeros(columns.shape)
        tell = steps.progress("letters")
        for first in range(0, len(modules), _BLOCK):
            rows, sizes = self._read(modules[first : first + _BLOCK])
            unit = self._weigh(rows)
            stop = 0
            for row, size in enumerate(sizes, first):
                tell(row, len(modules))
                start, stop = stop, stop + size
                cells = valid[row]
                cosines = np.zeros((size, int(cells.sum())))
                for place in range(size):
                    grams, weights = unit.row(start + place)
                    known = grams < self._right.width
                    cosines[place] = products.at(columns[row, cells], grams[known], weights[known])
                if size:
                    best[row, cells], mean[row, cells] = cosines.max(axis=0), cosines.mean(axis=0)
        tell(len(modules), len(modules))
        return best, mean

    def _read(self, modules: Sequence[ModuleRecord]) -> tuple[SparseRows, list[int]]:
        sentences = [module_sentences(module) for module in modules]
        rows = self._table.read(([(sentence, 1.0)] for found in sentences for sentence in found), with_synonyms=False)
        return rows, [len(found) for found in sentences]

    def _weigh(self, rows: SparseRows) -> SparseRows:
        known = rows.columns < len(self._idf)
        idf = np.where(known, self._idf[np.where(known, rows.columns, 0)], self._unseen)
        return rows.with_values(np.log1p(rows.values) * idf).to_unit()
