"""Saves an openpyxl workbook as bytes that are the same at every build: no clock in the zip or in the properties."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook

MADE_ON = datetime(2026, 8, 24, 9, 0)  # noqa: DTZ001 - openpyxl writes naive times as UTC
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def save_fixed(book: Workbook, *, author: str = "Onderwijsteam OMS") -> bytes:
    """Return the .xlsx of ``book``; two builds from the same cells give the same bytes.

    openpyxl stamps the moment of saving on the properties and on each part of the zip, so both are written again.

    >>> book = Workbook()
    >>> save_fixed(book) == save_fixed(book)
    True
    """
    book.properties.creator = author
    book.properties.created = MADE_ON
    saved = io.BytesIO()
    book.save(saved)
    moment = MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, MADE_ON.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # The same on every machine; else the zip names the system that wrote it.
            target.writestr(entry, content)
    return fixed.getvalue()
