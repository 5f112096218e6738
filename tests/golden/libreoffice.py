"""Lets LibreOffice open a workbook and save it in its own way, with a password when that is asked."""

import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

FILTERS = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xlsm": "Calc MS Excel 2007 VBA XML",
    "xls": "MS Excel 97",
    "ods": "calc8",
    "csv": "Text - txt - csv (StarCalc):59,34,76,1",  # 59 = ";", 34 = quote, 76 = UTF-8, 1 = from the first line
}

# Saving with a password has no switch on the command line, so a macro does it. An .xlsx wants its password in another
# place than the other formats; without CryptoType LibreOffice 7.4 saves it unlocked and says nothing.
_MACRO = """
Sub SaveLocked(source As String, target As String, filterName As String, password As String)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  Dim saving(1) As New com.sun.star.beans.PropertyValue
  Dim secret(1) As New com.sun.star.beans.NamedValue
  Dim document As Object
  opening(0).Name = "Hidden"
  opening(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, opening())
  saving(0).Name = "FilterName"
  saving(0).Value = filterName
  If InStr(filterName, "2007") > 0 Then
    secret(0).Name = "CryptoType"
    secret(0).Value = "StrongEncryptionDataSpace"
    secret(1).Name = "OOXPassword"
    secret(1).Value = password
    saving(1).Name = "EncryptionData"
    saving(1).Value = secret()
  Else
    saving(1).Name = "Password"
    saving(1).Value = password
  End If
  document.storeToURL(ConvertToURL(target), saving())
  document.close(True)
  StarDesktop.terminate()
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{macro}</script:module>
"""


def _run(profile: Path, *arguments: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments],
        check=True,
        capture_output=True,
        timeout=120,
    )


def save_with_office(source: bytes, extension: str, password: str = "") -> bytes:
    """Return what LibreOffice makes of the workbook ``source`` when it saves it as ``extension``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened, saved, profile = folder / "source.xlsx", folder / "out" / f"source.{extension}", folder / "profile"
        opened.write_bytes(source)
        saved.parent.mkdir()
        if not password:
            _run(
                profile, "--convert-to", f"{extension}:{FILTERS[extension]}", "--outdir", str(saved.parent), str(opened)
            )
            return saved.read_bytes()
        _run(profile, "--terminate_after_init")  # Makes the profile, with an empty module for our macro.
        module = profile / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(_MODULE.format(macro=escape(_MACRO)), "utf-8")
        values = ",".join(f'"{value}"' for value in (opened, saved, FILTERS[extension], password))
        _run(profile, f"macro:///Standard.Module1.SaveLocked({values})")
        return saved.read_bytes()
