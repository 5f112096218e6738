"""What docents type in single cells, and what it is read as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.contract.vocabulary import Mastery, Verdict
from imports.formats.number_formats import show_number
from imports.frameworks import load_framework
from imports.sheets import cell_address, clean_text, column_index, column_letters
from imports.structure.headers import match_header
from imports.values.competency_codes import CompetencyIndex
from imports.values.hours import parse_hours
from imports.values.marks import parse_mark
from imports.values.moments import parse_periods, parse_place, parse_years
from imports.values.outcomes import split_outcomes
from imports.values.work_processes import parse_work_processes

INDEX = CompetencyIndex(load_framework())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("B1-K1-W1", ["B1-K1-W1"]),
        ("b1k1w1", ["B1-K1-W1"]),
        ("B1-K1-2", ["B1-K1-W2"]),
        ("B1–K1–W1", ["B1-K1-W1"]),
        ("B1-K01-W02", ["B1-K1-W2"]),
        ("Wp 1.1 t/m 1.4 van B1-K1", ["B1-K1-W1", "B1-K1-W2", "B1-K1-W3", "B1-K1-W4"]),
        ("WP 1.1 t.m 1.3 van P2-K1", ["P2-K1-W1", "P2-K1-W2", "P2-K1-W3"]),
        ("B1-K1-W1 t/m W3", ["B1-K1-W1", "B1-K1-W2", "B1-K1-W3"]),
        ("B1-K1-W1-W3", ["B1-K1-W1", "B1-K1-W2", "B1-K1-W3"]),
        ("B1-K1-W2..W4", ["B1-K1-W2", "B1-K1-W3", "B1-K1-W4"]),
        ("B1-K1-W1; B1-K2-W2 / B1-K2-W3", ["B1-K1-W1", "B1-K2-W2", "B1-K2-W3"]),
        ("B1-K1: W1, W2 en W4", ["B1-K1-W1", "B1-K1-W2", "B1-K1-W4"]),
        ("1.1, 1.2 (B1-K1)", ["B1-K1-W1", "B1-K1-W2"]),
        ("wp1.1 en wp2.3 van B1", ["B1-K1-W1", "B1-K2-W3"]),
        ("P2-K1", ["P2-K1"]),
        ("B1-K1-W1 (2 uur)", ["B1-K1-W1"]),
        ("B1-K1-W1 Zorgt voor de schriftelijke informatie-uitwisseling", ["B1-K1-W1"]),
    ],
)
def test_work_processes_are_read_in_every_spelling(text: str, codes: list[str]) -> None:
    parsed = parse_work_processes(text)
    assert (list(parsed.codes), parsed.problems) == (codes, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wp 3.1 en 3.2", "work-process-without-core-task"),
        ("W2", "work-process-without-core-task"),
        ("Kerntaak 1: x / Werkproces 1.1: y", "work-process-without-core-task"),
        ("Ondersteunend aan werk-processen B1", "work-process-too-general"),
        ("zie KD", "work-process-unclear"),
        ("B1-K1-W", "work-process-unclear"),
        ("B1-K1-W4 t/m W2", "work-process-range-unclear"),
        ("B1-K1-W1 t/m B1-K2-W3", "work-process-range-unclear"),
    ],
)
def test_a_work_process_that_is_not_certain_is_asked_for_and_never_guessed(text: str, code: str) -> None:
    assert [problem.code for problem in parse_work_processes(text).problems] == [code]


def test_a_core_task_beside_it_gives_a_bare_work_process_its_place() -> None:
    assert parse_work_processes("W1 en 1.2", "B1-K1").codes == ("B1-K1-W1", "B1-K1-W2")


@given(st.lists(st.tuples(st.sampled_from("BP"), st.integers(1, 3), st.integers(1, 4), st.integers(1, 9)), min_size=1))
def test_any_list_of_work_processes_reads_back_the_same(codes: list[tuple[str, int, int, int]]) -> None:
    written = [f"{part}{number}-K{task}-W{process}" for part, number, task, process in codes]
    for separator in (", ", "; ", "\n", " en ", " / ", "+"):
        parsed = parse_work_processes(separator.join(written))
        assert parsed.codes == tuple(dict.fromkeys(written))


@given(st.text(max_size=60), st.sampled_from(["", "B1-K1"]))
def test_no_text_makes_a_cell_parser_raise(text: str, task: str) -> None:
    parse_work_processes(text, task)
    parse_hours(text)
    parse_years(text)
    parse_periods(text)
    parse_place(text)
    parse_mark(text)
    match_header(text)
    split_outcomes(text)
    INDEX.parse(text)
    INDEX.scan(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("M16-01", ["M16-01"]),
        ("m20.3", ["M20-03"]),
        ("M16-01 t/m M16-03", ["M16-01", "M16-02", "M16-03"]),
        ("M16-01 t/m 03", ["M16-01", "M16-02", "M16-03"]),
        ("M16-01, M20-20 en M16 02", ["M16-01", "M20-20", "M16-02"]),
        ("Collega's op de werkplek verbinden", ["M16-09"]),
    ],
)
def test_competency_codes_are_read_in_every_spelling(text: str, codes: list[str]) -> None:
    parsed = INDEX.parse(text)
    assert ([statement.code for statement in parsed.statements], parsed.problems) == (codes, ())


def test_a_level_beside_a_code_makes_the_statement_partial() -> None:
    statement = INDEX.parse("M16-02 (O)").statements[0]
    assert (statement.verdict, statement.mastery) == (Verdict.PARTIAL, Mastery.PRACTISE)


def test_an_unknown_code_is_reported_with_its_text() -> None:
    assert [(item.code, item.value) for item in INDEX.parse("M16-01, M99-01").problems] == [
        ("competency-unknown", "M99-01")
    ]


@given(st.lists(st.sampled_from([item.code for item in load_framework().competencies]), min_size=1))
def test_any_list_of_competency_codes_reads_back_the_same(codes: list[str]) -> None:
    for written in ("; ".join(codes), "\n".join(codes), ", ".join(code.lower() for code in codes)):
        assert [item.code for item in INDEX.parse(written).statements] == list(dict.fromkeys(codes))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("40", 40),
        ("40,5", 40.5),
        ("1.200", 1200),
        ("1.200,5", 1200.5),
        ("40 sbu", None),
        ("3x50 min", 2.5),
        ("10 x 2 uur", 20),
        ("80 klokuren", 80),
        ("-", None),
        ("n.v.t.", None),
    ],
)
def test_hours_are_read_as_docents_write_them(text: str, hours: float | None) -> None:
    parsed = parse_hours(text)
    assert parsed.problems == ()
    assert parsed.plain == hours


def test_hours_with_their_own_unit_go_where_the_unit_says() -> None:
    parsed = parse_hours("120 SBU (80 BOT)")
    assert (parsed.sbu, parsed.bot, parsed.problems) == (120, 80, ())


@pytest.mark.parametrize("text", ["2 uur per week", "30-40", "tweehonderd", "zie jaar 2", "?", "40 + p.m."])
def test_hours_that_can_mean_two_things_stay_open(text: str) -> None:
    parsed = parse_hours(text)
    assert [problem.code for problem in parsed.problems] == ["hours-unclear"]
    assert parsed[:4] == (None, None, None, None)


@given(st.integers(0, 319_900).map(lambda cents: cents / 100))
def test_any_number_of_hours_reads_back_in_both_notations(hours: float) -> None:
    assert parse_hours(f"{hours:.2f}".replace(".", ",")).plain == pytest.approx(hours)
    assert parse_hours(f"{hours:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")).plain == pytest.approx(
        hours
    )


@pytest.mark.parametrize(
    ("text", "years", "periods"),
    [
        ("Periode 1 t/m 3", (), ("1", "2", "3")),
        ("Periode 1- 2", (), ("1", "2")),
        ("9 en 10", (), ("9", "10")),
        ("LJ2 P7", (2,), ("7",)),
        ("2.3", (2,), ("3",)),
        ("semester 1", (), ("S1",)),
        ("Leerjaar 2", (2,), ()),
        ("blok 3", (), ("3",)),
    ],
)
def test_periods_are_read_as_docents_write_them(text: str, years: tuple[int, ...], periods: tuple[str, ...]) -> None:
    assert parse_periods(text)[:2] == (years, periods)


@given(st.lists(st.integers(1, 16), min_size=1, unique=True))
def test_any_list_of_periods_reads_back_the_same(periods: list[int]) -> None:
    labels = tuple(str(period) for period in periods)
    assert parse_periods(", ".join(f"P{period}" for period in periods)).periods == labels
    assert parse_periods(" en ".join(labels)).periods == labels


def test_a_choice_of_years_is_no_year() -> None:
    assert [problem.code for problem in parse_years("2 of 3").problems] == ["year-unclear"]


def test_a_sheet_name_only_counts_when_it_names_a_year_or_period() -> None:
    assert parse_place("LJ2 P7")[:2] == ((2,), ("7",))
    assert parse_place("Blad2")[:2] == ((), ())
    assert parse_place("modules 2025-2026")[:2] == ((), ())


def test_bullets_numbers_lines_and_semicolons_separate_outcomes() -> None:
    expected = ("plant afspraken", "maakt verslag")
    for text in (
        "• plant afspraken\n• maakt verslag",
        "1. plant afspraken\n2. maakt verslag",
        "1. plant afspraken 2. maakt verslag",
        "a) plant afspraken\nb) maakt verslag",
        "- plant afspraken;\n- maakt verslag;",
        "plant afspraken\nmaakt verslag",
        "plant afspraken; maakt verslag",
        "De student kan:\n• plant afspraken\n• maakt verslag",
    ):
        assert split_outcomes(text) == expected, text


def test_a_line_that_breaks_off_goes_on_with_the_next() -> None:
    assert split_outcomes("plant afspraken en\nbeheert de agenda") == ("plant afspraken en beheert de agenda",)


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzëé", min_size=3, max_size=9).filter(
    lambda word: word not in {"een", "het", "van", "met", "aan", "and", "the", "voor"}
)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=6).map(" ".join), min_size=2, max_size=6))
def test_any_outcomes_read_back_the_same_from_every_kind_of_list(outcomes: list[str]) -> None:
    assert split_outcomes("\n".join(f"• {outcome}" for outcome in outcomes)) == tuple(outcomes)
    assert split_outcomes("\n".join(f"{number}. {text}" for number, text in enumerate(outcomes, 1))) == tuple(outcomes)
    assert split_outcomes("; ".join(outcomes)) == tuple(outcomes)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (7, "000", "007"),
        (1.1, "0.00", "1.10"),
        (0.4, "0%", "40%"),
        (1200, "#,##0", "1200"),
        (40, '0" sbu"', "40 sbu"),
        (-5, "0;(0)", "(5)"),
        (12345, '00"-"000', "12-345"),
        (46054, "d-mmm", "1-feb"),
        (46054, "dd-mm-yyyy", "01-02-2026"),
        (0.5, "h:mm", "12:00"),
        (2.5, "General", "2.5"),
        (3, "[Red]0", "3"),
        (25604, "@", "25604"),
    ],
)
def test_a_number_is_shown_as_the_workbook_shows_it(value: float, code: str, shown: str) -> None:
    assert show_number(value, code)[0] == shown


@pytest.mark.parametrize("code", ["%" * 100 + "0", "%" * 5000 + "0", "0" * 30_000, "0," * 10_000, "#" * 9_000 + ".#"])
def test_a_number_format_that_excel_cannot_write_is_read_as_general(code: str) -> None:
    assert show_number(1e10, code) == ("10000000000", False)


@given(st.integers(0, 16_383), st.integers(1, 1_048_576))
def test_every_address_reads_back(column: int, row: int) -> None:
    letters = column_letters(column)
    assert column_index(letters) == column
    assert cell_address(row, column) == f"{letters}{row}"
