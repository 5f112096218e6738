"""What ``map`` and ``check`` share: reading module files and a framework, and saying what is the matter with them."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from curriculum.cli.choices import Wishes, check_headings, read_headings, settle_wishes
from curriculum.cli.language import _
from curriculum.cli.terminal import show_progress
from curriculum.contract.messages import N_, Translate
from curriculum.contract.problems import Problem
from curriculum.contract.records import Framework, ModuleRecord
from curriculum.contract.rendering import render_problem
from curriculum.contract.report import InputFile, ReportProblem
from imports import merge_readings
from imports.choices import ReadingChoices
from imports.frameworks import list_frameworks, load_framework
from imports.reading import Reading
from imports.sandbox import read_framework_safely, read_records_safely
from imports.sheets import Limits

DEFAULT_FRAMEWORK = "toekomstcompetenties"
LONGEST_NAME = 255  # bytes; the limit of the file systems in use

module_files = click.argument(
    "files",
    metavar=_("MODULES.xlsx [MORE.xlsx …]"),
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
framework_option = click.option(
    "--framework",
    "framework_name",
    metavar=_("NAME|FILE.csv|FILE.xlsx"),
    default=DEFAULT_FRAMEWORK,
    show_default=True,
    help=_("A shipped competency list by name (see `curriculum frameworks`), or a file of your own."),
)
json_option = click.option(
    "--json",
    "json_file",
    metavar=_("FILE"),
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help=_("Write the result as JSON to FILE, - for standard output."),
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that went in, read: modules in sheet order, the framework, and all that is the matter."""

    modules: tuple[ModuleRecord, ...]
    framework: Framework
    problems: tuple[Problem, ...]
    files: tuple[InputFile, ...]
    readings: tuple[Reading, ...]
    choices: ReadingChoices

    @property
    def has_errors(self) -> bool:
        """Whether a problem keeps a row or a file out, or nothing at all was read."""
        return not self.modules or any(problem.is_error for problem in self.problems)


def read_inputs(files: Sequence[Path], framework_name: str, wishes: Wishes | None = None) -> Inputs:
    """Read all module files and the framework, each in a process of its own; nothing stops at the first problem.

    What ``wishes`` say about columns and tables is found by a first reading, so the files are then read twice.

    Raises
    ------
    click.BadParameter
        When ``framework_name`` is neither a shipped list nor a readable file, or a wish names a column, a table or a
        row that no file has (wrong usage, exit code 2).
    """
    framework, problems = read_framework_option(framework_name)
    wishes = wishes or Wishes()

    def read_all(choices: ReadingChoices) -> list[Reading]:
        return [read_file(path, framework, choices) for path in files]

    choices = ReadingChoices(include_hidden=wishes.include_hidden, headings=read_headings(wishes))
    readings = read_all(choices)
    check_headings(wishes, readings)
    if wishes.columns or wishes.rows or wishes.without_tables:
        choices = settle_wishes(wishes, readings)
        readings = read_all(choices)
    modules, module_problems = merge_readings(readings)
    return Inputs(
        modules=tuple(modules),
        framework=framework,
        problems=(*problems, *module_problems),
        files=tuple(InputFile(reading.filename, reading.sha256) for reading in readings),
        readings=tuple(readings),
        choices=choices,
    )


def read_file(path: Path, framework: Framework, choices: ReadingChoices) -> Reading:
    """Read one module file in a process of its own; of a large one a terminal shows how far that is."""
    with show_progress(N_("Row %(done)d of %(total)d read (%(share)s)")) as progress:
        return read_records_safely(
            read_bytes(path), clean_name(path), framework=framework, choices=choices, progress=progress
        )


def read_framework_option(name: str) -> tuple[Framework, tuple[Problem, ...]]:
    """Return the framework behind ``--framework`` and what is the matter with its file."""
    if not name.lower().endswith((".csv", ".xlsx")):
        known = [framework.name for framework in list_frameworks()]
        if name not in known:
            raise click.BadParameter(
                _("there is no shipped framework %(name)s; known: %(known)s")
                % {"name": f"“{name}”", "known": ", ".join(known)},
                param_hint="--framework",
            )
        return load_framework(name), ()
    path = Path(name)
    if not path.is_file():
        raise click.BadParameter(_("there is no file %(name)s") % {"name": f"“{name}”"}, param_hint="--framework")
    reading = read_framework_safely(read_bytes(path), clean_name(path))
    return reading.framework, tuple(reading.problems)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or so many that the reader knows it to be too large."""
    with path.open("rb") as file:
        return file.read(Limits().file_bytes + 1)


def report_problems(problems: Sequence[Problem], translate: Translate) -> tuple[ReportProblem, ...]:
    """Return the problems with their sentences in the translator's language."""
    return tuple(
        ReportProblem(
            code=problem.code,
            severity=problem.severity,
            file=problem.file,
            sheet=problem.sheet,
            cell=problem.cell,
            value=problem.value,
            message=render_problem(problem, translate),
        )
        for problem in problems
    )


def print_problems(problems: Sequence[ReportProblem], translate: Translate) -> None:
    """Print every problem to standard error, one a line, errors first."""
    signs = {"error": translate("error"), "warning": translate("warning")}
    for problem in sorted(problems, key=lambda problem: problem.severity != "error"):
        file = f"{problem.file}: " if problem.file and problem.sheet else ""
        click.echo(f"{signs[problem.severity]}: {file}{problem.message}", err=True)


def clean_name(path: Path) -> str:
    r"""Return a file's name as text that every encoding takes; undecodable bytes of an old zip become �.

    >>> clean_name(Path("map/modules\udcff.xlsx"))
    'modules�.xlsx'
    """
    return os.fsencode(path.name).decode("utf-8", "replace")


def check_target(target: Path | None, option: str, inputs: Sequence[Path] = ()) -> None:
    """Refuse a file that cannot be written, or that is itself an input, before the work starts.

    Raises
    ------
    click.BadParameter
        When the folder is missing or closed, or the target exists and is no ordinary file (wrong usage, exit code 2).
    """
    if target is None or str(target) == "-":
        return
    try:
        is_input = any(path.exists() and target.exists() and path.samefile(target) for path in inputs)
        fault = not target.parent.is_dir() or (target.exists() and not target.is_file())
        if not fault:
            with tempfile.TemporaryFile(dir=target.parent):
                fault = not target.name or len(os.fsencode(target.name)) > LONGEST_NAME
    except OSError:
        is_input, fault = False, True
    if is_input:
        raise click.BadParameter(
            _("%(file)s is an input; choose another name, so that it is not lost.") % {"file": f"“{target}”"},
            param_hint=option,
        )
    if fault:
        raise click.BadParameter(
            _("%(file)s cannot be written; choose an ordinary file in an existing folder.") % {"file": f"“{target}”"},
            param_hint=option,
        )


def write_file(target: Path, data: bytes) -> None:
    """Write beside the target first and rename, so that ``target`` is either whole or as it was; ``-`` = stdout."""
    if str(target) == "-":
        click.echo(data, nl=False)
        return
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".curriculum-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes private files; a report gets the rights that any new file of this person has.
        mask = os.umask(0)
        os.umask(mask)
        Path(draft).chmod(0o666 & ~mask)
        Path(draft).replace(target)
    except OSError as error:
        Path(draft).unlink(missing_ok=True)
        raise click.FileError(str(target), error.strerror or str(error)) from None
