"""``curriculum map``: module sheets in, links, coverage, candidates and the workbook out."""

import datetime
import os
import sys
from collections import Counter
from pathlib import Path

import click

from curriculum.cli.choices import Wishes, reading_options
from curriculum.cli.inputs import (
    check_target,
    clean_name,
    framework_option,
    json_option,
    module_files,
    print_problems,
    read_bytes,
    read_inputs,
    report_problems,
    write_file,
)
from curriculum.cli.language import _, language_option
from curriculum.cli.terminal import show_progress
from curriculum.contract.i18n import get_translator
from curriculum.contract.messages import N_, Translate
from curriculum.contract.report import Report
from curriculum.contract.vocabulary import Coverage, Leerweg

CREBO_DIGITS = 5


def _check_output(context: click.Context, parameter: click.Parameter, target: Path | None) -> Path | None:
    if target is not None and target.suffix.lower() != ".xlsx":
        raise click.BadParameter(
            _("%(file)s will be an Excel workbook; give it a name that ends in .xlsx.") % {"file": f"“{target}”"}
        )
    return target


def _check_crebo(context: click.Context, parameter: click.Parameter, crebo: str) -> str:
    crebo = crebo.strip()
    if crebo and not (len(crebo) == CREBO_DIGITS and crebo.isascii() and crebo.isdecimal()):
        raise click.BadParameter(
            _("%(crebo)s is not a crebo code. A crebo code has five digits, for instance 25151.") % {"crebo": crebo}
        )
    return crebo


@click.command("map", help=_("Map module sheets against a competency list."))
@module_files
@framework_option
@reading_options
@click.option(
    "--decisions",
    "decisions_file",
    metavar=_("FILE.csv"),
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_(
        "Decisions to take along: a CSV file with the columns module (code or title), competency, verdict, "
        "and optionally reason, mastery."
    ),
)
@click.option(
    "--output",
    metavar=_("REPORT.xlsx"),
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_check_output,
    help=_("Write the accreditation workbook to this file."),
)
@click.option("--programme", default="", help=_("Name of the programme, for the cover of the workbook."))
@click.option(
    "--crebo",
    default="",
    callback=_check_crebo,
    help=_("Crebo code, for the cover of the workbook."),
)
@click.option(
    "--leerweg",
    type=click.Choice([leerweg.value for leerweg in Leerweg]),
    help=_("Learning route, for the cover of the workbook."),
)
@click.option("--cohort", default="", help=_("Cohort, for the cover of the workbook."))
@json_option
@click.option(
    "--top",
    metavar="K",
    type=click.IntRange(min=0),
    default=0,
    help=_("Also list the best K competencies per module; changes no decision."),
)
@language_option
def map_modules(
    files: tuple[Path, ...],
    framework_name: str,
    columns: tuple[str, ...],
    without_tables: tuple[str, ...],
    include_hidden: bool,
    headings: tuple[str, ...],
    rows: tuple[str, ...],
    decisions_file: Path | None,
    output: Path | None,
    json_file: Path | None,
    top: int,
    language: str,
    programme: str,
    crebo: str,
    leerweg: str | None,
    cohort: str,
) -> None:
    """Read, map, write; exit 1 when the input holds an error, after all good rows have been mapped and written."""
    from curriculum.mapping import VectorCache, build_report, propose_links, statements_as_decisions
    from imports.decisions import read_decisions
    from imports.frameworks import load_qualification_file

    sources = [*files, Path(framework_name), *([decisions_file] if decisions_file else [])]
    check_target(output, "--output", sources)
    check_target(json_file, "--json", sources)
    translate = get_translator(language)
    inputs = read_inputs(files, framework_name, Wishes(columns, without_tables, include_hidden, headings, rows))
    problems = list(inputs.problems)
    decisions = statements_as_decisions(inputs.modules)
    if decisions_file:
        extra, decision_problems = read_decisions(
            read_bytes(decisions_file), clean_name(decisions_file), modules=inputs.modules, framework=inputs.framework
        )
        decisions = (*decisions, *extra)
        problems.extend(decision_problems)
    with show_progress(N_("Comparing texts: %(share)s")) as progress:
        proposals = propose_links(
            inputs.modules,
            inputs.framework.competencies,
            decisions=decisions,
            top=top,
            vectors=VectorCache(cache_folder()),
            progress=progress,
        )
    report = build_report(
        inputs.modules,
        inputs.framework,
        proposals,
        decisions,
        problems=report_problems(problems, translate),
        inputs=inputs.files,
        qualification=load_qualification_file(),
    )
    print_problems(report.problems, translate)
    if json_file:
        write_file(json_file, report.to_json().encode())
    if output:
        write_file(output, make_workbook(report, language, programme, crebo, leerweg or "", cohort))
    if str(json_file) != "-":
        click.echo(summarise(report, translate))
    if inputs.has_errors or any(problem.is_error for problem in problems):
        sys.exit(1)


def cache_folder() -> Path:
    """Return where sentence vectors are kept between runs; the folder may be thrown away at any time."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("CURRICULUM_CACHE") or Path(caches) / "curriculum")


def make_workbook(report: Report, language: str, programme: str, crebo: str, leerweg: str, cohort: str) -> bytes:
    """Return the accreditation workbook of the report, dated today; stop with a sentence when it does not fit."""
    from exports import Cover, WorkbookLimitError, write_workbook

    cover = Cover(programme=programme, crebo=crebo, leerweg=leerweg, cohort=cohort)
    today = datetime.date.today()  # noqa: DTZ011 (the date on the person's own wall calendar is meant)
    try:
        return write_workbook(report, cover, translate=get_translator(language), made_on=today, locale=language)
    except WorkbookLimitError as error:
        raise click.ClickException(str(error)) from None


def summarise(report: Report, translate: Translate) -> str:
    """Return a short overview: counts per coverage word, and the candidates for Niveau 4+."""
    counts = Counter(competency.coverage for competency in report.competencies)
    titles = {competency.code: competency.title for competency in report.competencies}
    words = {
        Coverage.FULL: translate("fully covered"),
        Coverage.PARTIAL: translate("partly covered"),
        Coverage.PROPOSED: translate("proposed"),
        Coverage.MISSING: translate("missing"),
    }
    lines = [
        translate("Modules: %(modules)d. Competencies: %(competencies)d. Proposed links: %(links)d.")
        % {
            "modules": len(report.modules),
            "competencies": len(report.competencies),
            "links": sum(link.proposed for link in report.links),
        },
        *(f"  {counts[coverage]:>4}  {word}" for coverage, word in words.items()),
    ]
    if report.candidates:
        lines.append(translate("Candidates Niveau 4+ (working title, not an NLQF level):"))
        lines.extend(f"  {candidate.competency}  {titles[candidate.competency]}" for candidate in report.candidates)
    return "\n".join(lines)
