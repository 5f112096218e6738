"""The coverage rule: only a decision covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.contract.vocabulary import Coverage, Verdict
from curriculum.mapping import coverage_of

VERDICTS = st.lists(st.sampled_from(list(Verdict)))


@pytest.mark.parametrize(
    ("verdicts", "proposed", "expected"),
    [
        ([], False, Coverage.MISSING),
        ([], True, Coverage.PROPOSED),
        ([Verdict.REJECTED], False, Coverage.MISSING),
        ([Verdict.REJECTED], True, Coverage.PROPOSED),
        ([Verdict.PARTIAL], True, Coverage.PARTIAL),
        ([Verdict.PARTIAL, Verdict.FULL], False, Coverage.FULL),
        ([Verdict.FULL, Verdict.REJECTED], True, Coverage.FULL),
    ],
)
def test_coverage_follows_the_decisions(verdicts: list[Verdict], proposed: bool, expected: Coverage) -> None:
    assert coverage_of(verdicts, proposed=proposed) is expected


@given(VERDICTS.filter(lambda verdicts: not {Verdict.FULL, Verdict.PARTIAL} & set(verdicts)), st.booleans())
def test_without_a_confirming_decision_nothing_is_covered(verdicts: list[Verdict], proposed: bool) -> None:
    assert coverage_of(verdicts, proposed=proposed) in (Coverage.PROPOSED, Coverage.MISSING)


@given(VERDICTS, st.booleans())
def test_the_order_of_decisions_on_different_modules_does_not_matter(verdicts: list[Verdict], proposed: bool) -> None:
    assert coverage_of(verdicts, proposed=proposed) is coverage_of(reversed(verdicts), proposed=proposed)
