"""The rules behind a result in sentences, for pages and workbooks alike, with what was measured of them in trials."""

from collections.abc import Mapping
from typing import NamedTuple

from babel.numbers import format_decimal, format_percent

from curriculum.contract.messages import N_, Translate
from curriculum.contract.report import Rule
from curriculum.contract.vocabulary import Band, Coverage


class Measured(NamedTuple):
    """How often the tool was right in trials with other programmes: shares, 0 to 1 (``benchmarks/README.md``)."""

    bands: Mapping[Band, float]
    gap_flag: float

    def tenths(self, band: Band) -> int:
        """Return of how many in ten proposals of a band people had chosen the link themselves."""
        return round(self.bands[band] * 10)

    @property
    def gap_tenths(self) -> int:
        """In how many of ten competencies the gap flag was right."""
        return round(self.gap_flag * 10)


# A test compares these with the tables that the benchmarks print: with the sentence encoder and without it.
WITH_MEANING = Measured({Band.STRONG: 0.69, Band.LIKELY: 0.4, Band.WEAK: 0.28}, gap_flag=0.62)
WORDS_ONLY = Measured({Band.STRONG: 0.69, Band.LIKELY: 0.41, Band.WEAK: 0.23}, gap_flag=0.62)

BAND_WORDS: dict[Band, str] = {
    Band.STRONG: N_("strong"),
    Band.LIKELY: N_("likely"),
    Band.WEAK: N_("weak"),
}
COVERAGE_RULES: dict[Coverage, str] = {
    Coverage.FULL: N_("At least one link was confirmed as full."),
    Coverage.PARTIAL: N_("Links were confirmed, none of them as full."),
    Coverage.PROPOSED: N_("Nothing was confirmed; at least one proposal waits for a judgement."),
    Coverage.MISSING: N_("None of these."),
}


def percent(probability: float, locale: str) -> str:
    """Return a probability as a percentage, with one decimal when it needs one.

    >>> percent(0.3, "nl"), percent(0.325, "nl")
    ('30%', '32,5%')
    """
    hundredths = round(probability * 100, 1)
    if hundredths == int(hundredths):
        return format_percent(probability, locale=locale)
    return f"{format_decimal(hundredths, locale=locale)}%"


def cut_off(probability: float) -> float:
    """Return a probability in whole hundredths, cut off and not rounded: what is below a bar stays below it.

    >>> cut_off(0.4999), cut_off(0.29)
    (0.49, 0.29)
    """
    # Rounding to four decimals first, since 0.29 * 100 is a little less than 29.
    return int(round(probability * 100, 4)) / 100


def measured_of(rule: Rule | None) -> Measured:
    """Return what was measured of the engine that made a result."""
    return WITH_MEANING if rule is None or rule.meaning else WORDS_ONLY


def name_state(content_revision: int, run: int | None) -> str:
    """Name the state that a page or workbook shows; :func:`state_rule` says what the numbers are.

    >>> name_state(3, 12), name_state(1, None)
    ('3.12', '1.0')
    """
    return f"{content_revision}.{run or 0}"


def state_rule(translate: Translate) -> str:
    """Say what the two numbers of a state count."""
    return translate(
        N_(
            "The first number goes up with each sheet that is taken in or undone and with another competency list; "
            "the second is the number of the mapping that the proposals come from (0: none yet)."
        )
    )


def coverage_rule(translate: Translate) -> str:
    """Say what counts as coverage."""
    return translate(
        N_(
            "Only a decision counts: by a person, or the docent's own code in the sheet. "
            "A proposal of the tool never counts as coverage."
        )
    )


def proposal_rule(rule: Rule, translate: Translate, locale: str) -> str:
    """Say when the tool proposes a link."""
    told = translate(
        N_("The tool proposes a link when the estimated chance that a docent confirms it is at least %(chance)s.")
    )
    return told % {"chance": percent(rule.link_threshold, locale)}


def gap_rule(rule: Rule | None, translate: Translate, locale: str) -> str:
    """Say when a competency is a candidate for Niveau 4+, and how far to trust that."""
    if rule is None:
        told = translate(
            N_(
                "A competency is a candidate when it has no confirmed link and the texts give too little ground "
                "for one."
            )
        )
    else:
        told = translate(
            N_(
                "A competency is a candidate when it has no confirmed link and the estimated chance that any module "
                "covers it is below %(chance)s; a strong proposal rules it out."
            )
        ) % {"chance": percent(rule.gap_threshold, locale)}
    caution = translate(
        N_(
            "This flag is a hint, not a verdict: in trials with other programmes it was right about %(tenths)d times "
            "in 10. Look at the nearest modules before you decide."
        )
    ) % {"tenths": measured_of(rule).gap_tenths}
    return f"{told} {caution}"


def bands_told(rule: Rule, translate: Translate, locale: str) -> str:
    """Say from which chance a proposal is called strong, likely or weak."""
    return ", ".join(f"{translate(BAND_WORDS[band])} ≥ {percent(floor, locale)}" for band, floor in rule.bands)


def compared_rule(rule: Rule, translate: Translate) -> str:
    """Say whether the sentence encoder took part."""
    return translate(
        N_("Words and meaning (sentence encoder) were compared.") if rule.meaning else N_("Only words were compared.")
    )
