"""The first stage: the competencies whose words come nearest to each module, exact, for uploads of any size."""

from collections.abc import Callable, Sequence

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.analysis import DutchAnalyzer, get_analyzer
from curriculum.mapping.text.documents import weighed_competency_texts, weighed_module_texts
from curriculum.mapping.text.lexical import weigh_sides
from curriculum.mapping.text.sides import Sides
from curriculum.mapping.text.sparse import Floats
from curriculum.mapping.text.term_table import TermTable, expand_terms
from curriculum.mapping.text.top_products import find_top_products


def read_sides(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    analyzer: DutchAnalyzer,
    settings: MatchSettings,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Sides, Floats]:
    """Read all texts into terms; ``progress`` is called with (records read, records in all).

    The second result says how many words with weight each module has, each field by its own weight; shape (modules,).
    """
    total = len(modules) + len(competencies)
    table = TermTable(
        expand_terms(analyzer, settings), None if progress is None else lambda done: progress(done, total)
    )
    theirs = table.read(
        (weighed_competency_texts(competency, settings) for competency in competencies), with_synonyms=False
    )
    ours = table.read((weighed_module_texts(module, settings) for module in modules), with_synonyms=True)
    words = table.word_counts()
    return Sides(table.alphabetical(ours), table.alphabetical(theirs), sorted(table.terms)), words


def find_candidates(
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    count: int,
    *,
    settings: MatchSettings | None = None,
    analyzer: DutchAnalyzer | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return per module id the codes of the ``count`` competencies with the highest BM25 score over words and parts.

    This is the word side of the engine alone, neither centred nor calibrated: it ranks and decides nothing. It finds
    exactly what a full table of all pairs would give, ties by competency code, and holds no such table.

    Parameters
    ----------
    modules, competencies : Sequence
    count : int
        At most so many per module; fewer where fewer competencies share a word with it.
    settings : MatchSettings, optional
        Default the shipped setting.
    analyzer : DutchAnalyzer, optional
        Default the shared analyzer of this process, which remembers words.
    progress : Callable[[int, int], None], optional
        Called with (done, total), in records read and then modules searched. To cancel, raise from it.

    Examples
    --------
    >>> modules = [ModuleRecord("M1", "Notulen uitwerken"), ModuleRecord("M2", "Zwemmen")]
    >>> find_candidates(modules, [CompetencyRecord("C1", "Agenda"), CompetencyRecord("C2", "Notulen maken")], 5)
    {'M1': ('C2',), 'M2': ()}
    """
    settings = settings or MatchSettings()
    ordered = sorted(competencies, key=lambda competency: competency.code)
    total = 2 * len(modules) + len(ordered)
    read = None if progress is None else lambda done, _all: progress(done, total)
    searched = None if progress is None else lambda done, _all: progress(len(modules) + len(ordered) + done, total)
    sides, _words = read_sides(modules, ordered, analyzer or get_analyzer(), settings, read)
    left, right = weigh_sides(sides, settings)
    best = find_top_products(left, right, count, progress=searched)
    return {
        module.id: tuple(ordered[column].code for column in row if column >= 0)
        for module, row in zip(modules, best.columns.tolist(), strict=True)
    }
