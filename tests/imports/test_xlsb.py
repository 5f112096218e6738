"""A real .xlsb: written record by record after [MS-XLSB], opened by LibreOffice (tests/office) and read by us."""

import pytest

from curriculum.contract.vocabulary import ModuleField
from imports import read_modules
from imports.frameworks import load_framework
from tests.imports.xlsb import write_xlsb

ROWS = (
    ("Code", "Module", "SBU", "Leerdoel"),
    ("007", "Agenda één", 40.0, "plant afspraken"),
    ("008", "Bellen", 37.5, None),
    (None, None, None, "belt klanten terug"),
)


def test_a_workbook_in_the_binary_format_is_read_by_its_content_and_says_what_it_does_not_show() -> None:
    reading = read_modules(write_xlsb("LJ2", ROWS), "modules.xlsx", framework=load_framework())
    assert reading.kind == "xlsb"
    assert [(problem.code, problem.value) for problem in reading.problems] == [("format-shows-less", "xlsb")]
    found = [
        (module.code, module.title, module.hours.sbu, module.texts(ModuleField.OUTCOME)) for module in reading.modules
    ]
    assert found == [
        ("007", "Agenda één", 40.0, ("plant afspraken",)),
        ("008", "Bellen", 37.5, ("belt klanten terug",)),
    ]
    assert [module.years for module in reading.modules] == [(2,), (2,)]


@pytest.mark.parametrize("percent", range(5, 100, 10))
def test_half_a_binary_workbook_is_refused(percent: int) -> None:
    data = write_xlsb("Modules", ROWS)
    reading = read_modules(data[: len(data) * percent // 100], "modules.xlsb")
    assert [problem.code for problem in reading.problems] == ["file-damaged"]
