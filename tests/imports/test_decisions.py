"""Decisions from a CSV file: every notation that a person would try, and every fault with its cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.contract.records import CompetencyRecord, Framework, ModuleRecord
from curriculum.contract.vocabulary import Mastery, Verdict
from imports.decisions import read_decisions

FRAMEWORK = Framework("test", "Test", (CompetencyRecord("C1", "Plannen"), CompetencyRecord("C2", "Schrijven")))
MODULES = (ModuleRecord("M1", "Agenda", code="M1"), ModuleRecord("zonder-code", "Verslag"))


@pytest.mark.parametrize(
    "text",
    [
        "module,competency,verdict\nM1,C1,partial\n",
        "Module;Competentie;Besluit\r\nM1;C1;Gedeeltelijk\r\n",
        "\ufeffverdict\tmodule\tcompetency\ngedeeltelijk\tM1\tC1\n",
    ],
)
def test_commas_semicolons_tabs_and_both_languages_are_read(text: str) -> None:
    decisions, problems = read_decisions(text.encode(), "besluiten.csv", modules=MODULES, framework=FRAMEWORK)

    assert problems == ()
    assert [(item.module, item.competency, item.verdict) for item in decisions] == [("M1", "C1", Verdict.PARTIAL)]


def test_reason_and_mastery_come_along() -> None:
    text = "module;competentie;besluit;reden;beheersing\nzonder-code;C2;volledig;toets één gezien;oefenen\n"
    data = text.encode("cp1252")

    (decision,), _ = read_decisions(data, "besluiten.csv", modules=MODULES, framework=FRAMEWORK)

    assert (decision.module, decision.reason, decision.mastery) == ("zonder-code", "toets één gezien", Mastery.PRACTISE)


def test_every_fault_names_its_cell_and_the_good_rows_are_taken() -> None:
    data = (
        b"module;competency;verdict;mastery\n"
        b"M9;C1;full;\n"
        b"M1;C9;full;\n"
        b"M1;C1;misschien;\n"
        b"M1;C1;full;meester\n"
        b";;;\n"
        b"M1;C2;rejected;\n"
    )

    decisions, problems = read_decisions(data, "besluiten.csv", modules=MODULES, framework=FRAMEWORK)

    assert [(problem.code, problem.cell, problem.value) for problem in problems] == [
        ("decision-module-unknown", "A2", "M9"),
        ("decision-competency-unknown", "B3", "C9"),
        ("decision-verdict-unknown", "C4", "misschien"),
        ("decision-mastery-unknown", "D5", "meester"),
    ]
    assert [decision.verdict for decision in decisions] == [Verdict.REJECTED]


def test_missing_columns_are_named() -> None:
    decisions, (problem,) = read_decisions(b"module;x\nM1;1\n", "b.csv", modules=MODULES, framework=FRAMEWORK)

    assert decisions == ()
    assert problem.code == "decision-columns-missing"
    assert dict(problem.params)["columns"] == "competency, verdict"


@settings(deadline=None)  # A busy machine is no fault of the reader.
@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    read_decisions(data, "b.csv", modules=MODULES, framework=FRAMEWORK)


def test_a_module_goes_by_its_title_when_it_has_no_known_code_and_no_other_has_that_title() -> None:
    modules = (*MODULES, ModuleRecord("A1", "Bellen", code="A1"), ModuleRecord("A2", "bellen!", code="A2"))
    data = (
        "module;titel;competentie;besluit\n"
        "verslag;;C1;volledig\n"
        ";Agenda;C2;volledig\n"
        "X9;Verslag;C2;gedeeltelijk\n"
        "M1;Iets anders;C1;afgewezen\n"
        ";Bellen;C1;volledig\n"
        "A1;Bellen;C1;volledig\n"
        ";Faxen;C1;volledig\n"
        "X8;;C1;volledig\n"
    )
    decisions, problems = read_decisions(data.encode(), "besluiten.csv", modules=modules, framework=FRAMEWORK)
    assert [(item.module, item.competency) for item in decisions] == [
        ("zonder-code", "C1"),
        ("M1", "C2"),
        ("zonder-code", "C2"),
        ("M1", "C1"),
        ("A1", "C1"),
    ]
    assert [(problem.code, problem.cell, problem.value) for problem in problems] == [
        ("decision-module-twice", "B6", "Bellen"),
        ("decision-module-unknown", "B8", "Faxen"),
        ("decision-module-unknown", "A9", "X8"),
    ]


def test_a_column_with_titles_alone_is_enough() -> None:
    data = b"titel;competentie;besluit\nAgenda;C1;volledig\n"
    decisions, problems = read_decisions(data, "besluiten.csv", modules=MODULES, framework=FRAMEWORK)
    assert ([item.module for item in decisions], problems) == (["M1"], ())
