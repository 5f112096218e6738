"""Reads .csv and .tsv: finds out the encoding and the separator, and reads the rest as the standard library does."""

import csv
import io
from collections.abc import Iterator

from imports.formats.mojibake import repair_texts
from imports.sheets import FileKind, Limits, RefusalError, Row, Sheet, Workbook, clean_text

_SEPARATORS = ";,\t|"
_SAMPLE_ROWS = 50
_SAMPLE_SIGNS = 64 * 1024
_MOST_SEPARATORS = 100_000  # In one line; a field may hold some, but a row has no such number of fields.
_EMPTY_CELLS = 4_000_000  # So many empty places may be read beside those that hold something.


def decode_text(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding that it turned out to be in.

    UTF-8 (with or without a byte order mark) is tried first because wrong UTF-8 is nearly never valid; UTF-16 only with
    its mark; everything else is Windows' Western code page, which is what Excel writes.

    >>> decode_text("naam;één".encode("cp1252"))
    ('naam;één', 'cp1252')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        # Five bytes have no meaning in cp1252; latin-1 keeps them instead of failing.
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            return data.decode("latin-1"), "latin-1"


def find_separator(text: str) -> str:
    r"""Return the separator that gives the most regular table over the first rows.

    A line "sep=;" on top, as Excel writes it, decides at once.

    >>> find_separator("code;titel;uren\n1;Agenda, plannen;1,5\n2;Post;2,5\n")
    ';'
    """
    text = text[:_SAMPLE_SIGNS]
    first_line = text.partition("\n")[0].strip().strip('"')
    if first_line.lower().startswith("sep=") and len(first_line) == 5:
        return first_line[4]
    best, best_score = ";", 0.0
    for separator in _SEPARATORS:
        widths: list[int] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                if any(row):
                    widths.append(len(row))
                if len(widths) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        # Mostly how many rows agree on one width; a little how wide that is.
        score = wide.count(usual) / len(widths) + min(usual, 20) / 100
        if score > best_score:
            best, best_score = separator, score
    return best


def read_delimited(data: bytes, name: str, limits: Limits) -> Workbook:
    """Read delimited text as a workbook of one sheet that carries the file's name.

    Raises
    ------
    RefusalError
        When the bytes are no text, hold too much, or a quote never ends in a field beyond the limit.
    """
    if len(data) > limits.file_bytes:
        raise RefusalError("file-too-large", limit=f"{limits.file_bytes // (1024 * 1024)}")
    text, encoding = decode_text(data)
    if "\x00" in text:
        raise RefusalError("file-unreadable")
    separator = find_separator(text)
    # Programs write the empty rows and cells that once had a format: a million lines of semicolons below the table.
    text = text.rstrip(f"\r\n {separator}") if separator != '"' else text
    sheet = Sheet(name)
    limit_before = csv.field_size_limit(limits.text_length * 4)
    cells = places = 0
    sample = ""
    try:
        for number, texts in enumerate(csv.reader(_lines(text, separator, limits), delimiter=separator), start=1):
            if number == 1 and texts and texts[0].lower().startswith("sep="):
                continue
            places += len(texts)
            if places > _EMPTY_CELLS + 2 * cells:
                raise RefusalError("sheet-nearly-empty", value=name)
            if not any(texts):
                continue
            row = [clean_text(value) for value in texts]
            while row and not row[-1]:
                row.pop()
            if not row:
                continue
            cells += len(row)
            if len(sheet.rows) >= limits.rows or cells > limits.cells:
                raise RefusalError("file-too-many-cells", rows=str(limits.rows))
            if len(row) > limits.columns:
                sheet.far_cells.append(f"{number}")
                del row[limits.columns :]
            row, repaired = repair_texts(row)
            sample = sample or repaired
            sheet.rows.append(Row(number, row))
    except csv.Error as error:
        raise RefusalError("csv-broken", value=str(error)) from error
    finally:
        csv.field_size_limit(limit_before)
    workbook = Workbook(FileKind.CSV, [sheet])
    if sample:
        workbook.remarks.append(("text-repaired", sample))
    if "�" in text:
        workbook.remarks.append(("text-unreadable-characters", encoding))
    return workbook


def _lines(text: str, separator: str, limits: Limits) -> Iterator[str]:
    """Yield the lines of a text with their ends, as long as their number and width can be those of a table."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if number > limits.lines:
            raise RefusalError("file-too-many-lines", limit=str(limits.lines))
        if line.count(separator) > _MOST_SEPARATORS:
            raise RefusalError("csv-line-too-wide", line=str(number))
        yield line
