"""One changed module is scored at once, and an unchanged one as in the whole run."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks.corpus import make_upload
from curriculum.contract.records import Framework, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping import Matcher, propose_links

BOTH = pytest.mark.parametrize("use_meaning", [False, True], ids=["lexical", "with meaning"])


@BOTH
def test_every_unchanged_module_gets_the_links_of_the_whole_run(
    modules: Sequence[ModuleRecord], framework: Framework, use_meaning: bool
) -> None:
    upload = [replace(module, statements=()) for module in modules]
    whole = propose_links(upload, framework.competencies, top=2, use_meaning=use_meaning).links
    matcher = Matcher(upload, framework.competencies, use_meaning=use_meaning)
    for module in upload:
        assert matcher.rescore(module, top=2) == tuple(link for link in whole if link.module == module.id)


def test_every_unchanged_module_of_a_larger_upload_does_too() -> None:
    modules, competencies = make_upload(80, 40)
    whole = propose_links(modules, competencies, use_meaning=False).links
    matcher = Matcher(modules, competencies, use_meaning=False)
    assert len(whole) > 80
    assert [link for module in modules for link in matcher.rescore(module)] == list(whole)


def test_a_changed_module_gets_nearly_what_a_new_run_gives() -> None:
    modules, competencies = make_upload(80, 40)
    matcher = Matcher(modules, competencies, use_meaning=False)
    target = competencies[7]
    changed = replace(
        modules[3],
        passages=(*modules[3].passages, Passage(ModuleField.OUTCOME, f"{target.title} {target.description}")),
    )
    upload = [changed if module.id == changed.id else module for module in modules]
    anew = {
        link.competency: link.probability
        for link in propose_links(upload, competencies, top=40, use_meaning=False).links
        if link.module == changed.id
    }
    before = {link.competency: link.probability for link in matcher.rescore(modules[3], top=40)}
    after = {link.competency: link.probability for link in matcher.rescore(changed, top=40)}
    assert after[target.code] > 0.4 > before[target.code]
    assert max(abs(after[code] - anew[code]) for code in anew) < 0.05


def test_a_new_module_can_be_tried_without_mapping_anew() -> None:
    modules, competencies = make_upload(30, 20)
    matcher = Matcher(modules, competencies, use_meaning=False)
    tried = ModuleRecord("NEW", competencies[4].title, passages=(Passage(ModuleField.TITLE, competencies[4].title),))
    assert matcher.rescore(tried)[0].competency == competencies[4].code
    assert matcher.rescore(ModuleRecord("EMPTY", "")) == ()
