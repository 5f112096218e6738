"""Files that want to break the reader: bombs, lies, entities, half files and flipped bits. Nothing may get through."""

import io
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from curriculum.contract.i18n import get_translator
from curriculum.contract.rendering import render_problem
from curriculum.contract.vocabulary import Severity
from imports import Reading, read_modules
from imports.frameworks import load_framework
from tests.security.packages import (
    HEADER,
    SHEET,
    SPREADSHEET,
    lie_about_size,
    make_relations,
    make_rows,
    make_sheet,
    make_workbook,
    relate,
    repeat,
    write_package,
)

MEGABYTE = 1024 * 1024
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
_BIG = 400  # megabytes: above the limit for one part, whatever the limit for all parts together is


def read(data: bytes, name: str = "modules.xlsx") -> Reading:
    return read_modules(data, name, framework=load_framework("toekomstcompetenties"))


def refusal(reading: Reading) -> str:
    """Return the code of the one error because of which nothing was read, after a look at its sentences."""
    assert reading.modules == ()
    (code,) = {problem.code for problem in reading.problems if problem.severity is Severity.ERROR}
    for problem in reading.problems:
        for locale in ("nl", "en"):
            sentence = render_problem(problem, get_translator(locale))
            assert "%(" not in sentence, sentence
            assert len(sentence.split()) > 5, sentence
    return code


def names_of(reading: Reading) -> list[tuple[str | None, str]]:
    return [(module.code, module.title) for module in reading.modules]


def pack_sheet(total: int) -> bytes:
    return make_workbook(
        sheet=repeat(
            b"<row><c><v>1</v></c></row>", total, f"<worksheet {SPREADSHEET}><sheetData>", "</sheetData></worksheet>"
        )
    )


BOMBS: dict[str, Callable[[], bytes]] = {
    "cells": lambda: pack_sheet(_BIG),
    "blanks": lambda: make_workbook(sheet=repeat(b" ", _BIG, f"<worksheet {SPREADSHEET}>", "</worksheet>")),
    "one text": lambda: make_workbook(
        make_rows(), strings=repeat(b"a", _BIG, f"<sst {SPREADSHEET}><si><t>", "</t></si></sst>")
    ),
    "texts": lambda: make_workbook(
        make_rows(), strings=repeat(b"<si><t>a</t></si>", _BIG, f"<sst {SPREADSHEET}>", "</sst>")
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_file_that_inflates_beyond_all_bounds_is_refused_at_once(bomb: str) -> None:
    data = BOMBS[bomb]()
    assert len(data) < 10 * MEGABYTE
    tracemalloc.start()
    started = time.process_time()
    try:
        assert refusal(read(data)) == "file-inflates"
        assert time.process_time() - started < 1
        assert tracemalloc.get_traced_memory()[1] < 100 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_package_that_lies_about_a_size_is_found_out() -> None:
    honest = make_workbook(sheet=repeat(b" ", 30, make_sheet(make_rows()).removesuffix("</worksheet>"), "</worksheet>"))
    tracemalloc.start()
    try:
        assert refusal(read(lie_about_size(honest, SHEET, 10_000))) == "file-damaged"
        assert tracemalloc.get_traced_memory()[1] < 20 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_large_part_that_nobody_needs_is_never_inflated() -> None:
    data = io.BytesIO(make_workbook(make_rows()))
    with (
        zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("xl/media/picture.bin", "w", force_zip64=True) as part,
    ):
        for piece in repeat(b"\0", _BIG):
            part.write(piece)
    started = time.process_time()
    assert len(read(data.getvalue()).modules) == 10
    assert time.process_time() - started < 1


ENTITIES: dict[str, Callable[[], bytes]] = {
    "sheet": lambda: make_workbook(sheet=DOCTYPE + make_sheet([HEADER, ("1", "x")]).replace(">x<", ">&e;<")),
    "strings": lambda: make_workbook(make_rows(), strings=f"{DOCTYPE}<sst {SPREADSHEET}><si><t>&e;</t></si></sst>"),
    "styles": lambda: make_workbook(make_rows(), styles=f"{DOCTYPE}<styleSheet {SPREADSHEET}>&a;</styleSheet>"),
    "workbook": lambda: make_workbook(workbook=f"{DOCTYPE}<workbook {SPREADSHEET}>&a;</workbook>"),
    "relations": lambda: make_workbook(make_rows(), relations=DOCTYPE + make_relations("&a;")),
    "after 64 kB of comment": lambda: make_workbook(
        sheet=f"<!--{'x' * (64 * 1024 - 12)}-->{DOCTYPE}{make_sheet(make_rows())}"
    ),
    "in lower case": lambda: make_workbook(sheet=DOCTYPE.lower() + make_sheet(make_rows())),
    "in UTF-16": lambda: make_workbook(
        sheet=('<?xml version="1.0" encoding="UTF-16"?>' + DOCTYPE + make_sheet(make_rows())).encode("utf-16")
    ),
}


@pytest.mark.parametrize("place", ENTITIES)
def test_a_document_type_is_refused_wherever_it_stands(place: str) -> None:
    assert refusal(read(ENTITIES[place]())) in ("file-entities", "file-damaged")


@pytest.mark.parametrize(
    "relation",
    [
        relate("sheet1", "worksheet", "../../../../etc/passwd"),
        relate("sheet1", "worksheet", "/etc/passwd"),
        relate("sheet1", "worksheet", "file:///etc/passwd", "External"),
        relate("sheet1", "worksheet", "http://127.0.0.1:1/sheet.xml", "External"),
    ],
)
def test_a_sheet_outside_the_package_is_not_looked_for(relation: str) -> None:
    reading = read(make_workbook(make_rows(), relations=make_relations(relation)))
    assert reading.modules == ()
    assert any(problem.is_error for problem in reading.problems)


def test_names_that_climb_out_of_the_package_are_not_followed() -> None:
    data = io.BytesIO(make_workbook(make_rows()))
    with zipfile.ZipFile(data, "a") as package:
        for name in ("../../climbed.txt", "/absolute.txt", "back\\slash.txt", "C:\\drive.txt"):
            package.writestr(name, "never written")
    assert len(read(data.getvalue()).modules) == 10


def test_a_package_of_ten_thousand_parts_is_refused() -> None:
    assert refusal(read(write_package({f"x/{number}": b"" for number in range(10_000)}))) == "file-too-many-parts"


def test_a_workbook_of_thousands_of_sheets_is_refused() -> None:
    assert refusal(read(make_workbook(make_rows(1), sheets=3_000))) == "file-too-many-sheets"


def test_one_cell_in_the_far_corner_costs_nothing_and_is_named() -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>ver weg</t></is></c></row>'
    started = time.process_time()
    reading = read(make_workbook(sheet=make_sheet(make_rows(), far)))
    assert time.process_time() - started < 1
    assert len(reading.modules) == 10
    assert "cells-far-away" in {problem.code for problem in reading.problems}


def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut() -> None:
    data = make_workbook(make_rows(30))
    for percent in range(0, 100, 5):
        code = refusal(read(data[: len(data) * percent // 100]))
        assert code in ("file-damaged", "file-empty"), percent


def test_a_flipped_bit_gives_the_same_modules_or_a_refusal_and_never_others() -> None:
    data = make_workbook(make_rows(30))
    wanted = read(data).modules
    assert len(wanted) == 30
    chance = random.Random(4)  # noqa: S311 (the same places every time)
    same = 0
    for _ in range(200):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        reading = read(bytes(broken))
        if reading.modules:
            assert reading.modules == wanted
            same += 1
        else:
            refusal(reading)
    assert 0 < same < 200


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\0" * 1000, "file-empty"),
        (b"PK", "file-damaged"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "file-damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "file-wrong-type"),
        (b"%PDF-1.7\n" + bytes(1000), "file-wrong-type"),
        (b"<!DOCTYPE html><table><tr><td>Modulenaam</td></tr></table>", "file-wrong-type"),
        (b'{"Modulenaam": "Agenda"}', "file-wrong-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "file-password"),
        (bytes(range(256)) * 40, "file-unreadable"),
        (b"Modulenaam;SBU\nAgenda\x00;40\n", "file-unreadable"),
    ],
)
def test_what_is_no_workbook_is_refused_whatever_it_is_called(content: bytes, code: str) -> None:
    for name in ("modules.xlsx", "modules.csv", "modules.xls"):
        assert refusal(read(content, name)) == code


ODD = (
    *("²", "①", "٣", "-", "1-", ",", "1e5", "∞", "NaN", "inf", "1/0", "9" * 5000, "1-9999999", "P1-P9999999"),
    *("1,2,3," * 3000, "1 - " * 5000, "B1-K1-W" + "9" * 5000, "B1-K1-W1 t/m W9999999", "B1-K1-W1;" * 2000),
    *("(" * 30_000, '"' * 30_000, " " * 30_000 + "x", "\n" * 30_000 + "x", "- a\n" * 8000, "a" * 32_767),
    *("a " * 16_000, "😀" * 16_000, "40 uur " * 4000, "Ã©" * 16_000, "a\u0301" * 16_000, "31-02-2026", "99999-12-31"),
    *(
        "\u202e\u200b",
        "%s %(x)s {0}",
        "'; DROP TABLE module; --",
        "\ufffd" * 1000,
        "x:" * 15_000,
        "=1+1",
        "W1 " * 10_000,
    ),
)


@pytest.mark.parametrize("column", range(len(HEADER)))
def test_odd_texts_in_a_column_never_stop_the_reader(column: int) -> None:
    rows = [list(row) for row in make_rows(len(ODD))]
    for row, text in zip(rows[1:], ODD, strict=True):
        row[column] = text
    started = time.process_time()
    reading = read(make_workbook([*rows, make_rows(len(ODD) + 1)[-1]]))
    assert time.process_time() - started < 10
    # The sound row below them all is read, whatever stood above it.
    assert (f"M{len(ODD):02}", f"Agenda {len(ODD)}") in names_of(reading)


def test_odd_headings_and_sheet_names_never_stop_the_reader() -> None:
    for text in ODD:
        rows = [(*HEADER, text), *make_rows(1)[1:]]
        assert isinstance(read(make_workbook(rows, name=text[:300])), Reading)
