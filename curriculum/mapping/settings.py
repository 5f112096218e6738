"""Every threshold and weight of the engine in one documented place; the default is the shipped setting."""

import hashlib
import json
from dataclasses import asdict, dataclass

ENGINE = "curriculum-mapping"
ENGINE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class LinkCurve:
    """The logistic curve that turns the scores of a pair into the probability of a link.

    Attributes
    ----------
    own : float
        Weight of the pair's own centred score.
    neighbours : float
        Weight of the score that the most similar modules have for the same competency.
    overlap : float
        Weight of the share (0 to 1) of the competency's words, weighed by rarity, that the module has. This is the
        one term that does not depend on the other modules, so that an upload about something else stays low.
    short : float
        Weight of 1 / sqrt(1 + words of the module): of a module that says little, little is certain.
    bend, bend_at : float
        Above this score each further point weighs so much more (less, when negative): far out, twice the score is not
        twice the odds.
    bend_neighbours : float
        Weight of the neighbours' score in the score that is bent.
    intercept : float
        The constant.
    """

    own: float
    neighbours: float
    overlap: float
    short: float
    intercept: float
    bend: float
    bend_at: float
    bend_neighbours: float = 0.6


@dataclass(frozen=True, slots=True)
class BelongingCurve:
    """The logistic curve that says whether a module is about what the framework is about.

    Attributes
    ----------
    shared : float
        Weight of the share (0 to 1) of the module's distinct terms that any competency has.
    related : float
        Weight of the mean cosine of its word vector with those of all competencies.
    competencies : float
        Weight of the natural logarithm of how many competencies there are.
    intercept : float
        The constant.
    """

    shared: float
    related: float
    competencies: float
    intercept: float


@dataclass(frozen=True, slots=True)
class GapCurve:
    """The logistic curve that turns the best evidence for a competency into the probability that it is covered.

    Attributes
    ----------
    preference : float
        Weight of how strongly some module prefers this competency over all others (0 to 1).
    letters : float
        Weight of the best letter n-gram cosine of any sentence with the competency (0 to 1).
    link : float
        Weight of the log odds of its most probable link.
    modules, competencies : float
        Weights of the natural logarithms of how many modules and competencies there are.
    intercept : float
        The constant.
    """

    preference: float
    letters: float
    link: float
    modules: float
    competencies: float
    intercept: float


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """The setting of the engine; one for all frameworks and programmes.

    The curves and shares were chosen on one half of the developing data and measured on the other half: see
    ``benchmarks/README.md``. The weights of the path were set by hand, because no data with work processes exist.

    Attributes
    ----------
    title_weight, description_weight, outcome_weight, assessment_weight : float
        How often a word in that field of a module counts.
    search_term_weight : float
        How often a word among the search terms of a competency counts; its title and description count once.
    search_hit_share, search_hit_logit : float
        What a search term that a module has in full adds to the ordering and to the log odds of a link; rare terms add
        most, and no more than three count in the ordering.
    search_hit_most : float
        No more than so many found terms count in the log odds: beyond that a link is hardly more certain.
    search_miss_logit : float
        What a competency with search terms loses in log odds before any is found.
    part_weight, synonym_weight : float
        How much a compound part or a listed synonym counts beside the word itself.
    bm25_k1, bm25_b : float
        Saturation and length correction of BM25 (Robertson and Zaragoza, 2009, formula 3.15).
    term_share : float
        Weight of BM25 over words, stems and parts in the sum of centred scores.
    best_sentence_share, mean_sentence_share : float
        The same for the letter n-grams of the module's best sentence and of the mean over its sentences.
    word_vector_share : float
        The same for the table of word vectors, which knows related words.
    meaning_share : float
        The same for the sentence encoder.
    shrink_modules : float
        Column statistics are trusted as n / (n + shrink_modules) for n modules.
    spread_floor : float
        Share of the overall spread that is added to each competency's own spread before dividing.
    neighbours, neighbour_share : int, float
        How many similar modules lend their score, and how much that weighs in the ordering.
    expected_popularity_share, expected_popularity_prior : float
        What it adds to a score that the other modules seem to serve a competency oftener than others, and how many
        modules are added to both sides of that comparison
        (:func:`curriculum.mapping.popularity.expect_popularity`).
    path_share, path_logit : float
        Weight of the path module, work process, competency in the ordering and in the log odds of a link.
    path_floor : float
        The path lifts a link only from this probability by text alone; it never proposes on its own.
    likeness_weight, likeness_floor : float
        What the decisions on similar modules add to a score, and how much likeness it takes to be heard.
    popularity_weight, popularity_prior : float
        What it adds that a competency is confirmed oftener than others, and after how many decided modules that
        counts for half.
    learning_prior : float
        After this many decided modules their lessons count for half.
    learning_logit : float
        Weight of what was learned in the log odds of a link.
    curve, lexical_curve : LinkCurve
        From scores to the probability of a link, with and without the sentence encoder.
    belonging : BelongingCurve
        From the signs of a module to the log odds that it is about what the framework is about. Where they are negative
        they are added to the log odds of all its links.
    belonging_trust : float
        Added to these log odds before they say how much a module counts in the centring: one in doubt counts for most.
    fewest_trusted : float
        Where fewer modules than this are trusted, the others fill up to it.
    link_threshold : float
        A link is proposed at this probability or above.
    likely_threshold, strong_threshold : float
        Where the bands *likely* and *strong* begin.
    likely_overlap, strong_overlap : float
        A link is *likely*, *strong* only where the module has at least this share of the competency's words, weighed by
        rarity, or a whole search term of it and another word.
    gap_curve : GapCurve
        From the best evidence for a competency to the probability that any module covers it. It was fitted with as
        many covered as uncovered competencies, so 0.5 means: as likely covered as not, before knowing the programme.
    preference_scale : float
        Difference in score at which one competency is preferred over another by a factor e.
    gap_threshold, covered_threshold : float
        Below the first nothing is found, from the second on a competency counts as covered; between them is doubtful.
    nearest : int
        How many nearest modules are shown for a competency.
    """

    title_weight: float = 2.0
    description_weight: float = 1.0
    outcome_weight: float = 1.0
    assessment_weight: float = 0.5
    search_term_weight: float = 1.0
    search_hit_share: float = 4.5
    search_hit_logit: float = 1.8
    search_hit_most: float = 1.5
    search_miss_logit: float = 0.45
    part_weight: float = 0.7
    synonym_weight: float = 0.3
    bm25_k1: float = 1.2
    bm25_b: float = 0.7
    term_share: float = 1.3
    best_sentence_share: float = 0.7
    mean_sentence_share: float = 0.7
    word_vector_share: float = 1.2
    meaning_share: float = 2.0
    shrink_modules: float = 3.0
    spread_floor: float = 0.5
    neighbours: int = 5
    neighbour_share: float = 0.4
    expected_popularity_share: float = 1.0
    expected_popularity_prior: float = 3.0
    path_share: float = 1.0
    path_logit: float = 0.7
    path_floor: float = 0.06
    likeness_weight: float = 15.0
    likeness_floor: float = 0.3
    popularity_weight: float = 0.7
    popularity_prior: float = 5.0
    learning_prior: float = 10.0
    learning_logit: float = 0.2
    curve: LinkCurve = LinkCurve(
        own=0.298, neighbours=0.189, overlap=1.305, short=-2.28, intercept=-3.654, bend=-0.146, bend_at=5.0
    )
    lexical_curve: LinkCurve = LinkCurve(
        own=0.401, neighbours=0.268, overlap=1.089, short=-2.476, intercept=-3.498, bend=-0.28, bend_at=5.0
    )
    belonging: BelongingCurve = BelongingCurve(shared=10.1, related=12.4, competencies=-0.8, intercept=-0.4)
    belonging_trust: float = 1.0
    fewest_trusted: float = 5.0
    link_threshold: float = 0.16
    likely_threshold: float = 0.25
    strong_threshold: float = 0.45
    likely_overlap: float = 0.3
    strong_overlap: float = 0.45
    gap_curve: GapCurve = GapCurve(
        preference=2.088, letters=0.803, link=0.08, modules=-0.311, competencies=0.2, intercept=-0.241
    )
    preference_scale: float = 1.5
    gap_threshold: float = 0.5
    covered_threshold: float = 0.65
    nearest: int = 3

    def sha256(self) -> str:
        """Return the hash that identifies this setting in a report.

        >>> MatchSettings().sha256() == MatchSettings(link_threshold=0.9).sha256()
        False
        """
        content = json.dumps({"engine": ENGINE_VERSION, **asdict(self)}, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()
