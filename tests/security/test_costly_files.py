"""Small files that only want to cost time: each is answered in about two seconds of processor time, in words."""

import random
import time
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from curriculum.cli import commands
from imports import ChildLimits
from tests.security.packages import (
    HEADER,
    SHEET,
    SPREADSHEET,
    make_relations,
    make_rows,
    make_sheet,
    make_workbook,
    repeat,
    write_package,
)
from tests.security.test_hostile_files import MEGABYTE, read, refusal

SECONDS = 2.0
WORKSHEET = f"<worksheet {SPREADSHEET}>"
COLUMN = '<col min="1" max="16384" hidden="1"/>'
MORE = MEGABYTE * 24


def thin(piece: bytes, megabytes: int, before: str = "", after: str = "") -> Iterable[bytes]:
    """Yield a part of equal pieces with so much noise between them that its ratio raises no suspicion."""
    noise = random.Random(1)  # noqa: S311 (the same noise every time)
    for block in repeat(piece, megabytes, before, after):
        yield block
        if len(block) > MEGABYTE // 2:
            yield f"<!--{noise.randbytes(8_000).hex()}-->".encode()


def sheet_of(rows: str, before: str = "", after: str = "") -> str:
    return f"{WORKSHEET}{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


COSTLY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "relations of many elements": (
        "file-part-too-large",
        lambda: make_workbook(make_rows(), relations=make_relations("<a/>" * 2_500_000)),
    ),
    "relations without end": (
        "file-part-too-large",
        lambda: make_workbook(make_rows(), relations=thin(b"<a/>", 60, make_relations("")[:90] + ">", "")),
    ),
    "a workbook of many elements": (
        "file-part-too-large",
        lambda: make_workbook(make_rows(), workbook=f"<workbook {SPREADSHEET}>{'<a/>' * 2_500_000}</workbook>"),
    ),
    "styles of many elements": (
        "file-part-too-large",
        lambda: make_workbook(
            make_rows(), styles=f"<styleSheet {SPREADSHEET}><cellXfs>{'<xf/>' * 2_500_000}</cellXfs></styleSheet>"
        ),
    ),
    "texts without text": (
        "file-too-many-texts",
        lambda: make_workbook(make_rows(), strings=thin(b"<si/>", 60, f"<sst {SPREADSHEET}>", "</sst>")),
    ),
    "short texts": (
        "file-too-many-texts",
        lambda: make_workbook(make_rows(), strings=thin(b"<si><t>ab</t></si>", 60, f"<sst {SPREADSHEET}>", "</sst>")),
    ),
    "one text of many runs": (
        "file-part-too-large",
        lambda: make_workbook(make_rows(), strings=thin(b"<r/>", 60, f"<sst {SPREADSHEET}><si>", "</si></sst>")),
    ),
    "one row of empty cells": (
        "file-part-too-large",
        lambda: make_workbook(
            sheet=thin(b"<c/>", 60, f"{WORKSHEET}<sheetData><row>", "</row></sheetData></worksheet>")
        ),
    ),
    "rows of empty cells": (
        "file-part-too-large",
        lambda: make_workbook(
            sheet=thin(b"<row><c/><c/><c/></row>", 60, f"{WORKSHEET}<sheetData>", "</sheetData></worksheet>")
        ),
    ),
    "rows of empty cells in the usual way": (
        "sheet-nearly-empty",
        lambda: make_workbook(sheet=sheet_of(f"<row>{'<c/>' * 40}</row>" * 200_000)),
    ),
    "a million empty rows": ("file-empty", lambda: make_workbook(sheet=sheet_of("<row><c/></row>" * 1_048_000))),
    "a tag without end": (
        "file-part-too-large",
        lambda: make_workbook(sheet=f'<worksheet {SPREADSHEET} a="{"x" * 19 * MEGABYTE}"><sheetData/></worksheet>'),
    ),
    "many settings of columns": (
        "sheet-too-many-settings",
        lambda: make_workbook(sheet=sheet_of("", before=f"<cols>{COLUMN * 100_000}</cols>")),
    ),
    "many merged cells in many rows": (
        "sheet-too-many-settings",
        lambda: make_workbook(
            sheet=sheet_of(
                "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 30_000)),
                after="<mergeCells>"
                + "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(1, 30_000))
                + "</mergeCells>",
            )
        ),
    ),
    "a million sheets of one part": ("file-too-many-sheets", lambda: make_workbook(make_rows(1), sheets=20_000)),
    "many sheets of one large part": ("sheet-twice", lambda: make_workbook(make_rows(5_000), sheets=200)),
    "a line of many cells": ("csv-line-too-wide", lambda: b"Modulenaam;SBU\n" + b";" * MORE + b"x"),
    "lines of empty cells": ("sheet-nearly-empty", lambda: b"Modulenaam;SBU\n" + b";;;;;;;;;\n" * (MORE // 10) + b"x"),
    "empty lines": ("file-too-many-lines", lambda: b"Modulenaam;SBU\n" + b"\n" * MORE + b"x"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_file_that_only_costs_time_is_refused_soon_and_in_its_own_words(name: str) -> None:
    code, make = COSTLY[name]
    data = make()
    started = time.process_time()
    reading = read(data, "modules.csv" if data.startswith(b"Modulenaam") else "modules.xlsx")
    assert time.process_time() - started < SECONDS
    assert refusal(reading) == code


def merged(reference: str, times: int) -> str:
    one = f'<mergeCell ref="{reference}"/>'
    return f"<mergeCells>{one * times}</mergeCells></worksheet>"


READABLE: dict[str, Callable[[], bytes]] = {
    "one merged cell a thousand times": lambda: make_workbook(
        sheet=make_sheet(make_rows()).replace("</worksheet>", merged("A1:XFD1048576", 5_000))
    ),
    "merged cells below the table": lambda: make_workbook(
        sheet=make_sheet(make_rows()).replace(
            "</worksheet>",
            "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(50, 150_000)).join(
                ("<mergeCells>", "</mergeCells></worksheet>")
            ),
        )
    ),
    "half a million formatted rows below the table": lambda: make_workbook(
        sheet=make_sheet(make_rows(), '<row ht="15"><c s="0"/><c s="0"/></row>' * 500_000)
    ),
    "a million lines of semicolons below the table": lambda: (
        "\n".join(";".join(row) for row in make_rows()) + "\n" + ";;;;;;\n" * 1_000_000
    ).encode(),
}


@pytest.mark.parametrize("name", READABLE)
def test_a_large_nothing_around_a_small_table_keeps_nobody_from_reading_it(name: str) -> None:
    data = READABLE[name]()
    started = time.process_time()
    reading = read(data, "modules.csv" if data.startswith(b"Module") else "modules.xlsx")
    assert time.process_time() - started < SECONDS
    assert len(reading.modules) == 10


def test_one_module_on_very_many_rows_takes_no_more_time_per_row() -> None:
    lines = "".join(f"Agenda;je plant en noteert {number}\n" for number in range(20_000))
    started = time.process_time()
    reading = read(f"Modulenaam;Omschrijving\n{lines}".encode(), "modules.csv")
    assert time.process_time() - started < SECONDS * 2
    assert len(reading.modules[0].passages) == 20_001


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_a_way_that_no_office_program_uses_is_never_inflated(method: int) -> None:
    source, target = zipfile.ZipFile(BytesIO(make_workbook(make_rows()))), BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name in source.namelist():
            package.writestr(name, b" " * 30 * MEGABYTE if name == SHEET else source.read(name))
    started = time.process_time()
    assert refusal(read(target.getvalue())) == "file-damaged"
    assert time.process_time() - started < 0.5


def test_the_separator_is_sought_in_the_beginning_only() -> None:
    rows = "".join(f"M{number};Agenda {number};{'plan en noteer ' * 20}\n" for number in range(300))
    text = f"Modulecode;Modulenaam;Omschrijving\n{rows}"
    assert len(read(text.encode(), "modules.csv").modules) == 300
    started = time.process_time()
    read(('"' + "a,b\n" * (MORE // 4)).encode(), "modules.csv")
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("arguments", [("check",), ("map",), ("check", "--framework", "list.csv")])
def test_a_file_that_breaks_the_reader_does_not_take_the_command_down(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("imports.sandbox.ChildLimits", lambda: ChildLimits(memory_bytes=30 * MEGABYTE))
    Path("modules.xlsx").write_bytes(make_workbook(make_rows(3)))
    Path("list.csv").write_text("code;titel\nA1;Agenda beheren\n")
    result = CliRunner().invoke(commands, [arguments[0], "modules.xlsx", *arguments[1:]])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "kostte te veel tijd of geheugen" in result.output


def test_the_command_reads_no_more_of_a_file_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Path("endless.xlsx").open("wb") as file:
        file.truncate(8 * 1024 * MEGABYTE)
        file.seek(0)
        file.write(write_package({"a.txt": ",".join(HEADER)}))
    result = CliRunner().invoke(commands, ["check", "endless.xlsx"])
    assert result.exit_code == 1
    assert "groter dan 25 MB" in result.output
