"""What the hashes of a module rest on, and how its fields are named for the preview."""

import pytest

from curriculum.contract.codec import from_json, to_json
from curriculum.contract.records import Hours, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.services.texts import hash_module_content, hash_module_text, list_fields
from tests.records import MODULE


def changed(**values: object) -> ModuleRecord:
    return from_json(ModuleRecord, {**to_json(MODULE), **{name: to_json(value) for name, value in values.items()}})


def test_a_move_within_the_sheet_changes_neither_hash() -> None:
    moved = changed(
        row=9,
        sheet="LJ2",
        raw_cells=(),
        passages=tuple(Passage(passage.field, passage.text, "LJ2", "C9") for passage in MODULE.passages),
    )
    assert hash_module_content(moved) == hash_module_content(MODULE)
    assert hash_module_text(moved) == hash_module_text(MODULE)


@pytest.mark.parametrize(
    "other",
    [
        changed(title="Anders"),
        changed(passages=(Passage(ModuleField.OUTCOME, "maakt een verslag"),)),
        changed(work_processes=()),
    ],
)
def test_a_changed_text_changes_both_hashes(other: ModuleRecord) -> None:
    assert hash_module_text(other) != hash_module_text(MODULE)
    assert hash_module_content(other) != hash_module_content(MODULE)


@pytest.mark.parametrize(
    "other",
    [
        changed(passages=MODULE.passages[:1], statements=()),
        changed(hours=Hours(sbu=80.0)),
        changed(years=(1,)),
    ],
)
def test_codes_and_hours_are_content_but_no_text_that_a_decision_rests_on(other: ModuleRecord) -> None:
    assert hash_module_text(other) == hash_module_text(MODULE)
    assert hash_module_content(other) != hash_module_content(MODULE)


def test_every_field_is_named_for_the_preview() -> None:
    assert list_fields(MODULE) == {
        "code": "007",
        "title": "Notuleren é",
        "description": "",
        "outcome": "maakt notulen",
        "assessment": "",
        "year": "1, 2",
        "period": "P1",
        "sbu": "40",
        "bot": "",
        "bpv": "",
        "work_process": "B1-K1-W1",
        "competency": "M16-01 (partial, orient)",
    }
