"""Which module a row is: by the tool's own identifier, by code, by title; what only looks alike is asked."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import Verdict
from curriculum.extensions import db
from curriculum.models import ImportContent
from curriculum.models.module import ModuleState
from curriculum.services.contents import StoredModule
from curriculum.services.coverage import decisions, links, modules, reports
from curriculum.services.coverage.links import LinkState
from curriculum.services.errors import Conflict
from curriculum.services.uploading import choosing, reading, uploads
from curriculum.services.uploading.identity import find_alike
from curriculum.services.uploading.row_choices import Answers, RowChoices, Switch
from curriculum.services.uploading.uploads import Preview, RowStatus
from tests.services.conftest import HEADER, ROWS, School, make_sheet, module_ids, run_mapping, take_in, upload
from tests.workbooks import save


def export(version_id: int) -> openpyxl.Workbook:
    _, data = reports.export_workbook(version_id, "nl", date(2026, 1, 31), actor_id=None)
    return openpyxl.load_workbook(BytesIO(data))


def identifiers(version_id: int) -> list[str]:
    sheet = export(version_id)["Modules"]
    return [str(row[-1].value) for row in sheet.iter_rows(min_row=5)]


def with_identifiers(rows: Sequence[Sequence[str]], identifiers: Sequence[str]) -> bytes:
    return make_sheet(
        [(*row, identifier) for row, identifier in zip(rows, identifiers, strict=True)], (*HEADER, "curriculum-id")
    )


def look(school: School, data: bytes) -> Preview:
    return uploads.get_preview(upload(school.version_id, data, school.docent_id))


def problems(preview: Preview) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in preview.problems if problem.code.startswith("identifier")]


def test_an_export_with_another_title_and_code_comes_back_as_the_same_module(filled: School) -> None:
    ids = module_ids(filled.version_id)
    book = export(filled.version_id)
    book["Modules"]["A5"], book["Modules"]["B5"] = "N-1", "Verslagen schrijven"
    import_id = upload(filled.version_id, save(book), filled.docent_id, "werkboek.xlsx")
    preview = uploads.get_preview(import_id)
    assert [(row.title, row.status) for row in preview.rows] == [
        ("Verslagen schrijven", RowStatus.CHANGED),
        ("Agendabeheer", RowStatus.SAME),
        ("Rekenen", RowStatus.SAME),
    ]
    assert [change.field for change in preview.rows[0].changes] == ["code", "title"]
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert module_ids(filled.version_id) == {"N-1": ids["M1"], "M2": ids["M2"], "M3": ids["M3"]}


def test_no_name_of_who_decided_comes_along_with_our_own_workbook(filled: School) -> None:
    module_id = module_ids(filled.version_id)["M3"]
    decisions.decide_link(filled.version_id, module_id, "C1", Verdict.FULL, reason="Zeker", actor_id=filled.docent_id)
    book = export(filled.version_id)
    assert any("Docent Office" in str(cell.value) for row in book["Besluiten"].iter_rows() for cell in row)
    import_id = upload(filled.version_id, save(book), filled.docent_id)
    with db.engine.connect() as connection:
        draft = connection.scalar(sa.select(ImportContent.draft).where(ImportContent.import_id == import_id))
    assert "Notuleren" in str(draft)
    assert "Docent Office" not in str(draft)


def test_the_workbook_of_another_programme_is_matched_by_code_and_says_so_once(filled: School) -> None:
    preview = look(filled, save(export(filled.other_version_id)))
    assert problems(preview) == [("identifier-unknown", "R5")]
    assert {row.status for row in preview.rows} == {RowStatus.SAME}


def test_a_copied_row_is_a_new_module_and_the_original_stays_itself(filled: School) -> None:
    first, *_ = identifiers(filled.version_id)
    copied = ("", "Notuleren voor gevorderden", "Schrijft lange verslagen.", "")
    preview = look(filled, with_identifiers([ROWS[0], copied], [first, first]))
    assert [row.status for row in preview.rows][:2] == [RowStatus.SAME, RowStatus.NEW]
    assert problems(preview) == [("identifier-twice", "E3")]


def test_an_identifier_that_contradicts_the_code_does_not_count(filled: School) -> None:
    first, *_ = identifiers(filled.version_id)
    preview = look(filled, with_identifiers([("M2", *ROWS[1][1:])], [first]))
    assert [(row.code, row.status) for row in preview.rows][:1] == [("M2", RowStatus.SAME)]
    assert problems(preview) == [("identifier-of-other", "E2")]


def test_a_title_that_nearly_matches_is_asked_and_is_a_new_module_without_an_answer(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([("", "Agenda-beheer", "Plant.", "")]), filled.docent_id)
    row = uploads.get_preview(import_id).rows[0]
    assert row.alike is not None
    assert (row.alike.title, row.status, row.joined) == ("Agendabeheer", RowStatus.NEW, False)
    outcome = uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert outcome.new == 1
    assert links.get_link(filled.version_id, module_ids(filled.version_id)["M2"], "C2").view.state is LinkState.FULL


def test_answered_yes_it_is_the_same_module_and_its_decisions_wait_for_a_new_look(filled: School) -> None:
    ids = module_ids(filled.version_id)
    decisions.decide_link(filled.version_id, ids["M3"], "C1", Verdict.PARTIAL, actor_id=filled.docent_id)
    import_id = upload(filled.version_id, make_sheet([("", "Rekenenen", "Rekent met rente.", "")]), filled.docent_id)
    key = uploads.get_preview(import_id).rows[0].key
    choosing.keep_answers(import_id, Answers(same={key: "M3"}))
    row = uploads.get_preview(import_id).rows[0]
    assert (row.status, row.code, row.joined) == (RowStatus.CHANGED, "M3", True)
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert module_ids(filled.version_id) == ids
    run_mapping(filled.version_id, filled.docent_id)
    link = links.get_link(filled.version_id, ids["M3"], "C1").view
    assert link.state is LinkState.PARTIAL
    assert link.decision is not None
    assert link.decision.outdated
    assert (ids["M3"], "C1") in {
        (view.module_id, view.competency_code) for view in links.list_proposals(filled.version_id)
    }
    uploads.undo_import(import_id, actor_id=filled.docent_id)
    assert {module.code: module.title for module in modules.list_modules(filled.version_id)}["M3"] == "Rekenen"


def test_an_answer_can_be_taken_back(filled: School) -> None:
    import_id = upload(filled.version_id, make_sheet([("", "Agenda-beheer", "Plant.", "")]), filled.docent_id)
    key = uploads.get_preview(import_id).rows[0].key
    choosing.keep_answers(import_id, Answers(same={key: "M2"}))
    choosing.keep_answers(import_id, Answers(same={key: ""}))
    assert uploads.get_preview(import_id).rows[0].status is RowStatus.NEW


def test_a_new_code_for_an_equal_title_is_asked(filled: School) -> None:
    row = look(filled, make_sheet([("N-2", "Agendabeheer", "Plant.", "")])).rows[0]
    assert row.alike is not None
    assert (row.status, row.alike.code) == (RowStatus.NEW, "M2")


@pytest.mark.parametrize(
    ("mine", "theirs", "asked"),
    [
        ("Vergadering organiseren", ["Vergaderingen organiseren"], True),
        ("Organiseren van vergaderingen", ["Vergaderingen organiseren"], True),
        ("Rekenen 1", ["Rekenen 2"], False),
        ("Engels B1", ["Engels B2"], False),
        ("Communicatie II", ["Communicatie I"], False),
        ("Engels", ["Engels zakelijk"], False),
        ("Zakelijk schrijven", ["Zakelijk schrijven A", "Zakelijk schrijven B"], False),
        ("Zakelijk schrijve", ["Zakelijk schrijven", "Zakelijk schrijver"], False),
        ("Agenda plannen", ["Klanten ontvangen"], False),
    ],
)
def test_only_one_clear_likeness_is_asked(mine: str, theirs: list[str], asked: bool) -> None:
    stored = [
        StoredModule(
            number,
            str(number),
            title,
            None,
            title,
            ModuleState.ACTIVE,
            1,
            {"title": title},
            "a" * 64,
            "b" * 64,
        )
        for number, title in enumerate(theirs)
    ]
    assert ("x" in find_alike([ModuleRecord("x", mine)], stored)) is asked


def test_a_code_that_one_module_gives_up_can_go_to_a_new_one_in_the_same_file(filled: School) -> None:
    first, *_ = identifiers(filled.version_id)
    renamed, new = ("M7", *ROWS[0][1:]), ("M1", "Telefoneren", "Belt met klanten.", "")
    import_id = upload(filled.version_id, with_identifiers([renamed, new], [first, ""]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert {module.code: module.title for module in modules.list_modules(filled.version_id)} == {
        "M7": "Notuleren",
        "M1": "Telefoneren",
        "M2": "Agendabeheer",
        "M3": "Rekenen",
    }
    uploads.undo_import(import_id, actor_id=filled.docent_id)
    assert {module.code: module.title for module in modules.list_modules(filled.version_id)}["M1"] == "Notuleren"


def test_undo_is_refused_when_an_old_code_belongs_to_another_module_by_now(filled: School) -> None:
    first, *_ = identifiers(filled.version_id)
    import_id = upload(filled.version_id, with_identifiers([("M7", *ROWS[0][1:])], [first]), filled.docent_id)
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    take_in(filled.version_id, make_sheet([("M1", "Telefoneren", "Belt met klanten.", "")]), filled.docent_id)
    with pytest.raises(Conflict, match="Notuleren"):
        uploads.undo_import(import_id, actor_id=filled.docent_id)
    assert len(modules.list_modules(filled.version_id)) == 4


def test_a_lapsed_module_with_a_nearly_equal_title_is_asked_and_comes_back_with_its_decisions(filled: School) -> None:
    ids = module_ids(filled.version_id)
    lapse = upload(filled.version_id, make_sheet([ROWS[0]]), filled.docent_id)
    uploads.confirm_import(lapse, actor_id=filled.docent_id, choices=RowChoices(retire=Switch(True)))
    sheet = make_sheet([("", "Agenda-beheer", ROWS[1][2], "C2")])
    import_id = upload(filled.version_id, sheet, filled.docent_id)
    row = uploads.get_preview(import_id).rows[0]
    assert row.alike is not None
    assert (row.alike.id, row.alike.lapsed, row.status) == (ids["M2"], True, RowStatus.NEW)
    choosing.keep_answers(import_id, Answers(same={row.key: row.alike.key}))
    assert uploads.get_preview(import_id).rows[0].status is RowStatus.RETURNED
    uploads.confirm_import(import_id, actor_id=filled.docent_id)
    assert links.get_link(filled.version_id, ids["M2"], "C2").view.state is LinkState.FULL


def test_a_module_of_an_upload_that_was_undone_is_not_asked(filled: School) -> None:
    uploads.undo_import(uploads.list_imports(filled.version_id)[0].id, actor_id=filled.docent_id)
    assert look(filled, make_sheet([("", "Agenda-beheer", "Plant.", "")])).rows[0].alike is None


def test_the_file_with_remarks_has_those_of_the_comparison_too(filled: School) -> None:
    first, *_ = identifiers(filled.version_id)
    data = with_identifiers([("M2", *ROWS[1][1:])], [first])
    import_id = upload(filled.version_id, data, filled.docent_id)
    assert problems(uploads.get_preview(import_id)) == [("identifier-of-other", "E2")]
    _, marked = reading.mark_problems(import_id)
    book = openpyxl.load_workbook(BytesIO(marked))
    comment = book["Modules"]["E2"].comment
    assert comment is not None
    assert "Notuleren" in comment.text
    assert any("Notuleren" in str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
