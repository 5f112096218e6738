"""Maps one programme again and again, and reads only what changed since the last time."""

from collections.abc import Callable, Sequence

from curriculum.contract.records import CompetencyRecord, DecisionRecord, Framework, ModuleRecord
from curriculum.mapping.large import Reach
from curriculum.mapping.proposing import Proposals, make_readings, propose_with
from curriculum.mapping.readings import MOST_TEXTS
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.encoder import VectorCache


class Matcher:
    """Does what :func:`propose_links` does, and remembers what it read.

    The result is that of :func:`propose_links` to the last bit, whatever was mapped before: what is remembered follows
    from one text, or one pair of texts, alone. What depends on the upload as a whole (how rare words are, the centring,
    which modules are alike) is made anew every time. So after one module was changed, added or left out, a new run
    costs about a seventh of the first one, and of the encoder only the new texts.

    Parameters
    ----------
    settings : MatchSettings, optional
        Default the shipped setting.
    vectors : VectorCache, optional
        Keeps encoder vectors, also for other processes.
    use_meaning : bool
        False leaves the sentence encoder out, also when it is installed.
    most_texts : int
        When more texts than this are remembered (some 100 kB each), all are forgotten after the run.

    Examples
    --------
    >>> modules = [ModuleRecord("M1", "Notulen uitwerken"), ModuleRecord("M2", "Rekenen met procenten")]
    >>> competencies = [CompetencyRecord("C1", "Notulen maken"), CompetencyRecord("C2", "Agenda beheren")]
    >>> matcher = Matcher(use_meaning=False)
    >>> [(link.module, link.competency) for link in matcher.propose(modules, competencies, top=1).links]
    [('M1', 'C1'), ('M2', 'C2')]
    >>> modules[0] = ModuleRecord("M1", "De agenda beheren")
    >>> [(link.module, link.competency) for link in matcher.propose(modules, competencies, top=1).links]
    [('M1', 'C2'), ('M2', 'C1')]
    >>> matcher
    <Matcher without encoder, 5 texts remembered>
    """

    def __init__(
        self,
        *,
        settings: MatchSettings | None = None,
        vectors: VectorCache | None = None,
        use_meaning: bool = True,
        most_texts: int = MOST_TEXTS,
    ) -> None:
        self._readings = make_readings(settings, vectors, use_meaning=use_meaning, keep_pairs=True)
        self._most_texts = most_texts

    def __repr__(self) -> str:
        meaning = "with" if self._readings.vectors is not None else "without"
        return f"<Matcher {meaning} encoder, {self._readings.count} texts remembered>"

    def propose(
        self,
        modules: Sequence[ModuleRecord],
        competencies: Sequence[CompetencyRecord] | Framework,
        *,
        decisions: Sequence[DecisionRecord] = (),
        top: int = 0,
        progress: Callable[[int, int], None] | None = None,
        reach: Reach | None = None,
    ) -> Proposals:
        """Return what :func:`propose_links` returns for the same arguments, and raise what it raises."""
        try:
            return propose_with(
                self._readings,
                modules,
                competencies,
                decisions=decisions,
                top=top,
                progress=progress,
                reach=reach,
            )
        finally:
            if self._readings.count > self._most_texts:
                self._readings.forget()
