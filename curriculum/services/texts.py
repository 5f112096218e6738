"""What a decision rests on and what a row says: hashes and field texts of modules and competencies."""

from dataclasses import replace

from curriculum.contract.codec import hash_json, to_json
from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage, Statement
from curriculum.contract.vocabulary import ModuleField, Verdict


def hash_module_text(record: ModuleRecord) -> str:
    """Return the hash of the texts that a decision on a link of this module rests on.

    The docent's own competency codes are left out: a new cross for one competency does not make the decisions on the
    others outdated.
    """
    passages = [[p.field.value, p.text] for p in record.passages if p.field is not ModuleField.COMPETENCY]
    return hash_json([record.title, passages, [mention.code for mention in record.work_processes]])


def hash_module_content(record: ModuleRecord) -> str:
    """Return the hash of all that the module says, but not of where in the sheet it says so."""
    placeless = replace(
        record,
        id="",
        passages=tuple(Passage(p.field, p.text) for p in record.passages),
        work_processes=tuple(replace(mention, raw="", sheet="", cell="") for mention in record.work_processes),
        statements=tuple(replace(statement, raw="", sheet="", cell="") for statement in record.statements),
        sheet="",
        row=0,
        raw_cells=(),
    )
    return hash_json(to_json(placeless))


def hash_competency_text(record: CompetencyRecord) -> str:
    """Return the hash of the texts that a decision on a link of this competency rests on."""
    return hash_json([record.title, record.description])


def list_fields(record: ModuleRecord) -> dict[str, str]:
    """Return each field of a module as one text, under the codes that the preview names them by."""
    return {
        "code": record.code or "",
        "title": record.title,
        "description": record.description,
        "outcome": "\n".join(record.outcomes),
        "assessment": "\n".join(record.assessments),
        "year": ", ".join(map(str, record.years)),
        "period": ", ".join(record.periods),
        "sbu": _format_hours(record.hours.sbu),
        "bot": _format_hours(record.hours.bot),
        "bpv": _format_hours(record.hours.bpv),
        "work_process": ", ".join(mention.code for mention in record.work_processes),
        "competency": ", ".join(map(_format_statement, record.statements)),
    }


def fold_title(title: str) -> str:
    """Return a title without differences in case and space: as such two titles are the same."""
    return " ".join(title.split()).casefold()


def _format_hours(hours: float | None) -> str:
    return "" if hours is None else f"{hours:g}"


def _format_statement(statement: Statement) -> str:
    marks = [] if statement.verdict is Verdict.FULL else [statement.verdict.value]
    if statement.mastery:
        marks.append(statement.mastery.value)
    return f"{statement.competency} ({', '.join(marks)})" if marks else statement.competency
