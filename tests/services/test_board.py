"""What the board decides on candidates, and the outlook it weighs them in."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from curriculum.contract.foresight import Axis, Outlook, Part, Scenario, Trend, Uncertainty
from curriculum.contract.vocabulary import Coverage, Destination, Fate, Robustness, Role, VersionStatus
from curriculum.models import OutlookRow, WeighingRow
from curriculum.models.decision import AppendOnlyError
from curriculum.services import audit
from curriculum.services.board import outlooks, weighings
from curriculum.services.board.weighings import Choice
from curriculum.services.coverage import matrix, reports
from curriculum.services.errors import Conflict, NotFound, Refused
from curriculum.services.school import people, programmes
from curriculum.services.school.programmes import Take
from curriculum.services.transactions import write
from tests.services.conftest import PASSWORD, School, make_sheet, run_mapping, take_in

OUTLOOK = Outlook(
    "Hoe ziet het werk er in 2030 uit?",
    trends=(Trend("Software plant", cluster=3), Trend("Leeg", cluster=2)),
    uncertainties=(Uncertainty("AI", 5, 4), Uncertainty(" ", 3, 3), Uncertainty("Plek", 5, 5)),
    horizontal=Axis("Plek", "kantoor", "overal"),
    vertical=Axis("Wie", "mensen", "AI"),
    scenarios=(Scenario("Regie"), Scenario(), Scenario("Balie"), Scenario("Zwerm")),
    parts=(Part("Reizen", Fate.GOES, hours=80), Part("Taal", Fate.STAYS, hours=999)),
    room_hours=240,
)
CHOICE = Choice(
    Destination.ELECTIVE, "Overal nodig", needed_in=(4, 1, 2), hours=240, owner="teamleider", due="mei 2027"
)


def weigh(school: School, choice: Choice = CHOICE, **options: int) -> None:
    weighings.weigh_candidate(school.version_id, "C3", choice, actor_id=school.docent_id, **options)


def colleague(school: School) -> int:
    return people.create_account(
        "board@example.com",
        "Board",
        PASSWORD,
        roles=((school.programme_id, Role.BOARD),),
        actor_id=None,
    )


def test_a_decision_tells_who_when_why_in_which_scenarios_and_what_the_texts_told_then(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=filled.docent_id)
    weigh(filled)
    (told,) = weighings.list_weighings(filled.version_id).weighings
    assert (told.competency, told.destination, told.reason) == ("C3", Destination.ELECTIVE, "Overal nodig")
    assert (told.robustness, told.needed_in) == (Robustness.ROBUST, ("Regie", "kantoor / AI", "Zwerm"))
    assert (told.hours, told.owner, told.due, told.decided_by) == (240, "teamleider", "mei 2027", "Docent Office")
    assert told.decided_at
    assert told.probability is not None
    assert 0 < told.probability < 0.5


def test_a_decision_keeps_the_evidence_of_its_moment(filled: School) -> None:
    weighings.weigh_candidate(filled.version_id, "C1", CHOICE, actor_id=filled.docent_id)
    before = weighings.list_weighings(filled.version_id).weighings[0].nearest
    assert any(item.startswith("M1 Notuleren (") and "notulen" in item for item in before)
    take_in(filled.version_id, make_sheet([("M1", "Zwemmen", "De student zwemt.", "")]), filled.docent_id)
    run_mapping(filled.version_id, filled.docent_id)
    assert weighings.list_weighings(filled.version_id).weighings[0].nearest == before


def test_a_decision_on_a_candidate_is_no_coverage(filled: School) -> None:
    before = matrix.get_matrix(filled.version_id).counts
    weigh(filled, replace(CHOICE, destination=Destination.EXISTING_MODULE, module="M1 Notuleren"))
    assert matrix.get_matrix(filled.version_id).counts == before
    assert before[Coverage.FULL] == 1


def test_the_last_decision_holds_and_the_earlier_ones_stay(filled: School) -> None:
    weigh(filled)
    weigh(filled, Choice(Destination.NOT_TAKEN, "Toch niet"))
    weigh(filled, Choice(Destination.NOT_TAKEN, "Toch niet"))  # A double click.
    log = weighings.list_weighings(filled.version_id)
    assert [(item.destination, item.holds) for item in log.weighings] == [
        (Destination.NOT_TAKEN, True),
        (Destination.ELECTIVE, False),
    ]
    assert log.asked == 0
    details = [entry.detail for entry in audit.list_entries(filled.version_id) if entry.action == "candidate.weigh"]
    assert details == [
        {"competency": "C3", "destination": "not_taken", "before": "elective"},
        {"competency": "C3", "destination": "elective", "before": None},
    ]


def test_scenarios_that_were_changed_later_stay_as_they_were_at_the_decision(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=filled.docent_id)
    weigh(filled)
    renamed = replace(OUTLOOK, scenarios=(Scenario("Anders"), *OUTLOOK.scenarios[1:]))
    outlooks.save_outlook(filled.version_id, renamed, actor_id=filled.docent_id)
    log = weighings.list_weighings(filled.version_id)
    assert log.weighings[0].needed_in[0] == "Regie"
    assert log.outlook is not None
    assert log.outlook.outlook.name_scenario(1) == "Anders"


def test_without_scenarios_nothing_is_called_robust(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, Outlook("Hoe dan?"), actor_id=filled.docent_id)
    weigh(filled)
    (told,) = weighings.list_weighings(filled.version_id).weighings
    assert (told.robustness, told.needed_in) == (None, ())


def test_the_hours_of_all_decisions_stand_against_the_hours_there_are(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=filled.docent_id)
    weigh(filled)
    weighings.weigh_candidate(
        filled.version_id, "C4", Choice(Destination.ASSOCIATE_DEGREE, "Past daar", hours=480), actor_id=None
    )
    log = weighings.list_weighings(filled.version_id)
    assert (log.asked, log.room) == (240, 320)  # What is left to the Ad asks nothing of this programme.


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (replace(CHOICE, reason=" \n"), "weighing-reason-required"),
        (replace(CHOICE, destination=Destination.EXISTING_MODULE), "weighing-module-required"),
        (replace(CHOICE, hours=9_999), "weighing-hours-unlikely"),
        (replace(CHOICE, owner="x" * 201), "text-too-long"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(filled: School, choice: Choice, code: str) -> None:
    with pytest.raises(Refused) as caught:
        weigh(filled, choice)
    assert caught.value.code == code
    assert weighings.list_weighings(filled.version_id).weighings == ()


def test_a_competency_of_no_list_cannot_be_weighed(filled: School) -> None:
    with pytest.raises(NotFound):
        weighings.weigh_candidate(filled.version_id, "C99", CHOICE, actor_id=filled.docent_id)


def test_who_comes_second_is_told_so(filled: School) -> None:
    other = colleague(filled)
    weigh(filled, seen=0)
    with pytest.raises(Conflict, match="Somebody else decided"):
        weighings.weigh_candidate(filled.version_id, "C3", CHOICE, seen=0, actor_id=other)
    outlooks.save_outlook(filled.version_id, OUTLOOK, seen=0, actor_id=filled.docent_id)
    with pytest.raises(Conflict, match="Somebody else changed"):
        outlooks.save_outlook(filled.version_id, OUTLOOK, seen=0, actor_id=other)


def test_who_saw_an_older_page_is_told_so_also_after_deciding_again_in_another_tab(filled: School) -> None:
    other = colleague(filled)
    weigh(filled, seen=0)
    weighings.weigh_candidate(filled.version_id, "C3", replace(CHOICE, hours=80), seen=1, actor_id=other)
    weigh(filled, replace(CHOICE, hours=120), seen=2)
    with pytest.raises(Conflict, match="Somebody else decided"):
        weigh(filled, replace(CHOICE, hours=160), seen=1)
    outlooks.save_outlook(filled.version_id, OUTLOOK, seen=0, actor_id=filled.docent_id)
    outlooks.save_outlook(filled.version_id, replace(OUTLOOK, moment="2031"), seen=1, actor_id=other)
    outlooks.save_outlook(filled.version_id, replace(OUTLOOK, moment="2032"), seen=2, actor_id=filled.docent_id)
    with pytest.raises(Conflict, match="Somebody else changed"):
        outlooks.save_outlook(filled.version_id, replace(OUTLOOK, moment="2033"), seen=1, actor_id=filled.docent_id)


def test_ticks_are_never_taken_for_other_scenarios_than_those_that_were_seen(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=filled.docent_id)
    weigh(filled, seen_outlook=1)
    assert weighings.get_history(filled.version_id, "C3").ticked == (1, 2, 4)
    # A trend more leaves the scenarios as they were.
    outlooks.save_outlook(filled.version_id, replace(OUTLOOK, trends=()), actor_id=filled.docent_id)
    weigh(filled, replace(CHOICE, hours=80), seen_outlook=1)
    assert weighings.get_history(filled.version_id, "C3").ticked == (1, 2, 4)
    turned = replace(OUTLOOK, horizontal=OUTLOOK.vertical, vertical=OUTLOOK.horizontal)
    outlooks.save_outlook(filled.version_id, turned, actor_id=filled.docent_id)
    assert weighings.get_history(filled.version_id, "C3").ticked == ()
    with pytest.raises(Conflict) as caught:
        weigh(filled, replace(CHOICE, hours=120), seen_outlook=1)
    assert caught.value.code == "scenarios-moved"
    assert [item.hours for item in weighings.list_weighings(filled.version_id).weighings] == [80, 240]


def test_an_adopted_version_takes_no_decision_and_no_outlook(filled: School) -> None:
    programmes.set_status(filled.version_id, VersionStatus.ADOPTED, actor_id=None)
    with pytest.raises(Conflict):
        weigh(filled)
    with pytest.raises(Conflict):
        outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=None)


@pytest.mark.parametrize(
    ("outlook", "code"),
    [
        (replace(OUTLOOK, question=" "), "outlook-question-required"),
        (replace(OUTLOOK, parts=(Part("Alles", Fate.GOES, hours=99_999),)), "weighing-hours-unlikely"),
        (replace(OUTLOOK, vertical=Axis("Wie", "mensen", "")), "outlook-axes-half"),
        (replace(OUTLOOK, trends=(Trend(" ", source="krant"),)), "outlook-row-unnamed"),
        (replace(OUTLOOK, uncertainties=(Uncertainty("", 5, 5, "poll"),)), "outlook-row-unnamed"),
        (replace(OUTLOOK, parts=(Part("", Fate.GOES, hours=80),)), "outlook-row-unnamed"),
        (replace(OUTLOOK, uncertainties=6 * (Uncertainty("AI", 5, 4),)), "outlook-too-many"),
        (replace(OUTLOOK, trends=61 * (Trend("AI"),)), "outlook-too-many"),
    ],
)
def test_an_outlook_that_nobody_can_weigh_in_is_refused(school: School, outlook: Outlook, code: str) -> None:
    with pytest.raises(Refused) as caught:
        outlooks.save_outlook(school.version_id, outlook, actor_id=None)
    assert caught.value.code == code


def test_an_outlook_is_kept_clean_and_once(school: School) -> None:
    for _click in range(2):
        outlooks.save_outlook(school.version_id, OUTLOOK, actor_id=school.docent_id)
    number, kept = outlooks.get_outlook(school.version_id)
    assert number == 1
    assert kept is not None
    assert kept.made_by == "Docent Office"
    assert kept.outlook.uncertainties == (Uncertainty("AI", 5, 4), Uncertainty("Plek", 5, 5))
    assert [item.name for item in kept.outlook.ranked] == ["Plek", "AI"]
    # The nameless cluster fell out: who was in the third is in the second now, who was in none of them is in none.
    assert [item.cluster for item in kept.outlook.trends] == [2, 0]
    assert outlooks.get_outlook(school.other_version_id) == (0, None)


def test_what_was_decided_is_never_changed(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=filled.docent_id)
    weigh(filled)
    for table in (OutlookRow, WeighingRow):
        with pytest.raises(AppendOnlyError), write() as session:
            session.delete(session.get_one(table, 1))


def test_the_next_cohort_takes_outlook_and_decisions_along_only_when_asked(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=filled.docent_id)
    weigh(filled)
    before = weighings.list_weighings(filled.version_id)
    with_them, without = (
        programmes.create_version(filled.programme_id, cohort, copy_from=filled.version_id, take=take, actor_id=None)
        for cohort, take in (("2027", Take.DECISIONS), ("2028", Take.MODULES))
    )
    assert weighings.list_weighings(with_them) == before
    assert weighings.list_weighings(without) == weighings.WeighingLog((), None)


def test_the_workbook_accounts_for_the_decision(filled: School) -> None:
    outlooks.save_outlook(filled.version_id, OUTLOOK, actor_id=filled.docent_id)
    weigh(filled)
    _name, data = reports.export_workbook(filled.version_id, "nl", date(2026, 11, 22), actor_id=None)
    workbook = openpyxl.load_workbook(BytesIO(data), read_only=True)
    told = [tuple(row) for row in workbook["Besluiten over kandidaten"].iter_rows(min_row=5, values_only=True)]
    assert [(row[1], row[2], row[4], row[5]) for row in told] == [
        ("Docent Office", "C3", "een keuzedeel", "Overal nodig")
    ]
    assert any(row[0] == "Vraag" for row in workbook["Toekomstbeeld"].iter_rows(values_only=True))
