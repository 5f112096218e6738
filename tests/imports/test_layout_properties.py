"""Any table of text, put in any of the layouts of school sheets, reads back the same."""

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.imports.conftest import Read

TEXT = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéë", min_size=4, max_size=12).map(lambda word: f"z{word}")
TITLE = st.lists(TEXT, min_size=1, max_size=3).map(" ".join)
TABLE = st.lists(
    st.tuples(
        TITLE, st.lists(TITLE, min_size=1, max_size=3), st.integers(1, 4), st.integers(1, 16), st.integers(1, 900)
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[0],
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def expected(table: Any) -> list[tuple[Any, ...]]:
    return [
        (title, tuple(dict.fromkeys(outcomes)), (year,), (str(period),), sbu)
        for title, outcomes, year, period, sbu in table
    ]


def found(reading: Any) -> list[tuple[Any, ...]]:
    return [
        (module.title, module.outcomes, module.years, module.periods, module.hours.sbu) for module in reading.modules
    ]


HEADER = ["Module", "Leerdoelen", "Leerjaar", "Periode", "SBU"]


@FEW
@given(table=TABLE, above=st.integers(0, 6))
def test_any_table_reads_back_the_same_below_any_number_of_title_rows(table: Any, above: int, read: Read) -> None:
    rows: list[Any] = [["Onderwijsplan"] for _ in range(above)]
    rows += [HEADER, *([title, "\n".join(outcomes), *rest] for title, outcomes, *rest in table)]
    assert found(read(rows)) == expected(table)


@FEW
@given(table=TABLE)
def test_any_table_reads_back_the_same_with_an_outcome_per_row(table: Any, read: Read) -> None:
    rows: list[Any] = [HEADER]
    for title, outcomes, *rest in table:
        rows.append([title, outcomes[0], *rest])
        rows += [[None, outcome] for outcome in outcomes[1:]]
    assert found(read(rows)) == expected(table)


@FEW
@given(table=TABLE)
def test_any_table_reads_back_the_same_when_every_row_repeats_the_module(table: Any, read: Read) -> None:
    rows: list[Any] = [HEADER, *([title, outcome, *rest] for title, outcomes, *rest in table for outcome in outcomes)]
    assert found(read(rows)) == expected(table)


@FEW
@given(table=TABLE)
def test_any_table_reads_back_the_same_from_a_sheet_per_year_and_period(table: Any, read: Read) -> None:
    sheets: dict[str, Any] = {}
    for title, outcomes, year, period, sbu in table:
        sheets.setdefault(f"LJ{year} P{period}", [["Module", "Leerdoelen", "SBU"]]).append(
            [title, "\n".join(outcomes), sbu]
        )
    assert sorted(found(read(sheets))) == sorted(expected(table))


@FEW
@given(table=TABLE, order=st.permutations(range(5)))
def test_any_table_reads_back_the_same_with_its_columns_in_any_order(table: Any, order: list[int], read: Read) -> None:
    rows = [HEADER, *([title, "; ".join(outcomes), *rest] for title, outcomes, *rest in table)]
    single = [row for row in table if len(row[1]) == 1 or all(" " in outcome for outcome in row[1])]
    reading = read([[row[place] for place in order] for row in rows])
    assert [row for row in found(reading) if row[0] in {item[0] for item in single}] == expected(single)


CODES = ["B1-K1-W1", "B1-K1-W2", "B1-K2-W1", "B1-K2-W4"]


@FEW
@given(
    marks=st.lists(st.tuples(TITLE, st.lists(st.sampled_from(["x", "X", "v", "1", "●", None]), min_size=4, max_size=4)),
                   min_size=1, max_size=6, unique_by=lambda row: row[0]),
    split=st.booleans(),
)  # fmt: skip
@example(marks=[("zaaaa", [None, "x", None, "x"])], split=True)
def test_any_matrix_of_crosses_reads_back_the_same(marks: Any, split: bool, read: Read) -> None:
    header: list[Any] = [["Module", *CODES]]
    if split:
        header = [[None, "B1-K1", None, "B1-K2", None], ["Module", "W1", "W2", "W1", "W4"]]
    reading = read([*header, *([title, *row] for title, row in marks)])
    assert [(module.title, [item.code for item in module.work_processes]) for module in reading.modules] == [
        (title, [code for code, mark in zip(CODES, row, strict=True) if mark]) for title, row in marks
    ]
