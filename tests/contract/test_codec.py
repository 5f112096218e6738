"""What is kept as JSON comes back as it was, also across an upgrade of the tool."""

import json
from dataclasses import dataclass

import pytest

from curriculum.contract.codec import from_json, hash_json, to_json, to_text
from curriculum.contract.records import Hours, ModuleRecord, RawCells
from curriculum.contract.vocabulary import Verdict
from tests.records import MODULE


def test_a_module_comes_back_as_it_was() -> None:
    assert from_json(ModuleRecord, to_json(MODULE)) == MODULE


def test_what_an_older_or_newer_version_wrote_can_be_read() -> None:
    content = to_json(MODULE)
    del content["raw_cells"]
    content["something_new"] = 1
    assert from_json(ModuleRecord, content).raw_cells == ()


def test_what_has_no_place_in_json_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        value: complex

    with pytest.raises(TypeError, match="complex"):
        to_json(Odd(1j))
    with pytest.raises(TypeError, match="complex"):
        from_json(Odd, {"value": 1})


def test_a_hash_does_not_depend_on_the_order_of_keys() -> None:
    assert hash_json({"a": 1, "b": 2}) == hash_json({"b": 2, "a": 1})
    assert hash_json([1, 2]) != hash_json([2, 1])


def test_a_sparse_value_is_smaller_and_comes_back_as_it_was() -> None:
    sparse = to_json(MODULE, sparse=True)
    assert "bot" not in sparse["hours"]
    assert from_json(ModuleRecord, sparse) == MODULE


@pytest.mark.parametrize(
    "value",
    [
        *(
            MODULE,
            (MODULE, MODULE),
            Hours(),
            [1.5, None, True],
            {"a": Verdict.FULL},
            frozenset({"b", "a"}),
            'a"\\\n\x00é',
        ),
        RawCells(((0, 'Co"de', "A"), (2, "SBU", "C")), ((7, ["x\ty"]), (8, ["", "", "40"]))),
    ],
)
def test_a_text_is_that_of_the_sparse_value(value: object) -> None:
    assert to_text(value) == json.dumps(to_json(value, sparse=True), ensure_ascii=False)


@pytest.mark.parametrize(
    "value", [None, [], {"id": 1, "title": "x"}, {"id": "M1"}, {"id": "M1", "title": "x", "row": "9"}]
)
def test_a_value_that_does_not_fit_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not a stored ModuleRecord"):
        from_json(ModuleRecord, value)
