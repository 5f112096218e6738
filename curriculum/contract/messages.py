"""The one place where a problem code becomes a sentence: what is the matter, where, and what you can do.

English is the msgid; the Dutch text stands in ``curriculum/translations/nl``. Templates use ``%(name)s``.
"""

from collections.abc import Callable
from typing import NamedTuple

from curriculum.contract.problems import Problem

Translate = Callable[[str], str]


class Message(NamedTuple):
    """The sentence for one problem code: the matter, and the advice."""

    matter: str
    advice: str


def N_(text: str) -> str:  # noqa: N802 (the customary gettext marker)
    """Mark a text for extraction without translating it yet."""
    return text


MESSAGES: dict[str, Message] = {
    "file-unreadable": Message(
        N_("This file cannot be read as a workbook."),
        N_("Open it in Excel or LibreOffice, save it as .xlsx and upload it again."),
    ),
}


def render_matter(problem: Problem, translate: Translate) -> str:
    """Return the sentence that says what is the matter, in the translator's language."""
    return _fill(MESSAGES[problem.code].matter, problem, translate)


def render_advice(problem: Problem, translate: Translate) -> str:
    """Return the sentence that says what the person can do, in the translator's language."""
    return _fill(MESSAGES[problem.code].advice, problem, translate)


def render_problem(problem: Problem, translate: Translate) -> str:
    """Return the whole message: place, matter and advice, as LOOK.md (Words) asks.

    >>> from curriculum.contract.vocabulary import Severity
    >>> problem = Problem("file-unreadable", Severity.ERROR, file="modules.xlsx")
    >>> render_problem(problem, lambda text: text)
    'modules.xlsx: This file cannot be read as a workbook. Open it in Excel or LibreOffice, save it as .xlsx and upload it again.'
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
    return translate(template) % {"value": problem.value, **dict(problem.params)} if template else ""
