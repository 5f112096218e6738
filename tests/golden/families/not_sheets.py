"""Files that hold no sheet at all; each is refused with an own sentence and without an accident."""

import io
import zipfile
from collections.abc import Mapping

from tests.golden.describe import Case, Sheet, error, reading, xlsx

_WORKBOOK = xlsx(Sheet([("Code", "Module"), ("OM-102", "Agendabeheer")]))
_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
_WEB_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>Inloggen</title></head><body>Log in met je schoolaccount</body></html>\n"
)
# School systems like to export a web page with a table and call it .xls.
_WEB_TABLE = "<html><body><table><tr><th>Code</th><th>Module</th></tr><tr><td>OM-102</td><td>Agenda</td></tr></table>"
_WORD = {
    "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.wordprocessingml.document.main+xml"/></Types>',
    "word/document.xml": b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
    b'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Onderwijsplan</w:t></w:r></w:p></w:body></w:document>',
}


def _zip(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


CASES = [
    Case(
        "file-empty",
        "A file of zero bytes: the upload broke off or the disk was full.",
        b"",
        reading([], [error("empty")]),
    ),
    Case(
        "file-is-a-pdf", "The plan was exported to PDF and named .xlsx.", _PDF, reading([], [error("not_a_workbook")])
    ),
    Case(
        "file-is-a-picture", "A screenshot of the plan.", _PNG, reading([], [error("not_a_workbook")]), extension="png"
    ),
    Case(
        "file-is-a-login-page",
        "Downloaded from SharePoint without being logged in: the .xlsx is a web page.",
        _WEB_PAGE.encode(),
        reading([], [error("not_a_workbook")]),
    ),
    Case(
        "file-cut-off",
        "The second half of the workbook is missing.",
        _WORKBOOK[: len(_WORKBOOK) // 2],
        reading([], [error("damaged")]),
    ),
    Case(
        "file-is-a-word-document",
        "The plan was written in Word and the .docx was renamed to .xlsx.",
        _zip(_WORD),
        reading([], [error("not_a_workbook")]),
    ),
    Case(
        "file-is-a-zip",
        "Two workbooks in a zip, as the mail program packed them.",
        _zip({"leerjaar 1.xlsx": _WORKBOOK, "leerjaar 2.xlsx": _WORKBOOK}),
        reading([], [error("not_a_workbook")]),
        extension="zip",
    ),
    Case(
        "file-is-a-web-table",
        "The .xls that a school system exports is a web page with a table; the docent is told to save it as .xlsx.",
        _WEB_TABLE.encode(),
        reading([], [error("not_a_workbook")]),
        extension="xls",
    ),
    Case(
        "file-is-noise",
        "Bytes that mean nothing.",
        bytes(range(256)) * 8,
        reading([], [error("not_a_workbook")]),
    ),
]
