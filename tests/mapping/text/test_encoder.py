"""The vector cache: equal vectors with and without it, and a damaged file is no disaster."""

from pathlib import Path

import numpy as np
import pytest

from curriculum.mapping import VectorCache
from curriculum.mapping.text import encoder
from curriculum.mapping.text.encoder import DIMENSIONS, encoder_is_installed

pytestmark = pytest.mark.skipif(not encoder_is_installed(), reason="the sentence encoder is not installed")
TEXTS = ["Plant afspraken.", "", "Maakt notulen.", "Plant afspraken."]


def test_vectors_are_unit_length_and_empty_text_is_zero() -> None:
    vectors = VectorCache().vectors(TEXTS)
    assert vectors.shape == (4, DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1, 1], abs=1e-5)
    assert np.array_equal(vectors[0], vectors[3])


def test_a_kept_vector_is_read_back_bit_for_bit_without_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = VectorCache(tmp_path).vectors(TEXTS)
    monkeypatch.setattr(encoder, "_load_encoder", lambda: pytest.fail("nothing should be encoded"))
    assert np.array_equal(VectorCache(tmp_path).vectors(TEXTS), first)


def test_a_damaged_cache_is_passed_over(tmp_path: Path) -> None:
    first = VectorCache(tmp_path).vectors(TEXTS)
    (tmp_path / "vectors.sqlite").write_bytes(b"no database at all, but long enough to look at" * 50)
    assert np.array_equal(VectorCache(tmp_path).vectors(TEXTS), first)


def test_progress_counts_what_must_be_encoded_and_can_cancel(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    VectorCache().vectors(TEXTS, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]

    def cancel(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        VectorCache(tmp_path).vectors(TEXTS, cancel)
    again: list[tuple[int, int]] = []
    VectorCache(tmp_path).vectors(TEXTS, lambda done, total: again.append((done, total)))
    assert again == [(1, 1)]
