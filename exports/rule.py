"""The rules behind a result in sentences, with their settings, and how dates and chances are written in them."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from curriculum.contract.messages import N_, Translate
from curriculum.contract.report import Rule
from exports import words


def long_date(day: date, locale: str) -> str:
    """Return a date in words; English as it is written in Europe.

    >>> long_date(date(2026, 11, 21), "nl"), long_date(date(2026, 11, 21), "en")
    ('21 november 2026', '21 November 2026')
    """
    return format_date(day, "long", locale="en_GB" if locale == "en" else locale)


def percent(probability: float, locale: str) -> str:
    """Return a probability as a percentage, with one decimal when it needs one.

    >>> percent(0.3, "nl"), percent(0.325, "nl")
    ('30%', '32,5%')
    """
    hundredths = round(probability * 100, 1)
    if hundredths == int(hundredths):
        return format_percent(probability, locale=locale)
    return f"{format_decimal(hundredths, locale=locale)}%"


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


def gap_rule(rule: Rule, translate: Translate, locale: str) -> str:
    """Say when a competency is a candidate for Niveau 4+."""
    told = translate(
        N_(
            "A competency is a candidate when it has no confirmed link and the estimated chance that any module "
            "covers it is below %(chance)s."
        )
    )
    caution = translate(
        N_(
            "This flag is a hint, not a verdict: in trials with other programmes it was right about six times in ten. "
            "Look at the nearest modules before you decide."
        )
    )
    return f"{told % {'chance': percent(rule.gap_threshold, locale)}} {caution}"


def bands_told(rule: Rule, translate: Translate, locale: str) -> str:
    """Say from which chance a proposal is called strong, likely or weak."""
    return ", ".join(f"{translate(words.BAND_WORDS[band])} ≥ {percent(floor, locale)}" for band, floor in rule.bands)
