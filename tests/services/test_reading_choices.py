"""What a person says about columns and tables: the file is read again, and the next file needs no word."""

from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import undefer

from curriculum import jobs
from curriculum.contract.columns import ModuleColumn
from curriculum.contract.i18n import get_translator
from curriculum.contract.problems import Problem
from curriculum.contract.vocabulary import Severity, VersionStatus
from curriculum.models import ImportContent
from curriculum.services import audit
from curriculum.services.background import job_status
from curriculum.services.background.job_status import JobState
from curriculum.services.errors import Conflict, NotFound, Refused
from curriculum.services.school import programmes
from curriculum.services.transactions import write
from curriculum.services.uploading import reading, uploads
from curriculum.services.uploading.previews import Preview
from curriculum.services.uploading.reading_choices import (
    ColumnChosenTwice,
    HeaderGroup,
    choose_reading,
    forget_choices,
    get_reading_form,
)
from curriculum.services.uploading.uploads import ImportState
from imports import ColumnChoice, Reading, ReadingChoices
from tests.services.conftest import School, upload
from tests.workbooks import make_book, save

HEADER = ("Module", "Kleur", "Wat", "Periode")
ROWS = (
    HEADER,
    ("Agenda", "rood", "De student plant afspraken.", "P1"),
    ("Post", "blauw", "De student verwerkt post.", "P2"),
)
TEAM = (("Module", "Docent"), ("Notuleren", "Jan"))


def group_of(import_id: int, place: int = 0) -> HeaderGroup:
    return get_reading_form(import_id).groups[place]


def choose(import_id: int, actor_id: int, *columns: tuple[int, ModuleColumn | None], **more: object) -> None:
    """Say what columns of the first headers are, and read the file again."""
    signature = group_of(import_id).signature
    choices = ReadingChoices(tuple(ColumnChoice(signature, *column) for column in columns), **more)  # type: ignore[arg-type]
    choose_reading(import_id, choices, actor_id=actor_id)
    jobs.deliver_waiting()


def meanings(preview: Preview, table: int = 0) -> list[str | None]:
    return [column.meaning for column in preview.tables[table].columns]


def titles(import_id: int) -> list[str]:
    return [row.title for row in uploads.get_preview(import_id).rows]


def descriptions(import_id: int) -> list[str]:
    return [row.record.description for row in uploads.get_preview(import_id).rows if row.record is not None]


def test_a_chosen_column_is_read_again_as_what_the_person_said(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    assert descriptions(import_id) == ["", ""]
    choose(import_id, school.docent_id, (2, ModuleColumn.DESCRIPTION))
    assert descriptions(import_id) == ["De student plant afspraken.", "De student verwerkt post."]
    preview = uploads.get_preview(import_id)
    assert preview.state is ImportState.DRAFT
    assert preview.tables[0].columns[2].basis == "choice"
    assert uploads.confirm_import(import_id, actor_id=school.docent_id).new == 2


def test_a_table_that_nobody_recognised_is_read_once_its_columns_have_a_name(school: School) -> None:
    rows = (("Onderwerp van gesprek", "Tekst"), ("Agenda", "De student plant afspraken."))
    import_id = upload(school.version_id, make_book(LJ1=rows), school.docent_id)
    assert titles(import_id) == []
    choose(import_id, school.docent_id, (0, ModuleColumn.TITLE), (1, ModuleColumn.DESCRIPTION))
    assert (titles(import_id), descriptions(import_id)) == (["Agenda"], ["De student plant afspraken."])


def test_a_column_can_be_left_out(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=(("Module", "SBU"), ("Agenda", "40"))), school.docent_id)
    choose(import_id, school.docent_id, (1, None))
    assert meanings(uploads.get_preview(import_id)) == ["title", None]


def test_the_next_file_with_the_same_headers_needs_no_choice(school: School) -> None:
    first = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    choose(first, school.docent_id, (2, ModuleColumn.DESCRIPTION), (1, ModuleColumn.LEVEL))
    # Another sheet, other rows, moved to the right, and headers in capitals: the same table to a person.
    moved = (("", "Team Office"), ("", *(text.upper() for text in HEADER)), ("", "Bellen", "geel", "Belt.", "P3"))
    second = upload(school.version_id, make_book(LJ2=moved), school.docent_id)
    assert meanings(uploads.get_preview(second)) == ["title", "level", "description", "period"]
    assert descriptions(second) == ["Belt."]
    form = get_reading_form(second)
    assert form.is_recalled
    signature = form.groups[0].signature
    assert form.groups[0].asked == {(signature, 1): ModuleColumn.LEVEL, (signature, 2): ModuleColumn.DESCRIPTION}
    remembered = form.groups[0].remembered
    assert remembered is not None
    assert (remembered.account_id, remembered.name) == (school.docent_id, "Docent Office")


def test_a_file_with_other_headers_is_not_touched_by_what_is_remembered(school: School) -> None:
    choose(upload(school.version_id, make_book(LJ1=ROWS), school.docent_id), school.docent_id, (1, ModuleColumn.LEVEL))
    other = upload(
        school.version_id, make_book(LJ1=(("Module", "Kleur", "Periode"), ("Bellen", "geel", "P1"))), school.docent_id
    )
    assert meanings(uploads.get_preview(other)) == ["title", None, "period"]
    assert get_reading_form(other).groups[0].remembered is None


def test_another_programme_does_not_remember_it(school: School) -> None:
    choose(upload(school.version_id, make_book(LJ1=ROWS), school.docent_id), school.docent_id, (1, ModuleColumn.LEVEL))
    other = upload(school.other_version_id, make_book(LJ1=ROWS), school.other_docent_id)
    assert meanings(uploads.get_preview(other)) == ["title", None, None, "period"]


def test_the_next_cohort_of_the_programme_remembers_it(school: School) -> None:
    choose(upload(school.version_id, make_book(LJ1=ROWS), school.docent_id), school.docent_id, (1, ModuleColumn.LEVEL))
    version_id = programmes.create_version(school.programme_id, cohort="2027", actor_id=None)
    later = upload(version_id, make_book(LJ1=ROWS), school.docent_id)
    assert meanings(uploads.get_preview(later)) == ["title", "level", None, "period"]


def test_two_sheets_with_equal_headers_share_a_choice(school: School) -> None:
    import_id = upload(
        school.version_id, make_book(LJ1=ROWS, LJ2=(HEADER, ("Bellen", "geel", "Belt.", ""))), school.docent_id
    )
    assert [table.sheet for table in group_of(import_id).tables] == ["LJ1", "LJ2"]
    choose(import_id, school.docent_id, (2, ModuleColumn.DESCRIPTION))
    assert descriptions(import_id)[2] == "Belt."


def test_a_table_that_is_off_gives_no_modules_and_stays_off_in_the_next_file(school: School) -> None:
    data = make_book(LJ1=ROWS, Team=TEAM)
    first = upload(school.version_id, data, school.docent_id)
    assert titles(first) == ["Agenda", "Post", "Notuleren"]
    team = group_of(first, 1).tables[0]
    choose(first, school.docent_id, excluded_tables=frozenset({team.key}))
    assert titles(first) == ["Agenda", "Post"]
    assert get_reading_form(first).excluded_tables == {team.key}
    # Further down in the sheet of that name; but the same headers on a sheet of another name are read.
    later = make_book(LJ1=ROWS, Team=(("Wie wat geeft", ""), *TEAM), Blad3=(TEAM[0], ("Bellen", "Piet")))
    second = upload(school.version_id, later, school.docent_id)
    assert titles(second) == ["Agenda", "Post", "Bellen"]
    assert get_reading_form(second).excluded_tables == {"Team!A2"}
    choose(second, school.docent_id)
    assert titles(second) == ["Agenda", "Post", "Notuleren", "Bellen"]
    assert titles(upload(school.version_id, data, school.docent_id)) == ["Agenda", "Post", "Notuleren"]


def test_hidden_parts_are_counted_read_when_asked_and_not_remembered(school: School) -> None:
    workbook = openpyxl.load_workbook(BytesIO(make_book(LJ1=ROWS, Oud=(HEADER, ("Faxen", "", "", "")))))
    workbook["LJ1"].row_dimensions[3].hidden = True
    workbook["LJ1"].column_dimensions["C"].hidden = True
    workbook["Oud"].sheet_state = "hidden"
    changed = save(workbook)
    import_id = upload(school.version_id, changed, school.docent_id)
    assert titles(import_id) == ["Agenda"]
    hidden = get_reading_form(import_id).hidden
    assert (hidden.rows, hidden.columns, hidden.sheets) == (1, 1, 1)
    choose(import_id, school.docent_id, include_hidden=True)
    assert titles(import_id) == ["Agenda", "Post", "Faxen"]
    form = get_reading_form(import_id)
    assert (form.include_hidden, form.hidden) == (True, hidden)
    assert titles(upload(school.version_id, changed, school.docent_id)) == ["Agenda"]


def test_what_was_remembered_for_a_hidden_sheet_holds_when_it_is_opened(school: School) -> None:
    other = (("Onderwerp van gesprek", "Tekst"), ("Faxen", "Faxt."))
    first = upload(school.version_id, make_book(Oud=other), school.docent_id)
    choose(first, school.docent_id, (0, ModuleColumn.TITLE))
    workbook = openpyxl.load_workbook(BytesIO(make_book(LJ1=ROWS, Oud=other)))
    workbook["Oud"].sheet_state = "hidden"
    changed = save(workbook)
    second = upload(school.version_id, changed, school.docent_id)
    choose(second, school.docent_id, include_hidden=True)
    assert titles(second) == ["Agenda", "Post", "Faxen"]


def test_a_choice_that_is_taken_back_is_no_longer_remembered(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    choose(import_id, school.docent_id, (1, ModuleColumn.LEVEL), (2, ModuleColumn.DESCRIPTION))
    choose(import_id, school.docent_id, (2, ModuleColumn.DESCRIPTION))
    again = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    assert meanings(uploads.get_preview(again)) == ["title", None, "description", "period"]


def test_forgetting_reads_the_file_as_the_tool_sees_it(school: School) -> None:
    data = make_book(LJ1=ROWS, Team=TEAM)
    first = upload(school.version_id, data, school.docent_id)
    team = group_of(first, 1)
    choose(
        first, school.docent_id, (1, ModuleColumn.LEVEL), excluded_tables=frozenset(item.key for item in team.tables)
    )
    second = upload(school.version_id, data, school.docent_id)
    forget_choices(second, group_of(second).signature, actor_id=school.docent_id)
    jobs.deliver_waiting()
    assert meanings(uploads.get_preview(second)) == ["title", None, None, "period"]
    # Only these headers: the table of the team stays off, also in the next file.
    third = upload(school.version_id, data, school.docent_id)
    assert (meanings(uploads.get_preview(third)), titles(third)) == (
        ["title", None, None, "period"],
        ["Agenda", "Post"],
    )
    forget_choices(third, team.signature, actor_id=school.docent_id)
    jobs.deliver_waiting()
    assert titles(third) == ["Agenda", "Post", "Notuleren"]


def test_who_chose_stays_known_when_a_colleague_changes_another_column(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    choose(import_id, school.docent_id, (1, ModuleColumn.LEVEL))
    choose(import_id, school.other_docent_id, (1, ModuleColumn.LEVEL))
    remembered = group_of(import_id).remembered
    assert remembered is not None
    assert remembered.name == "Docent Office"
    choose(import_id, school.other_docent_id, (1, ModuleColumn.LEVEL), (2, ModuleColumn.DESCRIPTION))
    remembered = group_of(import_id).remembered
    assert remembered is not None
    assert remembered.name == "Docent Other"


def test_two_columns_for_what_a_module_has_once_are_refused_by_name(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    with pytest.raises(ColumnChosenTwice, match="columns B, C") as caught:
        choose(import_id, school.docent_id, (1, ModuleColumn.SBU), (2, ModuleColumn.SBU))
    assert caught.value.places == {(group_of(import_id).signature, 1), (group_of(import_id).signature, 2)}
    assert "Studielast (SBU)" in caught.value.render(get_translator("nl"))
    # Nothing was asked and nothing is remembered.
    assert get_reading_form(import_id).groups[0].asked == {}
    choose(import_id, school.docent_id, (1, ModuleColumn.OUTCOME), (2, ModuleColumn.OUTCOME))
    assert meanings(uploads.get_preview(import_id)) == ["title", "outcome", "outcome", "period"]


def test_a_chosen_column_takes_the_place_of_a_recognised_one_and_the_check_says_so(school: School) -> None:
    rows = (("Module", "Vakinhoud", "SBU", "Uren totaal"), ("Agenda", "plant", "40", "60"))
    import_id = upload(school.version_id, make_book(LJ1=rows), school.docent_id)
    choose(import_id, school.docent_id, (3, ModuleColumn.SBU))
    preview = uploads.get_preview(import_id)
    assert meanings(preview)[2:] == [None, "sbu"]
    assert [(problem.code, problem.cell) for problem in preview.problems if problem.cell == "C1"] == [
        ("column-twice", "C1")
    ]


def test_a_column_or_table_that_is_not_in_the_file_is_refused(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    signature = group_of(import_id).signature
    for choices in (
        ReadingChoices((ColumnChoice(signature, 9, ModuleColumn.TITLE),)),
        ReadingChoices((ColumnChoice(signature, -1, ModuleColumn.TITLE),)),
        ReadingChoices((ColumnChoice("0" * 16, 0, ModuleColumn.TITLE),)),
        ReadingChoices(excluded_tables=frozenset({"Blad9!A1"})),
        ReadingChoices(excluded_headers=frozenset({("LJ1", signature)})),
    ):
        with pytest.raises(Refused, match="no longer has such a column"):
            choose_reading(import_id, choices, actor_id=school.docent_id)
    with pytest.raises(Refused, match="no longer has such a column"):
        forget_choices(import_id, "0" * 16, actor_id=school.docent_id)
    with pytest.raises(NotFound):
        choose_reading(999, ReadingChoices(), actor_id=school.docent_id)


def test_only_a_draft_takes_choices(school: School) -> None:
    import_id = uploads.receive_upload(school.version_id, "m.xlsx", make_book(LJ1=ROWS), actor_id=school.docent_id)
    with pytest.raises(Conflict, match="still being read"):
        choose_reading(import_id, ReadingChoices(), actor_id=school.docent_id)
    jobs.deliver_waiting()
    uploads.confirm_import(import_id, actor_id=school.docent_id)
    with pytest.raises(Conflict, match="already taken in"):
        choose_reading(import_id, ReadingChoices(), actor_id=school.docent_id)
    discarded = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    uploads.discard_import(discarded, actor_id=school.docent_id)
    with pytest.raises(Conflict, match="discarded"):
        choose_reading(discarded, ReadingChoices(), actor_id=school.docent_id)
    waiting = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    programmes.set_status(school.version_id, VersionStatus.ADOPTED, actor_id=school.docent_id)
    with pytest.raises(Conflict, match="adopted"):
        choose_reading(waiting, ReadingChoices(), actor_id=school.docent_id)


def test_nobody_takes_in_or_chooses_anew_while_the_file_is_read_again(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    seen = uploads.get_preview(import_id).job_id
    choose_reading(import_id, ReadingChoices(), actor_id=school.docent_id)
    assert not get_reading_form(import_id).can_choose
    with pytest.raises(Conflict, match="still being read"):
        uploads.confirm_import(import_id, actor_id=school.docent_id)
    with pytest.raises(Conflict, match="still being read"):
        choose_reading(import_id, ReadingChoices(), actor_id=school.docent_id)
    jobs.deliver_waiting()
    # A page from before the second reading showed something else than what would be taken in.
    with pytest.raises(Conflict, match="read again since"):
        choose_reading(import_id, ReadingChoices(), actor_id=school.docent_id, seen_reading=seen)
    with pytest.raises(Conflict, match="read again since"):
        uploads.confirm_import(import_id, actor_id=school.docent_id, seen_reading=seen)
    seen = uploads.get_preview(import_id).job_id
    assert uploads.confirm_import(import_id, actor_id=school.docent_id, seen_reading=seen).new == 2


def test_a_reading_that_fails_leaves_the_draft_and_what_is_remembered(
    app: Flask, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)

    def run_out_of_time(*_arguments: object, **_more: object) -> Reading:
        return Reading("m.xlsx", "0" * 64, problems=(Problem("reading-took-too-long", Severity.ERROR, "m.xlsx"),))

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_upload", run_out_of_time)
        choose(import_id, school.docent_id, (1, ModuleColumn.LEVEL))
    form = get_reading_form(import_id)
    assert (form.can_choose, form.error) == (True, "reading-failed")
    # The person's choices are still in the form, beside the reading from before.
    assert form.groups[0].asked == {(form.groups[0].signature, 1): ModuleColumn.LEVEL}
    assert meanings(uploads.get_preview(import_id)) == ["title", None, None, "period"]
    assert uploads.confirm_import(import_id, actor_id=school.docent_id).new == 2
    again = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    assert meanings(uploads.get_preview(again)) == ["title", None, None, "period"]


def test_a_second_reading_that_is_stopped_says_so(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    job_id = choose_reading(import_id, ReadingChoices(), actor_id=school.docent_id)
    job_status.cancel_job(job_id, actor_id=school.docent_id)
    assert job_status.get_job(job_id).state is JobState.CANCELLED
    form = get_reading_form(import_id)
    assert (form.can_choose, form.error) == (True, "reading-stopped")


def test_the_marked_file_is_read_with_the_same_choices(school: School) -> None:
    rows = (("Module", "Wat"), ("Agenda", "Wp 3.1"))
    import_id = upload(school.version_id, make_book(LJ1=rows), school.docent_id)
    choose(import_id, school.docent_id, (1, ModuleColumn.WORK_PROCESS))
    _, marked = reading.mark_problems(import_id)
    comment = openpyxl.load_workbook(BytesIO(marked))["LJ1"]["B2"].comment
    assert comment is not None
    assert "Wp 3.1" in comment.text


def test_the_log_says_who_chose_and_who_forgot(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    choose(import_id, school.docent_id, (1, ModuleColumn.LEVEL))
    forget_choices(import_id, group_of(import_id).signature, actor_id=school.docent_id)
    entries = [
        entry for entry in audit.list_entries(school.version_id) if entry.action.endswith(("_reading", "_choices"))
    ]
    assert [(entry.action, entry.actor) for entry in reversed(entries)] == [
        ("import.choose_reading", "Docent Office"),
        ("import.forget_choices", "Docent Office"),
    ]
    assert entries[1].detail == {"columns": 1, "excluded_tables": 0, "include_hidden": False, "headings": 0}


def test_a_draft_of_an_earlier_version_of_the_tool_is_shown_and_offers_no_columns(school: School) -> None:
    import_id = upload(school.version_id, make_book(LJ1=ROWS), school.docent_id)
    with write() as session:
        content = session.scalars(
            sa.select(ImportContent).where(ImportContent.import_id == import_id).options(undefer(ImportContent.draft))
        ).one()
        assert content.draft is not None
        draft = {key: value for key, value in content.draft.items() if key != "reading"}
        draft["tables"] = [
            {key: value for key, value in table.items() if key not in ("key", "signature")} for table in draft["tables"]
        ]
        content.draft = draft
    form = get_reading_form(import_id)
    assert (form.groups, form.named, form.include_hidden) == ((), (), False)
    assert titles(import_id) == ["Agenda", "Post"]
