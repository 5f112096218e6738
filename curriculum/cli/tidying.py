"""``curriculum tidy``: clears what nobody can need any more and gives its space back."""

import sqlite3

import click
from sqlalchemy.exc import OperationalError

from curriculum.cli.language import _
from curriculum.cli.serving import AppFactory, prepare_app, read_settings

MEGABYTE = 1_000_000


@click.command("tidy", help=_("Clear the evidence of old mappings, make the database smaller; first stop the server."))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help=_("How many mappings of each version keep their evidence; default: CURRICULUM_KEEP_RUNS."),
)
@click.pass_obj
def tidy(create_app: AppFactory, keep: int | None) -> None:
    """Clear, shrink, and say how much smaller the database became."""
    from curriculum.services.mapping.old_evidence import clear_old_evidence, measure_database, shrink_database

    app = prepare_app(create_app, read_settings())
    with app.app_context():
        before = measure_database()
        cleared = clear_old_evidence(keep)
        try:
            shrink_database()
        except (OperationalError, sqlite3.OperationalError) as error:
            raise click.ClickException(
                _("The database is in use. Stop the server and the workers, and try again. (%(reason)s)")
                % {"reason": error}
            ) from None
        after = measure_database()
    click.echo(
        _("Evidence cleared of %(links)d links in %(runs)d mappings; database: %(before).1f MB, now %(after).1f MB.")
        % {"links": cleared.links, "runs": cleared.runs, "before": before / MEGABYTE, "after": after / MEGABYTE}
    )
