"""Competency lists: the shipped ones and those that people bring."""

import io

import pytest
from openpyxl import Workbook

from imports.frameworks import list_frameworks, load_framework, load_qualification_file, read_framework


def test_the_shipped_lists_have_their_rows_and_nothing_of_our_first_estimates() -> None:
    lists = list_frameworks()
    assert [(item.name, len(item.competencies)) for item in lists] == [
        ("toekomstcompetenties", 35),
        ("toekomst-2020", 5),
    ]
    phases = [competency.phase for competency in lists[0].competencies]
    assert (phases.count("2016"), phases.count("2017-2020")) == (15, 20)
    for framework in lists:
        assert framework.source
        assert framework.source_date
        assert "niet_voor_product" not in repr(framework)
        assert not any("�" in competency.description for competency in framework.competencies)


def test_every_reference_of_the_shipped_list_exists() -> None:
    framework, qualification = load_framework(), load_qualification_file()
    codes = {competency.code for competency in framework.competencies}
    processes = {process.code for process in qualification.work_processes}
    tasks = {code for code, _ in qualification.core_tasks}
    for competency in framework.competencies:
        assert set(competency.grows_into) <= codes
        assert set(competency.work_processes) <= processes
        assert set(competency.core_tasks) <= tasks
        assert all(letter in "ABCDEFGHIJKLMNOPQRSTUVWXY" for letter in competency.kbb_letters)


def test_the_qualification_file_invents_no_work_processes() -> None:
    qualification = load_qualification_file()
    assert [code for code, _ in qualification.core_tasks] == ["B1-K1", "B1-K2", "P2-K1", "P2-K2"]
    assert len(qualification.work_processes) == 10
    assert {process.core_task for process in qualification.work_processes} == {"B1-K1", "B1-K2"}


@pytest.mark.parametrize("name", ["onbekend", "", "../kd_23231"])
def test_an_unknown_name_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        load_framework(name)
    with pytest.raises(KeyError):
        load_qualification_file(name)


@pytest.mark.parametrize(
    "data",
    [
        "code;titel;omschrijving\nA1;Plannen;Plant werk.\n".encode("utf-8-sig"),
        "code,title,description\nA1,Plannen,Plant werk.\n".encode("cp1252"),
        b"code\ttitel\tomschrijving\nA1\tPlannen\tPlant werk.\n",
        b"Mijn lijst;;\n;;\nCode;Titel;Omschrijving\nA1;Plannen;Plant werk.\n",
    ],
)
def test_a_list_is_read_in_every_separator_language_and_encoding(data: bytes) -> None:
    reading = read_framework(data, "eigen lijst.csv")
    competency = reading.framework.competencies[0]
    assert (competency.code, competency.title, competency.description) == ("A1", "Plannen", "Plant werk.")
    assert (reading.framework.name, reading.problems) == ("eigen lijst", ())


def test_a_list_in_a_workbook_gives_the_same_as_in_text() -> None:
    rows = [["code", "titel", "thema", "fase", "zoektermen", "werkprocessen"]]
    rows.append(["007", "Plannen", "T1", "2016", "agenda; afspraak", "B1-K2-W1; B1-K2-W2"])
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    from_book, from_text = read_framework(buffer.getvalue(), "a.xlsx"), read_framework(text, "a.csv")
    assert from_book.framework.competencies == from_text.framework.competencies
    competency = from_book.framework.competencies[0]
    assert (competency.code, competency.theme, competency.search_terms) == ("007", "T1", ("agenda", "afspraak"))
    assert competency.work_processes == ("B1-K2-W1", "B1-K2-W2")


def test_all_faults_of_a_list_are_told_at_once_and_good_rows_stay() -> None:
    data = b"code;titel;werkprocessen\nA1;Plannen;W9\n;Zonder code;\nA3;;\nA1;Dubbel;\nA4;Goed;B1-K1-W1\n"
    reading = read_framework(data, "a.csv")
    assert [(problem.code, problem.cell) for problem in reading.problems] == [
        ("framework-work-process-unclear", "C2"),
        ("framework-code-missing", "A3"),
        ("framework-title-missing", "B4"),
        ("framework-code-twice", "A5"),
    ]
    assert [competency.code for competency in reading.framework.competencies] == ["A1", "A4"]
    assert reading.has_errors


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"module;leerdoel\nA;b\n", "framework-no-columns"),
        (b"code;titel\n", "framework-empty"),
        (b"%PDF-1.4", "file-wrong-type"),
    ],
)
def test_a_file_that_is_no_list_says_why(data: bytes, code: str) -> None:
    reading = read_framework(data, "a.csv")
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.framework.competencies == ()
