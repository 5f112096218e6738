"""The quick and the careful way to read a sheet part give the same sheet, on every file and on any regular part."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.formats.containers import Package
from imports.formats.xlsx import walk_sheet
from imports.formats.xlsx_scan import IrregularPartError, _RowScanner, scan_sheet
from imports.formats.xlsx_sheet import RowShape, SheetBuilder, make_context
from imports.sheets import Limits, RefusalError, Sheet
from tests.golden.cases import GoldenCase, iter_cases

CONTEXT = make_context([f"tekst {number}" for number in range(2_000)], ["", "000", "0.00", "d-m-yyyy"], False, Limits())
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOKS = [case for case in iter_cases() if zipfile.is_zipfile(io.BytesIO(case.data))]


def both_ways(data: bytes, part: str) -> tuple[Sheet | str, Sheet | str]:
    found: list[Sheet | str] = []
    for read in (scan_sheet, walk_sheet):
        builder = SheetBuilder("Blad1", False, CONTEXT)
        try:
            read(Package(data, Limits()), part, builder)
            found.append(builder.finish())
        except RefusalError as refusal:
            found.append(refusal.code)
        except IrregularPartError:
            found.append("irregular")
    return found[0], found[1]


def package_of(xml: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("sheet.xml", xml)
    return buffer.getvalue()


@pytest.mark.parametrize("case", WORKBOOKS, ids=lambda case: case.name)
def test_both_ways_give_the_same_for_every_golden_sheet(case: GoldenCase) -> None:
    package = Package(case.data, Limits())
    for part in package.names():
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            quick, careful = both_ways(case.data, part)
            assert quick in (careful, "irregular")


def test_most_golden_sheets_are_read_the_quick_way() -> None:
    parts = [
        both_ways(case.data, part)[0] == "irregular"
        for case in WORKBOOKS
        for part in Package(case.data, Limits()).names()
        if part.startswith("xl/worksheets/") and part.endswith(".xml")
    ]
    assert sum(parts) * 10 < len(parts)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
NUMBER = '<c r="{}{{row}}" s="{}"><v>{}</v></c>'.format
SHARED = '<c r="{}{{row}}" t="s"><v>{}</v></c>'.format
INLINE = '<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'.format
FORMULA = '<c r="C{{row}}" t="str"><f>A1</f><v>{}</v></c>'.format
OTHERS = (
    *(
        '<c r="D{row}"/>',
        '<c s="1"><v>7.5</v></c>',
        '<c r="B{row}" t="e"><v>#N/A</v></c>',
        '<c r="E{row}"><f>A1</f></c>',
    ),
    *('<c r="A{row}" t="b"><v>1</v></c>', '<c r="XFD{row}"><v>1</v></c>', '<c r="F{row}"><f/><v></v></c>'),
    *('<c s="3"><v>45000</v></c>', '<c r="A{row}" x="1"><v>1</v></c>', "<!-- n -->", '<c r="A{row}"><v>nan</v></c>'),
)
CELL = st.one_of(
    st.builds(NUMBER, st.sampled_from("ABCDZ"), st.integers(0, 5), st.integers(0, 10**16)),
    st.builds(SHARED, st.sampled_from(["A", "B", "AB"]), st.integers(0, 2_500)),
    st.builds(INLINE, TEXT),
    st.builds(FORMULA, TEXT),
    st.sampled_from(OTHERS),
)
ATTRIBUTES = st.sampled_from(["", ' r="{row}"', ' r="{row}" spans="1:3" hidden="1"', ' r="0"'])
ROW = st.tuples(ATTRIBUTES, st.lists(CELL, max_size=5))


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(ROW, max_size=6),
    merges=st.lists(st.sampled_from(["A1:B2", "C3", "A1:XFD1048576", "kapot"]), max_size=3),
    hidden=st.booleans(),
)
def test_both_ways_give_the_same_for_any_part(
    rows: list[tuple[str, list[str]]], merges: list[str], hidden: bool
) -> None:
    body = ""
    for number, (attributes, cells) in enumerate(rows, start=1):
        source = f"<row{attributes}>{''.join(cells)}</row>" if cells else f"<row{attributes}/>"
        body += source.replace("{row}", str(number))
    columns = '<cols><col min="2" max="3" hidden="1"/></cols>' if hidden else ""
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    tail = f"<mergeCells>{merged}</mergeCells>" if merges else ""
    xml = f'<worksheet xmlns="{SPACE}">{columns}<sheetData>{body}</sheetData>{tail}</worksheet>'
    quick, careful = both_ways(package_of(xml), "sheet.xml")
    assert quick in (careful, "irregular")


# Whatever can stand between two tags, also what no program writes: entities, odd spaces, signs that XML forbids.
VALUE = st.one_of(
    TEXT,
    st.integers(-5, 3_000).map(str),
    st.sampled_from(
        ["&#65;", "&nbsp;", "a &amp; b", "&#0;", "a]]>b", " a  b ", "_x000D_", "7.50", "1e3", "007", "nan", "²"]
    ),
    st.sampled_from(["\x02", "\ufeffa", "e\u0301", "a\tb\r\nc", "٣", "a>b", "x" * 40_000, "-0", ""]),
)
SHAPED = (
    *('<c r="{}"><v>{}</v></c>', '<c r="{}" s="1"><v>{}</v></c>', '<c r="{}" t="s"><v>{}</v></c>', '<c r="{}" s="3"/>'),
    *('<c r="{}" t="inlineStr"><is><t>{}</t></is></c>', '<c r="{}" t="str"><f>A1+1</f><v>{}</v></c>'),
    *('<c r="{}" t="e"><v>{}</v></c>', '<c r="{}" t="b"><v>{}</v></c>', '<c r="{}" t="d"><v>{}</v></c>'),
    *(
        '<c r="{}" s="3"><f t="shared" si="0"/><v>{}</v></c>',
        '<c r="{}"><f>B{}</f></c>',
        '<c r="{}" t="n"><v>{}</v></c>',
    ),
)


@settings(max_examples=200, deadline=None)
@given(
    shape=st.lists(st.sampled_from(SHAPED), min_size=1, max_size=4),
    start=st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="1"']),
    first=st.sampled_from([1, 3, 9, 11, 99]),
    data=st.data(),
)
def test_both_ways_give_the_same_for_rows_of_one_shape(
    shape: list[str], start: str, first: int, data: st.DataObject
) -> None:
    body = ""
    for number in range(first, first + data.draw(st.integers(1, 4))):
        cells = [cell.format(f"{'ABCD'[place]}{number}", data.draw(VALUE)) for place, cell in enumerate(shape)]
        body += f'<row r="{number}"{start}>{"".join(cells)}</row>'
    xml = f'<worksheet xmlns="{SPACE}"><sheetData>{body}</sheetData></worksheet>'
    quick, careful = both_ways(package_of(xml), "sheet.xml")
    assert quick in (careful, "irregular")


def test_rows_of_one_shape_are_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[str] = []
    learn = _RowScanner._learn

    def watch(scanner: _RowScanner, key: str, numbered: bool) -> RowShape | None:
        learned.append(key)
        return learn(scanner, key, numbered)

    monkeypatch.setattr(_RowScanner, "_learn", watch)
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(2, 3_000))
    quick, careful = both_ways(
        package_of(f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'), "sheet.xml"
    )
    assert quick == careful
    assert len(learned) == 1


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "xml",
    [
        f'<x:worksheet xmlns:x="{SPACE}"><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        f'<worksheet xmlns="{SPACE}"><!-- <sheetData/> --><sheetData>{ONE}</sheetData></worksheet>',
        f'<worksheet xmlns="{SPACE}"><sheetData>{ONE.replace("1</v>", "<![CDATA[1]]></v>")}</sheetData></worksheet>',
        f'<worksheet xmlns="{SPACE}"><sheetData>{ONE}</sheetData></worksheet>'.replace('"', "'"),
    ],
)
def test_unusual_ways_of_writing_are_left_to_the_careful_way(xml: str) -> None:
    quick, careful = both_ways(package_of(xml), "sheet.xml")
    assert quick == "irregular"
    assert isinstance(careful, Sheet)
    assert [row.texts for row in careful.rows] == [["1"]]
