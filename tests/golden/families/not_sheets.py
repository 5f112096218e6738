"""Files that hold no sheet at all; each is refused with an own sentence and without an accident."""

from tests.golden.describe import Case, Sheet, error, reading, xlsx

_WORKBOOK = xlsx(Sheet([("Code", "Module"), ("OM-102", "Agendabeheer")]))
_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
_WEB_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>Inloggen</title></head><body>Log in met je schoolaccount</body></html>\n"
)

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
]
