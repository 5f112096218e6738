"""``curriculum check``: what the tool reads in a module sheet, and what is the matter with it."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from curriculum.cli.choices import Wishes, describe_tables, reading_options
from curriculum.cli.inputs import (
    check_target,
    framework_option,
    json_option,
    module_files,
    print_problems,
    read_inputs,
    report_problems,
    write_file,
)
from curriculum.cli.language import _, language_option
from curriculum.contract.i18n import get_translator

SCHEMA = "curriculum-check/1"


@click.command("check", help=_("Read module sheets and list every problem; nothing is mapped."))
@module_files
@framework_option
@reading_options
@json_option
@language_option
def check_modules(
    files: tuple[Path, ...],
    framework_name: str,
    columns: tuple[str, ...],
    without_tables: tuple[str, ...],
    include_hidden: bool,
    headings: tuple[str, ...],
    rows: tuple[str, ...],
    json_file: Path | None,
    language: str,
) -> None:
    """Read and report; exit 1 when there is at least one error."""
    check_target(json_file, "--json", [*files, Path(framework_name)])
    translate = get_translator(language)
    inputs = read_inputs(files, framework_name, Wishes(columns, without_tables, include_hidden, headings, rows))
    problems = report_problems(inputs.problems, translate)
    print_problems(problems, translate)
    if json_file:
        content = {
            "schema": SCHEMA,
            "inputs": [asdict(file) for file in inputs.files],
            "tables": [
                {"file": reading.filename, **asdict(table)} for reading in inputs.readings for table in reading.tables
            ],
            "modules": [asdict(module) for module in inputs.modules],
            "problems": [asdict(problem) for problem in problems],
        }
        write_file(json_file, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
    if str(json_file) != "-":
        for reading in inputs.readings:
            if len(inputs.readings) > 1:
                click.echo(reading.filename)
            for line in describe_tables(reading, inputs.choices, translate):
                click.echo(line)
        errors = sum(problem.is_error for problem in inputs.problems)
        click.echo(
            translate("Modules read: %(modules)d. Errors: %(errors)d. Warnings: %(warnings)d.")
            % {"modules": len(inputs.modules), "errors": errors, "warnings": len(problems) - errors}
        )
    if inputs.has_errors:
        sys.exit(1)
