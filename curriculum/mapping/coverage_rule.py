"""How far a competency is covered: only what people (or the docent's own sheet) decided counts."""

from collections.abc import Iterable

from curriculum.contract.vocabulary import Coverage, Verdict


def coverage_of(verdicts: Iterable[Verdict], *, proposed: bool) -> Coverage:
    """Return the coverage of one competency.

    Parameters
    ----------
    verdicts : Iterable[Verdict]
        The verdict that holds on each decided link of the competency.
    proposed : bool
        Whether an undecided proposal is open.

    Notes
    -----
    *full*: at least one link was confirmed in full. *partial*: links were confirmed, none in full. *proposed*: nothing
    confirmed, at least one open proposal. *missing*: none of these. No decision, no coverage.

    Examples
    --------
    >>> coverage_of([Verdict.PARTIAL, Verdict.FULL], proposed=True).value
    'full'
    >>> coverage_of([Verdict.REJECTED], proposed=True).value
    'proposed'
    >>> coverage_of([], proposed=False).value
    'missing'
    """
    held = set(verdicts)
    if Verdict.FULL in held:
        return Coverage.FULL
    if Verdict.PARTIAL in held:
        return Coverage.PARTIAL
    return Coverage.PROPOSED if proposed else Coverage.MISSING
