"""Says per module whether it is about what the framework is about, before any of its links is looked at."""

from collections.abc import Sequence

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.mapping.settings import MatchSettings
from curriculum.mapping.text.language import is_english
from curriculum.mapping.text.sides import Sides
from curriculum.mapping.text.sparse import Flags, Floats

_DECIMALS = 4


def find_belonging(shared: Floats, related: Floats, competencies: int, settings: MatchSettings) -> Floats:
    """Return the log odds that each module is about what the framework is about, shape (modules,).

    Both signs compare one module with the whole framework, and neither compares it with the other modules: an upload of
    modules that are all about something else must not look as if they belong.

    Parameters
    ----------
    shared : ndarray, shape (modules,)
        From :func:`share_known_terms`.
    related : ndarray, shape (modules,)
        The mean cosine of its word vector with those of all competencies, not centred.
    competencies : int
        How many there are: the more, the likelier that some word fits by chance.

    Examples
    --------
    >>> find_belonging(np.array([0.5, 0.1]), np.array([0.2, 0.1]), 35, MatchSettings()).round().tolist()
    [4.0, -1.0]
    """
    curve = settings.belonging
    size = curve.competencies * np.log(max(competencies, 1))
    return np.asarray(
        np.round(curve.shared * shared + curve.related * related + size + curve.intercept, _DECIMALS), dtype=np.float64
    )


def share_known_terms(sides: Sides) -> Floats:
    """Return the share of each module's distinct terms that any competency has, shape (modules,); 0 without terms."""
    known = np.zeros(len(sides.terms))
    known[sides.competencies.columns] = 1.0
    ours = sides.modules
    counts = np.maximum(np.diff(ours.starts), 1)
    return np.asarray(ours.row_sums(known[ours.columns]) / counts, dtype=np.float64)


def excuse(
    belonging: Floats,
    modules: Sequence[ModuleRecord],
    competencies: Sequence[CompetencyRecord],
    function_words: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    has_path: Flags,
) -> Floats:
    """Return the log odds of :func:`find_belonging`, at least even for a module of which texts cannot tell otherwise.

    That is a module in another language than the framework, whose words cannot be shared; one whose work processes lead
    to a competency; and one for which the sheet itself names a competency. What people decide later does not count: a
    decision teaches nothing about its own module.

    Parameters
    ----------
    function_words : tuple of sequences
        How many Dutch and how many English function words each module and each competency has.
    has_path : ndarray of bool, shape (modules,)
        For which modules work processes lead to a competency.
    """
    ours, theirs = function_words
    english, codes = is_english(theirs), {competency.code for competency in competencies}
    excused = [
        path or is_english([words]) is not english or any(item.competency in codes for item in module.statements)
        for module, words, path in zip(modules, ours, has_path.tolist(), strict=True)
    ]
    return np.where(np.array(excused, dtype=bool), np.maximum(belonging, 0.0), belonging)


def trust_modules(belonging: Floats, settings: MatchSettings) -> Floats:
    """Return how much each module counts where a competency is compared over the upload, 0 to 1, shape (modules,).

    Modules from elsewhere would make every competency look more special to the others than it is. But where few belong
    they are better than nothing to compare with: they fill up to ``fewest_trusted``.

    >>> belonging = np.array([9.0] * 9 + [-9.0])
    >>> trust_modules(belonging, MatchSettings()).round().tolist()[-2:]
    [1.0, 0.0]
    >>> trust_modules(belonging[-3:], MatchSettings()).tolist()
    [1.0, 1.0, 1.0]
    """
    trust = 1.0 / (1.0 + np.exp(-np.clip(belonging + settings.belonging_trust, -60.0, 60.0)))
    rest = 1.0 - trust
    lacking = settings.fewest_trusted - trust.sum()
    if lacking > 0 < rest.sum():
        trust = trust + rest * min(1.0, lacking / rest.sum())
    return np.asarray(trust, dtype=np.float64)
