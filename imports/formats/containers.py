"""Tells what a file is by its content, and opens zip packages without ever inflating more than the limits allow."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from imports.sheets import FileKind, Limits, RefusalError

_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"SQLite format 3", "SQLite"),
)
_ENTITY_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_SAFE_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})


# Office programs deflate or store; other methods inflate whole parts at once, uncounted.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LONGEST_TAG = 1024 * 1024
_OUT_OF_MEMORY = "Error -4 "  # Z_MEM_ERROR; zlib.error carries its number in the text only.


class Package:
    """A zip package of which single parts are inflated while they are counted.

    The central directory is checked first; what it claims is never trusted while inflating. Names are only looked up,
    nothing is ever written under them. A part whose checksum does not fit is refused.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._packed_bytes = len(data)
        self._total = 0
        self._read: dict[str, int] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError) as error:
            raise RefusalError("file-damaged") from error
        infos = self._zip.infolist()
        if len(infos) > limits.entries:
            raise RefusalError("file-too-many-parts", parts=str(len(infos)))
        if any(info.flag_bits & 0x1 for info in infos):
            raise RefusalError("file-password")
        self._infos = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}

    def has(self, name: str) -> bool:
        """Return whether the package has a part of this name (upper and lower case are the same in a package)."""
        return name.lower() in self._infos

    def names(self) -> list[str]:
        """Return the names of all parts in lower case."""
        return list(self._infos)

    def forget(self, name: str) -> None:
        """Do not count a part that is going to be read once more."""
        self._total -= self._read.pop(name.lower(), 0)

    def chunks(self, name: str, *, small: bool = False) -> Iterator[bytes]:
        """Yield a part piece by piece; ``small`` holds it to the limit of the parts that hold no cells.

        Raises
        ------
        RefusalError
            ``file-damaged`` when the part is missing or broken, ``file-inflates`` when it grows beyond the limits,
            ``file-part-too-large`` when it is a small one that does.
        """
        info = self._infos.get(name.lower())
        if info is None or info.compress_type not in _METHODS:
            raise RefusalError("file-damaged", value=name)
        if small and info.file_size > self._limits.small_part_bytes:
            raise RefusalError("file-part-too-large", value=name)
        if info.file_size > self._limits.part_bytes:
            raise RefusalError("file-inflates")
        produced = 0
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    produced += len(chunk)
                    self._total += len(chunk)
                    self._read[name.lower()] = produced
                    self._check_growth(produced, info.compress_size)
                    if small and produced > self._limits.small_part_bytes:
                        raise RefusalError("file-part-too-large", value=name)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            if str(error).startswith(_OUT_OF_MEMORY):
                # The machine is at its limit; that says nothing about the file.
                raise MemoryError from error
            raise RefusalError("file-damaged", value=name) from error

    @property
    def limits(self) -> Limits:
        """What this package may ask of the machine."""
        return self._limits

    def read(self, name: str) -> bytes:
        """Return a whole small part."""
        return b"".join(self.chunks(name, small=True))

    def xml_chunks(self, name: str, *, small: bool = False) -> Iterator[bytes]:
        """Yield an XML part as chunks, after refusing document types, entities, exotic encodings and endless tags.

        A document type may only stand before the root element and entity declarations only inside it, so watching every
        chunk (with some overlap) costs little and leaves no hole. A text of a cell or a tag with its attributes is
        never as long as ``_LONGEST_TAG``, and an XML parser takes its time for such a one.
        """
        tail, since_tag = b"", 0
        for number, chunk in enumerate(self.chunks(name, small=small)):
            since_tag = 0 if b">" in chunk else since_tag + len(chunk)
            if since_tag > _LONGEST_TAG:
                raise RefusalError("file-part-too-large", value=name)
            if number == 0:
                if chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:4]:
                    # UTF-16 would hide a document type from the check; no office program writes it.
                    raise RefusalError("file-damaged", value=name)
                declared = _ENCODING.search(chunk[:200].split(b"?>", 1)[0])
                if declared and declared.group(1).lower() not in _SAFE_ENCODINGS:
                    raise RefusalError("file-damaged", value=name)
            # Searching for one byte is many times quicker than for two, and nearly no chunk holds this one.
            if (b"!" in chunk and b"<!" in chunk) or tail.endswith(b"<"):
                window = tail + chunk
                if _ENTITY_DECLARATION.search(window):
                    raise RefusalError("file-entities")
            tail = chunk[-16:]
            yield chunk

    def _check_growth(self, produced: int, packed: int) -> None:
        limits = self._limits
        if produced > limits.part_bytes or self._total > limits.total_bytes:
            raise RefusalError("file-inflates")
        if produced > limits.ratio_from_bytes and produced > limits.ratio * max(packed, 1):
            raise RefusalError("file-inflates")


def recognise(data: bytes, limits: Limits) -> FileKind:
    """Return what kind of table file these bytes are, whatever the file is called.

    Raises
    ------
    RefusalError
        With a problem code for an empty, oversized, password-protected, damaged or altogether different file.
    """
    if not data.strip(b"\x00 \t\r\n") or data.strip() == b"\xef\xbb\xbf":
        raise RefusalError("file-empty")
    if len(data) > limits.file_bytes:
        raise RefusalError("file-too-large", limit=f"{limits.file_bytes // (1024 * 1024)}")
    if data.startswith(b"PK"):
        return _recognise_package(Package(data, limits))
    if data.startswith(_OLE):
        return _recognise_compound(data)
    for start, kind in _OTHER_KINDS:
        if data.startswith(start):
            raise RefusalError("file-wrong-type", kind=kind)
    if data[:4] in (
        b"\x09\x08\x10\x00",
        b"\x09\x08\x08\x00",
        b"\x09\x00\x04\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x04\x06\x00",
    ):
        raise RefusalError("file-too-old")
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<meta")):
        raise RefusalError("file-wrong-type", kind="HTML")
    if head.startswith(b"<?xml"):
        raise RefusalError("file-wrong-type", kind="XML")
    if head.startswith(b"{") and b'"' in head[:50]:
        raise RefusalError("file-wrong-type", kind="JSON")
    if _looks_like_text(data):
        return FileKind.CSV
    raise RefusalError("file-unreadable")


def _recognise_package(package: Package) -> FileKind:
    if package.has("xl/workbook.bin"):
        return FileKind.XLSB
    if package.has("[Content_Types].xml"):
        types = package.read("[Content_Types].xml").lower()
        if b"spreadsheetml" in types or b"ms-excel" in types:
            return FileKind.XLSM if package.has("xl/vbaproject.bin") or b"macroenabled" in types else FileKind.XLSX
        if b"wordprocessingml" in types:
            raise RefusalError("file-wrong-type", kind="Word")
        if b"presentationml" in types:
            raise RefusalError("file-wrong-type", kind="PowerPoint")
    if package.has("mimetype"):
        mimetype = package.read("mimetype")
        if b"opendocument.spreadsheet" in mimetype:
            manifest = package.read("META-INF/manifest.xml") if package.has("META-INF/manifest.xml") else b""
            if b"encryption-data" in manifest:
                raise RefusalError("file-password")
            return FileKind.ODS
        if b"opendocument" in mimetype:
            raise RefusalError("file-wrong-type", kind="OpenDocument")
    if any(name.endswith(".iwa") for name in package.names()):
        raise RefusalError("file-wrong-type", kind="Numbers")
    if package.has("xl/workbook.xml"):
        return FileKind.XLSX
    raise RefusalError("file-wrong-type", kind="zip")


def _recognise_compound(data: bytes) -> FileKind:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise RefusalError("file-password")
    if has("WordDocument"):
        raise RefusalError("file-wrong-type", kind="Word")
    if has("PowerPoint Document"):
        raise RefusalError("file-wrong-type", kind="PowerPoint")
    if has("Workbook") or has("Book"):
        return FileKind.XLS
    raise RefusalError("file-damaged")


def _looks_like_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:65536]
    odd = sum(sample.count(bytes([code])) for code in (*range(9), 11, 12, *range(14, 32), 127))
    return odd <= len(sample) // 500
