"""Files that are no sheet, are broken, or want to hurt: each is refused with its own sentence, none raises."""

import io
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports import read_modules
from imports.formats.opening import open_workbook
from imports.sheets import FaultKind, FileKind, Limits, RefusalError
from tests.golden.cases import GoldenCase, iter_cases
from tests.imports.conftest import MakeBook, Read, problems_of

SMALL = Limits(
    file_bytes=200_000, part_bytes=300_000, total_bytes=500_000, ratio=50, ratio_from_bytes=100_000, entries=60
)
ROWS = [["Code", "Module", "SBU"], ["A1", "Agenda", 40], ["A2", "Post", 80]]


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusalError) as caught:
        open_workbook(data, "bestand.xlsx", limits)
    return caught.value.code


def repack(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the package with some parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(body: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{before}<sheetData>{body}</sheetData></worksheet>'.encode()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\x00" * 40, "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"%PDF-1.7 ...", "file-wrong-type"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "file-wrong-type"),
        (b"<!DOCTYPE html><table><tr><td>Module</td></tr></table>", "file-wrong-type"),
        (b'{"modules": []}', "file-wrong-type"),
        (b"\x09\x08\x08\x00\x00\x05" + bytes(40), "file-too-old"),
        (bytes(range(1, 256)) * 20, "file-unreadable"),
        (b"PK\x03\x04" + bytes(100), "file-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file-password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "file-wrong-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file-damaged"),
    ],
)
def test_each_kind_of_wrong_file_gets_its_own_refusal(data: bytes, code: str) -> None:
    assert refusal(data) == code
    reading = read_modules(data, "modules.xlsx")
    assert [(problem.code, problem.is_error) for problem in reading.problems] == [(code, True)]
    assert reading.modules == ()


def test_a_file_is_known_by_its_content_and_not_by_its_name(make_book: MakeBook, read: Read) -> None:
    assert [module.title for module in read(make_book(ROWS), filename="modules.csv").modules] == ["Agenda", "Post"]
    assert read(b"Code;Module\nA1;Agenda\n", filename="modules.xlsx").modules[0].title == "Agenda"


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(make_book: MakeBook) -> None:
    assert refusal(make_book(ROWS) + bytes(200_000), SMALL) == "file-too-large"


def test_a_zip_bomb_is_stopped_while_it_inflates(make_book: MakeBook) -> None:
    bomb = repack(make_book(ROWS), {SHEET: sheet_xml("<row><c><v>1</v></c></row>" * 200_000)})
    assert len(bomb) < SMALL.file_bytes
    assert refusal(bomb, SMALL) == "file-inflates"


def test_a_zip_that_lies_about_its_size_is_stopped_too(make_book: MakeBook) -> None:
    content = b"<a>" + b" " * 5_000_000
    bomb = repack(make_book(ROWS), {SHEET: content})
    lying = bomb.replace(len(content).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refusal(lying, SMALL) in ("file-inflates", "file-damaged")


def test_a_package_with_too_many_parts_is_refused(make_book: MakeBook) -> None:
    many = repack(make_book(ROWS), {f"xl/media/{number}.png": b"" for number in range(100)})
    assert refusal(many, SMALL) == "file-too-many-parts"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_a_document_type_is_refused_in_every_part(make_book: MakeBook, part: str) -> None:
    book = make_book(ROWS)
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        content = package.read(part)
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    declared = (
        content.replace(b"<", entity + b"<", 1)
        if not content.startswith(b"<?xml")
        else content.replace(b"?>", b"?>" + entity, 1)
    )
    assert refusal(repack(book, {part: declared})) == "file-entities"


def test_xml_that_hides_in_another_encoding_is_refused(make_book: MakeBook) -> None:
    hidden = sheet_xml("<row/>").decode().encode("utf-16")
    assert refusal(repack(make_book(ROWS), {SHEET: hidden})) == "file-damaged"
    declared = b'<?xml version="1.0" encoding="cp037"?>' + sheet_xml("<row/>")
    assert refusal(repack(make_book(ROWS), {SHEET: declared})) == "file-damaged"


def test_a_flipped_bit_gives_the_same_rows_or_a_refusal_but_never_other_rows(make_book: MakeBook) -> None:
    book = make_book(ROWS)
    expected = [row.texts for row in open_workbook(book, "a.xlsx").sheets[0].rows]
    for place in range(0, len(book), 23):
        broken = book[:place] + bytes([book[place] ^ 0x10]) + book[place + 1 :]
        try:
            workbook = open_workbook(broken, "a.xlsx")
        except RefusalError:
            continue
        found = [row.texts for sheet in workbook.sheets for row in sheet.rows]
        assert found in (expected, []) or workbook.kind is FileKind.CSV, place


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_half_a_file_is_refused(make_book: MakeBook, part: int) -> None:
    book = make_book(ROWS)
    assert refusal(book[: len(book) * part // 100] or b"PK") in ("file-damaged", "file-unreadable", "file-empty")


def test_a_cell_at_the_far_end_costs_nothing_and_is_reported(make_book: MakeBook, read: Read) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Module</t></is></c></row>'
        '<row r="2"><c r="B2" t="inlineStr"><is><t>Agenda</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    book = repack(make_book(ROWS), {SHEET: sheet_xml(rows, '<dimension ref="A1:XFD1048576"/>')})
    reading = read(book)
    assert [module.title for module in reading.modules] == ["Agenda"]
    assert ("cells-far-away", "", "XFD1048576") in problems_of(reading)


def test_a_dimension_that_is_too_small_hides_no_rows(make_book: MakeBook, read: Read) -> None:
    body = "".join(
        f'<row><c t="inlineStr"><is><t>{text}</t></is></c><c t="inlineStr"><is><t>{text} x</t></is></c></row>'
        for text in ("Module", "Agenda", "Post")
    ).replace("Module x", "Leerdoel")
    book = repack(make_book(ROWS), {SHEET: sheet_xml(body, '<dimension ref="A1"/>')})
    assert [module.title for module in read(book).modules] == ["Agenda", "Post"]


def test_rows_out_of_order_and_cells_without_an_address_are_read_in_place(make_book: MakeBook) -> None:
    body = (
        '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c><v>1</v></c><c><v>2</v></c></row>'
        '<row r="2"><c r="B2"><v>5</v></c><c r="A2"><v>4</v></c></row>'
    )
    sheet = open_workbook(repack(make_book(ROWS), {SHEET: sheet_xml(body)}), "a.xlsx").sheets[0]
    assert [(row.number, row.texts) for row in sheet.rows] == [(1, ["1", "2"]), (2, ["4", "5"]), (3, ["3"])]


def test_escapes_rich_text_and_phonetic_hints_show_what_a_person_sees(make_book: MakeBook) -> None:
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Agenda </t></r><r><t>beheren</t></r><rPh><t>no</t></rPh></is></c>'
        '<c r="B1" t="inlineStr"><is><t>regel_x000D_\nregel</t></is></c></row>'
    )
    sheet = open_workbook(repack(make_book(ROWS), {SHEET: sheet_xml(body)}), "a.xlsx").sheets[0]
    assert sheet.rows[0].texts == ["Agenda beheren", "regel\nregel"]


def test_a_formula_without_a_value_is_a_fault_and_no_empty_cell(make_book: MakeBook, read: Read) -> None:
    rows = [["Code", "Module", "SBU"], ["A1", "Agenda", "=40+40"], ["A2", '="Po"&"st"', 80]]
    reading = read(rows)
    assert [module.title for module in reading.modules] == ["Agenda"]
    assert problems_of(reading) == [
        ("formula-without-value", "C2", ""),
        ("title-missing", "B3", "A2"),
        ("formula-without-value", "B3", ""),
    ]


def test_an_error_value_is_reported_in_its_cell(make_book: MakeBook) -> None:
    body = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row>'
    sheet = open_workbook(repack(make_book(ROWS), {SHEET: sheet_xml(body)}), "a.xlsx").sheets[0]
    assert sheet.faults[1, 0].kind is FaultKind.ERROR_VALUE
    assert sheet.rows[0].texts == ["", "1"]


@pytest.mark.parametrize(
    "data",
    [
        "Code;Module\nA1;Financiële één\n".encode("cp1252"),
        "Code;Module\nA1;Financiële één\n".encode("utf-8-sig"),
        "Code,Module\nA1,Financiële één\n".encode(),
        "Code\tModule\r\nA1\tFinanciële één\r\n".encode("utf-16"),
        "sep=|\nCode|Module\nA1|Financiële één\n".encode(),
        'Code;"Module"\nA1;"Financiële één"\n'.encode().decode("cp1252").encode(),
    ],
)
def test_delimited_text_is_read_in_every_encoding_and_separator(data: bytes, read: Read) -> None:
    reading = read(data, filename="modules.csv")
    assert [(module.code, module.title) for module in reading.modules] == [("A1", "Financiële één")]


BASE = [
    b"Code;Module;SBU\nA1;Agenda;40\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(BASE), st.binary(max_size=400))
def test_no_bytes_make_the_importer_raise(start: bytes, rest: bytes) -> None:
    for data in (rest, start + rest):
        reading = read_modules(data, "modules.xlsx")
        assert reading.modules or reading.has_errors


PIECES = [
    *("<row>", "</row>", "<c>", "</c>", '<c r="A1">', '<c r="ZZZZ1">', '<c t="s">', "<v>", "</v>", "1", "-1", "1e999"),
    *(
        "nan",
        "<f>",
        "</f>",
        '<row r="0">',
        '<row r="x">',
        "<is>",
        "</is>",
        "<t>",
        "</t>",
        "Module",
        '<c r="A1" s="99">',
    ),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_sheet_xml_makes_the_importer_raise(body: list[str], make_book: MakeBook) -> None:
    reading = read_modules(repack(make_book(ROWS), {SHEET: sheet_xml("".join(body))}), "modules.xlsx")
    assert reading.modules or reading.has_errors


@settings(max_examples=40, deadline=None)
@given(junk=st.binary(max_size=300), way=st.integers(0, 2))
def test_no_broken_zip_makes_the_importer_raise(junk: bytes, way: int, make_book: MakeBook) -> None:
    book = make_book(ROWS)
    place = zlib.crc32(junk) % len(book)
    data = (book[:place] + junk + book[place:], book[:place] + junk, junk + book)[way]
    reading = read_modules(data, "modules.xlsx")
    assert reading.modules or reading.has_errors


def test_a_name_with_a_path_or_tricks_stays_a_name(make_book: MakeBook, read: Read) -> None:
    reading = read(make_book(ROWS), filename="../../etc/25168 BOL 2025 modules.xlsx")
    assert reading.filename == "25168 BOL 2025 modules.xlsx"
    assert (reading.suggestions.crebo_code, reading.suggestions.cohort) == ("25168", "2025")


BINARY = [case for case in iter_cases() if case.filename.endswith((".xls", ".ods", ".xlsx"))]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=st.sampled_from(BINARY), place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_no_damage_to_a_real_file_makes_the_importer_raise(
    case: GoldenCase, place: float, junk: bytes, cut: bool
) -> None:
    at = int(place * len(case.data))
    broken = case.data[:at] + junk + (b"" if cut else case.data[at + len(junk) :])
    reading = read_modules(broken, case.filename)
    assert reading.modules or reading.has_errors


@pytest.mark.parametrize("name", ["office-plan-xls", "office-plan-ods", "office-plan-xlsx"])
def test_the_same_plan_reads_the_same_from_every_format(name: str) -> None:
    plans = {case.name: read_modules(case.data, case.filename) for case in iter_cases()}
    wanted, found = plans["office-plan-xlsx"], plans[name]
    for one, other in zip(wanted.modules, found.modules, strict=True):
        assert (one.code, one.title, one.outcomes, one.hours) == (other.code, other.title, other.outcomes, other.hours)
