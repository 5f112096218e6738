"""``curriculum template``: the empty module sheet that the importer reads without a question."""

from pathlib import Path

import click

from curriculum.cli.inputs import check_target
from curriculum.cli.language import _, language_option
from curriculum.contract.i18n import get_translator
from imports import build_template


@click.command("template", help=_("Write an empty module sheet with drop-downs and notes to FILE.xlsx."))
@click.argument("target", metavar=_("FILE.xlsx"), type=click.Path(dir_okay=False, path_type=Path))
@language_option
def write_template(target: Path, language: str) -> None:
    """Write the template; an existing file is never overwritten."""
    translate = get_translator(language)
    check_target(target, "FILE.xlsx")
    try:
        with target.open("xb") as file:
            file.write(build_template(locale=language))
    except FileExistsError:
        raise click.UsageError(translate("%(file)s exists already; choose another name.") % {"file": target}) from None
    click.echo(translate("The template is in %(file)s.") % {"file": target})
