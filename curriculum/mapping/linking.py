"""Makes the record of one link out of its figures."""

from curriculum.contract.records import CompetencyRecord, ModuleRecord
from curriculum.contract.report import Evidence, Link, Sources
from curriculum.contract.vocabulary import Verdict
from curriculum.mapping.probability import band_of
from curriculum.mapping.settings import MatchSettings

_DECIMALS = 4


def make_link(
    module: ModuleRecord,
    competency: CompetencyRecord,
    *,
    score: float,
    probability: float,
    lexical: float,
    meaning: float | None,
    path: float,
    verdict: Verdict | None,
    evidence: tuple[Evidence, ...],
    settings: MatchSettings,
) -> Link:
    """Return the link between a module and a competency; it is proposed from the link threshold on."""
    return Link(
        module=module.id,
        competency=competency.code,
        score=score,
        probability=probability,
        band=band_of(probability, settings),
        proposed=probability >= settings.link_threshold,
        statement=verdict,
        sources=Sources(
            explicit=float(any(statement.competency == competency.code for statement in module.statements)),
            work_process=round(path, _DECIMALS),
            lexical=round(lexical, _DECIMALS),
            meaning=None if meaning is None else round(meaning, _DECIMALS),
        ),
        evidence=evidence,
    )
