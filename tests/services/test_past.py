"""A link as it was when somebody judged it, beside how it is now."""

from curriculum.contract.vocabulary import Verdict
from curriculum.services.coverage import decisions, links
from curriculum.services.coverage.past import PastLink
from curriculum.services.mapping.old_evidence import clear_old_evidence
from tests.services.conftest import ROWS, School, make_sheet, module_ids, run_mapping, take_in

CHANGED = ("M1", "Notuleren", "De student zwemt, duikt en fietst.", "")


def judge(school: School, code: str = "M1", competency: str = "C1") -> int:
    module_id = module_ids(school.version_id)[code]
    decisions.decide_link(school.version_id, module_id, competency, Verdict.FULL, actor_id=school.docent_id)
    return module_id


def past_of(school: School, module_id: int, competency: str = "C1") -> PastLink | None:
    return links.get_link(school.version_id, module_id, competency).past


def words_of(past: PastLink) -> set[str]:
    return {item.module_text for item in past.link.evidence} if past.link else set()


def test_what_is_as_it_was_is_not_told_twice(filled: School) -> None:
    module_id = judge(filled)
    assert past_of(filled, module_id) is None
    run_mapping(filled.version_id, filled.docent_id)
    assert past_of(filled, module_id) is None


def test_the_text_and_the_evidence_of_the_decision_stay_in_sight_when_both_changed(filled: School) -> None:
    before = links.get_link(filled.version_id, module_ids(filled.version_id)["M1"], "C1").view.link
    module_id = judge(filled)
    take_in(filled.version_id, make_sheet([CHANGED, *ROWS[1:]]), filled.docent_id)
    past = past_of(filled, module_id)
    assert past is not None
    # Not mapped again yet: only the text is another one.
    assert (past.text_changed, past.evidence_changed) == (True, False)
    run_mapping(filled.version_id, filled.docent_id)
    past = past_of(filled, module_id)
    assert past is not None
    assert (past.text_changed, past.evidence_changed) == (True, True)
    assert past.module.description == ROWS[0][2]
    assert past.link is not None
    assert before is not None
    assert past.link.evidence == before.evidence
    assert "notulen" in words_of(past)


def test_clearing_old_evidence_keeps_what_a_decision_rests_on(filled: School) -> None:
    module_id = judge(filled)
    take_in(filled.version_id, make_sheet([CHANGED, *ROWS[1:]]), filled.docent_id)
    for _run in range(3):
        run_mapping(filled.version_id, filled.docent_id)
    clear_old_evidence(keep=1)
    past = past_of(filled, module_id)
    assert past is not None
    assert "notulen" in words_of(past)


def test_a_new_decision_starts_anew_and_the_sheets_own_statement_has_no_past(filled: School) -> None:
    module_id = judge(filled)
    take_in(filled.version_id, make_sheet([CHANGED, *ROWS[1:]]), filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)
    judge(filled)
    assert past_of(filled, module_id) is None
    stated = module_ids(filled.version_id)["M2"]
    take_in(filled.version_id, make_sheet([ROWS[0], ("M2", "Zwemmen", "De student zwemt.", "C2")]), filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)
    assert past_of(filled, stated, "C2") is None


def test_a_link_that_somebody_made_by_hand_says_that_the_tool_had_found_nothing(filled: School) -> None:
    module_id = judge(filled, "M3", "C1")
    take_in(
        filled.version_id, make_sheet([*ROWS[:2], ("M3", "Notulen", "De student maakt notulen.", "")]), filled.docent_id
    )
    run_mapping(filled.version_id, filled.docent_id)
    past = past_of(filled, module_id)
    assert past is not None
    assert past.evidence_changed
    assert "notulen" not in words_of(past)
