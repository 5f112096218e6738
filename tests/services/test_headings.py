"""A person says in which rows headings stand: the file is read again so, and the next file needs no word."""

from typing import Any

import pytest

from curriculum import jobs
from curriculum.contract.columns import ModuleColumn
from curriculum.services.errors import Refused
from curriculum.services.uploading import uploads
from curriculum.services.uploading.reading_choices import (
    HeadingsRefused,
    ReadingForm,
    choose_reading,
    forget_choices,
    get_reading_form,
)
from imports import ColumnChoice, HeadingChoice, ReadingChoices
from tests.services.conftest import School, upload
from tests.workbooks import make_book

TOP = (("Team Office", "Module", "Code"), ("versie", "drie", "A"))
HEADINGS = (("Wie", "Wat", "Waarmee"), ("Bouwsteen", "Bedoeling", "Spullen"))
DATA = (("Agenda", "plannen", "boek"), ("Post", "lezen", "brief"))


def ask(import_id: int, actor_id: int, *headings: HeadingChoice, **more: Any) -> ReadingForm:
    """Say where headings stand, read the file again, and return what the form then says."""
    choose_reading(import_id, ReadingChoices(headings=headings, **more), actor_id=actor_id)
    jobs.deliver_waiting()
    return get_reading_form(import_id)


def headings_of(form: ReadingForm) -> list[tuple[int, int, bool]]:
    return [
        (table.header_row, table.last_header_row, bool(table.heading))
        for group in form.groups
        for table in group.tables
    ]


def titles(import_id: int) -> list[str]:
    return [row.title for row in uploads.get_preview(import_id).rows]


def test_the_next_file_with_the_same_headings_needs_no_word(school: School) -> None:
    first = upload(school.version_id, make_book(LJ1=(*TOP, *HEADINGS, *DATA)), school.docent_id)
    form = ask(first, school.docent_id, HeadingChoice("LJ1", 3, 4))
    assert headings_of(form) == [(3, 4, True)]
    signature = form.groups[0].signature
    title = (ColumnChoice(signature, 0, ModuleColumn.TITLE),)
    ask(first, school.docent_id, HeadingChoice("LJ1", 3, 4), columns=title)
    assert titles(first) == ["Agenda", "Post"]
    # Other rows above the headings, another sheet and other modules.
    second = upload(school.version_id, make_book(LJ2=(TOP[0], *HEADINGS, ("Bellen", "praten", "-"))), school.docent_id)
    assert titles(second) == ["Bellen"]
    form = get_reading_form(second)
    assert (headings_of(form), form.is_recalled) == ([(2, 3, True)], True)
    assert form.groups[0].remembered is not None
    assert form.groups[0].remembered.name == "Docent Office"


def test_a_sheet_without_a_table_can_be_reached(school: School) -> None:
    import_id = upload(school.version_id, make_book(Lijst=(("Module",), ("Agenda",), ("Post",))), school.docent_id)
    form = get_reading_form(import_id)
    assert (form.groups, [top.sheet for top in form.sheets]) == ((), ["Lijst"])
    ask(import_id, school.docent_id, HeadingChoice("Lijst", 1, 1))
    assert titles(import_id) == ["Agenda", "Post"]


def test_headings_that_are_left_to_the_tool_again_are_not_remembered(school: School) -> None:
    book = make_book(LJ1=(*TOP, *HEADINGS, *DATA))
    import_id = upload(school.version_id, book, school.docent_id)
    ask(import_id, school.docent_id, HeadingChoice("LJ1", 3, 4))
    form = ask(import_id, school.docent_id)
    assert headings_of(form) == [(1, 1, False)]
    assert headings_of(get_reading_form(upload(school.version_id, book, school.docent_id))) == [(1, 1, False)]


def test_forgetting_the_headers_of_a_table_forgets_where_they_stand(school: School) -> None:
    book = make_book(LJ1=(*TOP, *HEADINGS, *DATA))
    ask(upload(school.version_id, book, school.docent_id), school.docent_id, HeadingChoice("LJ1", 3, 4))
    second = upload(school.version_id, book, school.docent_id)
    forget_choices(second, get_reading_form(second).groups[0].signature, actor_id=school.docent_id)
    jobs.deliver_waiting()
    assert headings_of(get_reading_form(second)) == [(1, 1, False)]
    assert headings_of(get_reading_form(upload(school.version_id, book, school.docent_id))) == [(1, 1, False)]


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        ([HeadingChoice("LJ1", 4, 3)], "headings-backwards"),
        ([HeadingChoice("LJ1", 1, 6)], "headings-too-many"),
        ([HeadingChoice("LJ1", 1, 2), HeadingChoice("LJ1", 2, 3)], "headings-overlap"),
        ([HeadingChoice("LJ1", 9, 9)], "choice-unknown"),
        ([HeadingChoice("LJ9", 1, 1)], "choice-unknown"),
    ],
)
def test_rows_that_cannot_hold_the_headings_are_refused(
    school: School, headings: list[HeadingChoice], code: str
) -> None:
    import_id = upload(school.version_id, make_book(LJ1=(*TOP, *HEADINGS, *DATA)), school.docent_id)
    with pytest.raises(Refused) as refused:
        choose_reading(import_id, ReadingChoices(headings=tuple(headings)), actor_id=school.docent_id)
    assert refused.value.code == code
    assert isinstance(refused.value, HeadingsRefused) is (code != "choice-unknown")
