"""The .xlsb that the import tests write by hand is a workbook for LibreOffice as well, with the same cells."""

from pathlib import Path

from tests.imports.test_xlsb import ROWS
from tests.imports.xlsb import write_xlsb
from tests.office.conftest import Convert


def test_libreoffice_sees_the_same_cells(convert: Convert, tmp_path: Path) -> None:
    source = tmp_path / "modules.xlsb"
    source.write_bytes(write_xlsb("LJ2", ROWS))
    lines = convert(source, "csv:Text - txt - csv (StarCalc):59,34,76").read_text("utf-8").splitlines()
    shown = [";".join("" if value is None else str(value).removesuffix(".0") for value in row) for row in ROWS]
    assert lines == shown
