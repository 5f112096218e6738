"""Scores one changed or new module at once, by what a whole upload taught about rarity and centring."""

from collections.abc import Mapping, Sequence

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Link
from curriculum.mapping.candidates import read_sides
from curriculum.mapping.explaining import Explainer
from curriculum.mapping.large_scores import find_paths, share_weights
from curriculum.mapping.letter_side import LetterSide
from curriculum.mapping.likeness import centre_vectors
from curriculum.mapping.linking import make_link
from curriculum.mapping.probability import link_probabilities, ordering_scores
from curriculum.mapping.scoring import PairScores, find_centring
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.statements import holding_verdicts, statements_as_decisions
from curriculum.mapping.steps import Steps
from curriculum.mapping.term_groups import TermGroups
from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.documents import competency_text, module_text, read_module, read_search_terms, read_words
from curriculum.mapping.text.encoder import VectorCache, encoder_is_installed
from curriculum.mapping.text.lexical import inverse_frequencies, weigh_sides
from curriculum.mapping.text.sparse import Floats, Ints, SparseRows
from curriculum.mapping.text.top_products import RowProducts
from curriculum.mapping.text.word_vectors import load_word_vectors, unit_sums

_SCORE_DECIMALS = 5
_DECIMALS = 4
_MOST_SEARCH_TERMS = 3.0


class Matcher:
    """Knows an upload and a framework, and scores any one module against them in milliseconds.

    The rarity of words and the other modules are those of the upload that it was made from; the scores are centred over
    that upload with the module in its place. So a module of that upload gets the links that :func:`propose_links` gives
    it; one that was changed gets what a new run would give, but for the little that its own words do to their rarity.
    Decisions do not teach here.

    Parameters
    ----------
    modules, competencies : Sequence
        The upload and the framework. Tables of all pairs are kept: 40 bytes for each.
    settings : MatchSettings, optional
        Default the shipped setting.
    vectors : VectorCache, optional
        Keeps encoder vectors between runs.
    use_meaning : bool
        False leaves the sentence encoder out.

    Examples
    --------
    >>> modules = [ModuleRecord("M1", "Notulen uitwerken"), ModuleRecord("M2", "Rekenen met procenten")]
    >>> competencies = [CompetencyRecord("C1", "Notulen maken"), CompetencyRecord("C2", "Agenda beheren")]
    >>> matcher = Matcher(modules, competencies, use_meaning=False)
    >>> [link.competency for link in matcher.rescore(ModuleRecord("M2", "De agenda beheren"), top=1)]
    ['C2']
    """

    def __init__(
        self,
        modules: Sequence[ModuleRecord],
        competencies: Sequence[CompetencyRecord],
        *,
        settings: MatchSettings | None = None,
        vectors: VectorCache | None = None,
        use_meaning: bool = True,
    ) -> None:
        self._settings = settings = settings or MatchSettings()
        self._analyzer = get_analyzer()
        self._modules = sorted(modules, key=lambda module: module.id)
        self._competencies = sorted(competencies, key=lambda competency: competency.code)
        self._vectors = (vectors or VectorCache()) if use_meaning and encoder_is_installed() else None
        self._all = np.arange(len(self._competencies))
        self._rows = {module.id: row for row, module in enumerate(self._modules)}
        self._read_terms()
        self._score_upload()

    def rescore(self, module: ModuleRecord, *, top: int = 0) -> tuple[Link, ...]:
        """Return the links of one module: those proposed, those with a code in the sheet, and the best ``top``.

        By falling score, then by competency code. A module of the upload with the same id is taken to be replaced.
        """
        scores = self._score(module)
        has_text = np.array([bool(scores.module_words[0])])
        probabilities = link_probabilities(scores, has_text, self._settings)[0]
        score = np.round(ordering_scores(scores, self._settings)[0], _DECIMALS)
        verdicts = holding_verdicts(statements_as_decisions([module]))
        shown = probabilities >= self._settings.link_threshold
        shown[np.argsort(-score, kind="stable")[:top]] = True
        shown |= np.array([(module.id, item.code) in verdicts for item in self._competencies], dtype=bool)
        explainer = Explainer(
            [module], self._competencies, scores, self._rarity, self._analyzer, self._settings, self._vectors
        )
        links = [
            make_link(
                module,
                self._competencies[column],
                score=float(score[column]),
                probability=float(probabilities[column]),
                lexical=float(scores.lexical[0, column]),
                meaning=None if scores.meaning is None else float(scores.meaning[0, column]),
                path=float(scores.path[0, column]),
                verdict=verdicts.get((module.id, self._competencies[column].code)),
                evidence=explainer.explain(0, column),
                settings=self._settings,
            )
            for column in np.flatnonzero(shown).tolist()
        ]
        return tuple(sorted(links, key=lambda link: (-link.score, link.competency)))

    def _read_terms(self) -> None:
        """Read both sides, and keep the competencies weighed in every way that a module is compared with."""
        settings = self._settings
        self._sides = sides = read_sides(self._modules, self._competencies, self._analyzer, settings)
        self._idf = inverse_frequencies(sides.modules, sides.competencies)
        self._number = {term: number for number, term in enumerate(sides.terms)}
        self._rarity = dict(zip(sides.terms, self._idf.tolist(), strict=True))
        self._queries, self._targets = weigh_sides(sides.modules, sides.competencies, settings)
        self._terms, self._shares = RowProducts(self._targets), RowProducts(share_weights(sides))
        self._letters = LetterSide(
            self._modules, self._competencies, np.arange(len(self._modules)), self._analyzer, settings
        )
        self._word_vectors = load_word_vectors().rows(sides.terms) * self._idf[:, None]
        self._competency_sums = unit_sums(sides.competencies, self._word_vectors)
        words = [read_words(competency, self._analyzer) for competency in self._competencies]
        search_terms = [read_search_terms(competency, self._analyzer) for competency in self._competencies]
        self._word_counts = np.array([len(found) for found in words], dtype=np.float64)
        self._has_search_terms = np.array([bool(found) for found in search_terms], dtype=bool)
        self._words = TermGroups(words, self._number)
        self._search_terms = TermGroups(search_terms, self._number)
        highest = np.log1p((len(self._modules) + len(self._competencies) - 0.5) / 1.5)
        self._worth = np.array(
            [max(self._idf[self._number[stem]] for stem in term) / highest for term in self._search_terms.members]
        )
        unit = sides.modules.with_values(np.log1p(sides.modules.values) * self._idf[sides.modules.columns]).to_unit()
        self._alike = RowProducts(unit)

    def _score_upload(self) -> None:
        """Score every pair of the upload from every side, not centred yet."""
        best, mean = self._letters.sampled()
        module_sums = unit_sums(self._sides.modules, self._word_vectors)
        raw = [
            self._queries.dot(self._targets.transposed()),
            best,
            mean,
            np.round(module_sums @ self._competency_sums.T, _SCORE_DECIMALS),
        ]
        self._ours: Floats | None = None
        self._theirs: Floats | None = None
        if self._vectors is not None:
            texts = [*map(module_text, self._modules), *map(competency_text, self._competencies)]
            encoded = self._vectors.vectors(texts).astype(np.float64)
            self._ours, self._theirs = encoded[: len(self._modules)], encoded[len(self._modules) :]
            raw.append(np.round(self._ours @ self._theirs.T, _SCORE_DECIMALS))
            self._centred = centre_vectors(self._ours, self._settings)
        self._raw = raw

    def _side_shares(self) -> tuple[float, ...]:
        settings = self._settings
        return (
            settings.term_share,
            settings.best_sentence_share,
            settings.mean_sentence_share,
            settings.word_vector_share,
            settings.meaning_share,
        )

    def _score(self, module: ModuleRecord) -> PairScores:
        """Return the scores of one module against all competencies, shape (1, competencies)."""
        settings = self._settings
        document = read_module(module, self._analyzer, settings)
        known = sorted((self._number[term], weight) for term, weight in document.terms.items() if term in self._number)
        terms = np.array([number for number, _weight in known], dtype=np.int64)
        weights = np.array([weight for _number, weight in known], dtype=np.float64)
        best, mean = self._letters.score(
            [module], self._all[None, :], np.ones((1, len(self._all)), dtype=bool), Steps()
        )
        row = SparseRows(np.array([0, len(terms)]), terms, weights, len(self._number))
        sides = [
            self._terms.at(self._all, terms, np.log1p(weights) * self._idf[terms]),
            best[0],
            mean[0],
            np.round(unit_sums(row, self._word_vectors) @ self._competency_sums.T, _SCORE_DECIMALS)[0],
        ]
        vector = None
        if self._vectors is not None and self._theirs is not None:
            vector = self._vectors.vectors([module_text(module)]).astype(np.float64)[0]
            sides.append(np.round(self._theirs @ vector, _SCORE_DECIMALS))
        others, alike = self._find_alike(module, document.terms, vector)
        centred, theirs = self._centre(module, sides, others)
        _words, owners, found = self._words.count(self._all, terms)
        shared = np.bincount(owners[found > 0], minlength=len(self._all))
        search_terms, owners, found = self._search_terms.count(self._all, terms)
        full = found == self._search_terms.sizes[search_terms]
        hits = np.bincount(owners[full], weights=self._worth[search_terms[full]], minlength=len(self._all))
        path = next(find_paths([module], self._competencies))
        return PairScores(
            lexical=sum(centred[1:4], centred[0])[None, :],
            meaning=centred[4][None, :] if len(centred) > 4 else None,
            neighbours=(alike / (alike.sum() or 1.0) @ theirs)[None, :],
            overlap=self._shares.at(self._all, terms, np.ones(len(terms)))[None, :],
            letters=best,
            search_hits=np.minimum(hits, _MOST_SEARCH_TERMS)[None, :],
            has_search_terms=self._has_search_terms,
            shared_words=np.asarray(shared, dtype=np.float64)[None, :],
            module_words=np.array([sum(document.words.values())], dtype=np.float64),
            competency_words=self._word_counts,
            path=np.array([[path.get(column, 0.0) for column in range(len(self._all))]]),
        )

    def _centre(self, module: ModuleRecord, sides: Sequence[Floats], others: Ints) -> tuple[list[Floats], Floats]:
        """Return the sides of one module centred over the upload with it, and the own scores of some other modules."""
        row = self._rows.get(module.id, len(self._modules))
        centred, theirs = [], np.zeros((len(others), len(self._all)))
        for share, raw, side in zip(self._side_shares(), self._raw, sides, strict=False):
            table = np.vstack([raw[:row], side[None, :], raw[row + 1 :]])
            centre, width = find_centring(table, len(table), self._settings)
            centred.append(share * (side - centre) / width)
            theirs += share * (raw[others] - centre) / width
        return centred, theirs

    def _find_alike(
        self, module: ModuleRecord, terms: Mapping[str, float], vector: Floats | None
    ) -> tuple[Ints, Floats]:
        """Return the most similar other modules of the upload and how alike they are."""
        others = np.array(
            [row for row in range(len(self._modules)) if row != self._rows.get(module.id)], dtype=np.int64
        )
        # A word that the upload does not have is as rare as a word can be.
        rarest = float(np.log1p((len(self._modules) + len(self._competencies) - 0.5) / 1.5))
        weights = {term: np.log1p(weight) * self._rarity.get(term, rarest) for term, weight in terms.items()}
        length = np.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        known = sorted(
            (self._number[term], weight / length) for term, weight in weights.items() if term in self._number
        )
        likeness = self._alike.at(
            others,
            np.array([number for number, _weight in known], dtype=np.int64),
            np.array([weight for _number, weight in known], dtype=np.float64),
        )
        if vector is not None and self._ours is not None:
            count = len(self._modules)
            centred = vector - self._ours.mean(axis=0) * count / (count + self._settings.shrink_modules)
            likeness = likeness + np.maximum(self._centred[others] @ (centred / (np.linalg.norm(centred) or 1.0)), 0.0)
        likeness = np.round(likeness, _SCORE_DECIMALS)
        best = np.argsort(-likeness, kind="stable")[: self._settings.neighbours]
        return others[best], likeness[best]
