"""The evidence of one link, ready to be read: both texts with the words that met, and each reason in words."""

from typing import NamedTuple

from markupsafe import Markup

from curriculum.contract.report import Evidence
from curriculum.contract.vocabulary import EvidenceSource, ModuleField
from curriculum.services.links import LinkDetail
from curriculum.web.highlight import mark_words

# Evidence from a sentence as a whole would colour everything; only words are marked.
_MARKED_SOURCES = (EvidenceSource.LEXICAL, EvidenceSource.EXPLICIT, EvidenceSource.WORK_PROCESS)
_FIELD_ORDER = (ModuleField.TITLE, ModuleField.DESCRIPTION, ModuleField.OUTCOME, ModuleField.ASSESSMENT)


class MarkedText(NamedTuple):
    """A piece of text with its matched words marked, and the cell it came from."""

    field: ModuleField
    sheet: str
    cell: str
    text: Markup


class LinkReasons(NamedTuple):
    """All that stands beside the decision form."""

    module_texts: tuple[MarkedText, ...]
    competency_title: Markup
    competency_description: Markup
    search_terms: Markup
    evidence: tuple[Evidence, ...]


def explain_link(detail: LinkDetail) -> LinkReasons:
    """Mark the matched words in both texts, strongest evidence first."""
    found = detail.view.link.evidence if detail.view.link else ()
    marked = [item for item in found if item.source in _MARKED_SOURCES]
    module_words = [item.module_text for item in marked]
    competency_words = [item.competency_text for item in marked]
    passages = sorted(detail.module.passages, key=lambda passage: _FIELD_ORDER.index(passage.field))
    return LinkReasons(
        tuple(MarkedText(p.field, p.sheet, p.cell, mark_words(p.text, module_words)) for p in passages if p.text),
        mark_words(detail.competency.title, competency_words),
        mark_words(detail.competency.description, competency_words),
        mark_words("; ".join(detail.competency.search_terms), competency_words),
        tuple(sorted(found, key=lambda item: -item.weight)),
    )
