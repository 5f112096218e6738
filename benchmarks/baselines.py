"""The baselines of the quality benchmark: plain BM25, and BM25 with a stop list and a stemmer."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np

from benchmarks.gold import Upload
from benchmarks.measures import Floats
from curriculum.mapping.text.documents import competency_text, module_text
from curriculum.mapping.text.stopwords import STOPWORDS

K1, B = 1.2, 0.75


def rank_naive(upload: Upload) -> Floats:
    """Rank by BM25 over lower-case words as they stand."""
    return _bm25(upload, lambda text: re.findall(r"\w+", text.lower()))


def rank_stemmed(upload: Upload) -> Floats:
    """Rank by BM25 over Snowball stems (Porter's Dutch stemmer) without function words."""
    return _bm25(
        upload, lambda text: [_stem(word) for word in re.findall(r"\w+", text.lower()) if word not in STOPWORDS]
    )


BASELINES: tuple[tuple[str, Callable[[Upload], Floats]], ...] = (
    ("BM25 (naive)", rank_naive),
    ("BM25, stop words, stems", rank_stemmed),
)


@cache
def _stem(word: str) -> str:
    import Stemmer

    return str(Stemmer.Stemmer("dutch_porter").stemWord(word))


def _bm25(upload: Upload, tokenise: Callable[[str], list[str]]) -> Floats:
    documents = [Counter(tokenise(competency_text(item))) for item in upload.competencies]
    queries = [tokenise(module_text(module)) for module in upload.modules]
    frequency = Counter(term for document in documents for term in document)
    mean = sum(document.total() for document in documents) / len(documents)
    scores = np.zeros((len(queries), len(documents)))
    for column, document in enumerate(documents):
        norm = K1 * (1 - B + B * document.total() / mean)
        weight = {
            term: np.log1p((len(documents) - frequency[term] + 0.5) / (frequency[term] + 0.5))
            * count
            * (K1 + 1)
            / (count + norm)
            for term, count in document.items()
        }
        for row, query in enumerate(queries):
            scores[row, column] = sum(weight.get(term, 0.0) for term in query)
    return scores
