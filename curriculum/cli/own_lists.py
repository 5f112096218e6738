"""``curriculum add-framework``: a competency list of the school's own, stored beside the shipped ones."""

import sys
from pathlib import Path

import click

from curriculum.cli.inputs import clean_name, print_problems, read_bytes, report_problems
from curriculum.cli.language import _
from curriculum.cli.serving import AppFactory, prepare_app, read_settings
from curriculum.services.background.heavy_work import read_list
from curriculum.services.errors import ServiceError
from curriculum.services.school.frameworks import describe_framework, store_framework
from curriculum.services.written import clean_filename, require_size


@click.command("add-framework", help=_("Store a competency list of your own, to hold programmes against."))
@click.argument("file", metavar=_("FILE.csv|FILE.xlsx"), type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", default="", help=_("Title of the list; default: the name of the file."))
@click.option("--version", default="", help=_("Version of the list."))
@click.option("--source", required=True, help=_("Where the list comes from; an inspector asks for it."))
@click.option("--source-date", default="", help=_("Date of that source."))
@click.option("--leave-out", is_flag=True, help=_("Store the good rows also when other rows hold an error."))
@click.pass_obj
def add_framework(
    create_app: AppFactory, file: Path, title: str, version: str, source: str, source_date: str, leave_out: bool
) -> None:
    """Read the file, tell every problem, and store the list; exit 1 when nothing was stored or a row was left out."""
    app = prepare_app(create_app, read_settings())
    with app.app_context():
        try:
            name, data = clean_filename(clean_name(file)), read_bytes(file)
            require_size(name, data)
            reading = read_list(data, name)
            print_problems(report_problems(reading.problems, _), _)
            if reading.has_errors and not leave_out:
                raise click.ClickException(_("Nothing is stored. Repair the file, or add --leave-out."))
            framework = describe_framework(
                reading.framework,
                title=title or reading.framework.title,
                version=version,
                source=source,
                source_date=source_date,
            )
            _framework_id, is_new = store_framework(framework, actor_id=None)
        except ServiceError as error:
            raise click.ClickException(error.render(_)) from None
    sentence = (
        _("The list %(title)s is stored as “%(name)s”, with %(number)d competencies.")
        if is_new
        else _("This very file was stored before, as “%(name)s”; nothing has changed.")
    )
    click.echo(
        sentence % {"title": f"“{framework.title}”", "name": framework.name, "number": len(framework.competencies)}
    )
    if reading.has_errors:
        sys.exit(1)
