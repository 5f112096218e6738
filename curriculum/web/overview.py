"""Overview: where the programme stands and what waits for this person."""

from collections import Counter

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from curriculum.contract.vocabulary import Coverage
from curriculum.mapping import theme_of
from curriculum.services.board import weighings
from curriculum.services.coverage import matrix
from curriculum.services.coverage.matrix import MatrixView
from curriculum.services.mapping.run_differences import count_changed_findings
from curriculum.services.school.permissions import Permission
from curriculum.services.uploading import uploads
from curriculum.services.uploading.uploads import ImportState
from curriculum.web.access import requires
from curriculum.web.matrix_table import name_themes
from curriculum.web.row_words import upload_words

blueprint = Blueprint("overview", __name__, url_prefix="/versions/<int:version_id>")


@blueprint.get("/")
@requires(Permission.VIEW)
def show(version_id: int) -> ResponseReturnValue:
    """Show coverage in numbers and the work that is waiting."""
    found = matrix.get_overview(version_id)
    waiting = [
        item
        for item in uploads.list_imports(version_id)
        if item.is_unreadable or (item.state is ImportState.DRAFT and not g.version.is_frozen)
    ]
    decided = weighings.list_weighings(version_id).holding
    return render_template(
        "overview/show.html",
        undecided=sum(row.candidate and row.competency.code not in decided for row in found.matrix.rows),
        matrix=found.matrix,
        themes=count_by_theme(found.matrix),
        open_links=found.open_links,
        outdated_links=found.outdated_links,
        drafts=[item for item in waiting if not item.is_unreadable],
        unreadable=[item for item in waiting if item.is_unreadable],
        upload_words=upload_words,
        changed=count_changed_findings(version_id),
        run=g.version.latest_run,
    )


def count_by_theme(view: MatrixView) -> dict[tuple[str, str], Counter[Coverage]]:
    """Return per theme (code, title) how many competencies have which coverage, in the order of the matrix."""
    found = {theme: Counter[Coverage]() for theme in name_themes(view).items()}
    per_code = {code: counts for (code, _title), counts in found.items()}
    for row in view.rows:
        if theme := theme_of(row.competency):
            per_code[theme][row.coverage] += 1
    return found
