"""The OLE compound file container, in which an .xls is packed: takes one stream out of it."""

import struct

from imports.sheets import RefusalError

_END = 0xFFFFFFFA  # This number and those above it are marks, not sectors.
_DIRECTORY_ENTRY = 128
_MOST_ENTRIES = 20_000


def read_stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream that has one of ``names``.

    Raises
    ------
    RefusalError
        ``file-damaged`` when the container is broken or holds no such stream.
    """
    try:
        return _CompoundFile(data).stream(names)
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as error:
        raise RefusalError("file-damaged") from error


class _CompoundFile:
    """The sector tables of a compound file; every chain is followed once around at most."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._mini_size = 1 << min(struct.unpack_from("<H", data, 32)[0], 16)
        self._cutoff = struct.unpack_from("<I", data, 56)[0]
        if self._size < 128 or self._mini_size < 8:
            raise RefusalError("file-damaged")
        directory_start, mini_start = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 60)[0]
        self._table = self._read_table()
        self._directory = self._chain(directory_start)
        mini_table = self._chain(mini_start) if mini_start < _END else b""
        self._mini_table = struct.unpack(f"<{len(mini_table) // 4}I", mini_table[: len(mini_table) // 4 * 4])

    def stream(self, names: tuple[str, ...]) -> bytes:
        """Return a stream by name."""
        wanted = {name.casefold() for name in names}
        root_start = struct.unpack_from("<I", self._directory, 116)[0]
        for number in range(min(len(self._directory) // _DIRECTORY_ENTRY, _MOST_ENTRIES)):
            entry = self._directory[number * _DIRECTORY_ENTRY : (number + 1) * _DIRECTORY_ENTRY]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            name = entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
            if entry[66] == 2 and name.casefold() in wanted:
                start, size = struct.unpack_from("<I", entry, 116)[0], struct.unpack_from("<I", entry, 120)[0]
                if size >= self._cutoff:
                    return self._chain(start)[:size]
                return self._mini_chain(start, self._chain(root_start))[:size]
        raise RefusalError("file-damaged")

    def _read_table(self) -> tuple[int, ...]:
        sectors = [sector for sector in struct.unpack_from("<109I", self._data, 76) if sector < _END]
        following = struct.unpack_from("<I", self._data, 68)[0]
        per_sector = self._size // 4
        for _ in range(len(self._data) // self._size + 1):
            if following >= _END:
                break
            *more, following = struct.unpack(f"<{per_sector}I", self._sector(following))
            sectors.extend(sector for sector in more if sector < _END)
        if len(sectors) > len(self._data) // self._size + 1:
            raise RefusalError("file-damaged")
        table = b"".join(self._sector(sector) for sector in sectors)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise RefusalError("file-damaged")
        return sector.ljust(self._size, b"\x00")

    def _chain(self, start: int) -> bytes:
        pieces = []
        while start < _END:
            pieces.append(self._sector(start))
            if len(pieces) > len(self._table):
                raise RefusalError("file-damaged")
            start = self._table[start]
        return b"".join(pieces)

    def _mini_chain(self, start: int, container: bytes) -> bytes:
        pieces = []
        while start < _END:
            pieces.append(container[start * self._mini_size : (start + 1) * self._mini_size])
            if len(pieces) > len(self._mini_table):
                raise RefusalError("file-damaged")
            start = self._mini_table[start]
        return b"".join(pieces)
