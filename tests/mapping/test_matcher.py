"""What a matcher remembers changes nothing but the time: every run is the one of an engine that starts afresh."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import make_upload
from curriculum.contract.records import (
    CompetencyRecord,
    DecisionRecord,
    Framework,
    ModuleRecord,
    Passage,
    Statement,
    WorkProcessMention,
)
from curriculum.contract.vocabulary import ModuleField, Verdict
from curriculum.mapping import Matcher, VectorCache, propose_links, readings
from tests.mapping.conftest import make_module

Inputs = tuple[list[ModuleRecord], list[CompetencyRecord], list[DecisionRecord]]
# Encoding a text takes longer than all the rest, and gives the same vector every time.
VECTORS = VectorCache()
TEXTS = (
    "Maakt notulen van de vergadering.",
    "Plant afspraken in de agenda van een leidinggevende.",
    "Ontvangt gasten. Vraagt door en vat dat samen.",
    "Werkt volgens de AVG met persoonsgegevens.",
    "Stelt een begroting op en verwerkt facturen.",
)


def edit(inputs: Inputs, choice: random.Random) -> None:
    """Change, add or leave out a module, a competency or a decision."""
    modules, competencies, decisions = inputs
    row, column = choice.randrange(len(modules)), choice.randrange(len(competencies))
    module, competency = modules[row], competencies[column]
    outcome = Passage(ModuleField.OUTCOME, choice.choice(TEXTS), "LJ1", f"D{choice.randrange(9)}")
    new = make_module(f"N-{choice.randrange(10**6)}", choice.choice(TEXTS), choice.choice(TEXTS))
    fresh = CompetencyRecord(f"C-{choice.randrange(10**6)}", choice.choice(TEXTS), search_terms=("agenda", "notulen"))
    steps: tuple[Callable[[], object], ...] = (
        lambda: modules.__setitem__(row, replace(module, passages=(*module.passages, outcome))),
        lambda: modules.__setitem__(row, replace(module, passages=module.passages[:-1])),
        lambda: modules.__setitem__(row, replace(module, work_processes=(WorkProcessMention("B1-K2-W5"),))),
        lambda: modules.__setitem__(row, replace(module, statements=(Statement(competency.code, cell="E5"),))),
        lambda: modules.append(new),
        lambda: modules.append(replace(module, id=f"K-{choice.randrange(10**6)}")),
        lambda: len(modules) > 2 and modules.pop(row),
        lambda: choice.shuffle(modules),
        lambda: competencies.__setitem__(column, replace(competency, description=choice.choice(TEXTS))),
        lambda: competencies.append(fresh),
        lambda: decisions.append(DecisionRecord(module.id, competency.code, choice.choice(list(Verdict)))),
    )
    choice.choice(steps)()


def compare_after_edits(
    modules: Sequence[ModuleRecord], framework: Framework, choice: random.Random, *, use_meaning: bool
) -> None:
    matcher = Matcher(use_meaning=use_meaning, vectors=VECTORS)
    inputs: Inputs = list(modules), list(framework.competencies), []
    for _run in range(3):
        for _edit in range(choice.randrange(1, 4)):
            edit(inputs, choice)
        ours, theirs, decisions = inputs
        again = matcher.propose(ours, theirs, decisions=decisions, top=2)
        anew = propose_links(ours, theirs, decisions=decisions, top=2, use_meaning=use_meaning, vectors=VECTORS)
        assert again == anew
        assert repr((again.links, again.assessments)) == repr((anew.links, anew.assessments))


@settings(max_examples=12)
@given(choice=st.randoms(use_true_random=False))
def test_after_any_edits_the_result_is_that_of_a_new_run_to_the_last_bit(
    modules: Sequence[ModuleRecord], framework: Framework, choice: random.Random
) -> None:
    compare_after_edits(modules, framework, choice, use_meaning=False)


@settings(max_examples=2)
@given(choice=st.randoms(use_true_random=False))
def test_with_the_encoder_too(modules: Sequence[ModuleRecord], framework: Framework, choice: random.Random) -> None:
    compare_after_edits(modules, framework, choice, use_meaning=True)


def test_what_other_programmes_left_behind_changes_nothing() -> None:
    matcher = Matcher(use_meaning=False)
    for seed in (1, 2):
        modules, competencies = make_upload(60, 30, seed)
        assert matcher.propose(modules, competencies) == propose_links(modules, competencies, use_meaning=False)


def test_only_the_changed_module_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    modules, competencies = make_upload(30, 20)
    matcher = Matcher(use_meaning=False)
    matcher.propose(modules, competencies)
    read: list[str] = []
    for name in ("read_module", "read_for_evidence"):
        monkeypatch.setattr(readings, name, spy_on(getattr(readings, name), read))
    changed = replace(modules[3], passages=(*modules[3].passages, Passage(ModuleField.OUTCOME, TEXTS[0])))
    matcher.propose([*modules[:3], changed, *modules[4:]], competencies)
    assert set(read) == {modules[3].id}


def spy_on(function: Callable[..., object], seen: list[str]) -> Callable[..., object]:
    def spy(record: ModuleRecord, *arguments: object) -> object:
        seen.append(record.id)
        return function(record, *arguments)

    return spy


def test_a_matcher_that_holds_too_much_forgets_and_goes_on(
    modules: Sequence[ModuleRecord], framework: Framework
) -> None:
    matcher = Matcher(use_meaning=False, most_texts=3)
    first = matcher.propose(modules, framework.competencies)
    assert repr(matcher) == "<Matcher without encoder, 0 texts remembered>"
    assert matcher.propose(modules, framework.competencies) == first
