"""Splits Dutch compounds ("vergaderverslag" -> "vergader" + "verslag") by word frequency.

The rule is that of Koehn and Knight, "Empirical Methods for Compound Splitting" (EACL 2003): of all ways to cut a
word into known words, joined by a linking -s-, -e-, -n- or -en-, take the one with the highest geometric mean of
frequencies.
"""

from collections.abc import Callable, Mapping
from math import inf, log

from curriculum.mapping.text.stopwords import STOPWORDS

_LINKS = ("", "s", "en", "e", "n")
_MIN_WORD = 7
_MAX_WORD = 60  # Longer is no word but noise, and the search grows with the square of the length.
_MIN_PART = 3
_MAX_PARTS = 4
# Relative frequencies under which a part is not taken for a word: known to the dictionary, unknown.
_RARE_KNOWN = 4e-7
_RARE_UNKNOWN = 4e-6
# Words of three letters fit nearly everywhere by accident ("han-de-len"), so only these count.
_SHORT_PARTS = frozenset(
    """
    app bad bal bar bed bel bod bon bos bus dag doc eis erf fax gas hal hbo ict jas job kas kok kop lab les lid log
    lot map mbo nut pas pen pin pop rem rol rug sms tas tip vak vee vis web wet zin zon
    """.split()  # noqa: SIM905 (a block of words reads better than a list of strings)
)
# Stands for a part that was not weighed yet.
_UNKNOWN = inf
# Each further part must make the mean log frequency this much better ("beroep" + "houding", not "houd" + "ding").
_MORE_PARTS = 1.0
# Derivational pieces look like words in a frequency list but are no part of a compound.
_NO_PART = frozenset(
    """
    aar aars aard aat achtig age ant arm atie baar bare dom eel eer elen end ende eren erij erig erd ering eur ief
    iek ier ijn ing inge inger ingen isch ische iteit lei lijk lijke lijks ling loos loze matig matige nis ren rijk
    sel sen ses sing sie sies ste ster sters ter tes tie ties ton uur van ver voor heid heden schap schappen teit
    tjes tje pje kje ontl gen ges gel ger con dis pre pro sub per tot toe dat den der des die een ere hen hoe men
    oor met wel wie zee eid vert ellen
    """.split()  # noqa: SIM905 (a block of words reads better than a list of strings)
)


class CompoundSplitter:
    """Splits words over a frequency list.

    Parameters
    ----------
    frequencies : Mapping[str, float]
        Word to relative frequency (0 to 1), for instance from ``wordfreq``.
    is_word : Callable[[str], bool]
        A second opinion on a part: frequency lists hold noise that a dictionary does not, so that a part which only
        the frequency list knows must be more frequent.

    Examples
    --------
    >>> words = {"vergader": 1e-6, "verslag": 1e-5, "agenda": 1e-5, "beheer": 1e-5}
    >>> splitter = CompoundSplitter(words, words.__contains__)
    >>> splitter.split("vergaderverslag")
    ('vergader', 'verslag')
    >>> splitter.split("agendabeheer")
    ('agenda', 'beheer')
    >>> splitter.split("agenda")
    ()
    """

    def __init__(self, frequencies: Mapping[str, float], is_word: Callable[[str], bool]) -> None:
        self._frequencies = frequencies
        self._is_word = is_word
        # None for what cannot be a part.
        self._part_weights: dict[str, float | None] = {}

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of ``word`` (lower case), or an empty tuple when it is no compound."""
        if not _MIN_WORD <= len(word) <= _MAX_WORD or not word.isalpha():
            return ()
        size = len(word)
        # best[i][k]: highest sum of log frequencies for the first i letters cut in k parts, with those parts.
        best: list[dict[int, tuple[float, tuple[str, ...]]]] = [{} for _ in range(size + 1)]
        best[0][0] = (0.0, ())
        for start in range(size - _MIN_PART + 1):
            here = best[start]
            if not here:
                continue
            for end in range(start + _MIN_PART, size + 1):
                part = word[start:end]
                weight = self._part_weights.get(part, _UNKNOWN)
                if weight is _UNKNOWN:
                    weight = self._part_weights[part] = self._weigh(part)
                if weight is None or end - start == size:
                    continue
                # No part fits in what a border here would leave over.
                if end > size - _MIN_PART and end != size:
                    continue
                for link in _LINKS if end < size else ("",):
                    after = end + len(link)
                    if (after > size - _MIN_PART and end != size) or (link and not word.startswith(link, end)):
                        continue
                    for count, (sum_before, parts) in here.items():
                        if count == _MAX_PARTS:
                            continue
                        # A linking sound costs a little, so that "werk" + "plaats" beats "werkp…".
                        total = sum_before + weight - (0.7 if link else 0.0)
                        there = best[after].get(count + 1)
                        if there is None or total > there[0]:
                            best[after][count + 1] = (total, (*parts, part))
        found = [(total / count - _MORE_PARTS * count, parts) for count, (total, parts) in best[size].items()]
        return max(found)[1] if found else ()

    def _weigh(self, part: str) -> float | None:
        """Return the log frequency of a possible part, ``None`` when it cannot be one."""
        if part in _NO_PART or part in STOPWORDS:
            return None  # "overleggen" is not "over" + "leggen".
        # The first part of a compound is often the bare stem of a verb ("vergader-", "schrijf-").
        frequency = max(self._frequencies.get(part, 0.0), self._frequencies.get(part + "en", 0.0))
        if len(part) == _MIN_PART and part not in _SHORT_PARTS:
            return None
        if frequency < _RARE_KNOWN:
            return None
        # The dictionary is slow and asked only where its answer matters.
        if frequency < _RARE_UNKNOWN and not (self._is_word(part) or self._is_word(part + "en")):
            return None
        # Short parts fit by accident more often than long ones.
        return log(frequency) - (2.0 if len(part) == _MIN_PART else 0.0)
