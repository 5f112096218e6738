"""``curriculum add-cohort``: the next cohort of a programme, empty or with what an earlier one has."""

import click

from curriculum import jobs
from curriculum.cli.language import _
from curriculum.cli.serving import AppFactory, prepare_app, read_settings
from curriculum.contract.vocabulary import Leerweg
from curriculum.services.errors import ServiceError
from curriculum.services.mapping.runs import start_run
from curriculum.services.school.frameworks import list_frameworks
from curriculum.services.school.programmes import (
    ProgrammeSummary,
    Take,
    VersionSummary,
    create_version,
    get_version,
    list_programmes,
)


@click.command("add-cohort", help=_("Make the next cohort of a programme; its modules are mapped by the worker."))
@click.option("--programme", required=True, help=_("Name of the programme."))
@click.option(
    "--leerweg",
    type=click.Choice([leerweg.value for leerweg in Leerweg]),
    help=_("Learning route, when two programmes have this name."),
)
@click.option("--cohort", required=True, help=_("The new cohort, for instance 2027-2028."))
@click.option("--from", "earlier", default="", help=_("The cohort to take over from; default: the latest one."))
@click.option(
    "--take",
    type=click.Choice([take.value for take in Take]),
    default=Take.DECISIONS.value,
    show_default=True,
    help=_("What it takes over: the modules with the decisions on them, only the modules, or nothing."),
)
@click.option(
    "--framework",
    "framework_name",
    default="",
    help=_("Name of the list that it is held against; default: that of the earlier cohort."),
)
@click.pass_obj
def add_cohort(
    create_app: AppFactory,
    programme: str,
    leerweg: str | None,
    cohort: str,
    earlier: str,
    take: str,
    framework_name: str,
) -> None:
    """Find the programme and the earlier cohort by name, make the new one, and let it be mapped."""
    app = prepare_app(create_app, read_settings())
    with app.app_context():
        try:
            found = find_programme(programme, leerweg)
            source = get_version(find_cohort(found, earlier).id)
            version_id = create_version(
                found.id,
                cohort,
                framework_id=find_framework(framework_name) if framework_name else source.framework_id,
                copy_from=source.id,
                take=Take(take),
                actor_id=None,
            )
            made = get_version(version_id)
            if made.module_count:
                start_run(version_id, actor_id=None)
                jobs.deliver_waiting()
                jobs.close_queue(app)
        except ServiceError as error:
            raise click.ClickException(error.render(_)) from None
    click.echo(
        _("Cohort %(cohort)s of %(programme)s is there. Modules: %(modules)d. Decisions: %(decisions)d.")
        % {
            "cohort": made.cohort,
            "programme": made.programme,
            "modules": made.module_count,
            "decisions": made.decision_count,
        }
    )


def find_programme(name: str, leerweg: str | None) -> ProgrammeSummary:
    """Return the programme with this name; a name that nobody or that more than one has is wrong usage."""
    known = list_programmes(None)
    found = [item for item in known if item.name == name and leerweg in (None, item.leerweg)]
    if not found:
        names = ", ".join(f"{item.name} ({item.leerweg})" for item in known) or "–"
        raise click.BadParameter(
            _("there is no programme %(name)s; known: %(known)s") % {"name": f"“{name}”", "known": names},
            param_hint="--programme",
        )
    if len(found) > 1:
        raise click.BadParameter(
            _("%(number)d programmes have this name; say which one with --leerweg") % {"number": len(found)},
            param_hint="--programme",
        )
    return found[0]


def find_cohort(programme: ProgrammeSummary, cohort: str) -> VersionSummary:
    """Return the version of this cohort, without a cohort the latest one."""
    if not cohort:
        return programme.versions[0]
    for version in programme.versions:
        if version.cohort == cohort:
            return version
    known = ", ".join(version.cohort for version in programme.versions)
    raise click.BadParameter(
        _("there is no cohort %(name)s; known: %(known)s") % {"name": f"“{cohort}”", "known": known},
        param_hint="--from",
    )


def find_framework(name: str) -> int:
    """Return the id of the newest stored list of this name."""
    stored = list_frameworks()
    for item in reversed(stored):
        if item.name == name:
            return item.id
    known = ", ".join(dict.fromkeys(item.name for item in stored))
    raise click.BadParameter(
        _("there is no stored list %(name)s; known: %(known)s") % {"name": f"“{name}”", "known": known},
        param_hint="--framework",
    )
