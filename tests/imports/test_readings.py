"""Readings as a whole: kept as a draft, brought together, and every problem with a sentence in both languages."""

import ast
import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

import imports
from curriculum.contract.i18n import get_translator
from curriculum.contract.messages import MESSAGES
from curriculum.contract.rendering import render_problem
from imports import merge_readings, read_modules, reading_from_dict, reading_to_dict
from imports.frameworks import load_framework
from tests.golden.cases import GoldenCase, iter_cases

SOURCES = sorted(Path(imports.__file__).parent.rglob("*.py"))
EMITTERS = {"Problem", "Finding", "RefusalError", "warn", "report", "_refuse_cell"}


def emitted_codes() -> set[str]:
    """Every problem code that the import package writes as a text."""
    codes = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                if name in EMITTERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    codes.add(first.value)
    return codes


def test_every_problem_code_has_its_sentence() -> None:
    codes = emitted_codes()
    assert len(codes) > 40
    assert codes <= MESSAGES.keys()


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("case", list(iter_cases()), ids=lambda case: case.name)
def test_every_problem_of_the_golden_sheets_can_be_said(case: GoldenCase, locale: str) -> None:
    translate = get_translator(locale)
    for problem in read_modules(case.data, case.filename, framework=load_framework()).problems:
        sentence = render_problem(problem, translate)
        assert "%(" not in sentence
        assert sentence.endswith((".", "?", "!", '"')), sentence


def test_a_dutch_sentence_says_what_where_and_what_to_do() -> None:
    (problem,) = read_modules(b"Module;Werkproces\nAgenda;Wp 2.1\n", "LJ1.csv").problems
    assert render_problem(problem, get_translator("nl")) == (
        'Blad "LJ1", cel B2: "Wp 2.1" hoort bij geen kerntaak. Vul de kerntaak aan: bedoel je B1-K2-W1?'
    )


@pytest.mark.parametrize("typed", ["Wp 1.3", "2.4", "W3", "Wp 2.1 van B1-K1", "wp 1.1 en 1.2"])
def test_what_a_message_about_a_work_process_advises_is_read_without_a_word(typed: str) -> None:
    framework = load_framework()
    first = read_modules(f"Module;Werkproces\nAgenda;{typed}\n".encode(), "a.csv", framework=framework).problems[0]
    example = dict(first.params)["example"]

    again = read_modules(f"Module;Werkproces\nAgenda;{example}\n".encode(), "a.csv", framework=framework)

    assert again.problems == ()
    assert [mention.code for mention in again.modules[0].work_processes] == [example]


def test_a_process_of_another_core_task_is_told_apart() -> None:
    text = "Module;Werkproces\nAgenda;Wp 2.1 van B1-K1\n"
    (problem,) = read_modules(text.encode(), "a.csv", framework=load_framework()).problems
    assert problem.code == "work-process-other-core-task"
    assert dict(problem.params) == {"process": "2.1", "core_task": "B1-K1", "example": "B1-K2-W1"}


@pytest.mark.parametrize("case", list(iter_cases()), ids=lambda case: case.name)
def test_a_reading_that_was_kept_as_json_comes_back_the_same(case: GoldenCase) -> None:
    reading = read_modules(case.data, case.filename, framework=load_framework())
    kept = json.loads(json.dumps(reading_to_dict(reading)))
    assert reading_from_dict(kept) == reading


@pytest.mark.parametrize(
    "content", [{}, {"filename": 3, "sha256": ""}, {"filename": "a", "sha256": "b", "modules": [{}]}]
)
def test_something_else_than_a_reading_is_a_value_error(content: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a stored"):
        reading_from_dict(content)


def test_two_files_come_together_by_code_and_title() -> None:
    files = [
        "code;titel;periode;leerdoel\nA;Agenda;1;plant\nB;Post;1;schrijft\n",
        "code;titel;periode;leerdoel\nA;agenda;2;verzet\nB;Gasten;2;ontvangt\n;Post;3;leest\n",
    ]
    readings = [read_modules(text.encode(), f"{number}.csv") for number, text in enumerate(files)]
    modules, problems = merge_readings(readings)
    assert [(module.id, module.periods, module.outcomes) for module in modules] == [
        ("A", ("1", "2"), ("plant", "verzet")),
        ("B", ("1", "3"), ("schrijft", "leest")),
    ]
    assert [(problem.code, problem.file, problem.cell, problem.value) for problem in problems] == [
        ("code-twice", "1.csv", "B3", "B")
    ]


def test_hours_that_differ_between_places_are_said_and_the_first_stays() -> None:
    text = "titel;periode;sbu\nAgenda;1;40\nAgenda;2;60\n"
    reading = read_modules(text.encode(), "a.csv")
    assert reading.modules[0].hours.sbu == 40
    assert [(problem.code, problem.cell, problem.value) for problem in reading.problems] == [
        ("hours-differ", "C3", "60")
    ]


def test_equal_bytes_give_an_equal_reading() -> None:
    for case in iter_cases():
        first = read_modules(case.data, case.filename, framework=load_framework())
        assert read_modules(case.data, case.filename, framework=load_framework()) == first


def test_a_typing_error_in_a_table_of_crosses_is_said_because_its_crosses_would_count() -> None:
    workbook = Workbook()
    described = workbook.active
    assert described is not None
    for row in [("Module", "Leerdoel"), ("Notuleren 1", "maakt een verslag"), ("Agenda", "plant")]:
        described.append(row)
    crossed = workbook.create_sheet("Matrix")
    for crosses in [
        ("Module", "M16-05", "M16-06"),
        ("Notulern 1", "x", ""),
        ("Agenda", "", "x"),
        ("Excursie", "x", ""),
    ]:
        crossed.append(crosses)
    file = io.BytesIO()
    workbook.save(file)

    reading = read_modules(file.getvalue(), "a.xlsx", framework=load_framework())

    told = [(problem.code, problem.sheet, problem.cell, problem.value) for problem in reading.problems]
    assert ("module-nearly-known", "Matrix", "A2", "Notulern 1") in told
    assert ("module-only-crossed", "Matrix", "A4", "Excursie") in told
    assert not [cell for _code, _sheet, cell, _value in told if cell == "A3"]


def test_a_table_of_crosses_alone_names_its_modules_without_remarks() -> None:
    text = "Module;M16-05;M16-06\nNotuleren;x;\nAgenda;;x\n"
    reading = read_modules(text.encode(), "a.csv", framework=load_framework())
    assert [module.title for module in reading.modules] == ["Notuleren", "Agenda"]
    assert reading.problems == ()
