"""``curriculum frameworks``: the competency lists that ship with the tool."""

import click

from curriculum.cli.language import _, language_option
from curriculum.contract.i18n import get_translator
from imports.frameworks import list_frameworks


@click.command("frameworks", help=_("List the competency lists that ship with the tool."))
@language_option
def list_shipped_frameworks(language: str) -> None:
    """Print name, size, title, source and date of each list."""
    translate = get_translator(language)
    for framework in list_frameworks():
        size = translate("%(number)d competencies") % {"number": len(framework.competencies)}
        source = translate("source: %(source)s, %(date)s") % {
            "source": framework.source,
            "date": framework.source_date,
        }
        click.echo(f"{framework.name}  {framework.title} ({size}; {source})")
