"""The one form of the check page as it was sent: ticks on rows and modules, and what was filled in about columns.

Every button of the page sends all of it, so that what one button is not about is kept for the next.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from flask import request
from flask_security import current_user
from werkzeug.datastructures import MultiDict

from curriculum.services.uploading.reading_choices import ReadingForm, get_reading_form
from curriculum.services.uploading.row_choices import Answers
from curriculum.web.columns import SHOWN, ColumnsPage, Fields, describe_columns, read_fields

_SAME = "same:"
_SWITCH = {"on": True, "off": False}


class Sent(NamedTuple):
    """What was sent: the answers on rows with the ``unread`` part of the columns, and the columns as a whole.

    ``unread`` are the fields that differ from how the file was read. Without ``form`` the page did not show columns.
    """

    answers: Answers
    form: ReadingForm | None
    page: ColumnsPage | None
    fields: Fields
    unread: dict[str, str]


def read_sent(import_id: int) -> Sent:
    """Return the form of the check page as this request sends it."""
    answers = read_answers(request.form)
    if SHOWN not in request.form:
        return Sent(answers, None, None, {}, {})
    form = get_reading_form(import_id)
    page = describe_columns(form, current_user.id)
    fields = read_fields(page, request.form)
    unread = find_unread(page, fields)
    return Sent(replace(answers, unread=unread), form, page, fields, unread)


def read_answers(sent: MultiDict[str, str]) -> Answers:
    """Return what was ticked on the page that a form was sent from."""
    return Answers(
        rows=frozenset(sent.getlist("row")),
        taken=frozenset(sent.getlist("take")),
        missing=frozenset(sent.getlist("module")),
        retired=frozenset(sent.getlist("retire")),
        same={name.removeprefix(_SAME): value for name, value in sent.items() if name.startswith(_SAME)},
        take_all=_SWITCH.get(sent.get("take_all", "")),
        retire_all=_SWITCH.get(sent.get("retire_all", "")),
    )


def find_unread(page: ColumnsPage, fields: Fields) -> dict[str, str]:
    """Return the fields that say something else than the page does when nobody touches it."""
    return {name: fields[name] for name, value in page.fields.items() if fields.get(name, value) != value}


def without_block(page: ColumnsPage, signature: str, unread: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled in about other tables than those with these headings."""
    own = {name for block in page.blocks if block.signature == signature for name in block.fields}
    return {name: value for name, value in unread.items() if name not in own}


def describe_unread(form: ReadingForm, unread: Mapping[str, str]) -> ColumnsPage:
    """Return the columns as they stand, with what was filled in before and not read yet."""
    page = describe_columns(form, current_user.id)
    left = find_unread(page, unread) if form.can_choose else {}
    return describe_columns(form, current_user.id, filled=left) if left else page
