"""From a problem to the sentences that a person reads: the place, what is the matter, and what you can do."""

from curriculum.contract.messages import MESSAGES, N_, Translate
from curriculum.contract.problems import Problem

_LONGEST_VALUE = 80


def render_matter(problem: Problem, translate: Translate) -> str:
    """Return the sentence that says what is the matter, in the translator's language."""
    return _fill(MESSAGES[problem.code].matter, problem, translate)


def render_advice(problem: Problem, translate: Translate) -> str:
    """Return the sentence that says what the person can do, in the translator's language."""
    return _fill(MESSAGES[problem.code].advice, problem, translate)


def render_problem(problem: Problem, translate: Translate) -> str:
    """Return the whole message: place, matter and advice.

    >>> from curriculum.contract.vocabulary import Severity
    >>> problem = Problem("file-unreadable", Severity.ERROR, file="modules.xlsx")
    >>> render_problem(problem, lambda text: text)[:56]
    'modules.xlsx: This file cannot be read as a workbook. Op'
    """
    if problem.cell:
        place = translate(N_('Sheet "%(sheet)s", cell %(cell)s')) % {"sheet": problem.sheet, "cell": problem.cell}
    elif problem.sheet:
        place = translate(N_('Sheet "%(sheet)s"')) % {"sheet": problem.sheet}
    else:
        place = problem.file
    sentences = f"{render_matter(problem, translate)} {render_advice(problem, translate)}".strip()
    return f"{place}: {sentences}" if place else sentences


def _fill(template: str, problem: Problem, translate: Translate) -> str:
    if not template:
        return ""
    params = dict(problem.params)
    label = params.get("column")
    if label:
        params["column"] = translate(label)  # The name of a column is itself a text of the catalogue.
    return translate(template) % {"value": _shorten(problem.value), **params}


def _shorten(value: str) -> str:
    """Put a cell's text on one line of a readable length."""
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1]}…"
