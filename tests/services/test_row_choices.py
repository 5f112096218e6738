"""What a person chooses per row: what is taken in, what lapses, and that all of it can be undone."""

from datetime import date

import pytest
from flask import Flask

from curriculum import jobs
from curriculum.contract.vocabulary import Coverage, Verdict
from curriculum.services import audit
from curriculum.services.coverage import decisions, lapsed, links, matrix, modules, reports
from curriculum.services.coverage.links import LinkState
from curriculum.services.errors import Conflict, Refused
from curriculum.services.mapping import runs
from curriculum.services.school import programmes
from curriculum.services.uploading import choosing, uploads
from curriculum.services.uploading.reading_choices import choose_reading
from curriculum.services.uploading.row_choices import Answers, RowChoices, Switch
from curriculum.services.uploading.uploads import RowStatus
from imports import ReadingChoices
from tests.services.conftest import (
    ROWS,
    School,
    links_of,
    make_sheet,
    module_ids,
    read_report,
    run_mapping,
    take_in,
    upload,
)

CHANGED = ("M1", "Notuleren", "De student maakt een verslag.", "")
NEW = ("M9", "Telefoneren", "Belt met klanten.", "")


def listed(version_id: int) -> dict[str | None, str]:
    return {module.code: module.record.description for module in modules.list_modules(version_id)}


def coverage(version_id: int) -> dict[str, Coverage]:
    return {row.code: row.coverage for row in read_report(version_id).competencies}


def test_a_row_that_is_switched_off_is_not_taken_in_and_is_counted(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED, *ROWS[1:], NEW]), filled.docent_id)
    choices = RowChoices(take=Switch(True, frozenset({"M1"})))
    outcome = uploads.confirm_import(import_id, actor_id=filled.docent_id, choices=choices)
    assert (outcome.new, outcome.changed, outcome.same, outcome.left_out) == (1, 0, 2, 1)
    assert listed(filled.version_id)["M1"] == ROWS[0][2]
    entry = next(entry for entry in audit.list_entries(filled.version_id) if entry.action == "import.confirm")
    assert (entry.detail["left_out"], entry.detail["new"]) == (1, 1)
    statuses = {row.key: row.status for row in uploads.get_preview(import_id).rows}
    assert statuses == {
        "M1": RowStatus.LEFT_OUT,
        "M2": RowStatus.SAME,
        "M3": RowStatus.SAME,
        "M9": RowStatus.NEW,
    }


def test_what_a_row_that_is_off_states_counts_for_nothing(filled: School) -> None:
    row = ("M1", "Notuleren", "De student maakt een verslag.", "C4")
    import_id = upload(filled.version_id, make_sheet([row, *ROWS[1:]]), filled.docent_id)
    choices = RowChoices(take=Switch(True, frozenset({"M1"})))
    uploads.confirm_import(import_id, actor_id=filled.docent_id, choices=choices)
    assert links_of(filled.version_id, "C4", LinkState.FULL) == ()


def test_undo_of_an_import_leaves_what_it_left_out_alone(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED, *ROWS[1:], NEW]), filled.docent_id)
    choices = RowChoices(take=Switch(True, frozenset({"M1"})))
    uploads.confirm_import(import_id, actor_id=filled.docent_id, choices=choices)
    # Later work on the row that was left out does not rest on this import.
    take_in(filled.version_id, make_sheet([("M1", "Notuleren", "Nog weer anders.", "")]), filled.docent_id)
    uploads.undo_import(import_id, actor_id=filled.docent_id)
    assert listed(filled.version_id) == {"M1": "Nog weer anders.", "M2": ROWS[1][2], "M3": ROWS[2][2]}


def test_all_off_and_one_on_takes_in_that_one(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED, *ROWS[1:], NEW]), filled.docent_id)
    choosing.keep_answers(import_id, Answers(take_all=False))
    assert uploads.get_preview(import_id).counts.taken == 0
    choosing.keep_answers(import_id, Answers(rows=frozenset({"M1", "M9"}), taken=frozenset({"M9"})))
    preview = uploads.get_preview(import_id)
    assert (preview.counts.taken, preview.counts.left_out) == (1, 1)
    outcome = uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert (outcome.new, outcome.changed, outcome.left_out) == (1, 0, 1)


def test_switching_everything_off_is_refused_and_keeps_the_draft(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED, NEW]), filled.docent_id)
    choosing.keep_answers(import_id, Answers(take_all=False))
    with pytest.raises(Refused, match="switched every module off"):
        uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert uploads.get_preview(import_id).state is uploads.ImportState.DRAFT


def test_the_choices_of_one_page_leave_those_of_another_page_alone(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED, NEW]), filled.docent_id)
    choosing.keep_answers(import_id, Answers(rows=frozenset({"M1"})))
    choices = choosing.keep_answers(import_id, Answers(rows=frozenset({"M9"}), taken=frozenset({"M9"})))
    assert [choices.take.is_on(key) for key in ("M1", "M9")] == [False, True]


def test_a_key_that_names_no_row_and_no_module_is_not_kept(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED]), filled.docent_id)
    answers = Answers(
        rows=frozenset({"elsewhere"}),
        missing=frozenset({"nowhere"}),
        retired=frozenset({"nowhere"}),
        same={"M1": "nothing", "x": "M2"},
    )
    assert choosing.keep_answers(import_id, answers) == RowChoices()


def test_who_did_not_see_what_somebody_else_switched_takes_nothing_in(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED, NEW]), filled.docent_id)
    seen = uploads.get_preview(import_id).choices.fingerprint
    choosing.keep_answers(import_id, Answers(rows=frozenset({"M9"})), seen=seen)
    mine = Answers(rows=frozenset({"M1"}))
    with pytest.raises(Conflict, match="Somebody else chose something"):
        choosing.keep_answers(import_id, mine, seen=seen)
    # What this person ticked is kept all the same.
    assert uploads.get_preview(import_id).counts.taken == 0


def test_choices_on_an_upload_that_was_taken_in_are_refused(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([CHANGED]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    with pytest.raises(Conflict, match="already taken in"):
        choosing.keep_answers(import_id, Answers(take_all=False))


def test_a_missing_module_stays_unless_a_person_lets_it_lapse(filled: School) -> None:
    before = coverage(filled.version_id)
    assert before["C2"] is Coverage.FULL
    import_id = upload(filled.version_id, make_sheet([ROWS[0]]), filled.docent_id)
    choosing.keep_answers(import_id, Answers(missing=frozenset({"M2", "M3"}), retired=frozenset({"M2"})))
    preview = uploads.get_preview(import_id)
    assert {row.key: row.chosen for row in preview.rows if row.status is RowStatus.MISSING} == {"M2": True, "M3": False}
    outcome = uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert (outcome.same, outcome.retired) == (1, 1)
    run_mapping(filled.version_id, filled.docent_id)
    assert set(listed(filled.version_id)) == {"M1", "M3"}
    # M2 alone covered C2, by its own statement: without M2 nothing does.
    assert coverage(filled.version_id)["C2"] is not Coverage.FULL
    assert "M2" not in {module.code for module in matrix.get_matrix(filled.version_id).modules}
    assert programmes.get_version(filled.version_id).decision_count == 0
    assert [row.title for row in uploads.get_preview(import_id).rows if row.status is RowStatus.RETIRED] == [
        "Agendabeheer"
    ]
    entry = next(entry for entry in audit.list_entries(filled.version_id) if entry.action == "import.confirm")
    assert entry.detail["retired"] == 1


def test_the_accountability_tells_who_let_a_module_lapse_and_what_went_with_it(app: Flask, filled: School) -> None:
    ids = module_ids(filled.version_id)
    decisions.decide_link(filled.version_id, ids["M2"], "C1", Verdict.PARTIAL, actor_id=filled.docent_id)
    decisions.decide_link(filled.version_id, ids["M1"], "C1", Verdict.FULL, actor_id=filled.docent_id)
    import_id = upload(filled.version_id, make_sheet([ROWS[0]]), filled.docent_id, "zonder.xlsx")
    uploads.confirm_import(
        import_id, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True, frozenset({"M3"})))
    )
    run_mapping(filled.version_id, filled.docent_id)
    (module,) = read_report(filled.version_id).lapsed
    assert lapsed.list_lapsed(filled.version_id) == (module,)
    assert (module.code, module.lapsed_by, module.file) == ("M2", "Docent Office", "zonder.xlsx")
    assert module.lapsed_at
    assert [(decision.competency, decision.verdict) for decision in module.decisions] == [
        ("C2", Verdict.FULL),
        ("C1", Verdict.PARTIAL),
    ]
    # C1 is still covered in full by M1; C2 had nothing but this module.
    assert [(lost.competency, lost.before) for lost in module.lost] == [("C2", Coverage.FULL)]
    assert lapsed.name_lapsed(filled.version_id) == {import_id: ("M2",)}
    # Our own workbook still reads back unchanged, with the lapsed module on a sheet of its own.
    _, data = reports.export_workbook(filled.version_id, "nl", date(2026, 1, 31), actor_id=None)
    preview = uploads.get_preview(upload(filled.version_id, data, filled.docent_id))
    assert {(row.code, row.status) for row in preview.rows} == {("M1", RowStatus.SAME), ("M3", RowStatus.SAME)}
    uploads.undo_import(import_id, actor_id=filled.docent_id)
    assert lapsed.list_lapsed(filled.version_id) == ()


def test_undo_brings_a_lapsed_module_back_with_its_decisions(filled: School) -> None:
    decisions.decide_link(
        filled.version_id, module_ids(filled.version_id)["M3"], "C1", Verdict.PARTIAL, actor_id=filled.docent_id
    )
    import_id = upload(filled.version_id, make_sheet([ROWS[0]]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True)))
    assert set(listed(filled.version_id)) == {"M1"}
    uploads.undo_import(import_id, actor_id=filled.docent_id)
    assert set(listed(filled.version_id)) == {"M1", "M2", "M3"}
    link = links.get_link(filled.version_id, module_ids(filled.version_id)["M3"], "C1").view
    assert link.state is LinkState.PARTIAL
    assert link.decision is not None
    assert not link.decision.outdated
    assert len(modules.get_module(filled.version_id, module_ids(filled.version_id)["M3"]).revisions) == 1


def test_a_lapsed_module_that_comes_back_in_a_file_is_that_module_and_says_so(filled: School) -> None:
    ids = module_ids(filled.version_id)
    import_id = upload(filled.version_id, make_sheet([ROWS[0]]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True)))
    back = upload(filled.version_id, make_sheet(ROWS), filled.docent_id)
    rows = {row.key: row for row in uploads.get_preview(back).rows}
    assert [(change.field, change.old, change.new) for change in rows["M2"].changes] == [("state", "retired", "active")]
    said = {"M1": RowStatus.SAME, "M2": RowStatus.RETURNED, "M3": RowStatus.RETURNED}
    assert {key: row.status for key, row in rows.items()} == said
    assert uploads.get_preview(back).counts.taken == 2
    outcome = uploads.confirm_import(back, actor_id=filled.docent_id)
    assert (outcome.new, outcome.changed, outcome.returned) == (0, 0, 2)
    # The page of the upload goes on saying so.
    assert {row.key: row.status for row in uploads.get_preview(back).rows} == said
    assert module_ids(filled.version_id) == ids
    assert links.get_link(filled.version_id, ids["M2"], "C2").view.state is LinkState.FULL


def test_undo_of_a_lapse_is_refused_when_a_later_import_brought_the_module_back(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([ROWS[0]]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True)))
    take_in(filled.version_id, make_sheet(ROWS), filled.docent_id)
    with pytest.raises(Conflict, match=r"Agendabeheer, Rekenen"):
        uploads.undo_import(import_id, actor_id=filled.docent_id)


def test_the_import_that_made_a_module_is_not_undone_while_a_later_one_let_it_lapse(filled: School) -> None:
    first = uploads.list_imports(filled.version_id)[0].id
    later = upload(filled.version_id, make_sheet([ROWS[0]]), filled.docent_id)
    uploads.confirm_import(later, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True)))
    with pytest.raises(Conflict, match="Agendabeheer"):
        uploads.undo_import(first, actor_id=filled.docent_id)
    uploads.undo_import(later, actor_id=filled.docent_id)
    uploads.undo_import(first, actor_id=filled.docent_id)
    assert modules.list_modules(filled.version_id) == ()


def test_imports_can_be_undone_one_by_one_from_the_last(filled: School) -> None:
    first = uploads.list_imports(filled.version_id)[0].id
    second = upload(filled.version_id, make_sheet([CHANGED]), filled.docent_id)
    uploads.confirm_import(second, actor_id=filled.docent_id)
    uploads.undo_import(second, actor_id=filled.docent_id)
    assert listed(filled.version_id)["M1"] == ROWS[0][2]
    uploads.undo_import(first, actor_id=filled.docent_id)
    assert modules.list_modules(filled.version_id) == ()


def test_a_run_no_longer_sees_a_lapsed_module(app: Flask, filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet(ROWS[:2]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True)))
    latest = runs.latest_run(filled.version_id)
    assert latest is not None
    assert latest.outdated
    run_mapping(filled.version_id, filled.docent_id)
    assert {view.module_code for view in links.list_proposals(filled.version_id)} <= {"M1", "M2"}


SIDEWAYS = {
    "overview": (("Leerlijn", "P1", "P2"), ("Taal", "Post", "Bellen"), ("Kantoor", "Agenda", "Post")),
    "matrix": (("Werkproces", "Post", "Bellen", "Agenda"), ("B1-K1-W1", "x", "", "x"), ("B1-K1-W2", "x", "x", "")),
    "forms": (
        ("Modulenaam", "Post", "Bellen", "Agenda"),
        ("Leerjaar", "1", "1", "2"),
        ("SBU", "40", "40", "40"),
        ("Leerdoelen", "leest", "belt", "plant"),
    ),
}


@pytest.mark.parametrize("layout", SIDEWAYS)
def test_a_module_without_a_row_of_its_own_is_left_out_when_it_is_off(school: School, layout: str) -> None:
    header, *rows = SIDEWAYS[layout]
    import_id = upload(school.version_id, make_sheet(rows, header), school.docent_id)
    preview = uploads.get_preview(import_id)
    keys = {row.title: row.key for row in preview.rows}
    assert {place.module for table in preview.tables for place in table.modules} == set(keys.values())
    choosing.keep_answers(import_id, Answers(rows=frozenset(keys.values()), taken=frozenset({keys["Agenda"]})))
    assert uploads.get_preview(import_id).counts.left_out == 2
    outcome = uploads.confirm_import(import_id, actor_id=school.docent_id)
    assert (outcome.new, outcome.left_out) == (1, 2)
    assert [module.title for module in modules.list_modules(school.version_id)] == ["Agenda"]
    statuses = {row.title: row.status for row in uploads.get_preview(import_id).rows}
    assert statuses == {"Post": RowStatus.LEFT_OUT, "Bellen": RowStatus.LEFT_OUT, "Agenda": RowStatus.NEW}


def test_what_was_filled_in_about_columns_stays_until_the_file_is_read_with_it(school: School) -> None:
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    choosing.keep_answers(import_id, Answers(unread={"column-x-1": "sbu"}))
    # A page that does not show the columns leaves them alone.
    kept = choosing.keep_answers(import_id, Answers(rows=frozenset({"M1"})))
    assert kept.unread == {"column-x-1": "sbu"}
    assert uploads.get_preview(import_id).choices == kept
    choose_reading(import_id, ReadingChoices(), actor_id=school.docent_id)
    jobs.deliver_waiting()
    choices = uploads.get_preview(import_id).choices
    assert (choices.unread, choices.take) == ({}, Switch(True, frozenset({"M1"})))
