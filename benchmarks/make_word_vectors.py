"""Makes the table of word vectors that ships with the engine: ``python -m benchmarks.make_word_vectors [FILE]``.

Each Dutch lemma that is common enough gets what the sentence encoder says of it alone, without the directions that all
words share, in fewer dimensions and as small integers. Takes about five minutes of one processor. No gold set and no
text of a school plays a part: the words come from the frequency list of wordfreq (CC BY-SA 4.0), the vectors from the
multilingual Universal Sentence Encoder (Apache-2.0).
"""

import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.encoder import VectorCache
from curriculum.mapping.text.stopwords import LIGHT_WORDS, STOPWORDS
from curriculum.mapping.text.word_vectors import SHIPPED

Floats = npt.NDArray[np.float64]

# Relative frequencies. Names and foreign words are among the words that the dictionary does not list, and so are words
# of the profession ("notulen", "privacy").
RAREST_KNOWN, RAREST_UNKNOWN = 3e-7, 1e-6
SHORTEST_KNOWN, SHORTEST_UNKNOWN = 4, 3
SHARED_DIRECTIONS = 3
DIMENSIONS = 128


def choose_words() -> tuple[list[str], list[str]]:
    """Return the lemmas of common Dutch words that carry weight, those that the dictionary lists and further ones.

    A further word whose stem one of the first has already is left out: most often it is an inflected form, and its
    vector would blur that of the lemma.
    """
    from wordfreq import get_frequency_dict

    analyzer = get_analyzer()
    known: defaultdict[str, float] = defaultdict(float)
    unknown: defaultdict[str, float] = defaultdict(float)
    for form, frequency in sorted(get_frequency_dict("nl", wordlist="large").items()):
        listed = analyzer.knows(form)
        rarest, shortest = (RAREST_KNOWN, SHORTEST_KNOWN) if listed else (RAREST_UNKNOWN, SHORTEST_UNKNOWN)
        if frequency >= rarest and form.isalpha() and len(form) >= shortest:
            lemma = analyzer.lemma(form)
            if lemma not in STOPWORDS | LIGHT_WORDS:
                (known if listed else unknown)[lemma] += frequency
    stems = {analyzer.analyse(word).stem for word in known}
    further = {word: value for word, value in unknown.items() if analyzer.analyse(word).stem not in stems}
    return _by_frequency(known), _by_frequency(further)


def _by_frequency(frequencies: Mapping[str, float]) -> list[str]:
    return sorted(frequencies, key=lambda word: (-frequencies[word], word))


def shrink(vectors: Floats, typical: int) -> npt.NDArray[np.int8]:
    """Return vectors without what the first ``typical`` share, in :data:`DIMENSIONS` numbers of one byte."""
    centred = vectors - vectors[:typical].mean(axis=0)
    _left, _sizes, directions = np.linalg.svd(centred[:typical], full_matrices=False)
    kept = directions[SHARED_DIRECTIONS : SHARED_DIRECTIONS + DIMENSIONS]
    centred -= centred @ directions[:SHARED_DIRECTIONS].T @ directions[:SHARED_DIRECTIONS]
    short = centred / np.linalg.norm(centred, axis=1, keepdims=True) @ kept.T
    return np.asarray(np.rint(127 * short / np.abs(short).max(axis=1, keepdims=True)), dtype=np.int8)


def main() -> None:
    """Write the table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    known, further = choose_words()
    words = [*known, *further]
    vectors = shrink(VectorCache().vectors(words).astype(np.float64), len(known))
    np.savez_compressed(path, words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8), vectors=vectors)
    print(f"{len(words)} words, {path.stat().st_size / 1e6:.1f} MB: {path}")


if __name__ == "__main__":
    main()
