"""Saying on the command line what a column is, which table to leave out, and that hidden parts count."""

import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

HEADER = ("Module", "Kleur van de muur", "SBU")


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    """Write a workbook with two tables of equal headers, one of other headers and a hidden row; return its name."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets: dict[str, Sequence[Sequence[str]]] = {
        "LJ1": (HEADER, ("Agenda", "plant afspraken", "40"), ("Post", "leest post", "20")),
        "LJ2": (HEADER, ("Bellen", "belt", "10")),
        "Team": (("Module", "Periode"), ("Faxen", "3")),
    }
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(list(row))
    workbook["LJ1"].row_dimensions[3].hidden = True
    workbook.save(tmp_path / "m.xlsx")
    return "m.xlsx"


def read(run: Run, *arguments: str) -> dict[str, str]:
    """Return the descriptions of the modules that ``check`` reads, by title."""
    content = json.loads(run("check", *arguments, "--json", "-").stdout)
    return {
        module["title"]: " ".join(item["text"] for item in module["passages"] if item["field"] == "description")
        for module in content["modules"]
    }


def test_check_tells_what_each_column_was_taken_for_and_how_sure(run: Run, sheet: str) -> None:
    lines = run("check", sheet).stdout.splitlines()
    assert lines[0] == "Tabel LJ1!A1"
    assert [" ".join(line.split()) for line in lines[1:4]] == [
        "A Module Module zeker Agenda · Post",
        "B Kleur van de muur – niet herkend plant afspraken · leest post",
        "C SBU Studielast (SBU) zeker 40 · 20",
    ]
    content = json.loads(run("check", sheet, "--json", "-").stdout)
    assert [(table["key"], table["columns"][0]["column"]) for table in content["tables"]][:2] == [
        ("LJ1!A1", "title"),
        ("LJ2!A1", "title"),
    ]


@pytest.mark.parametrize("wish", ["LJ1!B=description", "lj1!b1=Inhoud", "LJ2!B=omschrijving"])
def test_a_column_is_what_the_person_says_in_every_table_with_these_headers(run: Run, sheet: str, wish: str) -> None:
    assert read(run, sheet, "--column", wish) == {"Agenda": "plant afspraken", "Bellen": "belt", "Faxen": ""}


def test_a_column_without_a_sheet_is_that_column_of_every_table(run: Run, sheet: str) -> None:
    assert read(run, sheet, "--column", "B=omschrijving")["Faxen"] == "3"
    assert run("check", sheet, "--column", "B=omschrijving").stdout.count("jouw keuze") == 3


def test_a_column_a_table_and_a_sheet_can_be_left_out_and_hidden_rows_read(run: Run, sheet: str) -> None:
    result = run("check", sheet, "--column", "LJ1!C=skip", "--without-table", "Team", "--without-table", "LJ2!A1")
    assert "Tabel Team!A1: weggelaten, zoals je vroeg" in result.stdout
    assert "Gelezen modules: 1." in result.stdout
    assert "niet gelezen" in result.stdout
    assert set(read(run, sheet, "--include-hidden")) == {"Agenda", "Post", "Bellen", "Faxen"}


def test_map_reads_with_the_same_choices(run: Run, sheet: str) -> None:
    result = run("map", sheet, "--column", "LJ1!B=description", "--without-table", "Team", "--json", "-")
    modules = json.loads(result.stdout)["modules"]
    assert [(module["title"], module["description"]) for module in modules] == [
        ("Agenda", "plant afspraken"),
        ("Bellen", "belt"),
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--column", "LJ1!B"), "schrijf bijvoorbeeld LJ1!E=inhoud"),
        (("--column", "LJ1!=title"), "schrijf bijvoorbeeld LJ1!E=inhoud"),
        (("--column", "LJ9!B=title"), "geen tabel heeft een kolom “LJ9!B”; er is: LJ1!A1 (A-C), LJ2!A1 (A-C)"),
        (("--column", "LJ1!B7=title"), "geen tabel heeft een kolom “LJ1!B7”"),
        (("--column", "LJ1!B=kleur"), "“kleur” is geen soort kolom; er is: code (Modulecode)"),
        (
            ("--column", "LJ1!B=sbu", "--column", "LJ1!C=sbu"),
            "de kolommen B, C van LJ1!A1 kunnen dat niet allebei zijn",
        ),
        (("--headings", "LJ1!2-1"), "schrijf bijvoorbeeld LJ1!3 of LJ1!3-4, hooguit 5 rijen"),
        (("--headings", "LJ1!1-9"), "schrijf bijvoorbeeld LJ1!3 of LJ1!3-4, hooguit 5 rijen"),
        (("--headings", "LJ1!kop"), "schrijf bijvoorbeeld LJ1!3 of LJ1!3-4, hooguit 5 rijen"),
        (("--headings", "LJ9!1"), "er is geen blad “LJ9” met iets om in te lezen; wel: LJ1, LJ2, Team"),
        (("--headings", "Team!7"), "in de rijen van “Team!7” staat niets"),
        (("--without-table", "Oud"), "er is geen tabel “Oud”; er is: LJ1!A1, LJ2!A1, Team!A1"),
    ],
)
def test_a_wish_that_cannot_be_met_is_wrong_usage_and_says_what_there_is(
    run: Run, sheet: str, arguments: tuple[str, ...], told: str
) -> None:
    result = run("check", sheet, *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_headings_stand_where_the_person_says(run: Run, sheet: str) -> None:
    # The letter of the column is that of the table which the choice of headings gives.
    wishes = ("--headings", "lj1!2", "--column", "LJ1!A=title", "--column", "LJ1!B=description", "--include-hidden")
    assert read(run, sheet, *wishes) == {"Post": "leest post", "Bellen": "", "Faxen": ""}
    result = run("check", sheet, "--headings", "1")
    assert [line for line in result.stdout.splitlines() if line.startswith("Tabel")] == [
        "Tabel LJ1!A1",
        "Tabel LJ2!A1",
        "Tabel Team!A1",
    ]


def test_map_takes_the_same_headings(run: Run, sheet: str) -> None:
    result = run("map", sheet, "--headings", "LJ1!2", "--column", "LJ1!A=title", "--include-hidden", "--json", "-")
    assert [module["title"] for module in json.loads(result.stdout)["modules"]] == ["Post", "Bellen", "Faxen"]


@pytest.fixture
def forms(tmp_path: Path) -> str:
    """Write a workbook with a form on each of two sheets; return its name."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, text in (("Agenda", "plant"), ("Bellen", "belt")):
        page = workbook.create_sheet(name)
        for row in (("Modulenaam:", name), ("Leerjaar:", "1"), ("Waar het over gaat:", text), ("Toetsvorm:", "toets")):
            page.append(row)
        page.append(("SBU:", "40"))
    workbook.save(tmp_path / "f.xlsx")
    return "f.xlsx"


def test_check_tells_what_each_row_of_a_form_was_taken_for(run: Run, forms: str) -> None:
    lines = run("check", forms).stdout.splitlines()
    assert lines[0] == "Formulier Agenda!A1, per rij"
    assert [" ".join(line.split()) for line in lines[1:4]] == [
        "1 Modulenaam Module zeker Agenda",
        "2 Leerjaar Leerjaar zeker 1",
        "3 Waar het over gaat – niet herkend plant",
    ]
    table = json.loads(run("check", forms, "--json", "-").stdout)["tables"][0]
    assert (table["kind"], table["lines"][0]["column"]) == ("form", "title")
    assert table["modules"] == [{"module": "agenda", "cells": ["B1"]}]


@pytest.mark.parametrize(
    "wish", ["Agenda!3=description", "waar het over gaat=Inhoud", "3=inhoud", "Waar het over gaat:=inhoud"]
)
def test_a_row_of_a_form_is_what_the_person_says_in_every_form(run: Run, forms: str, wish: str) -> None:
    assert read(run, forms, "--row", wish) == {"Agenda": "plant", "Bellen": "belt"}


def test_map_reads_rows_of_forms_with_the_same_choices(run: Run, forms: str) -> None:
    wishes = ("--row", "3=description", "--row", "Toetsvorm=skip")
    (module, _) = json.loads(run("map", forms, *wishes, "--json", "-").stdout)["modules"]
    assert (module["description"], module["assessments"]) == ("plant", [])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--row", "Kleur"), "schrijf bijvoorbeeld OM-105!5=inhoud of Bijzonderheden=inhoud"),
        (("--row", "Kleur=inhoud"), "geen formulier heeft een rij “Kleur”; er is: Agenda!1 (Modulenaam)"),
        (("--row", "Agenda!9=inhoud"), "geen formulier heeft een rij “Agenda!9”"),
        (("--row", "3=kleur"), "“kleur” is geen soort kolom"),
        (("--row", "3=sbu", "--row", "Toetsvorm=sbu"), "de rijen “Waar het over gaat”, “Toetsvorm” kunnen dat niet"),
        (("--column", "Agenda!B=title"), "geen tabel heeft een kolom “Agenda!B”; er is: –"),
        (("--row", "Modulenaam=skip"), ""),
    ],
)
def test_a_wish_for_a_row_that_cannot_be_met_says_what_there_is(
    run: Run, forms: str, arguments: tuple[str, ...], told: str
) -> None:
    result = run("check", forms, *arguments)
    assert result.exit_code == (2 if told else 1)
    assert told in " ".join(result.stderr.split())
    if not told:
        assert "Formulier Agenda!A1: niet gelezen, want geen rij noemt de modules" in result.stdout
        assert "geen rij is gelezen als de naam van de module" in " ".join(result.stderr.split())


def test_an_overview_and_a_matrix_on_its_side_tell_what_their_columns_are(run: Run, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (("Leerlijn", "P1", "P2"), ("Taal", "Post", "Bellen"), ("Werk", "Agenda", "Post")):
        workbook.worksheets[0].append(row)
    matrix = workbook.create_sheet("Matrix")
    for row in (("Werkproces", "Post", "Agenda"), ("B1-K1-W1", "x", ""), ("B1-K1-W2", "", "x")):
        matrix.append(row)
    workbook.save(tmp_path / "o.xlsx")
    told = [" ".join(line.split()) for line in run("check", "o.xlsx").stdout.splitlines()]
    assert "B P1 modules in Periode 1 zeker Post · Agenda" in told
    assert "B Post een module: de kop is de naam waarschijnlijk x" in told
    left = run("check", "o.xlsx", "--column", "Sheet!C=skip", "--column", "Matrix!B=skip", "--json", "-")
    modules = json.loads(left.stdout)["modules"]
    assert [(item["title"], item["periods"], len(item["work_processes"])) for item in modules] == [
        ("Post", ["1"], 0),
        ("Agenda", ["1"], 1),
    ]


def test_the_help_is_dutch(run: Run) -> None:
    told = " ".join(run("check", "--help").stdout.split())
    assert "Tabellen met dezelfde koppen delen de keuze." in told
    assert "BLAD!RIJ[-RIJ]" in told
    assert "Lees ook verborgen rijen, kolommen en bladen" in told
