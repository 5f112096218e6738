"""Synthetic Dutch uploads of any size, for speed only: nothing about quality can be read from them."""

from functools import cache

import numpy as np

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField


@cache
def _words() -> list[str]:
    from wordfreq import top_n_list

    return [word for word in top_n_list("nl", 40_000) if word.isalpha() and len(word) > 2]


def make_upload(modules: int, competencies: int, seed: int = 1) -> tuple[list[ModuleRecord], list[CompetencyRecord]]:
    """Make modules of about 75 words in six sentences and competencies of about 27 words, by topic and Zipf's law."""
    numbers = np.random.default_rng(seed)
    words = np.array(_words())
    topics = [numbers.choice(len(words), size=120, replace=False) for _topic in range(max(10, competencies // 4))]

    def sentence(topic: int, length: int) -> str:
        common = words[np.minimum(numbers.zipf(1.3, size=length), len(words)) - 1]
        special = words[numbers.choice(topics[topic], size=length)]
        return " ".join(np.where(numbers.random(length) < 0.5, common, special)).capitalize() + "."

    records = []
    for number in range(modules):
        topic = int(numbers.integers(len(topics)))
        passages = [Passage(ModuleField.TITLE, sentence(topic, 4), "S", f"A{number}")]
        passages += [Passage(ModuleField.OUTCOME, sentence(topic, 14), "S", f"B{number}") for _outcome in range(5)]
        records.append(ModuleRecord(f"M{number:05}", passages[0].text, passages=tuple(passages)))
    statements = [
        CompetencyRecord(f"C{number:05}", sentence(topic, 7), sentence(topic, 20))
        for number in range(competencies)
        for topic in [int(numbers.integers(len(topics)))]
    ]
    return records, statements
