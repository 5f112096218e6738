"""From upload to modules: nothing before confirm, everything once, nothing lost, and back again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from curriculum.contract.vocabulary import Leerweg, StatementSource, Verdict, VersionStatus
from curriculum.extensions import db
from curriculum.models import Decision, ImportContent, Module, ModuleRevision
from curriculum.models.types import utc_now
from curriculum.services import audit
from curriculum.services.coverage import decisions, links, modules
from curriculum.services.coverage.links import LinkState
from curriculum.services.errors import Conflict, NotFound, Refused
from curriculum.services.school import programmes
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import ImportState, RowStatus
from imports import read_modules
from tests.services.conftest import ROWS, School, links_of, make_sheet, module_ids, run_mapping, take_in, upload


def count_rows(table: type[object]) -> int:
    with db.engine.connect() as connection:
        return connection.scalars(sa.select(sa.func.count()).select_from(table)).one()


def statuses(import_id: int) -> dict[str, RowStatus]:
    return {row.title: row.status for row in uploads.get_preview(import_id).rows}


def test_an_upload_touches_no_curriculum_table_before_it_is_confirmed(school: School) -> None:
    before = [count_rows(table) for table in (Module, ModuleRevision, Decision)]
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    uploads.get_preview(import_id)
    assert [count_rows(table) for table in (Module, ModuleRevision, Decision)] == before


def test_a_preview_shows_every_row_of_the_file_as_new_in_an_empty_version(school: School) -> None:
    preview = uploads.get_preview(upload(school.version_id, make_sheet(ROWS), school.docent_id))
    assert preview.state is ImportState.DRAFT
    assert [(row.code, row.status) for row in preview.rows] == [(code, RowStatus.NEW) for code in ("M1", "M2", "M3")]
    assert preview.counts.taken == 3
    assert [column.header for column in preview.tables[0].columns][:2] == ["Code", "Titel"]
    assert preview.tables[0].rows[0].texts[1] == "Notuleren"


def kept_draft(import_id: int) -> dict[str, Any]:
    """Return the draft as it stands in the database."""
    with db.engine.connect() as connection:
        kept = sa.select(ImportContent.draft).where(ImportContent.import_id == import_id)
        return dict(connection.scalars(kept).one() or {})


@pytest.mark.parametrize(
    ("rows", "own"),
    [
        ((*ROWS, ("", "", "Een tweede rij.", "")), []),
        # The same modules before and after their code is known, so that rows carry an earlier name.
        ((("", "Notuleren", "Maakt notulen.", ""), ROWS[0]), ["M1"]),
    ],
    ids=["rows", "earlier name"],
)
def test_a_draft_keeps_each_cell_once_and_gives_all_of_them_back(
    school: School, rows: tuple[tuple[str, ...], ...], own: list[str]
) -> None:
    data = make_sheet(rows)
    read = {module.id: tuple(module.raw_cells) for module in read_modules(data, "m.xlsx").modules}
    import_id = upload(school.version_id, data, school.docent_id)
    draft = kept_draft(import_id)
    assert draft["own_cells"] == own
    assert [module["id"] for module in draft["modules"] if module["raw_cells"]] == own
    shown = {row.key: row.record for row in uploads.get_preview(import_id).rows if row.record is not None}
    assert {key: tuple(record.raw_cells) for key, record in shown.items()} == read
    assert all(read.values())
    uploads.confirm_import(import_id, actor_id=school.docent_id)
    stored = {module.key: tuple(module.record.raw_cells) for module in modules.list_modules(school.version_id)}
    assert stored == read


def test_cells_beside_the_labels_of_forms_stay_with_their_module(school: School) -> None:
    header, *rows = (("Modulenaam", "Post", "Agenda"), ("Leerjaar", "1", "2"), ("SBU", "40", "20"), ("Doel", "a", "b"))
    import_id = upload(school.version_id, make_sheet(rows, header), school.docent_id)
    assert kept_draft(import_id)["own_cells"] == ["agenda", "post"]
    (post, _) = uploads.get_preview(import_id).rows
    assert post.record is not None
    assert [cell.cell for cell in post.record.raw_cells] == ["B1", "B2", "B3", "B4"]


def test_a_draft_from_before_cells_were_kept_once_reads_as_it_did(school: School) -> None:
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    cells = [{"header": "Code", "cell": "A9", "text": "M1"}]
    draft = kept_draft(import_id)
    draft = {key: value for key, value in draft.items() if key != "own_cells"}
    draft["modules"] = [{**module, "raw_cells": cells} for module in draft["modules"]]
    with db.engine.begin() as connection:
        connection.execute(sa.update(ImportContent).where(ImportContent.import_id == import_id).values(draft=draft))
    records = [row.record for row in uploads.get_preview(import_id).rows if row.record is not None]
    assert [[cell.cell for cell in record.raw_cells] for record in records] == [["A9"]] * 3


def test_the_bytes_of_an_upload_come_back_as_they_were(school: School) -> None:
    data = make_sheet(ROWS)
    import_id = upload(school.version_id, data, school.docent_id, filename="../../etc/Mijn modules.xlsx")
    assert uploads.get_upload(import_id) == ("Mijn modules.xlsx", data)


def test_a_confirmed_import_makes_the_modules_in_sheet_order(school: School) -> None:
    outcome = take_in(school.version_id, make_sheet(ROWS), school.docent_id)
    assert (outcome.new, outcome.changed, outcome.same, outcome.statements) == (3, 0, 0, 1)
    assert [module.title for module in modules.list_modules(school.version_id)] == [
        "Notuleren",
        "Agendabeheer",
        "Rekenen",
    ]


def test_a_code_in_the_sheet_becomes_a_decision_of_the_sheet(school: School) -> None:
    take_in(school.version_id, make_sheet(ROWS), school.docent_id)
    detail = links.get_link(school.version_id, module_ids(school.version_id)["M2"], "C2")
    assert detail.view.state is LinkState.FULL
    assert [decision.source for decision in detail.history] == [StatementSource.EXPLICIT]


def test_the_same_file_again_changes_nothing_and_says_so(filled: School) -> None:
    _, data = uploads.get_upload(uploads.list_imports(filled.version_id)[0].id)
    import_id = upload(filled.version_id, data, filled.docent_id)
    preview = uploads.get_preview(import_id)
    assert preview.already_imported_on is not None
    assert {row.status for row in preview.rows} == {RowStatus.SAME}
    outcome = uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert (outcome.new, outcome.changed, outcome.same, outcome.statements) == (0, 0, 3, 0)


def test_the_same_file_in_another_programme_is_not_called_a_second_time(school: School) -> None:
    _, data = uploads.get_upload(uploads.list_imports(school.other_version_id)[0].id)
    import_id = upload(school.version_id, data, school.docent_id)
    assert uploads.get_preview(import_id).already_imported_on is None


def test_a_preview_tells_changed_same_missing_and_new_apart_field_by_field(filled: School) -> None:
    changed = ("M1", "Notuleren", "De student maakt een verslag.", "")
    import_id = upload(
        filled.version_id, make_sheet([changed, ROWS[1], ("M9", "Telefoneren", "Belt.", "")]), filled.docent_id
    )
    assert statuses(import_id) == {
        "Notuleren": RowStatus.CHANGED,
        "Agendabeheer": RowStatus.SAME,
        "Telefoneren": RowStatus.NEW,
        "Rekenen": RowStatus.MISSING,
    }
    row = uploads.get_preview(import_id).rows[0]
    assert [(change.field, change.old, change.new) for change in row.changes] == [
        ("description", ROWS[0][2], "De student maakt een verslag.")
    ]


def test_a_module_that_is_missing_from_a_file_stays(filled: School) -> None:
    take_in(filled.version_id, make_sheet(ROWS[:1]), filled.docent_id)
    assert len(modules.list_modules(filled.version_id)) == 3


def test_a_module_without_a_code_is_recognised_by_its_title(filled: School) -> None:
    header = ("Titel", "Omschrijving")
    data = make_sheet([("notuleren", "Iets anders.")], header)
    row = uploads.get_preview(upload(filled.version_id, data, filled.docent_id)).rows[0]
    assert (row.status, row.code) == (RowStatus.CHANGED, "M1")


def test_a_file_that_was_taken_in_goes_on_showing_what_it_did(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([ROWS[0], ("M9", "Telefoneren", "Belt.", "")]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    take_in(filled.version_id, make_sheet([("M9", "Telefoneren", "Belt anders.", "")]), filled.docent_id)
    assert statuses(import_id) == {"Notuleren": RowStatus.SAME, "Telefoneren": RowStatus.NEW}


def test_two_confirms_of_one_draft_make_one_import(school: School) -> None:
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    uploads.confirm_import(import_id, actor_id=school.docent_id)
    with pytest.raises(Conflict, match="already taken in"):
        uploads.confirm_import(import_id, actor_id=school.docent_id)
    assert len(modules.list_modules(school.version_id)) == 3


def test_two_confirms_at_the_same_moment_make_one_import(
    app: Flask, school: School, at_once: Callable[[Callable[[], object]], list[object]]
) -> None:
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    results = at_once(lambda: uploads.confirm_import(import_id, actor_id=school.docent_id))
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "ImportOutcome"]
    assert len(modules.list_modules(school.version_id)) == 3


def test_confirm_says_so_when_the_modules_changed_since_the_file_was_read(school: School) -> None:
    first = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    take_in(school.version_id, make_sheet(ROWS[:1]), school.docent_id)
    with pytest.raises(Conflict, match="changed since this file was checked"):
        uploads.confirm_import(first, actor_id=school.docent_id)


def test_confirm_takes_in_what_the_person_saw_after_looking_again(school: School) -> None:
    first = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    take_in(school.version_id, make_sheet(ROWS[:1]), school.docent_id)
    seen = uploads.get_preview(first).revision
    outcome = uploads.confirm_import(first, actor_id=school.docent_id, seen_revision=seen)
    assert (outcome.new, outcome.same) == (2, 1)


def test_two_docents_with_a_file_of_the_same_name_do_not_meet(school: School) -> None:
    mine = upload(school.version_id, make_sheet(ROWS[:1]), school.docent_id)
    theirs = upload(school.other_version_id, make_sheet(ROWS[1:]), school.other_docent_id)
    uploads.confirm_import(mine, actor_id=school.docent_id)
    assert uploads.get_preview(theirs).state is ImportState.DRAFT
    assert [module.title for module in modules.list_modules(school.version_id)] == ["Notuleren"]


def test_a_file_without_modules_is_refused_with_its_problems_in_view(school: School) -> None:
    import_id = upload(school.version_id, b"this is no workbook\x00\x01", school.docent_id)
    assert uploads.get_preview(import_id).problems
    with pytest.raises(Refused, match="no module"):
        uploads.confirm_import(import_id, actor_id=school.docent_id)


def test_an_empty_and_a_too_large_file_are_refused(app: Flask, school: School) -> None:
    app.config["UPLOAD_LIMIT"] = 10
    with pytest.raises(Refused, match="is empty"):
        uploads.receive_upload(school.version_id, "leeg.xlsx", b"", actor_id=school.docent_id)
    with pytest.raises(Refused, match="the limit is"):
        uploads.receive_upload(school.version_id, "groot.xlsx", b"x" * 11, actor_id=school.docent_id)


def test_an_adopted_version_takes_no_upload(school: School) -> None:
    programmes.set_status(school.version_id, VersionStatus.ADOPTED, actor_id=school.docent_id)
    with pytest.raises(Conflict, match="adopted"):
        uploads.receive_upload(school.version_id, "m.xlsx", make_sheet(ROWS), actor_id=school.docent_id)


def test_a_discarded_upload_is_gone_but_stays_in_the_list(school: School) -> None:
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    uploads.discard_import(import_id, actor_id=school.docent_id)
    assert [summary.state for summary in uploads.list_imports(school.version_id)] == [ImportState.DISCARDED]
    with pytest.raises(Conflict, match="discarded"):
        uploads.confirm_import(import_id, actor_id=school.docent_id)
    with pytest.raises(Conflict, match="discarded"):
        uploads.get_upload(import_id)


def test_a_draft_that_nobody_takes_in_expires(school: School) -> None:
    import_id = upload(school.version_id, make_sheet(ROWS), school.docent_id)
    assert uploads.expire_drafts() == 0
    assert uploads.expire_drafts(utc_now() + timedelta(days=31)) == 1
    assert uploads.get_preview(import_id).state is ImportState.EXPIRED
    with db.engine.connect() as connection:
        assert import_id not in set(connection.scalars(sa.select(ImportContent.import_id)))


def test_undo_takes_new_modules_out_and_puts_changed_ones_back(filled: School) -> None:
    import_id = upload(
        filled.version_id,
        make_sheet([("M1", "Notuleren", "Heel anders.", "C3"), ("M9", "Telefoneren", "Belt.", "C4")]),
        filled.docent_id,
    )
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    uploads.undo_import(import_id, actor_id=filled.docent_id)
    listed = {module.code: module.record.description for module in modules.list_modules(filled.version_id)}
    assert listed == {"M1": ROWS[0][2], "M2": ROWS[1][2], "M3": ROWS[2][2]}
    # What only the undone sheet stated no longer holds.
    assert links_of(filled.version_id, "C3", LinkState.FULL) == ()


def test_undo_is_refused_when_a_later_import_rests_on_it(filled: School) -> None:
    first = uploads.list_imports(filled.version_id)[0].id
    take_in(filled.version_id, make_sheet([("M1", "Notuleren", "Heel anders.", "")]), filled.docent_id)
    with pytest.raises(Conflict, match="Notuleren"):
        uploads.undo_import(first, actor_id=filled.docent_id)
    assert len(modules.list_modules(filled.version_id)) == 3


def test_undo_is_refused_when_somebody_judged_a_module_of_it(filled: School) -> None:
    first = uploads.list_imports(filled.version_id)[0].id
    decisions.decide_link(
        filled.version_id, module_ids(filled.version_id)["M3"], "C1", Verdict.REJECTED, actor_id=filled.docent_id
    )
    with pytest.raises(Conflict, match="Rekenen"):
        uploads.undo_import(first, actor_id=filled.docent_id)


def test_a_file_taken_in_again_after_undo_brings_its_modules_and_statements_back(filled: School) -> None:
    before = module_ids(filled.version_id)
    uploads.undo_import(uploads.list_imports(filled.version_id)[0].id, actor_id=filled.docent_id)
    assert modules.list_modules(filled.version_id) == ()
    # Nobody let them lapse: to whoever looks they are new again.
    again = upload(filled.version_id, make_sheet(ROWS), filled.docent_id)
    assert {row.status for row in uploads.get_preview(again).rows} == {RowStatus.NEW}
    uploads.confirm_import(again, actor_id=filled.docent_id)
    assert {row.status for row in uploads.get_preview(again).rows} == {RowStatus.NEW}
    assert module_ids(filled.version_id) == before
    assert links.get_link(filled.version_id, before["M2"], "C2").view.state is LinkState.FULL


def test_every_step_of_an_import_is_in_the_log_with_who_did_it(school: School) -> None:
    take_in(school.version_id, make_sheet(ROWS), school.docent_id)
    run_mapping(school.version_id, school.docent_id)
    entries = audit.list_entries(school.version_id)
    assert [entry.action for entry in reversed(entries)] == [
        "programme.create",
        "import.receive",
        "import.confirm",
        "run.start",
        "run.finish",
    ]
    assert {entry.actor for entry in entries[:-1]} == {"Docent Office"}


def test_an_unknown_import_is_not_found(school: School) -> None:
    with pytest.raises(NotFound):
        uploads.get_preview(999)


def test_crebo_must_have_five_digits(school: School) -> None:
    with pytest.raises(Refused, match="five digits"):
        programmes.create_programme("New", leerweg=Leerweg.BBL, cohort="2026", crebo_code="2515", actor_id=None)
