"""The sentences of the rules, and that what they say was measured is what the benchmarks measured."""

import re
from pathlib import Path

import pytest

import benchmarks
from curriculum.contract import rules
from curriculum.contract.report import Rule
from curriculum.contract.vocabulary import Band

RULE = Rule("engine 1", 0.15, 0.5, ((Band.STRONG, 0.45), (Band.LIKELY, 0.25), (Band.WEAK, 0.15)), meaning=True)


@pytest.fixture(scope="module")
def measured() -> tuple[dict[Band, float], dict[Band, float], float, float]:
    """Read the tables of the benchmarks: precision per band and the gap flag, with the encoder and without it."""
    text = (Path(benchmarks.__file__).parent / "README.md").read_text(encoding="utf-8")
    bands = re.findall(r"^\| (strong|likely|weak) [^|]*\| \d+ \| ([\d.]+) \|", text, re.MULTILINE)
    gaps = re.findall(r"^\| gap flag, balanced accuracy [^|]*\|.*\| ([\d.]+) \|$", text, re.MULTILINE)
    assert (len(bands), len(gaps)) == (6, 2)
    first, second = ({Band(name): float(share) for name, share in part} for part in (bands[:3], bands[3:]))
    return first, second, float(gaps[0]), float(gaps[1])


def test_the_pages_say_what_the_benchmarks_measured(
    measured: tuple[dict[Band, float], dict[Band, float], float, float],
) -> None:
    with_meaning, words_only, gap_with_meaning, gap_words_only = measured
    assert rules.WITH_MEANING.bands == with_meaning
    assert rules.WORDS_ONLY.bands == words_only
    assert rules.WITH_MEANING.gap_flag == pytest.approx(gap_with_meaning, abs=0.006)
    assert rules.WORDS_ONLY.gap_flag == pytest.approx(gap_words_only, abs=0.006)


def test_the_caution_names_how_often_the_flag_was_right() -> None:
    told = rules.gap_rule(RULE, str, "nl")
    assert "below 50%" in told
    assert f"about {rules.WITH_MEANING.gap_tenths} times in 10" in told


def test_without_a_result_the_rule_names_no_figure() -> None:
    assert "%" not in rules.gap_rule(None, str, "nl")


def test_a_result_without_the_encoder_has_the_figures_of_words_only() -> None:
    words_only = Rule("engine 1", 0.15, 0.5, (), meaning=False)
    assert rules.measured_of(words_only) is rules.WORDS_ONLY
    assert rules.compared_rule(words_only, str) == "Only words were compared."
