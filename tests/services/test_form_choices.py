"""What a person says about forms, with a module per sheet: a row is known by its label, and a form by its sheet."""

import pytest

from curriculum import jobs
from curriculum.contract.columns import ModuleColumn
from curriculum.services.uploading import uploads
from curriculum.services.uploading.reading_choices import (
    ColumnChosenTwice,
    choose_reading,
    forget_choices,
    get_reading_form,
)
from imports import ColumnChoice, ReadingChoices
from imports.choices import label_signature
from tests.services.conftest import School, upload
from tests.services.test_reading_choices import choose, descriptions, group_of, titles
from tests.workbooks import make_book

FORM = (
    ("Modulenaam", "Bezoekers ontvangen"),
    ("Leerjaar", "1"),
    ("SBU", "100"),
    ("Waar het over gaat", "De student ontvangt gasten."),
    ("Toetsvorm", "portfolio"),
)
SECOND = (("Modulenaam", "Agenda"), *FORM[1:3], ("Kleur", "rood"), ("Waar het over gaat", "Plant."), FORM[4])


def choose_rows(import_id: int, actor_id: int, **labels: ModuleColumn | None) -> None:
    """Say what rows of forms are, by their labels with underscores for spaces, and read the file again."""
    columns = tuple(
        ColumnChoice(label_signature(label.replace("_", " ")), 0, meaning) for label, meaning in labels.items()
    )
    choose_reading(import_id, ReadingChoices(columns), actor_id=actor_id)
    jobs.deliver_waiting()


def test_forms_of_a_file_are_one_group_whose_rows_are_known_by_their_labels(school: School) -> None:
    import_id = upload(school.version_id, make_book(A=FORM, B=SECOND), school.docent_id)
    (group,) = get_reading_form(import_id).groups
    assert group.is_form
    assert [(column.header, column.samples) for column in group.columns.values()] == [
        ("Modulenaam", ("Bezoekers ontvangen", "Agenda")),
        ("Leerjaar", ("1",)),
        ("SBU", ("100",)),
        ("Waar het over gaat", ("De student ontvangt gasten.", "Plant.")),
        ("Toetsvorm", ("portfolio",)),
        ("Kleur", ("rood",)),
    ]


def test_a_choice_for_a_row_of_a_form_is_remembered_by_its_label(school: School) -> None:
    first = upload(school.version_id, make_book(A=FORM), school.docent_id)
    assert descriptions(first) == [""]
    choose_rows(first, school.docent_id, Waar_het_over_gaat=ModuleColumn.DESCRIPTION, Toetsvorm=None)
    assert descriptions(first) == ["De student ontvangt gasten."]
    # Another form, with a row more and in another order.
    later = upload(school.version_id, make_book(B=(SECOND[4], *SECOND[:4], SECOND[5])), school.docent_id)
    assert descriptions(later) == ["Plant."]
    form = get_reading_form(later)
    assert form.is_recalled
    assert {place[0]: meaning for place, meaning in form.groups[0].asked.items()} == {
        label_signature("Waar het over gaat"): ModuleColumn.DESCRIPTION,
        label_signature("Toetsvorm"): None,
    }
    remembered = form.groups[0].remembered
    assert remembered is not None
    assert remembered.name == "Docent Office"
    # A label that this file does not have stays known for the next one.
    choose_rows(later, school.docent_id, Kleur=ModuleColumn.LEVEL)
    assert descriptions(upload(school.version_id, make_book(A=FORM), school.docent_id)) == [""]
    forget_choices(later, group_of(later).signature, actor_id=school.docent_id)
    jobs.deliver_waiting()
    assert group_of(later).remembered is None


def test_a_form_that_is_off_stays_off_by_its_sheet(school: School) -> None:
    data = make_book(A=FORM, B=SECOND)
    first = upload(school.version_id, data, school.docent_id)
    choose(first, school.docent_id, excluded_tables=frozenset({"B!A1"}))
    assert titles(first) == ["Bezoekers ontvangen"]
    assert titles(upload(school.version_id, data, school.docent_id)) == ["Bezoekers ontvangen"]


def test_two_rows_of_a_form_for_what_a_module_has_once_are_refused_by_their_labels(school: School) -> None:
    import_id = upload(school.version_id, make_book(A=FORM, B=SECOND), school.docent_id)
    with pytest.raises(ColumnChosenTwice, match="rows “Waar het over gaat”, “Toetsvorm”"):
        choose_rows(import_id, school.docent_id, Waar_het_over_gaat=ModuleColumn.CODE, Toetsvorm=ModuleColumn.CODE)
    # Two rows that stand together in no form do not stand in each other's way.
    apart = upload(school.version_id, make_book(A=FORM, B=(*SECOND[:4], ("Leerdoelen", "x"))), school.docent_id)
    choose_rows(apart, school.docent_id, Waar_het_over_gaat=ModuleColumn.CODE, Kleur=ModuleColumn.CODE)


def test_what_a_form_says_nothing_of_stays_as_it_was(school: School) -> None:
    first = upload(school.version_id, make_book(A=FORM), school.docent_id)
    uploads.confirm_import(first, actor_id=school.docent_id)
    rows = (*FORM[:2], ("SBU", ""), ("Leerdoelen", "x"), ("Toetsvorm", ""))
    again = upload(school.version_id, make_book(A=rows), school.docent_id)
    (row,) = uploads.get_preview(again).rows
    # A row of a form that nobody filled in says nothing, as a row that is not there.
    assert [(change.field, change.old, change.new) for change in row.changes] == [("outcome", "", "x")]
    assert [kept.field for kept in uploads.get_preview(again).kept] == ["assessment", "sbu"]
