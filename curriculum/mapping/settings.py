"""Every threshold and weight of the engine in one documented place; the default is the shipped setting."""

import hashlib
import json
from dataclasses import asdict, dataclass

ENGINE = "curriculum-mapping"
ENGINE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """The setting of the engine; one for all frameworks and programmes.

    All values were chosen on one half of the developing data and measured on the other half: see
    ``benchmarks/README.md``. Fields are grouped by the step that uses them.

    Attributes
    ----------
    title_weight, description_weight, outcome_weight, assessment_weight : float
        How often a word in that field of a module counts.
    search_term_weight : float
        How often a word among the search terms of a competency counts; its title and description count once.
    part_weight, synonym_weight : float
        How much a compound part or a listed synonym counts beside the word itself.
    bm25_k1, bm25_b : float
        Saturation and length correction of BM25 (Robertson and Zaragoza, 2009, formula 3.15).
    lexical_share, gram_share, meaning_share : float
        Weights of the centred scores in the sum: words, character n-grams, sentence encoder.
    shrink_modules : float
        Column statistics are trusted as n / (n + shrink_modules) for n modules.
    spread_floor : float
        Share of the overall spread that is added to each competency's own spread before dividing.
    work_process_share : float
        Weight of the path module, work process, competency, divided by the number of competencies there.
    path_floor : float
        The path lifts a link only from this probability by text alone; it never proposes on its own.
    slope, intercept : float
        The logistic calibration of the summed score to a probability, without the encoder.
    meaning_slope, meaning_intercept : float
        The same with the encoder.
    link_threshold : float
        A link is proposed at this probability or above.
    likely_threshold, strong_threshold : float
        Where the bands *likely* and *strong* begin.
    gap_slope, gap_intercept : float
        The logistic calibration of the best evidence for a competency to the probability that any module covers it.
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
    part_weight: float = 1.0
    synonym_weight: float = 0.3
    bm25_k1: float = 1.2
    bm25_b: float = 0.7
    lexical_share: float = 1.0
    gram_share: float = 1.0
    meaning_share: float = 1.0
    shrink_modules: float = 10.0
    spread_floor: float = 0.5
    work_process_share: float = 0.5
    path_floor: float = 0.15
    slope: float = 1.0
    intercept: float = -3.5
    meaning_slope: float = 0.8
    meaning_intercept: float = -3.5
    link_threshold: float = 0.3
    likely_threshold: float = 0.45
    strong_threshold: float = 0.65
    gap_slope: float = 0.8
    gap_intercept: float = -2.5
    gap_threshold: float = 0.5
    covered_threshold: float = 0.7
    nearest: int = 3

    def sha256(self) -> str:
        """Return the hash that identifies this setting in a report.

        >>> MatchSettings().sha256() == MatchSettings(link_threshold=0.9).sha256()
        False
        """
        content = json.dumps({"engine": ENGINE_VERSION, **asdict(self)}, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()
