"""Measures the first stage, text in and ids out, beside scikit-learn TF-IDF with sparse_dot_topn.

``python -m benchmarks.first_stage`` prints the table. Every figure comes from a fresh process that has loaded its
dictionaries and has seen no word yet; both sides read the same texts in turn.
"""

import importlib.util
import json
import subprocess
import sys
import time
from statistics import median

from benchmarks.corpus import make_upload
from benchmarks.memory import peak_megabytes
from curriculum.contract.records import CompetencyRecord, ModuleRecord

SIZES = ((1_000, 100, 5), (10_000, 1_000, 3), (50_000, 14_000, 1))
COUNT = 5


def run_ours(modules: list[ModuleRecord], competencies: list[CompetencyRecord]) -> tuple[float, int]:
    """Return the CPU seconds of our first stage and how many ids it found."""
    from curriculum.mapping.candidates import find_candidates
    from curriculum.mapping.text.analysis import DutchAnalyzer

    analyzer = DutchAnalyzer()
    analyzer.analyse("dossiervorming")  # Loads the dictionaries.
    start = time.process_time()
    found = find_candidates(modules, competencies, COUNT, analyzer=analyzer)
    return time.process_time() - start, sum(map(len, found.values()))


def run_peer(modules: list[ModuleRecord], competencies: list[CompetencyRecord]) -> tuple[float, int]:
    """Return the same of scikit-learn with sparse_dot_topn on word TF-IDF, one thread."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    ours = ["\n".join(passage.text for passage in module.passages) for module in modules]
    theirs = [f"{competency.title} {competency.description}" for competency in competencies]
    start = time.process_time()
    vectoriser = TfidfVectorizer(sublinear_tf=True).fit(ours + theirs)
    left, right = vectoriser.transform(ours), vectoriser.transform(theirs).T.tocsr()
    best = sp_matmul_topn(left, right, top_n=COUNT, sort=True)
    codes = [competency.code for competency in competencies]
    found = {
        module.id: tuple(codes[column] for column in best.indices[best.indptr[row] : best.indptr[row + 1]])
        for row, module in enumerate(modules)
    }
    return time.process_time() - start, sum(map(len, found.values()))


RUNS = {"ours": run_ours, "peer": run_peer}


def measure_here(which: str, modules: int, competencies: int) -> dict[str, float]:
    """Run one side in this process: CPU seconds, and the memory (MB) on top of the texts and the dictionaries."""
    upload = make_upload(modules, competencies)
    small = make_upload(50, 50, seed=2)
    RUNS[which](*small)
    before = peak_megabytes()
    seconds, found = RUNS[which](*upload)
    return {"seconds": seconds, "megabytes": peak_megabytes() - before, "peak": peak_megabytes(), "found": found}


def measure_apart(which: str, modules: int, competencies: int) -> dict[str, float]:
    """Run one side in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.first_stage", which, str(modules), str(competencies)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def print_first_stage() -> None:
    """Print our first stage beside the peer; the largest size takes a minute or two."""
    has_peer = all(importlib.util.find_spec(name) for name in ("sklearn", "sparse_dot_topn"))
    print(
        "\n| modules × competencies | first stage, CPU s | memory on top of the texts, MB | whole process, MB "
        "| scikit-learn + sparse_dot_topn, CPU s | ratio |"
    )
    print("|---|---|---|---|---|---|")
    for modules, competencies, rounds in SIZES:
        pairs = [
            (measure_apart("ours", modules, competencies), measure_apart("peer", modules, competencies))
            if has_peer
            else (measure_apart("ours", modules, competencies), None)
            for _round in range(rounds)
        ]
        ours = median(first["seconds"] for first, _second in pairs)
        peers = [second["seconds"] for _first, second in pairs if second is not None]
        beside = f"{median(peers):.2f} | {ours / median(peers):.2f}" if peers else "not installed | –"
        memory = max(first["megabytes"] for first, _second in pairs)
        peak = max(first["peak"] for first, _second in pairs)
        print(f"| {modules:,} × {competencies:,} | {ours:.2f} | {memory:.0f} | {peak:.0f} | {beside} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure_here(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
    else:
        print_first_stage()
