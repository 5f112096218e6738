"""Measures how fast the engine is beside a named peer in the same run: ``python -m benchmarks``.

CPU seconds, median of three; the ratio is what counts, since machines differ. Peers: scikit-learn's TF-IDF with
sparse_dot_topn (``pip install scikit-learn sparse_dot_topn``; left out when missing) and networkx with copied graphs.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.clock import cpu_seconds
from benchmarks.corpus import make_upload
from benchmarks.first_stage import print_first_stage
from benchmarks.graph_questions import print_graph
from benchmarks.incremental import print_incremental
from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.mapping import propose_links

ROOT = Path(__file__).parent.parent


def match_with_sklearn(modules: list[ModuleRecord], competencies: list[CompetencyRecord]) -> None:
    """Find the best five competencies per module by word and letter n-gram TF-IDF, at the peer's best setting."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    ours = ["\n".join(passage.text for passage in module.passages) for module in modules]
    theirs = [f"{competency.title} {competency.description}" for competency in competencies]
    for options in ({}, {"analyzer": "char_wb", "ngram_range": (3, 5)}):
        vectoriser = TfidfVectorizer(sublinear_tf=True, **options).fit(ours + theirs)
        sp_matmul_topn(vectoriser.transform(ours), vectoriser.transform(theirs).T.tocsr(), top_n=5, sort=True)


def print_matching() -> None:
    """Print the whole engine without encoder beside scikit-learn, which only ranks."""
    has_peer = all(importlib.util.find_spec(name) for name in ("sklearn", "sparse_dot_topn"))
    print(
        "| modules × competencies | engine without encoder, CPU s | links "
        "| scikit-learn word + letter TF-IDF, CPU s | ratio |"
    )
    print("|---|---|---|---|---|")
    for rows, columns in ((35, 40), (200, 100), (1000, 100)):
        modules, competencies = make_upload(rows, columns)
        found = propose_links(modules, competencies, use_meaning=False)
        ours = cpu_seconds(lambda m=modules, c=competencies: propose_links(m, c, use_meaning=False))
        if has_peer:
            match_with_sklearn(modules[:5], competencies[:5])
            peer = cpu_seconds(lambda m=modules, c=competencies: match_with_sklearn(m, c))
            beside = f"{peer:.3f} | {ours / peer:.1f}"
        else:
            beside = "not installed | –"
        print(f"| {rows} × {columns} | {ours:.3f} | {len(found.links)} | {beside} |", flush=True)


def print_cold_start() -> None:
    """Print the whole command in a fresh process on the demo sheet, with an empty vector cache and with a full one."""
    print("\n| `curriculum map` on the demo sheet, fresh process | wall s | CPU s |")
    print("|---|---|---|")
    command = [str(Path(sys.executable).with_name("curriculum")), "map", str(ROOT / "curriculum/demo/demo.xlsx")]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HOME": folder, "XDG_CACHE_HOME": folder}
        for label in ("encoder, empty cache", "encoder, full cache", "encoder, full cache, again"):
            before, start = os.times(), time.perf_counter()
            subprocess.run(
                [*command, "--json", str(Path(folder, "report.json"))],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            after = os.times()
            used = after.children_user + after.children_system - before.children_user - before.children_system
            print(f"| {label} | {time.perf_counter() - start:.1f} | {used:.1f} |", flush=True)


if __name__ == "__main__":
    print_matching()
    print_first_stage()
    print_incremental()
    print_graph()
    print_cold_start()
