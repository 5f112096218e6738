"""The strict check: a good export passes, and each fault that is put into one is found."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.contract.i18n import get_translator
from exports import Cover, check_package, write_workbook
from tests.exports.reports import small_report

Parts = dict[str, bytes]

WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"
MATRIX = "xl/worksheets/sheet2.xml"
LINKS = "xl/worksheets/sheet7.xml"
LINKS_RELS = "xl/worksheets/_rels/sheet7.xml.rels"
TABLE = "xl/tables/table5.xml"
COVER = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def good() -> Parts:
    """The parts of a good export."""
    data = write_workbook(small_report(), Cover("Office"), translate=get_translator("nl"), made_on=date(2026, 11, 21))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def replaced(part: str, pattern: str, by: str) -> Callable[[Parts], Parts]:
    """Return a change of the first match of ``pattern`` in one part; it must match."""

    def change(parts: Parts) -> Parts:
        text, count = re.subn(pattern, by, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count == 1, f"{pattern} is not in {part}"
        return {**parts, part: text.encode()}

    return change


def added(part: str, content: str) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, part: content.encode()}


def without(part: str) -> Callable[[Parts], Parts]:
    return lambda parts: {name: content for name, content in parts.items() if name != part}


def before_end(part: str, element: str, text: str) -> Callable[[Parts], Parts]:
    return replaced(part, f"</{element}>", f"{text}</{element}>")


def row_five(cell: str) -> Callable[[Parts], Parts]:
    """Return a change that puts one more cell at the end of row 5 of the sheet of links, and room for it."""

    def change(parts: Parts) -> Parts:
        parts = replaced(LINKS, r'(<row r="5".*?)</row>', rf"\1{cell}</row>")(parts)
        return replaced(LINKS, r'<dimension ref="A1:W', '<dimension ref="A1:ZZ')(parts)

    return change


FAULTS: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    # the container
    "part without content type": (
        lambda parts: added("xl/odd.bin", "x")(
            before_end("_rels/.rels", "Relationships", '<Relationship Id="x" Type="a/odd" Target="/xl/odd.bin"/>')(
                parts
            )
        ),
        "xl/odd.bin: has no content type",
    ),
    "content type of a part that is gone": (
        before_end(TYPES, "Types", '<Override PartName="/xl/gone.xml" ContentType="x/y"/>'),
        "xl/gone.xml is not in the package",
    ),
    "content type twice": (
        replaced(TYPES, r'(<Override PartName="/xl/workbook.xml"[^>]*>)', r"\1\1"),
        "xl/workbook.xml is there twice",
    ),
    "wrong content type": (
        replaced(TYPES, r"spreadsheetml\.worksheet\+xml", "spreadsheetml.chartsheet+xml"),
        "expected application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    ),
    "no content types at all": (without(TYPES), "[Content_Types].xml: missing"),
    "relationship to nothing": (without("xl/theme/theme1.xml"), "is not in the package"),
    "relationship out of the package": (
        before_end(
            LINKS_RELS, "Relationships", '<Relationship Id="x" Type="t/h" Target="http://x" TargetMode="External"/>'
        ),
        "leads outside the package",
    ),
    "relationship id twice": (
        before_end(
            LINKS_RELS, "Relationships", '<Relationship Id="rId1" Type="t/table" Target="/xl/tables/table1.xml"/>'
        ),
        "'rId1' is missing or there twice",
    ),
    "relationships of a part that is gone": (
        added("xl/worksheets/_rels/gone.xml.rels", "<Relationships/>"),
        "belongs to no part",
    ),
    "part that nothing refers to": (
        lambda parts: {**parts, "xl/stray.xml": b"<stray/>"},
        "xl/stray.xml: nothing refers to this part",
    ),
    "no workbook": (without("_rels/.rels"), "names no workbook"),
    "broken XML": (replaced(LINKS, "</sheetData>", ""), "not well-formed"),
    "DOCTYPE": (replaced(STYLES, "^", '<!DOCTYPE styleSheet [<!ENTITY a "b">]>'), "carries a DOCTYPE"),
    "name that climbs out": (added("../evil.xml", "<a/>"), "not a part name"),
    "folder entry": (added("xl/folder/", ""), "a folder entry is no part"),
    # the workbook
    "sheet name too long": (replaced(WORKBOOK, 'name="Gapmatrix"', f'name="{"x" * 32}"'), "is longer than 31"),
    "sheet name with a sign": (
        replaced(WORKBOOK, 'name="Gapmatrix"', 'name="Gap/matrix"'),
        "has a sign that is not allowed",
    ),
    "sheet name in quotes": (replaced(WORKBOOK, 'name="Gapmatrix"', 'name="\'Gap"'), "has a sign that is not allowed"),
    "sheet name empty": (replaced(WORKBOOK, 'name="Gapmatrix"', 'name=""'), "is empty"),
    "sheet name reserved": (replaced(WORKBOOK, 'name="Gapmatrix"', 'name="History"'), "is reserved"),
    "sheet name twice": (replaced(WORKBOOK, 'name="Gapmatrix"', 'name="MODULES"'), "two sheets are named"),
    "sheet id twice": (replaced(WORKBOOK, 'sheetId="2"', 'sheetId="1"'), "sheet id 1 is there twice"),
    "sheet to nowhere": (
        replaced(WORKBOOK, r'(<sheet [^>]*?)r?:?id="rId2"', r'\1r:id="rId99"'),
        "leads to no worksheet",
    ),
    "no sheet visible": (
        lambda parts: {
            **parts,
            WORKBOOK: re.sub(rb'state="visible"', b'state="hidden"', parts[WORKBOOK]),
        },
        "no sheet is visible",
    ),
    "active tab": (replaced(WORKBOOK, 'activeTab="0"', 'activeTab="99"'), "the active tab 99 is not there"),
    "name twice": (
        replaced(WORKBOOK, r'(<definedName name="keys_links".*?</definedName>)', r"\1\1"),
        "keys_links is there twice",
    ),
    "name of a missing sheet": (
        replaced(WORKBOOK, r'(name="keys_links">).*?!', r"\1Nergens!"),
        "a sheet that is not there",
    ),
    "name of a missing place": (
        replaced(WORKBOOK, r'(name="keys_links">[^<]*?)\$A\$3:\$W\$3', r"\1$A$3:$XFE$3"),
        "a place that is not there",
    ),
    "name without a reference": (replaced(WORKBOOK, r'(name="keys_links">)[^<]*', r"\1#REF!"), "which is no reference"),
    "name that is a cell": (replaced(WORKBOOK, 'name="keys_links"', 'name="AB12"'), "'AB12' cannot be a name"),
    "name of another sheet's scope": (
        replaced(WORKBOOK, 'localSheetId="1"', 'localSheetId="44"'),
        "belongs to sheet 44",
    ),
    # the styles
    "style with a missing font": (
        replaced(STYLES, r'(<cellXfs.*?fontId=")\d+', r"\g<1>999"),
        "uses fontId 999, which is not there",
    ),
    "style with a missing fill": (replaced(STYLES, r'(<cellXfs.*?fillId=")\d+', r"\g<1>999"), "uses fillId 999"),
    "style with a missing border": (replaced(STYLES, r'(<cellXfs.*?borderId=")\d+', r"\g<1>999"), "uses borderId 999"),
    "style with a missing format": (
        replaced(STYLES, r'(<cellXfs.*?numFmtId=")\d+', r"\g<1>999"),
        "uses number format 999",
    ),
    "style with a missing parent": (replaced(STYLES, r'(<cellXfs.*?xfId=")\d+', r"\g<1>999"), "uses xfId 999"),
    "named style without a base": (
        replaced(STYLES, r'(<cellStyles.*?xfId=")\d+', r"\g<1>9"),
        "cell style Normal uses xfId 9",
    ),
    "wrong count": (replaced(STYLES, r'<fonts count="\d+"', '<fonts count="77"'), "fonts says 77"),
    "styles left out": (replaced(STYLES, "<cellXfs.*?</cellXfs>", ""), "the styles that every workbook starts with"),
    # the cells
    "cell with a missing style": (replaced(LINKS, r'(<c r="A5" s=")\d+', r"\g<1>9999"), "A5 uses style 9999"),
    "cell in the wrong row": (replaced(LINKS, '<c r="A5"', '<c r="A6"'), "cell 'A6' does not belong in row 5"),
    "cell twice": (replaced(LINKS, '<c r="B5"', '<c r="A5"'), "cell 'A5' does not belong in row 5"),
    "cell outside the sheet": (row_five('<c r="XFE5"><v>1</v></c>'), "cell 'XFE5' does not belong in row 5"),
    "row twice": (replaced(LINKS, r'<row r="6"', '<row r="5"'), "row 5 stands after row 5"),
    "unknown type": (row_five('<c r="X5" t="zz"><v>1</v></c>'), "X5 has the unknown type 'zz'"),
    "number that is none": (row_five('<c r="X5"><v>one</v></c>'), "X5 holds 'one', which is no value of type 'n'"),
    "number without end": (row_five('<c r="X5"><v>inf</v></c>'), "X5 holds 'inf'"),
    "truth that is none": (row_five('<c r="X5" t="b"><v>2</v></c>'), "X5 holds '2', which is no value of type 'b'"),
    "unknown error value": (row_five('<c r="X5" t="e"><v>#OOPS</v></c>'), "X5 holds the unknown error '#OOPS'"),
    "formula": (row_five('<c r="X5"><f>1+1</f><v>2</v></c>'), "X5 has a formula"),
    "shared string that is not there": (row_five('<c r="X5" t="s"><v>3</v></c>'), "X5 uses shared string 3"),
    "text cell without a text": (row_five('<c r="X5" t="inlineStr"/>'), "X5 should carry a text"),
    "text in a cell of another type": (
        row_five('<c r="X5"><is><t>a</t></is></c>'),
        "X5 carries a text but has type 'n'",
    ),
    "text too long": (
        row_five(f'<c r="X5" t="inlineStr"><is><t>{"a" * 32_768}</t></is></c>'),
        "X5 holds 32768 signs, the limit is 32767",
    ),
    "text too long as Excel counts": (
        row_five(f'<c r="X5" t="inlineStr"><is><t>{"😀" * 16_384}</t></is></c>'),
        "X5 holds 32768 signs",
    ),
    # the rest of a sheet
    "elements in the wrong order": (
        replaced(LINKS, "(<printOptions[^>]*/>)?(<pageMargins[^>]*/>)(<pageSetup[^>]*/>)", r"\3\2"),
        "pageMargins stands after pageSetup",
    ),
    "element twice": (replaced(LINKS, "(<pageMargins[^>]*/>)", r"\1\1"), "pageMargins stands after pageMargins"),
    "unknown element": (before_end(LINKS, "worksheet", "<surprise/>"), "unknown element surprise"),
    "no cells element": (replaced(LINKS, "<sheetData>.*</sheetData>", ""), "has no sheetData"),
    "wrong size": (replaced(LINKS, '<dimension ref="A1:', '<dimension ref="A2:'), "which is not so"),
    "filter outside the cells": (
        replaced(MATRIX, '<autoFilter ref="A4:F', '<autoFilter ref="A4:ZZ'),
        "lies outside the filled",
    ),
    "filter on nothing": (replaced(MATRIX, '<autoFilter ref="[^"]*"', '<autoFilter ref="E4:A9"'), "which is no place"),
    "overlapping merges": (
        replaced(
            MATRIX,
            "(<autoFilter[^>]*/>)",
            r'\1<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>',
        ),
        "merged range B2:C3 overlaps another",
    ),
    "merge of one cell": (
        replaced(MATRIX, "(<autoFilter[^>]*/>)", r'\1<mergeCells count="1"><mergeCell ref="A1"/></mergeCells>'),
        "merged range A1 is one cell",
    ),
    "missing look of a condition": (replaced(MATRIX, r'dxfId="0"', 'dxfId="5"'), "uses look 5, which is not there"),
    "condition on nothing": (replaced(MATRIX, r'sqref="J5:[^"]*"', 'sqref="I0"'), "conditionalFormatting names 'I0'"),
    "columns that overlap": (replaced(LINKS, r'<col ([^>]*)min="2"', r'<col \1min="1"'), "overlaps or is not there"),
    "column with a missing style": (replaced(LINKS, "<col ", '<col style="999" '), "uses style 999"),
    "pane at nothing": (replaced(LINKS, r'topLeftCell="D5"', 'topLeftCell="5D"'), "the pane begins at '5D'"),
    "header too long": (replaced(LINKS, "<oddHeader>", "<oddHeader>" + "x" * 256), "oddHeader is longer than 255"),
    "validation list too long": (
        replaced(
            MATRIX,
            "(<printOptions|<pageMargins)",
            '<dataValidations><dataValidation sqref="A5"><formula1>'
            + "x" * 256
            + r"</formula1></dataValidation></dataValidations>\1",
        ),
        "a validation list is longer than 255",
    ),
    "link to a missing sheet": (
        replaced(COVER, "location=\"'Gapmatrix'!A1\"", "location=\"'Weg'!A1\""),
        "a sheet that is not there",
    ),
    # the tables
    "table without its part named": (
        replaced(LINKS, "<tableParts.*?</tableParts>|<tableParts.*?/>", ""),
        "names the tables []",
    ),
    "table heading that the sheet does not say": (
        replaced(TABLE, 'name="Module"', 'name="Modul"'),
        "heading 'Modul' is not what the sheet says",
    ),
    "table heading twice": (replaced(TABLE, 'name="Module"', 'name="Modulecode"'), "two columns have the same heading"),
    "table column id twice": (replaced(TABLE, 'id="2" name', 'id="1" name'), "two columns have the same id"),
    "table wider than its columns": (replaced(TABLE, r'ref="A4:W', 'ref="A4:X'), "23 columns on a range of 24"),
    "table without rows": (
        replaced(TABLE, r'(displayName="links"[^>]*?)ref="A4:W\d+"', r'\1ref="A4:W4"'),
        "the table has no row under its header",
    ),
    "table on nothing": (
        replaced(TABLE, r'(displayName="links"[^>]*?)ref="[^"]*"', r'\1ref="4"'),
        "is no place for a table",
    ),
    "table filter elsewhere": (
        replaced(TABLE, r'<autoFilter ref="A4', '<autoFilter ref="A3'),
        "does not fit the table",
    ),
    "table name taken": (replaced(TABLE, 'displayName="links"', 'displayName="Candidates"'), "is taken or not allowed"),
    "table name not allowed": (
        replaced(TABLE, 'displayName="links"', 'displayName="two words"'),
        "is taken or not allowed",
    ),
    "table id twice": (
        replaced(TABLE, r'(<table [^>]*?)\bid="5"', r'\1id="1"'),
        "table id '1' is missing or there twice",
    ),
    "table over a merge": (
        replaced(LINKS, "(</sheetData>)", r'\1<mergeCells count="1"><mergeCell ref="A4:B4"/></mergeCells>'),
        "overlaps another table or a merged range",
    ),
}


def test_a_good_export_has_no_fault(good: Parts) -> None:
    assert check_package(pack(good)) == []


@pytest.mark.parametrize("fault", list(FAULTS))
def test_each_fault_is_found(good: Parts, fault: str) -> None:
    change, told = FAULTS[fault]
    found = check_package(pack(change(good)))
    assert any(told in each for each in found), found


def test_a_part_that_is_there_twice_is_found(good: Parts) -> None:
    buffer = io.BytesIO(pack(good))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/styles.xml", good["xl/styles.xml"])
    assert "xl/styles.xml: the part is there twice" in check_package(buffer.getvalue())


def test_a_damaged_part_is_found(good: Parts) -> None:
    data = bytearray(pack(good))
    place = data.find(good[STYLES][:200])
    data[place + 100] ^= 0xFF
    assert any("cannot be unpacked" in each for each in check_package(bytes(data)))


def test_formulas_are_fine_where_they_are_allowed(good: Parts) -> None:
    data = pack(row_five('<c r="X5"><f>1+1</f><v>2</v></c>')(good))
    assert not any("formula" in each for each in check_package(data, allow_formulas=True))


def test_shared_strings_are_read(good: Parts) -> None:
    parts = row_five('<c r="X5" t="s"><v>0</v></c>')(good)
    parts["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>one</t></si></sst>'
    )
    parts = before_end(
        TYPES,
        "Types",
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    )(parts)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    parts = before_end(
        "xl/_rels/workbook.xml.rels",
        "Relationships",
        f'<Relationship Id="strings" Type="{kind}" Target="sharedStrings.xml"/>',
    )(parts)
    parts = replaced(LINKS, r'<dimension ref="A1:ZZ', '<dimension ref="A1:X')(parts)
    assert check_package(pack(parts)) == []


@given(st.integers(0, 10**6), st.sampled_from(["", "0", "-1", "x", "99999999999", "A1", "1.5", "²", "'"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_an_attribute_the_check_gives_an_answer(good: Parts, number: int, by: str) -> None:
    places = [
        (name, *match.span(1))
        for name, content in good.items()
        if name.endswith((".xml", ".rels"))
        for match in re.finditer(r'(?<!xmlns)="([^"]*)"', content.decode())
    ]
    name, start, end = places[number % len(places)]
    text = good[name].decode()
    found = check_package(pack({**good, name: (text[:start] + by + text[end:]).encode()}))
    assert all(isinstance(each, str) and each for each in found)


def test_what_is_no_workbook_is_said_to_be_none() -> None:
    assert check_package(b"") == ["the file is no zip archive"]
    assert "names no workbook" in " ".join(check_package(pack({"a.xml": b"<a/>"})))
