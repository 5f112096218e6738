"""Reads competency lists: the ones that ship with the tool and any .csv or .xlsx that a person brings."""

import hashlib
import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from curriculum.contract.problems import Problem
from curriculum.contract.records import CompetencyRecord, Framework, QualificationFile, WorkProcess
from curriculum.contract.vocabulary import Severity
from imports.formats.opening import open_workbook
from imports.sheets import Limits, RefusalError, Row, Sheet, cell_address
from imports.structure.headers import normalise_header
from imports.values.work_processes import parse_work_processes

DEFAULT_FRAMEWORK = "toekomstcompetenties"
_DATA = files("curriculum") / "frameworks"
# The shipped lists in the order in which they are offered; a name on the command line is the "name" in the .toml.
_SHIPPED = ("toekomstcompetenties", "toekomst_2020")
_HEADER_ROWS = 25

# Field of CompetencyRecord -> header names, normalised.
_FIELDS: dict[str, tuple[str, ...]] = {
    "code": ("code", "competentiecode", "nr", "nummer", "id"),
    "title": ("titel", "title", "naam", "name", "competentie", "competency", "toekomstcompetentie"),
    "description": ("omschrijving", "description", "beschrijving", "toelichting"),
    "theme": ("thema", "theme", "categorie", "cluster"),
    "theme_title": ("thema titel", "theme title", "themanaam"),
    "phase": ("fase", "phase"),
    "kind": ("soort", "kind", "type"),
    "work_processes": ("werkprocessen", "werkproces", "work processes", "work process"),
    "core_tasks": ("kerntaken", "kerntaak", "core tasks", "core task"),
    "kbb_letters": ("kbb", "kbb letters"),
    "grows_into": ("groeit naar", "grows into"),
    "search_terms": ("zoektermen", "search terms", "trefwoorden", "keywords"),
    "source": ("bron", "source"),
    "source_date": ("bron datum", "source date", "datum"),
}
_NAMES = {name: field_name for field_name, names in _FIELDS.items() for name in names}
_LISTS = frozenset({"kbb_letters", "grows_into", "search_terms"})


@dataclass(frozen=True, slots=True)
class FrameworkReading:
    """A competency list as read from a file, with everything that is the matter with that file."""

    framework: Framework
    problems: tuple[Problem, ...] = field(default=())

    @property
    def has_errors(self) -> bool:
        """Whether the file, or at least one of its rows, could not be taken."""
        return any(problem.is_error for problem in self.problems)


def read_framework(data: bytes, filename: str) -> FrameworkReading:
    """Read a competency list from a .csv or .xlsx file.

    The file needs the columns ``code`` and ``titel`` (or ``title``); ``omschrijving``/``description``, ``thema``,
    ``fase``, ``zoektermen`` and ``werkprocessen`` are optional. The first sheet that has them is read.

    Parameters
    ----------
    data
        The bytes of the file; separators ``;`` ``,`` and tab, UTF-8 (with or without mark) and cp1252 are recognised.
    filename
        Used in the messages and, without its ending, as the name of the framework.

    Returns
    -------
    FrameworkReading
        Never raises: what cannot be read is in ``problems``, good rows are kept.

    Examples
    --------
    >>> reading = read_framework("code;titel\\nA1;Agenda beheren\\nA1;Dubbel\\n".encode(), "eigen.csv")
    >>> [competency.title for competency in reading.framework.competencies]
    ['Agenda beheren']
    >>> [(problem.code, problem.cell) for problem in reading.problems]
    [('framework-code-twice', 'A3')]
    """
    name = PurePath(filename.replace("\\", "/")).name or filename
    stem = PurePath(name).stem
    empty = Framework(stem, stem, (), sha256=hashlib.sha256(data).hexdigest())
    try:
        workbook = open_workbook(data, name, Limits())
    except RefusalError as refusal:
        problem = Problem(refusal.code, Severity.ERROR, name, value=refusal.value, params=refusal.params)
        return FrameworkReading(empty, (problem,))
    for sheet in workbook.sheets:
        found = _find_header(sheet)
        if found is not None:
            row_index, columns = found
            competencies, problems = _read_rows(sheet, row_index, columns, name)
            return FrameworkReading(replace(empty, competencies=competencies), tuple(problems))
    return FrameworkReading(empty, (Problem("framework-no-columns", Severity.ERROR, name),))


def list_frameworks() -> tuple[Framework, ...]:
    """Return the competency lists that ship with the tool, the default one first.

    >>> [(framework.name, len(framework.competencies)) for framework in list_frameworks()]
    [('toekomstcompetenties', 35), ('toekomst-2020', 5)]
    """
    return tuple(_load_shipped(stem) for stem in _SHIPPED)


def load_framework(name: str = DEFAULT_FRAMEWORK) -> Framework:
    """Return one shipped competency list by its name.

    Raises
    ------
    KeyError
        When no list of that name ships with the tool.
    """
    wanted = name.strip().casefold().replace("_", "-")
    for framework in list_frameworks():
        if framework.name == wanted:
            return framework
    raise KeyError(name)


@cache
def load_qualification_file(code: str = "23231") -> QualificationFile:
    """Return the verified part of a shipped qualification file; core tasks may be without work processes.

    Raises
    ------
    KeyError
        When no qualification file of that code ships with the tool.

    Examples
    --------
    >>> qualification = load_qualification_file()
    >>> len(qualification.core_tasks), len(qualification.work_processes)
    (4, 10)
    """
    path = _DATA / f"kd_{code}.toml"
    if not code.isalnum() or not path.is_file():
        raise KeyError(code)
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return QualificationFile(
        code=content["code"],
        title=content["title"],
        core_tasks=tuple((task["code"], task["title"]) for task in content["core_tasks"]),
        work_processes=tuple(
            WorkProcess(process_code, title, task["code"])
            for task in content["core_tasks"]
            for process_code, title in task["work_processes"]
        ),
        source=content["source"],
        source_date=content["source_date"],
    )


@cache
def _load_shipped(stem: str) -> Framework:
    about = tomllib.loads((_DATA / f"{stem}.toml").read_text(encoding="utf-8"))
    reading = read_framework((_DATA / f"{stem}.csv").read_bytes(), f"{stem}.csv")
    if reading.problems:
        raise ValueError(f"the shipped list {stem} is broken: {reading.problems[0]}")
    return replace(
        reading.framework,
        name=about["name"],
        title=about["title"],
        version=about["version"],
        source=about["source"],
        source_date=about["source_date"],
    )


def _find_header(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """Return the index of the header row and what each column is; a list needs a code and a title."""
    for index, row in enumerate(sheet.rows[:_HEADER_ROWS]):
        columns: dict[int, str] = {}
        for column in row.filled():
            name = _NAMES.get(normalise_header(row.texts[column]))
            if name is not None and name not in columns.values():
                columns[column] = name
        if {"code", "title"} <= set(columns.values()):
            return index, columns
    return None


def _read_rows(
    sheet: Sheet, header: int, columns: dict[int, str], filename: str
) -> tuple[tuple[CompetencyRecord, ...], list[Problem]]:
    competencies: dict[str, CompetencyRecord] = {}
    problems: list[Problem] = []
    code_column = next(column for column, name in columns.items() if name == "code")
    title_column = next(column for column, name in columns.items() if name == "title")

    def report(code: str, row: Row, column: int, severity: Severity = Severity.ERROR, value: str = "") -> None:
        problems.append(
            Problem(code, severity, filename, sheet.name, cell_address(row.number, column), value or row.text(column))
        )

    for row in sheet.rows[header + 1 :]:
        cells = {name: row.text(column) for column, name in columns.items()}
        code, title = cells["code"], cells["title"]
        if not any(cells.values()):
            continue
        if not code:
            report("framework-code-missing", row, code_column, value=title)
        elif not title:
            report("framework-title-missing", row, title_column, value=code)
        elif code.casefold() in competencies:
            report("framework-code-twice", row, code_column)
        else:
            codes: dict[str, tuple[str, ...]] = {}
            for name in ("work_processes", "core_tasks"):
                parsed = parse_work_processes(cells.get(name, ""))
                codes[name] = parsed.codes
                column = next((column for column, known in columns.items() if known == name), code_column)
                for _ in parsed.problems:
                    report("framework-work-process-unclear", row, column, Severity.WARNING)
            competencies[code.casefold()] = _to_record(cells, codes)
    if not competencies and not problems:
        problems.append(Problem("framework-empty", Severity.ERROR, filename, sheet.name))
    return tuple(competencies.values()), problems


def _to_record(cells: dict[str, str], codes: dict[str, tuple[str, ...]]) -> CompetencyRecord:
    lists = {
        name: tuple(part.strip() for part in re.split(r"[;,\n|]", cells.get(name, "")) if part.strip())
        for name in _LISTS
    }
    return CompetencyRecord(
        code=cells["code"],
        title=cells["title"],
        description=cells.get("description", ""),
        theme=cells.get("theme", ""),
        theme_title=cells.get("theme_title", ""),
        phase=cells.get("phase", ""),
        kind=cells.get("kind", ""),
        work_processes=codes["work_processes"],
        core_tasks=codes["core_tasks"],
        kbb_letters=lists["kbb_letters"],
        grows_into=lists["grows_into"],
        search_terms=lists["search_terms"],
        source=cells.get("source", ""),
        source_date=cells.get("source_date", ""),
    )
