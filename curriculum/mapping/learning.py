"""Learns from the programme's own decisions: similar modules serve similar competencies, and some occur more often."""

from collections.abc import Mapping, Sequence

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping.likeness import ModuleLikeness
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.sparse import Floats, Ints, SparseRows

# What a verdict teaches about the same competency in a similar module.
_LESSON = {Verdict.FULL: 1.0, Verdict.PARTIAL: 0.7, Verdict.REJECTED: -0.7}


class Lessons:
    """What the decided modules of a programme teach about each of its modules, at any size.

    Two lessons are added up. Likeness: what was decided on the most similar decided modules. Popularity: a competency
    that many decided modules confirm is likelier elsewhere, one that none confirms is less likely. Both weigh
    n / (n + learning_prior) after n decided modules, so that the first few decisions cannot spoil the result. A
    module's own decisions teach nothing about itself: a decision never feeds its own probability.

    Parameters
    ----------
    likeness : ModuleLikeness
        How alike the modules are.
    decided : Mapping[tuple[int, int], Verdict]
        The verdict that holds on each decided (row of the module, column of the competency).
    competencies : int
        How many competencies there are.
    settings : MatchSettings
        For the weights; the neighbours are sought here, once for all modules.
    """

    def __init__(
        self,
        likeness: ModuleLikeness,
        decided: Mapping[tuple[int, int], Verdict],
        competencies: int,
        settings: MatchSettings,
    ) -> None:
        self._settings = settings
        self._decided = np.array(sorted({row for row, _column in decided}), dtype=np.int64)
        self._places = {row: place for place, row in enumerate(self._decided.tolist())}
        taught: list[dict[int, float]] = [{} for _row in self._decided]
        for (row, column), verdict in decided.items():
            taught[self._places[row]][column] = _LESSON[verdict]
        self._taught = SparseRows.from_mappings(taught, competencies)
        confirmed = np.maximum(self._taught.values, 0.0)
        self._confirmed = np.asarray(
            np.bincount(self._taught.columns, weights=confirmed, minlength=competencies), dtype=np.float64
        )
        self._near: list[tuple[Ints, Floats]] = []
        if len(self._decided):
            self._near = [
                (np.searchsorted(self._decided, rows), alike)
                for _row, rows, alike in likeness.nearest(settings.neighbours, among=self._decided)
            ]

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self._near)

    def suggested(self, row: int) -> Ints:
        """Return the competencies that were confirmed on the decided modules most like this one."""
        if not self:
            return np.zeros(0, dtype=np.int64)
        places, alike = self._near[row]
        near = self._taught.take_rows(places[alike > 0])
        return np.unique(near.columns[near.values > 0])

    def about(self, row: int, columns: Ints) -> Floats:
        """Return what the decisions add to the scores of a module with some competencies, shape (columns,)."""
        if not self:
            return np.zeros(len(columns))
        own = self._places.get(row)
        others = len(self._decided) - (own is not None)
        if not others:
            return np.zeros(len(columns))
        settings = self._settings
        learned = settings.likeness_weight * self._lent(row, columns)
        learned += settings.popularity_weight * self._popularity(own, others, columns)
        return np.asarray(others / (others + settings.learning_prior) * learned, dtype=np.float64)

    def _lent(self, row: int, columns: Ints) -> Floats:
        """Return the lessons of the most similar decided modules, weighed by the square of likeness."""
        places, alike = self._near[row]
        weights = alike**2
        lent = np.zeros(len(columns))
        for place, weight in zip(places.tolist(), weights.tolist(), strict=True):
            lent += weight * self._lesson(place, columns)
        # The constant keeps a faint likeness from speaking with full voice.
        return lent / (float(weights.sum()) + self._settings.likeness_floor)

    def _popularity(self, own: int | None, others: int, columns: Ints) -> Floats:
        """Return the log of how much oftener than average the other decided modules confirm each competency."""
        counts, total = self._confirmed[columns], float(self._confirmed.sum())
        if own is not None:
            counts = counts - np.maximum(self._lesson(own, columns), 0.0)
            total -= float(np.maximum(self._taught.row(own)[1], 0.0).sum())
        average = total / (others * len(self._confirmed)) or 1.0
        prior = self._settings.popularity_prior
        return np.asarray(np.log((counts + prior * average) / (others + prior) / average), dtype=np.float64)

    def _lesson(self, place: int, columns: Ints) -> Floats:
        """Return what one decided module teaches about some competencies; 0 where nothing was decided."""
        known, values = self._taught.row(place)
        found = np.minimum(np.searchsorted(known, columns), len(known) - 1)
        return np.where(known[found] == columns, values[found], 0.0)


def learn_from_decisions(
    likeness: ModuleLikeness,
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    verdicts: Mapping[tuple[str, str], Verdict],
    settings: MatchSettings,
) -> Floats:
    """Return what the decisions add to every score, shape (modules, competencies); zeros without decisions.

    Examples
    --------
    >>> from curriculum.mapping.text.documents import Document
    >>> from curriculum.mapping.text.lexical import term_vectors
    >>> from curriculum.mapping.text.sides import Sides
    >>> modules = [ModuleRecord("M1", ""), ModuleRecord("M2", ""), ModuleRecord("M3", "")]
    >>> documents = [Document({}, {term: 1.0}) for term in ("agenda", "agenda", "zwemmen")]
    >>> settings = MatchSettings(popularity_weight=0.0)
    >>> learned = learn_from_decisions(
    ...     ModuleLikeness(term_vectors(Sides.of(documents, [])), None, settings),
    ...     modules,
    ...     [CompetencyRecord("C1", "")],
    ...     {("M1", "C1"): Verdict.FULL},
    ...     settings,
    ... )
    >>> [bool(value > 0) for value in learned[:, 0]]
    [False, True, False]
    """
    learned = np.zeros((len(modules), len(competencies)))
    lessons = Lessons(likeness, place_verdicts(modules, competencies, verdicts), len(competencies), settings)
    if lessons:
        columns = np.arange(len(competencies))
        for row in range(len(modules)):
            learned[row] = lessons.about(row, columns)
    return learned


def place_verdicts(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    verdicts: Mapping[tuple[str, str], Verdict],
) -> dict[tuple[int, int], Verdict]:
    """Return verdicts by row and column instead of by id and code; those on what is not there are left out."""
    rows = {module.id: row for row, module in enumerate(modules)}
    columns = {competency.code: column for column, competency in enumerate(competencies)}
    return {
        (rows[module], columns[code]): verdict
        for (module, code), verdict in verdicts.items()
        if module in rows and code in columns
    }
