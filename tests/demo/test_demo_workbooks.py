"""The shipped demo sheets are what their descriptions say, and the programme in them adds up."""

import csv
import io
import re
import zipfile
from importlib.resources import files

import pytest
from openpyxl import load_workbook

from curriculum.demo import demo_workbook, messy_workbook
from curriculum.demo.build import build_workbooks
from curriculum.demo.demo_sheet import ModuleRow, modules_of_year

YEARS = (1, 2, 3)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Unpack a workbook, so that two zips compare by content and not by the zlib that packed them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def all_modules() -> list[ModuleRow]:
    return [module for year in YEARS for module in modules_of_year(year)]


def hours_of(value: object) -> float:
    """Read hours as the docent typed them: a number, ``"240 sbu"`` or ``"70,0"``."""
    found = re.match(r"[\d,]+", str(value or 0))
    assert found, f"no hours in {value!r}"
    return float(found.group().replace(",", "."))


@pytest.mark.parametrize(("name", "shipped"), [("demo.xlsx", demo_workbook()), ("messy.xlsx", messy_workbook())])
def test_the_shipped_workbook_is_the_build_of_its_description(name: str, shipped: bytes) -> None:
    assert parts_of(shipped) == parts_of(build_workbooks()[name])


def test_two_builds_give_the_same_bytes() -> None:
    assert build_workbooks() == build_workbooks()


def test_every_module_stands_on_the_sheet_of_its_year() -> None:
    book = load_workbook(io.BytesIO(demo_workbook()))
    for year, sheet in zip(YEARS, book.worksheets[1:], strict=True):
        typed = {cell.value for cell in sheet["B"]}
        assert {module["title"] for module in modules_of_year(year)} <= typed


def test_the_programme_meets_the_hours_of_a_three_year_bol_programme() -> None:
    totals = {key: sum(hours_of(module.get(key)) for module in all_modules()) for key in ("sbu", "bot", "bpv")}
    assert totals["sbu"] == 4800
    assert totals["bot"] >= 1800
    assert totals["bpv"] >= 900
    assert totals["bot"] + totals["bpv"] >= 3000
    assert sum(hours_of(module["bot"]) for module in modules_of_year(1)) >= 700
    assert sum(hours_of(module["sbu"]) for module in all_modules() if "Keuzedeel" in module["title"]) == 720


def test_the_totals_that_the_docent_typed_are_the_sums_of_the_modules() -> None:
    book = load_workbook(io.BytesIO(demo_workbook()))
    for year, sheet in zip(YEARS, book.worksheets[1:], strict=True):
        (total,) = [row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("Totaal")]
        sums = [sum(hours_of(module.get(key)) for module in modules_of_year(year)) for key in ("sbu", "bot", "bpv")]
        assert list(total[6:9]) == sums


def test_contact_and_placement_hours_never_exceed_the_study_load_of_a_module() -> None:
    for module in all_modules():
        assert hours_of(module["bot"]) + hours_of(module.get("bpv")) <= hours_of(module["sbu"]), module["code"]


def test_each_module_has_its_own_code_and_two_to_five_learning_outcomes() -> None:
    modules = all_modules()
    assert len({module["code"] for module in modules}) == len(modules) == 33
    assert all(2 <= len(module["outcomes"]) <= 5 for module in modules)


def test_every_competency_code_that_a_docent_typed_is_one_of_the_shipped_list() -> None:
    listed = files("curriculum.frameworks").joinpath("toekomstcompetenties.csv").read_text("utf-8")
    known = {row["code"] for row in csv.DictReader(io.StringIO(listed))}
    typed = {code for module in all_modules() for code in re.split(r"[;, ]+", module.get("competencies", "")) if code}
    assert typed
    assert typed <= known


def test_no_module_copies_the_wording_of_a_future_competency() -> None:
    listed = files("curriculum.frameworks").joinpath("toekomstcompetenties.csv").read_text("utf-8")
    programme = " ".join(
        " ".join([module["title"], module["description"], *module["outcomes"]]) for module in all_modules()
    ).casefold()
    for row in csv.DictReader(io.StringIO(listed)):
        words = re.findall(r"\w+", row["omschrijving"].casefold())
        for start in range(len(words) - 5):
            assert " ".join(words[start : start + 6]) not in programme, row["code"]
