"""The ``curriculum`` command: the same use cases without a browser, for scripts and for scale.

Each command lives in a module of its own that is imported only when it is called, so that ``curriculum map`` loads
neither Flask nor SQLAlchemy. Exit codes: 0 fine (warnings included), 1 at least one error in the input, 2 wrong usage.
"""

from importlib import import_module

import click

from curriculum import __version__
from curriculum.cli.language import _, default_language, group_language_option, speak
from curriculum.contract.messages import N_

COMMANDS = {
    "map": "curriculum.cli.mapping:map_modules",
    "check": "curriculum.cli.checking:check_modules",
    "template": "curriculum.cli.template:write_template",
    "frameworks": "curriculum.cli.frameworks:list_shipped_frameworks",
    "serve": "curriculum.cli.serving:serve",
    "worker": "curriculum.cli.serving:work",
    "backup": "curriculum.cli.backup:back_up",
    "tidy": "curriculum.cli.tidying:tidy",
    "create-admin": "curriculum.cli.accounts:create_admin",
    "set-password": "curriculum.cli.accounts:give_password",
    "add-framework": "curriculum.cli.own_lists:add_framework",
    "add-cohort": "curriculum.cli.cohorts:add_cohort",
}


# click words its own options when a command is made, so the language is set before any is.
speak(default_language())


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports them on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module behind ``cmd_name``; ``None`` for an unknown command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return word_metavars(command)


_METAVARS = {"text": N_("TEXT"), "integer": N_("NUMBER"), "integer range": N_("NUMBER")}


def word_metavars(command: click.Command) -> click.Command:
    """Return the command with the words in capitals of its help in the person's language; click has them in English."""
    command.options_metavar = _("[OPTIONS]")
    for parameter in command.params:
        is_flag = isinstance(parameter, click.Option) and parameter.is_flag
        if parameter.metavar is None and not is_flag and parameter.type.name in _METAVARS:
            parameter.metavar = _(_METAVARS[parameter.type.name])
    return command


@click.group(
    cls=LazyGroup,
    help=_("Map module sheets against a future competency list, and account for the gaps."),
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGS]..."),
)
@click.version_option(__version__, prog_name="curriculum")
@group_language_option
def commands() -> None:
    """Run one command."""
