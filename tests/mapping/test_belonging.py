"""Whether a module is about what the framework is about, and what follows from it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from curriculum.contract.records import (
    CompetencyRecord,
    Framework,
    ModuleRecord,
    Statement,
    WorkProcessMention,
)
from curriculum.mapping import MatchSettings
from curriculum.mapping.belonging import trust_modules
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.readings import Readings
from curriculum.mapping.scoring import score_pairs
from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.encoder import VectorCache
from tests.mapping.conftest import make_module

BOTH = pytest.mark.parametrize("use_meaning", [False, True], ids=["lexical", "with meaning"])
WELDING = make_module(
    "X-1",
    "Lastechnieken",
    "De student last stalen buizen met elektrode en schutgas.",
    "De student controleert de lasnaad op scheuren en poreusheid.",
    row=30,
)
ENGLISH = make_module(
    "X-2",
    "Welding",
    "The student welds steel pipes with an electrode and a shielding gas.",
    "The student checks the weld for cracks and pores.",
    row=32,
)
ELSEWHERE = (
    WELDING,
    make_module("X-3", "Anatomie", "De student benoemt botten, spieren en gewrichten van het paard.", row=34),
    make_module("X-4", "Snoeien", "De student snoeit fruitbomen en ent takken op een onderstam.", row=36),
    make_module("X-5", "Breuken", "De student vermenigvuldigt breuken en trekt de wortel.", row=38),
)


def score(
    modules: Sequence[ModuleRecord], competencies: Sequence[CompetencyRecord], *, use_meaning: bool = False
) -> PairScores:
    readings = Readings(get_analyzer(), MatchSettings(), VectorCache() if use_meaning else None)
    return score_pairs(modules, competencies, readings).scores


@BOTH
def test_a_module_about_something_else_is_held_back_and_an_own_one_is_not(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    held = score([*modules[:5], WELDING], framework.competencies, use_meaning=use_meaning).held_back
    assert held[:5].tolist() == [0.0] * 5
    assert held[5] < -1.0


@BOTH
def test_modules_that_are_all_about_something_else_are_held_back_too(framework: Framework, use_meaning: bool) -> None:
    held = score(ELSEWHERE, framework.competencies, use_meaning=use_meaning).held_back
    assert held.max() < 0.0


def test_a_module_in_another_language_than_the_framework_is_not_held_back(framework: Framework) -> None:
    dutch, english = score([WELDING, ENGLISH], framework.competencies).held_back
    assert (dutch < -1.0, english) == (True, 0.0)


def test_an_english_framework_holds_back_what_is_english_and_not_what_is_dutch() -> None:
    competencies = [
        CompetencyRecord("C1", "Plans meetings", "Plans the meetings of a team and writes the minutes."),
        CompetencyRecord("C2", "Receives guests", "Receives the guests at the reception of an office."),
    ]
    dutch, english = score([WELDING, ENGLISH], competencies).held_back
    assert (dutch, english < 0.0) == (0.0, True)


def test_a_work_process_or_a_code_in_the_sheet_says_that_a_module_belongs(framework: Framework) -> None:
    by_path = replace(WELDING, id="A", work_processes=(WorkProcessMention("B1-K2-W5", "Wp 2.5", "LJ1", "E2"),))
    by_code = replace(WELDING, id="B", statements=(Statement("C-MONEY"),))
    unknown = replace(WELDING, id="C", statements=(Statement("X-99"),))
    held = score([by_path, by_code, unknown], framework.competencies).held_back
    assert (held[:2].tolist(), held[2] < -1.0) == ([0.0, 0.0], True)


@BOTH
def test_modules_from_elsewhere_hardly_change_the_scores_of_the_others(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    def shift(trust: float) -> float:
        """Return how much the scores move when modules from elsewhere are added."""
        settings = MatchSettings(belonging_trust=trust, fewest_trusted=0.0)
        readings = Readings(get_analyzer(), settings, VectorCache() if use_meaning else None)
        alone, beside = (
            score_pairs(upload, framework.competencies, readings).scores.own[:5]
            for upload in (modules[:5], [*modules[:5], *ELSEWHERE])
        )
        return float(np.abs(alone - beside).mean())

    assert shift(MatchSettings().belonging_trust) < 0.75 * shift(60.0)


def test_where_few_modules_belong_the_others_fill_up() -> None:
    settings = MatchSettings(belonging_trust=0.0, fewest_trusted=5.0)
    assert trust_modules(np.array([60.0] * 5 + [-60.0] * 5), settings).round(6).tolist() == [1.0] * 5 + [0.0] * 5
    assert trust_modules(np.array([60.0] * 3 + [-60.0] * 4), settings).round(6).tolist() == [1.0] * 3 + [0.5] * 4
    assert trust_modules(np.array([60.0, -60.0]), settings).round(6).tolist() == [1.0, 1.0]


def test_a_framework_of_one_competency_does_not_hold_back_the_module_that_serves_it() -> None:
    competency = CompetencyRecord("C1", "Notulen maken", "Legt besluiten van een vergadering vast.")
    minutes = make_module("M1", "Notuleren", "De student maakt notulen van een vergadering.")
    assert score([minutes, *ELSEWHERE], [competency]).held_back[0] == 0.0
