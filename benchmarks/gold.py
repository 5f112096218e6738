"""Reads the gold sets as uploads: one framework with all its modules, as a school would upload a whole programme."""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from curriculum.contract.records import CompetencyRecord, ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField

SETS = ("slo_module", "slo_fo", "esco_fw", "sbb_profiel", "sbb_kerntaak", "toekomst_modules")
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Upload:
    """One framework of one gold set.

    ``relevant`` and ``unsure`` are (modules, competencies) flags; ``reporting`` marks the modules of the half that was
    not used for tuning (parity of the last hex digit of sha256(query id)).
    """

    set_name: str
    modules: tuple[ModuleRecord, ...]
    competencies: tuple[CompetencyRecord, ...]
    relevant: Flags
    unsure: Flags
    reporting: Flags


def is_reporting(query_id: str) -> bool:
    """Whether a query belongs to the half that figures are reported on; the other half is for tuning."""
    return int(hashlib.sha256(query_id.encode()).hexdigest()[-1], 16) % 2 == 1


def read_gold(folder: Path) -> dict[str, list[Upload]]:
    """Read all sets, each as a list of uploads."""
    return {name: _read_set(folder / f"{name}.json", name) for name in SETS}


def append_foreign(upload: Upload, modules: list[ModuleRecord]) -> tuple[Upload, Flags]:
    """Return the upload with modules from elsewhere behind its own, and which modules are its own."""
    foreign = tuple(replace(module, id=f"foreign-{module.id}") for module in modules)
    empty = np.zeros((len(foreign), len(upload.competencies)), dtype=bool)
    joined = replace(
        upload,
        modules=upload.modules + foreign,
        relevant=np.vstack([upload.relevant, empty]),
        unsure=np.vstack([upload.unsure, empty]),
        reporting=np.concatenate([upload.reporting, [is_reporting(module.id[8:]) for module in foreign]]),
    )
    return joined, np.array([True] * len(upload.modules) + [False] * len(foreign))


def _read_set(path: Path, name: str) -> list[Upload]:
    content = json.loads(path.read_text(encoding="utf-8"))
    frameworks = sorted({str(query.get("fw")) for query in content["queries"]})
    return [_read_upload(content, framework, name) for framework in frameworks]


def _read_upload(content: dict[str, list[dict[str, object]]], framework: str, name: str) -> Upload:
    queries = [query for query in content["queries"] if str(query.get("fw")) == framework]
    documents = [document for document in content["docs"] if framework == "None" or document.get("fw") == framework]
    columns = {document["id"]: column for column, document in enumerate(documents)}
    relevant = np.zeros((len(queries), len(documents)), dtype=bool)
    unsure = np.zeros_like(relevant)
    for row, query in enumerate(queries):
        for flags, key in ((relevant, "rel"), (unsure, "unsure")):
            for code in query.get(key, ()):
                if code in columns:
                    flags[row, columns[code]] = True
    return Upload(
        set_name=name,
        modules=tuple(_read_module(query) for query in queries),
        competencies=tuple(
            CompetencyRecord(
                str(document["id"]),
                str(document["text"]),
                search_terms=tuple(term.strip() for term in str(document.get("terms", "")).split(";") if term.strip()),
            )
            for document in documents
        ),
        relevant=relevant,
        unsure=unsure,
        reporting=np.array([is_reporting(str(query["id"])) for query in queries]),
    )


def _read_module(query: dict[str, object]) -> ModuleRecord:
    title, segments = str(query["title"] or ""), list(query["segs"])
    passages = [Passage(ModuleField.TITLE, title)] if title else []
    passages += [
        Passage(ModuleField.DESCRIPTION if number == 0 else ModuleField.OUTCOME, text)
        for number, text in enumerate(segments)
    ]
    return ModuleRecord(str(query["id"]), title, passages=tuple(passages))
