"""Measures how well the engine finds links and gaps: ``python -m benchmarks.quality [GOLD-FOLDER]``.

Prints markdown tables: ablation with baselines, decisions, gaps, modules from elsewhere, calibration, bands, learning.
Settings were tuned on the tuning half; both halves are printed.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.baselines import BASELINES
from benchmarks.gold import SETS, Upload, append_foreign, read_gold
from benchmarks.measures import (
    Flags,
    Floats,
    area_under_curve,
    average_precisions,
    balanced_accuracy,
    calibration_error,
    f1_counts,
    f1_score,
)
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping import MatchSettings, VectorCache
from curriculum.mapping.assessing import coverage_probabilities
from curriculum.mapping.learning import learn_from_decisions
from curriculum.mapping.pair_scores import PairScores
from curriculum.mapping.probability import link_probabilities, ordering_scores
from curriculum.mapping.readings import Readings
from curriculum.mapping.scoring import score_pairs
from curriculum.mapping.text.analysis import get_analyzer

Gold = dict[str, list[Upload]]
CACHE = VectorCache(Path(__file__).parent.parent / ".benchmarks" / "vectors")
FOREIGN = {"slo_fo": "esco_fw", "esco_fw": "slo_fo", "sbb_profiel": "slo_module"}


@dataclass(frozen=True)
class Result:
    """What the engine says of one upload."""

    upload: Upload
    order: Floats
    probabilities: Floats
    flagged: Flags


def run_engine(upload: Upload, settings: MatchSettings, *, meaning: bool) -> Result:
    """Score one upload with the product's own functions."""
    readings = Readings(get_analyzer(), settings, CACHE if meaning else None)
    scores = score_pairs(upload.modules, upload.competencies, readings).scores
    return judge(upload, scores, settings)


def judge(upload: Upload, scores: PairScores, settings: MatchSettings) -> Result:
    """Turn scores into ordering, probabilities and gap flags."""
    has_text = np.ones(len(upload.modules), dtype=bool)
    # As the product shows them: some frameworks say one thing twice, and the last bit must not decide between the two.
    order = np.round(ordering_scores(scores, settings), 4)
    probabilities = link_probabilities(scores, has_text, settings)
    found = coverage_probabilities(order, scores.letters, probabilities, np.ones(order.shape, dtype=bool), settings)
    strong = probabilities.max(axis=0) >= settings.strong_threshold
    return Result(upload, order, probabilities, (found < settings.gap_threshold) & ~strong)


def mean_average_precision(gold: Gold, ranked: dict[int, Floats], half: bool | None) -> dict[str, float]:
    """Return MAP per set; ``half`` True = reporting, False = tuning, None = all."""
    result = {}
    for name, uploads in gold.items():
        found: list[float] = []
        for upload in uploads:
            rows = np.ones(len(upload.modules), dtype=bool) if half is None else upload.reporting == half
            found += average_precisions(ranked[id(upload)][rows], upload.relevant[rows], upload.unsure[rows])
        result[name] = float(np.mean(found))
    return result


def print_ranking(gold: Gold) -> None:
    """Print the ablation: each line leaves out or adds one thing."""
    shipped = MatchSettings()
    lines: list[tuple[str, Callable[[Upload], Floats]]] = list(BASELINES)
    lines += [
        (label, lambda upload, s=settings, m=meaning: run_engine(upload, s, meaning=m).order)
        for label, settings, meaning in (
            (
                "engine, words only",
                replace(shipped, best_sentence_share=0, mean_sentence_share=0, word_vector_share=0, neighbour_share=0),
                False,
            ),
            ("engine, words and letters", replace(shipped, word_vector_share=0, neighbour_share=0), False),
            ("engine, words, letters, similar modules", replace(shipped, word_vector_share=0), False),
            ("**engine without encoder** (+ word vectors)", shipped, False),
            ("engine without centring", replace(shipped, shrink_modules=1e9), True),
            ("engine without words", replace(shipped, term_share=0), True),
            ("engine without letters", replace(shipped, best_sentence_share=0, mean_sentence_share=0), True),
            ("engine without word vectors", replace(shipped, word_vector_share=0), True),
            ("engine without compound parts", replace(shipped, part_weight=0), True),
            ("engine without synonyms", replace(shipped, synonym_weight=0), True),
            ("engine, search terms as plain words", replace(shipped, search_hit_share=0), True),
            ("engine without search terms", replace(shipped, search_hit_share=0, search_term_weight=0), True),
            ("engine without similar modules", replace(shipped, neighbour_share=0), True),
            ("engine without expected popularity", replace(shipped, expected_popularity_share=0), True),
            ("**engine as shipped**", shipped, True),
        )
    ]
    print(f"| MAP, reporting half | {' | '.join(SETS)} | mean | tuning half | both |")
    print("|---|" + "---|" * (len(SETS) + 3))
    for label, rank in lines:
        ranked = {id(upload): rank(upload) for uploads in gold.values() for upload in uploads}
        found = [mean_average_precision(gold, ranked, half) for half in (True, False, None)]
        means = [np.mean(list(each.values())) for each in found]
        print(
            f"| {label} | {' | '.join(f'{value:.3f}' for value in found[0].values())} | {means[0]:.3f} | "
            f"{means[1]:.3f} | {means[2]:.3f} |",
            flush=True,
        )


def print_decisions(results: dict[str, list[Result]], settings: MatchSettings, label: str) -> None:
    """Print link F1 and the balanced accuracy of the gap flag."""
    print(f"\n| {label} | {' | '.join(SETS)} | mean |")
    print("|---|" + "---|" * (len(SETS) + 1))
    for half, words in ((True, "reporting half"), (False, "tuning half")):
        row = []
        for runs in results.values():
            total = np.zeros(3, dtype=np.int64)
            for run in runs:
                rows = run.upload.reporting if half else ~run.upload.reporting
                proposed = run.probabilities[rows] >= settings.link_threshold
                total += f1_counts(proposed, run.upload.relevant[rows], run.upload.unsure[rows])
            row.append(f1_score(total))
        print(f"| link F1, {words} | {' | '.join(f'{value:.3f}' for value in row)} | {np.mean(row):.3f} |")
    row = []
    for runs in results.values():
        values = []
        for run in runs:
            covered = np.asarray(run.upload.relevant.any(axis=0))
            sure = ~(run.upload.unsure.any(axis=0) & ~covered)
            values.append(balanced_accuracy(run.flagged[sure], covered[sure]))
        row.append(float(np.nanmean(values)) if not np.isnan(values).all() else float("nan"))
    cells = " | ".join("–" if np.isnan(value) else f"{value:.3f}" for value in row)
    print(f"| gap flag, balanced accuracy (whole upload) | {cells} | {np.nanmean(row):.3f} |", flush=True)


def print_foreign(gold: Gold, settings: MatchSettings, *, meaning: bool) -> None:
    """Print how well own modules are told from those of another set, and what these do to the links of the own ones.

    With as many foreign modules as own ones, with a tenth of the upload foreign as in real life, and with foreign
    modules alone.
    """
    print(
        "\n| modules from elsewhere | AUC own versus foreign | foreign modules with a proposal | with a likely one "
        "| with a proposal, one in ten foreign | with a proposal, nothing but foreign "
        "| link F1 of the own modules alone | beside as many foreign |"
    )
    print("|---|---|---|---|---|---|---|---|")
    areas = []
    for name, source in FOREIGN.items():
        pool = [module for upload in gold[source] for module in upload.modules]
        found: defaultdict[str, list[float]] = defaultdict(list)
        links: defaultdict[str, list[npt.NDArray[np.int64]]] = defaultdict(list)
        for number, upload in enumerate(gold[name]):
            order, own_count = np.random.default_rng(number).permutation(len(pool)), len(upload.modules)
            foreign = [pool[index] for index in order[:own_count]]
            joined, own = append_foreign(upload, foreign)
            few, few_own = append_foreign(upload, foreign[: max(1, round(own_count / 9))])
            probabilities, with_few, alone, without = (
                run_engine(asked, settings, meaning=meaning).probabilities
                for asked in (joined, few, replace(joined, modules=tuple(foreign)), upload)
            )
            best = probabilities.max(axis=1)
            found["auc"].append(area_under_curve(best[own], best[~own]))
            found["likely"].append(float((best[~own] >= settings.likely_threshold).mean()))
            for label, rows in (("half", probabilities[~own]), ("few", with_few[~few_own]), ("alone", alone)):
                found[label].append(float((rows.max(axis=1) >= settings.link_threshold).mean()))
            for label, rows in (("alone", without), ("beside", probabilities[own])):
                links[label].append(f1_counts(rows >= settings.link_threshold, upload.relevant, upload.unsure))
        areas.append(np.mean(found["auc"]))
        cells = [f"{areas[-1]:.3f}", *(f"{np.mean(found[label]):.2f}" for label in ("half", "likely", "few", "alone"))]
        cells += [f"{f1_score(np.sum(links[label], axis=0)):.3f}" for label in ("alone", "beside")]
        print(f"| {name} + {source} | {' | '.join(cells)} |")
    print(f"| mean | {np.mean(areas):.3f} | | | | | | |", flush=True)


def print_calibration(results: dict[str, list[Result]], settings: MatchSettings) -> None:
    """Print calibration over each module's top ten, and the precision of each band."""
    probabilities, truths = (np.concatenate(parts) for parts in zip(*_top_ten(results), strict=True))
    error = calibration_error(probabilities, truths)
    brier = float(((probabilities - truths) ** 2).mean())
    print(f"\nCalibration over each module's top ten, reporting half: expected error {error:.3f}, Brier {brier:.3f}.")
    print(f"\n| band | links (reporting half) | precision | {' | '.join(SETS)} |")
    print("|---|---|---|" + "---|" * len(SETS))
    edges = (settings.link_threshold, settings.likely_threshold, settings.strong_threshold, 1.01)
    for band, low, high in (("strong", *edges[2:4]), ("likely", *edges[1:3]), ("weak", *edges[0:2])):
        hits = {name: np.concatenate([_band_truths(run, low, high) for run in runs]) for name, runs in results.items()}
        every = np.concatenate(list(hits.values()))
        cells = " | ".join(f"{found.mean():.2f} ({len(found)})" if len(found) else "–" for found in hits.values())
        print(f"| {band} ({low:.2f} and above) | {len(every)} | {every.mean():.2f} | {cells} |", flush=True)


def _top_ten(results: dict[str, list[Result]]) -> Iterator[tuple[Floats, Flags]]:
    for runs in results.values():
        for run in runs:
            for row in np.flatnonzero(run.upload.reporting):
                top = np.argsort(-run.probabilities[row], kind="stable")[:10]
                top = top[~run.upload.unsure[row][top]]
                yield run.probabilities[row][top], run.upload.relevant[row][top]


def _band_truths(run: Result, low: float, high: float) -> Flags:
    inside = (run.probabilities >= low) & (run.probabilities < high) & ~run.upload.unsure
    return np.asarray(run.upload.relevant[inside & run.upload.reporting[:, None]])


def print_learning(gold: Gold, settings: MatchSettings) -> None:
    """Print MAP on the undecided modules before and after some modules were decided (their true links confirmed)."""
    print("\n| decided modules | set | MAP on the rest before | after | difference | link F1 before | after |")
    print("|---|---|---|---|---|---|---|")
    for name, counts in (("slo_module", (5, 20, 40, 80)), ("sbb_profiel", (5, 13)), ("toekomst_modules", (5, 20))):
        upload = gold[name][0]
        scored = score_pairs(upload.modules, upload.competencies, Readings(get_analyzer(), settings, CACHE))
        plain = scored.scores
        for count in counts:
            precisions: dict[bool, list[float]] = {False: [], True: []}
            links = {False: np.zeros(3, dtype=np.int64), True: np.zeros(3, dtype=np.int64)}
            for trial in range(6):
                decided = np.random.default_rng(trial).permutation(len(upload.modules))[:count]
                rest = np.setdiff1d(np.flatnonzero(upload.reporting), decided)
                verdicts = {
                    (upload.modules[row].id, upload.competencies[column].code): Verdict.FULL
                    for row in decided
                    for column in np.flatnonzero(upload.relevant[row])
                }
                learned = learn_from_decisions(scored.likeness, upload.modules, upload.competencies, verdicts, settings)
                for after, scores in ((False, plain), (True, replace(plain, learned=learned))):
                    run = judge(upload, scores, settings)
                    truth, unsure = upload.relevant[rest], upload.unsure[rest]
                    precisions[after] += average_precisions(run.order[rest], truth, unsure)
                    links[after] += f1_counts(run.probabilities[rest] >= settings.link_threshold, truth, unsure)
            before, then = (float(np.mean(precisions[after])) for after in (False, True))
            f1 = [f1_score(links[after]) for after in (False, True)]
            print(
                f"| {count} | {name} | {before:.3f} | {then:.3f} | {then - before:+.3f} | {f1[0]:.3f} | {f1[1]:.3f} |",
                flush=True,
            )


def main() -> None:
    """Print everything."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent.parent / "shared/data/gold"
    gold = read_gold(folder)
    settings = MatchSettings()
    print_ranking(gold)
    for meaning, label in ((True, "as shipped"), (False, "without encoder")):
        results = {
            name: [run_engine(upload, settings, meaning=meaning) for upload in uploads]
            for name, uploads in gold.items()
        }
        print_decisions(results, settings, label)
        print_foreign(gold, settings, meaning=meaning)
        print_calibration(results, settings)
    print_learning(gold, settings)


if __name__ == "__main__":
    main()
