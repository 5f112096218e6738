"""``curriculum backup``: a copy of the embedded database as it is at one moment, also while the tool is at work."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from curriculum.cli.inputs import clean_name
from curriculum.cli.language import _
from curriculum.cli.serving import read_settings

MEGABYTE = 1_000_000


@click.command("backup", help=_("Copy the database to a file; the server may go on."))
@click.argument("file", metavar=_("FILE.db"), type=click.Path(dir_okay=False, path_type=Path))
def back_up(file: Path) -> None:
    """Write the copy, and never over a file; what is in the database is all that there is to keep."""
    address = read_settings().database_url
    if not address.startswith("sqlite:///"):
        raise click.ClickException(_("The database is PostgreSQL. Make the copy with pg_dump."))
    source = Path(address.removeprefix("sqlite:///"))
    if not source.is_file():
        raise click.ClickException(_("There is no database at %(path)s.") % {"path": source})
    try:
        # Made here, and for nobody else to read: there are names and hashes of passwords in it.
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise click.BadParameter(
            _("%(name)s cannot be made (%(reason)s)") % {"name": clean_name(file), "reason": error.strerror},
            param_hint="FILE.db",
        ) from None
    try:
        # Not a copy of the file: the newest work may still stand in the one beside it. This is one moment, whole.
        with closing(sqlite3.connect(source, timeout=30)) as connection:
            connection.execute("VACUUM INTO ?", (str(file),))
    except sqlite3.Error as error:
        file.unlink()
        raise click.ClickException(_("The database cannot be copied: %(reason)s") % {"reason": error}) from None
    click.echo(
        _("%(name)s holds the whole database (%(size).1f MB). Keep it where others cannot read it.")
        % {"name": clean_name(file), "size": file.stat().st_size / MEGABYTE}
    )
