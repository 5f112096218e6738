"""A file says something of what it has a column for, and of nothing else."""

from io import BytesIO

import openpyxl
import pytest

from curriculum.contract.records import ModuleRecord
from curriculum.contract.vocabulary import Verdict
from curriculum.services.coverage import decisions, links, modules
from curriculum.services.coverage.links import LinkState
from curriculum.services.texts import list_fields
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import RowStatus
from tests.services.conftest import School, make_sheet, module_ids, take_in, upload
from tests.workbooks import make_book, save

FULL_HEADER = (
    "Code",
    "Titel",
    "Omschrijving",
    "Leeruitkomsten",
    "Toets",
    "Leerjaar",
    "Periode",
    "SBU",
    "BOT",
    "BPV",
    "Werkprocessen",
    "Toekomstcompetenties",
)
FULL_ROW = ("M1", "Notuleren", "Maakt notulen.", "Vat samen.", "portfolio", "1", "2", "80", "40", "8", "B1-K1-W1", "C2")
FIELDS = dict(
    zip(
        ("code", "title", "description", "outcome", "assessment", "year", "period", "sbu", "bot", "bpv"),
        FULL_ROW,
        strict=False,
    ),
    work_process="B1-K1-W1",
    competency="C2",
)


@pytest.fixture
def complete(school: School) -> School:
    """Give a school with one module of which every field is filled."""
    take_in(school.version_id, make_sheet([FULL_ROW], FULL_HEADER), school.docent_id)
    assert list_fields(stored(school)) == FIELDS
    return school


def stored(school: School, code: str = "M1") -> ModuleRecord:
    return next(module.record for module in modules.list_modules(school.version_id) if module.code == code)


@pytest.mark.parametrize("column", range(2, len(FULL_HEADER)))
def test_a_field_without_a_column_keeps_what_was_there(complete: School, column: int) -> None:
    header = tuple(name for place, name in enumerate(FULL_HEADER) if place != column)
    row = tuple(text for place, text in enumerate(FULL_ROW) if place != column)
    import_id = upload(complete.version_id, make_sheet([row], header), complete.docent_id)
    preview = uploads.get_preview(import_id)
    assert [row.status for row in preview.rows] == [RowStatus.SAME]
    assert [(item.modules, item.elsewhere) for item in preview.kept] == [(1, False)]
    uploads.confirm_import(import_id, actor_id=complete.docent_id)
    assert list_fields(stored(complete)) == FIELDS


@pytest.mark.parametrize("column", range(2, len(FULL_HEADER)))
def test_an_empty_cell_in_a_column_that_is_there_empties_the_field_and_shows_it(complete: School, column: int) -> None:
    row = tuple("" if place == column else text for place, text in enumerate(FULL_ROW))
    import_id = upload(complete.version_id, make_sheet([row], FULL_HEADER), complete.docent_id)
    preview = uploads.get_preview(import_id)
    (change,) = preview.rows[0].changes
    assert (FIELDS[change.field], change.old, change.new) == (change.old, FULL_ROW[column], "")
    assert preview.kept == ()
    uploads.confirm_import(import_id, actor_id=complete.docent_id)
    assert list_fields(stored(complete)) == {**FIELDS, change.field: ""}


def test_a_change_beside_absent_columns_is_taken_in_and_the_rest_stays(complete: School) -> None:
    import_id = upload(
        complete.version_id, make_sheet([("M1", "Notuleren", "100")], ("Code", "Titel", "SBU")), complete.docent_id
    )
    (change,) = uploads.get_preview(import_id).rows[0].changes
    assert (change.field, change.old, change.new) == ("sbu", "80", "100")
    uploads.confirm_import(import_id, actor_id=complete.docent_id)
    record = stored(complete)
    assert list_fields(record) == {**FIELDS, "sbu": "100"}
    # The texts that were kept do not stand in this file, so they carry no cell of it.
    assert {passage.cell for passage in record.passages if passage.field != "title"} == {""}


def test_a_kept_text_makes_no_decision_outdated(complete: School) -> None:
    module_id = module_ids(complete.version_id)["M1"]
    decisions.decide_link(complete.version_id, module_id, "C1", Verdict.FULL, actor_id=complete.docent_id)
    take_in(complete.version_id, make_sheet([("M1", "Notuleren", "100")], ("Code", "Titel", "SBU")), complete.docent_id)
    for code in ("C1", "C2"):
        link = links.get_link(complete.version_id, module_id, code).view
        assert link.state is LinkState.FULL
        assert link.decision is not None
        assert not link.decision.outdated


def test_a_table_without_the_column_keeps_it_while_another_table_of_the_file_has_it(complete: School) -> None:
    take_in(complete.version_id, make_sheet([("M2", *FULL_ROW[1:])], FULL_HEADER), complete.docent_id)
    data = make_book(
        Een=[("Code", "Titel", "Omschrijving"), ("M1", "Notuleren", "")],
        Twee=[("Code", "Titel", "SBU"), ("M2", "Notuleren", "")],
    )
    import_id = upload(complete.version_id, data, complete.docent_id)
    kept = {item.field: (item.modules, item.elsewhere) for item in uploads.get_preview(import_id).kept}
    assert kept["description"] == (1, True)
    assert kept["sbu"] == (1, True)
    assert kept["outcome"] == (2, False)
    uploads.confirm_import(import_id, actor_id=complete.docent_id)
    assert list_fields(stored(complete)) == {**FIELDS, "description": ""}
    assert list_fields(stored(complete, "M2")) == {**FIELDS, "code": "M2", "sbu": ""}


def test_a_table_of_crosses_speaks_for_the_modules_it_names_only(complete: School) -> None:
    take_in(complete.version_id, make_sheet([("M2", "Bellen", *FULL_ROW[2:])], FULL_HEADER), complete.docent_id)
    data = make_book(
        Modules=[("Code", "Titel", "SBU"), ("M1", "Notuleren", "80"), ("M2", "Bellen", "80")],
        Kruisjes=[("Module", "C1", "C2"), ("Notuleren", "x", "")],
    )
    take_in(complete.version_id, data, complete.docent_id)
    assert list_fields(stored(complete))["competency"] == "C1"
    assert list_fields(stored(complete, "M2"))["competency"] == "C2"


def test_a_hidden_column_that_was_skipped_empties_nothing(complete: School) -> None:
    book = openpyxl.load_workbook(BytesIO(make_sheet([FULL_ROW], FULL_HEADER)))
    book.worksheets[0].column_dimensions["C"].hidden = True
    take_in(complete.version_id, save(book), complete.docent_id)
    assert list_fields(stored(complete)) == FIELDS


def test_hours_that_another_column_states_are_read_and_not_kept(complete: School) -> None:
    header = ("Code", "Titel", "SBU")
    take_in(complete.version_id, make_sheet([("M1", "Notuleren", "120 SBU (60 BOT)")], header), complete.docent_id)
    assert list_fields(stored(complete)) == {**FIELDS, "sbu": "120", "bot": "60"}


def test_the_year_in_the_name_of_a_sheet_counts_as_a_column(complete: School) -> None:
    take_in(complete.version_id, make_book(LJ3=[("Code", "Titel"), ("M1", "Notuleren")]), complete.docent_id)
    assert list_fields(stored(complete)) == {**FIELDS, "year": "3"}
