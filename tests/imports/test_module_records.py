"""Modules are the same by the quick way and the careful one: as records, as JSON, with texts remembered or not."""

import csv
import io
import json
from collections.abc import Sequence
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.contract.codec import to_json, to_texts
from imports import Reading, cell_texts, read_modules, reading_to_dict
from imports.cell_texts import FreeTexts
from imports.cells import CellReader
from imports.frameworks import load_framework
from imports.reading import reading_to_text

FRAMEWORK = load_framework()
TEXTS = {
    "Kerntaak": ["B1-K1", "B1-K2", "B1-K1 en B1-K2", "", "plannen"],
    "Modulecode": ["", "A1", "a 1", "B2"],
    "Module": ["Agenda", "agenda", "Post M16-01", 'Zaken "doen" \\ é', ""],
    "Leerjaar": ["1", "leerjaar 1-2", "", "2024-2025", "LJ2 P7"],
    "Periode": ["P1", "1 t/m 3", "", "?"],
    "SBU": ["40", "1.200", "120 SBU (80 BOT)", "", "veel"],
    "BOT": ["20", "37,5", "", "ca. 40"],
    "Werkproces": ["B1-K1-W1", "W1 en W2", "Wp 3.1", "", "B1-K9-W1"],
    "Competenties": ["M16-01", "M16-01 (O)", "", "M99-01"],
    "Leeruitkomsten": ["plant", "• plant\n• maakt M16-02", "plant 2 dingen; maakt een verslag", ""],
    "Omschrijving": ["Een tekst.", "Andere tekst\nover M16-01", ""],
    "Toetsvorm": ["portfolio", ""],
    "M20-01": ["x", "I", "", "zie toets"],
    "P2": ["x", "", "?"],
}
ROWS = st.lists(st.tuples(*map(st.sampled_from, TEXTS.values())), min_size=1, max_size=6)
COLUMNS = st.permutations(range(len(TEXTS))).flatmap(lambda order: st.integers(3, len(TEXTS)).map(lambda n: order[:n]))
SOME = settings(max_examples=60, deadline=None)


def read_rows(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> Reading:
    file = io.StringIO()
    for row in (tuple(TEXTS), *rows):
        csv.writer(file, delimiter=";").writerow([row[column] for column in columns])
    return read_modules(file.getvalue().encode(), "LJ1.csv", framework=FRAMEWORK)


@SOME
@given(rows=ROWS, columns=COLUMNS)
def test_a_module_is_written_as_its_record_would_be(rows: list[tuple[str, ...]], columns: list[int]) -> None:
    reading = read_rows(rows, columns)
    written = [json.dumps(to_json(module, sparse=True), ensure_ascii=False) for module in reading.modules]
    assert list(to_texts(reading.modules)) == written
    assert json.loads(reading_to_text(reading)) == json.loads(json.dumps(reading_to_dict(reading)))
    assert reading.modules == tuple(reading.modules)
    assert len(reading.modules) == len(written)


@SOME
@given(rows=ROWS, columns=COLUMNS)
def test_nothing_changes_when_every_text_is_parsed_anew_and_every_cell_gone_through(
    rows: list[tuple[str, ...]], columns: list[int]
) -> None:
    with (
        patch.object(cell_texts, "ColumnTexts", FreeTexts),
        patch.object(CellReader, "_add_hours", lambda self, texts: None),
    ):
        careful = read_rows(rows, columns)
    assert read_rows(rows, columns) == careful
