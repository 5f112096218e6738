"""Makes the table of word vectors that ships with the engine: ``python -m benchmarks.make_word_vectors [FILE]``.

Each Dutch lemma that is common enough gets what the sentence encoder says of it alone, without the directions that all
words share, in fewer dimensions and as small integers. Takes about five minutes of one processor. No gold set and no
text of a school plays a part: the words come from the frequency list of wordfreq (CC BY-SA 4.0), the vectors from the
multilingual Universal Sentence Encoder (Apache-2.0).
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.encoder import VectorCache
from curriculum.mapping.text.stopwords import LIGHT_WORDS, STOPWORDS
from curriculum.mapping.text.word_vectors import SHIPPED

Floats = npt.NDArray[np.float64]

RAREST = 3e-7
SHORTEST = 4
SHARED_DIRECTIONS = 3
DIMENSIONS = 128


def choose_words() -> list[str]:
    """Return the lemmas of common Dutch words that carry weight, the most common first."""
    from wordfreq import get_frequency_dict

    analyzer = get_analyzer()
    frequencies: defaultdict[str, float] = defaultdict(float)
    for form, frequency in sorted(get_frequency_dict("nl", wordlist="large").items()):
        if frequency >= RAREST and form.isalpha() and len(form) >= SHORTEST:
            lemma = analyzer.lemma(form)
            if analyzer.knows(form) and lemma not in STOPWORDS | LIGHT_WORDS:
                frequencies[lemma] += frequency
    return sorted(frequencies, key=lambda word: (-frequencies[word], word))


def shrink(vectors: Floats) -> npt.NDArray[np.int8]:
    """Return vectors without what all share, in :data:`DIMENSIONS` numbers of one byte."""
    centred = vectors - vectors.mean(axis=0)
    _left, _sizes, directions = np.linalg.svd(centred, full_matrices=False)
    kept = directions[SHARED_DIRECTIONS : SHARED_DIRECTIONS + DIMENSIONS]
    centred -= centred @ directions[:SHARED_DIRECTIONS].T @ directions[:SHARED_DIRECTIONS]
    short = centred / np.linalg.norm(centred, axis=1, keepdims=True) @ kept.T
    return np.asarray(np.rint(127 * short / np.abs(short).max(axis=1, keepdims=True)), dtype=np.int8)


def main() -> None:
    """Write the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    words = choose_words()
    vectors = VectorCache().vectors(words).astype(np.float64)
    np.savez_compressed(path, words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8), vectors=shrink(vectors))
    print(f"{len(words)} words, {path.stat().st_size / 1e6:.1f} MB: {path}")


if __name__ == "__main__":
    main()
