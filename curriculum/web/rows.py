"""The rows of the check page: which ones are shown, a page at a time, and what a person ticks on them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from curriculum.contract.messages import N_
from curriculum.services.errors import ServiceError
from curriculum.services.school.permissions import Permission
from curriculum.services.uploading.choosing import keep_answers
from curriculum.services.uploading.previews import WRITTEN, Preview, PreviewGridRow, PreviewRow, RowStatus
from curriculum.web.access import requires
from curriculum.web.addresses import read_key
from curriculum.web.check_form import read_sent
from curriculum.web.grid import Grid, Note, Translate, build_grids, list_problems
from curriculum.web.module_lists import Home, ListedModule, NamedModules, describe_module, find_homes, find_named
from imports.reading import RowRole

ROWS_PER_PAGE = 100
PROBLEMS_SHOWN = 200
blueprint = Blueprint("rows", __name__, url_prefix="/versions/<int:version_id>/uploads/<int:import_id>/rows")


class Show(StrEnum):
    """Which rows of the sheet are shown."""

    ALL = "all"
    ATTENTION = "attention"  # with a problem in a cell, left out, or with a question
    ERRORS = "errors"
    CHANGES = "changes"  # of modules that are new or that change


SHOW_WORDS: dict[Show, str] = {
    Show.ALL: N_("All rows"),
    Show.ATTENTION: N_("Rows with a point of attention"),
    Show.ERRORS: N_("Rows with an error"),
    Show.CHANGES: N_("New and changed modules"),
}


class Place(NamedTuple):
    """Where in the rows a person is; in the address, so that it can be kept and sent to somebody."""

    show: Show = Show.ALL
    page: int = 1
    missing: int = 1

    def to_arguments(self) -> dict[str, Any]:
        """Return the arguments of the address, without those that say nothing."""
        usual = Place()
        return {name: value for name, value in self._asdict().items() if value != getattr(usual, name)}


class Choice(NamedTuple):
    """One way to filter: how many of what its label says it shows, and where it leads."""

    show: Show
    label: str
    number: int
    is_chosen: bool


class RowsPage(NamedTuple):
    """All that ``uploads/rows.html`` and its neighbours show.

    ``modules`` are per grid those without a row of their own, ``others`` those that no grid shows. ``looked_like``
    tells for a missing module the row of the file that nearly has its title.
    """

    place: Place
    pages: int
    filters: tuple[Choice, ...]
    grids: tuple[Grid, ...]
    others: tuple[ListedModule, ...]
    first: int
    shown: int
    total: int
    changed: tuple[PreviewRow, ...]
    asked: tuple[PreviewRow, ...]
    more_asked: int
    looked_like: dict[str, int]
    missing: tuple[PreviewRow, ...]
    missing_pages: int
    problems: tuple[Note, ...]
    more_problems: int


def build_rows(preview: Preview, place: Place, translate: Translate) -> RowsPage:
    """Return the page of rows at a place; a page beyond the last is the last."""
    homes = find_homes(preview)
    named = find_named(preview, homes)
    kinds = _sort_lines(preview, homes, named)
    counts = Counter(kind for found in kinds.values() for kind in found)
    total = counts[place.show]
    pages = max(1, -(-total // ROWS_PER_PAGE))
    page = min(place.page, pages)
    places = (where for where, found in kinds.items() if place.show in found)
    on_page = set(islice(places, (page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE))
    lines = [
        [line for row, line in enumerate(table.rows) if (number, row) in on_page]
        for number, table in enumerate(preview.tables)
    ]
    grids = build_grids(preview, homes, named, lines, translate)
    # What stands nowhere in the rows is listed once, whatever rows are shown.
    others = tuple(map(describe_module, named.others)) if page == 1 else ()
    described = {row.module.key for grid in grids for row in grid.rows if row.module is not None}
    described |= {item.module.key for item in (*others, *(item for grid in grids for item in grid.modules))}
    absent = [row for row in preview.rows if row.status in (RowStatus.MISSING, RowStatus.RETIRED)]
    asked = [row for row in preview.rows if row.alike is not None]
    missing_pages = max(1, -(-len(absent) // ROWS_PER_PAGE))
    missing = min(place.missing, missing_pages)
    problems = list_problems(preview, translate, errors_only=place.show is Show.ERRORS)
    return RowsPage(
        place=Place(place.show, page, missing),
        pages=pages,
        filters=tuple(
            # A module may take several rows, and counts once, as in the figures above.
            Choice(
                show,
                translate(label),
                sum(row.status in WRITTEN for row in preview.rows) if show is Show.CHANGES else counts[show],
                show is place.show,
            )
            for show, label in SHOW_WORDS.items()
        ),
        # An empty table is shown with all rows only: its headings may be what is the matter.
        grids=tuple(grid for grid in grids if grid.rows or (place.show is Show.ALL and not total)),
        others=others,
        first=min((page - 1) * ROWS_PER_PAGE + 1, total),
        shown=len(on_page),
        total=total,
        changed=tuple(row for row in preview.rows if row.changes and row.key in described),
        asked=tuple(row for row in asked if row.key in described),
        more_asked=sum(row.key not in described for row in asked),
        looked_like={row.alike.key: row.row for row in asked if row.alike is not None},
        missing=tuple(absent[(missing - 1) * ROWS_PER_PAGE : missing * ROWS_PER_PAGE]),
        missing_pages=missing_pages,
        problems=problems[:PROBLEMS_SHOWN],
        more_problems=max(0, len(problems) - PROBLEMS_SHOWN),
    )


def read_place(source: Mapping[str, str]) -> Place:
    """Return the place that an address or a form names; what it cannot be read as is the first page of all rows."""
    show = source.get("show", "")
    return Place(
        Show(show) if show in tuple(Show) else Show.ALL, _read_page(source, "page"), _read_page(source, "missing")
    )


@blueprint.post("")
@requires(Permission.UPLOAD)
def keep(version_id: int, import_id: int) -> ResponseReturnValue:
    """Keep what was ticked and go on to where the button leads."""
    place = read_place(request.form)
    then, anchor = request.form.get("then", ""), "rows"
    if then:
        place = read_place(dict(part.split("=", 1) for part in then.split("&") if "=" in part))
    if "retire_all" in request.form or place.missing != _read_page(request.form, "missing"):
        anchor = "missing"
    try:
        keep_answers(import_id, read_sent(import_id).answers)
    except ServiceError as error:
        flash(error.render(gettext), "error")
    return redirect(
        url_for("uploads.check", version_id=version_id, import_id=import_id, _anchor=anchor, **place.to_arguments()),
        303,
    )


def _sort_lines(
    preview: Preview, homes: Mapping[str, Home], named: NamedModules
) -> dict[tuple[int, int], frozenset[Show]]:
    """Return for each row of each table, by its place, the filters that show it."""
    problems: dict[tuple[str, str], set[Show]] = {}
    for problem in preview.problems:
        if problem.cell:
            found = problems.setdefault((problem.sheet, problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), set())
            found.update((Show.ATTENTION, Show.ERRORS) if problem.is_error else (Show.ATTENTION,))
    return {
        (number, row): frozenset(
            {
                Show.ALL,
                *_line_kinds(line, homes, named.in_row(number, line.row)),
                *problems.get((table.sheet, str(line.row)), ()),
            }
        )
        for number, table in enumerate(preview.tables)
        for row, line in enumerate(table.rows)
    }


def _line_kinds(line: PreviewGridRow, homes: Mapping[str, Home], named: Iterable[PreviewRow]) -> set[Show]:
    if line.role == RowRole.REFUSED:
        return {Show.ATTENTION, Show.ERRORS}
    home = homes.get(line.module)
    kinds: set[Show] = set()
    for module in (home.module,) if home is not None else named if line.role == RowRole.MODULE else ():
        if module.status in WRITTEN:
            kinds |= {Show.CHANGES} if module.alike is None else {Show.CHANGES, Show.ATTENTION}
    return kinds


def _read_page(source: Mapping[str, str], name: str) -> int:
    try:
        return max(1, read_key(source.get(name, "")))
    except ValueError:
        return 1
